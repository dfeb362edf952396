//! Which arguments name a region that must be the stack's own, and how to read it from their values.

use crate::address::ResourceMode;
use crate::repo::words;

use super::arguments::{Argument, Given, HOLE, Owner};

/// A region that a value names.
pub(super) struct Named<'t> {
    /// The whole value.
    pub text: &'t str,
    /// The region.
    pub region: &'t str,
    /// Where it begins in the value, in bytes.
    pub offset: usize,
    /// Whether the value is the address of an image in ECR, which may be pulled from another region.
    pub is_registry: bool,
}

impl Named<'_> {
    /// The value with `region` in the place of the one it names.
    pub(super) fn corrected(&self, region: &str) -> String {
        let (before, rest) = self.text.split_at(self.offset);
        let short = format!("{before}{region}{}", &rest[self.region.len()..]);
        if short.len() > 120 || short.contains(HOLE) {
            region.to_owned()
        } else {
            short
        }
    }

    /// What the value does, for the message.
    pub(super) fn verb(&self) -> String {
        if self.text == self.region {
            format!("is {}", self.region)
        } else if self.text.len() <= 100 {
            let shown = self.text.replace(HOLE, "…");
            format!("is \"{shown}\", which is in {}", self.region)
        } else {
            format!("names {}", self.region)
        }
    }
}

/// Accounts with which AWS itself publishes images, the same in each of several regions.
const PUBLISHERS: &[&str] = &[
    // Add-ons of EKS
    "602401143452",
    // Deep Learning Containers
    "763104351884",
    // Envoy for App Mesh
    "840364872350",
    // Fluent Bit
    "906394416424",
    // AWS Marketplace, in us-east-1 only
    "709825985650",
];

/// Whether an image is one that AWS publishes.
fn is_published_by_aws(image: &str) -> bool {
    let account = image.split('.').next();
    account.is_some_and(|account| PUBLISHERS.contains(&account))
}

/// What an argument's value is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `us-east-1`
    Region,
    /// `us-east-1a`
    Zone,
    /// `111122223333.dkr.ecr.us-east-1.amazonaws.com/…`
    Image,
    /// `arn:aws:acm:us-east-1:…`
    Arn,
    /// `com.amazonaws.us-east-1.s3`
    Service,
    /// `https://s3.us-east-1.amazonaws.com`
    Endpoint,
}

/// Arguments whose ARN AWS accepts from the same region only, so that it must be the stack's own.
const REGIONAL_ARNS: &[&str] = &[
    "alarm_actions",
    "ok_actions",
    "insufficient_data_actions",
    "target_group_arn",
    "target_group_arns",
    "load_balancer_arn",
    "listener_arn",
    "alb_arn",
    "alb_listener_arn",
    "alb_target_group_arn",
    "task_definition",
    "cluster_arn",
    "ecs_cluster_arn",
];

/// Load balancers take certificates of their own region; CloudFront's `acm_certificate_arn` is another matter.
const CERTIFICATE_OWNERS: &[&str] = &[
    "aws_lb_listener",
    "aws_alb_listener",
    "aws_lb_listener_certificate",
    "aws_alb_listener_certificate",
];

/// Whether an argument may name a region that must be the stack's own, so that its value is worth knowing.
pub(super) fn is_interesting(argument: &Argument<'_>) -> bool {
    let may_hold_objects = matches!(argument.owner, Owner::Call(_)) && argument.is_reference();
    may_hold_objects || form(argument, &argument.key(), argument.depth()).is_some()
}

/// The region that a value names, where it is one that the stack must share.
pub(super) fn named<'t>(argument: &Argument<'_>, given: &'t Given) -> Option<Named<'t>> {
    let depth = given.path.split('.').count();
    let text = given.as_str();
    read(form(argument, &given.key(), depth)?, text)
}

/// The region that a string in a data file names, where it is one that the stack must share.
pub(super) fn named_in_data(given: &Given) -> Option<Named<'_>> {
    read(by_key(&given.key())?, given.as_str())
}

fn read(form: Form, text: &str) -> Option<Named<'_>> {
    let (region, offset) = match form {
        Form::Region => words::is_region_like(text).then_some((text, 0)),
        Form::Zone => zone_region(text).map(|region| (region, 0)),
        Form::Image if is_published_by_aws(text) => None,
        Form::Image => between(text, ".dkr.ecr.", ".amazonaws.com"),
        Form::Service => between(text, "com.amazonaws.", "."),
        Form::Endpoint => between(text, "s3.", ".amazonaws.com"),
        Form::Arn => arn_region(text),
    }?;
    Some(Named {
        text,
        region,
        offset,
        is_registry: form == Form::Image,
    })
}

/// How to read the value of an argument whose last name is `key`, at `depth` names below its block.
fn form(argument: &Argument<'_>, key: &str, depth: usize) -> Option<Form> {
    let anywhere = by_key(key);
    let by_owner = match argument.owner {
        Owner::Variable(_) => by_variable(key, depth),
        Owner::Provider(provider) => {
            (provider.name == "aws" && key == "region" && depth == 1).then_some(Form::Region)
        }
        Owner::Local(_) => return anywhere,
        Owner::Call(_) => by_call(key, depth),
        Owner::Resource(resource) => {
            if !resource.kind.starts_with("aws_") {
                return None;
            }
            by_resource(resource.kind, resource.mode, key, depth)
        }
    };
    by_owner.or(anywhere)
}

/// How to read what is told by the last name alone.
fn by_key(key: &str) -> Option<Form> {
    match key {
        "awslogs_region" => Some(Form::Region),
        "image" | "image_uri" | "container_image" | "image_repository" => Some(Form::Image),
        _ => None,
    }
}

fn by_variable(key: &str, depth: usize) -> Option<Form> {
    (depth == 1 && matches!(key, "region" | "aws_region")).then_some(Form::Region)
}

fn by_call(key: &str, depth: usize) -> Option<Form> {
    match key {
        "region" | "aws_region" if depth == 1 => Some(Form::Region),
        "azs" | "az" | "availability_zone" | "availability_zones" => Some(Form::Zone),
        _ if REGIONAL_ARNS.contains(&key) => Some(Form::Arn),
        _ => None,
    }
}

/// Resources whose `region` says something else than where they are made.
const OTHER_REGIONS: &[&str] = &["aws_config_aggregate_authorization", "aws_s3_bucket"];

fn by_resource(kind: &str, mode: ResourceMode, key: &str, depth: usize) -> Option<Form> {
    let is_managed = mode == ResourceMode::Managed;
    match key {
        "region" if depth == 1 && is_managed && !OTHER_REGIONS.contains(&kind) => {
            Some(Form::Region)
        }
        "availability_zone" | "availability_zones" if depth == 1 && is_managed => Some(Form::Zone),
        "service_name" if kind == "aws_vpc_endpoint" => Some(Form::Service),
        "certificate_arn" if CERTIFICATE_OWNERS.contains(&kind) => Some(Form::Arn),
        "endpoint" if kind.starts_with("aws_datasync") => None,
        "s3_endpoint" => Some(Form::Endpoint),
        _ if is_managed && REGIONAL_ARNS.contains(&key) => Some(Form::Arn),
        _ => None,
    }
}

/// The region of an availability zone's name. Local Zones have longer names and are left alone.
fn zone_region(text: &str) -> Option<&str> {
    let region = text.strip_suffix(|c: char| c.is_ascii_lowercase())?;
    words::is_region(region).then_some(region)
}

/// The region between two texts, and where it begins.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<(&'t str, usize)> {
    let start = text.find(before)? + before.len();
    let end = start + text[start..].find(after)?;
    let region = &text[start..end];
    words::is_region_like(region).then_some((region, start))
}

/// The region of an ARN, the fourth of its parts.
fn arn_region(text: &str) -> Option<(&str, usize)> {
    if !text.starts_with("arn:") {
        return None;
    }
    let mut start = 0;
    for _ in 0..3 {
        start += text[start..].find(':')? + 1;
    }
    let end = start + text[start..].find(':')?;
    let region = &text[start..end];
    words::is_region_like(region).then_some((region, start))
}

#[cfg(test)]
mod tests {
    use super::{arn_region, between, zone_region};

    #[test]
    fn zones_belong_to_their_region_and_local_zones_to_none() {
        assert_eq!(zone_region("us-east-1a"), Some("us-east-1"));
        assert_eq!(zone_region("eu-west-3c"), Some("eu-west-3"));
        assert_eq!(zone_region("us-west-2-lax-1a"), None);
        assert_eq!(zone_region("use1-az1"), None);
        assert_eq!(zone_region(""), None);
    }

    #[test]
    fn regions_are_read_from_arns_and_hosts() {
        assert_eq!(
            arn_region("arn:aws:acm:us-west-2:111122223333:certificate/a"),
            Some(("us-west-2", 12))
        );
        assert_eq!(arn_region("arn:aws:iam::111122223333:role/a"), None);
        assert_eq!(arn_region("arn:aws"), None);
        let image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1";
        assert_eq!(
            between(image, ".dkr.ecr.", ".amazonaws.com"),
            Some(("eu-west-1", 21))
        );
        assert_eq!(between("nginx:1.27", ".dkr.ecr.", ".amazonaws.com"), None);
    }
}

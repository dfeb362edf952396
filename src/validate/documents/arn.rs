//! ARNs that are written out, against the region, the account and the partition that their resource is made in.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::Severity;
use crate::eval::{Map, Placed, Value};
use crate::hcl::{as_reference, step_name};

use super::super::{Problem, ProblemKind};
use super::subject::{Subject, each_at};

/// Arguments that AWS takes only with an ARN of the resource's own region: the resource's type, the argument, and
/// whether it must be of the same account too. From AWS's documentation of each. ARNs of IAM name no region; its
/// policies can be attached, and its roles passed to services, only in their own account.
const OF_OWN_REGION: &[(&str, &str, bool)] = &[
    ("aws_alb_listener", "certificate_arn", true),
    ("aws_alb_listener", "default_action.target_group_arn", true),
    ("aws_alb_listener", "load_balancer_arn", true),
    (
        "aws_apigatewayv2_domain_name",
        "domain_name_configuration.certificate_arn",
        true,
    ),
    ("aws_cloudwatch_log_group", "kms_key_id", false),
    ("aws_cloudwatch_metric_alarm", "alarm_actions", false),
    ("aws_cloudwatch_metric_alarm", "ok_actions", false),
    ("aws_db_instance", "kms_key_id", false),
    ("aws_ebs_volume", "kms_key_id", false),
    ("aws_ecs_service", "cluster", true),
    ("aws_ecs_service", "load_balancer.target_group_arn", true),
    ("aws_ecs_service", "task_definition", true),
    ("aws_ecs_task_definition", "execution_role_arn", true),
    ("aws_ecs_task_definition", "task_role_arn", true),
    ("aws_efs_file_system", "kms_key_id", false),
    ("aws_iam_group_policy_attachment", "policy_arn", true),
    ("aws_iam_policy_attachment", "policy_arn", true),
    ("aws_iam_role", "managed_policy_arns", true),
    ("aws_iam_role", "permissions_boundary", true),
    ("aws_iam_role_policy_attachment", "policy_arn", true),
    ("aws_iam_user", "permissions_boundary", true),
    ("aws_iam_user_policy_attachment", "policy_arn", true),
    ("aws_lambda_event_source_mapping", "event_source_arn", false),
    ("aws_lambda_function", "role", true),
    ("aws_lb_listener", "certificate_arn", true),
    ("aws_lb_listener", "default_action.target_group_arn", true),
    ("aws_lb_listener", "load_balancer_arn", true),
    ("aws_lb_listener_certificate", "certificate_arn", true),
    ("aws_lb_listener_certificate", "listener_arn", true),
    ("aws_lb_listener_rule", "action.target_group_arn", true),
    ("aws_lb_listener_rule", "listener_arn", true),
    ("aws_lb_target_group_attachment", "target_group_arn", true),
    ("aws_rds_cluster", "kms_key_id", false),
    ("aws_secretsmanager_secret", "kms_key_id", false),
    ("aws_wafv2_web_acl_association", "resource_arn", true),
];

/// An ARN that is written out.
struct Arn<'a> {
    partition: &'a str,
    region: &'a str,
    account: &'a str,
}

/// What a resource's provider says.
struct Home<'h> {
    region: &'h str,
    accounts: Option<Vec<&'h str>>,
}

/// ARNs of a resource that contradict where it is made.
pub(super) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    if !subject.kind().starts_with("aws_") {
        return;
    }
    let Some(home) = home(subject) else { return };
    for (kind, path, is_of_account) in OF_OWN_REGION {
        if *kind != subject.kind() {
            continue;
        }
        each_at(&subject.made.shown, path, &mut |value| {
            for (_, text) in value.texts() {
                problems.extend(contradiction(subject, path, text, &home, *is_of_account));
            }
        });
    }
    partitions(subject, &home, problems);
}

/// The region and accounts of the provider configuration that a resource is made with.
fn home<'s>(subject: &Subject<'s>) -> Option<Home<'s>> {
    let given = subject.declaration.block.body.attribute("provider");
    let name = match given {
        None => "aws".to_owned(),
        Some(given) => {
            let (root, steps) = as_reference(&given.value)?;
            match step_name(steps, 0) {
                Some(alias) => format!("{root}.{alias}"),
                None => root.to_owned(),
            }
        }
    };
    let provider = subject.instance.providers.get(&name)?;
    let region = provider.get("region")?.as_str()?;
    let accounts = provider
        .get("allowed_account_ids")
        .and_then(Value::elements);
    let accounts = accounts.and_then(|ids| ids.iter().map(Value::as_str).collect());
    Some(Home { region, accounts })
}

impl<'a> Arn<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut fields = text.splitn(6, ':');
        let is_arn = fields.next() == Some("arn");
        let (partition, _, region, account, resource) = (
            fields.next()?,
            fields.next()?,
            fields.next()?,
            fields.next()?,
            fields.next()?,
        );
        let is_plain = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let is_whole = is_arn && !resource.is_empty();
        (is_whole && [partition, region, account].into_iter().all(is_plain)).then_some(Self {
            partition,
            region,
            account,
        })
    }
}

fn contradiction(
    subject: &Subject<'_>,
    path: &str,
    text: Placed<'_>,
    home: &Home<'_>,
    is_of_account: bool,
) -> Option<Problem> {
    let arn = Arn::parse(text.as_str())?;
    let span = text.span().unwrap_or_else(|| subject.argument(path));
    let problem = |message: String, help: String| {
        subject.problem(ProblemKind::ArnMismatch, path, span, (message, help))
    };
    if !arn.region.is_empty() && arn.region != home.region {
        let message = format!(
            "{path} of {} names something in {}, and it is made in {}",
            subject.address, arn.region, home.region
        );
        let help = format!("Use one in {}: AWS takes no other here", home.region);
        return Some(problem(message, help));
    }
    let accounts = home.accounts.as_ref().filter(|_| is_of_account)?;
    let is_account = arn.account.len() == 12 && arn.account.bytes().all(|it| it.is_ascii_digit());
    if is_account && !accounts.is_empty() && !accounts.contains(&arn.account) {
        let message = format!(
            "{path} of {} names something of the account {}, and it is made in {}",
            subject.address,
            arn.account,
            accounts.join(" or ")
        );
        return Some(problem(message, "Use one of the same account".to_owned()));
    }
    None
}

/// The partition that a region is in.
fn partition_of(region: &str) -> Option<&'static str> {
    match region {
        _ if region.starts_with("cn-") => Some("aws-cn"),
        _ if region.starts_with("us-gov-") => Some("aws-us-gov"),
        _ if region.starts_with("us-iso") || region.starts_with("eu-isoe") => None,
        _ if is_region(region) => Some("aws"),
        _ => None,
    }
}

fn is_region(text: &str) -> bool {
    static REGION: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("^[a-z]{2}-[a-z]+-[0-9]$").ok());
    REGION.as_ref().is_some_and(|region| region.is_match(text))
}

/// Whether any known string in a value is such a one.
fn has_text(value: &Value, is_such: &dyn Fn(&str) -> bool) -> bool {
    if let Some(text) = value.as_str() {
        return is_such(text);
    }
    let items = value.elements().map_or(&[][..], |items| &**items);
    let mut entries = value.entries().into_iter().flat_map(Map::values);
    items.iter().any(|item| has_text(item, is_such))
        || entries.any(|entry| has_text(entry, is_such))
}

/// Nothing reaches into another partition. Documents may name several on purpose.
fn partitions(subject: &Subject<'_>, home: &Home<'_>, problems: &mut Vec<Problem>) {
    let Some(own) = partition_of(home.region) else {
        return;
    };
    let is_foreign = |text: &str| {
        let partition = text
            .strip_prefix("arn:")
            .and_then(|rest| rest.split(':').next());
        partition.is_some_and(|partition| partition != own)
    };
    if !has_text(&subject.made.shown, &is_foreign) {
        return;
    }
    for (path, text) in subject.made.shown.texts() {
        let Some(arn) = Arn::parse(text.as_str()) else {
            continue;
        };
        let is_argument = subject
            .declaration
            .block
            .body
            .attributes
            .iter()
            .any(|given| path.starts_with(&*given.name.text) && &*given.name.text != "tags");
        let known = ["aws", "aws-cn", "aws-us-gov"];
        if arn.partition == own || !known.contains(&arn.partition) || !is_argument {
            continue;
        }
        let message = format!(
            "{path} of {} names something in the partition {}, and {} is in {own}",
            subject.address, arn.partition, home.region
        );
        let help = format!("Write arn:{own}:…, or take the partition from aws_partition");
        let span = text.span().unwrap_or_else(|| subject.argument(&path));
        let problem = subject.problem(ProblemKind::ArnMismatch, &path, span, (message, help));
        problems.push(problem.severity(Severity::Warning));
    }
}

#[cfg(test)]
mod tests {
    use super::{Arn, partition_of};

    #[test]
    fn arns_have_six_parts() {
        let arn = Arn::parse("arn:aws:ecs:eu-west-1:123456789012:cluster/a:b").unwrap();
        assert_eq!(
            (arn.partition, arn.region, arn.account),
            ("aws", "eu-west-1", "123456789012")
        );
        assert!(Arn::parse("arn:aws:ecs").is_none());
        assert!(Arn::parse("arn:aws:ecs:*:*:cluster/a").is_none());
        assert!(Arn::parse("urn:aws:s3:::a").is_none());
    }

    #[test]
    fn regions_are_in_partitions() {
        assert_eq!(partition_of("us-gov-west-1"), Some("aws-us-gov"));
        assert_eq!(partition_of("cn-north-1"), Some("aws-cn"));
        assert_eq!(partition_of("eu-west-1"), Some("aws"));
        assert_eq!(partition_of("us-iso-east-1"), None);
        assert_eq!(partition_of("region"), None);
    }
}

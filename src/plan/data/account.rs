//! What the provider's configuration says of the account: region, partition, account id, and what follows from these.

use crate::eval::{FaultKind, Map, Value};
use crate::types::Type;

use super::regions::{
    Region, endpoint_of, partition_of, region as region_named, region_of_endpoint,
};
use super::{Computed, DataSource, Given, Refusal};

/// The region that a data source's provider works in.
fn provider_region(source: &DataSource<'_>) -> Option<Value> {
    let region = source.provider?.get("region")?;
    (!region.is_null()).then(|| region.clone())
}

/// The region of a data source: its own argument, or its provider's.
fn region_of(source: &DataSource<'_>) -> Option<Value> {
    let own = source.argument("region");
    let own = own.filter(|region| region.as_str() != Some(""));
    own.cloned().or_else(|| provider_region(source))
}

pub(super) fn region(source: &DataSource<'_>) -> Given {
    let of_endpoint = || {
        let endpoint = source.argument("endpoint")?.as_str()?;
        Some(Value::string(region_of_endpoint(endpoint)?.name))
    };
    let asked = source.argument("name").is_some() || source.argument("endpoint").is_some();
    let region = match source.argument("name") {
        Some(name) => Some(name.clone()),
        None if asked => of_endpoint(),
        None => region_of(source),
    };
    let Some(region) = region else {
        return Vec::new();
    };
    let mut given = vec![("name", region.clone()), ("id", region.clone())];
    if source.argument("region").is_none() {
        given.push(("region", region.clone()));
    }
    if let Some(known) = region.as_str().and_then(region_named) {
        given.push(("description", Value::string(known.description)));
        given.push(("endpoint", Value::string(endpoint_of(known.name))));
    }
    given
}

/// The account is known where the provider's configuration allows only one: it refuses to work in any other (AWS
/// provider's documentation, `allowed_account_ids`).
pub(super) fn caller_identity(source: &DataSource<'_>) -> Given {
    let allowed = source
        .provider
        .and_then(|provider| provider.get("allowed_account_ids"));
    let allowed = allowed.and_then(Value::elements);
    match allowed.map(|ids| &**ids) {
        Some([account]) if account.is_known() => {
            vec![("account_id", account.clone()), ("id", account.clone())]
        }
        _ => Vec::new(),
    }
}

pub(super) fn partition(source: &DataSource<'_>) -> Given {
    let region = region_of(source);
    let Some(region) = region.as_ref().and_then(Value::as_str) else {
        return Vec::new();
    };
    let partition = partition_of(region);
    vec![
        ("partition", Value::string(partition.name)),
        ("id", Value::string(partition.name)),
        ("dns_suffix", Value::string(partition.domain)),
        (
            "reverse_dns_prefix",
            Value::string(partition.reverse_domain),
        ),
    ]
}

/// The tags of the provider's `default_tags`; none where it has no such block.
pub(super) fn default_tags(source: &DataSource<'_>) -> Given {
    let Some(blocks) = source
        .provider
        .and_then(|provider| provider.get("default_tags"))
    else {
        return Vec::new();
    };
    let Some(blocks) = blocks.elements() else {
        return Vec::new();
    };
    let tags = blocks.first().and_then(|block| block.get("tags"));
    let tags = match tags.filter(|tags| !tags.is_null()) {
        Some(tags) => tags.clone(),
        None => Value::map(Type::String, Map::default()),
    };
    vec![("id", Value::string("aws")), ("tags", tags)]
}

/// The parts of an ARN: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
pub(super) fn arn(source: &DataSource<'_>) -> Computed {
    let Some(arn) = source.argument("arn") else {
        return Ok(Vec::new());
    };
    let Some(text) = arn.as_str() else {
        return Ok(vec![("id", arn.clone())]);
    };
    let sections: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, service, region, account, resource] = sections.as_slice() else {
        let message = format!(
            "{text:?} is not an ARN, which has six sections: arn:partition:service:region:account:resource"
        );
        return Err(Refusal::new(FaultKind::Type, arn, message));
    };
    let section = |section: &str| match arn.origin {
        Some(span) => Value::string(section).at(span),
        None => Value::string(section),
    };
    Ok(vec![
        ("id", arn.clone()),
        ("partition", section(partition)),
        ("service", section(service)),
        ("region", section(region)),
        ("account", section(account)),
        ("resource", section(resource)),
    ])
}

pub(super) fn service_principal(source: &DataSource<'_>) -> Given {
    let Some(region) = region_of(source) else {
        return Vec::new();
    };
    let mut given = vec![("region", region.clone())];
    let service = source.argument("service_name").and_then(Value::as_str);
    if let Some((service, region)) = service.zip(region.as_str()) {
        let suffix = partition_of(region).principal_suffix(service);
        given.extend([
            ("id", Value::string(format!("{service}.{region}.{suffix}"))),
            ("name", Value::string(format!("{service}.{suffix}"))),
            ("suffix", Value::string(suffix)),
        ]);
    }
    given
}

/// The account of AWS's own that writes bills; it is the same everywhere.
const BILLING_ACCOUNT: &str = "386209384616";

/// Accounts and hosted zones of AWS's own, which differ from region to region. What the provider does not know of a
/// region stays open: another version may know it.
pub(super) fn of_region(kind: &str, source: &DataSource<'_>) -> Given {
    let region = region_of(source);
    let region = region
        .as_ref()
        .and_then(Value::as_str)
        .and_then(region_named);
    let id = |id: fn(&Region) -> &'static str| region.as_ref().map_or("", id);
    let (id, user) = match kind {
        "aws_billing_service_account" => (BILLING_ACCOUNT, "root"),
        "aws_cloudtrail_service_account" => (id(|region| region.cloudtrail_account), "root"),
        "aws_elb_service_account" => (id(|region| region.elb_account), "root"),
        "aws_redshift_service_account" => (id(|region| region.redshift_account), "user/logs"),
        "aws_elastic_beanstalk_hosted_zone" => (id(|region| region.beanstalk_zone), ""),
        "aws_elb_hosted_zone_id" => (id(|region| region.classic_zone), ""),
        _ => match source.argument("load_balancer_type").map(Value::as_str) {
            None | Some(Some("application")) => (id(|region| region.application_zone), ""),
            Some(Some("network")) => (id(|region| region.network_zone), ""),
            Some(_) => ("", ""),
        },
    };
    let mut given = Vec::new();
    if !id.is_empty() {
        given.push(("id", Value::string(id)));
        // The ARN is in the partition that the provider works in, whatever region is asked for.
        if let Some(region) = provider_region(source).as_ref().and_then(Value::as_str) {
            let partition = partition_of(region).name;
            let arn = format!("arn:{partition}:iam::{id}:{user}");
            given.push(("arn", Value::string(arn)));
        }
    }
    // Arguments with a default, and arguments that the provider fills in.
    match kind {
        "aws_lb_hosted_zone_id" if source.argument("load_balancer_type").is_none() => {
            given.push(("load_balancer_type", Value::string("application")));
        }
        "aws_elastic_beanstalk_hosted_zone" => {
            given.extend(region_of(source).map(|region| ("region", region)));
        }
        _ => {}
    }
    given
}

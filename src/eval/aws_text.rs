//! What is known of some texts of AWS before their resources exist, from AWS's documentation: Terraform itself knows
//! nothing of them.

use crate::address::ResourceMode;

use super::unknown::{PathStep, Shape, Symbol, Unknown};

/// How every ARN begins.
const ARN: &str = "arn:";

/// The shortest prefixes of a VPC's and a subnet's addresses, of IPv4 and IPv6.
const SHORTEST_V4: u8 = 16;
const SHORTEST_V6: u8 = 44;

/// The attribute of a resource or data source of AWS that a value is.
fn attribute(unknown: &Unknown) -> Option<(&Symbol, &str)> {
    let Shape::Symbol(symbol) = &unknown.shape else {
        return None;
    };
    let [PathStep::Name(name)] = &*symbol.path else {
        return None;
    };
    let is_of_aws = symbol.owner.address.kind.starts_with("aws_");
    is_of_aws.then_some((symbol, &**name))
}

/// The attribute that a value is, if that is an ARN by its name: `arn`, or one that ends so.
fn named_arn(unknown: &Unknown) -> Option<(&Symbol, &str)> {
    attribute(unknown).filter(|(_, name)| *name == "arn" || name.ends_with("_arn"))
}

/// Whether it is the `arn` of what the repository itself makes: that holds an account's number, and is neither a pattern
/// nor the account itself.
fn is_own(symbol: &Symbol, name: &str) -> bool {
    name == "arn" && symbol.owner.address.mode == ResourceMode::Managed
}

/// Whether this text is certainly not what the value turns out to be.
pub(super) fn excludes(unknown: &Unknown, text: &str) -> bool {
    if let Some((symbol, name)) = named_arn(unknown) {
        // An attribute that holds an ARN may be left empty.
        let is_other = !text.is_empty() && !text.starts_with(ARN);
        return is_other || (is_own(symbol, name) && !may_end(text));
    }
    excludes_range(unknown, text)
}

/// Whether a range is larger than what a VPC or a subnet can have.
fn excludes_range(unknown: &Unknown, text: &str) -> bool {
    let Some((symbol, name)) = attribute(unknown) else {
        return false;
    };
    let kind = symbol.owner.address.kind.trim_start_matches("aws_");
    let is_network = ["vpc", "subnet", "default_vpc", "default_subnet"].contains(&kind);
    let length = text
        .rsplit_once('/')
        .and_then(|(_, it)| it.parse::<u8>().ok());
    let shortest = match name {
        "cidr_block" => SHORTEST_V4,
        "ipv6_cidr_block" => SHORTEST_V6,
        _ => return false,
    };
    is_network && length.is_some_and(|length| length < shortest)
}

/// What the value certainly begins with. Terraform refuses nothing for it when it plans: of use to policies only.
pub(crate) fn beginning(unknown: &Unknown) -> &'static str {
    match named_arn(unknown) {
        Some((symbol, name)) if is_own(symbol, name) => ARN,
        _ => "",
    }
}

/// Whether the value certainly does not end like this; likewise.
pub(crate) fn excludes_end(unknown: &Unknown, end: &str) -> bool {
    named_arn(unknown).is_some_and(|(symbol, name)| is_own(symbol, name) && !may_end(end))
}

/// Whether the ARN of a resource of one's own may end so. What AWS itself owns has `aws` in the place of the account, as
/// its policies have; that is also the name of a partition, where every ARN begins.
fn may_end(end: &str) -> bool {
    let is_of_aws = end.contains("::aws:") || end.contains(":aws:policy/");
    !(is_of_aws || end.contains(['*', '?']) || end.ends_with(":root"))
}

/// Attributes that a resource has under this name once it exists, whether its block says them or AWS chooses them.
const THERE: [&str; 6] = [
    "allocation_id",
    "bucket",
    "key_id",
    "name",
    "url",
    "zone_id",
];

/// Whether the value is certainly not `null` once its resource exists.
pub(super) fn is_there(unknown: &Unknown) -> bool {
    attribute(unknown).is_some_and(|(symbol, name)| {
        symbol.owner.address.mode == ResourceMode::Managed && THERE.contains(&name)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{excludes, excludes_end};
    use crate::address::{ModulePath, ResourceAddress, ResourceMode};
    use crate::eval::{Cause, Owner, PathStep, Shape, Symbol, Unknown};
    use crate::types::Type;

    /// The `arn` of a resource of one's own.
    fn own_arn(kind: &str) -> Unknown {
        let owner = Owner {
            stack: "live/prod".into(),
            address: ResourceAddress {
                module: ModulePath(Vec::new()),
                mode: ResourceMode::Managed,
                kind: kind.into(),
                name: "own".into(),
                key: None,
            },
        };
        let symbol = Symbol::whole(&Arc::new(owner)).step(PathStep::Name("arn".into()));
        Unknown::new(Type::String, Cause::Apply).shaped(Shape::Symbol(symbol))
    }

    #[test]
    fn an_arn_of_ones_own_may_be_any_arn_but_one_of_aws_itself() {
        let bucket = own_arn("aws_s3_bucket");
        assert!(!excludes(&bucket, "arn:aws:s3:::images"));
        assert!(excludes(&bucket, "images"));
        assert!(excludes(&bucket, "arn:aws:s3:::*"));
        assert!(!excludes_end(&bucket, ":aws:s3:::images"));
        let policy = own_arn("aws_iam_policy");
        assert!(!excludes(&policy, "arn:aws:iam::123456789012:policy/own"));
        assert!(excludes(&policy, "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        assert!(excludes_end(&policy, ":aws:policy/ReadOnlyAccess"));
    }
}

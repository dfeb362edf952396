//! What is known of an ARN before its resource exists, from AWS's documentation of ARNs: Terraform itself knows nothing
//! of it.

use crate::address::ResourceMode;

use super::unknown::{PathStep, Shape, Symbol, Unknown};

/// The attribute that a value is, if that is an ARN of AWS by its name: `arn`, or one that ends so.
fn named_arn(unknown: &Unknown) -> Option<(&Symbol, &str)> {
    let Shape::Symbol(symbol) = &unknown.shape else {
        return None;
    };
    let [PathStep::Name(name)] = &*symbol.path else {
        return None;
    };
    let is_of_aws = symbol.owner.address.kind.starts_with("aws_");
    (is_of_aws && (&**name == "arn" || name.ends_with("_arn"))).then_some((symbol, &**name))
}

/// Whether it is the `arn` of what the repository itself makes: that holds an account's number, and is neither a pattern
/// nor the account itself.
fn is_own(symbol: &Symbol, name: &str) -> bool {
    name == "arn" && symbol.owner.address.mode == ResourceMode::Managed
}

/// Whether this text is certainly not what an ARN turns out to be.
pub(super) fn excludes(unknown: &Unknown, text: &str) -> bool {
    let Some((symbol, name)) = named_arn(unknown) else {
        return false;
    };
    // An attribute that holds an ARN may be left empty.
    let is_other = !text.is_empty() && !text.starts_with("arn:");
    is_other || (is_own(symbol, name) && !may_end(text))
}

/// Whether an ARN certainly does not end like this.
pub(super) fn excludes_end(unknown: &Unknown, end: &str) -> bool {
    named_arn(unknown).is_some_and(|(symbol, name)| is_own(symbol, name) && !may_end(end))
}

/// Whether the ARN of a resource of one's own may end so.
fn may_end(end: &str) -> bool {
    !(end.contains(['*', '?']) || end.ends_with(":root") || end.contains(":aws:"))
}

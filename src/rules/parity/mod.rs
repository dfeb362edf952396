//! Environments that must be the same system. The engine reports these while it compares them, where the configuration
//! has a section `[parity]`.

pub(super) mod alarm_missing;
pub(super) mod alarm_value;
pub(super) mod backend_shape;
pub(super) mod container;
pub(super) mod count_zero;
pub(super) mod env_missing;
pub(super) mod expectation_stale;
pub(super) mod file_missing;
pub(super) mod input_missing;
pub(super) mod input_value;
pub(super) mod module_missing;
pub(super) mod module_source;
pub(super) mod module_version;
pub(super) mod output_missing;
pub(super) mod policy;
pub(super) mod prod_weaker;
pub(super) mod promotion_old;
pub(super) mod provider_version;
pub(super) mod resource_missing;
pub(super) mod resource_value;
pub(super) mod security_group;
pub(super) mod stack_missing;
pub(super) mod terraform_version;
pub(super) mod tfvars_key;
pub(super) mod variable;

use crate::diagnostic::Meta;
use crate::rule::Rule;

pub(crate) use env_missing::RULE as ENV_MISSING;
pub(crate) use expectation_stale::RULE as EXPECTATION_STALE;

/// Every rule of this kind.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let rules = super::ALL.iter().copied();
    rules.filter(|rule| rule.meta.id.starts_with("parity-"))
}

/// The rule of this id, where it is one of this kind.
pub fn find(id: &str) -> Option<&'static Meta> {
    all().map(|rule| &rule.meta).find(|meta| meta.id == id)
}

/// The rule that a path of a comparison is a matter of, as far as the path tells.
pub fn of_path(path: &str) -> &'static Meta {
    let rules = [
        ("stack:", &stack_missing::RULE),
        ("file:", &file_missing::RULE),
        ("alarm:", &alarm_value::RULE),
        ("output.", &output_missing::RULE),
        ("var.", &tfvars_key::RULE),
    ];
    let found = rules.into_iter().find(|(start, _)| path.starts_with(start));
    let is_input = path
        .strip_prefix("module.")
        .is_some_and(|rest| !rest.contains("aws_"));
    match found {
        Some((_, rule)) => &rule.meta,
        None if is_input => &input_value::RULE.meta,
        None => &resource_value::RULE.meta,
    }
}

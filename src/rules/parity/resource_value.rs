//! See `resource_value.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-resource-value",
        summary: "An argument of a resource has another value in one environment.",
        why: "One environment does not show what the other does.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("resource_value.md"),
        options: &[],
    },
    check: Check::Engine,
};

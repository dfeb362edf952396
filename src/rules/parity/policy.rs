//! See `policy.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-policy",
        summary: "A policy allows something else in one environment.",
        why: "What works in one environment is denied in the other, or somebody may more than was reviewed.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("policy.md"),
        options: &[],
    },
    check: Check::Engine,
};

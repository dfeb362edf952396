//! See `resource_missing.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-resource-missing",
        summary: "A resource is in one environment only.",
        why: "What it does is missing in the other environment, or is tried nowhere.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("resource_missing.md"),
        options: &[],
    },
    check: Check::Engine,
};

//! See `env_missing.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-env-missing",
        summary: "An environment that must be compared has no stack.",
        why: "What is never made in an environment cannot be tried there.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("env_missing.md"),
        options: &[],
    },
    check: Check::Engine,
};

//! See `tfvars_key.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-tfvars-key",
        summary: "A variable is set in one environment only.",
        why: "Where it is not set its default holds, which nobody chose for that environment.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("tfvars_key.md"),
        options: &[],
    },
    check: Check::Engine,
};

//! See `output_missing.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-output-missing",
        summary: "An output is in one environment only.",
        why: "Stacks that read it work in one environment and fail in the other.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("output_missing.md"),
        options: &[],
    },
    check: Check::Engine,
};

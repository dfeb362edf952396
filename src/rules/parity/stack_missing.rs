//! See `stack_missing.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-stack-missing",
        summary: "A stack is in one environment only.",
        why: "What a stack makes is never tried where the stack is missing, or runs where nobody reviews it.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("stack_missing.md"),
        options: &[],
    },
    check: Check::Engine,
};

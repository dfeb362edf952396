//! See `container.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-container",
        summary: "A container runs differently in one environment.",
        why: "A program that starts in one environment may not start in the other.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("container.md"),
        options: &[],
    },
    check: Check::Engine,
};

//! See `count_zero.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-count-zero",
        summary: "A resource is switched off in one environment.",
        why: "The code looks the same in both, and makes nothing in one of them.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("count_zero.md"),
        options: &[],
    },
    check: Check::Engine,
};

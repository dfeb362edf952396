//! See `alarm_value.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-alarm-value",
        summary: "An alarm judges differently in one environment.",
        why: "It fires in one environment for what passes in the other.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("alarm_value.md"),
        options: &[],
    },
    check: Check::Engine,
};

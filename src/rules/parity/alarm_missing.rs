//! See `alarm_missing.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-alarm-missing",
        summary: "An alarm is in one environment only.",
        why: "What fails in the other environment fails in silence.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("alarm_missing.md"),
        options: &[],
    },
    check: Check::Engine,
};

//! See `input_value.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-input-value",
        summary: "A module is given another value in one environment.",
        why: "What the module makes of it differs, so that one environment does not show what the other does.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("input_value.md"),
        options: &[],
    },
    check: Check::Engine,
};

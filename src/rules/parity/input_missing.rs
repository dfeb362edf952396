//! See `input_missing.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-input-missing",
        summary: "A module is given an argument in one environment only.",
        why: "Where it is not given the module's default holds, which nobody chose for that environment.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("input_missing.md"),
        options: &[],
    },
    check: Check::Engine,
};

//! See `module_missing.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-module-missing",
        summary: "A stack calls a module in one environment only.",
        why: "What the module makes is missing in the other environment.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("module_missing.md"),
        options: &[],
    },
    check: Check::Engine,
};

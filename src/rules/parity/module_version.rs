//! See `module_version.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-module-version",
        summary: "A module has another version in one environment.",
        why: "A version comes to production last; one that production has first was tried nowhere.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("module_version.md"),
        options: &[],
    },
    check: Check::Engine,
};

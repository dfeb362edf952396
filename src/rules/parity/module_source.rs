//! See `module_source.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-module-source",
        summary: "A module comes from another place in one environment.",
        why: "Two sources are two modules: what was tried in one environment is not what runs in the other.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("module_source.md"),
        options: &[],
    },
    check: Check::Engine,
};

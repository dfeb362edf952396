//! See `expectation_stale.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-expectation-stale",
        summary: "A declared difference does not hold.",
        why: "A declaration that matches nothing, or says something else than what is there, hides the next difference.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("expectation_stale.md"),
        options: &[],
    },
    check: Check::Engine,
};

//! See `promotion_old.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-promotion-old",
        summary: "Production runs a newer version than the environment that it should come from.",
        why: "A version that production has first was tried nowhere.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("promotion_old.md"),
        options: &[],
    },
    check: Check::Engine,
};

//! See `prod_weaker.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-prod-weaker",
        summary: "Production is smaller or less safe than another environment.",
        why: "What is right for the lesser environment is hardly wrong for production.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("prod_weaker.md"),
        options: &[],
    },
    check: Check::Engine,
};

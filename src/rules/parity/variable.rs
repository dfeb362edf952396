//! See `variable.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-variable",
        summary: "A variable is declared differently in one environment.",
        why: "The same value means something else, or is refused, where the type or the default is another.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("variable.md"),
        options: &[],
    },
    check: Check::Engine,
};

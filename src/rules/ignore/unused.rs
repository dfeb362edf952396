//! See `unused.md`. The comments are read and judged in the engine's pass over the findings.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are made where the comments are applied.
pub static RULE: Rule = Rule {
    meta: Meta {
        id: "unused-ignore",
        summary: "An ignore comment silences nothing.",
        why: "It hides the next real finding at that place, and readers believe that something is wrong there.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("unused.md"),
        options: &[],
    },
    check: Check::Engine,
};

//! See `expired.md`. The comments are read and judged in the engine's pass over the findings.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are made where the comments are applied.
pub static RULE: Rule = Rule {
    meta: Meta {
        id: "expired-ignore",
        summary: "The date of an ignore comment has passed.",
        why: "What was put off until that day is due; the comment no longer silences anything.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("expired.md"),
        options: &[],
    },
    check: Check::Engine,
};

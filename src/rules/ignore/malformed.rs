//! See `malformed.md`. The comments are read and judged in the engine's pass over the findings.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are made where the comments are applied.
pub static RULE: Rule = Rule {
    meta: Meta {
        id: "malformed-ignore",
        summary: "A comment looks like an ignore comment but cannot be understood.",
        why: "It silences nothing although its author believes that it does.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("malformed.md"),
        options: &[],
    },
    check: Check::Engine,
};

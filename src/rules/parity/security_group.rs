//! See `security_group.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-security-group",
        summary: "A security group lets something else through in one environment.",
        why: "A connection that works in one environment is refused in the other, or is open where nobody reviewed it.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("security_group.md"),
        options: &[],
    },
    check: Check::Engine,
};

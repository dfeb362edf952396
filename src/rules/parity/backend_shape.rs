//! See `backend_shape.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-backend-shape",
        summary: "The state is kept in another way in one environment.",
        why: "A state without a lock or without encryption is found out when it is lost or read.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("backend_shape.md"),
        options: &[],
    },
    check: Check::Engine,
};

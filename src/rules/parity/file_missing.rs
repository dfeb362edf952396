//! See `file_missing.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-file-missing",
        summary: "A file that a stack reads is in one environment only.",
        why: "What the file stands for, such as an image repository or a service, is missing in the other environment.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("file_missing.md"),
        options: &[],
    },
    check: Check::Engine,
};

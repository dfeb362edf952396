//! See `provider_version.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-provider-version",
        summary: "A provider has another version in one environment.",
        why: "The provider decides what the same code makes: its defaults change between versions.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("provider_version.md"),
        options: &[],
    },
    check: Check::Engine,
};

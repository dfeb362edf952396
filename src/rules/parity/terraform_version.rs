//! See `terraform_version.md`. The engine reports it where it compares environments.

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

/// The rule; its findings are differences between environments.
pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parity-terraform-version",
        summary: "Terraform has another version in one environment.",
        why: "Code that one version accepts may be refused, or read differently, by another.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("terraform_version.md"),
        options: &[],
    },
    check: Check::Engine,
};

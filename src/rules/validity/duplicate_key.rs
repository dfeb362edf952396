//! See `duplicate_key.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "eval-duplicate-key",
        summary: "Two entries of an object have one key.",
        why: "Terraform cannot tell which of them counts, and fails when it plans.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("duplicate_key.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::DuplicateKey, &RULE.meta, findings);
}

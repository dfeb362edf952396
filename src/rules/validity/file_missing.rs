//! See `file_missing.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "file-missing",
        summary: "A file that an expression reads is not there, or a template and what it is given do not fit.",
        why: "Terraform fails when it plans.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("file_missing.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::File, &RULE.meta, findings);
}

//! See `read_only.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "attr-read-only",
        summary: "An argument is set that only the provider sets.",
        why: "Terraform refuses the stack.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("read_only.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::ReadOnly, &RULE.meta, findings);
}

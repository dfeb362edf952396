//! See `null.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "eval-null",
        summary: "A value is null where there must be one.",
        why: "Terraform fails when it plans, in the stacks whose values lead here.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("null.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Null, &RULE.meta, findings);
}

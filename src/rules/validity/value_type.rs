//! See `value_type.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "eval-type",
        summary: "A value is of a type that cannot be used here.",
        why: "Terraform fails when it plans, in the stacks whose values lead here.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("value_type.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Type, &RULE.meta, findings);
}

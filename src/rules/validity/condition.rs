//! See `condition.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "condition-fails",
        summary: "A validation, precondition or check certainly does not hold.",
        why: "Terraform stops with the error message of the condition; a check only warns.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("condition.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Condition, &RULE.meta, findings);
}

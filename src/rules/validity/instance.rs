//! See `instance.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ref-instance",
        summary: "An index is missing, or stands where there is nothing to index.",
        why: "A block with count or for_each has several instances, and Terraform does not guess which one is meant.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("instance.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Instance, &RULE.meta, findings);
}

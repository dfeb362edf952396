//! See `unknown_type.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "type-unknown",
        summary: "A resource or data source is of a type that the provider does not have.",
        why: "Terraform refuses the stack.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("unknown_type.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::UnknownType, &RULE.meta, findings);
}

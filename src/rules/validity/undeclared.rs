//! See `undeclared.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ref-undeclared",
        summary: "A reference names something that is not declared.",
        why: "Terraform refuses the whole stack before it plans anything.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("undeclared.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Undeclared, &RULE.meta, findings);
}

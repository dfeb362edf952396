//! See `form.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "block-form",
        summary: "One of Terraform's own arguments is not written in the form that it takes.",
        why: "Terraform refuses the stack before it looks at any value.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("form.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Form, &RULE.meta, findings);
}

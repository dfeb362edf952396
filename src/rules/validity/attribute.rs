//! See `attribute.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ref-attribute",
        summary: "An attribute is read that the resource's type does not have.",
        why: "Terraform refuses the whole stack before it plans anything, also where the attribute is never needed.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("attribute.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Attribute, &RULE.meta, findings);
}

//! See `argument_type.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "attr-type",
        summary: "The value of an argument cannot become what the provider takes.",
        why: "Terraform refuses the block before it asks the provider anything.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("argument_type.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::ArgumentType, &RULE.meta, findings);
}

//! See `variable_type.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "variable-type",
        summary: "A variable is given a value that cannot become its type.",
        why: "Terraform refuses the value before it plans anything.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("variable_type.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::VariableType, &RULE.meta, findings);
}

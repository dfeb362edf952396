//! See `function.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ref-function",
        summary: "A function is called that does not exist.",
        why: "Terraform has a fixed set of functions and refuses the call as soon as it is evaluated.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("function.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Function, &RULE.meta, findings);
}

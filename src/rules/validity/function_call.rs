//! See `function_call.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "eval-function",
        summary: "A function refuses the arguments that it is given.",
        why: "Terraform fails when it plans, in the stacks whose values lead here.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("function_call.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::FunctionCall, &RULE.meta, findings);
}

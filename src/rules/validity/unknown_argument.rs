//! See `unknown_argument.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "attr-unknown",
        summary: "A block is given an argument or block that it does not take.",
        why: "Terraform refuses the stack: what was meant to be set is set nowhere.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("unknown_argument.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::UnknownArgument, &RULE.meta, findings);
}

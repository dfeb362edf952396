//! See `missing_argument.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "attr-required",
        summary: "A block lacks an argument or block that it needs.",
        why: "Terraform refuses the stack.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("missing_argument.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::MissingArgument, &RULE.meta, findings);
}

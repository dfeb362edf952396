//! See `cycle.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "eval-cycle",
        summary: "Declarations of a stack depend on each other in a circle.",
        why: "Terraform finds no order in which to make them, and refuses the whole stack.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("cycle.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Cycle, &RULE.meta, findings);
}

//! See `moved.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ref-moved",
        summary: "What a moved or removed block says cannot be.",
        why: "Terraform refuses the plan: each object is in one place, before and after.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("moved.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::Moved, &RULE.meta, findings);
}

//! See `block_count.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "block-count",
        summary: "A block holds too many or too few blocks of one kind.",
        why: "Terraform refuses the stack.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("block_count.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    super::report(context, ProblemKind::BlockCount, &RULE.meta, findings);
}

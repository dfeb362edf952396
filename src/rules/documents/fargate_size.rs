//! See `fargate_size.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-fargate-size",
        summary: "A task has a size that Fargate does not have, or its containers do not fit in it.",
        why: "`terraform validate` and `plan` pass; ECS refuses the task definition when it is applied.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("fargate_size.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::FargateSize, &RULE.meta, findings);
}

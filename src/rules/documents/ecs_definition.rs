//! See `ecs_definition.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::validate::ProblemKind;

use super::super::validity::report;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-definition-invalid",
        summary: "Container definitions are not what ECS takes.",
        why: "ECS refuses the task definition when it is applied; a key that it does not know is lost without a word.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("ecs_definition.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, ProblemKind::Containers, &RULE.meta, findings);
}

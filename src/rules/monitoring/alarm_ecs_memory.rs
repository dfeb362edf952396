//! See `alarm_ecs_memory.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::presence::{self, Metrics, Presence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-ecs-memory",
        summary: "No alarm watches the memory of a service.",
        why: "A task that runs out of memory is killed in the middle of its work, again and again.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: None,
        page: include_str!("alarm_ecs_memory.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

const PRESENCE: Presence = Presence {
    meta: &RULE.meta,
    unseen: "{} is short of memory",
    help: "Add an alarm on MemoryUtilization of AWS/ECS with the dimensions ClusterName and ServiceName",
};

const METRICS: Metrics = &[
    ("AWS/ECS", "MemoryUtilization"),
    ("ECS/ContainerInsights", "MemoryUtilized"),
];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for subject in presence::services(graph) {
        let watched = [(subject, METRICS)];
        presence::check(infrastructure, &PRESENCE, (subject, &watched), findings);
    }
}

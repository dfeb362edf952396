//! See `alarm_ecs_cpu.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::presence::{self, Metrics, Presence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-ecs-cpu",
        summary: "No alarm watches the processor of a service.",
        why: "The service answers slowly, then fails its health checks, and the first to notice are those who use \
              it.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: None,
        page: include_str!("alarm_ecs_cpu.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

const PRESENCE: Presence = Presence {
    meta: &RULE.meta,
    unseen: "{} is short of processor",
    help: "Add an alarm on CPUUtilization of AWS/ECS with the dimensions ClusterName and ServiceName",
};

const METRICS: Metrics = &[
    ("AWS/ECS", "CPUUtilization"),
    ("ECS/ContainerInsights", "CpuUtilized"),
];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for subject in presence::services(graph) {
        let watched = [(subject, METRICS)];
        presence::check(infrastructure, &PRESENCE, (subject, &watched), findings);
    }
}

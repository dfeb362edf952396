//! See `alarm_running_tasks.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::presence::{self, Metrics, Presence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-running-tasks",
        summary: "No alarm watches whether the tasks of a service run.",
        why: "A service whose tasks do not start, or do not stay, is down or about to be, and no other metric says \
              so.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: None,
        page: include_str!("alarm_running_tasks.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

const PRESENCE: Presence = Presence {
    meta: &RULE.meta,
    unseen: "{} runs fewer tasks than it should",
    help: "Add an alarm on RunningTaskCount of ECS/ContainerInsights, or on HealthyHostCount of the service's \
           target group",
};

const METRICS: Metrics = &[("ECS/ContainerInsights", "RunningTaskCount")];

const OF_TARGETS: Metrics = &[
    ("AWS/ApplicationELB", "HealthyHostCount"),
    ("AWS/NetworkELB", "HealthyHostCount"),
];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for subject in presence::services(graph) {
        let mut watched = vec![(subject, METRICS)];
        let groups = presence::target_groups_of(graph, subject).into_iter();
        watched.extend(groups.map(|group| (group, OF_TARGETS)));
        presence::check(infrastructure, &PRESENCE, (subject, &watched), findings);
    }
}

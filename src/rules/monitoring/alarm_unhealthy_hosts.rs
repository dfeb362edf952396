//! See `alarm_unhealthy_hosts.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::presence::{self, Metrics, Presence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-unhealthy-hosts",
        summary: "No alarm watches whether the targets of a load balancer are healthy.",
        why: "Each target that fails its health check leaves its load to the others, until none is left.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: None,
        page: include_str!("alarm_unhealthy_hosts.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

const PRESENCE: Presence = Presence {
    meta: &RULE.meta,
    unseen: "targets of {} are not healthy",
    help: "Add an alarm on UnHealthyHostCount of AWS/ApplicationELB with LoadBalancer and TargetGroup set to \
           their arn_suffix",
};

const METRICS: Metrics = &[
    ("AWS/ApplicationELB", "UnHealthyHostCount"),
    ("AWS/ApplicationELB", "HealthyHostCount"),
];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for subject in presence::target_groups(graph) {
        let watched = [(subject, METRICS)];
        presence::check(infrastructure, &PRESENCE, (subject, &watched), findings);
    }
}

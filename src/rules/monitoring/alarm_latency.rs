//! See `alarm_latency.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::presence::{self, Metrics, Presence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-latency",
        summary: "No alarm watches how long a load balancer's targets take to answer.",
        why: "A service that answers after half a minute is down to those who wait, and reports no error.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: None,
        page: include_str!("alarm_latency.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

const PRESENCE: Presence = Presence {
    meta: &RULE.meta,
    unseen: "the targets of {} take long to answer",
    help: "Add an alarm on TargetResponseTime of AWS/ApplicationELB with LoadBalancer set to the arn_suffix",
};

const METRICS: Metrics = &[("AWS/ApplicationELB", "TargetResponseTime")];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for subject in presence::balancers(graph) {
        let watched = [(subject, METRICS)];
        presence::check(infrastructure, &PRESENCE, (subject, &watched), findings);
    }
}

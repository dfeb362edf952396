//! See `alarm_target_5xx.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::presence::{self, Metrics, Presence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-target-5xx",
        summary: "No alarm watches the errors of what is behind a load balancer.",
        why: "The service is up and healthy to the load balancer, and fails those who use it.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: None,
        page: include_str!("alarm_target_5xx.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

const PRESENCE: Presence = Presence {
    meta: &RULE.meta,
    unseen: "the targets of {} answer with errors",
    help: "Add an alarm on HTTPCode_Target_5XX_Count of AWS/ApplicationELB with LoadBalancer set to the \
           arn_suffix",
};

const METRICS: Metrics = &[("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count")];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for subject in presence::balancers(graph) {
        let watched = [(subject, METRICS)];
        presence::check(infrastructure, &PRESENCE, (subject, &watched), findings);
    }
}

//! See `alarm_elb_5xx.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::presence::{self, Metrics, Presence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-elb-5xx",
        summary: "No alarm watches the errors of a load balancer.",
        why: "A load balancer answers with an error of its own when it has no healthy target or cannot connect to \
              one: the service cannot report that.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: None,
        page: include_str!("alarm_elb_5xx.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

const PRESENCE: Presence = Presence {
    meta: &RULE.meta,
    unseen: "{} itself answers with errors",
    help: "Add an alarm on HTTPCode_ELB_5XX_Count of AWS/ApplicationELB with LoadBalancer set to the arn_suffix",
};

const METRICS: Metrics = &[("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count")];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for subject in presence::balancers(graph) {
        let watched = [(subject, METRICS)];
        presence::check(infrastructure, &PRESENCE, (subject, &watched), findings);
    }
}

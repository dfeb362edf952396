//! See `alarm_nat.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::presence::{self, Metrics, Presence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-nat",
        summary: "No alarm watches a NAT gateway.",
        why: "When a NAT gateway has no port left for a connection, calls to other services fail here and there, \
              and nothing else says why.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("alarm_nat.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

const PRESENCE: Presence = Presence {
    meta: &RULE.meta,
    unseen: "{} drops packets or has no port left",
    help: "Add an alarm on ErrorPortAllocation of AWS/NATGateway with NatGatewayId set to the id",
};

const METRICS: Metrics = &[
    ("AWS/NATGateway", "ErrorPortAllocation"),
    ("AWS/NATGateway", "PacketsDropCount"),
];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let all = graph.resources("aws_nat_gateway").map(|(id, _)| id);
    for subject in all {
        let watched = [(subject, METRICS)];
        presence::check(infrastructure, &PRESENCE, (subject, &watched), findings);
    }
}

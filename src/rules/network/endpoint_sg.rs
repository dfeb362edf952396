//! See `endpoint_sg.md`.

use std::collections::BTreeSet;

use crate::aws::Infrastructure;
use crate::aws::placement::Launch;
use crate::aws::reach::{Direction, Party, Ports, Transport};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::ecs::image_pull_path::endpoints_for;
use super::super::instances::{judged, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-endpoint-sg",
        summary: "The security group of an endpoint keeps out the tasks that need it.",
        why: "The service's name leads to the endpoint in the whole VPC, also past a NAT gateway that would work: tasks \
              wait for an answer until they are stopped.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("endpoint_sg.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let (graph, groups) = (&infrastructure.graph, &infrastructure.groups);
    let asked = (Transport::Tcp, Ports::one(443));
    // Of several services that an endpoint keeps out the first is told.
    let mut told = BTreeSet::new();
    for workload in &infrastructure.placement.workloads {
        if workload.launch != Ok(Launch::Fargate) {
            continue;
        }
        let Some(tasks) = Party::of_tasks(graph, workload) else {
            continue;
        };
        for (service, endpoint) in endpoints_for(infrastructure, workload) {
            let party = Party::of_endpoint(graph, endpoint);
            let sides = (Direction::In, &party, &tasks);
            let answer = groups.let_through(graph, sides, asked);
            let is_at_fault = answer.opposite();
            let address = graph.node(endpoint).address();
            let of = workload.address(graph);
            let message = || {
                let text = format!(
                    "{} does not let the tasks of {of} in to {address}, to which the name of {service} leads",
                    party.told(graph)
                );
                let help = format!(
                    "Add an ingress rule for port 443 from {}",
                    tasks.told(graph)
                );
                (text, help)
            };
            let what = format!("whether {address} lets in the tasks of {of} is not known");
            let place = (endpoint, "security_group_ids");
            let words = (&message as &dyn Fn() -> (String, String), &*what);
            let Some(finding) = judged(infrastructure, &RULE.meta, place, &is_at_fault, words)
            else {
                continue;
            };
            if told.insert(endpoint) {
                let evidence = if is_at_fault.is_yes() {
                    groups.evidence(graph, (Direction::In, &party), asked)
                } else {
                    Vec::new()
                };
                findings.push(with_evidence(finding, &evidence));
            }
        }
    }
}

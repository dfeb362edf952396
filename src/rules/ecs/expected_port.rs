//! See `expected_port.md`.

use crate::aws::placement::truth::{Truth, entry, whole};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, OptionKind, RuleOption, Severity};
use crate::graph::alternatives;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-expected-port",
        summary: "A service registers another port than the agreed one.",
        why: "Who expects all services on one port, such as in security groups and dashboards, does \
              not find this one.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("expected_port.md"),
        options: &[RuleOption {
            name: "ports",
            summary: "The ports that are agreed on; nothing is judged without any.",
            kind: OptionKind::Strings,
        }],
    },
    check: Check::Infrastructure(check),
};

fn check(context: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let ports = context.strings(&RULE.meta, "ports");
    if ports.is_empty() {
        return;
    }
    let graph = &infrastructure.graph;
    for workload in &infrastructure.placement.workloads {
        let blocks = workload.given(graph, "load_balancer").map(alternatives);
        let Some([blocks]) = blocks.as_deref() else {
            continue;
        };
        for block in &blocks.certain {
            let Some(port) = entry(block, "container_port") else {
                continue;
            };
            let address = workload.address(graph);
            let own = whole(port).map(|port| port.to_string());
            let answer = match &own {
                Some(own) => Truth::of(!ports.contains(own)),
                None => Truth::Open(Unsure::of(port)),
            };
            let message = || {
                let own = own.clone().unwrap_or_default();
                let text = format!(
                    "{address} registers port {own}, and {} is agreed on",
                    ports.join(" or ")
                );
                (
                    text,
                    format!("Let the container listen on {}", ports.join(" or ")),
                )
            };
            let what = format!("which port {address} registers is not known");
            let words = (&message as &dyn Fn() -> _, &*what);
            let place = (workload.node, "load_balancer.container_port");
            findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
        }
    }
}

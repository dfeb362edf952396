//! See `target_group_unattached.md`.

use std::collections::BTreeMap;

use crate::aws::placement::Workload;
use crate::aws::{Infrastructure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-target-group-unattached",
        summary: "No listener sends requests to a target group.",
        why: "What is registered in it gets no request, and ECS refuses a service that registers \
              there.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: None,
        page: include_str!("target_group_unattached.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let mut registered: BTreeMap<NodeId, &Workload<'_>> = BTreeMap::new();
    for service in infrastructure.placement.services() {
        for group in balancing::registered_in(graph, service) {
            registered.entry(group).or_insert(service);
        }
    }
    for (group, _) in balancing::target_groups(graph) {
        let service = registered.get(&group).copied();
        findings.extend(judge(infrastructure, (group, service)));
    }
}

/// Judges a target group, with the first service that registers its tasks there.
fn judge(
    infrastructure: &Infrastructure<'_>,
    (group, service): (NodeId, Option<&Workload<'_>>),
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let address = graph.node(group).address();
    let message = || {
        let then = match service {
            Some(service) => format!(
                "ECS refuses {}, which registers its tasks there",
                service.address(graph)
            ),
            None => "what is registered there gets no request".to_owned(),
        };
        let help = "Name it in the action of an aws_lb_listener or aws_lb_listener_rule";
        (
            format!("no listener sends requests to {address}: {then}"),
            help.to_owned(),
        )
    };
    let what = format!("whether a listener sends requests to {address} is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    let answer = balancing::is_attached(graph, group).opposite();
    let finding = judged(infrastructure, &RULE.meta, (group, ""), &answer, words)?;
    // Without a service it only does nothing.
    Some(match service {
        Some(service) => {
            let span = graph
                .node(service.node)
                .place(&service.path("load_balancer"));
            finding.related(span, "registers its tasks there")
        }
        None => finding.severity(Severity::Warning),
    })
}

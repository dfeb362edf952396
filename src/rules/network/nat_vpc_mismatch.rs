//! See `nat_vpc_mismatch.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::Identity;
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-nat-vpc-mismatch",
        summary: "A route leads to a gateway of another VPC than its table's.",
        why: "AWS refuses the route when it is applied: a gateway serves the VPC that it lies in.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("nat_vpc_mismatch.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    for (table, routes) in network.tables() {
        let Some(Identity::Node(own)) = network.vpc_of_table(graph, table) else {
            continue;
        };
        for route in routes {
            let [target] = &route.targets[..] else {
                continue;
            };
            let Some(gateway) = target.node() else {
                continue;
            };
            let Some(Identity::Node(other)) = network.vpc_of(graph, gateway) else {
                continue;
            };
            if other == own || route.doubt.is_some() {
                continue;
            }
            let (vpc, theirs) = (graph.node(own).address(), graph.node(other).address());
            let message = format!(
                "{} leads to {}, which lies in {theirs}, but its route table is of {vpc}",
                graph.node(route.node).address(),
                graph.node(gateway).address()
            );
            let help = format!("Lead it to a gateway of {vpc}");
            let mut found = failed(
                infrastructure,
                &RULE.meta,
                (route.node, "route_table_id"),
                (message, help),
            );
            found.span = route.span;
            findings.push(found.related(graph.node(gateway).header(), "the gateway"));
        }
    }
}

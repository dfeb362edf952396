//! See `route_table_orphan.md`.

use crate::aws::network::TableId;
use crate::aws::placement::truth::Truth;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::Node;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-route-table-orphan",
        summary: "A route table has routes and serves no subnet.",
        why: "Whoever reads it believes in a way that no packet takes, or the association was \
              forgotten.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("route_table_orphan.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let vague = vague(infrastructure);
    for (table, routes) in infrastructure.network.tables() {
        let TableId::Own(id) = *table else {
            continue;
        };
        if routes.is_empty() || graph.incoming(id).any(|edge| serves(graph.node(edge.from))) {
            continue;
        }
        let mut unseen = graph.unseen.iter();
        let call = unseen.find(|call| call.given.contains(&id));
        let unsure = call.map(|call| Unsure::of_unseen(call, "which is given the route table"));
        let answer = unsure
            .or_else(|| vague.clone())
            .map_or(Truth::Yes, Truth::Open);
        let address = graph.node(id).address();
        let message = || {
            let text =
                format!("{address} has routes, but serves no subnet and is no VPC's main table");
            (
                text,
                "Associate the subnets that it is for, or remove it".to_owned(),
            )
        };
        let what = format!("whether {address} serves a subnet is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        findings.extend(judged(infrastructure, &RULE.meta, (id, ""), &answer, words));
    }
}

/// Whether a resource makes tables serve something: subnets, a gateway, or a VPC as its main table.
fn serves(node: &Node<'_>) -> bool {
    matches!(
        node.kind(),
        "aws_route_table_association"
            | "aws_main_route_table_association"
            | "aws_default_route_table"
    )
}

/// Why any table may serve a subnet: an association of which it is not known which table it names.
fn vague(infrastructure: &Infrastructure<'_>) -> Option<Unsure> {
    let graph = &infrastructure.graph;
    let kinds = [
        "aws_route_table_association",
        "aws_main_route_table_association",
    ];
    let mut all = kinds.iter().flat_map(|kind| graph.resources(kind));
    all.find_map(|(_, node)| {
        let table = node.given("route_table_id")?;
        graph
            .identity(table, &["id"])
            .is_none()
            .then(|| Unsure::of(table))
    })
}

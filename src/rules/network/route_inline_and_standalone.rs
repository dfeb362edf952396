//! See `route_inline_and_standalone.md`.

use std::collections::BTreeMap;

use crate::aws::Infrastructure;
use crate::aws::network::TableId;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Node, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-route-inline-and-standalone",
        summary: "A route table has routes in its own block and routes beside it.",
        why: "The routes in the block are taken for all that there are: each apply removes those beside it, and the next \
              one adds them again.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("route_inline_and_standalone.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let mut inline: BTreeMap<TableId, NodeId> = BTreeMap::new();
    for (id, node) in graph.resources("aws_route_table") {
        if says_routes(node) {
            inline.insert(TableId::Own(id), id);
        }
    }
    for (id, node) in graph.resources("aws_default_route_table") {
        let table = node.given("default_route_table_id");
        let table = table.and_then(|table| infrastructure.network.table_named(graph, table));
        if let (Some(table), true) = (table, says_routes(node)) {
            inline.insert(table, id);
        }
    }
    for (table, routes) in infrastructure.network.tables() {
        let by_default = routes
            .iter()
            .map(|route| route.node)
            .find(|id| graph.node(*id).kind() == "aws_default_route_table");
        let Some(owner) = inline.get(table).copied().or(by_default) else {
            continue;
        };
        for route in routes {
            let node = graph.node(route.node);
            if node.kind() != "aws_route" || route.doubt.is_some() {
                continue;
            }
            let owner = graph.node(owner);
            let message = format!(
                "{} adds a route to {}, which says in its own block which routes it has: each apply removes the one or \
                 the other",
                node.address(),
                owner.address()
            );
            let help =
                "Write all routes of a table as aws_route, or all of them in its block".to_owned();
            let place = (route.node, "route_table_id");
            let found = failed(infrastructure, &RULE.meta, place, (message, help));
            findings.push(found.related(owner.place("route"), "routes in the table's own block"));
        }
    }
}

/// Whether a table's block says which routes it has, `route = []` included.
fn says_routes(node: &Node<'_>) -> bool {
    let written = node.argument("route").is_some();
    let ways = node.given("route").map(crate::graph::alternatives);
    let certain = |ways: Vec<crate::graph::Members<'_>>| {
        !ways.is_empty() && ways.iter().all(|way| !way.certain.is_empty())
    };
    match ways {
        Some(ways) if written => ways.iter().all(|way| way.others.is_none()),
        Some(ways) => certain(ways),
        None => false,
    }
}

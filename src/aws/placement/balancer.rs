//! Load balancers: which ones send requests to a target group, and in which subnets they are.

use std::collections::BTreeSet;

use crate::eval::Value;
use crate::graph::{EdgeClass, Graph, Members, NodeId, alternatives};

use super::truth::entry;

const LISTENERS: [&str; 2] = ["aws_lb_listener", "aws_alb_listener"];
const LISTENER_RULES: [&str; 2] = ["aws_lb_listener_rule", "aws_alb_listener_rule"];
const BALANCERS: [&str; 2] = ["aws_lb", "aws_alb"];

/// The target group of the environment that a value names.
pub fn target_group(graph: &Graph<'_>, value: &Value) -> Option<NodeId> {
    let node = graph.node_named(value, &["arn", "id"])?;
    let kinds = ["aws_lb_target_group", "aws_alb_target_group"];
    let is_made = kinds
        .iter()
        .any(|kind| super::cluster::is_made(graph, node, kind));
    is_made.then_some(node)
}

/// The load balancers of the environment that certainly send requests to a target group.
pub fn balancers(graph: &Graph<'_>, target_group: NodeId) -> BTreeSet<NodeId> {
    let mut found = BTreeSet::new();
    let incoming = graph.incoming(target_group);
    for edge in incoming.filter(|edge| edge.class == EdgeClass::Exact) {
        let node = graph.node(edge.from);
        let listener = if LISTENERS.contains(&node.kind()) {
            Some(edge.from)
        } else if LISTENER_RULES.contains(&node.kind()) {
            let listener = node.given("listener_arn");
            listener.and_then(|listener| graph.node_named(listener, &["arn", "id"]))
        } else {
            None
        };
        let balancer = listener.and_then(|listener| {
            let arn = graph.node(listener).given("load_balancer_arn")?;
            graph.node_named(arn, &["arn", "id"])
        });
        let is_made = |id: &NodeId| BALANCERS.contains(&graph.node(*id).kind());
        found.extend(balancer.filter(is_made));
    }
    found
}

/// The subnets of a load balancer, in the ways in which they may come out.
pub fn subnets<'g>(graph: &Graph<'g>, balancer: NodeId) -> Vec<Members<'g>> {
    let node = graph.node(balancer);
    if let Some(subnets) = node.given("subnets") {
        return alternatives(subnets);
    }
    let mut ways = node.blocks("subnet_mapping");
    for way in &mut ways {
        way.certain = way
            .certain
            .iter()
            .map(|mapping| entry(mapping, "subnet_id").unwrap_or(mapping))
            .collect();
        way.others = way
            .others
            .map(|mapping| entry(mapping, "subnet_id").unwrap_or(mapping));
    }
    ways
}

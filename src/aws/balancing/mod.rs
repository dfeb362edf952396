//! Load balancers: their listeners, where these send requests, and in which subnets they are.

mod forwarding;
mod registration;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::{EdgeClass, Graph, Members, Node, NodeId, alternatives};

use super::Unsure;
use super::companions::{Companions, Naming, companions};
use super::placement::Workload;
use super::placement::truth::{Truth, entry, flag, is_text};

pub use forwarding::{Action, actions, is_attached};
pub use registration::{Registration, registrations};

const BALANCERS: [&str; 2] = ["aws_lb", "aws_alb"];
const LISTENERS: [&str; 2] = ["aws_lb_listener", "aws_alb_listener"];
const LISTENER_RULES: [&str; 2] = ["aws_lb_listener_rule", "aws_alb_listener_rule"];
const TARGET_GROUPS: [&str; 2] = ["aws_lb_target_group", "aws_alb_target_group"];

/// Every load balancer that the environment makes, of whichever type.
pub fn balancers<'s, 'g>(
    graph: &'s Graph<'g>,
) -> impl Iterator<Item = (NodeId, &'s Node<'g>)> + use<'s, 'g> {
    BALANCERS.into_iter().flat_map(|kind| graph.resources(kind))
}

/// Every listener.
pub fn listeners<'s, 'g>(
    graph: &'s Graph<'g>,
) -> impl Iterator<Item = (NodeId, &'s Node<'g>)> + use<'s, 'g> {
    LISTENERS.into_iter().flat_map(|kind| graph.resources(kind))
}

/// Every target group.
pub fn target_groups<'s, 'g>(
    graph: &'s Graph<'g>,
) -> impl Iterator<Item = (NodeId, &'s Node<'g>)> + use<'s, 'g> {
    let kinds = TARGET_GROUPS.into_iter();
    kinds.flat_map(|kind| graph.resources(kind))
}

/// Whether a load balancer speaks HTTP, as against those of packets and of appliances.
pub fn is_application(graph: &Graph<'_>, balancer: NodeId) -> Truth {
    let kind = graph.node(balancer).given("load_balancer_type");
    is_text(kind, "application", "application")
}

/// Whether a load balancer has addresses inside of its network only.
pub fn is_internal(graph: &Graph<'_>, balancer: NodeId) -> Truth {
    flag(graph.node(balancer).given("internal"), false)
}

/// Whether a target group takes requests, as against packets.
pub fn takes_requests(graph: &Graph<'_>, group: NodeId) -> Truth {
    let protocol = graph.node(group).given("protocol");
    is_text(protocol, "HTTP", "").or(is_text(protocol, "HTTPS", ""))
}

/// The listeners of a load balancer.
pub fn listeners_of(graph: &Graph<'_>, balancer: NodeId) -> Companions {
    let naming = Naming {
        kinds: &LISTENERS,
        argument: "load_balancer_arn",
        attributes: &["arn", "id"],
        name: "name",
    };
    companions(graph, balancer, &naming)
}

/// The load balancer of the environment that a listener is of.
pub fn balancer_of(graph: &Graph<'_>, listener: NodeId) -> Result<NodeId, Unsure> {
    let node = graph.node(listener);
    let Some(arn) = node.given("load_balancer_arn") else {
        let reason = "the listener names no load balancer";
        return Err(Unsure::new(reason, Some(node.header())));
    };
    let found = graph.node_named(arn, &["arn", "id"]);
    let is_balancer = |id: &NodeId| is_made(graph, *id, &BALANCERS);
    found.filter(is_balancer).ok_or_else(|| Unsure::of(arn))
}

/// The target group of the environment that a value names.
pub fn target_group(graph: &Graph<'_>, value: &Value) -> Option<NodeId> {
    let node = graph.node_named(value, &["arn", "id"])?;
    is_made(graph, node, &TARGET_GROUPS).then_some(node)
}

/// The target groups of the environment that the tasks of a workload are certainly registered in.
pub fn registered_in(graph: &Graph<'_>, workload: &Workload<'_>) -> Vec<NodeId> {
    let blocks = workload.given(graph, "load_balancer").map(alternatives);
    let Some([blocks]) = blocks.as_deref() else {
        return Vec::new();
    };
    let groups = blocks.certain.iter().filter_map(|block| {
        let group = entry(block, "target_group_arn")?;
        target_group(graph, group)
    });
    groups.collect()
}

/// The load balancers of the environment that certainly send requests to a target group.
pub fn balancers_before(graph: &Graph<'_>, target_group: NodeId) -> BTreeSet<NodeId> {
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
        found.extend(listener.and_then(|listener| balancer_of(graph, listener).ok()));
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

/// Whether an instance is a resource of one of these types, and no data source.
fn is_made(graph: &Graph<'_>, id: NodeId, kinds: &[&str]) -> bool {
    let node = graph.node(id);
    kinds.contains(&node.kind()) && node.declaration.mode == ResourceMode::Managed
}

//! Clusters: which one is meant, and which capacity providers it has.

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::{Graph, NodeId, possible};

use super::super::Unsure;

/// The cluster of the environment that a value names, by name, id or ARN, as seen from an instance.
pub fn named(graph: &Graph<'_>, near: NodeId, value: &Value) -> Result<NodeId, Unsure> {
    let ways = possible(value);
    let mut found = None;
    for way in &ways {
        let cluster = one_named(graph, near, way).ok_or_else(|| Unsure::of(way))?;
        if found.replace(cluster).is_some_and(|other| other != cluster) {
            return Err(Unsure::of(value));
        }
    }
    found.ok_or_else(|| Unsure::of(value))
}

fn one_named(graph: &Graph<'_>, near: NodeId, value: &Value) -> Option<NodeId> {
    if let Some(text) = value.as_str() {
        let name = text.rsplit('/').next()?;
        let clusters = graph.resources("aws_ecs_cluster");
        let mut found = clusters.filter(|(id, node)| {
            let is_called = node.given("name").and_then(Value::as_str) == Some(name);
            is_called && is_near(graph, near, *id)
        });
        let (first, _) = found.next()?;
        return found.next().is_none().then_some(first);
    }
    let id = graph.node_named(value, &["id", "arn", "name"])?;
    is_made(graph, id, "aws_ecs_cluster").then_some(id)
}

/// Whether an instance is a resource of this type, and no data source.
pub(super) fn is_made(graph: &Graph<'_>, id: NodeId, kind: &str) -> bool {
    let node = graph.node(id);
    node.kind() == kind && node.declaration.mode == ResourceMode::Managed
}

/// Whether two instances are not of different regions.
pub fn is_near(graph: &Graph<'_>, one: NodeId, other: NodeId) -> bool {
    let region = |id: NodeId| {
        let stack = graph.plan.repo.stack(graph.node(id).stack);
        stack.place.region.as_deref()
    };
    match (region(one), region(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// The resources that give a cluster its capacity providers.
pub fn capacity_providers(graph: &Graph<'_>, cluster: NodeId) -> Result<Vec<NodeId>, Unsure> {
    let mut found = Vec::new();
    let own_name = graph.node(cluster).given("name").and_then(Value::as_str);
    for (id, node) in graph.resources("aws_ecs_cluster_capacity_providers") {
        let Some(name) = node.given("cluster_name") else {
            continue;
        };
        // Whose name another has is another cluster: no need to look which one.
        let called = name.as_str().map(|text| text.rsplit('/').next());
        if called.is_some_and(|called| called != own_name) {
            continue;
        }
        match named(graph, id, name) {
            Ok(of) if of == cluster => found.push(id),
            Ok(_) => {}
            // A name that no cluster of the environment has is that of another.
            Err(_) if name.is_known() => {}
            Err(unsure) => return Err(unsure),
        }
    }
    if found.is_empty() {
        let mut unseen = graph.unseen.iter();
        if let Some(call) = unseen.find(|call| call.given.contains(&cluster)) {
            return Err(Unsure::of_unseen(call, ""));
        }
    }
    Ok(found)
}

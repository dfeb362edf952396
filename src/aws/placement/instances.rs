//! Instances: how many run the tasks of a workload, and whether several tasks fit on one.

use std::collections::BTreeSet;

use crate::graph::{Graph, NodeId, alternatives};

use super::super::Unsure;
use super::definition::given;
use super::truth::{entry, number, whole};
use super::workload::{mode_is, provider_group};
use super::{Launch, Placement, Workload};

/// A port of the instance that each task takes for itself, so that each is on another instance; `None` where there is none,
/// or where it is not known.
pub fn own_port(
    graph: &Graph<'_>,
    placement: &Placement<'_>,
    workload: &Workload<'_>,
) -> Option<i64> {
    let Some(Ok(definition)) = &workload.definition else {
        return None;
    };
    if workload.launch != Ok(Launch::Ec2) {
        return None;
    }
    let argument = if mode_is(graph, *definition, "bridge").is_yes() {
        // 0 asks for a port that is free.
        "hostPort"
    } else if mode_is(graph, *definition, "host").is_yes() {
        "containerPort"
    } else {
        return None;
    };
    let ways = alternatives(placement.containers(*definition)?);
    let [containers] = &ways[..] else {
        return None;
    };
    containers.certain.iter().find_map(|container| {
        let ways = alternatives(given(container, "portMappings")?);
        let [mappings] = &ways[..] else {
            return None;
        };
        let port = |mapping: &&crate::eval::Value| whole(given(mapping, argument)?);
        mappings
            .certain
            .iter()
            .filter_map(port)
            .find(|port| *port > 0)
    })
}

/// The most instances that the capacity providers of a workload may start.
pub fn most_instances(graph: &Graph<'_>, workload: &Workload<'_>) -> Result<i64, Unsure> {
    let unknown = || {
        let reason = "which instances run its tasks is not known";
        Unsure::new(reason, Some(graph.node(workload.node).header()))
    };
    // Without a strategy, ECS takes instances that joined the cluster in whatever way.
    let strategy = workload.strategy(graph)?.ok_or_else(unknown)?;
    let ways = alternatives(strategy);
    let [members] = &ways[..] else {
        return Err(Unsure::of(strategy));
    };
    if !members.is_complete() || members.certain.is_empty() {
        return Err(unknown());
    }
    let mut groups: BTreeSet<NodeId> = BTreeSet::new();
    for one in &members.certain {
        let provider = entry(one, "capacity_provider").ok_or_else(unknown)?;
        groups.insert(provider_group(graph, provider).ok_or_else(unknown)?);
    }
    let mut most: i64 = 0;
    for group in groups {
        let node = graph.node(group);
        if let Some(ignored) = node.declaration.ignores(&["max_size"]) {
            let reason = "Terraform leaves the number of instances to something else";
            return Err(Unsure::new(reason, Some(ignored)));
        }
        let (_, own) = number(node.given("max_size"), 0)?;
        most = most.saturating_add(own);
    }
    Ok(most)
}

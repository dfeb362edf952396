//! What autoscaling has for which service: nobody asks every target about every service.

use std::collections::{BTreeMap, HashMap};

use crate::eval::Value;
use crate::graph::{Graph, NodeId};
use crate::hcl::{each_reference, step_name};
use crate::repo::StackId;

use super::scaling::{Piece, segments};

/// The types of what changes the number of tasks of a target.
pub(super) const POLICIES: [&str; 2] = [
    "aws_appautoscaling_policy",
    "aws_appautoscaling_scheduled_action",
];

/// Autoscaling targets, and what changes the number of their tasks, by the service that they are for.
#[derive(Debug)]
pub struct Scaled {
    pub(super) targets: Named,
    /// In the order of [`POLICIES`].
    pub(super) policies: [Named; 2],
}

impl Scaled {
    /// Those of an environment.
    pub(super) fn of(graph: &Graph<'_>) -> Self {
        let policies = POLICIES.map(|kind| Named::of(graph, kind, true));
        let targets = Named::of(graph, "aws_appautoscaling_target", false);
        Self { targets, policies }
    }
}

/// Instances of one type by what their `resource_id` names.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// By the one instance that it names, as a reference says.
    by_node: HashMap<NodeId, Vec<NodeId>>,
    /// By the name of a service, where that is a known text.
    by_text: BTreeMap<String, Vec<NodeId>>,
    /// By the module instance that it is in, and there by the blocks that its expression takes something from.
    by_block: HashMap<(StackId, usize), BTreeMap<String, Vec<NodeId>>>,
    /// Those that may name any service.
    others: Vec<NodeId>,
}

/// What a `resource_id` names.
enum Name {
    Node(NodeId),
    Text(String),
    Open,
}

impl Named {
    /// Those of a type. `is_by_id`: whether the id of an instance stands for that instance alone.
    fn of(graph: &Graph<'_>, kind: &str, is_by_id: bool) -> Self {
        let mut all = Self::default();
        for (id, node) in graph.resources(kind) {
            match name(graph, node.given("resource_id"), is_by_id) {
                Name::Node(named) => all.by_node.entry(named).or_default().push(id),
                Name::Text(text) => all.by_text.entry(text).or_default().push(id),
                Name::Open => all.others.push(id),
            }
            if let Some(expression) = node.argument("resource_id") {
                let place = all
                    .by_block
                    .entry((node.stack, node.module_at))
                    .or_default();
                each_reference(expression, &mut |root, steps, _| {
                    if let Some(name) = step_name(steps, 0) {
                        place.entry(format!("{root}.{name}")).or_default().push(id);
                    }
                });
            }
        }
        all
    }

    /// Those that may be for a service, in order.
    pub(super) fn for_service(&self, graph: &Graph<'_>, service: NodeId) -> Vec<NodeId> {
        let mut found = self.others.clone();
        found.extend(self.by_node.get(&service).into_iter().flatten());
        let name = graph.node(service).attribute("name");
        match name.and_then(Value::as_str).filter(|it| !it.contains('/')) {
            Some(text) => found.extend(self.by_text.get(text).into_iter().flatten()),
            None => found.extend(self.by_text.values().flatten()),
        }
        found.sort_unstable();
        found
    }

    /// Those that name an instance by a reference, or take something from its block where that is beside theirs.
    pub(super) fn of_node(&self, graph: &Graph<'_>, id: NodeId) -> Vec<NodeId> {
        let node = graph.node(id);
        let mut found = self.by_node.get(&id).cloned().unwrap_or_default();
        if let Some(place) = self.by_block.get(&(node.stack, node.module_at)) {
            let block = format!("{}.{}", node.kind(), node.declaration.name);
            found.extend(place.get(&block).into_iter().flatten());
        }
        found
    }
}

/// What a `resource_id`, `service/CLUSTER/SERVICE`, names.
fn name(graph: &Graph<'_>, value: Option<&Value>, is_by_id: bool) -> Name {
    let Some(value) = value else {
        return Name::Open;
    };
    if is_by_id && let Some(node) = graph.node_named(value, &["resource_id", "id"]) {
        return Name::Node(node);
    }
    let segments = segments(value).unwrap_or_default();
    let [kind, _, name] = &segments[..] else {
        return Name::Open;
    };
    if !matches!(&kind[..], [Piece::Text(text)] if text == "service") {
        return Name::Open;
    }
    match &name[..] {
        [Piece::Text(text)] => Name::Text(text.clone()),
        [Piece::Hole(hole)] => match graph.reference(hole) {
            Some(reference)
                if reference.attribute == "name"
                    && graph.node(reference.node).kind() == "aws_ecs_service" =>
            {
                Name::Node(reference.node)
            }
            _ => Name::Open,
        },
        _ => Name::Open,
    }
}

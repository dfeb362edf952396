//! Autoscaling: which targets set the number of a service's tasks, and how few those may be.

use std::collections::BTreeSet;

use crate::address::Key;
use crate::eval::{Part, Shape, Value};
use crate::graph::{Graph, NodeId, possible};
use crate::hcl::{ExpressionKind, Step, StepKind, each_reference, step_name};

use super::super::{Infrastructure, Unsure};
use super::cluster::{self, is_near};
use super::scaled::Named;
use super::truth::{Truth, is_text, number};

const SERVICE_DIMENSION: &str = "ecs:service:DesiredCount";

/// What may set the number of a service's tasks.
#[derive(Debug, Clone, Default)]
pub struct Scaling {
    /// The autoscaling targets that certainly do.
    pub targets: Vec<NodeId>,
    /// Why there may be others.
    pub others: Option<Unsure>,
}

/// The fewest tasks that a service may run.
#[derive(Debug, Clone)]
pub struct Floor {
    /// At least this many, however what is not known turns out.
    pub least: i64,
    /// At most this many.
    pub most: i64,
    /// The instance and its argument that say so.
    pub by: (NodeId, &'static str),
}

/// The autoscaling targets of a service.
pub fn scaling(infrastructure: &Infrastructure<'_>, service: NodeId) -> Scaling {
    let graph = &infrastructure.graph;
    let mut found = Scaling::default();
    let targets = &infrastructure.placement.scaled.targets;
    for id in targets.for_service(graph, service) {
        let node = graph.node(id);
        let namespace = is_text(node.given("service_namespace"), "ecs", "ecs");
        let dimension = node.given("scalable_dimension");
        let dimension = is_text(dimension, SERVICE_DIMENSION, SERVICE_DIMENSION);
        if namespace == Truth::No || dimension == Truth::No || !is_near(graph, service, id) {
            continue;
        }
        match is_of(graph, id, "resource_id", service) {
            Truth::Yes => found.targets.push(id),
            Truth::No => {}
            Truth::Open(unsure) => {
                found.others.get_or_insert(unsure);
            }
        }
    }
    if found.targets.is_empty() {
        let cluster = graph.node(service).given("cluster");
        let cluster = cluster.and_then(|value| cluster::named(graph, service, value).ok());
        let takes = |id: NodeId| graph.unseen.iter().find(|call| call.given.contains(&id));
        if let Some(call) = takes(service).or_else(|| takes(cluster?)) {
            found.others.get_or_insert(Unsure::of_unseen(call, ""));
        }
    }
    found
}

/// The scaling policies of an autoscaling target of a service.
pub fn has_policy(infrastructure: &Infrastructure<'_>, target: NodeId, service: NodeId) -> Truth {
    let graph = &infrastructure.graph;
    let mut answer = Truth::No;
    for policies in &infrastructure.placement.scaled.policies {
        for id in candidates(graph, policies, &[target], service) {
            let by_id = graph
                .node(id)
                .given("resource_id")
                .and_then(|value| graph.node_named(value, &["resource_id", "id"]));
            let is_of_target = match by_id {
                _ if refers_to(graph, id, "resource_id", target) => Truth::Yes,
                Some(other) => Truth::of(other == target || other == service),
                None if is_near(graph, service, id) => is_of(graph, id, "resource_id", service),
                None => Truth::No,
            };
            answer = answer.or(is_of_target);
        }
    }
    answer
}

/// What may be for a service or one of its targets, in order.
fn candidates(
    graph: &Graph<'_>,
    named: &Named,
    targets: &[NodeId],
    service: NodeId,
) -> BTreeSet<NodeId> {
    let of_targets = targets.iter().flat_map(|it| named.of_node(graph, *it));
    let for_service = named.for_service(graph, service).into_iter();
    for_service.chain(of_targets).collect()
}

/// The fewest tasks that a service may run: the minimum of its autoscaling target, else its own desired count. `None`
/// where the number is not for the service to say, as it runs a task on each instance.
pub fn floor(
    infrastructure: &Infrastructure<'_>,
    service: NodeId,
) -> Result<Option<Floor>, Unsure> {
    let graph = &infrastructure.graph;
    let node = graph.node(service);
    match is_text(node.given("scheduling_strategy"), "DAEMON", "REPLICA") {
        Truth::Yes => return Ok(None),
        Truth::No => {}
        Truth::Open(unsure) => return Err(unsure),
    }
    let scaling = scaling(infrastructure, service);
    if scaling.targets.is_empty() {
        if let Some(unsure) = scaling.others {
            return Err(unsure);
        }
        let (least, most) = number(node.given("desired_count"), 0)?;
        if let Some(ignored) = node.declaration.ignores(&["desired_count"]) {
            let reason = "Terraform leaves the number of tasks to something else";
            return Err(Unsure::new(reason, Some(ignored)));
        }
        let by = (service, "desired_count");
        return Ok(Some(Floor { least, most, by }));
    }
    let mut floor: Option<Floor> = None;
    let mut lower = |id: NodeId, path: &'static str, value: Option<&Value>| {
        let (least, most) = number(value, 0)?;
        if floor.as_ref().is_none_or(|floor| most < floor.most) {
            let by = (id, path);
            floor = Some(Floor { least, most, by });
        }
        Ok::<(), Unsure>(())
    };
    for target in &scaling.targets {
        lower(
            *target,
            "min_capacity",
            graph.node(*target).given("min_capacity"),
        )?;
    }
    let [_, actions] = &infrastructure.placement.scaled.policies;
    for id in candidates(graph, actions, &scaling.targets, service) {
        let action = graph.node(id);
        let by_id = action
            .given("resource_id")
            .and_then(|value| graph.node_named(value, &["resource_id", "id"]));
        let is_certain = match by_id {
            Some(target) => scaling.targets.contains(&target),
            None => {
                is_near(graph, service, id) && is_of(graph, id, "resource_id", service).is_yes()
            }
        };
        let actions = action.blocks("scalable_target_action");
        let minimum = actions
            .iter()
            .find_map(|way| way.certain.first()?.get("min_capacity"));
        if let Some(minimum) = minimum.filter(|minimum| is_certain && !minimum.is_null()) {
            lower(id, "scalable_target_action.min_capacity", Some(minimum))?;
        }
    }
    Ok(floor)
}

/// Whether an argument `service/CLUSTER/SERVICE` of an instance names a service.
fn is_of(graph: &Graph<'_>, id: NodeId, argument: &str, service: NodeId) -> Truth {
    let Some(value) = graph.node(id).given(argument) else {
        return Truth::No;
    };
    let ways = possible(value).into_iter();
    let ways = ways.map(|way| may_name(graph, (id, argument), way, service));
    Truth::in_all(ways, Some(value))
}

/// The same of one way in which the argument may come out.
fn may_name(
    graph: &Graph<'_>,
    (id, argument): (NodeId, &str),
    value: &Value,
    service: NodeId,
) -> Truth {
    if let Some(named) = graph.node_named(value, &["id", "arn"])
        && graph.node(named).kind() == "aws_ecs_service"
    {
        // The provider gives the ARN of a service as its id.
        let reason = "the id of a service is its ARN, where service/CLUSTER/SERVICE is asked for";
        let unsure = Unsure::new(reason, Some(graph.node(id).place(argument)));
        return Truth::of(named == service).and(Truth::Open(unsure));
    }
    // Of a text that is not known in parts, what it is made of tells.
    let by_reference = || {
        if refers_to(graph, id, argument, service) {
            Truth::Yes
        } else {
            Truth::Open(Unsure::of(value))
        }
    };
    let Some(segments) = segments(value) else {
        return by_reference();
    };
    let [kind, cluster, name] = &segments[..] else {
        return if segments.iter().flatten().any(Piece::is_hole) {
            by_reference()
        } else {
            Truth::No
        };
    };
    if !matches!(&kind[..], [Piece::Text(text)] if text == "service") {
        return if kind.iter().any(Piece::is_hole) {
            by_reference()
        } else {
            Truth::No
        };
    }
    let named = is_named(graph, name, service);
    if named == Truth::No {
        return Truth::No;
    }
    let in_cluster = is_in_cluster(graph, id, cluster, service);
    if in_cluster != Truth::No && refers_to(graph, id, argument, service) {
        return Truth::Yes;
    }
    named.and(in_cluster)
}

/// A part of a text.
#[derive(Debug, Clone)]
pub(super) enum Piece<'v> {
    Text(String),
    Hole(&'v Value),
}

impl Piece<'_> {
    fn is_hole(&self) -> bool {
        matches!(self, Self::Hole(_))
    }
}

/// The parts of a text between its slashes; `None` where nothing of it is known.
pub(super) fn segments(value: &Value) -> Option<Vec<Vec<Piece<'_>>>> {
    let mut segments = vec![Vec::new()];
    let add_text = |segments: &mut Vec<Vec<_>>, text: &str| {
        for (at, part) in text.split('/').enumerate() {
            if at > 0 {
                segments.push(Vec::new());
            }
            if let Some(last) = segments.last_mut().filter(|_| !part.is_empty()) {
                last.push(Piece::Text(part.to_owned()));
            }
        }
    };
    if let Some(text) = value.as_str() {
        add_text(&mut segments, text);
        return Some(segments);
    }
    let Some(Shape::Template(parts)) = value.as_unknown().map(|unknown| &unknown.shape) else {
        return None;
    };
    for part in parts.iter() {
        match part {
            Part::Text(text, _) => add_text(&mut segments, text.as_str()),
            Part::Hole(hole) => {
                if let Some(last) = segments.last_mut() {
                    last.push(Piece::Hole(hole));
                }
            }
        }
    }
    Some(segments)
}

/// Whether a part of a resource's id is the name of a service.
fn is_named(graph: &Graph<'_>, segment: &[Piece<'_>], service: NodeId) -> Truth {
    if let [Piece::Hole(hole)] = segment
        && let Some(reference) = graph.reference(hole)
        && reference.attribute == "name"
        && graph.node(reference.node).kind() == "aws_ecs_service"
    {
        return Truth::of(reference.node == service);
    }
    match graph.node(service).attribute("name") {
        Some(name) => is_same(graph, segment, name),
        None => Truth::No,
    }
}

/// Whether a part of a resource's id is the name of a service's cluster.
fn is_in_cluster(graph: &Graph<'_>, id: NodeId, segment: &[Piece<'_>], service: NodeId) -> Truth {
    let Some(value) = graph.node(service).given("cluster") else {
        let default = Value::string("default");
        return is_same(graph, segment, &default);
    };
    let by_hole = match segment {
        [Piece::Hole(hole)] => cluster::named(graph, id, hole).ok(),
        _ => None,
    };
    match (cluster::named(graph, service, value), by_hole) {
        (Ok(own), Some(other)) => Truth::of(own == other),
        (Ok(own), None) => match graph.node(own).attribute("name") {
            Some(name) => is_same(graph, segment, name),
            None => Truth::Open(Unsure::of(value)),
        },
        (Err(unsure), _) => match value.as_str() {
            // The name, or an ARN that ends with it.
            Some(text) => {
                let name = Value::string(text.rsplit('/').next().unwrap_or(text));
                is_same(graph, segment, &name)
            }
            None if matches!(is_same(graph, segment, value), Truth::Yes) => Truth::Yes,
            None => Truth::Open(unsure),
        },
    }
}

/// Whether a part of a text says the same as a value.
fn is_same(graph: &Graph<'_>, segment: &[Piece<'_>], value: &Value) -> Truth {
    let Some(own) = segments(value).map(|parts| parts.concat()) else {
        return match segment {
            [Piece::Hole(hole)] if is_one(graph, hole, value) => Truth::Yes,
            _ => Truth::Open(Unsure::of(value)),
        };
    };
    let alike = own.len() == segment.len()
        && own.iter().zip(segment).all(|pair| match pair {
            (Piece::Text(one), Piece::Text(other)) => one == other,
            (Piece::Hole(one), Piece::Hole(other)) => is_one(graph, one, other),
            _ => false,
        });
    if alike {
        return Truth::Yes;
    }
    let hole = segment.iter().chain(&own).find_map(|piece| match piece {
        Piece::Hole(hole) => Some(*hole),
        Piece::Text(_) => None,
    });
    let Some(hole) = hole else {
        return Truth::No;
    };
    let text = |piece: Option<&Piece<'_>>| match piece {
        Some(Piece::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let (one, other) = (text(segment.first()), text(own.first()));
    let begins_alike = one.starts_with(&other) || other.starts_with(&one);
    let (one, other) = (text(segment.last()), text(own.last()));
    let ends_alike = one.ends_with(&other) || other.ends_with(&one);
    if begins_alike && ends_alike {
        Truth::Open(Unsure::of(hole))
    } else {
        Truth::No
    }
}

fn is_one(graph: &Graph<'_>, one: &Value, other: &Value) -> bool {
    let symbol = |value: &Value| {
        let symbol = value
            .as_unknown()
            .and_then(|unknown| unknown.symbol().cloned());
        symbol.filter(crate::eval::Symbol::is_single)
    };
    match (symbol(one), symbol(other)) {
        (Some(one), Some(other)) => one == other,
        _ => {
            let attributes = ["name", "id", "arn"];
            let (one, other) = (
                graph.identity(one, &attributes),
                graph.identity(other, &attributes),
            );
            one.is_some() && one == other
        }
    }
}

/// Whether the expression of an argument takes something from the block of another instance, which is made once for each
/// instance of this, and from no other block of its type.
fn refers_to(graph: &Graph<'_>, id: NodeId, argument: &str, other: NodeId) -> bool {
    let (service, node, other) = (other, graph.node(id), graph.node(other));
    let (key, other_key) = (
        &node.instance.owner.address.key,
        &other.instance.owner.address.key,
    );
    let is_beside = node.stack == other.stack && node.module_at == other.module_at;
    let is_parallel = match (key, other_key) {
        (Some(Key::Any), _) | (_, Some(Key::Any)) => graph.are_parallel(id, service),
        (_, None) => true,
        (one, other) => one == other,
    };
    let Some(expression) = node.argument(argument).filter(|_| is_beside) else {
        return false;
    };
    let (mut found, mut others) = (false, Vec::new());
    each_reference(expression, &mut |root, steps, _| {
        let name = step_name(steps, 0).filter(|_| root == other.kind());
        // Whatever instance this is, it means the one that it names.
        let is_meant = match (steps.get(1).and_then(written_index), other_key) {
            (Some(index), Some(Key::Index(key))) => index == *key,
            _ => is_parallel,
        };
        found |= is_meant && name == Some(other.declaration.name);
        others.extend(
            name.filter(|it| *it != other.declaration.name)
                .map(str::to_owned),
        );
    });
    // A block that makes nothing gives nothing.
    let makes = |name: &String| {
        let mut made = graph.resources(other.kind());
        made.any(|(_, it)| {
            let is_beside = it.stack == node.stack && it.module_at == node.module_at;
            is_beside && it.declaration.name == name.as_str()
        })
    };
    found && !others.iter().any(makes)
}

/// The index of an instance that a reference writes out.
fn written_index(step: &Step) -> Option<u64> {
    match &step.kind {
        StepKind::Index(index) => match &index.kind {
            ExpressionKind::Number(number) => number.to_string().parse().ok(),
            _ => None,
        },
        StepKind::LegacyIndex(index) => Some(*index),
        _ => None,
    }
}

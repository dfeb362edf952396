//! What listeners and their rules do with requests.

use crate::eval::{Symbol, Value};
use crate::graph::{EdgeClass, Graph, Members, Node, NodeId, alternatives};
use crate::plan::Repetition;

use super::super::Unsure;
use super::super::placement::cluster::is_near;
use super::super::placement::truth::{Argument, Truth, argument, entry};
use super::{LISTENER_RULES, LISTENERS};

/// What is done with a request, in one of the ways in which that may come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// It is sent to a target group.
    Forward,
    /// It is answered by the load balancer, or sent elsewhere, or its sender is asked who they are.
    Other(String),
    /// It is not known what.
    Unknown(Unsure),
}

/// The last action of a listener: what comes of a request that no rule takes. Several where it hangs on a condition.
pub fn actions(node: &Node<'_>) -> Vec<Action> {
    let Some(blocks) = node.given("default_action") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for members in alternatives(blocks) {
        if let Some(others) = members.others {
            found.push(Action::Unknown(Unsure::of(others)));
        }
        let Some(last) = members.certain.last() else {
            continue;
        };
        for way in argument(entry(last, "type")) {
            found.push(match way {
                Argument::Given(value) => match value.as_str() {
                    Some("forward") => Action::Forward,
                    Some(other) => Action::Other(other.to_owned()),
                    None => Action::Unknown(Unsure::of(value)),
                },
                Argument::Absent => Action::Unknown(Unsure::of(last)),
                Argument::Open(unsure) => Action::Unknown(unsure),
            });
        }
    }
    found
}

/// Whether a listener or a rule sends requests to a target group, or a deployment will make one do so.
pub fn is_attached(graph: &Graph<'_>, group: NodeId) -> Truth {
    let mut open = None;
    for edge in graph.incoming(group) {
        let node = graph.node(edge.from);
        if !LISTENERS.contains(&node.kind()) && !LISTENER_RULES.contains(&node.kind()) {
            continue;
        }
        let is_there = !node.is_any() || graph.are_parallel(edge.from, group);
        if edge.class != EdgeClass::Possible && is_there {
            return Truth::Yes;
        }
        let reason = format!(
            "whether {} sends requests to it hangs on what is not known",
            node.address()
        );
        open.get_or_insert(Unsure::new(reason, Some(node.header())));
    }
    let mut services = graph.resources("aws_ecs_service");
    let deployed = is_deployed_to(graph, group);
    if deployed.is_yes() || services.any(|(_, service)| is_alternate(graph, service, group)) {
        return Truth::Yes;
    }
    let mut unseen = graph.unseen.iter();
    if let Some(call) = unseen.find(|call| call.given.contains(&group)) {
        let clause = "which is given the target group";
        return Truth::Open(Unsure::of_unseen(call, clause));
    }
    match open.or_else(|| vague(graph, group)) {
        Some(unsure) => Truth::Open(unsure),
        None => deployed,
    }
}

/// Whether a target group is that of the other colour of a service: what is deployed in two colours has a group for each,
/// and moves the listener from one to the other. Versions of the provider before 6 do not know the block.
fn is_alternate(graph: &Graph<'_>, service: &Node<'_>, group: NodeId) -> bool {
    let path = "load_balancer.advanced_configuration.alternate_target_group_arn";
    let Some(argument) = service.argument(path) else {
        return false;
    };
    let stands = (service.stack, service.module_at);
    let value = graph
        .plan
        .evaluate(stands.0, stands.1, &Repetition::None, argument);
    graph.node_named(&value.0, &["arn", "id"]) == Some(group)
}

/// Whether a deployment of `CodeDeploy` moves a listener to a target group, which it knows by name.
fn is_deployed_to(graph: &Graph<'_>, group: NodeId) -> Truth {
    let name = graph.node(group).given("name");
    let mut answer = Truth::No;
    for (id, node) in graph.resources("aws_codedeploy_deployment_group") {
        if !is_near(graph, id, group) {
            continue;
        }
        let pair = [
            "load_balancer_info",
            "target_group_pair_info",
            "target_group",
        ];
        let single = ["load_balancer_info", "target_group_info"];
        for block in nested(node, &pair).into_iter().chain(nested(node, &single)) {
            let Some(value) = entry(block, "name") else {
                return Truth::Open(Unsure::of(block));
            };
            let is_meant = match (value.as_str(), name.and_then(Value::as_str)) {
                _ if graph.node_named(value, &["name"]) == Some(group) => Truth::Yes,
                (Some(text), Some(name)) => Truth::of(text == name),
                _ if value.is_null() => Truth::No,
                _ if value
                    .as_unknown()
                    .is_some_and(|it| it.symbol().is_some_and(Symbol::is_single)) =>
                {
                    Truth::No
                }
                _ => Truth::Open(Unsure::of(value)),
            };
            answer = answer.or(is_meant);
        }
    }
    answer
}

/// The blocks at the end of a way of blocks, those that may be there included.
fn nested<'g>(node: &Node<'g>, path: &[&str]) -> Vec<&'g Value> {
    let mut found: Vec<&'g Value> = node.given(path[0]).into_iter().collect();
    for (at, name) in path.iter().enumerate() {
        let lists = found.into_iter().filter_map(|value| match at {
            0 => Some(value),
            _ => entry(value, name),
        });
        found = lists
            .flat_map(alternatives)
            .flat_map(|members| members.all().collect::<Vec<_>>())
            .collect();
    }
    found
}

/// Why a listener or rule may send requests to a group without it being plain to which.
fn vague(graph: &Graph<'_>, group: NodeId) -> Option<Unsure> {
    let name = graph.node(group).given("name").and_then(Value::as_str);
    let blocks = [(&LISTENERS, "default_action"), (&LISTENER_RULES, "action")];
    for (kinds, block) in blocks {
        for (id, node) in kinds.iter().flat_map(|kind| graph.resources(kind)) {
            if !is_near(graph, id, group) {
                continue;
            }
            let actions = node.blocks(block);
            for action in actions.iter().flat_map(Members::all) {
                let found = targets(action)
                    .into_iter()
                    .find(|value| may_be(value, name));
                if let Some(value) = found {
                    return Some(Unsure::of(value));
                }
            }
        }
    }
    None
}

/// The values that say to which target groups an action sends requests; the action itself where that is not known.
fn targets(action: &Value) -> Vec<&Value> {
    if action.entries().is_none() && entry(action, "type").is_none() {
        return vec![action];
    }
    let mut found: Vec<&Value> = entry(action, "target_group_arn").into_iter().collect();
    let Some(forward) = entry(action, "forward") else {
        return found;
    };
    for members in alternatives(forward) {
        for block in members.all() {
            let Some(groups) = entry(block, "target_group") else {
                found.push(block);
                continue;
            };
            for members in alternatives(groups) {
                let arn = |group| entry(group, "arn").unwrap_or(group);
                found.extend(members.all().map(arn));
            }
        }
    }
    found
}

/// Whether a value of which no instance is known may be the ARN of a group with this name.
fn may_be(value: &Value, name: Option<&str>) -> bool {
    if let Some(text) = value.as_str() {
        return name.is_none_or(|name| text.split('/').any(|part| part == name));
    }
    // What refers to one instance refers to that one; this group's own are counted already.
    let symbol = value.as_unknown().map(|unknown| unknown.symbol());
    match symbol {
        Some(Some(symbol)) => {
            let is_read = symbol.owner.address.mode == crate::address::ResourceMode::Data;
            is_read || !symbol.is_single()
        }
        Some(None) => true,
        None => false,
    }
}

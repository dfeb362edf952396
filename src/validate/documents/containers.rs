//! The containers of an ECS task, beyond what their schema says.

use std::collections::BTreeMap;

use crate::data::{Kind, Node};
use crate::diagnostic::Severity;
use crate::eval::Value;

use super::super::ProblemKind;
use super::json::{Fault, by_schema};
use super::node::{as_read_by_go, flag, is_closed, number};
use super::schema;
use super::subject::Subject;

/// What is wrong with the containers of a task.
pub(super) fn faults(subject: &Subject<'_>, node: &Node) -> Vec<Fault> {
    let shape = &schema::CONTAINERS;
    let node = as_read_by_go(node, &shape.names);
    let mut faults = by_schema(shape, &node, ProblemKind::Containers);
    for fault in &mut faults {
        if fault.severity == Some(Severity::Warning) {
            fault
                .message
                .push_str(": the provider drops it without a word");
        }
    }
    let containers: Vec<Container<'_>> = node
        .elements()
        .iter()
        .enumerate()
        .filter(|(_, node)| matches!(node.kind, Kind::Mapping(_)))
        .map(|(at, node)| Container { at, node })
        .collect();
    if is_closed(&node) && matches!(node.kind, Kind::Sequence(_)) {
        nothing_essential(&node, &containers, &mut faults);
        unknown_dependencies(&containers, &mut faults);
    }
    shared_names(&containers, &mut faults);
    for container in &containers {
        shared_variables(container, &mut faults);
        own_ports(container, &mut faults);
    }
    if network_mode(subject) == Some("awsvpc") {
        ports_of_task(&containers, &mut faults);
    }
    unknown_volumes(subject, &containers, &mut faults);
    faults
}

/// The containers of a task as its document lists them; `None` where it may have others.
pub(super) fn of_document(node: &Node) -> Option<Vec<Node>> {
    let node = as_read_by_go(node, &schema::CONTAINERS.names);
    let is_whole = matches!(node.kind, Kind::Sequence(_)) && is_closed(&node);
    is_whole.then(|| node.elements().to_vec())
}

struct Container<'n> {
    at: usize,
    node: &'n Node,
}

impl<'n> Container<'n> {
    fn name(&self) -> Option<(&'n str, &'n Node)> {
        let node = self.node.get("name")?;
        Some((node.as_str()?, node))
    }

    /// As messages call it.
    fn called(&self) -> String {
        match self.name() {
            Some((name, _)) => format!("container {name:?}"),
            None => format!("container {}", self.at),
        }
    }

    /// The elements of a list of the container.
    fn list(&self, name: &str) -> impl Iterator<Item = (String, &'n Node)> + use<'n> {
        let list = self.node.get(name).map_or(&[][..], Node::elements);
        let pointer = format!("/{}/{name}", self.at);
        list.iter()
            .enumerate()
            .map(move |(at, node)| (format!("{pointer}/{at}"), node))
    }
}

fn fault(node: &Node, pointer: String, message: String, help: impl Into<String>) -> Fault {
    Fault::new(ProblemKind::Containers, node.span, message, help).at(pointer)
}

/// The network mode that the task certainly has.
fn network_mode<'s>(subject: &Subject<'s>) -> Option<&'s str> {
    subject.attribute("network_mode")?.as_str()
}

/// ECS: a task has at least one essential container; a container is essential unless it says that it is not.
fn nothing_essential(node: &Node, containers: &[Container<'_>], faults: &mut Vec<Fault>) {
    let is_inessential =
        |container: &Container<'_>| container.node.get("essential").and_then(flag) == Some(false);
    let elements = node.elements().len();
    if elements > 0 && containers.len() == elements && containers.iter().all(is_inessential) {
        let place = containers[0].node.get("essential").unwrap_or(node);
        let message = "no container of the task is essential, and ECS wants at least one";
        let help = "Set essential to true in the container that the task is for";
        faults.push(fault(place, "/0/essential".into(), message.into(), help));
    }
}

fn shared_names(containers: &[Container<'_>], faults: &mut Vec<Fault>) {
    let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
    for container in containers {
        let Some((name, node)) = container.name() else {
            continue;
        };
        if let Some(first) = seen.insert(name, node) {
            let message = format!("two containers of the task are called {name:?}");
            let help = "Give each container a name of its own";
            let pointer = format!("/{}/name", container.at);
            faults
                .push(fault(node, pointer, message, help).beside(first.span, "the first of them"));
        }
    }
}

/// ECS: a variable is either given or a secret.
fn shared_variables(container: &Container<'_>, faults: &mut Vec<Fault>) {
    let mut given: BTreeMap<&str, &Node> = BTreeMap::new();
    for (_, variable) in container.list("environment") {
        if let Some(node) = variable.get("name")
            && let Some(name) = node.as_str()
        {
            given.insert(name, node);
        }
    }
    for (pointer, secret) in container.list("secrets") {
        let Some(node) = secret.get("name") else {
            continue;
        };
        let Some(first) = node.as_str().and_then(|name| given.get(name)) else {
            continue;
        };
        let name = node.as_str().unwrap_or_default();
        let message = format!(
            "{} has {name} in environment and in secrets, and ECS takes it only once",
            container.called()
        );
        let help = "Remove it from environment";
        let pointer = format!("{pointer}/name");
        faults.push(fault(node, pointer, message, help).beside(first.span, "given here too"));
    }
}

/// A port of a container, with its protocol.
fn port(mapping: &Node) -> Option<(String, &Node)> {
    let node = mapping.get("containerPort")?;
    let port = number(node)?;
    let protocol = match mapping.get("protocol") {
        None => "tcp",
        Some(protocol) => protocol.as_str()?,
    };
    Some((format!("{port}/{protocol}"), node))
}

fn own_ports(container: &Container<'_>, faults: &mut Vec<Fault>) {
    let mut seen: BTreeMap<(String, String), &Node> = BTreeMap::new();
    for (pointer, mapping) in container.list("portMappings") {
        let Some((port, node)) = port(mapping) else {
            continue;
        };
        // One port of the container may be several of the host.
        let host = mapping.get("hostPort");
        if host.is_some_and(|host| number(host).is_none()) {
            continue;
        }
        let host = host
            .and_then(number)
            .map_or(String::new(), |it| it.to_string());
        if let Some(first) = seen.insert((port.clone(), host), node) {
            let message = format!("{} maps the port {port} twice", container.called());
            let pointer = format!("{pointer}/containerPort");
            faults.push(
                fault(node, pointer, message, "Remove one of them")
                    .beside(first.span, "the first of them"),
            );
        }
    }
}

/// In the network mode awsvpc the containers of a task share one network interface.
fn ports_of_task(containers: &[Container<'_>], faults: &mut Vec<Fault>) {
    let mut seen: BTreeMap<String, (usize, &Node)> = BTreeMap::new();
    for container in containers {
        for (pointer, mapping) in container.list("portMappings") {
            other_host_port(container, &pointer, mapping, faults);
            let Some((port, node)) = port(mapping) else {
                continue;
            };
            let (owner, first) = *seen.entry(port.clone()).or_insert((container.at, node));
            if owner == container.at {
                continue;
            }
            let message = format!(
                "{} listens on port {port} as another container of the task does, and with the network mode awsvpc they share one interface",
                container.called()
            );
            let help = "Give each container a port of its own";
            let pointer = format!("{pointer}/containerPort");
            let fault = fault(node, pointer, message, help).beside(first.span, "the other");
            faults.push(Fault {
                severity: Some(Severity::Warning),
                ..fault
            });
        }
    }
}

/// ECS: with awsvpc the port of the host is that of the container.
fn other_host_port(
    container: &Container<'_>,
    pointer: &str,
    mapping: &Node,
    faults: &mut Vec<Fault>,
) {
    let (Some(own), Some(node)) = (mapping.get("containerPort"), mapping.get("hostPort")) else {
        return;
    };
    let (Some(own), Some(host)) = (number(own), number(node)) else {
        return;
    };
    // Zero stands for any.
    if host.to_bits() == own.to_bits() || host < 1.0 {
        return;
    }
    let message = format!(
        "{} maps its port {own} to port {host} of the host, and with the network mode awsvpc they are the same",
        container.called()
    );
    let help = format!("Write {own}, or leave hostPort out");
    faults.push(fault(node, format!("{pointer}/hostPort"), message, help));
}

/// ECS: what a container waits for is in the task.
fn unknown_dependencies(containers: &[Container<'_>], faults: &mut Vec<Fault>) {
    let names: Option<Vec<&str>> = containers
        .iter()
        .map(|container| container.name().map(|(name, _)| name))
        .collect();
    let Some(names) = names else { return };
    for container in containers {
        for (pointer, dependency) in container.list("dependsOn") {
            let Some(node) = dependency.get("containerName") else {
                continue;
            };
            let Some(name) = node.as_str().filter(|name| !names.contains(name)) else {
                continue;
            };
            let message = format!(
                "{} depends on the container {name:?}, which the task does not have",
                container.called()
            );
            let near = crate::data::schema::nearest(name, names.iter().copied());
            let help = near.map_or_else(
                || format!("The task has {}", names.join(", ")),
                |near| format!("Did you mean {near}?"),
            );
            let pointer = format!("{pointer}/containerName");
            faults.push(fault(node, pointer, message, help));
        }
    }
}

/// ECS: what a container mounts is a volume of the task.
fn unknown_volumes(subject: &Subject<'_>, containers: &[Container<'_>], faults: &mut Vec<Fault>) {
    let volumes = subject.attribute("volume").and_then(Value::elements);
    let names: Option<Vec<&str>> = volumes.and_then(|volumes| {
        let names = volumes.iter();
        names.map(|volume| volume.get("name")?.as_str()).collect()
    });
    let Some(names) = names else { return };
    for container in containers {
        for (pointer, mount) in container.list("mountPoints") {
            let Some(node) = mount.get("sourceVolume") else {
                continue;
            };
            let Some(name) = node.as_str().filter(|name| !names.contains(name)) else {
                continue;
            };
            let message = format!(
                "{} mounts the volume {name:?}, which the task does not have",
                container.called()
            );
            let help = format!("Add a volume block with the name {name:?} to the task definition");
            let pointer = format!("{pointer}/sourceVolume");
            faults.push(fault(node, pointer, message, help));
        }
    }
}

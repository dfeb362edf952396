//! Requests: from the internet to load balancers, and from those to what answers.

use std::collections::BTreeSet;

use crate::aws::balancing;
use crate::aws::placement::truth::{Truth, flag};
use crate::graph::{Graph, NodeId};

use super::build::Builder;
use super::resident::{is_listener, target_groups};
use super::{Arrow, ArrowKind, Gateway, PartId, name};

/// Finds where requests go.
pub(super) fn find(builder: &mut Builder<'_, '_>) {
    let graph = builder.graph();
    for (id, _) in ["aws_lb", "aws_alb"]
        .into_iter()
        .flat_map(|kind| graph.resources(kind))
    {
        from_internet(builder, id);
    }
    let groups = ["aws_lb_target_group", "aws_alb_target_group"];
    for (group, _) in groups.into_iter().flat_map(|kind| graph.resources(kind)) {
        let targets: Vec<PartId> = builder
            .parts
            .get(&group)
            .into_iter()
            .flatten()
            .copied()
            .collect();
        for balancer in balancing::balancers_before(graph, group) {
            let Some(from) = builder.drawn(balancer) else {
                continue;
            };
            for to in targets.iter().copied().chain(attached(builder, group)) {
                let label = label(graph, group, builder, to);
                let kind = ArrowKind::Request;
                builder.arrows.insert(Arrow {
                    from,
                    to,
                    kind,
                    label,
                    doubt: None,
                });
            }
            // A group of which nobody is known to be a member is the load balancer's.
            if targets.is_empty() {
                builder.about(group, from);
            }
        }
    }
}

/// Requests from the internet to a load balancer, by the ports that it listens on.
fn from_internet(builder: &mut Builder<'_, '_>, id: NodeId) {
    let graph = builder.graph();
    let doubt = match flag(graph.node(id).given("internal"), false) {
        Truth::Yes => return,
        Truth::No => None,
        Truth::Open(unsure) => Some(unsure.reason),
    };
    let Some(to) = builder.drawn(id) else {
        return;
    };
    let Some(from) = gateway_before(builder, to) else {
        return;
    };
    let label = listeners(graph, id);
    let kind = ArrowKind::Request;
    builder.arrows.insert(Arrow {
        from,
        to,
        kind,
        label,
        doubt,
    });
}

/// The internet gateway of the network that something lies in. A network that is not made here has one that is not seen;
/// of one that is made here it is known whether there is one.
fn gateway_before(builder: &mut Builder<'_, '_>, part: PartId) -> Option<PartId> {
    let mut networks = builder.networks.iter();
    let (key, network) =
        networks.find(|(_, it)| it.residents.iter().any(|one| one.part.id == part))?;
    let gateway = network.gateways.iter().find(|it| it.is_internet);
    if let Some(gateway) = gateway {
        return Some(gateway.part.id);
    }
    network.part.doubt.as_ref()?;
    let key = key.clone();
    let mut part = builder.part("internet gateway", "not made in this repository");
    part.doubt = Some("its network is not made in this repository".to_owned());
    let id = part.id;
    let network = builder.networks.get_mut(&key)?;
    network.gateways.push(Gateway {
        part,
        is_internet: true,
    });
    Some(id)
}

/// The protocols and ports that a load balancer listens on: `HTTP 80, HTTPS 443`.
fn listeners(graph: &Graph<'_>, balancer: NodeId) -> String {
    let mut found: BTreeSet<(i64, String)> = BTreeSet::new();
    for edge in graph.incoming(balancer) {
        let node = graph.node(edge.from);
        if !is_listener(node.kind()) || &*edge.attribute != "load_balancer_arn" {
            continue;
        }
        let port = node.given("port").and_then(name::scalar);
        let protocol = node.given("protocol").and_then(name::text);
        let protocol = protocol.unwrap_or_else(|| "HTTP".to_owned());
        if let Some(port) = port {
            found.insert((
                port.parse().unwrap_or(i64::MAX),
                format!("{protocol} {port}"),
            ));
        }
    }
    let all: Vec<String> = found.into_iter().map(|(_, text)| text).collect();
    all.join(", ")
}

/// What is put into a target group by an attachment, where it is drawn.
fn attached(builder: &Builder<'_, '_>, group: NodeId) -> Vec<PartId> {
    let graph = builder.graph();
    let kinds = [
        ("aws_lb_target_group_attachment", "target_id"),
        ("aws_alb_target_group_attachment", "target_id"),
        ("aws_autoscaling_attachment", "autoscaling_group_name"),
    ];
    let mut found = BTreeSet::new();
    for edge in graph.incoming(group) {
        let node = graph.node(edge.from);
        let Some((_, target)) = kinds.iter().find(|(kind, _)| *kind == node.kind()) else {
            continue;
        };
        let target = node.given(target).and_then(|value| graph.reference(value));
        found.extend(target.and_then(|it| builder.drawn(it.node)));
    }
    found.into_iter().collect()
}

/// The protocol and port of requests to a target group: the container's port where a service names one.
fn label(graph: &Graph<'_>, group: NodeId, builder: &Builder<'_, '_>, to: PartId) -> String {
    let node = graph.node(group);
    let protocol = node.given("protocol").and_then(name::text);
    let services = builder.infrastructure.placement.services();
    let mut services = services.filter(|it| builder.drawn(it.node) == Some(to));
    let port = services.find_map(|service| {
        let groups = target_groups(graph.node(service.node)).into_iter();
        let mut own = groups.filter(|(arn, _)| balancing::target_group(graph, arn) == Some(group));
        name::scalar(own.next()?.1?)
    });
    let port = port.or_else(|| node.given("port").and_then(name::scalar));
    let parts: Vec<String> = protocol.into_iter().chain(port).collect();
    parts.join(" ")
}

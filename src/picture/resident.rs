//! What lies in subnets: load balancers, tasks, instances, databases and others.

use crate::aws::balancing;
use crate::aws::placement::scaling::floor;
use crate::aws::placement::truth::{Truth, entry, flag};
use crate::aws::placement::{Launch, Workload, WorkloadKind};
use crate::eval::Value;
use crate::graph::{Identity, Members, Node, NodeId, alternatives, possible};

use super::build::{Builder, NetworkKey};
use super::kind::{KINDS, Kind};
use super::stay::{self, Asking};
use super::{Resident, ResidentKind, Stay, name};

/// Finds what lies in subnets.
pub(super) fn find(builder: &mut Builder<'_, '_>) {
    let graph = builder.graph();
    for (id, _) in ["aws_lb", "aws_alb"]
        .into_iter()
        .flat_map(|kind| graph.resources(kind))
    {
        add_balancer(builder, id);
    }
    let workloads = &builder.infrastructure.placement.workloads;
    for workload in workloads
        .iter()
        .filter(|it| it.kind != WorkloadKind::TaskSet)
    {
        add_workload(builder, workload);
    }
    for kind in KINDS {
        for (id, node) in graph.resources(kind.name) {
            add(builder, kind, (id, node));
        }
    }
}

fn add_balancer(builder: &mut Builder<'_, '_>, id: NodeId) {
    let graph = builder.graph();
    let node = graph.node(id);
    let what = match node.given("load_balancer_type").and_then(|it| it.as_str()) {
        None | Some("application") => "application load balancer",
        Some("network") => "network load balancer",
        Some("gateway") => "gateway load balancer",
        Some(_) => "load balancer",
    };
    let stays = stay::in_ways(builder, (id, "subnets"), &balancing::subnets(graph, id));
    let mut part = builder.part_of(id, what);
    let is_internal = flag(node.given("internal"), false);
    part.details.push(match is_internal {
        Truth::Yes => "internal".to_owned(),
        Truth::No => "open to the internet".to_owned(),
        Truth::Open(_) => "internal or not: not known".to_owned(),
    });
    let of = part.id;
    for edge in graph.incoming(id) {
        if is_listener(graph.node(edge.from).kind()) {
            builder.about(edge.from, of);
            let rules = graph.incoming(edge.from);
            let rules = rules.filter(|it| graph.node(it.from).kind().ends_with("_listener_rule"));
            for rule in rules {
                builder.about(rule.from, of);
            }
        }
    }
    settle(
        builder,
        id,
        Resident {
            part,
            kind: ResidentKind::Balancer,
            subnets: stays,
        },
    );
}

pub(super) fn is_listener(kind: &str) -> bool {
    matches!(kind, "aws_lb_listener" | "aws_alb_listener")
}

fn add_workload(builder: &mut Builder<'_, '_>, workload: &Workload<'_>) {
    let graph = builder.graph();
    let what = match workload.kind {
        WorkloadKind::Service => "service",
        WorkloadKind::TaskSet => "task set",
        WorkloadKind::Event => "scheduled tasks",
    };
    let node = graph.node(workload.node);
    let (stays, doubt) = match workload.subnets(graph) {
        Ok(ways) => {
            let path = workload.path("network_configuration.subnets");
            (stay::in_ways(builder, (workload.node, &path), &ways), None)
        }
        Err(unsure) => (Vec::new(), Some(unsure.reason)),
    };
    let mut part = builder.part_of(workload.node, what);
    if workload.kind == WorkloadKind::Service {
        part.details.extend(tasks(builder, workload.node));
    }
    part.details.extend(match &workload.launch {
        Ok(Launch::Fargate) => Some("Fargate".to_owned()),
        Ok(Launch::Ec2) => Some("on instances".to_owned()),
        Ok(Launch::External) => Some("outside of AWS".to_owned()),
        Err(_) => None,
    });
    if stays.is_empty() {
        let reason = "no argument says where it runs".to_owned();
        part.doubt = part.doubt.take().or(doubt).or(Some(reason));
    }
    if let Some(Ok(definition)) = &workload.definition {
        builder.about(*definition, part.id);
    }
    let groups = target_groups(node).into_iter();
    for group in groups.filter_map(|(group, _)| balancing::target_group(graph, group)) {
        builder.about(group, part.id);
    }
    settle(
        builder,
        workload.node,
        Resident {
            part,
            kind: ResidentKind::Workload,
            subnets: stays,
        },
    );
}

/// How many tasks a service runs at least, in words.
fn tasks(builder: &mut Builder<'_, '_>, service: NodeId) -> Option<String> {
    let floor = floor(builder.infrastructure, service).ok()??;
    if floor.by.0 != service
        && let Some(part) = builder.drawn(service)
    {
        builder.about(floor.by.0, part);
    }
    let words = |count: i64| if count == 1 { "task" } else { "tasks" };
    let is_scaled = floor.by.0 != service;
    Some(match (floor.least == floor.most, is_scaled) {
        (true, true) => format!("{} or more {}", floor.least, words(floor.least.max(2))),
        (true, false) => format!("{} {}", floor.least, words(floor.least)),
        (false, _) => format!("{} to {} tasks", floor.least, floor.most),
    })
}

/// The target groups that a service's tasks are in, with the port that they get requests on.
pub(super) fn target_groups<'g>(node: &Node<'g>) -> Vec<(&'g Value, Option<&'g Value>)> {
    let blocks = node.blocks("load_balancer").into_iter();
    let blocks = blocks.flat_map(|members| members.all().collect::<Vec<_>>());
    let found = blocks.filter_map(|block| {
        Some((
            entry(block, "target_group_arn")?,
            entry(block, "container_port"),
        ))
    });
    found.collect()
}

fn add(builder: &mut Builder<'_, '_>, kind: &Kind, (id, node): (NodeId, &Node<'_>)) {
    let (path, last) = kind.path.rsplit_once('.').unwrap_or(("", kind.path));
    let ways: Vec<Members<'_>> = if path.is_empty() {
        let Some(value) = node.given(last) else {
            return;
        };
        if last.ends_with("group_name") {
            let stays = stays_of_group(builder, (id, kind.path), value);
            return finish(builder, kind, id, stays);
        }
        let stays = stay::in_value(builder, (id, kind.path), value);
        return finish(builder, kind, id, stays);
    } else {
        let blocks = node.blocks(path).into_iter();
        let blocks = blocks.flat_map(|members| members.all().collect::<Vec<_>>());
        blocks
            .filter_map(|block| entry(block, last))
            .flat_map(alternatives)
            .collect()
    };
    let stays = stay::in_ways(builder, (id, kind.path), &ways);
    finish(builder, kind, id, stays);
}

fn finish(builder: &mut Builder<'_, '_>, kind: &Kind, id: NodeId, stays: Vec<Stay>) {
    // What may lie in a VPC and lies in none is no part of a network.
    if stays.is_empty() {
        return;
    }
    let mut part = builder.part_of(id, kind.words);
    let node = builder.graph().node(id);
    let text = |name: &str| node.given(name).and_then(name::text);
    part.details.extend(text("engine"));
    part.details
        .extend(text("instance_type").or_else(|| text("instance_class")));
    if kind.name == "aws_vpc_endpoint" {
        part.title = name::service(node).unwrap_or(part.title);
    }
    let groups = node
        .given("target_group_arns")
        .into_iter()
        .flat_map(alternatives);
    let groups: Vec<&Value> = groups.flat_map(|it| it.all().collect::<Vec<_>>()).collect();
    for group in groups {
        if let Some(group) = balancing::target_group(builder.graph(), group) {
            builder.about(group, part.id);
        }
    }
    settle(
        builder,
        id,
        Resident {
            part,
            kind: kind.role,
            subnets: stays,
        },
    );
}

/// Puts something into the network that its first subnet lies in; into the one that is not known where it has none.
fn settle(builder: &mut Builder<'_, '_>, id: NodeId, resident: Resident) {
    let first = resident
        .subnets
        .first()
        .and_then(|stay| builder.subnet(stay.subnet));
    let key: NetworkKey = match first {
        Some(subnet) => subnet.network.clone(),
        None => {
            let vpc = vpc_of_groups(builder, id);
            builder.network_of(id, vpc)
        }
    };
    let mut resident = resident;
    resident.subnets.retain(|stay| {
        let subnet = builder.subnet(stay.subnet);
        subnet.is_some_and(|subnet| subnet.network == key)
    });
    if let Some(network) = builder.networks.get_mut(&key) {
        network.residents.push(resident);
    }
}

/// The VPC of what sends requests to a service: its tasks run there too.
fn vpc_of_groups(builder: &Builder<'_, '_>, service: NodeId) -> Option<Identity> {
    let graph = builder.graph();
    let groups = target_groups(graph.node(service)).into_iter();
    let groups = groups.filter_map(|(arn, _)| balancing::target_group(graph, arn));
    let mut vpcs = groups.filter_map(|it| graph.identity(graph.node(it).given("vpc_id")?, &["id"]));
    vpcs.next()
}

/// The subnets of the subnet group that a value names.
fn stays_of_group(builder: &mut Builder<'_, '_>, asking: Asking<'_>, value: &Value) -> Vec<Stay> {
    let graph = builder.graph();
    let named = |value: &Value| {
        let by_reference = graph.node_named(value, &["name", "id"]);
        by_reference.or_else(|| {
            let text = value.as_str()?;
            let mut groups = graph.nodes().filter(|(_, node)| {
                let is_group = node.kind().ends_with("_subnet_group");
                is_group && node.given("name").and_then(|it| it.as_str()) == Some(text)
            });
            groups.next().map(|(id, _)| id)
        })
    };
    let mut found = Vec::new();
    for way in possible(value) {
        let group = named(way);
        let subnets = group.and_then(|group| graph.node(group).given("subnet_ids"));
        match (group, subnets) {
            (Some(group), Some(subnets)) => {
                found.extend(stay::in_value(builder, (group, "subnet_ids"), subnets));
            }
            _ => found.extend(stay::in_value(builder, asking, way)),
        }
    }
    found.sort();
    found.dedup_by_key(|stay| stay.subnet);
    found
}

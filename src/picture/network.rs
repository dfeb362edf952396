//! VPCs, subnets, gateways, and the routes between them.

use crate::aws::network::{Class, Destination, InternetGateway, Prefix, Route, TableId, Target};
use crate::aws::placement::zone::{Zone, Zones, zone_of};
use crate::graph::{Graph, NodeId, possible};

use super::build::{Builder, NetworkKey, SubnetDraft, Which};
use super::{Arrow, ArrowKind, Gateway, PartId, Way, name, stay};

/// Finds the networks of an environment, and where the packets of their subnets go.
pub(super) fn find(builder: &mut Builder<'_, '_>) {
    let graph = builder.graph();
    let kinds = ["aws_vpc", "aws_default_vpc"];
    for (vpc, _) in kinds.into_iter().flat_map(|kind| graph.resources(kind)) {
        builder.network_of(vpc, Some(crate::graph::Identity::Node(vpc)));
    }
    let subnets = builder.infrastructure.network.subnets();
    let subnets: Vec<NodeId> = subnets.map(|(id, _)| id).collect();
    for subnet in &subnets {
        add_subnet(builder, *subnet);
    }
    internet_gateways(builder);
    for (nat, _) in graph.resources("aws_nat_gateway") {
        add_nat(builder, nat);
    }
    for subnet in subnets {
        add_routes(builder, subnet);
    }
    gateway_endpoints(builder);
}

/// Adds a subnet, in each zone that it is known to be in where it stands for several.
fn add_subnet(builder: &mut Builder<'_, '_>, id: NodeId) {
    let graph = builder.graph();
    let node = graph.node(id);
    let network = &builder.infrastructure.network;
    let Some(reach) = network.reach(id) else {
        return;
    };
    let way = match &reach.class {
        Class::Public => Way::Public,
        Class::Private(_) => Way::Private,
        Class::Isolated => Way::Isolated,
        Class::Undetermined(_) => Way::Unknown,
    };
    let key = network.vpc_of(graph, id);
    let key = builder.network_of(id, key);
    let mut zones: Vec<Result<Zone, String>> = Vec::new();
    if node.is_any() {
        let several = Zones::of_nodes(graph, [id]);
        zones.extend(several.known.into_keys().map(Ok));
    }
    if zones.is_empty() {
        zones.push(zone_of(graph, id).map_err(|unsure| unsure.reason));
    }
    for zone in zones {
        let mut part = builder.part_of(id, "subnet");
        let ranges = ["cidr_block", "ipv6_cidr_block"];
        let ranges = ranges
            .iter()
            .filter_map(|name| name::text(node.given(name)?));
        part.details.extend(ranges);
        if let Class::Undetermined(unsure) = &reach.class {
            part.doubt = Some(unsure.reason.clone());
        }
        let address = &node.instance.owner.address;
        let draft = SubnetDraft {
            part,
            network: key.clone(),
            zone,
            way,
            group: format!(
                "{} {}{}",
                key_of_stack(graph, id),
                address.module.prefix(),
                address.name
            ),
            nats: Vec::new(),
        };
        builder.add_subnet(id, draft);
    }
}

fn key_of_stack<'g>(graph: &Graph<'g>, id: NodeId) -> &'g str {
    graph.stack_path(graph.node(id).stack)
}

fn internet_gateways(builder: &mut Builder<'_, '_>) {
    let keys: Vec<NetworkKey> = builder.networks.keys().cloned().collect();
    for key in keys {
        let Which::Vpc(crate::graph::Identity::Node(vpc)) = key.1 else {
            continue;
        };
        let found = builder.infrastructure.network.internet_gateway(vpc);
        let part = match found {
            Some(InternetGateway::There(id)) => builder.part_of(*id, "internet gateway"),
            Some(InternetGateway::Unknown(unsure)) => {
                let title = "whether there is one is not known";
                let mut part = builder.part("internet gateway", title);
                part.doubt = Some(unsure.reason.clone());
                part
            }
            Some(InternetGateway::Missing) | None => continue,
        };
        add_gateway(builder, &key, part, true);
    }
}

fn add_gateway(
    builder: &mut Builder<'_, '_>,
    key: &NetworkKey,
    part: super::Part,
    is_internet: bool,
) -> PartId {
    let id = part.id;
    if let Some(network) = builder.networks.get_mut(key) {
        network.gateways.push(Gateway { part, is_internet });
    }
    id
}

fn add_nat(builder: &mut Builder<'_, '_>, id: NodeId) {
    let graph = builder.graph();
    let node = graph.node(id);
    let Some(value) = node.given("subnet_id") else {
        return;
    };
    let stays = stay::in_value(builder, (id, "subnet_id"), value);
    let Some(stay) = stays.first() else {
        return;
    };
    let mut part = builder.part_of(id, "NAT gateway");
    if !stay.is_certain {
        part.doubt = Some("its subnet hangs on what is not known".to_owned());
    }
    if node.given("connectivity_type").and_then(|it| it.as_str()) == Some("private") {
        part.details.push("private".to_owned());
    }
    let Some(subnet) = builder.subnets.get_mut(&stay.subnet) else {
        return;
    };
    subnet.nats.push(part);
    for address in graph.outgoing(id) {
        if graph.node(address.to).kind() == "aws_eip"
            && let Some(part) = builder.drawn(id)
        {
            builder.about(address.to, part);
        }
    }
}

/// Adds the routes of the table that serves a subnet.
fn add_routes(builder: &mut Builder<'_, '_>, id: NodeId) {
    let network = &builder.infrastructure.network;
    let Some(reach) = network.reach(id) else {
        return;
    };
    let parts: Vec<PartId> = builder
        .parts
        .get(&id)
        .into_iter()
        .flatten()
        .copied()
        .collect();
    let Some(key) = parts.first().and_then(|part| builder.subnet(*part)) else {
        return;
    };
    let key = key.network.clone();
    let table = match &reach.table {
        Some(TableId::Own(table)) => Some(*table),
        _ => None,
    };
    for node in reach.association.into_iter().chain(table) {
        for part in &parts {
            builder.about(node, *part);
        }
    }
    let routes = reach.table.as_ref().and_then(|table| network.routes(table));
    for route in routes.unwrap_or_default() {
        add_route(builder, &key, &parts, route);
    }
    // A default subnet has its way to the internet from AWS.
    if routes.is_none() && reach.class == Class::Public {
        let gateway = builder
            .networks
            .get(&key)
            .and_then(|it| it.gateways.first());
        if let Some(to) = gateway.map(|it| it.part.id) {
            let label = "0.0.0.0/0".to_owned();
            connect(builder, &parts, (to, ArrowKind::Route), (label, None));
        }
    }
}

fn add_route(builder: &mut Builder<'_, '_>, key: &NetworkKey, from: &[PartId], route: &Route) {
    let is_node_drawn = builder.graph().node(route.node).kind() == "aws_route";
    let label = destination(&route.destination);
    let several = (route.targets.len() > 1)
        .then(|| "where the route leads hangs on a condition that is not known".to_owned());
    let doubt = route.doubt.as_ref().map(|it| it.reason.clone()).or(several);
    for target in &route.targets {
        let to = match target {
            // What is not known of a route is said of the subnet.
            Target::Local | Target::Unknown(_) => continue,
            other => target_part(builder, key, other),
        };
        connect(
            builder,
            from,
            (to, ArrowKind::Route),
            (label.clone(), doubt.clone()),
        );
    }
    if is_node_drawn {
        for part in from {
            builder.about(route.node, *part);
        }
    }
}

/// The part that a route leads to: a gateway that is drawn, or one that stands for its kind in this network.
fn target_part(builder: &mut Builder<'_, '_>, key: &NetworkKey, target: &Target) -> PartId {
    if let Some(node) = target.node() {
        if let Some(part) = builder.drawn(node) {
            return part;
        }
        let words = bare(target.words());
        let part = builder.part_of(node, words);
        return add_gateway(builder, key, part, is_internet(target));
    }
    let words = bare(target.words());
    let gateways = builder
        .networks
        .get(key)
        .into_iter()
        .flat_map(|it| &it.gateways);
    let known = gateways
        .filter(|it| it.part.what == words)
        .map(|it| it.part.id)
        .next();
    known.unwrap_or_else(|| {
        let mut part = builder.part(words, "not made in this environment");
        part.doubt = Some("it is not made in this environment".to_owned());
        add_gateway(builder, key, part, is_internet(target))
    })
}

fn is_internet(target: &Target) -> bool {
    matches!(target, Target::Internet(_) | Target::EgressOnly(_))
}

/// A kind without its article.
fn bare(words: &str) -> &str {
    let rest = words
        .strip_prefix("a ")
        .or_else(|| words.strip_prefix("an "));
    rest.unwrap_or(words)
}

fn destination(destination: &Destination) -> String {
    match destination {
        Destination::Range(range) if range.is_everything() => match range {
            Prefix {
                family: crate::aws::network::Family::V4,
                ..
            } => "0.0.0.0/0".to_owned(),
            Prefix { .. } => "::/0".to_owned(),
        },
        Destination::Range(range) => range.to_string(),
        Destination::List(_) | Destination::PrefixList => "a prefix list".to_owned(),
        Destination::Unknown(_) => "not known where to".to_owned(),
    }
}

/// Draws an arrow from each of some parts.
fn connect(
    builder: &mut Builder<'_, '_>,
    from: &[PartId],
    (to, kind): (PartId, ArrowKind),
    (label, doubt): (String, Option<String>),
) {
    for from in from {
        let (label, doubt) = (label.clone(), doubt.clone());
        builder.arrows.insert(Arrow {
            from: *from,
            to,
            kind,
            label,
            doubt,
        });
    }
}

/// Gateway endpoints: routes to a service of AWS that stay inside of it.
fn gateway_endpoints(builder: &mut Builder<'_, '_>) {
    let graph = builder.graph();
    for (id, node) in graph.resources("aws_vpc_endpoint") {
        let kind = node.given("vpc_endpoint_type").and_then(|it| it.as_str());
        if !matches!(kind, None | Some("Gateway")) {
            continue;
        }
        let vpc = node
            .given("vpc_id")
            .and_then(|it| graph.identity(it, &["id"]));
        let key = builder.network_of(id, vpc);
        let mut part = builder.part_of(id, "gateway endpoint");
        part.title = name::service(node).unwrap_or(part.title);
        let to = add_gateway(builder, &key, part, false);
        let tables = node.given("route_table_ids");
        let tables = tables.into_iter().flat_map(crate::graph::alternatives);
        let tables: Vec<NodeId> = tables
            .flat_map(|members| members.all().collect::<Vec<_>>())
            .flat_map(|value| possible(value))
            .filter_map(|value| graph.node_named(value, &["id"]))
            .collect();
        let network = &builder.infrastructure.network;
        let served = network.subnets().filter(|(_, reach)| match &reach.table {
            Some(TableId::Own(table)) => tables.contains(table),
            _ => false,
        });
        let served: Vec<NodeId> = served.map(|(subnet, _)| subnet).collect();
        for subnet in served {
            let parts: Vec<PartId> = builder
                .parts
                .get(&subnet)
                .into_iter()
                .flatten()
                .copied()
                .collect();
            connect(
                builder,
                &parts,
                (to, ArrowKind::Route),
                (String::new(), None),
            );
        }
    }
}

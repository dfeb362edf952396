//! What iaclint says of networks and of what lies in them, against what can be read off the states: where the packets of
//! each subnet go, and in which subnets and zones services and load balancers are.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use iaclint::aws::Infrastructure;
use iaclint::aws::network::{Class, Target};
use iaclint::eval::Value;
use iaclint::graph::{NodeId, alternatives, graphs};
use iaclint::plan::Plan;
use serde_json::Value as Json;

use super::state::States;

/// What is said of one environment, each thing by its stack and address.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    /// The class of each subnet, and the NAT gateway that lets it out.
    subnets: BTreeMap<String, String>,
    /// The subnets of services and load balancers.
    placed: BTreeMap<String, BTreeSet<String>>,
    /// The zones of the same.
    zones: BTreeMap<String, BTreeSet<String>>,
}

/// What differs, and how much was compared.
pub(crate) fn compare(plan: &Plan<'_>, states: &States, compared: &mut usize) -> Vec<String> {
    let mut wrong = Vec::new();
    for infrastructure in Infrastructure::of_all(graphs(plan)) {
        let Some(environment) = infrastructure.graph.environment else {
            continue;
        };
        let ours = of_code(&infrastructure);
        let stacks = infrastructure.graph.stacks.iter();
        let paths: Vec<&str> = stacks
            .map(|id| infrastructure.graph.stack_path(*id))
            .collect();
        let theirs = of_states(states, &paths);
        *compared += theirs.subnets.len() + theirs.placed.len() + theirs.zones.len();
        if theirs.subnets.is_empty() || theirs.placed.is_empty() {
            wrong.push(format!("{}: nothing to compare", environment.name));
        }
        if ours != theirs {
            wrong.push(format!(
                "{}: we say {ours:#?}, and it is {theirs:#?}",
                environment.name
            ));
        }
    }
    wrong
}

fn of_code(infrastructure: &Infrastructure<'_>) -> Said {
    let graph = &infrastructure.graph;
    let name = |id: NodeId| {
        let node = graph.node(id);
        format!("{} {}", graph.stack_path(node.stack), node.address())
    };
    let mut said = Said::default();
    for (id, reach) in infrastructure.network.subnets() {
        let class = match &reach.class {
            Class::Public => "public".to_owned(),
            Class::Private(Target::Nat(Some(nat))) => format!("by {}", name(*nat)),
            Class::Isolated => "isolated".to_owned(),
            other => format!("{other:?}"),
        };
        said.subnets.insert(name(id), class);
    }
    let mut place = |id: NodeId, subnets: &Value| {
        for members in alternatives(subnets) {
            for subnet in members.all() {
                let Some(found) = graph.node_named(subnet, &["id"]) else {
                    continue;
                };
                said.placed.entry(name(id)).or_default().insert(name(found));
                let zone = graph.node(found).given("availability_zone");
                let zone = zone.and_then(Value::as_str).unwrap_or("?").to_owned();
                said.zones.entry(name(id)).or_default().insert(zone);
            }
        }
    };
    for service in infrastructure.placement.services() {
        for subnets in service
            .of_network(graph, "subnets")
            .unwrap()
            .into_iter()
            .flatten()
        {
            place(service.node, subnets);
        }
    }
    for (id, node) in graph.resources("aws_lb") {
        place(id, node.given("subnets").unwrap());
    }
    said
}

fn of_states(states: &States, stacks: &[&str]) -> Said {
    let mut all: Vec<(String, &str, &Json)> = Vec::new();
    for stack in stacks {
        for (address, values) in &states[*stack].instances {
            let kind = kind(address);
            all.push((format!("{stack} {address}"), kind, values));
        }
    }
    let of = |wanted: &'static str| all.iter().filter(move |(_, kind, _)| *kind == wanted);
    let text = |values: &Json, name: &str| values[name].as_str().unwrap_or_default().to_owned();
    let by_id = |wanted: &'static str| -> BTreeMap<String, &str> {
        of(wanted)
            .map(|(name, _, values)| (text(values, "id"), &**name))
            .collect()
    };
    let (subnets, gateways) = (by_id("aws_subnet"), by_id("aws_internet_gateway"));
    let nats = by_id("aws_nat_gateway");
    let mut said = Said::default();
    let mut zones: BTreeMap<String, String> = BTreeMap::new();
    for (name, _, values) in of("aws_subnet") {
        let id = text(values, "id");
        zones.insert(id.clone(), text(values, "availability_zone"));
        let mut class = Cow::from("isolated");
        let associations = of("aws_route_table_association");
        for (_, _, association) in associations.filter(|(_, _, it)| text(it, "subnet_id") == id) {
            let table = text(association, "route_table_id");
            for (_, _, route) in
                of("aws_route").filter(|(_, _, it)| text(it, "route_table_id") == table)
            {
                if text(route, "destination_cidr_block") != "0.0.0.0/0" {
                    continue;
                }
                if gateways.contains_key(&text(route, "gateway_id")) {
                    class = Cow::from("public");
                } else if let Some(nat) = nats.get(&text(route, "nat_gateway_id")) {
                    class = Cow::from(format!("by {nat}"));
                }
            }
        }
        said.subnets.insert(name.clone(), class.into_owned());
    }
    let mut place = |name: &str, ids: &Json| {
        for id in ids
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
        {
            let subnet = subnets.get(id).copied().unwrap_or("?").to_owned();
            said.placed
                .entry(name.to_owned())
                .or_default()
                .insert(subnet);
            let zone = zones.get(id).cloned().unwrap_or_default();
            said.zones.entry(name.to_owned()).or_default().insert(zone);
        }
    };
    for (name, _, values) in of("aws_ecs_service") {
        place(name, &values["network_configuration"][0]["subnets"]);
    }
    for (name, _, values) in of("aws_lb") {
        place(name, &values["subnets"]);
    }
    said
}

/// The type of what has this address: `aws_subnet` of `module.vpc.aws_subnet.private["a"]`; `data` for a data source.
fn kind(address: &str) -> &str {
    let mut rest = address;
    while let Some(inner) = rest.strip_prefix("module.") {
        rest = inner.split_once('.').map_or("", |(_, rest)| rest);
    }
    rest.split('.').next().unwrap_or_default()
}

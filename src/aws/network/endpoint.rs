//! Endpoints: which services of AWS a VPC reaches without a way to the internet.

use std::collections::BTreeMap;

use crate::eval::{Part, Shape, Value};
use crate::graph::{Graph, Identity, Members, Node, NodeId, alternatives};

use super::super::Unsure;
use super::super::placement::truth::{Truth, flag};
use super::table::{TableId, one_table};

/// One endpoint of a VPC.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// The resource.
    pub node: NodeId,
    /// How it is reached.
    pub way: Way,
    /// Whether it is certainly there; `Some` says why not.
    pub doubt: Option<Unsure>,
}

/// How an endpoint is reached.
#[derive(Debug, Clone)]
pub enum Way {
    /// By the routes of these tables.
    Tables(Vec<TableId>, Option<Unsure>),
    /// By an interface in the VPC, to which the service's own name leads, or does not.
    Name(Truth),
}

/// The endpoints of one environment.
#[derive(Debug, Default)]
pub(super) struct Endpoints {
    /// By VPC and service, such as `ecr.api`.
    known: BTreeMap<(Identity, String), Vec<Endpoint>>,
    /// Why a VPC may have others.
    open: BTreeMap<Identity, Unsure>,
    /// Why any VPC may.
    open_everywhere: Option<Unsure>,
}

impl Endpoints {
    pub(super) fn of(graph: &Graph<'_>) -> Self {
        let mut endpoints = Self::default();
        let associated = associated(graph);
        for (id, node) in graph.resources("aws_vpc_endpoint") {
            endpoints.add(graph, (id, node), associated.get(&id));
        }
        for unseen in &graph.unseen {
            for given in &unseen.given {
                if graph.node(*given).kind() == "aws_vpc" {
                    let unsure = Unsure::of_unseen(unseen, "which is given the VPC");
                    let of_vpc = endpoints.open.entry(Identity::Node(*given));
                    of_vpc.or_insert(unsure);
                }
            }
        }
        endpoints
    }

    fn add(
        &mut self,
        graph: &Graph<'_>,
        (id, node): (NodeId, &Node<'_>),
        associated: Option<&Vec<Result<TableId, Unsure>>>,
    ) {
        let Some(value) = node.given("vpc_id") else {
            return;
        };
        let Some(vpc) = graph.identity(value, &["id"]) else {
            self.open_everywhere
                .get_or_insert_with(|| Unsure::of(value));
            return;
        };
        let service = match node.given("service_name").map(|name| service(graph, name)) {
            Some(Ok(service)) => service,
            Some(Err(unsure)) => {
                self.open.entry(vpc).or_insert(unsure);
                return;
            }
            None => return,
        };
        let kind = node.given("vpc_endpoint_type");
        let way = match kind.map(|kind| kind.as_str().ok_or_else(|| Unsure::of(kind))) {
            None | Some(Ok("Gateway")) => tables(graph, node, associated),
            Some(Ok("Interface")) => Way::Name(flag(node.given("private_dns_enabled"), false)),
            Some(Ok(_)) => return,
            Some(Err(unsure)) => {
                self.open.entry(vpc).or_insert(unsure);
                return;
            }
        };
        let is_certain = match &vpc {
            Identity::Node(vpc) => !node.is_any() || graph.are_parallel(id, *vpc),
            _ => !node.is_any(),
        };
        let reason = "how many such endpoints there are is not known";
        let doubt = (!is_certain).then(|| Unsure::new(reason, Some(node.header())));
        let endpoint = Endpoint {
            node: id,
            way,
            doubt,
        };
        self.known.entry((vpc, service)).or_default().push(endpoint);
    }

    /// The endpoints of a VPC for a service.
    pub(super) fn for_service(&self, vpc: &Identity, service: &str) -> &[Endpoint] {
        let key = (vpc.clone(), service.to_owned());
        self.known.get(&key).map_or(&[][..], Vec::as_slice)
    }

    /// Why a VPC may have other endpoints.
    pub(super) fn doubt(&self, graph: &Graph<'_>, vpc: &Identity) -> Option<Unsure> {
        let is_made = matches!(vpc, Identity::Node(vpc) if graph.node(*vpc).kind() == "aws_vpc"
            && graph.node(*vpc).declaration.mode == crate::address::ResourceMode::Managed);
        if !is_made {
            let reason = "its VPC is not made in this repository, and may have endpoints";
            return Some(Unsure::new(reason, None));
        }
        self.open
            .get(vpc)
            .or(self.open_everywhere.as_ref())
            .cloned()
    }
}

/// The tables whose routes lead to a gateway.
fn tables(
    graph: &Graph<'_>,
    node: &Node<'_>,
    associated: Option<&Vec<Result<TableId, Unsure>>>,
) -> Way {
    let mut found = Vec::new();
    let mut open = None;
    let mut add = |table: Result<TableId, Unsure>| match table {
        Ok(table) => found.push(table),
        Err(unsure) => open = Some(unsure),
    };
    let ways = node
        .given("route_table_ids")
        .map(alternatives)
        .unwrap_or_default();
    let is_certain = ways.len() <= 1;
    for value in ways.iter().flat_map(Members::all) {
        if is_certain {
            add(one_table(graph, value));
        } else {
            add(Err(Unsure::of(value)));
        }
    }
    for table in associated.into_iter().flatten() {
        add(table.clone());
    }
    Way::Tables(found, open)
}

/// The tables that resources of their own give to endpoints.
fn associated(graph: &Graph<'_>) -> BTreeMap<NodeId, Vec<Result<TableId, Unsure>>> {
    let mut found: BTreeMap<NodeId, Vec<_>> = BTreeMap::new();
    let names = ["vpc_endpoint_id", "route_table_id"];
    for (id, node) in graph.resources("aws_vpc_endpoint_route_table_association") {
        let mut add = |endpoint: Option<&Value>, table: Option<&Value>| {
            let endpoint = endpoint.and_then(|value| graph.node_named(value, &["id"]));
            if let (Some(endpoint), Some(table)) = (endpoint, table) {
                found
                    .entry(endpoint)
                    .or_default()
                    .push(one_table(graph, table));
            }
        };
        match graph.of_set_keys(id, &names) {
            Some(all) => {
                for arguments in &all {
                    add(arguments.get(names[0]), arguments.get(names[1]));
                }
            }
            None => add(node.given(names[0]), node.given(names[1])),
        }
    }
    found
}

/// The service that a name such as `com.amazonaws.us-east-1.ecr.api` stands for.
fn service(graph: &Graph<'_>, value: &Value) -> Result<String, Unsure> {
    if let Some(text) = value.as_str() {
        let text = text.strip_prefix("cn.").unwrap_or(text);
        let rest = text.strip_prefix("com.amazonaws.");
        let service = rest.and_then(|rest| rest.split_once('.'));
        return Ok(service.map_or(text, |(_, service)| service).to_owned());
    }
    if let Some(reference) = graph.reference(value)
        && graph.node(reference.node).kind() == "aws_vpc_endpoint_service"
        && let Some(service) = graph
            .node(reference.node)
            .given("service")
            .and_then(Value::as_str)
    {
        return Ok(service.to_owned());
    }
    let Some(Shape::Template(parts)) = value.as_unknown().map(|unknown| &unknown.shape) else {
        return Err(Unsure::of(value));
    };
    // The region is the only part that people leave open.
    match &**parts {
        [Part::Text(first, _), Part::Hole(_), Part::Text(last, _)]
            if first.as_str().ends_with("com.amazonaws.") && last.as_str().starts_with('.') =>
        {
            Ok(last.as_str()[1..].to_owned())
        }
        _ => Err(Unsure::of(value)),
    }
}

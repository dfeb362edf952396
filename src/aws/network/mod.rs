//! Networks: what AWS does with a packet that leaves a subnet, as the routes of the repository say.

mod among;
mod endpoint;
mod gateway;
#[cfg(test)]
mod known_tests;
mod prefix;
pub(in crate::aws) mod prefix_list;
mod route;
mod subnet;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diagnostic::Note;
use crate::eval::Value;
use crate::graph::{Graph, Identity, NodeId, possible};
use crate::source::Span;

use super::Unsure;

pub use endpoint::{Endpoint, Way};
pub use gateway::InternetGateway;
pub use prefix::{Family, Prefix, cover_everything};
pub use route::{Destination, Route, Target};
pub use table::TableId;

use endpoint::Endpoints;
use table::Tables;

/// Where a subnet's packets may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// Its default route leads to an internet gateway: what has a public address there is in the internet.
    Public,
    /// It has a default route, which leads elsewhere.
    Private(Target),
    /// It has no default route.
    Isolated,
    /// It is not known.
    Undetermined(Unsure),
}

/// Where a subnet's packets may go, and why that is so.
#[derive(Debug, Clone)]
pub struct Reach {
    /// The answer.
    pub class: Class,
    /// The answer for IPv4 alone, where it is the routes for IPv6 that make the subnet public.
    pub v4: Option<Class>,
    /// The route table that serves it, where it is one that is known.
    pub table: Option<TableId>,
    /// The association that says so; `None` where the VPC's main table serves it.
    pub association: Option<NodeId>,
    /// The route that makes the class: its resource, and where it says to where it leads.
    pub route: Option<(NodeId, Span)>,
    /// The way to the answer: association, route, gateway.
    pub evidence: Vec<Note>,
}

impl Reach {
    /// What makes a public subnet public, as the end of a sentence.
    pub fn to_the_internet(&self) -> &'static str {
        if self.v4.is_some() {
            "its default route for IPv6 leads to an internet gateway"
        } else {
            "its default route leads to an internet gateway"
        }
    }
}

/// The networks of one environment.
#[derive(Debug)]
pub struct Network {
    tables: Tables,
    subnets: BTreeMap<NodeId, Reach>,
    gateways: BTreeMap<NodeId, InternetGateway>,
    endpoints: Endpoints,
}

impl Network {
    /// Reads the networks of an environment.
    pub fn of(graph: &Graph<'_>) -> Self {
        let mut tables = Tables::of(graph);
        tables.open_to_unseen(graph);
        let kinds = ["aws_subnet", "aws_default_subnet"];
        let subnets = kinds.into_iter().flat_map(|kind| graph.resources(kind));
        let subnets = subnets
            .map(|(id, _)| (id, subnet::reach(graph, &tables, id)))
            .collect();
        Self {
            tables,
            subnets,
            gateways: gateway::of_vpcs(graph),
            endpoints: Endpoints::of(graph),
        }
    }

    /// Every subnet that the environment makes, with where its packets go.
    pub fn subnets(&self) -> impl Iterator<Item = (NodeId, &Reach)> {
        self.subnets.iter().map(|(id, reach)| (*id, reach))
    }

    /// Where the packets of a subnet of the environment go; `None` for a node that is no subnet.
    pub fn reach(&self, subnet: NodeId) -> Option<&Reach> {
        self.subnets.get(&subnet)
    }

    /// The class of the subnet whose id a value is.
    pub fn class_of(&self, graph: &Graph<'_>, subnet: &Value) -> Class {
        let mut classes = possible(subnet).into_iter().map(|one| {
            let node = graph.node_named(one, &["id"]);
            match node.and_then(|node| self.reach(node)) {
                Some(reach) => reach.class.clone(),
                None => Class::Undetermined(Unsure::of(one)),
            }
        });
        let first = classes.next();
        let first = first.unwrap_or_else(|| Class::Undetermined(Unsure::of(subnet)));
        let same = |other: &Class| std::mem::discriminant(other) == std::mem::discriminant(&first);
        match classes.find(|other| !same(other)) {
            Some(_) => Class::Undetermined(Unsure::of(subnet)),
            None => first,
        }
    }

    /// The routes of a table that the repository writes; `None` for a table that it does not make.
    pub fn routes(&self, table: &TableId) -> Option<&[Route]> {
        self.tables.routes(table)
    }

    /// Every table that has a route or serves a subnet explicitly, in order.
    pub fn tables(&self) -> impl Iterator<Item = (&TableId, &[Route])> {
        self.tables.all()
    }

    /// The table that a value names, where that is known.
    pub fn table_named(&self, graph: &Graph<'_>, value: &Value) -> Option<TableId> {
        table::one_table(graph, value).ok()
    }

    /// Whether a VPC has an internet gateway; `None` for one that the environment does not make.
    pub fn internet_gateway(&self, vpc: NodeId) -> Option<&InternetGateway> {
        self.gateways.get(&vpc)
    }

    /// The VPC in which a subnet, an internet gateway or a NAT gateway lies, where that is known.
    pub fn vpc_of(&self, graph: &Graph<'_>, node: NodeId) -> Option<Identity> {
        gateway::vpc_of(graph, node)
    }

    /// The VPC whose table this is, where that is known.
    pub fn vpc_of_table(&self, graph: &Graph<'_>, table: &TableId) -> Option<Identity> {
        match table {
            TableId::Own(node) => gateway::vpc_of(graph, *node),
            TableId::OfVpc(vpc) => Some(vpc.clone()),
            TableId::Elsewhere(_) => None,
        }
    }

    /// The associations of a subnet with route tables.
    pub fn associations(&self, subnet: NodeId) -> impl Iterator<Item = NodeId> {
        self.tables.associations(subnet)
    }

    /// The endpoints of a VPC for a service, such as `ecr.api`.
    pub fn endpoints(&self, vpc: &Identity, service: &str) -> &[Endpoint] {
        self.endpoints.for_service(vpc, service)
    }

    /// Why a VPC may have other endpoints than those.
    pub fn other_endpoints(&self, graph: &Graph<'_>, vpc: &Identity) -> Option<Unsure> {
        self.endpoints.doubt(graph, vpc)
    }
}

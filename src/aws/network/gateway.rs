//! Gateways: which VPC has a way to the internet, and in which VPC a gateway lies.

use std::collections::BTreeMap;

use crate::graph::{Graph, Identity, NodeId};

use super::super::Unsure;

/// Whether a VPC has an internet gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InternetGateway {
    /// This one.
    There(NodeId),
    /// None.
    Missing,
    /// It is not known.
    Unknown(Unsure),
}

/// Whether each VPC of the environment has an internet gateway.
pub(super) fn of_vpcs(graph: &Graph<'_>) -> BTreeMap<NodeId, InternetGateway> {
    let mut known: BTreeMap<NodeId, InternetGateway> = BTreeMap::new();
    let mut of_any = None;
    let kinds = ["aws_internet_gateway", "aws_internet_gateway_attachment"];
    for (id, node) in kinds.into_iter().flat_map(|kind| graph.resources(kind)) {
        let Some(value) = node.given("vpc_id") else {
            continue;
        };
        match graph.identity(value, &["id"]) {
            Some(Identity::Node(vpc)) if !node.is_any() || graph.are_parallel(id, vpc) => {
                known.insert(vpc, InternetGateway::There(id));
            }
            Some(Identity::Node(vpc)) => {
                let reason = "how many internet gateways there are is not known";
                let unsure = Unsure::new(reason, Some(node.header()));
                known.entry(vpc).or_insert(InternetGateway::Unknown(unsure));
            }
            // One that is named by its id is none of those that the environment makes.
            Some(Identity::Text(_)) => {}
            Some(Identity::Symbol(_)) | None => of_any = of_any.or(Some(Unsure::of(value))),
        }
    }
    for unseen in &graph.unseen {
        for given in &unseen.given {
            if graph.node(*given).kind() == "aws_vpc" {
                let unsure = Unsure::of_unseen(unseen, "which is given the VPC");
                let of_vpc = known.entry(*given);
                of_vpc.or_insert(InternetGateway::Unknown(unsure));
            }
        }
    }
    let vpcs = graph.resources("aws_vpc").map(|(vpc, _)| {
        let found = known.remove(&vpc);
        let otherwise = match &of_any {
            Some(unsure) => InternetGateway::Unknown(unsure.clone()),
            None => InternetGateway::Missing,
        };
        (vpc, found.unwrap_or(otherwise))
    });
    vpcs.collect()
}

/// The VPC in which a subnet, table or gateway lies, where that is known.
pub(super) fn vpc_of(graph: &Graph<'_>, id: NodeId) -> Option<Identity> {
    let node = graph.node(id);
    if node.kind() == "aws_nat_gateway" {
        let subnet = node.given("subnet_id")?;
        let subnet = graph.node_named(subnet, &["id"])?;
        return graph.identity(graph.node(subnet).given("vpc_id")?, &["id"]);
    }
    graph.identity(node.given("vpc_id")?, &["id"])
}

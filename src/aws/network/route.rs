//! Routes: where packets for which addresses are sent.

use crate::eval::Value;
use crate::graph::{Graph, Node, NodeId, possible};
use crate::hcl::Body;
use crate::source::Span;

use super::super::Unsure;
use super::prefix::{Family, Prefix};
use super::prefix_list;

/// One route of a table.
#[derive(Debug, Clone)]
pub struct Route {
    /// The resource that has it: the table, or an `aws_route`.
    pub node: NodeId,
    /// For which addresses it is.
    pub destination: Destination,
    /// Where it may lead: one target where that is known.
    pub targets: Vec<Target>,
    /// Whether it is certainly there; `Some` says why not.
    pub doubt: Option<Unsure>,
    /// Where its target is written.
    pub span: Span,
}

/// The addresses that a route is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A range.
    Range(Prefix),
    /// The ranges of a prefix list that the environment makes.
    List(Vec<Prefix>),
    /// The ranges of a prefix list of which they are not known.
    PrefixList,
    /// It is not known which.
    Unknown(Unsure),
}

/// What a route leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An internet gateway, and which one where it is of the environment.
    Internet(Option<NodeId>),
    /// A NAT gateway, and which one where it is of the environment.
    Nat(Option<NodeId>),
    /// An internet gateway for connections that begin inside, for IPv6.
    EgressOnly(Option<NodeId>),
    /// A network interface, such as that of a NAT instance.
    Interface,
    /// A transit gateway.
    TransitGateway,
    /// Another VPC.
    Peering,
    /// A gateway to a VPN or a direct connection.
    PrivateGateway,
    /// An endpoint, such as that of a firewall.
    Endpoint,
    /// A core network, carrier gateway or local gateway.
    Other,
    /// The VPC itself.
    Local,
    /// It is not known what.
    Unknown(Unsure),
}

impl Destination {
    /// The ranges, where all of them are known.
    pub fn ranges(&self) -> &[Prefix] {
        match self {
            Self::Range(range) => std::slice::from_ref(range),
            Self::List(ranges) => ranges,
            Self::PrefixList | Self::Unknown(_) => &[],
        }
    }
}

impl Target {
    /// What it is, in words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Internet(_) => "an internet gateway",
            Self::Nat(_) => "a NAT gateway",
            Self::EgressOnly(_) => "an egress-only internet gateway",
            Self::Interface => "a network interface",
            Self::TransitGateway => "a transit gateway",
            Self::Peering => "a peering connection",
            Self::PrivateGateway => "a virtual private gateway",
            Self::Endpoint => "an endpoint",
            Self::Other => "another gateway",
            Self::Local => "the VPC itself",
            Self::Unknown(_) => "something that is not known",
        }
    }

    /// The resource that it is, where it is of the environment.
    pub fn node(&self) -> Option<NodeId> {
        match self {
            Self::Internet(node) | Self::Nat(node) | Self::EgressOnly(node) => *node,
            _ => None,
        }
    }
}

/// The arguments that say where a route leads, in `route` blocks and in `aws_route`, and what each leads to.
/// `gateway_id` takes several kinds of gateways and is read by what it names.
const TARGETS: &[(&str, Target)] = &[
    ("nat_gateway_id", Target::Nat(None)),
    ("egress_only_gateway_id", Target::EgressOnly(None)),
    ("network_interface_id", Target::Interface),
    ("instance_id", Target::Interface),
    ("transit_gateway_id", Target::TransitGateway),
    ("vpc_peering_connection_id", Target::Peering),
    ("vpc_endpoint_id", Target::Endpoint),
    ("core_network_arn", Target::Other),
    ("carrier_gateway_id", Target::Other),
    ("local_gateway_id", Target::Other),
    ("odb_network_arn", Target::Other),
];

/// The arguments that say for which addresses a route is: in `route` blocks, and in `aws_route`.
const DESTINATIONS: &[(&str, Option<Family>)] = &[
    ("cidr_block", Some(Family::V4)),
    ("ipv6_cidr_block", Some(Family::V6)),
    ("destination_cidr_block", Some(Family::V4)),
    ("destination_ipv6_cidr_block", Some(Family::V6)),
    ("destination_prefix_list_id", None),
];

/// The route that a `route` block or an `aws_route` writes, by its arguments; `body` is what it is written in, where
/// that is known.
pub(super) fn read<'v>(
    graph: &Graph<'_>,
    (id, node, body): (NodeId, &Node<'_>, Option<&Body>),
    argument: &dyn Fn(&str) -> Option<&'v Value>,
    doubt: Option<Unsure>,
) -> Route {
    let (targets, name) = targets(graph, argument);
    let written = name.and_then(|name| Some(body?.attribute(name)?.value.span));
    Route {
        node: id,
        destination: destination(graph, argument),
        targets,
        doubt,
        span: written.unwrap_or_else(|| node.place("route")),
    }
}

fn destination<'v>(graph: &Graph<'_>, argument: &dyn Fn(&str) -> Option<&'v Value>) -> Destination {
    for (name, family) in DESTINATIONS {
        let Some(value) = argument(name).filter(|value| !is_empty(value)) else {
            continue;
        };
        if family.is_none() {
            return listed(graph, value).map_or(Destination::PrefixList, Destination::List);
        }
        return match value.as_str().and_then(Prefix::parse) {
            Some(range) => Destination::Range(range),
            None => Destination::Unknown(Unsure::of(value)),
        };
    }
    let reason = "no argument says for which addresses the route is";
    Destination::Unknown(Unsure::new(reason, None))
}

/// The ranges of a prefix list, where all of them are known.
fn listed(graph: &Graph<'_>, value: &Value) -> Option<Vec<Prefix>> {
    let entries = prefix_list::entries(graph, value)?.into_iter();
    entries.map(|it| Prefix::parse(it.as_str()?)).collect()
}

/// Older versions of the provider take an empty text for "none".
fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

fn targets<'v>(
    graph: &Graph<'_>,
    argument: &dyn Fn(&str) -> Option<&'v Value>,
) -> (Vec<Target>, Option<&'static str>) {
    let mut found = Vec::new();
    let mut written = None;
    let given = |name: &str| argument(name).filter(|value| !is_empty(value));
    if let Some(value) = given("gateway_id") {
        written = Some("gateway_id");
        let possible = possible(value);
        found.extend(possible.iter().filter_map(|one| gateway(graph, one)));
    }
    for (name, kind) in TARGETS {
        let Some(value) = given(name) else {
            continue;
        };
        written = written.or(Some(*name));
        for one in possible(value).into_iter().filter(|one| !is_empty(one)) {
            let node = graph.node_named(one, &["id"]);
            found.push(match kind {
                Target::Nat(_) => Target::Nat(node),
                Target::EgressOnly(_) => Target::EgressOnly(node),
                other => other.clone(),
            });
        }
    }
    if found.is_empty() {
        let reason = "no argument says where the route leads";
        found.push(Target::Unknown(Unsure::new(reason, None)));
    }
    (found, written)
}

/// What `gateway_id` leads to; `None` for `null`.
fn gateway(graph: &Graph<'_>, value: &Value) -> Option<Target> {
    if is_empty(value) {
        return None;
    }
    if let Some(text) = value.as_str() {
        return Some(match text.split('-').next() {
            Some("igw") => Target::Internet(None),
            Some("vgw") => Target::PrivateGateway,
            Some("eigw") => Target::EgressOnly(None),
            Some("nat") => Target::Nat(None),
            Some("vpce") => Target::Endpoint,
            Some("local") => Target::Local,
            _ => Target::Unknown(Unsure::of(value)),
        });
    }
    let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
    let named = symbol.map(|symbol| (&*symbol.owner.address.kind, graph.reference(value)));
    Some(match named {
        Some(("aws_internet_gateway" | "aws_internet_gateway_attachment", found)) => {
            Target::Internet(found.map(|it| it.node))
        }
        Some(("aws_nat_gateway", found)) => Target::Nat(found.map(|it| it.node)),
        Some(("aws_egress_only_internet_gateway", found)) => {
            Target::EgressOnly(found.map(|it| it.node))
        }
        Some(("aws_vpn_gateway" | "aws_vpn_gateway_attachment" | "aws_dx_gateway", _)) => {
            Target::PrivateGateway
        }
        Some(("aws_vpc_endpoint", _)) => Target::Endpoint,
        _ => Target::Unknown(Unsure::of(value)),
    })
}

//! What talks: its security groups, and where its addresses lie.

use crate::eval::Value;
use crate::graph::{Graph, Identity, Members, Node, NodeId, alternatives};

use super::super::Unsure;
use super::super::balancing;
use super::super::network::Prefix;
use super::super::placement::Workload;
use super::group::GroupId;

/// How many subnets of one party are looked at.
const MAX_PLACES: usize = 256;

/// Databases and caches of one type, as far as their networks go.
#[derive(Debug)]
pub struct Database {
    /// The type of the resource.
    pub kind: &'static str,
    /// The argument with its groups.
    groups: &'static str,
    /// The argument that names the group of its subnets.
    subnets: &'static str,
    /// Arguments by which one is made of another, whose groups it takes over.
    copies: &'static [&'static str],
}

/// Databases and caches that have the default group of their VPC where they are given none.
pub const DATABASES: &[Database] = &[
    Database {
        kind: "aws_db_instance",
        groups: "vpc_security_group_ids",
        subnets: "db_subnet_group_name",
        copies: &["replicate_source_db", "restore_to_point_in_time"],
    },
    Database {
        kind: "aws_rds_cluster",
        groups: "vpc_security_group_ids",
        subnets: "db_subnet_group_name",
        copies: &["replication_source_identifier", "restore_to_point_in_time"],
    },
    Database {
        kind: "aws_elasticache_replication_group",
        groups: "security_group_ids",
        subnets: "subnet_group_name",
        copies: &["global_replication_group_id"],
    },
];

impl Database {
    /// Whether one is made of another.
    pub fn is_copy(&self, node: &Node<'_>) -> bool {
        self.copies.iter().any(|name| node.given(name).is_some())
    }
}

/// Something that has security groups, such as a load balancer or a service's tasks.
#[derive(Debug, Clone, Default)]
pub struct Party {
    /// Its groups.
    pub groups: Vec<GroupId>,
    /// Why it may have others.
    pub doubt: Option<Unsure>,
    /// Where its addresses may lie; none where not even the VPC is known.
    pub(super) places: Vec<Place>,
}

/// A subnet in which addresses lie.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// Which one, where it is of the environment.
    pub(super) subnet: Option<NodeId>,
    /// Its addresses.
    pub(super) range: Option<Prefix>,
    /// Its VPC.
    pub(super) vpc: Option<Identity>,
    /// The VPC's addresses.
    pub(super) around: Option<Prefix>,
}

impl Party {
    /// The tasks of a workload; `None` where they have no network of their own.
    pub fn of_tasks(graph: &Graph<'_>, workload: &Workload<'_>) -> Option<Self> {
        let subnets = match workload.of_network(graph, "subnets") {
            Ok(ways) if ways.is_empty() => return None,
            Ok(ways) => ways.into_iter().flatten().flat_map(alternatives).collect(),
            Err(_) => Vec::new(),
        };
        let mut party = match workload.of_network(graph, "security_groups") {
            Ok(ways) => match ways[..] {
                [one] => Self::of(graph, one, &subnets),
                _ => Self::unsure(ways.into_iter().flatten().next()),
            },
            Err(unsure) => Self {
                doubt: Some(unsure),
                ..Self::default()
            },
        };
        party.lie_in(graph, &subnets);
        Some(party)
    }

    /// A load balancer.
    pub fn of_balancer(graph: &Graph<'_>, balancer: NodeId) -> Self {
        let subnets = balancing::subnets(graph, balancer);
        let groups = graph.node(balancer).given("security_groups");
        let mut party = Self::of(graph, groups, &subnets);
        party.lie_in(graph, &subnets);
        party
    }

    /// An interface endpoint.
    pub fn of_endpoint(graph: &Graph<'_>, endpoint: NodeId) -> Self {
        let node = graph.node(endpoint);
        let subnets = node.given("subnet_ids").map(alternatives);
        let subnets = subnets.unwrap_or_default();
        let mut party = Self::of(graph, node.given("security_group_ids"), &subnets);
        if let (None, Some(vpc)) = (node.given("security_group_ids"), node.given("vpc_id"))
            && let Some(vpc) = graph.identity(vpc, &["id"])
        {
            (party.groups, party.doubt) = (vec![GroupId::OfVpc(vpc)], None);
        }
        party.lie_in(graph, &subnets);
        party
    }

    /// A database or cache.
    pub fn of_database(graph: &Graph<'_>, id: NodeId, database: &Database) -> Self {
        let node = graph.node(id);
        let group = node.given(database.subnets);
        let group = group.and_then(|group| graph.node_named(group, &["name", "id"]));
        let subnets = group.and_then(|group| graph.node(group).given("subnet_ids"));
        let subnets = subnets.map(alternatives).unwrap_or_default();
        let mut party = Self::of(graph, node.given(database.groups), &subnets);
        party.lie_in(graph, &subnets);
        party
    }

    /// What has the groups that a list says. Without one it has the default group of its VPC.
    fn of(graph: &Graph<'_>, groups: Option<&Value>, subnets: &[Members<'_>]) -> Self {
        let Some(value) = groups.filter(|value| !value.is_null()) else {
            return Self::by_default(graph, subnets);
        };
        let ways = alternatives(value);
        let [way] = &ways[..] else {
            return Self::unsure(Some(value));
        };
        if way.is_complete() && way.certain.is_empty() {
            return Self::by_default(graph, subnets);
        }
        let mut party = Self::default();
        for one in &way.certain {
            match GroupId::named(graph, one) {
                Ok(group) => party.groups.push(group),
                Err(unsure) => party.doubt = party.doubt.take().or(Some(unsure)),
            }
        }
        let others = way.others.map(Unsure::of);
        party.doubt = party.doubt.or(others);
        party
    }

    fn by_default(graph: &Graph<'_>, subnets: &[Members<'_>]) -> Self {
        let mut vpcs = subnets.iter().flat_map(Members::all).map(|subnet| {
            let node = graph.node_named(subnet, &["id"])?;
            graph.identity(graph.node(node).given("vpc_id")?, &["id"])
        });
        match vpcs.next().flatten() {
            Some(vpc) => Self {
                groups: vec![GroupId::OfVpc(vpc)],
                ..Self::default()
            },
            None => {
                let reason = "it has the default group of a VPC that is not known";
                Self {
                    doubt: Some(Unsure::new(reason, None)),
                    ..Self::default()
                }
            }
        }
    }

    fn unsure(value: Option<&Value>) -> Self {
        let unknown = || Unsure::new("which security groups it has is not known", None);
        Self {
            doubt: Some(value.map_or_else(unknown, Unsure::of)),
            ..Self::default()
        }
    }

    /// Notes where its addresses lie: in its subnets, and where these are not known, somewhere in the VPC of its groups.
    fn lie_in(&mut self, graph: &Graph<'_>, subnets: &[Members<'_>]) {
        let vpc = self.groups.iter().find_map(|group| group.vpc(graph));
        let of_vpc = |vpc: Option<Identity>| Place {
            around: range_of(graph, vpc.as_ref()),
            vpc,
            ..Place::default()
        };
        for subnet in subnets.iter().flat_map(Members::all).take(MAX_PLACES) {
            let Some(id) = graph.node_named(subnet, &["id"]) else {
                self.places.push(of_vpc(vpc.clone()));
                continue;
            };
            let node = graph.node(id);
            let own = node.given("vpc_id");
            let own = own.and_then(|own| graph.identity(own, &["id"]));
            let range = node.given("cidr_block").and_then(Value::as_str);
            self.places.push(Place {
                subnet: Some(id),
                range: range.and_then(Prefix::parse),
                ..of_vpc(own.or_else(|| vpc.clone()))
            });
        }
        if self.places.is_empty() {
            self.places.push(of_vpc(vpc));
        }
    }

    /// As messages call its groups.
    pub fn told(&self, graph: &Graph<'_>) -> String {
        let names: Vec<String> = self.groups.iter().map(|group| group.told(graph)).collect();
        if names.is_empty() {
            "its security groups".to_owned()
        } else {
            names.join(" and ")
        }
    }
}

/// The addresses of a VPC of the environment.
fn range_of(graph: &Graph<'_>, vpc: Option<&Identity>) -> Option<Prefix> {
    let Some(Identity::Node(vpc)) = vpc else {
        return None;
    };
    let range = graph.node(*vpc).given("cidr_block").and_then(Value::as_str);
    range.and_then(Prefix::parse)
}

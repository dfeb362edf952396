//! Puts a picture together: what was found is kept by network and subnet until all is known, and then put in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::Infrastructure;
use crate::aws::placement::zone::Zone as AwsZone;
use crate::eval::PathStep;
use crate::graph::{Graph, Identity, NodeId};

use super::stay::Stays;
use super::{
    Arrow, Gateway, Missing, Network, Part, PartId, Picture, Receiver, Region, Resident, Row,
    Subnet, Watched, Way, Zone, name,
};

/// At most so many subnets whose zones are not known stand beside each other.
const MOST_UNKNOWN_ZONES: usize = 3;

/// Which network: that of a region, known by its VPC or not at all.
pub(super) type NetworkKey = (Option<String>, Which);

/// Which network of a region.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Which {
    /// This VPC.
    Vpc(Identity),
    /// It is not known which.
    Unknown,
}

/// A network of which not all is found yet.
#[derive(Debug)]
pub(super) struct NetworkDraft {
    pub(super) part: Part,
    pub(super) gateways: Vec<Gateway>,
    pub(super) residents: Vec<Resident>,
}

/// A subnet of which not all is found yet.
#[derive(Debug)]
pub(super) struct SubnetDraft {
    pub(super) part: Part,
    pub(super) network: NetworkKey,
    pub(super) zone: Result<AwsZone, String>,
    pub(super) way: Way,
    /// What it has in common with its neighbours: the block that makes it.
    pub(super) group: String,
    pub(super) nats: Vec<Part>,
}

/// The parts that are about each node.
pub(super) type PartsOf = BTreeMap<NodeId, BTreeSet<PartId>>;

pub(super) struct Builder<'b, 'g> {
    pub(super) infrastructure: &'b Infrastructure<'g>,
    pub(super) networks: BTreeMap<NetworkKey, NetworkDraft>,
    pub(super) subnets: BTreeMap<PartId, SubnetDraft>,
    pub(super) arrows: BTreeSet<Arrow>,
    pub(super) watched: Vec<Watched>,
    pub(super) receivers: Vec<Receiver>,
    pub(super) parts: PartsOf,
    pub(super) stays: Stays,
    next: u32,
}

impl<'b, 'g> Builder<'b, 'g> {
    pub(super) fn new(infrastructure: &'b Infrastructure<'g>) -> Self {
        Self {
            infrastructure,
            networks: BTreeMap::new(),
            subnets: BTreeMap::new(),
            arrows: BTreeSet::new(),
            watched: Vec::new(),
            receivers: Vec::new(),
            parts: BTreeMap::new(),
            stays: Stays::default(),
            next: 0,
        }
    }

    pub(super) fn graph(&self) -> &'b Graph<'g> {
        &self.infrastructure.graph
    }

    /// A part that no resource makes.
    pub(super) fn part(&mut self, what: impl Into<String>, title: impl Into<String>) -> Part {
        self.next += 1;
        Part {
            id: PartId(self.next),
            stack: String::new(),
            address: String::new(),
            what: what.into(),
            title: title.into(),
            details: Vec::new(),
            doubt: None,
            marks: Vec::new(),
        }
    }

    /// The part that a resource is.
    pub(super) fn part_of(&mut self, id: NodeId, what: impl Into<String>) -> Part {
        let node = self.graph().node(id);
        let mut part = self.part(what, name::title(node));
        self.graph()
            .stack_path(node.stack)
            .clone_into(&mut part.stack);
        part.address = node.address();
        if node.is_any() {
            part.doubt = Some("its count or for_each is not known".to_owned());
        }
        self.about(id, part.id);
        part
    }

    /// Notes that what is said of a node is said of a part.
    pub(super) fn about(&mut self, node: NodeId, part: PartId) {
        self.parts.entry(node).or_default().insert(part);
    }

    /// The part that a node is drawn as: the first one that is about it.
    pub(super) fn drawn(&self, node: NodeId) -> Option<PartId> {
        self.parts.get(&node)?.first().copied()
    }

    /// The key of the network of something that is in a VPC with this identity.
    pub(super) fn network_of(&mut self, near: NodeId, vpc: Option<Identity>) -> NetworkKey {
        let graph = self.graph();
        let region = match &vpc {
            Some(Identity::Node(node)) => name::region(graph, *node),
            _ => name::region(graph, near),
        };
        let which = vpc.map_or(Which::Unknown, Which::Vpc);
        let key = (region, which);
        if !self.networks.contains_key(&key) {
            let part = self.network_part(&key.1);
            let draft = NetworkDraft {
                part,
                gateways: Vec::new(),
                residents: Vec::new(),
            };
            self.networks.insert(key.clone(), draft);
        }
        key
    }

    fn network_part(&mut self, which: &Which) -> Part {
        let elsewhere = "it is not made in this repository";
        match which {
            Which::Vpc(Identity::Node(vpc)) => {
                let node = self.graph().node(*vpc);
                let mut part = self.part_of(*vpc, "VPC");
                if node.kind() == "aws_vpc" && node.declaration.mode.prefix().is_empty() {
                    let cidr = node.given("cidr_block").and_then(name::text);
                    part.details.extend(cidr);
                } else {
                    part.title = node.address();
                    part.doubt = Some(elsewhere.to_owned());
                }
                part
            }
            Which::Vpc(Identity::Symbol(symbol)) => {
                let mut part = self.part("VPC", symbol.to_string());
                part.doubt = Some("it belongs to another environment".to_owned());
                part
            }
            Which::Vpc(Identity::Text(text)) => {
                let mut part = self.part("VPC", text);
                part.doubt = Some(elsewhere.to_owned());
                part
            }
            Which::Unknown => {
                let mut part = self.part("Network", "that is not known");
                part.doubt = Some("the repository does not say in which VPC it lies".to_owned());
                part
            }
        }
    }

    /// Adds a subnet of the environment.
    pub(super) fn add_subnet(&mut self, node: NodeId, draft: SubnetDraft) {
        self.stays.add(node, draft.part.id);
        self.subnets.insert(draft.part.id, draft);
    }

    /// The draft of the subnet of a part.
    pub(super) fn subnet(&self, id: PartId) -> Option<&SubnetDraft> {
        self.subnets.get(&id)
    }

    /// Puts everything in order.
    pub(super) fn finish(self) -> (Picture, PartsOf) {
        let graph = &self.infrastructure.graph;
        let mut by_network: BTreeMap<NetworkKey, Vec<SubnetDraft>> = BTreeMap::new();
        for subnet in self.subnets.into_values() {
            by_network
                .entry(subnet.network.clone())
                .or_default()
                .push(subnet);
        }
        let mut regions: BTreeMap<Option<String>, Vec<Network>> = BTreeMap::new();
        for (key, draft) in self.networks {
            let subnets = by_network.remove(&key).unwrap_or_default();
            let network = in_order(draft, subnets);
            regions.entry(key.0).or_default().push(network);
        }
        let regions = regions.into_iter();
        let stacks = graph.stacks.iter();
        let missing = graph.unseen.iter().map(|unseen| Missing {
            stack: graph.stack_path(unseen.stack).to_owned(),
            address: unseen.address.clone(),
            source: unseen.source.clone(),
        });
        let picture = Picture {
            environment: graph.environment.map(|it| it.name.clone()),
            stacks: stacks.map(|id| graph.stack_path(*id).to_owned()).collect(),
            regions: regions
                .map(|(name, networks)| Region { name, networks })
                .collect(),
            watched: self.watched,
            receivers: self.receivers,
            arrows: self.arrows.into_iter().collect(),
            missing: missing.collect(),
            ..Picture::default()
        };
        (picture, self.parts)
    }
}

/// A network with its zones, and its subnets in rows.
fn in_order(draft: NetworkDraft, subnets: Vec<SubnetDraft>) -> Network {
    let (zones, placed) = columns(subnets);
    let rows = rows(placed);
    let mut network = Network {
        part: draft.part,
        zones,
        rows,
        gateways: draft.gateways,
        residents: draft.residents,
    };
    network
        .gateways
        .sort_by_key(|it| (!it.is_internet, it.part.title.clone(), it.part.id));
    let residents = &mut network.residents;
    residents.sort_by_cached_key(|it| (it.kind, it.part.title.clone(), it.part.id));
    network
}

/// The zones of subnets, and each subnet with the position of its zone. Those whose zones are not known stand beside each
/// other, as those of one block most likely do in their zones.
fn columns(mut subnets: Vec<SubnetDraft>) -> (Vec<Zone>, Vec<(usize, SubnetDraft)>) {
    let names: BTreeSet<&AwsZone> = subnets
        .iter()
        .filter_map(|it| it.zone.as_ref().ok())
        .collect();
    let names: Vec<AwsZone> = names.into_iter().cloned().collect();
    let mut zones: Vec<Zone> = names.iter().map(|it| zone(it, &names)).collect();
    let known = |subnet: &SubnetDraft| {
        let found = subnet.zone.as_ref().ok();
        found.and_then(|zone| names.iter().position(|name| name == zone))
    };
    subnets.sort_by_cached_key(|it| (it.way, it.group.clone(), known(it), it.part.id));
    let mut counts: BTreeMap<(Way, String), usize> = BTreeMap::new();
    let mut placed = Vec::with_capacity(subnets.len());
    for subnet in subnets {
        let column = known(&subnet).unwrap_or_else(|| {
            let count = counts
                .entry((subnet.way, subnet.group.clone()))
                .or_default();
            *count += 1;
            names.len() + (*count - 1) % MOST_UNKNOWN_ZONES
        });
        if let Err(doubt) = &subnet.zone {
            while zones.len() <= column {
                zones.push(Zone {
                    title: "zone not known".to_owned(),
                    doubt: Some(doubt.clone()),
                });
            }
        }
        placed.push((column, subnet));
    }
    (zones, placed)
}

/// Puts subnets, each with the position of its zone, into rows: rather beside those of its own block than beside others
/// that leave room.
fn rows(subnets: Vec<(usize, SubnetDraft)>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    // The rows of each block, and how many of them a zone has filled: those before are full.
    let mut of_block: BTreeMap<(Way, String), Vec<usize>> = BTreeMap::new();
    let mut filled: BTreeMap<(Way, String, usize), usize> = BTreeMap::new();
    for (zone, subnet) in subnets {
        let (way, group) = (subnet.way, subnet.group);
        let own = of_block.entry((way, group.clone())).or_default();
        let full = filled.entry((way, group, zone)).or_default();
        while own
            .get(*full)
            .is_some_and(|at| taken.contains(&(*at, zone)))
        {
            *full += 1;
        }
        let is_free = |at: &usize| rows[*at].way == way && !taken.contains(&(*at, zone));
        let at = match own.get(*full) {
            Some(at) => *at,
            None => {
                let other = (0..rows.len()).find(|at| own.is_empty() && is_free(at));
                let at = other.unwrap_or(rows.len());
                own.push(at);
                at
            }
        };
        if at == rows.len() {
            let subnets = Vec::new();
            rows.push(Row { way, subnets });
        }
        let mut part = subnet.part;
        if let (Err(reason), None) = (subnet.zone, &part.doubt) {
            part.details.push(format!("zone not known: {reason}"));
        }
        let nats = subnet.nats;
        taken.insert((at, zone));
        rows[at].subnets.push(Subnet { part, zone, nats });
    }
    for row in &mut rows {
        row.subnets.sort_by_key(|subnet| subnet.zone);
    }
    rows
}

/// A zone as a reader knows it: an element of a list that a data source reads is called by its position. Where there are
/// several lists, each is named.
fn zone(zone: &AwsZone, all: &[AwsZone]) -> Zone {
    let owner = |zone: &AwsZone| match zone {
        AwsZone::Symbol(symbol) => Some(symbol.owner.clone()),
        AwsZone::Name(_) | AwsZone::Id(_) => None,
    };
    let title = match zone {
        AwsZone::Symbol(symbol) => match symbol.path.last() {
            Some(PathStep::Index(at)) if all.iter().all(|other| owner(other) == owner(zone)) => {
                format!("zone {}", at + 1)
            }
            Some(PathStep::Index(at)) => {
                format!("zone {} of {}", at + 1, symbol.owner.address)
            }
            _ => zone.to_string(),
        },
        AwsZone::Name(_) | AwsZone::Id(_) => zone.to_string(),
    };
    Zone { title, doubt: None }
}

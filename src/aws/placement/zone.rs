//! Availability zones: how many different ones there are certainly, and at most.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::ResourceMode;
use crate::diagnostic::Note;
use crate::eval::{PathStep, Symbol, Value};
use crate::graph::{Graph, Identity, Members, NodeId, possible};
use crate::source::Span;

use super::super::Unsure;

/// One zone, whatever it is called by. A name and an id are never compared: which name an account gives which zone is
/// its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// Such as `us-east-1a`.
    Name(String),
    /// Such as `use1-az1`.
    Id(String),
    /// What this attribute says: zones at different positions of one data source are different ones.
    Symbol(Symbol),
}

/// The zones of several subnets.
#[derive(Debug, Clone, Default)]
pub struct Zones {
    /// Those that are known, each with a subnet that lies in it, where it is one of the environment.
    pub known: BTreeMap<Zone, Option<NodeId>>,
    /// How many other subnets there are, each in a zone that is not known.
    unknown: usize,
    /// Why there may be any number of others; `None` where there are not.
    open: Option<Unsure>,
    /// Why a zone is not known.
    unsure: Option<Unsure>,
    /// The subnets that are counted already.
    seen: BTreeSet<Identity>,
}

impl Zone {
    /// Whether it is certainly another zone than this.
    pub fn differs(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(one), Self::Name(other)) | (Self::Id(one), Self::Id(other)) => one != other,
            (Self::Symbol(one), Self::Symbol(other)) => {
                is_listed(one) && one != other && one.owner == other.owner && {
                    let (one, other) = (&one.path, &other.path);
                    one.len() == other.len() && one[..one.len() - 1] == other[..other.len() - 1]
                }
            }
            _ => false,
        }
    }
}

/// Whether it is an element of the list of zones that a data source reads.
fn is_listed(symbol: &Symbol) -> bool {
    &*symbol.owner.address.kind == "aws_availability_zones"
        && matches!(symbol.path.last(), Some(PathStep::Index(_)))
}

impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) | Self::Id(name) => f.write_str(name),
            Self::Symbol(symbol) => write!(f, "{symbol}"),
        }
    }
}

impl Zones {
    /// The zones of a list of subnets.
    pub fn of(graph: &Graph<'_>, subnets: &Members<'_>) -> Self {
        let mut zones = Self::default();
        for subnet in &subnets.certain {
            zones.add(graph, subnet);
        }
        if let Some(others) = subnets.others {
            zones.add_any(graph, others);
        }
        zones
    }

    /// The zones of these subnets of the environment.
    pub fn of_nodes(graph: &Graph<'_>, subnets: impl IntoIterator<Item = NodeId>) -> Self {
        let mut zones = Self::default();
        for subnet in subnets {
            zones.add_node(graph, subnet, !graph.node(subnet).is_any());
        }
        zones
    }

    /// How many different zones there certainly are.
    pub fn minimum(&self) -> usize {
        let known: Vec<&Zone> = self.known.keys().collect();
        let apart = known.iter().map(|one| {
            let others = known.iter().filter(|other| one.differs(other));
            1 + others.count()
        });
        apart.max().unwrap_or_else(|| usize::from(self.unknown > 0))
    }

    /// How many different zones there are at most; `None` where there may be any number.
    pub fn maximum(&self) -> Option<usize> {
        let all = self.known.len() + self.unknown;
        self.open.is_none().then_some(all)
    }

    /// Why it is not known how many zones there are.
    pub fn unsure(&self) -> Unsure {
        let unsure = self.open.clone().or_else(|| self.unsure.clone());
        unsure.unwrap_or_else(|| {
            let reason = "whether zones of different lists are the same is not known";
            Unsure::new(reason, None)
        })
    }

    /// Where they are, in words, where that is one zone.
    pub fn told(&self) -> String {
        match self.known.keys().next() {
            Some(zone) => format!("the zone {zone}"),
            None => "the zone of one subnet".to_owned(),
        }
    }

    /// The zones that are known, each where it is written.
    pub fn evidence(&self, graph: &Graph<'_>) -> Vec<Note> {
        let known = self.known.iter().filter_map(|(zone, subnet)| {
            let subnet = (*subnet)?;
            let text = format!("{} is in {zone}", graph.node(subnet).address());
            let span = place_of(graph, subnet);
            Some(Note { span, text })
        });
        known.collect()
    }

    /// Whether all subnets of the others are among these.
    pub fn hold(&self, others: &Self) -> bool {
        others.open.is_none() && others.seen.is_subset(&self.seen)
    }

    /// Whether every zone is known.
    pub fn is_complete(&self) -> bool {
        self.open.is_none() && self.unknown == 0
    }

    fn add(&mut self, graph: &Graph<'_>, subnet: &Value) {
        let ways = possible(subnet);
        let [one] = ways[..] else {
            return self.add_unknown(Unsure::of(subnet));
        };
        if let Some(reference) = graph.reference(one)
            && reference.attribute == "id"
        {
            self.add_node(graph, reference.node, reference.is_single);
            return;
        }
        // One subnet named twice is one.
        let is_new = graph
            .identity(one, &["id"])
            .is_none_or(|identity| self.seen.insert(identity));
        if is_new {
            self.add_unknown(Unsure::of(one));
        }
    }

    /// Any number of subnets that look like this.
    fn add_any(&mut self, graph: &Graph<'_>, subnet: &Value) {
        match graph.reference(subnet) {
            Some(reference) if reference.attribute == "id" => {
                self.add_node(graph, reference.node, false);
            }
            _ => self.open = Some(Unsure::of(subnet)),
        }
    }

    fn add_node(&mut self, graph: &Graph<'_>, subnet: NodeId, is_single: bool) {
        if !self.seen.insert(Identity::Node(subnet)) {
            return;
        }
        let names = ["availability_zone", "availability_zone_id"];
        let instances = graph.of_set_keys(subnet, &names).filter(|_| !is_single);
        if let Some(instances) = instances {
            for instance in instances {
                let [name, id] = names.map(|name| instance.get(name).filter(|it| !it.is_null()));
                match name
                    .map(|name| by_value(name, Zone::Name))
                    .or(id.map(|id| by_value(id, Zone::Id)))
                {
                    Some(Ok(zone)) => {
                        self.known.entry(zone).or_insert(Some(subnet));
                    }
                    Some(Err(unsure)) => self.add_unknown(unsure),
                    None => self.add_unknown(chosen_by_aws(graph, subnet)),
                }
            }
            return;
        }
        match zone_of(graph, subnet) {
            Ok(zone) => {
                self.known.entry(zone).or_insert(Some(subnet));
            }
            Err(unsure) if is_single => self.add_unknown(unsure),
            Err(unsure) => self.open = Some(unsure),
        }
    }

    fn add_unknown(&mut self, unsure: Unsure) {
        self.unknown += 1;
        self.unsure.get_or_insert(unsure);
    }
}

/// The zone of a subnet of the environment.
pub fn zone_of(graph: &Graph<'_>, subnet: NodeId) -> Result<Zone, Unsure> {
    let node = graph.node(subnet);
    if let Some(name) = node.given("availability_zone") {
        return by_value(name, Zone::Name);
    }
    if let Some(id) = node.given("availability_zone_id") {
        return by_value(id, Zone::Id);
    }
    Err(chosen_by_aws(graph, subnet))
}

fn chosen_by_aws(graph: &Graph<'_>, subnet: NodeId) -> Unsure {
    let node = graph.node(subnet);
    let address = node.address();
    let reason = match node.declaration.mode {
        ResourceMode::Data => format!("the zone of {address} is read from AWS"),
        _ => format!("{address} does not say its zone, and AWS chooses one"),
    };
    Unsure::new(reason, Some(node.header()))
}

fn by_value(value: &Value, known: fn(String) -> Zone) -> Result<Zone, Unsure> {
    if let Some(text) = value.as_str() {
        return Ok(known(text.to_owned()));
    }
    let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
    match symbol.filter(|symbol| symbol.is_single()) {
        Some(symbol) => Ok(Zone::Symbol(symbol.clone())),
        None => Err(Unsure::of(value)),
    }
}

/// Where the zone of a subnet is written.
fn place_of(graph: &Graph<'_>, subnet: NodeId) -> Span {
    let node = graph.node(subnet);
    match node.argument("availability_zone_id") {
        Some(argument) => argument.span,
        None => node.place("availability_zone"),
    }
}

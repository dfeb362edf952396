//! A picture of one environment as plain data: networks with their zones and subnets, what lies in them, where packets
//! and requests go, what is watched, and what is wrong with it. It says nothing of how it is drawn.

mod alarm;
mod build;
mod finding;
mod kind;
mod name;
mod narrow;
mod network;
mod request;
mod resident;
mod stay;
mod whole;

use crate::aws::Infrastructure;
use crate::diagnostic::{Finding, Severity};
use crate::source::Sources;

pub use narrow::narrow;
pub use whole::{Link, Thing};

/// The number of a part, the same at every run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartId(pub u32);

/// One environment.
#[derive(Debug, Default)]
pub struct Picture {
    /// Its name; `None` for the stacks that belong to none.
    pub environment: Option<String>,
    /// The stack that it is narrowed to, where it is.
    pub stack: Option<String>,
    /// Its stacks, in order of path.
    pub stacks: Vec<String>,
    /// Its regions, in order of name; what has no region comes first.
    pub regions: Vec<Region>,
    /// What is watched, in the order in which it is drawn; what is not drawn comes last.
    pub watched: Vec<Watched>,
    /// Who is told when an alarm fires.
    pub receivers: Vec<Receiver>,
    /// Where packets, requests and messages go.
    pub arrows: Vec<Arrow>,
    /// What is wrong, in the order of reports.
    pub marks: Vec<Mark>,
    /// Modules that are not in the repository: what they make is missing.
    pub missing: Vec<Missing>,
    /// Every instance of a resource and data source, drawn or not.
    pub things: Vec<Thing>,
    /// How they refer to each other.
    pub links: Vec<Link>,
}

/// What every part of a picture has.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its number.
    pub id: PartId,
    /// The stack that makes it; empty where none does.
    pub stack: String,
    /// Terraform's address there; empty where none makes it.
    pub address: String,
    /// What it is, in words, such as `NAT gateway`.
    pub what: String,
    /// What it is called.
    pub title: String,
    /// What else a reader wants to know, a few words each.
    pub details: Vec<String>,
    /// Why it is not known whether, or how, it is there: a clause that reads after "because".
    pub doubt: Option<String>,
    /// The positions of the findings about it in [`Picture::marks`].
    pub marks: Vec<usize>,
}

/// A region.
#[derive(Debug)]
pub struct Region {
    /// Its name; `None` where the layout names none.
    pub name: Option<String>,
    /// Its networks: those that the environment makes first.
    pub networks: Vec<Network>,
}

/// A VPC.
#[derive(Debug)]
pub struct Network {
    /// The VPC.
    pub part: Part,
    /// Its zones, in order.
    pub zones: Vec<Zone>,
    /// Its subnets by where their packets go, public ones first; at most one subnet of each zone in a row.
    pub rows: Vec<Row>,
    /// What leads out of it: the internet gateway first.
    pub gateways: Vec<Gateway>,
    /// What lies in its subnets, in order of kind.
    pub residents: Vec<Resident>,
}

/// An availability zone.
#[derive(Debug)]
pub struct Zone {
    /// What it is called.
    pub title: String,
    /// Why it is not known which one it is.
    pub doubt: Option<String>,
}

/// Where the packets of a subnet go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// To an internet gateway.
    Public,
    /// Elsewhere, by a default route.
    Private,
    /// Nowhere: there is no default route.
    Isolated,
    /// It is not known.
    Unknown,
}

/// Subnets that belong together: alike in where their packets go and in what makes them.
#[derive(Debug)]
pub struct Row {
    /// Where their packets go.
    pub way: Way,
    /// In order of zone.
    pub subnets: Vec<Subnet>,
}

/// A subnet.
#[derive(Debug)]
pub struct Subnet {
    /// The subnet.
    pub part: Part,
    /// The position of its zone in [`Network::zones`].
    pub zone: usize,
    /// The NAT gateways in it.
    pub nats: Vec<Part>,
}

/// What leads out of a VPC.
#[derive(Debug)]
pub struct Gateway {
    /// The gateway.
    pub part: Part,
    /// Whether it leads to the internet.
    pub is_internet: bool,
}

/// What kind of thing lies in subnets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResidentKind {
    /// A load balancer.
    Balancer,
    /// Tasks or instances that run something.
    Workload,
    /// A database, cache or file system.
    Store,
    /// Anything else.
    Other,
}

/// What lies in one or more subnets.
#[derive(Debug)]
pub struct Resident {
    /// What it is.
    pub part: Part,
    /// Its kind.
    pub kind: ResidentKind,
    /// In which subnets it lies, in order.
    pub subnets: Vec<Stay>,
}

/// That something lies in a subnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// The subnet.
    pub subnet: PartId,
    /// Whether it certainly does.
    pub is_certain: bool,
}

/// Something, and the alarms about it.
#[derive(Debug)]
pub struct Watched {
    /// The alarms as one part.
    pub part: Part,
    /// What they are about; `None` where that is not drawn.
    pub of: Option<PartId>,
    /// In order of name.
    pub alarms: Vec<Alarm>,
}

/// An alarm.
#[derive(Debug)]
pub struct Alarm {
    /// The alarm.
    pub part: Part,
    /// The metrics that it reads, as far as they are known.
    pub metrics: Vec<String>,
    /// Why it never helps anybody: a clause. `None` where it does, or may.
    pub useless: Option<String>,
    /// The receivers that it tells.
    pub tells: Vec<PartId>,
}

/// Who is told, or what is done, when an alarm fires.
#[derive(Debug)]
pub struct Receiver {
    /// The topic, or what is done.
    pub part: Part,
    /// Who subscribes, where it is a topic.
    pub subscribers: Vec<String>,
    /// Why nobody hears of it: a clause.
    pub unheard: Option<String>,
}

/// What an arrow stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArrowKind {
    /// A route: where packets for an address outside of the VPC are sent.
    Route,
    /// Requests.
    Request,
    /// An alarm tells somebody.
    Tells,
}

/// An arrow from one part to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// From.
    pub from: PartId,
    /// To.
    pub to: PartId,
    /// What it stands for.
    pub kind: ArrowKind,
    /// What goes there, such as `0.0.0.0/0` or `HTTP 80`; may be empty.
    pub label: String,
    /// Why it is not certain: a clause.
    pub doubt: Option<String>,
}

/// A finding as the picture shows it.
#[derive(Debug)]
pub struct Mark {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The root-relative path of the file to edit.
    pub file: String,
    /// The line there.
    pub line: u32,
    /// Terraform's addresses of what it is about in this environment, each with its stack.
    pub about: Vec<(String, String)>,
    /// The parts that it is about; empty where those are not drawn.
    pub parts: Vec<PartId>,
    /// The finding's fingerprint, as reports have it.
    pub fingerprint: String,
}

/// A module that is not in the repository.
#[derive(Debug)]
pub struct Missing {
    /// The stack that calls it.
    pub stack: String,
    /// The call's address there.
    pub address: String,
    /// What its `source` says.
    pub source: String,
}

/// Draws an environment, with the findings that are about it.
pub fn draw(
    infrastructure: &Infrastructure<'_>,
    findings: &[Finding],
    sources: &Sources,
) -> Picture {
    let mut builder = build::Builder::new(infrastructure);
    network::find(&mut builder);
    resident::find(&mut builder);
    request::find(&mut builder);
    alarm::find(&mut builder);
    let (mut picture, parts) = builder.finish();
    finding::mark(&mut picture, infrastructure, &parts, (findings, sources));
    (picture.things, picture.links) = whole::of(&infrastructure.graph);
    picture
}

impl Picture {
    /// Whether there is nothing to be seen but a list of what there is.
    pub fn is_bare(&self) -> bool {
        self.regions.is_empty() && self.watched.is_empty() && self.receivers.is_empty()
    }

    /// Every part, for changing it.
    fn parts_mut(&mut self) -> Vec<&mut Part> {
        let mut found: Vec<&mut Part> = Vec::new();
        for network in self.regions.iter_mut().flat_map(|it| &mut it.networks) {
            found.push(&mut network.part);
            for subnet in network.rows.iter_mut().flat_map(|row| &mut row.subnets) {
                found.push(&mut subnet.part);
                found.extend(&mut subnet.nats);
            }
            found.extend(network.gateways.iter_mut().map(|it| &mut it.part));
            found.extend(network.residents.iter_mut().map(|it| &mut it.part));
        }
        for watched in &mut self.watched {
            found.push(&mut watched.part);
            found.extend(watched.alarms.iter_mut().map(|it| &mut it.part));
        }
        found.extend(self.receivers.iter_mut().map(|it| &mut it.part));
        found
    }
}

impl Network {
    /// Its parts, itself first.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        let subnets = self.rows.iter().flat_map(|row| &row.subnets);
        let subnets = subnets.flat_map(|it| [&it.part].into_iter().chain(&it.nats));
        let gateways = self.gateways.iter().map(|it| &it.part);
        let residents = self.residents.iter().map(|it| &it.part);
        [&self.part]
            .into_iter()
            .chain(subnets)
            .chain(gateways)
            .chain(residents)
    }
}

impl Way {
    /// What subnets with this way are called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Isolated => "isolated",
            Self::Unknown => "not known",
        }
    }
}

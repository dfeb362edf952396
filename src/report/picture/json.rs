//! JSON, version 1: what programs read. One object, indented by two spaces. Fields are added, never changed or removed;
//! the schema is `json.schema.json` beside this file, and `docs/graph.md` describes it.

use std::io::{self, Write};

use serde::Serialize;

use super::words;
use crate::picture::{
    Alarm, Arrow, Gateway, Link, Mark, Missing, Network, Part, PartId, Picture, Receiver, Region,
    Resident, Row, Subnet, Thing, Watched, Way, Zone,
};

#[derive(Serialize)]
struct Report<'p> {
    version: u32,
    environments: Vec<Environment<'p>>,
}

#[derive(Serialize)]
struct Environment<'p> {
    #[serde(rename = "environment")]
    name: Option<&'p str>,
    stack: Option<&'p str>,
    stacks: &'p [String],
    regions: Vec<JsonRegion<'p>>,
    alarms: Vec<JsonWatched<'p>>,
    receivers: Vec<JsonReceiver<'p>>,
    arrows: Vec<JsonArrow<'p>>,
    findings: Vec<JsonMark<'p>>,
    missing_modules: Vec<JsonMissing<'p>>,
    graph: Graph<'p>,
}

#[derive(Serialize)]
struct JsonPart<'p> {
    id: u32,
    stack: Option<&'p str>,
    address: Option<&'p str>,
    what: &'p str,
    title: &'p str,
    details: &'p [String],
    unknown: Option<&'p str>,
    findings: &'p [usize],
}

#[derive(Serialize)]
struct JsonRegion<'p> {
    region: Option<&'p str>,
    networks: Vec<JsonNetwork<'p>>,
}

#[derive(Serialize)]
struct JsonNetwork<'p> {
    #[serde(flatten)]
    part: JsonPart<'p>,
    zones: Vec<JsonZone<'p>>,
    rows: Vec<JsonRow<'p>>,
    gateways: Vec<JsonGateway<'p>>,
    residents: Vec<JsonResident<'p>>,
}

#[derive(Serialize)]
struct JsonZone<'p> {
    title: &'p str,
    unknown: Option<&'p str>,
}

#[derive(Serialize)]
struct JsonRow<'p> {
    way: &'static str,
    subnets: Vec<JsonSubnet<'p>>,
}

#[derive(Serialize)]
struct JsonSubnet<'p> {
    #[serde(flatten)]
    part: JsonPart<'p>,
    zone: usize,
    nat_gateways: Vec<JsonPart<'p>>,
}

#[derive(Serialize)]
struct JsonGateway<'p> {
    #[serde(flatten)]
    part: JsonPart<'p>,
    internet: bool,
}

#[derive(Serialize)]
struct JsonResident<'p> {
    #[serde(flatten)]
    part: JsonPart<'p>,
    kind: &'static str,
    subnets: Vec<JsonStay>,
}

#[derive(Serialize)]
struct JsonStay {
    subnet: u32,
    certain: bool,
}

#[derive(Serialize)]
struct JsonWatched<'p> {
    id: u32,
    of: Option<u32>,
    alarms: Vec<JsonAlarm<'p>>,
}

#[derive(Serialize)]
struct JsonAlarm<'p> {
    #[serde(flatten)]
    part: JsonPart<'p>,
    metrics: &'p [String],
    useless: Option<&'p str>,
    tells: Vec<u32>,
}

#[derive(Serialize)]
struct JsonReceiver<'p> {
    #[serde(flatten)]
    part: JsonPart<'p>,
    subscribers: &'p [String],
    unheard: Option<&'p str>,
}

#[derive(Serialize)]
struct JsonArrow<'p> {
    from: u32,
    to: u32,
    kind: &'static str,
    label: &'p str,
    unknown: Option<&'p str>,
}

#[derive(Serialize)]
struct JsonMark<'p> {
    rule: &'p str,
    severity: &'static str,
    message: &'p str,
    help: &'p str,
    file: &'p str,
    line: u32,
    about: Vec<Place<'p>>,
    parts: Vec<u32>,
    fingerprint: &'p str,
}

#[derive(Serialize)]
struct Place<'p> {
    stack: &'p str,
    address: Option<&'p str>,
}

#[derive(Serialize)]
struct JsonMissing<'p> {
    stack: &'p str,
    address: &'p str,
    source: &'p str,
}

#[derive(Serialize)]
struct Graph<'p> {
    nodes: Vec<Node<'p>>,
    edges: Vec<Edge<'p>>,
}

#[derive(Serialize)]
struct Node<'p> {
    stack: &'p str,
    address: &'p str,
    r#type: &'p str,
    mode: &'static str,
    any: bool,
}

#[derive(Serialize)]
struct Edge<'p> {
    from: usize,
    attribute: &'p str,
    to: usize,
    target: &'p str,
    class: &'static str,
}

pub(super) fn write(pictures: &[Picture], out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        version: 1,
        environments: pictures.iter().map(environment).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn environment(picture: &Picture) -> Environment<'_> {
    Environment {
        name: picture.environment.as_deref(),
        stack: picture.stack.as_deref(),
        stacks: &picture.stacks,
        regions: picture.regions.iter().map(region).collect(),
        alarms: picture.watched.iter().map(watched).collect(),
        receivers: picture.receivers.iter().map(receiver).collect(),
        arrows: picture.arrows.iter().map(arrow).collect(),
        findings: picture.marks.iter().map(mark).collect(),
        missing_modules: picture.missing.iter().map(missing).collect(),
        graph: Graph {
            nodes: picture.things.iter().map(node).collect(),
            edges: picture.links.iter().map(edge).collect(),
        },
    }
}

fn part(part: &Part) -> JsonPart<'_> {
    let given = |text: &'_ str| !text.is_empty();
    JsonPart {
        id: part.id.0,
        stack: Some(part.stack.as_str()).filter(|text| given(text)),
        address: Some(part.address.as_str()).filter(|text| given(text)),
        what: &part.what,
        title: &part.title,
        details: &part.details,
        unknown: part.doubt.as_deref(),
        findings: &part.marks,
    }
}

fn numbers(parts: &[PartId]) -> Vec<u32> {
    parts.iter().map(|part| part.0).collect()
}

fn region(region: &Region) -> JsonRegion<'_> {
    JsonRegion {
        region: region.name.as_deref(),
        networks: region.networks.iter().map(network).collect(),
    }
}

fn network(network: &Network) -> JsonNetwork<'_> {
    JsonNetwork {
        part: part(&network.part),
        zones: network.zones.iter().map(zone).collect(),
        rows: network.rows.iter().map(row).collect(),
        gateways: network.gateways.iter().map(gateway).collect(),
        residents: network.residents.iter().map(resident).collect(),
    }
}

fn zone(zone: &Zone) -> JsonZone<'_> {
    JsonZone {
        title: &zone.title,
        unknown: zone.doubt.as_deref(),
    }
}

fn row(row: &Row) -> JsonRow<'_> {
    JsonRow {
        way: match row.way {
            Way::Public => "public",
            Way::Private => "private",
            Way::Isolated => "isolated",
            Way::Unknown => "unknown",
        },
        subnets: row.subnets.iter().map(subnet).collect(),
    }
}

fn subnet(subnet: &Subnet) -> JsonSubnet<'_> {
    JsonSubnet {
        part: part(&subnet.part),
        zone: subnet.zone,
        nat_gateways: subnet.nats.iter().map(part).collect(),
    }
}

fn gateway(gateway: &Gateway) -> JsonGateway<'_> {
    JsonGateway {
        part: part(&gateway.part),
        internet: gateway.is_internet,
    }
}

fn resident(resident: &Resident) -> JsonResident<'_> {
    let stays = resident.subnets.iter();
    JsonResident {
        part: part(&resident.part),
        kind: words::resident_kind(resident.kind),
        subnets: stays
            .map(|stay| JsonStay {
                subnet: stay.subnet.0,
                certain: stay.is_certain,
            })
            .collect(),
    }
}

fn watched(watched: &Watched) -> JsonWatched<'_> {
    JsonWatched {
        id: watched.part.id.0,
        of: watched.of.map(|part| part.0),
        alarms: watched.alarms.iter().map(alarm).collect(),
    }
}

fn alarm(alarm: &Alarm) -> JsonAlarm<'_> {
    JsonAlarm {
        part: part(&alarm.part),
        metrics: &alarm.metrics,
        useless: alarm.useless.as_deref(),
        tells: numbers(&alarm.tells),
    }
}

fn receiver(receiver: &Receiver) -> JsonReceiver<'_> {
    JsonReceiver {
        part: part(&receiver.part),
        subscribers: &receiver.subscribers,
        unheard: receiver.unheard.as_deref(),
    }
}

fn arrow(arrow: &Arrow) -> JsonArrow<'_> {
    JsonArrow {
        from: arrow.from.0,
        to: arrow.to.0,
        kind: words::arrow_kind(arrow.kind),
        label: &arrow.label,
        unknown: arrow.doubt.as_deref(),
    }
}

fn mark(mark: &Mark) -> JsonMark<'_> {
    let about = mark.about.iter();
    JsonMark {
        rule: mark.rule,
        severity: words::severity(mark.severity),
        message: &mark.message,
        help: &mark.help,
        file: &mark.file,
        line: mark.line,
        about: about
            .map(|(stack, address)| Place {
                stack,
                address: Some(address.as_str()).filter(|text| !text.is_empty()),
            })
            .collect(),
        parts: numbers(&mark.parts),
        fingerprint: &mark.fingerprint,
    }
}

fn missing(missing: &Missing) -> JsonMissing<'_> {
    JsonMissing {
        stack: &missing.stack,
        address: &missing.address,
        source: &missing.source,
    }
}

fn node(thing: &Thing) -> Node<'_> {
    Node {
        stack: &thing.stack,
        address: &thing.address,
        r#type: &thing.kind,
        mode: thing.mode,
        any: thing.is_any,
    }
}

fn edge(link: &Link) -> Edge<'_> {
    Edge {
        from: link.from,
        attribute: &link.attribute,
        to: link.to,
        target: &link.target,
        class: link.class,
    }
}

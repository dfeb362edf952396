//! See `sg_open_admin.md`.

use std::collections::BTreeMap;

use crate::aws::Infrastructure;
use crate::aws::network::{Family, Prefix, cover_everything};
use crate::aws::placement::truth::Truth;
use crate::aws::reach::{Direction, Peer, Permission, Ports, Traffic, Transport};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed_by, undetermined, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-sg-open-admin",
        summary: "A security group lets the whole internet in to a port of administration or of a database.",
        why: "Such ports are tried by everybody, all the time: one weak password or one flaw that is not mended yet \
              is enough.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("8.6"),
        page: include_str!("sg_open_admin.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// Ports that nobody but those who run a system has business with, and what listens there.
const PORTS: &[(i64, &str)] = &[
    (22, "SSH"),
    (23, "Telnet"),
    (1433, "SQL Server"),
    (1521, "Oracle"),
    (2375, "Docker"),
    (3306, "MySQL"),
    (3389, "RDP"),
    (5432, "PostgreSQL"),
    (5439, "Redshift"),
    (5985, "WinRM"),
    (6379, "Redis"),
    (9042, "Cassandra"),
    (9200, "Elasticsearch"),
    (11211, "memcached"),
    (27017, "MongoDB"),
];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let groups = &infrastructure.groups;
    for group in groups.all() {
        let rules: Vec<&Permission<'_>> = groups.permissions(group, Direction::In).collect();
        of_group(infrastructure, &rules, findings);
    }
    // Whichever group it is of: to the world is to the world.
    for rule in groups.floating(Direction::In) {
        of_group(infrastructure, &[rule], findings);
    }
}

fn of_group(
    infrastructure: &Infrastructure<'_>,
    rules: &[&Permission<'_>],
    findings: &mut Vec<Finding>,
) {
    // What one rule opens is told at that rule; what only several open together, at the last of them.
    let mut parts: BTreeMap<(Family, i64), Vec<&Permission<'_>>> = BTreeMap::new();
    for rule in rules {
        let Some(opened) = opened(&rule.traffic) else {
            continue;
        };
        match (&rule.peer, rule.is_certain()) {
            (Peer::Range(range), true) if range.is_everything() => {
                findings.push(failure(infrastructure, rule, &opened.told, &[]));
            }
            (Peer::Range(range), true) => {
                for (port, _) in &opened.ports {
                    let same = parts.entry((range.family, *port)).or_default();
                    same.push(*rule);
                }
            }
            _ => findings.extend(doubt(infrastructure, rule)),
        }
    }
    let mut told = Vec::new();
    for ((family, port), rules) in parts {
        let ranges: Vec<Prefix> = rules.iter().filter_map(|rule| rule.range()).collect();
        let Some(last) = rules.last().filter(|_| cover_everything(family, &ranges)) else {
            continue;
        };
        // The same rules open several ports.
        if told.contains(&(family, last.node)) {
            continue;
        }
        told.push((family, last.node));
        let what = format!("port {port}");
        findings.push(failure(infrastructure, last, &what, &rules));
    }
}

/// Which of the ports a rule opens.
struct Opened {
    ports: Vec<&'static (i64, &'static str)>,
    told: String,
}

fn opened(traffic: &Traffic) -> Option<Opened> {
    let holds =
        |(port, _): &&(i64, &str)| traffic.holds(Transport::Tcp, Ports::one(*port)) != Truth::No;
    let ports: Vec<_> = PORTS.iter().filter(holds).collect();
    let told = match (&ports[..], traffic) {
        ([], _) => return None,
        (_, Traffic::Everything) => "all ports".to_owned(),
        ([(port, name)], _) => format!("port {port} ({name})"),
        ([(port, name), ..], _) => format!("{traffic}, port {port} ({name}) among them"),
    };
    Some(Opened { ports, told })
}

fn failure(
    infrastructure: &Infrastructure<'_>,
    rule: &Permission<'_>,
    what: &str,
    all: &[&Permission<'_>],
) -> Finding {
    let graph = &infrastructure.graph;
    let address = graph.node(rule.node).address();
    let whom = match all {
        [] => rule.peer.told(graph),
        _ => "the whole internet, in parts".to_owned(),
    };
    let message = format!("{address} lets {whom} in to {what}");
    let help = "Name the addresses or the group that need it, or use Session Manager, which needs no open port";
    let place = (rule.node, rule.argument, rule.written);
    let words = (message, help.to_owned());
    let finding = failed_by(infrastructure, &RULE.meta, place, words);
    let evidence: Vec<_> = all.iter().map(|rule| rule.note(graph)).collect();
    with_evidence(finding, &evidence)
}

/// What may open such a port to the world.
fn doubt(infrastructure: &Infrastructure<'_>, rule: &Permission<'_>) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let unsure = match (&rule.peer, &rule.traffic, &rule.doubt) {
        (Peer::Unknown(unsure), ..) => unsure,
        (peer, _, Some(unsure)) | (peer, Traffic::Unknown(_, unsure), _)
            if peer.is_everything() =>
        {
            unsure
        }
        _ => return None,
    };
    let address = graph.node(rule.node).address();
    let what = format!("whether {address} lets the whole internet in to such a port is not known");
    let place = (rule.node, rule.argument);
    Some(undetermined(
        infrastructure,
        &RULE.meta,
        place,
        (&what, unsure),
    ))
}

//! See `ingress_not_alb_only.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::Infrastructure;
use crate::aws::balancing::{Registration, balancers_before, registrations};
use crate::aws::placement::Workload;
use crate::aws::placement::truth::{Argument, Truth, block};
use crate::aws::reach::{Direction, Kind, Party, Ports, Stranger, Transport};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Note, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed_by, undetermined, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-ingress-not-alb-only",
        summary: "Tasks behind a load balancer let others in on the port that it sends requests to.",
        why: "Who comes past the load balancer comes past its TLS, its firewall and its logs.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: Some("6.5"),
        page: include_str!("ingress_not_alb_only.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let all = registrations(graph, &infrastructure.placement);
    let mut doors: BTreeMap<(NodeId, i64), Vec<&Registration<'_, '_>>> = BTreeMap::new();
    for registration in &all {
        if let Ok(port) = registration.port
            && registration.workload.has_own_interface(graph) == Truth::Yes
        {
            let door = doors.entry((registration.workload.node, port)).or_default();
            door.push(registration);
        }
    }
    // A load balancer whose health checks come to a port must be let in there too.
    for registration in &all {
        let checked = registration.health_port(graph);
        let door = checked.and_then(|port| doors.get_mut(&(registration.workload.node, port)));
        if let Some(door) = door {
            door.push(registration);
        }
    }
    for ((_, port), same) in doors {
        let Some(workload) = same.first().map(|it| it.workload) else {
            continue;
        };
        let balancers = balancers_of(infrastructure, same.into_iter());
        let tasks = Party::of_tasks(graph, workload);
        if let (Some(balancers), Some(tasks)) = (balancers, tasks) {
            let door = Door {
                workload,
                tasks,
                port,
                balancers,
            };
            judge(infrastructure, &door, findings);
        }
    }
}

/// The load balancers that send requests to a port; `None` where one of them passes on connections, whose clients must be
/// let in, or where it is not known which there are.
fn balancers_of<'r>(
    infrastructure: &Infrastructure<'_>,
    registrations: impl Iterator<Item = &'r Registration<'r, 'r>>,
) -> Option<BTreeSet<NodeId>> {
    let graph = &infrastructure.graph;
    let mut found = BTreeSet::new();
    for registration in registrations {
        let balancers = registration.balancers(graph);
        let all = balancers_before(graph, registration.group);
        if balancers.is_empty() || balancers.len() != all.len() {
            return None;
        }
        found.extend(balancers);
    }
    Some(found)
}

/// A port of tasks, and who should come through it.
struct Door<'d> {
    workload: &'d Workload<'d>,
    tasks: Party,
    port: i64,
    balancers: BTreeSet<NodeId>,
}

fn judge(infrastructure: &Infrastructure<'_>, door: &Door<'_>, findings: &mut Vec<Finding>) {
    let (graph, groups) = (&infrastructure.graph, &infrastructure.groups);
    let balancers = door.balancers.iter();
    let meant: Vec<Party> = balancers.map(|id| Party::of_balancer(graph, *id)).collect();
    let asked = (Transport::Tcp, Ports::one(door.port));
    let mut is_told = false;
    for stranger in groups.strangers(graph, (&door.tasks, &meant), asked) {
        let found = told(infrastructure, (door, &meant), &stranger);
        is_told |= found.is_some();
        findings.extend(found);
    }
    let open = groups.doubts(graph, &door.tasks, Direction::In).next();
    if let Some(unsure) = open.filter(|_| !is_told) {
        let address = door.workload.address(graph);
        let what = format!(
            "whether others reach port {} of the tasks of {address} is not known",
            door.port
        );
        let path = door.workload.path("network_configuration.security_groups");
        let place = (door.workload.node, &*path);
        findings.push(undetermined(
            infrastructure,
            &RULE.meta,
            place,
            (&what, &unsure),
        ));
    }
}

fn told(
    infrastructure: &Infrastructure<'_>,
    (door, meant): (&Door<'_>, &[Party]),
    stranger: &Stranger<'_, '_>,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let service = door.workload.address(graph);
    let rule = stranger.rule;
    let address = graph.node(rule.node).address();
    let place = (rule.node, rule.argument);
    let kind = match &stranger.kind {
        Ok(kind) => kind,
        Err(unsure) => {
            let what = format!(
                "whom {address} lets reach port {} of the tasks of {service} is not known",
                door.port
            );
            return Some(undetermined(
                infrastructure,
                &RULE.meta,
                place,
                (&what, unsure),
            ));
        }
    };
    let severity = match kind {
        Kind::World | Kind::Public => Severity::Error,
        Kind::Private => Severity::Warning,
        // Services that call each other do so past the load balancer.
        Kind::Itself | Kind::Group if calls_others(infrastructure, door.workload) => return None,
        Kind::Itself | Kind::Group => Severity::Warning,
    };
    let only: BTreeSet<String> = meant.iter().map(|one| one.told(graph)).collect();
    let only = only.into_iter().collect::<Vec<_>>().join(" and ");
    let message = format!(
        "{address} lets {} reach the tasks of {service} on port {}, past the load balancer",
        rule.peer.told(graph),
        door.port
    );
    let help = format!("Let in {only} alone");
    let place = (rule.node, rule.argument, rule.written);
    let finding = failed_by(infrastructure, &RULE.meta, place, (message, help));
    let span = graph
        .node(door.workload.node)
        .place(&door.workload.path("load_balancer"));
    let text = format!("{service} registers port {}", door.port);
    let asked = (Transport::Tcp, Ports::one(door.port));
    let groups = infrastructure
        .groups
        .evidence(graph, (Direction::In, &door.tasks), asked);
    let evidence = [vec![Note { span, text }], groups].concat();
    Some(with_evidence(finding, &evidence).severity(severity))
}

/// Whether other services are told where the tasks are, so as to call them.
fn calls_others(infrastructure: &Infrastructure<'_>, workload: &Workload<'_>) -> bool {
    let names = ["service_connect_configuration", "service_registries"];
    names.into_iter().any(|name| {
        let ways = block(workload.given(&infrastructure.graph, name));
        ways.iter().any(|way| !matches!(way, Argument::Absent))
    })
}

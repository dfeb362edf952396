//! See `sg_ports.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::Infrastructure;
use crate::aws::balancing::{balancers, is_application, listeners};
use crate::aws::placement::truth::whole;
use crate::aws::reach::{Direction, GroupId, Party, Permission, Ports, Traffic, Transport};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{EdgeClass, Graph, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, failed_by, undetermined, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-sg-ports",
        summary: "What a load balancer's security groups let in is not what it listens to.",
        why: "A listener that nobody is let in to answers nobody; and a port that is open to the world for nothing is \
              open for whatever listens there next.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: None,
        page: include_str!("sg_ports.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    // A listener of which it is not known whose it is may be of any.
    let is_any_vague = listeners(graph).any(|(_, node)| {
        let balancer = node.given("load_balancer_arn");
        balancer.is_some_and(|it| graph.identity(it, &["arn", "id"]).is_none())
    });
    let unseen = graph.unseen.iter().flat_map(|call| &call.given);
    let given: BTreeSet<NodeId> = unseen.copied().collect();
    let sole = sole_users(graph, &given);
    for (id, _) in balancers(graph) {
        if is_application(graph, id).is_yes() {
            let (listeners, is_certain) = listeners_of(graph, id);
            let is_given = given.contains(&id);
            let balancer = Balancer {
                id,
                party: Party::of_balancer(graph, id),
                listeners,
                has_others: !is_certain || is_given || is_any_vague,
            };
            unreachable(infrastructure, &balancer, findings);
            unused(infrastructure, &balancer, &sole, findings);
        }
    }
}

/// A load balancer, and where it listens.
struct Balancer {
    id: NodeId,
    party: Party,
    listeners: Vec<NodeId>,
    /// Whether there may be other listeners.
    has_others: bool,
}

/// The listeners that a load balancer certainly has, and whether these are all that name it.
fn listeners_of(graph: &Graph<'_>, balancer: NodeId) -> (Vec<NodeId>, bool) {
    let edges = graph.incoming(balancer);
    let own = edges.filter(|edge| &*edge.attribute == "load_balancer_arn");
    let (certain, others): (Vec<_>, Vec<_>) = own.partition(|edge| {
        let is_there = !graph.node(edge.from).is_any() || graph.are_parallel(edge.from, balancer);
        edge.class == EdgeClass::Exact && is_there
    });
    let certain = certain.into_iter().map(|edge| edge.from).collect();
    (certain, others.is_empty())
}

/// Listeners on ports that no rule lets anybody in to.
fn unreachable(
    infrastructure: &Infrastructure<'_>,
    balancer: &Balancer,
    findings: &mut Vec<Finding>,
) {
    let (graph, groups) = (&infrastructure.graph, &infrastructure.groups);
    let party = &balancer.party;
    let rules_for = |listener: &NodeId| {
        let port = port_of(graph, *listener)?;
        let asked = (Transport::Tcp, Ports::one(port));
        Some((
            port,
            asked,
            groups.about(party, Direction::In, asked).count(),
        ))
    };
    let mut ports = balancer.listeners.iter().filter_map(rules_for);
    // Where another listener is reached, this one may be meant for later.
    let severity = if ports.any(|(_, _, rules)| rules > 0) {
        Severity::Warning
    } else {
        Severity::Error
    };
    for &listener in &balancer.listeners {
        let Some((port, asked, 0)) = rules_for(&listener) else {
            continue;
        };
        let address = graph.node(balancer.id).address();
        let listener_address = graph.node(listener).address();
        let place = (balancer.id, "security_groups");
        if let Some(unsure) = groups.others(graph, party, Direction::In, asked) {
            let what = format!("whether anybody is let in to {listener_address} is not known");
            findings.push(undetermined(
                infrastructure,
                &RULE.meta,
                place,
                (&what, &unsure),
            ));
            continue;
        }
        let message = format!(
            "{} lets nobody in to port {port}, where {listener_address} listens for {address}",
            party.told(graph)
        );
        let help = format!("Add an ingress rule for port {port}");
        let found = failed(infrastructure, &RULE.meta, place, (message, help));
        let evidence = groups.evidence(graph, (Direction::In, party), asked);
        let found = found.related(graph.node(listener).place("port"), "the listener's port");
        findings.push(with_evidence(found, &evidence).severity(severity));
    }
}

/// Ports that are open to the world and on which nothing listens.
fn unused(
    infrastructure: &Infrastructure<'_>,
    balancer: &Balancer,
    sole: &BTreeMap<NodeId, NodeId>,
    findings: &mut Vec<Finding>,
) {
    let graph = &infrastructure.graph;
    let ports = balancer.listeners.iter().map(|id| port_of(graph, *id));
    let Some(ports) = ports.collect::<Option<BTreeSet<i64>>>() else {
        return;
    };
    // Without any listener that is what is wrong, and what else listens is not known.
    if ports.is_empty() || balancer.has_others {
        return;
    }
    for group in &balancer.party.groups {
        let GroupId::Own(node) = group else {
            continue;
        };
        if sole.get(node) != Some(&balancer.id) {
            continue;
        }
        let rules = infrastructure.groups.permissions(group, Direction::In);
        for rule in rules.filter(|rule| rule.is_certain() && rule.peer.is_everything()) {
            findings.extend(too_wide(infrastructure, balancer.id, rule, &ports));
        }
    }
}

fn too_wide(
    infrastructure: &Infrastructure<'_>,
    balancer: NodeId,
    rule: &Permission<'_>,
    ports: &BTreeSet<i64>,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let opened = match &rule.traffic {
        Traffic::Everything => Ports::ALL,
        Traffic::Ports(Transport::Tcp, opened) => *opened,
        Traffic::Ports(Transport::Udp, _) | Traffic::Other(..) | Traffic::Unknown(..) => {
            return None;
        }
    };
    let used = ports.range(opened.first..=opened.last).count();
    let all = opened.last.saturating_sub(opened.first).saturating_add(1);
    if usize::try_from(all).is_ok_and(|all| all <= used) {
        return None;
    }
    let address = graph.node(balancer).address();
    let listed: Vec<String> = ports.iter().map(ToString::to_string).collect();
    let listed = listed.join(", ");
    let message = format!(
        "{} opens {} to {}, but {address} listens on {listed} alone",
        graph.node(rule.node).address(),
        rule.traffic,
        rule.peer.told(graph)
    );
    let help = match used {
        0 => "Remove the rule, or add the listener that it is for".to_owned(),
        _ => format!("Open the ports on which it listens alone: {listed}"),
    };
    let place = (rule.node, rule.argument, rule.written);
    let finding = failed_by(infrastructure, &RULE.meta, place, (message, help));
    let header = graph.node(balancer).header();
    Some(
        finding
            .related(header, "the load balancer")
            .severity(Severity::Warning),
    )
}

fn port_of(graph: &Graph<'_>, listener: NodeId) -> Option<i64> {
    graph.node(listener).given("port").and_then(whole)
}

/// The groups that one resource alone has, so that no other needs their rules, each with that resource.
fn sole_users(graph: &Graph<'_>, given: &BTreeSet<NodeId>) -> BTreeMap<NodeId, NodeId> {
    let is_rule = |kind: &str| kind.contains("security_group");
    let mut found = BTreeMap::new();
    for (group, _) in graph.resources("aws_security_group") {
        let users = graph.incoming(group).map(|edge| edge.from);
        let mut users = users.filter(|from| !is_rule(graph.node(*from).kind()));
        let Some(first) = users.next().filter(|_| !given.contains(&group)) else {
            continue;
        };
        if users.all(|other| other == first) {
            found.insert(group, first);
        }
    }
    found
}

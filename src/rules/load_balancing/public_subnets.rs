//! See `public_subnets.md`.

use crate::aws::network::{Class, Target};
use crate::aws::placement::truth::Truth;
use crate::aws::{Infrastructure, Unsure, balancing};
use crate::diagnostic::Note;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, judged, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-public-subnets",
        summary: "A load balancer that faces the internet lies in a subnet without a way to it.",
        why: "Nobody outside reaches its address in that subnet: some requests of each client time \
              out.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Note]),
        security: None,
        page: include_str!("public_subnets.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for (balancer, node) in balancing::balancers(&infrastructure.graph) {
        // What leads to appliances has no address that anybody asks for.
        let kind = node.given("load_balancer_type").and_then(Value::as_str);
        if kind == Some("gateway") {
            continue;
        }
        findings.extend(facing(infrastructure, balancer));
        findings.extend(internal(infrastructure, balancer));
    }
}

/// One that faces the internet in a subnet that does not.
fn facing(infrastructure: &Infrastructure<'_>, balancer: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let address = graph.node(balancer).address();
    let (answer, found) = lies_in(infrastructure, balancer, &is_closed);
    let answer = balancing::is_internal(graph, balancer)
        .opposite()
        .and(answer);
    let (subnet, evidence) = found.unwrap_or_default();
    let message = || {
        let text = format!(
            "{address} faces the internet, but {subnet} has no default route to an internet gateway"
        );
        let help = "Give it subnets whose default route leads to an internet gateway, or set internal = true";
        (text, help.to_owned())
    };
    let what =
        format!("whether the internet reaches {address} in each of its subnets is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    let place = (balancer, path(infrastructure, balancer));
    let finding = judged(infrastructure, &RULE.meta, place, &answer, words)?;
    Some(if answer.is_yes() {
        with_evidence(finding, &evidence)
    } else {
        finding
    })
}

/// An internal one where what has a public address is reached.
fn internal(infrastructure: &Infrastructure<'_>, balancer: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let (answer, found) = lies_in(infrastructure, balancer, &|class| {
        Truth::of(*class == Class::Public)
    });
    let is_public = balancing::is_internal(graph, balancer).and(answer).is_yes();
    let (subnet, evidence) = found.filter(|_| is_public)?;
    let address = graph.node(balancer).address();
    let message = format!("{address} is internal, but lies in the public subnet {subnet}");
    let help = "Give it private subnets".to_owned();
    let place = (balancer, path(infrastructure, balancer));
    let finding = failed(infrastructure, &RULE.meta, place, (message, help));
    Some(with_evidence(finding, &evidence).severity(Severity::Note))
}

fn path(infrastructure: &Infrastructure<'_>, balancer: NodeId) -> &'static str {
    let node = infrastructure.graph.node(balancer);
    match node.given("subnets") {
        Some(_) => "subnets",
        None => "subnet_mapping",
    }
}

/// Whether a subnet of such a class is among those of a load balancer, and the first with the reason.
fn lies_in(
    infrastructure: &Infrastructure<'_>,
    balancer: NodeId,
    is_such: &dyn Fn(&Class) -> Truth,
) -> (Truth, Option<(String, Vec<Note>)>) {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    let ways = balancing::subnets(graph, balancer);
    let mut ways = ways.iter();
    let found = ways
        .clone()
        .find_map(|way| network.first(graph, way, is_such));
    let found = found.map(|(subnet, reach)| (graph.node(subnet).address(), reach.evidence.clone()));
    let answers: Vec<Truth> = ways
        .by_ref()
        .map(|way| network.is_any(graph, way, is_such))
        .collect();
    let value = graph.node(balancer).given("subnets");
    (Truth::in_all(answers, value), found)
}

/// Whether packets from the internet do not come in.
fn is_closed(class: &Class) -> Truth {
    match class {
        Class::Public => Truth::No,
        // Behind the endpoint is a firewall, and what it lets through comes in.
        Class::Private(Target::Endpoint) => {
            let reason = "the packets of a subnet pass through an endpoint first";
            Truth::Open(Unsure::new(reason, None))
        }
        Class::Private(_) | Class::Isolated => Truth::Yes,
        Class::Undetermined(unsure) => Truth::Open(unsure.clone()),
    }
}

//! See `two_azs.md`.

use crate::aws::placement::truth::Truth;
use crate::aws::placement::zone::{Zone, Zones};
use crate::aws::{Infrastructure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{judged, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-two-azs",
        summary: "An application load balancer has subnets of one availability zone only.",
        why: "AWS refuses to make it: an application load balancer needs subnets in at least two zones.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("two_azs.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (balancer, node) in balancing::balancers(graph) {
        // On a rack of one's own there is one zone.
        if node.given("customer_owned_ipv4_pool").is_none() {
            findings.extend(judge(infrastructure, balancer));
        }
    }
}

fn judge(infrastructure: &Infrastructure<'_>, balancer: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(balancer);
    let address = node.address();
    let mut told = String::new();
    let mut evidence = Vec::new();
    let ways = balancing::subnets(graph, balancer);
    let ways = ways.iter().map(|way| {
        let zones = Zones::of(graph, way);
        let answer = is_too_few(&zones);
        if answer.is_yes() && told.is_empty() {
            told = match zones.maximum() {
                Some(0) => "no subnet".to_owned(),
                _ => format!("subnets in {} only", zones.told()),
            };
            evidence = zones.evidence(graph);
        }
        answer
    });
    let too_few = Truth::in_all(ways.collect::<Vec<_>>(), node.given("subnets"));
    let answer = balancing::is_application(graph, balancer).and(too_few);
    let message = || {
        let text = format!("{address} has {told}, and AWS makes it in two zones or more");
        (text, "Give it a subnet of a second zone".to_owned())
    };
    let what = format!("in how many zones {address} has subnets is not known");
    let path = match node.argument("subnets") {
        None if node.given("subnet_mapping").is_some() => "subnet_mapping",
        _ => "subnets",
    };
    let place = (balancer, path);
    let words = (&message as &dyn Fn() -> _, &*what);
    let finding = judged(infrastructure, &RULE.meta, place, &answer, words)?;
    Some(if answer.is_yes() {
        with_evidence(finding, &evidence)
    } else {
        finding
    })
}

fn is_too_few(zones: &Zones) -> Truth {
    match zones.maximum() {
        _ if zones.minimum() > 1 => Truth::No,
        Some(0) => Truth::Yes,
        Some(1) if !zones.known.keys().any(is_local) => Truth::Yes,
        // In a Local Zone one subnet is enough.
        Some(1) => Truth::No,
        _ => Truth::Open(zones.unsure()),
    }
}

/// Whether a zone is called like one outside of its region, such as `us-west-2-lax-1a`.
fn is_local(zone: &Zone) -> bool {
    match zone {
        Zone::Name(name) => name.matches('-').count() > 2,
        Zone::Id(id) => id.matches('-').count() > 1,
        Zone::Symbol(_) => false,
    }
}

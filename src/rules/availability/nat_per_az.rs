//! See `nat_per_az.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::network::{Class, Target};
use crate::aws::placement::truth::Truth;
use crate::aws::placement::zone::{Zones, zone_of};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Identity, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, judged};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-nat-per-az",
        summary: "Private subnets of several zones share a NAT gateway of one zone.",
        why: "When that zone fails, nothing in the others gets out either: no image is pulled, no log is \
              written, no other service is called.",
        severity: DefaultSeverity::ByTier(Severity::Warning, None),
        security: None,
        page: include_str!("nat_per_az.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// The subnets of one VPC that NAT gateways let out.
#[derive(Default)]
struct Served {
    /// Each with its gateway, where that is of the environment.
    subnets: Vec<(NodeId, Option<NodeId>)>,
}

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let mut vpcs: BTreeMap<Identity, Served> = BTreeMap::new();
    for (id, reach) in infrastructure.network.subnets() {
        let vpc = graph.node(id).given("vpc_id");
        let vpc = vpc.and_then(|vpc| graph.identity(vpc, &["id"]));
        if let (Some(vpc), Class::Private(Target::Nat(nat))) = (vpc, &reach.class) {
            vpcs.entry(vpc).or_default().subnets.push((id, *nat));
        }
    }
    for served in vpcs.values() {
        findings.extend(judge(infrastructure, served));
        findings.extend(crossed(infrastructure, served));
    }
}

/// A gateway that AWS makes in every zone.
fn is_regional(infrastructure: &Infrastructure<'_>, nat: NodeId) -> bool {
    let mode = infrastructure.graph.node(nat).given("availability_mode");
    mode.and_then(|mode| mode.as_str()) == Some("regional")
}

/// Fewer zones with gateways than zones that need them.
fn judge(infrastructure: &Infrastructure<'_>, served: &Served) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let gateways: BTreeSet<NodeId> = served.subnets.iter().filter_map(|(_, nat)| *nat).collect();
    let first = *gateways.first()?;
    if gateways.iter().any(|nat| is_regional(infrastructure, *nat)) {
        return None;
    }
    let zones = Zones::of_nodes(graph, served.subnets.iter().map(|(id, _)| *id));
    let elsewhere = served.subnets.iter().any(|(_, nat)| nat.is_none());
    let is_any = gateways.iter().any(|nat| graph.node(*nat).is_any());
    let unknown = || {
        Unsure::new(
            "how many NAT gateways there are is not known",
            Some(graph.node(first).header()),
        )
    };
    let answer = match (zones.minimum(), zones.maximum()) {
        _ if elsewhere || is_any => Truth::Open(unknown()),
        (least, _) if least > gateways.len() => Truth::Yes,
        // One gateway for each zone may still be two of one zone; that is told by what crosses.
        (_, Some(most)) if most <= gateways.len() => Truth::No,
        _ => Truth::Open(zones.unsure()),
    };
    let message = || {
        let names: Vec<String> = gateways
            .iter()
            .map(|nat| graph.node(*nat).address())
            .collect();
        let text = format!(
            "private subnets of {} zones leave through {} NAT gateway(s): {}",
            zones.minimum(),
            gateways.len(),
            names.join(", ")
        );
        (
            text,
            "Make a NAT gateway in each zone, and a route table for each that leads to it"
                .to_owned(),
        )
    };
    let what = "whether every zone with private subnets has a NAT gateway is not known";
    let path = ["count", "for_each", "subnet_id"];
    let path = path
        .into_iter()
        .find(|name| graph.node(first).argument(name).is_some());
    let place = (first, path.unwrap_or_default());
    judged(infrastructure, &RULE.meta, place, &answer, (&message, what))
}

/// Subnets that leave through the gateway of another zone although their own has one.
fn crossed(infrastructure: &Infrastructure<'_>, served: &Served) -> Vec<Finding> {
    let graph = &infrastructure.graph;
    let zone_of_nat = |nat: NodeId| {
        let subnet = graph.node(nat).given("subnet_id")?;
        zone_of(graph, graph.node_named(subnet, &["id"])?).ok()
    };
    let mut findings = Vec::new();
    let gateways = served.subnets.iter().filter_map(|(_, nat)| *nat);
    let by_zone: BTreeMap<_, _> = gateways
        .filter_map(|nat| Some((zone_of_nat(nat)?, nat)))
        .collect();
    for (subnet, nat) in &served.subnets {
        let (Some(nat), Ok(own)) = (nat, zone_of(graph, *subnet)) else {
            continue;
        };
        let (Some(other), Some(near)) = (zone_of_nat(*nat), by_zone.get(&own)) else {
            continue;
        };
        if !own.differs(&other) {
            continue;
        }
        let message = format!(
            "{} is in {own}, but leaves through {} in {other}, although {} is in its own zone",
            graph.node(*subnet).address(),
            graph.node(*nat).address(),
            graph.node(*near).address()
        );
        let help = "Associate it with the route table that leads to the gateway of its zone";
        let association = infrastructure.network.associations(*subnet).next();
        let place = association.map_or((*subnet, ""), |by| (by, "route_table_id"));
        let words = (message, help.to_owned());
        findings.push(failed(infrastructure, &RULE.meta, place, words));
    }
    findings
}

//! See `subnets_two_azs.md`.

use std::collections::BTreeMap;

use crate::aws::network::Class;
use crate::aws::placement::truth::Truth;
use crate::aws::placement::zone::Zones;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Identity, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;
use super::super::network::meant;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-subnets-two-azs",
        summary: "The public or the private subnets of a VPC are all in one availability zone.",
        why: "Nothing that is put into them survives that zone, and load balancers and database subnet \
              groups refuse subnets of one zone.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("subnets_two_azs.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// The subnets of one VPC.
#[derive(Default)]
struct Subnets {
    public: Vec<NodeId>,
    private: Vec<NodeId>,
    /// Why there may be others of either kind.
    open: Option<Unsure>,
}

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let (vpcs, homeless) = by_vpc(infrastructure);
    for (vpc, subnets) in &vpcs {
        let mut open = subnets.open.clone().or_else(|| homeless.clone());
        let mut unseen = graph.unseen.iter();
        if let Some(call) = unseen.find(|call| call.given.contains(vpc)) {
            open.get_or_insert(Unsure::of_unseen(call, ""));
        }
        for (kind, group) in [("public", &subnets.public), ("private", &subnets.private)] {
            findings.extend(judge(infrastructure, *vpc, (kind, group), open.as_ref()));
        }
    }
}

/// The subnets of every VPC that the environment makes, and why one may belong to any of them.
fn by_vpc(infrastructure: &Infrastructure<'_>) -> (BTreeMap<NodeId, Subnets>, Option<Unsure>) {
    let graph = &infrastructure.graph;
    let mut found: BTreeMap<NodeId, Subnets> = BTreeMap::new();
    let mut homeless = None;
    for (id, reach) in infrastructure.network.subnets() {
        let node = graph.node(id);
        let Some(value) = node.given("vpc_id") else {
            continue;
        };
        let vpc = match graph.identity(value, &["id"]) {
            Some(Identity::Node(vpc)) if graph.node(vpc).kind() == "aws_vpc" => vpc,
            Some(_) => continue,
            None => {
                homeless = homeless.or(Some(Unsure::of(value)));
                continue;
            }
        };
        let subnets = found.entry(vpc).or_default();
        match &reach.class {
            Class::Public => subnets.public.push(id),
            Class::Private(_) | Class::Isolated => subnets.private.push(id),
            Class::Undetermined(unsure) => {
                subnets.open.get_or_insert_with(|| unsure.clone());
            }
        }
    }
    let is_made =
        |id: &NodeId| graph.node(*id).declaration.mode == crate::address::ResourceMode::Managed;
    found.retain(|vpc, _| is_made(vpc));
    (found, homeless)
}

fn judge(
    infrastructure: &Infrastructure<'_>,
    vpc: NodeId,
    (kind, group): (&str, &[NodeId]),
    open: Option<&Unsure>,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let first = *group.first()?;
    // Where private ones alone are public by mistake, another rule says so.
    let mut all = group.iter();
    if kind == "public" && all.all(|it| meant::private(infrastructure, *it).is_some()) {
        return None;
    }
    let zones = Zones::of_nodes(graph, group.iter().copied());
    if zones.minimum() > 1 {
        return None;
    }
    let answer = match (zones.maximum(), open) {
        (Some(1), None) => Truth::Yes,
        (Some(1), Some(unsure)) => Truth::Open(unsure.clone()),
        _ => Truth::Open(zones.unsure()),
    };
    let address = graph.node(vpc).address();
    let message = || {
        let text = format!("all {kind} subnets of {address} are in {}", zones.told());
        let help = format!("Add a {kind} subnet in another zone");
        (text, help)
    };
    let what = format!("in how many zones {address} has {kind} subnets is not known");
    let place = (first, "availability_zone");
    judged(
        infrastructure,
        &RULE.meta,
        place,
        &answer,
        (&message, &what),
    )
}

//! See `igw_missing.md`.

use std::collections::BTreeMap;

use crate::aws::Infrastructure;
use crate::aws::network::{Class, InternetGateway, Target};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Identity, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};
use super::meant::{self, Meaning};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-igw-missing",
        summary: "A VPC with subnets that are meant to be public has no internet gateway.",
        why: "Nothing in the VPC reaches the internet or is reached from it, whatever its routes say.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("igw_missing.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    for (vpc, (public, meaning)) in vpcs_with_public_subnets(infrastructure) {
        let address = graph.node(vpc).address();
        match network.internet_gateway(vpc) {
            None | Some(InternetGateway::There(_)) => {}
            Some(InternetGateway::Missing) => {
                let subnet = graph.node(public);
                let message = format!(
                    "{address} has no internet gateway, but {} is meant to be public ({})",
                    subnet.address(),
                    meaning.0
                );
                let help =
                    "Add an aws_internet_gateway with its vpc_id, and a route to it for 0.0.0.0/0";
                let place = (vpc, "");
                let found = failed(
                    infrastructure,
                    &RULE.meta,
                    place,
                    (message, help.to_owned()),
                );
                findings.push(found.related(subnet.header(), "meant to be public"));
            }
            Some(InternetGateway::Unknown(unsure)) => {
                let what = format!("whether {address} has an internet gateway is not known");
                let place = (vpc, "");
                let found = undetermined(infrastructure, &RULE.meta, place, (&what, unsure));
                findings.push(found);
            }
        }
    }
}

/// The VPCs of the environment that have subnets which are meant to be public, each with the first of these and why. A
/// default route that leads out another way says more than a name: a VPC for inspection has none to the internet.
fn vpcs_with_public_subnets(
    infrastructure: &Infrastructure<'_>,
) -> BTreeMap<NodeId, (NodeId, Meaning)> {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    let mut found = BTreeMap::new();
    for (subnet, reach) in network.subnets() {
        let Some(meaning) = meant::public(infrastructure, subnet) else {
            continue;
        };
        if leads_elsewhere(&reach.class) {
            continue;
        }
        if let Some(Identity::Node(vpc)) = network.vpc_of(graph, subnet)
            && graph.node(vpc).kind() == "aws_vpc"
        {
            found.entry(vpc).or_insert((subnet, meaning));
        }
    }
    found
}

/// Whether the default route leads out of the VPC and not by its own internet gateway, as by a NAT gateway in it.
fn leads_elsewhere(class: &Class) -> bool {
    let Class::Private(target) = class else {
        return false;
    };
    matches!(
        target,
        Target::TransitGateway
            | Target::Peering
            | Target::PrivateGateway
            | Target::Endpoint
            | Target::Other
    )
}

//! See `igw_missing.md`.

use std::collections::BTreeMap;

use crate::aws::network::{Class, InternetGateway, Target};
use crate::aws::{Infrastructure, Unsure};
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
    for (vpc, public) in vpcs_with_public_subnets(infrastructure) {
        let address = graph.node(vpc).address();
        let subnet = graph.node(public.subnet);
        let place = (vpc, "");
        let unknown = |what: &str, unsure: &Unsure| {
            undetermined(infrastructure, &RULE.meta, place, (what, unsure))
        };
        match (network.internet_gateway(vpc), public.unsure) {
            (None | Some(InternetGateway::There(_)), _) => {}
            (Some(InternetGateway::Missing), None) => {
                let message = format!(
                    "{address} has no internet gateway, but {} is meant to be public ({})",
                    subnet.address(),
                    public.meaning.0
                );
                let help =
                    "Add an aws_internet_gateway with its vpc_id, and a route to it for 0.0.0.0/0";
                let text = (message, help.to_owned());
                let found = failed(infrastructure, &RULE.meta, place, text);
                findings.push(found.related(subnet.header(), "meant to be public"));
            }
            (Some(InternetGateway::Missing), Some(unsure)) => {
                let what = format!(
                    "whether {address} needs an internet gateway for {} is not known",
                    subnet.address()
                );
                findings.push(unknown(&what, unsure));
            }
            (Some(InternetGateway::Unknown(unsure)), _) => {
                let what = format!("whether {address} has an internet gateway is not known");
                findings.push(unknown(&what, unsure));
            }
        }
    }
}

/// A subnet that is meant to be public.
struct Public<'i> {
    subnet: NodeId,
    meaning: Meaning,
    /// Why it is not known where its packets go.
    unsure: Option<&'i Unsure>,
}

/// The VPCs of the environment that have subnets which are meant to be public, each with the first of which that is known
/// best. A default route that leads out another way says more than a name: a VPC for inspection has none to the internet.
fn vpcs_with_public_subnets<'i>(
    infrastructure: &'i Infrastructure<'_>,
) -> BTreeMap<NodeId, Public<'i>> {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    let mut found: BTreeMap<NodeId, Public<'i>> = BTreeMap::new();
    for (subnet, reach) in network.subnets() {
        let Some(meaning) = meant::public(infrastructure, subnet) else {
            continue;
        };
        let unsure = match &reach.class {
            Class::Private(target) if leads_elsewhere(target) => continue,
            Class::Undetermined(unsure) => Some(unsure),
            _ => None,
        };
        let Some(Identity::Node(vpc)) = network.vpc_of(graph, subnet) else {
            continue;
        };
        let is_better = |known: &Public<'_>| known.unsure.is_some() && unsure.is_none();
        if graph.node(vpc).kind() == "aws_vpc" && found.get(&vpc).is_none_or(is_better) {
            let public = Public {
                subnet,
                meaning,
                unsure,
            };
            found.insert(vpc, public);
        }
    }
    found
}

/// Whether a default route to this leads out of the VPC and not by its own internet gateway, as by a NAT gateway in it.
fn leads_elsewhere(target: &Target) -> bool {
    matches!(
        target,
        Target::TransitGateway
            | Target::Peering
            | Target::PrivateGateway
            | Target::Endpoint
            | Target::Other
    )
}

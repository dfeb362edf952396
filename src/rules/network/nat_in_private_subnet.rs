//! See `nat_in_private_subnet.md`.

use std::collections::BTreeMap;

use crate::aws::network::{Class, Target};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Identity, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-nat-in-private-subnet",
        summary: "A NAT gateway lies in a subnet that does not reach the internet, or has no address of its own.",
        why: "The gateway is created and paid for, but nothing gets out through it; without an address, or with that \
              of another gateway, AWS refuses to create it.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("nat_in_private_subnet.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let mut addresses: BTreeMap<Identity, NodeId> = BTreeMap::new();
    for (id, node) in graph.resources("aws_nat_gateway") {
        // A private one translates between networks and needs no internet.
        let is_public = |kind: &Value| kind.as_str() == Some("public");
        if !node.given("connectivity_type").is_none_or(is_public) {
            continue;
        }
        in_subnet(infrastructure, id, findings);
        let Some(allocation) = node.given("allocation_id") else {
            // A regional gateway brings its own addresses.
            if node.given("availability_mode").is_none() && node.given("vpc_id").is_none() {
                let message = format!(
                    "{} has no allocation_id: a public NAT gateway needs an Elastic IP address",
                    node.address()
                );
                let help = "Set allocation_id to the id of an aws_eip of its own".to_owned();
                let place = (id, "allocation_id");
                findings.push(failed(infrastructure, &RULE.meta, place, (message, help)));
            }
            continue;
        };
        let identity = graph.identity(allocation, &["id", "allocation_id"]);
        // Any of a number of addresses that is not known may be another one each time.
        let is_any = match &identity {
            Some(Identity::Node(address)) => graph.node(*address).is_any(),
            _ => false,
        };
        let Some(identity) = identity.filter(|_| !node.is_any() && !is_any) else {
            continue;
        };
        if let Some(first) = addresses.get(&identity) {
            let other = graph.node(*first);
            let message = format!(
                "{} has the Elastic IP address that {} has already",
                node.address(),
                other.address()
            );
            let help = "Give each NAT gateway an aws_eip of its own".to_owned();
            let place = (id, "allocation_id");
            let found = failed(infrastructure, &RULE.meta, place, (message, help));
            findings.push(found.related(other.header(), "the first with this address"));
        } else {
            addresses.insert(identity, id);
        }
    }
}

fn in_subnet(infrastructure: &Infrastructure<'_>, id: NodeId, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let node = graph.node(id);
    let Some(subnet) = node.given("subnet_id") else {
        return;
    };
    let address = node.address();
    let place = (id, "subnet_id");
    let leads = match infrastructure.network.class_of(graph, subnet) {
        Class::Public => return,
        Class::Undetermined(unsure) => {
            let what = format!("whether the subnet of {address} reaches the internet is not known");
            let found = undetermined(infrastructure, &RULE.meta, place, (&what, &unsure));
            findings.push(found);
            return;
        }
        Class::Private(Target::Endpoint) => {
            // Behind the endpoint is a firewall, and the way goes on from its subnet.
            let what = format!("whether the subnet of {address} reaches the internet is not known");
            let reason = "its packets pass through an endpoint first";
            let unsure = Unsure::new(reason, None);
            findings.push(undetermined(
                infrastructure,
                &RULE.meta,
                place,
                (&what, &unsure),
            ));
            return;
        }
        Class::Isolated => "has no default route".to_owned(),
        Class::Private(target) => format!("has a default route to {}", target.words()),
    };
    let message = format!(
        "{address} lies in a subnet that {leads}, not to an internet gateway: nothing gets out through it"
    );
    let help = "Put it into a subnet whose default route leads to an internet gateway".to_owned();
    let found = failed(infrastructure, &RULE.meta, place, (message, help));
    let reach = graph
        .node_named(subnet, &["id"])
        .and_then(|subnet| infrastructure.network.reach(subnet));
    let evidence = reach.map_or(&[][..], |reach| &reach.evidence);
    findings.push(with_evidence(found, evidence));
}

//! See `vpc_overlap.md`.

use crate::aws::Infrastructure;
use crate::aws::network::Prefix;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Node, NodeId};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-vpc-overlap",
        summary: "The addresses of two VPCs overlap.",
        why: "They can never be connected: a packet for such an address could be for either.",
        severity: DefaultSeverity::ByCase(Severity::Note, &[Severity::Error]),
        security: None,
        page: include_str!("vpc_overlap.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let vpcs = vpcs(context);
    for (at, vpc) in vpcs.iter().enumerate() {
        let overlaps = |other: &&Vpc<'_>| {
            let is_same = other.range.holds(vpc.range) || vpc.range.holds(other.range);
            is_same && other.id != vpc.id
        };
        let earlier = vpcs[..at].iter().filter(overlaps);
        let connected = earlier
            .clone()
            .find_map(|other| Some((other, connection(context, vpc, other)?)));
        let apart = |other: &&Vpc<'_>| {
            let environments = (vpc.environment(), other.environment());
            matches!(environments, (Some(own), Some(other)) if own != other)
        };
        if let Some((other, by)) = connected {
            findings.push(finding(vpc, other, Some(&by)).severity(Severity::Error));
        } else if let Some(other) = earlier.clone().find(apart) {
            findings.push(finding(vpc, other, None));
        }
    }
}

/// A VPC whose addresses are known.
struct Vpc<'c> {
    infrastructure: &'c Infrastructure<'c>,
    id: (usize, NodeId),
    range: Prefix,
}

impl Vpc<'_> {
    fn environment(&self) -> Option<&str> {
        let environment = self.infrastructure.graph.environment?;
        Some(&environment.name)
    }

    fn node(&self) -> &Node<'_> {
        self.infrastructure.graph.node(self.id.1)
    }
}

fn vpcs<'c>(context: &'c Context<'_>) -> Vec<Vpc<'c>> {
    let mut found = Vec::new();
    for (at, infrastructure) in context.infrastructures.iter().enumerate() {
        for (id, node) in infrastructure.graph.resources("aws_vpc") {
            let range = node.given("cidr_block").and_then(Value::as_str);
            if let Some(range) = range.and_then(Prefix::parse) {
                found.push(Vpc {
                    infrastructure,
                    id: (at, id),
                    range,
                });
            }
        }
    }
    found
}

fn finding(vpc: &Vpc<'_>, other: &Vpc<'_>, by: Option<&(String, Span)>) -> Finding {
    let (node, theirs) = (vpc.node(), other.node());
    let whose = match other.environment() {
        Some(environment) => format!("{} of {environment}", theirs.address()),
        None => theirs.address(),
    };
    let then = match by {
        Some((address, _)) => format!("and {address} connects them"),
        None => "so they can never be connected".to_owned(),
    };
    let message = format!(
        "{} has the addresses {}, which overlap {} of {whose}, {then}",
        node.address(),
        vpc.range,
        other.range
    );
    let help = "Give it a range of its own".to_owned();
    let place = (vpc.id.1, "cidr_block");
    let mut found = failed(vpc.infrastructure, &RULE.meta, place, (message, help));
    if let Some((_, span)) = by {
        found = found.related(*span, "connects them");
    }
    found.related(theirs.place("cidr_block"), "the other range")
}

/// What connects two VPCs: a peering, or a transit gateway that both are attached to.
fn connection(context: &Context<'_>, one: &Vpc<'_>, other: &Vpc<'_>) -> Option<(String, Span)> {
    let is_of = |value: Option<&Value>, vpc: &Vpc<'_>| {
        let symbol = value.and_then(Value::as_unknown).and_then(|it| it.symbol());
        symbol.is_some_and(|symbol| *symbol.owner == *vpc.node().instance.owner)
    };
    let mut gateways: [Vec<&Value>; 2] = [Vec::new(), Vec::new()];
    for infrastructure in context.infrastructures {
        let graph = &infrastructure.graph;
        for (_, node) in graph.resources("aws_vpc_peering_connection") {
            let ends = (node.given("vpc_id"), node.given("peer_vpc_id"));
            let connects = |near, far| is_of(ends.0, near) && is_of(ends.1, far);
            if connects(one, other) || connects(other, one) {
                return Some((node.address(), node.header()));
            }
        }
        for (_, node) in graph.resources("aws_ec2_transit_gateway_vpc_attachment") {
            let Some(gateway) = node.given("transit_gateway_id") else {
                continue;
            };
            for (at, vpc) in [one, other].into_iter().enumerate() {
                if !is_of(node.given("vpc_id"), vpc) {
                    continue;
                }
                if gateways[1 - at].iter().any(|known| is_same(known, gateway)) {
                    return Some((node.address(), node.header()));
                }
                gateways[at].push(gateway);
            }
        }
    }
    None
}

/// Whether two values certainly name one thing.
fn is_same(one: &Value, other: &Value) -> bool {
    if let (Some(one), Some(other)) = (one.as_str(), other.as_str()) {
        return one == other;
    }
    let symbol = |value: &Value| {
        let symbol = value.as_unknown()?.symbol()?;
        symbol.is_single().then(|| symbol.clone())
    };
    symbol(one).is_some_and(|one| symbol(other) == Some(one))
}

//! See `dns.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::truth::{flag, is_text};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-dns",
        summary: "A VPC does not resolve names that what lies in it needs.",
        why: "Endpoints with private names cannot be made, and tasks find neither AWS nor each other.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Error]),
        security: None,
        page: include_str!("dns.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (vpc, _) in graph.resources("aws_vpc") {
        let endpoint = private_endpoint(infrastructure, vpc);
        findings.extend(judge(
            infrastructure,
            (vpc, "enable_dns_support", true),
            endpoint,
        ));
        // Without such an endpoint only the names of what has a public address are missing.
        if endpoint.is_some() {
            findings.extend(judge(
                infrastructure,
                (vpc, "enable_dns_hostnames", false),
                endpoint,
            ));
        }
    }
}

fn judge(
    infrastructure: &Infrastructure<'_>,
    (vpc, switch, default): (NodeId, &'static str, bool),
    endpoint: Option<NodeId>,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(vpc);
    let address = node.address();
    let answer = flag(node.given(switch), default).opposite();
    let message = || {
        let then = match endpoint {
            Some(endpoint) => format!(
                "AWS refuses {}, which has private names",
                graph.node(endpoint).address()
            ),
            None => "nothing in it resolves any name".to_owned(),
        };
        (
            format!("{address} has {switch} off: {then}"),
            format!("Set {switch} = true"),
        )
    };
    let what = format!("whether {address} has {switch} on is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    let finding = judged(infrastructure, &RULE.meta, (vpc, switch), &answer, words)?;
    Some(match endpoint {
        Some(endpoint) => finding.severity(Severity::Error).related(
            graph.node(endpoint).place("private_dns_enabled"),
            "has private names",
        ),
        None => finding,
    })
}

/// An interface endpoint of a VPC that certainly answers under the service's public name.
fn private_endpoint(infrastructure: &Infrastructure<'_>, vpc: NodeId) -> Option<NodeId> {
    let graph = &infrastructure.graph;
    let mut endpoints = graph.resources("aws_vpc_endpoint");
    let found = endpoints.find(|(_, node)| {
        let own = node.given("vpc_id");
        own.and_then(|own| graph.node_named(own, &["id"])) == Some(vpc)
            && !node.is_any()
            && is_text(node.given("vpc_endpoint_type"), "Interface", "Gateway").is_yes()
            && flag(node.given("private_dns_enabled"), false).is_yes()
    });
    found.map(|(id, _)| id)
}

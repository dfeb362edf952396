//! See `flow_logs.md`.

use std::collections::BTreeSet;

use crate::aws::alarms::Judgement;
use crate::aws::placement::truth::Truth;
use crate::aws::{Infrastructure, Unsure, access};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Graph, NodeId, possible};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-flow-logs",
        summary: "A VPC has no flow log, or one that cannot be written.",
        why: "When somebody asks who connected to what, last night or during an attack, there is no record.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: Some("5.5"),
        page: include_str!("flow_logs.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// The principal that writes flow logs to CloudWatch.
const SERVICE: &str = "vpc-flow-logs.amazonaws.com";

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    check_roles(infrastructure, findings);
    for (vpc, node) in graph.resources("aws_vpc") {
        let address = node.address();
        match has_log(graph, vpc) {
            Judgement::Holds => {}
            Judgement::Fails(_) => {
                let message = format!("{address} has no flow log");
                let help = format!("Add an aws_flow_log with vpc_id = {address}.id");
                findings.push(failed(
                    infrastructure,
                    &RULE.meta,
                    (vpc, ""),
                    (message, help),
                ));
            }
            Judgement::Unknown(unsure) => {
                let what = format!("whether {address} has a flow log is not known");
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, (vpc, ""), told));
            }
        }
    }
}

/// Flow logs whose role the service may not take: they are made, and nothing arrives.
fn check_roles(infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (_, node) in graph.resources("aws_flow_log") {
        let role = node.given("iam_role_arn");
        let Some(role) = role.and_then(|role| access::role(graph, role)) else {
            continue;
        };
        if access::trusts(graph, role, SERVICE) == Truth::No {
            let message = format!(
                "{} records nothing: {} does not let the service for flow logs take it",
                node.address(),
                graph.node(role).address()
            );
            let help = format!("Name {SERVICE} as the principal of its assume_role_policy");
            let place = (role, "assume_role_policy");
            let found = failed(infrastructure, &RULE.meta, place, (message, help));
            findings.push(found.related(node.header(), "the flow log"));
        }
    }
}

/// Whether all packets of a VPC are recorded: by a log of its own, or by one of each of its subnets.
fn has_log(graph: &Graph<'_>, vpc: NodeId) -> Judgement {
    let mut doubt = None;
    let mut logged = BTreeSet::new();
    for (log, node) in graph.resources("aws_flow_log") {
        for (argument, kind) in [("vpc_id", "aws_vpc"), ("subnet_id", "aws_subnet")] {
            let Some(value) = node.given(argument) else {
                continue;
            };
            for one in possible(value) {
                match named(graph, one, kind) {
                    Some(found) => {
                        let is_certain = !node.is_any() || graph.are_parallel(log, found);
                        if is_certain && possible(value).len() == 1 {
                            logged.insert(found);
                        } else if found == vpc {
                            doubt = Some(Unsure::of(value));
                        }
                    }
                    // A text is the id of something that is made elsewhere.
                    None if one.as_str().is_some() => {}
                    None => doubt = Some(Unsure::of(one)),
                }
            }
        }
    }
    if logged.contains(&vpc) {
        return Judgement::Holds;
    }
    let own = graph.resources("aws_subnet").filter(|(_, subnet)| {
        let of = subnet.given("vpc_id");
        of.and_then(|of| graph.node_named(of, &["id"])) == Some(vpc)
    });
    let own: Vec<NodeId> = own.map(|(id, _)| id).collect();
    if !own.is_empty() && own.iter().all(|subnet| logged.contains(subnet)) {
        return Judgement::Holds;
    }
    let mut unseen = graph.unseen.iter();
    let unseen = unseen.find(|it| it.given.contains(&vpc));
    if own.is_empty() && unseen.is_none() {
        // Nothing sends a packet there.
        return Judgement::Holds;
    }
    if let Some(unseen) = unseen {
        let unsure = Unsure::of_unseen(unseen, "which is given the VPC");
        return Judgement::Unknown(unsure);
    }
    match doubt {
        Some(unsure) => Judgement::Unknown(unsure),
        None => Judgement::Fails("no flow log names it".to_owned()),
    }
}

/// The VPC or subnet whose id a value is.
fn named(graph: &Graph<'_>, value: &Value, kind: &str) -> Option<NodeId> {
    let found = graph.node_named(value, &["id"])?;
    (graph.node(found).kind() == kind).then_some(found)
}

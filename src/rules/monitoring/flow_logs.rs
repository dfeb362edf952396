//! See `flow_logs.md`.

use std::collections::{BTreeMap, BTreeSet};

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
    let logs = Logs::of(graph);
    for (vpc, node) in graph.resources("aws_vpc") {
        let address = node.address();
        match has_log(graph, &logs, vpc) {
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

/// What the flow logs of an environment record.
#[derive(Default)]
struct Logs {
    /// The VPCs and subnets that certainly are.
    logged: BTreeSet<NodeId>,
    /// How many doubts there were.
    met: usize,
    /// Why any VPC may be, and the position of that among all doubts.
    doubt: Option<(usize, Unsure)>,
    /// The same of one.
    doubts: BTreeMap<NodeId, (usize, Unsure)>,
    /// The subnets of each VPC.
    subnets: BTreeMap<NodeId, Vec<NodeId>>,
}

impl Logs {
    fn of(graph: &Graph<'_>) -> Self {
        let mut logs = Self::default();
        for (log, node) in graph.resources("aws_flow_log") {
            for (argument, kind) in [("vpc_id", "aws_vpc"), ("subnet_id", "aws_subnet")] {
                if let Some(value) = node.given(argument) {
                    logs.add(graph, log, (value, kind));
                }
            }
        }
        for (subnet, node) in graph.resources("aws_subnet") {
            let of = node.given("vpc_id");
            if let Some(vpc) = of.and_then(|of| graph.node_named(of, &["id"])) {
                logs.subnets.entry(vpc).or_default().push(subnet);
            }
        }
        logs
    }

    fn add(&mut self, graph: &Graph<'_>, log: NodeId, (value, kind): (&Value, &str)) {
        let ways = possible(value);
        for one in &ways {
            self.met += 1;
            let position = self.met;
            match named(graph, one, kind) {
                Some(found) => {
                    let is_certain = !graph.node(log).is_any() || graph.are_parallel(log, found);
                    if is_certain && ways.len() == 1 {
                        self.logged.insert(found);
                    } else {
                        self.doubts.insert(found, (position, Unsure::of(value)));
                    }
                }
                // A text is the id of something that is made elsewhere.
                None if one.as_str().is_some() => {}
                None => self.doubt = Some((position, Unsure::of(one))),
            }
        }
    }

    /// Why a VPC may be recorded: the last that there is.
    fn doubt(&self, vpc: NodeId) -> Option<Unsure> {
        let own = self.doubts.get(&vpc).into_iter();
        let last = own.chain(&self.doubt).max_by_key(|(position, _)| *position);
        last.map(|(_, unsure)| unsure.clone())
    }
}

/// Whether all packets of a VPC are recorded: by a log of its own, or by one of each of its subnets.
fn has_log(graph: &Graph<'_>, logs: &Logs, vpc: NodeId) -> Judgement {
    let logged = &logs.logged;
    if logged.contains(&vpc) {
        return Judgement::Holds;
    }
    let own = logs.subnets.get(&vpc).map_or(&[][..], Vec::as_slice);
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
    match logs.doubt(vpc) {
        Some(unsure) => Judgement::Unknown(unsure),
        None => Judgement::Fails("no flow log names it".to_owned()),
    }
}

/// The VPC or subnet whose id a value is.
fn named(graph: &Graph<'_>, value: &Value, kind: &str) -> Option<NodeId> {
    let found = graph.node_named(value, &["id"])?;
    (graph.node(found).kind() == kind).then_some(found)
}

//! What the rules share that ask whether tasks reach what they need.

use std::collections::BTreeMap;

use crate::aws::network::TableId;
use crate::aws::placement::Workload;
use crate::aws::placement::need::Need;
use crate::aws::reach::supply::Supply;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{Cause, Finding, Meta};
use crate::graph::{Identity, NodeId};

use super::instances::{block_of, failed, undetermined, with_evidence};

/// The argument with the subnets of tasks, below the workload.
const SUBNETS: &str = "network_configuration.subnets";

/// That tasks in a subnet do not reach what they need, with the way of their packets.
pub(super) fn cut_off(
    infrastructure: &Infrastructure<'_>,
    meta: &'static Meta,
    (workload, supply): (&Workload<'_>, &Supply),
    words: (String, String),
) -> Finding {
    let path = workload.path(SUBNETS);
    let finding = failed(infrastructure, meta, (workload.node, &path), words);
    let reach = infrastructure.network.reach(supply.subnet);
    let finding = with_evidence(finding, reach.map_or(&[][..], |reach| &reach.evidence));
    let subnet = infrastructure.graph.node(supply.subnet);
    finding.related(subnet.header(), "the subnet")
}

/// The route tables that serve some subnets, as the cause of what the tasks there do not reach: `what` is wrong with them.
/// `None` where one of the tables is not of the environment.
pub(super) fn tables(
    infrastructure: &Infrastructure<'_>,
    (workload, subnets): (&Workload<'_>, impl Iterator<Item = NodeId>),
    (kind, what, help): (&str, &str, &str),
) -> Option<Cause> {
    let graph = &infrastructure.graph;
    // The block of each, with one of the tables that it makes.
    let mut blocks: BTreeMap<String, NodeId> = BTreeMap::new();
    for subnet in subnets {
        let table = infrastructure.network.reach(subnet)?.table.as_ref()?;
        let (node, of) = match table {
            TableId::Own(node) => (*node, ""),
            TableId::OfVpc(Identity::Node(vpc)) => (*vpc, "the main route table of "),
            TableId::OfVpc(_) | TableId::Elsewhere(_) => return None,
        };
        let stack = &graph.plan.repo.stack(graph.node(node).stack).path;
        blocks.insert(format!("{of}{} in {stack}", block_of(graph, node)), node);
    }
    let (_, node) = blocks.first_key_value()?;
    let node = graph.node(*node);
    let names: Vec<&str> = blocks.keys().map(String::as_str).collect();
    let names = names.join(" and ");
    Some(Cause {
        key: format!("{kind} of {names}"),
        span: node.header(),
        address: node.declaration.address(),
        message: format!("{names} {what}"),
        help: help.to_owned(),
        follows: format!("{} runs its tasks there", workload.address(graph)),
    })
}

/// That it is not known whether they do: `what` as a clause, and why.
pub(super) fn doubtful(
    infrastructure: &Infrastructure<'_>,
    meta: &'static Meta,
    workload: &Workload<'_>,
    words: (&str, &Unsure),
) -> Finding {
    let path = workload.path(SUBNETS);
    undetermined(infrastructure, meta, (workload.node, &path), words)
}

/// What is needed, in words: `ecr.api, ecr.dkr and the registry docker.io`.
pub(super) fn listed(needs: &[Need]) -> String {
    let names: Vec<String> = needs
        .iter()
        .map(|need| match need {
            Need::Service(service) => (*service).to_owned(),
            Need::Registry(host) => format!("the registry {host}"),
        })
        .collect();
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

//! What the rules share that ask whether tasks reach what they need.

use crate::aws::placement::Workload;
use crate::aws::placement::need::Need;
use crate::aws::reach::supply::Supply;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{Finding, Meta};

use super::instances::{failed, undetermined, with_evidence};

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

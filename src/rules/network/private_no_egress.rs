//! See `private_no_egress.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::Workload;
use crate::aws::reach::supply::{Closed, Supply, supplies};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined, with_evidence};
use super::super::needs::listed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-private-no-egress",
        summary: "Tasks run in a subnet that has no way out.",
        why: "A task that cannot pull its image, fetch its secrets or send its logs never starts.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("private_no_egress.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let world = (
        &infrastructure.graph,
        &infrastructure.network,
        &infrastructure.placement,
    );
    for workload in &infrastructure.placement.workloads {
        let (found, open) = supplies(world, workload);
        let isolated = found.iter().find(|supply| has_no_way_out(supply));
        if let Some(supply) = isolated {
            findings.push(failure(infrastructure, workload, supply));
            continue;
        }
        let doubtful = found
            .iter()
            .find(|supply| supply.closed == Closed::NoRoute && supply.missing.is_empty());
        let doubt = doubtful.and_then(|supply| supply.doubt.clone());
        if let Some(unsure) = doubt.or(open) {
            let address = workload.address(&infrastructure.graph);
            let what = format!("whether the tasks of {address} have a way out is not known");
            let path = workload.path("network_configuration.subnets");
            let place = (workload.node, &*path);
            findings.push(undetermined(
                infrastructure,
                &RULE.meta,
                place,
                (&what, &unsure),
            ));
        }
    }
}

/// Whether not even a part of what tasks need is reached: where a part is, the rest is what is missing.
pub(in super::super) fn has_no_way_out(supply: &Supply) -> bool {
    supply.closed == Closed::NoRoute && !supply.missing.is_empty() && !supply.has_some
}

fn failure(
    infrastructure: &Infrastructure<'_>,
    workload: &Workload<'_>,
    supply: &Supply,
) -> Finding {
    let graph = &infrastructure.graph;
    let subnet = graph.node(supply.subnet).address();
    let address = workload.address(graph);
    let missing = listed(&supply.missing);
    let message = format!(
        "{address} runs tasks in {subnet}, which has no default route and no endpoint for {missing}: none can start"
    );
    let help = "Add a route for 0.0.0.0/0 to a NAT gateway, or endpoints for what the tasks need";
    let path = workload.path("network_configuration.subnets");
    let place = (workload.node, &*path);
    let finding = failed(
        infrastructure,
        &RULE.meta,
        place,
        (message, help.to_owned()),
    );
    let evidence = infrastructure.network.reach(supply.subnet);
    let evidence = evidence.map_or(&[][..], |reach| &reach.evidence);
    let finding = with_evidence(finding, evidence);
    finding.related(graph.node(supply.subnet).header(), "the subnet")
}

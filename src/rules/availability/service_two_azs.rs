//! See `service_two_azs.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::truth::Truth;
use crate::aws::placement::zone::Zones;
use crate::aws::placement::{Workload, WorkloadKind};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{judged, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-service-two-azs",
        summary: "All tasks of a service run in one availability zone.",
        why: "When that zone fails, all of them do.",
        severity: DefaultSeverity::ByTier(Severity::Error, None),
        security: None,
        page: include_str!("service_two_azs.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for workload in &infrastructure.placement.workloads {
        // A single task that runs now and then is in one zone wherever it may run.
        if workload.kind != WorkloadKind::Event {
            findings.extend(judge(infrastructure, workload));
        }
    }
}

fn judge(infrastructure: &Infrastructure<'_>, workload: &Workload<'_>) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let address = workload.address(graph);
    let mut told = String::new();
    let mut evidence = Vec::new();
    let answer = match workload.subnets(graph) {
        Err(unsure) => Truth::Open(unsure),
        Ok(ways) => {
            let ways = ways.iter().map(|way| Zones::of(graph, way)).map(|zones| {
                if told.is_empty() {
                    told = zones.told();
                    evidence = zones.evidence(graph);
                }
                is_single(&zones)
            });
            let value = workload.given(graph, "network_configuration");
            Truth::in_all(ways.collect::<Vec<_>>(), value)
        }
    };
    let message = || {
        let text = format!("all tasks of {address} run in {told}");
        (text, "Give it subnets of at least two zones".to_owned())
    };
    let what = format!("in how many zones {address} runs tasks is not known");
    let path = workload.path("network_configuration.subnets");
    let place = (workload.node, &*path);
    let finding = judged(
        infrastructure,
        &RULE.meta,
        place,
        &answer,
        (&message, &what),
    )?;
    Some(if answer.is_yes() {
        with_evidence(finding, &evidence)
    } else {
        finding
    })
}

/// Whether subnets are certainly in one zone. Without any there is nothing to say.
fn is_single(zones: &Zones) -> Truth {
    if zones.minimum() > 1 || zones.maximum() == Some(0) {
        return Truth::No;
    }
    match zones.maximum() {
        Some(1) => Truth::Yes,
        _ => Truth::Open(zones.unsure()),
    }
}

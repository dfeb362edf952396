//! See `alb_covers_tasks.md`.

use crate::aws::placement::Workload;
use crate::aws::placement::truth::Truth;
use crate::aws::placement::zone::{Zone, Zones};
use crate::aws::{Infrastructure, Unsure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{judged, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-alb-covers-tasks",
        summary: "Tasks run in a zone in which their load balancer has no subnet.",
        why: "The load balancer sends no requests to targets in a zone that is not enabled for it: those \
              tasks are paid for and never used.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("alb_covers_tasks.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for workload in &infrastructure.placement.workloads {
        for group in balancing::registered_in(graph, workload) {
            for balancer in balancing::balancers_before(graph, group) {
                findings.extend(judge(infrastructure, workload, balancer));
            }
        }
    }
}

fn judge(
    infrastructure: &Infrastructure<'_>,
    workload: &Workload<'_>,
    balancer: NodeId,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let (address, balancer_address) = (workload.address(graph), graph.node(balancer).address());
    let mut missed: Option<Zone> = None;
    let mut evidence = Vec::new();
    let answer = match workload.subnets(graph) {
        Err(unsure) => Truth::Open(unsure),
        Ok(tasks) => {
            let enabled = balancing::subnets(graph, balancer);
            let mut ways = Vec::new();
            for tasks in &tasks {
                for enabled in &enabled {
                    let tasks = Zones::of(graph, tasks);
                    let enabled = Zones::of(graph, enabled);
                    ways.push(misses(&tasks, &enabled, &mut missed));
                    evidence = [tasks.evidence(graph), enabled.evidence(graph)].concat();
                }
            }
            Truth::in_all(ways, None)
        }
    };
    let message = || {
        let zone = missed
            .as_ref()
            .map_or_else(String::new, ToString::to_string);
        let text = format!(
            "{address} runs tasks in {zone}, where {balancer_address} has no subnet: they get no requests"
        );
        (
            text,
            format!("Add a subnet of {zone} to {balancer_address}"),
        )
    };
    let what = format!("whether {balancer_address} reaches every zone of {address} is not known");
    let place = (balancer, "subnets");
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

/// Whether there are tasks in a zone that is certainly none of those of the load balancer.
fn misses(tasks: &Zones, enabled: &Zones, missed: &mut Option<Zone>) -> Truth {
    // Without any subnet it is no load balancer yet, which is another fault.
    if enabled.maximum() == Some(0) {
        return Truth::No;
    }
    let mut open: Option<Unsure> = None;
    for zone in tasks.known.keys() {
        if enabled.known.contains_key(zone) {
            continue;
        }
        if enabled.is_complete() && enabled.known.keys().all(|other| zone.differs(other)) {
            *missed = Some(zone.clone());
            return Truth::Yes;
        }
        open.get_or_insert_with(|| enabled.unsure());
    }
    // Tasks in the load balancer's own subnets are in its zones, whichever these are.
    if !tasks.is_complete() && !enabled.hold(tasks) {
        open.get_or_insert_with(|| tasks.unsure());
    }
    open.map_or(Truth::No, Truth::Open)
}

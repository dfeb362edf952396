//! See `autoscaling.md`.

use crate::aws::placement::scaling::{has_policy, scaling};
use crate::aws::placement::truth::{Truth, is_text, number};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-autoscaling",
        summary: "Nothing changes the number of a service's tasks with its load.",
        why: "It is either too many for every night or too few for one busy hour.",
        severity: DefaultSeverity::ByTier(Severity::Warning, None),
        security: None,
        page: include_str!("autoscaling.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for service in infrastructure.placement.services() {
        findings.extend(judge(infrastructure, service.node));
    }
}

fn judge(infrastructure: &Infrastructure<'_>, service: NodeId) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let node = graph.node(service);
    let strategy = node.given("scheduling_strategy");
    let is_replica = is_text(strategy, "REPLICA", "REPLICA");
    let scaling = scaling(infrastructure, service);
    let address = node.address();
    let what = format!(
        "whether anything changes the number of tasks of {address} with the load is not known"
    );
    let Some(target) = scaling.targets.first().copied() else {
        let is_fixed = scaling.others.map_or(Truth::Yes, Truth::Open);
        let message = || {
            let text = format!(
                "{address} has no autoscaling target: it always runs the same number of tasks"
            );
            let help = "Add an aws_appautoscaling_target and an aws_appautoscaling_policy for it";
            (text, help.to_owned())
        };
        let answer = is_replica.and(is_fixed);
        let place = (service, "");
        return judged(
            infrastructure,
            &RULE.meta,
            place,
            &answer,
            (&message, &what),
        );
    };
    let is_still = has_no_policy(infrastructure, target, service);
    let range = (
        range(infrastructure, target, "min_capacity"),
        range(infrastructure, target, "max_capacity"),
    );
    let is_closed = match range {
        (Ok(least), Ok(most)) if least.0 == least.1 && most.0 == most.1 => Truth::of(least == most),
        (Err(unsure), _) | (_, Err(unsure)) => Truth::Open(unsure),
        _ => Truth::No,
    };
    let target_address = graph.node(target).address();
    let has_no_policy = is_still.is_yes();
    let message = || {
        if has_no_policy {
            (
                format!(
                    "{target_address} has no policy, so the number of tasks of {address} never changes"
                ),
                "Add an aws_appautoscaling_policy for it".to_owned(),
            )
        } else {
            (
                format!(
                    "{target_address} lets {address} run one number of tasks only: its minimum is its maximum"
                ),
                "Raise max_capacity".to_owned(),
            )
        }
    };
    let answer = is_replica.and(is_still.or(is_closed));
    let path = if has_no_policy { "" } else { "max_capacity" };
    judged(
        infrastructure,
        &RULE.meta,
        (target, path),
        &answer,
        (&message, &what),
    )
}

fn has_no_policy(infrastructure: &Infrastructure<'_>, target: NodeId, service: NodeId) -> Truth {
    let graph = &infrastructure.graph;
    let answer = has_policy(infrastructure, target, service).opposite();
    let mut unseen = graph.unseen.iter();
    match unseen.find(|call| call.given.contains(&target)) {
        Some(call) if answer.is_yes() => Truth::Open(Unsure::of_unseen(call, "")),
        _ => answer,
    }
}

fn range(
    infrastructure: &Infrastructure<'_>,
    target: NodeId,
    name: &str,
) -> Result<(i64, i64), Unsure> {
    number(infrastructure.graph.node(target).given(name), 0)
}

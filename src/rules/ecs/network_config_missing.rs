//! See `network_config_missing.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::truth::{Truth, has_block};
use crate::aws::placement::{Launch, Workload, mode_is};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-network-config-missing",
        summary: "The network configuration of a service and the network mode of its task definition do not go together.",
        why: "ECS refuses the service: with awsvpc each task has an interface of its own that needs subnets, \
              with any other mode there is none.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("network_config_missing.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for workload in &infrastructure.placement.workloads {
        findings.extend(judge(infrastructure, workload));
    }
}

fn judge(infrastructure: &Infrastructure<'_>, workload: &Workload<'_>) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let address = workload.address(graph);
    let path = workload.path("network_configuration");
    let is_given = has_block(workload.given(graph, "network_configuration"));
    let what = format!("whether {address} needs a network configuration is not known");
    let definition = match workload.definition.as_ref()? {
        Ok(definition) => Some(*definition),
        // What runs on Fargate has the network mode awsvpc.
        Err(_) if workload.launch == Ok(Launch::Fargate) => None,
        Err(unsure) => {
            let open = Truth::Open(unsure.clone());
            let words = || (String::new(), String::new());
            let place = (workload.node, &*path);
            return judged(infrastructure, &RULE.meta, place, &open, (&words, &what));
        }
    };
    let has_interface = workload.has_own_interface(graph);
    let misses = has_interface.clone().and(is_given.clone().opposite());
    let is_idle = has_interface
        .opposite()
        .and(is_given)
        .and(not_for_fargate(infrastructure, definition));
    let because = definition.map_or_else(
        || "it runs on Fargate".to_owned(),
        |definition| {
            let mode = graph.node(definition).given("network_mode");
            let mode = mode.and_then(|mode| mode.as_str()).unwrap_or("bridge");
            format!(
                "{} has the network mode {mode}",
                graph.node(definition).address()
            )
        },
    );
    let is_missing = misses.is_yes();
    let words = || {
        if is_missing {
            (
            format!("{address} has no network configuration, but needs one: {because}"),
            "Add a network_configuration block with the subnets and security groups of the tasks".to_owned(),
        )
        } else {
            (
            format!("{address} has a network configuration, which only the network mode awsvpc takes: {because}"),
            "Remove the network_configuration block, or set network_mode = \"awsvpc\" in the task definition".to_owned(),
        )
        }
    };
    let answer = misses.or(is_idle);
    let place = (workload.node, &*path);
    judged(infrastructure, &RULE.meta, place, &answer, (&words, &what))
}

/// A definition for Fargate with another mode than awsvpc is at fault itself.
fn not_for_fargate(infrastructure: &Infrastructure<'_>, definition: Option<NodeId>) -> Truth {
    let Some(definition) = definition else {
        return Truth::No;
    };
    let node = infrastructure.graph.node(definition);
    let kinds = node.given("requires_compatibilities");
    let kinds = kinds.and_then(|kinds| kinds.elements());
    let is_fargate =
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind.as_str() == Some("FARGATE")));
    if is_fargate {
        Truth::No
    } else {
        mode_is(&infrastructure.graph, definition, "awsvpc").opposite()
    }
}

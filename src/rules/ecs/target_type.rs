//! See `target_type.md`.

use crate::aws::Infrastructure;
use crate::aws::balancing::registered_in;
use crate::aws::placement::truth::{Truth, is_text};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-target-type",
        summary: "The target type of a service's target group does not fit the tasks' network mode.",
        why: "ECS registers tasks with an interface of their own by address and all others by instance, and \
              refuses a target group that wants the other.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("target_type.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for workload in &infrastructure.placement.workloads {
        let has_interface = workload.has_own_interface(graph);
        // The group of another repository has its own reviewers.
        for group in registered_in(graph, workload) {
            let kind = graph.node(group).given("target_type");
            let by_address = is_text(kind, "ip", "instance");
            let by_instance = is_text(kind, "instance", "instance");
            let misses = has_interface.clone().and(by_address.clone().opposite());
            let exceeds = has_interface.clone().opposite().and(by_instance.opposite());
            let wanted = match misses {
                Truth::Yes => "ip",
                _ => "instance",
            };
            let (address, group_address) = (workload.address(graph), graph.node(group).address());
            let message = || {
                let registered = match wanted {
                    "ip" => "by address, as each has an interface of its own",
                    _ => "by instance, as they have no interface of their own",
                };
                let text = format!(
                    "{group_address} does not take the tasks of {address}, which are registered {registered}"
                );
                (text, format!("Set target_type = \"{wanted}\""))
            };
            let what = format!("whether {group_address} takes the tasks of {address} is not known");
            findings.extend(judged(
                infrastructure,
                &RULE.meta,
                (group, "target_type"),
                &misses.or(exceeds),
                (&message, &what),
            ));
        }
    }
}

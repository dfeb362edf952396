//! See `min_tasks.md`.

use crate::aws::placement::scaling::{Floor, floor};
use crate::aws::placement::truth::Truth;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ha-min-tasks",
        summary: "A service can come down to a single task.",
        why: "When that task fails or its zone does, nobody answers until another one runs.",
        severity: DefaultSeverity::ByTier(Severity::Error, None),
        security: None,
        page: include_str!("min_tasks.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for service in infrastructure.placement.services() {
        let address = service.address(graph);
        let floor = floor(infrastructure, service.node);
        let (answer, by) = match &floor {
            Ok(None) => continue,
            Err(unsure) => (Truth::Open(unsure.clone()), (service.node, "desired_count")),
            // A service that is switched off has nothing to lose.
            Ok(Some(floor)) if is_switched_off(infrastructure, floor) => continue,
            Ok(Some(floor)) => (is_too_low(infrastructure, floor), floor.by),
        };
        let message = || {
            let tasks = floor
                .as_ref()
                .ok()
                .and_then(Option::as_ref)
                .map_or(0, |floor| floor.most);
            let text = match (tasks, by.1) {
                (0, "desired_count") => {
                    format!("{address} runs no task: desired_count is 0 where it is not set")
                }
                (1, "desired_count") => format!("{address} runs a single task"),
                (0, _) => format!("{address} can come down to no task at all"),
                _ => format!("{address} can come down to a single task"),
            };
            let name = by.1.rsplit('.').next().unwrap_or(by.1);
            (text, format!("Set {name} = 2 or more"))
        };
        let what = format!("how few tasks {address} may run is not known");
        findings.extend(judged(
            infrastructure,
            &RULE.meta,
            by,
            &answer,
            (&message, &what),
        ));
    }
}

fn is_too_low(infrastructure: &Infrastructure<'_>, floor: &Floor) -> Truth {
    if floor.most < 2 {
        return Truth::Yes;
    }
    if floor.least >= 2 {
        return Truth::No;
    }
    let node = infrastructure.graph.node(floor.by.0);
    let reason = "it hangs on a condition that is not known";
    Truth::Open(Unsure::new(reason, Some(node.place(floor.by.1))))
}

/// Whether it is written that the service runs no task.
fn is_switched_off(infrastructure: &Infrastructure<'_>, floor: &Floor) -> bool {
    let node = infrastructure.graph.node(floor.by.0);
    floor.most == 0 && floor.by.1 == "desired_count" && node.given("desired_count").is_some()
}

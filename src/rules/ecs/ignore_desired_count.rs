//! See `ignore_desired_count.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::scaling::scaling;
use crate::aws::placement::truth::{Argument, Truth, argument};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{judged, where_it_stands};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-ignore-desired-count",
        summary: "An autoscaled service also has its number of tasks set by Terraform.",
        why: "Every apply undoes what autoscaling has decided, in the middle of the load for which it did.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("ignore_desired_count.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for service in infrastructure.placement.services() {
        let node = graph.node(service.node);
        if node.declaration.ignores(&["desired_count"]).is_some() {
            continue;
        }
        let count = node.given("desired_count");
        let ways = argument(count).into_iter().map(|way| match way {
            Argument::Absent => Truth::No,
            Argument::Given(_) => Truth::Yes,
            Argument::Open(unsure) => Truth::Open(unsure),
        });
        let is_set = Truth::in_all(ways, count);
        let scaling = scaling(infrastructure, service.node);
        let is_scaled = match (scaling.targets.first(), scaling.others) {
            (Some(_), _) => Truth::Yes,
            (None, Some(unsure)) => Truth::Open(unsure),
            (None, None) => Truth::No,
        };
        let address = service.address(graph);
        let message = || {
            let target = scaling.targets.first();
            let target = target.map_or_else(String::new, |id| graph.node(*id).address());
            let text = format!(
                "every apply sets the number of tasks of {address} back, which {target} changes with the load"
            );
            let help = "Add lifecycle { ignore_changes = [desired_count] } to the service, on lines of their own";
            (text, help.to_owned())
        };
        let what = format!(
            "whether something besides Terraform sets the number of tasks of {address} is not known"
        );
        let place = (service.node, "desired_count");
        let answer = is_set.and(is_scaled);
        let finding = judged(
            infrastructure,
            &RULE.meta,
            place,
            &answer,
            (&message, &what),
        );
        findings.extend(finding.map(|finding| where_it_stands(infrastructure, place, finding)));
    }
}

//! See `circuit_breaker.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::truth::{Truth, flag_in};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-circuit-breaker",
        summary: "Nothing rolls a failed deployment back.",
        why: "ECS goes on starting tasks that do not become healthy, for hours, and the pipeline waits or \
              calls it a success.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("circuit_breaker.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for service in infrastructure.placement.services() {
        let address = service.address(graph);
        let breaks = |name: &str, switch: &str| flag_in(service.given(graph, name), switch, false);
        let is_rolled_back = ["deployment_circuit_breaker", "alarms"]
            .into_iter()
            .map(|name| breaks(name, "enable").and(breaks(name, "rollback")))
            .fold(Truth::No, Truth::or);
        let stops = breaks("deployment_circuit_breaker", "enable");
        let answer = service.is_rolling(graph).and(is_rolled_back.opposite());
        let message = || {
            let (fault, help) = match stops {
                Truth::Yes => (
                    "stops a failed deployment, but does not roll it back",
                    "Set rollback = true in deployment_circuit_breaker",
                ),
                _ => (
                    "does not notice that a deployment fails, and nothing rolls it back",
                    "Add deployment_circuit_breaker { enable = true, rollback = true }, on lines of their own",
                ),
            };
            (format!("{address} {fault}"), help.to_owned())
        };
        let what = format!("whether a failed deployment of {address} is rolled back is not known");
        findings.extend(judged(
            infrastructure,
            &RULE.meta,
            (service.node, "deployment_circuit_breaker"),
            &answer,
            (&message, &what),
        ));
    }
}

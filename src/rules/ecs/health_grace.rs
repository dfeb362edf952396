//! See `health_grace.md`.

use crate::aws::balancing::registered_in;
use crate::aws::placement::Workload;
use crate::aws::placement::definition::given;
use crate::aws::placement::truth::{Truth, has_block, number, whole};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::alternatives;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-health-grace",
        summary: "Tasks must be healthy to the load balancer from their first second.",
        why: "A task that needs longer to start than the load balancer waits is stopped before it \
              serves, and the next one too.",
        severity: DefaultSeverity::ByCase(Severity::Note, &[Severity::Warning]),
        security: None,
        page: include_str!("health_grace.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for service in infrastructure.placement.services() {
        findings.extend(judge(infrastructure, service));
    }
}

fn judge(infrastructure: &Infrastructure<'_>, service: &Workload<'_>) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let address = service.address(graph);
    let path = "health_check_grace_period_seconds";
    let has_none = match number(service.given(graph, path), 0) {
        Ok((_, 0)) => Truth::Yes,
        Ok((least, _)) if least > 0 => Truth::No,
        Ok(_) => Truth::Open(Unsure::new(
            "it hangs on a condition that is not known",
            None,
        )),
        Err(unsure) => Truth::Open(unsure),
    };
    let answer = has_block(service.given(graph, "load_balancer")).and(has_none);
    let slow = slow_start(infrastructure, service);
    let message = || {
        let text = format!(
            "{address} gives its tasks no time to start before the load balancer's verdict counts{}",
            slow.map(|slow| format!(", although {slow}"))
                .unwrap_or_default()
        );
        (
            text,
            format!("Set {path} to the time that a task needs to start, such as 60"),
        )
    };
    let what = format!("whether {address} gives its tasks time to start is not known");
    let words = (&message as &dyn Fn() -> _, &*what);
    let finding = judged(
        infrastructure,
        &RULE.meta,
        (service.node, path),
        &answer,
        words,
    )?;
    Some(match slow {
        Some(_) => finding.severity(Severity::Warning),
        None => finding,
    })
}

/// What says that a task takes time to start, where something does.
fn slow_start(infrastructure: &Infrastructure<'_>, service: &Workload<'_>) -> Option<&'static str> {
    let graph = &infrastructure.graph;
    let takes_time = |value: Option<&Value>| value.and_then(whole).is_some_and(|it| it > 0);
    let definition = service.definition.as_ref().and_then(|it| it.as_ref().ok());
    let containers = definition.and_then(|id| infrastructure.placement.containers(*id));
    let containers = containers.map(alternatives).unwrap_or_default();
    let mut containers = containers.iter().flat_map(|way| &way.certain);
    let starts = containers.any(|container| {
        let check = given(container, "healthCheck");
        takes_time(check.and_then(|check| given(check, "startPeriod")))
    });
    let mut groups = registered_in(graph, service).into_iter();
    if starts {
        Some("the health check of a container has a start period")
    } else if groups.any(|group| takes_time(graph.node(group).given("slow_start"))) {
        Some("its target group starts targets slowly")
    } else {
        None
    }
}

//! See `deploy_outage.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::Workload;
use crate::aws::placement::truth::{Truth, has_block, is_text};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;
use super::percent::percents;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-deploy-outage",
        summary: "A deployment may stop all tasks of a service before others run.",
        why: "ECS counts on nothing staying healthy, so each deployment can be an outage.",
        severity: DefaultSeverity::ByTier(Severity::Error, None),
        security: None,
        page: include_str!("deploy_outage.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for service in infrastructure.placement.services() {
        let address = service.address(graph);
        let strategy = graph.node(service.node).given("scheduling_strategy");
        let may_stop_all = match percents(graph, service) {
            Ok(percents) => Truth::of(percents.least == 0),
            Err(unsure) => Truth::Open(unsure),
        };
        let answer = may_stop_all
            .and(is_text(strategy, "REPLICA", "REPLICA"))
            .and(service.is_rolling(graph))
            .and(takes_requests(infrastructure, service));
        let message = || {
            let text = format!(
                "deployments of {address} may stop all of its tasks before others run: its minimum healthy percent is 0"
            );
            (
                text,
                "Set deployment_minimum_healthy_percent = 100".to_owned(),
            )
        };
        let what = format!("whether deployments of {address} keep a task running is not known");
        findings.extend(judged(
            infrastructure,
            &RULE.meta,
            (service.node, "deployment_minimum_healthy_percent"),
            &answer,
            (&message, &what),
        ));
    }
}

/// Whether somebody waits for the service's answers. What only works through a queue may rest while it is replaced.
fn takes_requests(infrastructure: &Infrastructure<'_>, service: &Workload<'_>) -> Truth {
    let names = [
        "load_balancer",
        "service_registries",
        "service_connect_configuration",
    ];
    let given = names.into_iter();
    let given = given.map(|name| has_block(service.given(&infrastructure.graph, name)));
    given.fold(Truth::No, Truth::or)
}

//! See `deploy_events.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::{Judgement, hears_of_deployments};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-deploy-events",
        summary: "Nobody is told when a deployment of a service fails.",
        why: "After a rollback the service is healthy again, and only an event says that the new version is not the one \
              that runs.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("deploy_events.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let mut services = graph.resources("aws_ecs_service").map(|(id, _)| id);
    let Some(service) = services.next() else {
        return;
    };
    // One rule hears of all services: the first stands for them.
    let address = graph.node(service).address();
    let subject = (service, "");
    let all = match services.count() {
        0 => address,
        others => format!("{address} and {others} more services"),
    };
    let (judgement, help) = hears_of_deployments(&infrastructure.alarms, graph);
    match judgement {
        Judgement::Holds => {}
        Judgement::Fails(reason) => {
            let message = format!("nobody is told when a deployment of {all} fails: {reason}");
            let told = (message, help);
            findings.push(failed(infrastructure, &RULE.meta, subject, told));
        }
        Judgement::Unknown(unsure) => {
            let what =
                format!("whether somebody is told when a deployment of {all} fails is not known");
            let told = (what.as_str(), &unsure);
            findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
        }
    }
}

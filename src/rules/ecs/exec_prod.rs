//! See `exec_prod.md`.

use crate::aws::placement::definition::{field, given};
use crate::aws::placement::truth::{Argument, Truth, block, entry, flag, is_text};
use crate::aws::placement::{Workload, cluster};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;
use super::containers::readable;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-exec-prod",
        summary: "People may run commands in tasks, and nothing records which.",
        why: "Whoever has the permission reads secrets and changes what runs, and nobody can say later \
              who did what.",
        severity: DefaultSeverity::ByTier(Severity::Warning, None),
        security: Some("4.0"),
        page: include_str!("exec_prod.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for service in infrastructure.placement.services() {
        let address = service.address(graph);
        let is_open = flag(service.given(graph, "enable_execute_command"), false);
        if is_open == Truth::No {
            continue;
        }
        let answer = match service
            .cluster
            .map(|name| cluster::named(graph, service.node, name))
        {
            Some(Ok(cluster)) => {
                is_open.and(is_recorded(infrastructure, cluster, service).opposite())
            }
            Some(Err(unsure)) => is_open.and(Truth::Open(unsure)),
            // The account's default cluster is made by nobody here.
            None => continue,
        };
        let message = || {
            let text = format!(
                "{address} lets people run commands in its tasks, and nothing of it is recorded"
            );
            let help = "Add an execute_command_configuration with logging to the cluster, or remove enable_execute_command";
            (text, help.to_owned())
        };
        let what = format!(
            "whether commands that people run in tasks of {address} are recorded is not known"
        );
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (service.node, "enable_execute_command");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

/// Whether the commands that people run in the tasks of a service are recorded: where their cluster says, else in the log
/// group of a container. That is what ECS does with clusters that say nothing.
fn is_recorded(
    infrastructure: &Infrastructure<'_>,
    cluster: NodeId,
    service: &Workload<'_>,
) -> Truth {
    let by_containers = || has_log_group(infrastructure, service);
    let value = infrastructure.graph.node(cluster).given("configuration");
    let ways = block(value).into_iter().map(|way| match way {
        Argument::Absent => by_containers(),
        Argument::Open(unsure) => Truth::Open(unsure),
        Argument::Given(configuration) => {
            let inner = entry(configuration, "execute_command_configuration");
            let ways = block(inner).into_iter().map(|way| match way {
                Argument::Absent => by_containers(),
                Argument::Open(unsure) => Truth::Open(unsure),
                Argument::Given(command) => {
                    let logging = entry(command, "logging");
                    let is_elsewhere = is_text(logging, "OVERRIDE", "DEFAULT");
                    let is_default = is_text(logging, "DEFAULT", "DEFAULT");
                    is_elsewhere.or(is_default.and(by_containers()))
                }
            });
            Truth::in_all(ways, inner)
        }
    });
    Truth::in_all(ways, value)
}

/// Whether a container of a service's tasks writes to a log group.
fn has_log_group(infrastructure: &Infrastructure<'_>, service: &Workload<'_>) -> Truth {
    let definition = match &service.definition {
        Some(Ok(definition)) => *definition,
        Some(Err(unsure)) => return Truth::Open(unsure.clone()),
        None => {
            let header = infrastructure.graph.node(service.node).header();
            let reason = "its task definition is not said";
            return Truth::Open(Unsure::new(reason, Some(header)));
        }
    };
    let (containers, others) = match readable(infrastructure, definition) {
        Ok(found) => found,
        Err(unsure) => return Truth::Open(unsure),
    };
    let others = others.map_or(Truth::No, Truth::Open);
    containers.into_iter().fold(others, |found, container| {
        let ways = field(container, "logConfiguration").into_iter();
        let ways = ways.map(|way| match way {
            Argument::Absent => Truth::No,
            Argument::Given(logs) => is_text(given(logs, "logDriver"), "awslogs", ""),
            Argument::Open(unsure) => Truth::Open(unsure),
        });
        found.or(Truth::in_all(ways, Some(container)))
    })
}

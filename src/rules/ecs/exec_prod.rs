//! See `exec_prod.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::cluster;
use crate::aws::placement::truth::{Argument, Truth, block, entry, flag, is_text};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Graph, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

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
            Some(Ok(cluster)) => is_open.and(is_recorded(graph, cluster).opposite()),
            Some(Err(unsure)) => is_open.and(Truth::Open(unsure)),
            // The account's default cluster is made by nobody here.
            None => continue,
        };
        let message = || {
            let text = format!(
                "{address} lets people run commands in its tasks, and its cluster records nothing of it"
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

/// Whether a cluster says where the commands that people run are recorded.
fn is_recorded(graph: &Graph<'_>, cluster: NodeId) -> Truth {
    let value = graph.node(cluster).given("configuration");
    let ways = block(value).into_iter().map(|way| match way {
        Argument::Absent => Truth::No,
        Argument::Open(unsure) => Truth::Open(unsure),
        Argument::Given(configuration) => {
            let inner = entry(configuration, "execute_command_configuration");
            let ways = block(inner).into_iter().map(|way| match way {
                Argument::Absent => Truth::No,
                Argument::Open(unsure) => Truth::Open(unsure),
                Argument::Given(command) => {
                    is_text(entry(command, "logging"), "NONE", "DEFAULT").opposite()
                }
            });
            Truth::in_all(ways, inner)
        }
    });
    Truth::in_all(ways, value)
}

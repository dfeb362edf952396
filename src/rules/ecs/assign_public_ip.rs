//! See `assign_public_ip.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::truth::{Truth, flag};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-assign-public-ip",
        summary: "Tasks get public addresses.",
        why: "Every task is then an address that the whole internet can try, past the load balancer and \
              whatever it checks.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("7.5"),
        page: include_str!("assign_public_ip.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for workload in &infrastructure.placement.workloads {
        let address = workload.address(graph);
        let answer = match workload.of_network(graph, "assign_public_ip") {
            Err(unsure) => Truth::Open(unsure),
            Ok(ways) => {
                let value = ways.first().copied().flatten();
                Truth::in_all(ways.into_iter().map(|way| flag(way, false)), value)
            }
        };
        let message = || {
            let text = format!("{address} gives every task a public address");
            let help = "Set assign_public_ip = false, and let the tasks out through a NAT gateway or endpoints";
            (text, help.to_owned())
        };
        let what = format!("whether {address} gives its tasks public addresses is not known");
        findings.extend(judged(
            infrastructure,
            &RULE.meta,
            (
                workload.node,
                &workload.path("network_configuration.assign_public_ip"),
            ),
            &answer,
            (&message, &what),
        ));
    }
}

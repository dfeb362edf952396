//! See `assign_public_ip.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::is_in_default_vpc;
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
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
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
        let has_no_other_way = answer.is_yes() && is_in_default_vpc(graph, workload);
        let message = || {
            if has_no_other_way {
                return (
                    format!("{address} gives every task a public address, the only way out of the default VPC"),
                    "Run the tasks in a VPC with private subnets and a NAT gateway, then set assign_public_ip = false"
                        .to_owned(),
                );
            }
            let text = format!("{address} gives every task a public address");
            let help = "Set assign_public_ip = false, and let the tasks out through a NAT gateway or endpoints";
            (text, help.to_owned())
        };
        let what = format!("whether {address} gives its tasks public addresses is not known");
        let path = workload.path("network_configuration.assign_public_ip");
        let place = (workload.node, &*path);
        let words: (&dyn Fn() -> _, &str) = (&message, &what);
        let finding = judged(infrastructure, &RULE.meta, place, &answer, words);
        findings.extend(finding.map(|finding| {
            if has_no_other_way {
                finding.severity(Severity::Warning)
            } else {
                finding
            }
        }));
    }
}

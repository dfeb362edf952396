//! See `endpoint_s3_table.md`.

use crate::aws::Infrastructure;
use crate::aws::network::TableId;
use crate::aws::reach::supply::Closed;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-endpoint-s3-table",
        summary: "Tasks pull their images from S3, but their subnet's route table does not lead to the VPC's gateway \
                  for it.",
        why: "ECR keeps the layers of images in S3. Where one subnet's table is left out, tasks fail in one zone only.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("endpoint_s3_table.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (workload, (found, _)) in infrastructure.supplies() {
        // Tasks in a public subnet are there by mistake: that is told elsewhere, and an endpoint is no way to mend it.
        let mut private = found.iter().filter(|it| it.closed == Closed::NoRoute);
        let beside = private.find_map(|it| Some((it, it.beside_table?)));
        let Some((supply, gateway)) = beside else {
            continue;
        };
        let reach = infrastructure.network.reach(supply.subnet);
        let table = match reach.and_then(|reach| reach.table.as_ref()) {
            Some(TableId::Own(table)) => graph.node(*table).address(),
            _ => "the VPC's main route table".to_owned(),
        };
        let message = format!(
            "{} does not serve {table}, which routes the tasks of {} in {} and has no other way out: they cannot pull images",
            graph.node(gateway).address(),
            workload.address(graph),
            graph.node(supply.subnet).address()
        );
        let help = format!("Add {table} to route_table_ids");
        let place = (gateway, "route_table_ids");
        let finding = failed(infrastructure, &RULE.meta, place, (message, help));
        let evidence = reach.map_or(&[][..], |reach| &reach.evidence);
        findings.push(with_evidence(finding, evidence));
    }
}

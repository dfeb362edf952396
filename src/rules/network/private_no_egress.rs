//! See `private_no_egress.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::Workload;
use crate::aws::reach::supply::{Closed, Supply};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::needs::{cut_off, doubtful, listed, tables};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-private-no-egress",
        summary: "Tasks run in a subnet that has no way out.",
        why: "A task that cannot pull its image, fetch its secrets or send its logs never starts.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("private_no_egress.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for (workload, (found, open)) in infrastructure.supplies() {
        let mut isolated = found.iter().filter(|supply| has_no_way_out(supply));
        if let Some(supply) = isolated.next() {
            let mut finding = failure(infrastructure, workload, supply);
            let subnets = isolated.map(|it| it.subnet).chain([supply.subnet]);
            finding.cause = tables(infrastructure, (workload, subnets), CAUSE);
            findings.push(finding);
            continue;
        }
        let unknown = found
            .iter()
            .find(|supply| supply.closed == Closed::NoRoute && supply.missing.is_empty());
        let doubt = unknown.and_then(|supply| supply.doubt.as_ref());
        if let Some(unsure) = doubt.or(open.as_ref()) {
            let address = workload.address(&infrastructure.graph);
            let what = format!("whether the tasks of {address} have a way out is not known");
            let words = (&*what, unsure);
            findings.push(doubtful(infrastructure, &RULE.meta, workload, words));
        }
    }
}

/// What is wrong with a table that leads nothing out.
const CAUSE: (&str, &str, &str) = (
    "no egress",
    "has no default route, and no endpoints are there for what tasks need: none can start in the subnets that it serves",
    "Add a route for 0.0.0.0/0 to a NAT gateway, or endpoints for what the tasks need",
);

/// Whether not even a part of what tasks need is reached: where a part is, the rest is what is missing.
pub(in super::super) fn has_no_way_out(supply: &Supply) -> bool {
    supply.closed == Closed::NoRoute && !supply.missing.is_empty() && !supply.has_some
}

fn failure(
    infrastructure: &Infrastructure<'_>,
    workload: &Workload<'_>,
    supply: &Supply,
) -> Finding {
    let graph = &infrastructure.graph;
    let subnet = graph.node(supply.subnet).address();
    let address = workload.address(graph);
    let missing = listed(&supply.missing);
    let message = format!(
        "{address} runs tasks in {subnet}, which has no default route and no endpoint for {missing}: none can start"
    );
    let help = "Add a route for 0.0.0.0/0 to a NAT gateway, or endpoints for what the tasks need";
    let words = (message, help.to_owned());
    cut_off(infrastructure, &RULE.meta, (workload, supply), words)
}

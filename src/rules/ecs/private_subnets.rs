//! See `private_subnets.md`.

use crate::aws::Infrastructure;
use crate::aws::network::Class;
use crate::aws::placement::Workload;
use crate::aws::placement::truth::Truth;
use crate::aws::reach::supply::Closed;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{judged, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-private-subnets",
        summary: "Tasks run in a public subnet.",
        why: "What runs in a subnet with a route to an internet gateway is one public address and one open \
              port away from the whole internet; without such an address it cannot even pull its image.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("7.5"),
        page: include_str!("private_subnets.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for (workload, (supplies, _)) in infrastructure.supplies() {
        // Where endpoints lead to all that is needed, tasks start without an address.
        let is_cut_off = supplies
            .iter()
            .any(|it| it.closed == Closed::NoAddress && !it.missing.is_empty());
        findings.extend(judge(infrastructure, workload, is_cut_off));
    }
}

fn judge(
    infrastructure: &Infrastructure<'_>,
    workload: &Workload<'_>,
    is_cut_off: bool,
) -> Option<Finding> {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    let address = workload.address(graph);
    let mut public = None;
    let answer = match workload.subnets(graph) {
        Err(unsure) => Truth::Open(unsure),
        Ok(ways) => {
            let value = workload.given(graph, "network_configuration");
            let ways = ways.iter().map(|way| {
                public = public.take().or(network.first(graph, way, &is_public));
                network.is_any(graph, way, &is_public)
            });
            Truth::in_all(ways.collect::<Vec<_>>(), value)
        }
    };
    let found = public.map(|(subnet, reach)| {
        let name = graph.node(subnet).address();
        let text = format!("the public subnet {name}: {}", reach.to_the_internet());
        (text, &reach.evidence[..])
    });
    let (where_to, evidence) = found.unwrap_or_default();
    let path = workload.path("network_configuration.subnets");
    let message = || {
        let mut text = format!("{address} runs tasks in {where_to}");
        if is_cut_off {
            text += ", and without public addresses they do not reach what they need to start";
        }
        let help = "Give it subnets whose default route leads to a NAT gateway, or that have none";
        (text, help.to_owned())
    };
    let what = format!("whether {address} runs tasks in public subnets is not known");
    let finding = judged(
        infrastructure,
        &RULE.meta,
        (workload.node, &path),
        &answer,
        (&message, &what),
    )?;
    Some(if answer.is_yes() {
        with_evidence(finding, evidence)
    } else {
        finding
    })
}

fn is_public(class: &Class) -> Truth {
    Truth::of(*class == Class::Public)
}

//! See `private_subnets.md`.

use crate::aws::Infrastructure;
use crate::aws::network::Class;
use crate::aws::placement::Workload;
use crate::aws::placement::truth::Truth;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Note, Severity};
use crate::eval::Value;
use crate::graph::Members;
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
    for workload in &infrastructure.placement.workloads {
        findings.extend(judge(infrastructure, workload));
    }
}

fn judge(infrastructure: &Infrastructure<'_>, workload: &Workload<'_>) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let address = workload.address(graph);
    let mut public = None;
    let answer = match workload.subnets(graph) {
        Err(unsure) => Truth::Open(unsure),
        Ok(ways) => {
            let value = workload.given(graph, "network_configuration");
            let ways = ways.iter().map(|way| {
                public = public.take().or(first_public(infrastructure, way));
                is_any_public(infrastructure, way)
            });
            Truth::in_all(ways.collect::<Vec<_>>(), value)
        }
    };
    let (name, evidence) = public.unwrap_or_default();
    let path = workload.path("network_configuration.subnets");
    let message = || {
        let text = format!(
            "{address} runs tasks in the public subnet {name}: its default route leads to an internet gateway"
        );
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
        with_evidence(finding, &evidence)
    } else {
        finding
    })
}

/// One public subnet is enough.
fn is_any_public(infrastructure: &Infrastructure<'_>, subnets: &Members<'_>) -> Truth {
    let class = |subnet: &Value| {
        infrastructure
            .network
            .class_of(&infrastructure.graph, subnet)
    };
    let of = |class: Class| match class {
        Class::Public => Truth::Yes,
        Class::Private(_) | Class::Isolated => Truth::No,
        Class::Undetermined(unsure) => Truth::Open(unsure),
    };
    let certain = subnets.certain.iter().map(|subnet| of(class(subnet)));
    let mut answer = certain.fold(Truth::No, Truth::or);
    if let Some(others) = subnets.others {
        let may_be_none = match of(class(others)) {
            Truth::Yes => Truth::Open(crate::aws::Unsure::of(others)),
            other => other,
        };
        answer = answer.or(may_be_none);
    }
    answer
}

/// The address of a subnet that is certainly public, and why it is.
fn first_public(
    infrastructure: &Infrastructure<'_>,
    subnets: &Members<'_>,
) -> Option<(String, Vec<Note>)> {
    let graph = &infrastructure.graph;
    subnets.certain.iter().find_map(|subnet| {
        let node = graph.node_named(subnet, &["id"])?;
        let reach = infrastructure.network.reach(node)?;
        let found = (graph.node(node).address(), reach.evidence.clone());
        (reach.class == Class::Public).then_some(found)
    })
}

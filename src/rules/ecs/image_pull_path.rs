//! See `image_pull_path.md`.

use crate::aws::Infrastructure;
use crate::aws::network::Way;
use crate::aws::placement::need::{Need, Needs};
use crate::aws::placement::truth::Truth;
use crate::aws::placement::{Launch, Workload};
use crate::aws::reach::supply::{Closed, Supply};
use crate::aws::reach::{Direction, Party, Ports, Transport};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, with_evidence};
use super::super::needs::{cut_off, doubtful, listed, tables};
use super::super::network::private_no_egress::has_no_way_out;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-image-pull-path",
        summary: "Tasks do not reach what they need to start: their images, secrets or logs.",
        why: "Each task stops with ResourceInitializationError or CannotPullContainerError, and ECS starts the next \
              one, for ever.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("image_pull_path.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for (workload, (found, _)) in infrastructure.supplies() {
        // That tasks are in a public subnet, where they would need an address, is told by another rule.
        let found = || found.iter().filter(|it| it.closed != Closed::NoAddress);
        let mut lacking = found().filter(|it| !it.missing.is_empty() && !has_no_way_out(it));
        if let Some(supply) = lacking.next() {
            findings.push(failure(infrastructure, (workload, supply), lacking));
            continue;
        }
        let mut in_doubt = found().filter(|it| it.missing.is_empty());
        let is_elsewhere = |it: &&Supply| {
            matches!(it.closed, Closed::PrivateGateway | Closed::Peering) && it.doubt.is_some()
        };
        let in_doubt = in_doubt.find(is_elsewhere);
        if let Some(unsure) = in_doubt.and_then(|it| it.doubt.as_ref()) {
            let address = workload.address(&infrastructure.graph);
            let what = format!("whether the tasks of {address} reach what they need is not known");
            let words = (&*what, unsure);
            findings.push(doubtful(infrastructure, &RULE.meta, workload, words));
        }
        if workload.launch == Ok(Launch::Fargate) {
            findings.extend(shut_in(infrastructure, workload));
        }
    }
}

/// Tasks in a subnet from which not all that they need is reached.
fn failure<'s>(
    infrastructure: &Infrastructure<'_>,
    (workload, supply): (&Workload<'_>, &'s Supply),
    others: impl Iterator<Item = &'s Supply>,
) -> Finding {
    let graph = &infrastructure.graph;
    let subnet = graph.node(supply.subnet).address();
    let address = workload.address(graph);
    let missing = listed(&supply.missing);
    let is_registry = |need: &Need| matches!(need, Need::Registry(_));
    let (closed, help) = if supply.closed == Closed::PrivateGateway {
        (
            "its default route leads to a private NAT gateway, which leads to no internet gateway, and no endpoint is there for that",
            "Make the NAT gateway a public one, or add the missing endpoints",
        )
    } else if supply.closed == Closed::Peering {
        (
            "its default route leads to a peering connection, which passes nothing on to the internet",
            "Lead the default route to a NAT gateway of the same VPC, or keep the image in ECR and add endpoints",
        )
    } else if supply.missing.iter().any(is_registry) {
        (
            "it has no default route, and no endpoint leads to a registry of the internet",
            "Add a route to a NAT gateway, or keep the image in ECR",
        )
    } else {
        (
            "it has no default route, and no endpoint for that",
            "Add the missing endpoints, or a route to a NAT gateway",
        )
    };
    let message = format!("tasks of {address} in {subnet} cannot reach {missing}: {closed}");
    let words = (message, help.to_owned());
    let mut finding = cut_off(infrastructure, &RULE.meta, (workload, supply), words);
    // Only what lacks the same for the same reason is mended by the same.
    let mut subnets = vec![supply.subnet];
    for other in others {
        if (other.closed, &other.missing) != (supply.closed, &supply.missing) {
            return finding;
        }
        subnets.push(other.subnet);
    }
    let what = format!("does not lead the tasks in its subnets to {missing}: {closed}");
    let words = (&*format!("{:?} {missing}", supply.closed), &*what, help);
    finding.cause = tables(infrastructure, (workload, subnets.into_iter()), words);
    finding
}

/// Tasks that the names of services lead to endpoints which their own groups keep them from.
fn shut_in(infrastructure: &Infrastructure<'_>, workload: &Workload<'_>) -> Option<Finding> {
    let (graph, groups) = (&infrastructure.graph, &infrastructure.groups);
    let tasks = Party::of_tasks(graph, workload)?;
    let asked = (Transport::Tcp, Ports::one(443));
    // That nothing gets out at all is told by another rule.
    groups.about(&tasks, Direction::Out, asked).next()?;
    let (service, endpoint) =
        endpoints_for(infrastructure, workload)
            .into_iter()
            .find(|(_, endpoint)| {
                let party = Party::of_endpoint(graph, *endpoint);
                let sides = (Direction::Out, &tasks, &party);
                groups.let_through(graph, sides, asked) == Truth::No
            })?;
    let address = workload.address(graph);
    let endpoint_address = graph.node(endpoint).address();
    let message = format!(
        "{} does not let the tasks of {address} out to {endpoint_address}, to which the name of {service} leads",
        tasks.told(graph)
    );
    let help = format!("Add an egress rule for port 443 to the group of {endpoint_address}");
    let path = workload.path("network_configuration.security_groups");
    let place = (workload.node, &*path);
    let finding = failed(infrastructure, &RULE.meta, place, (message, help));
    let evidence = groups.evidence(graph, (Direction::Out, &tasks), asked);
    let finding = with_evidence(finding, &evidence);
    Some(finding.related(graph.node(endpoint).header(), "the endpoint"))
}

/// The interface endpoints of the tasks' VPC to which the names of what they need certainly lead.
pub(in super::super) fn endpoints_for(
    infrastructure: &Infrastructure<'_>,
    workload: &Workload<'_>,
) -> Vec<(&'static str, NodeId)> {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    let needs = Needs::of(graph, &infrastructure.placement, workload);
    let ways = workload.subnets(graph).unwrap_or_default();
    let [way] = &ways[..] else {
        return Vec::new();
    };
    let subnet = way
        .certain
        .iter()
        .find_map(|it| graph.node_named(it, &["id"]));
    let Some(vpc) = subnet.and_then(|subnet| network.vpc_of(graph, subnet)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for need in needs.certain {
        let Need::Service(service) = need else {
            continue;
        };
        for endpoint in network.endpoints(&vpc, service) {
            let leads = matches!(&endpoint.way, Way::Name(Truth::Yes));
            if leads && endpoint.doubt.is_none() {
                found.push((service, endpoint.node));
            }
        }
    }
    found
}

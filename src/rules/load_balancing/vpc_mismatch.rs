//! See `vpc_mismatch.md`.

use crate::address::ResourceMode;
use crate::aws::Infrastructure;
use crate::aws::balancing::{balancers, balancers_before, registrations, subnets, target_groups};
use crate::aws::reach::GroupId;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Graph, Identity, Members, NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-vpc-mismatch",
        summary: "A load balancer, its security groups, its target groups and their tasks are not of one VPC.",
        why: "AWS refuses to put together what lies in different VPCs: the apply fails half-way.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("vpc_mismatch.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// A part of the way of a request, and the VPC in which it lies.
struct Part {
    node: NodeId,
    argument: &'static str,
    /// As messages call it.
    told: String,
    vpc: Identity,
}

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (id, _) in balancers(graph) {
        let mut parts = of_subnets(graph, id);
        parts.extend(of_groups(graph, id));
        compare(infrastructure, &parts, findings);
    }
    for (id, _) in target_groups(graph) {
        let Some(own) = of_target_group(graph, id) else {
            continue;
        };
        for balancer in balancers_before(graph, id) {
            if let Some(of_balancer) = of_subnets(graph, balancer).into_iter().next() {
                compare(
                    infrastructure,
                    &[of_balancer, part_of(graph, &own)],
                    findings,
                );
            }
        }
    }
    for registration in registrations(graph, &infrastructure.placement) {
        let workload = registration.workload;
        let ways = workload.of_network(graph, "subnets").unwrap_or_default();
        let [Some(subnets)] = ways[..] else {
            continue;
        };
        let tasks = Part {
            node: workload.node,
            argument: "network_configuration",
            told: format!("the tasks of {}", workload.address(graph)),
            vpc: match vpcs_of(graph, &alternatives(subnets)).into_iter().next() {
                Some(vpc) => vpc,
                None => continue,
            },
        };
        if let Some(group) = of_target_group(graph, registration.group) {
            compare(infrastructure, &[part_of(graph, &group), tasks], findings);
        }
    }
}

fn of_target_group(graph: &Graph<'_>, id: NodeId) -> Option<(NodeId, Identity)> {
    let vpc = graph.node(id).given("vpc_id")?;
    Some((id, graph.identity(vpc, &["id"])?))
}

fn part_of(graph: &Graph<'_>, (id, vpc): &(NodeId, Identity)) -> Part {
    Part {
        node: *id,
        argument: "vpc_id",
        told: graph.node(*id).address(),
        vpc: vpc.clone(),
    }
}

/// The VPCs in which the subnets of a load balancer lie.
fn of_subnets(graph: &Graph<'_>, balancer: NodeId) -> Vec<Part> {
    let vpcs = vpcs_of(graph, &subnets(graph, balancer));
    let parts = vpcs.into_iter().map(|vpc| Part {
        node: balancer,
        argument: "subnets",
        told: graph.node(balancer).address(),
        vpc,
    });
    parts.collect()
}

/// The VPCs in which the groups of a load balancer are.
fn of_groups(graph: &Graph<'_>, balancer: NodeId) -> Vec<Part> {
    let groups = graph
        .node(balancer)
        .given("security_groups")
        .map(alternatives);
    let Some([groups]) = groups.as_deref() else {
        return Vec::new();
    };
    let parts = groups.certain.iter().filter_map(|value| {
        let group = GroupId::named(graph, value).ok()?;
        Some(Part {
            node: balancer,
            argument: "security_groups",
            told: format!("its group {}", group.told(graph)),
            vpc: group.vpc(graph)?,
        })
    });
    parts.collect()
}

fn vpcs_of(graph: &Graph<'_>, subnets: &[Members<'_>]) -> Vec<Identity> {
    let [way] = subnets else {
        return Vec::new();
    };
    let vpcs = way
        .certain
        .iter()
        .filter_map(|subnet| vpc_of(graph, subnet));
    vpcs.collect()
}

fn vpc_of(graph: &Graph<'_>, subnet: &Value) -> Option<Identity> {
    let node = graph.node_named(subnet, &["id"])?;
    graph.identity(graph.node(node).given("vpc_id")?, &["id"])
}

/// Tells of the first part that is certainly of another VPC than the first of all.
fn compare(infrastructure: &Infrastructure<'_>, parts: &[Part], findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let Some((first, others)) = parts.split_first() else {
        return;
    };
    let Some(other) = others
        .iter()
        .find(|other| differ(graph, &first.vpc, &other.vpc))
    else {
        return;
    };
    let place = (other.node, other.argument);
    let message = format!(
        "{} lies in {}, but {} in {}",
        first.told,
        told(graph, &first.vpc),
        match other.argument {
            "subnets" => "another of its subnets",
            _ => &other.told,
        },
        told(graph, &other.vpc)
    );
    let help = "Take the load balancer, its groups, its target groups and the tasks from one VPC"
        .to_owned();
    let finding = failed(infrastructure, &RULE.meta, place, (message, help));
    let span = graph.node(first.node).place(first.argument);
    findings.push(finding.related(span, format!("in {}", told(graph, &first.vpc))));
}

/// Whether two VPCs are certainly not the same one.
fn differ(graph: &Graph<'_>, one: &Identity, other: &Identity) -> bool {
    let is_made = |node: &NodeId| {
        let node = graph.node(*node);
        node.declaration.mode == ResourceMode::Managed && node.kind() == "aws_vpc" && !node.is_any()
    };
    match (one, other) {
        (Identity::Node(one), Identity::Node(other)) => {
            one != other && is_made(one) && is_made(other)
        }
        // An id that is written out is that of no VPC that is made here.
        (Identity::Node(made), Identity::Text(_)) | (Identity::Text(_), Identity::Node(made)) => {
            is_made(made)
        }
        (Identity::Text(one), Identity::Text(other)) => one != other,
        _ => false,
    }
}

fn told(graph: &Graph<'_>, vpc: &Identity) -> String {
    match vpc {
        Identity::Node(node) => graph.node(*node).address(),
        Identity::Symbol(symbol) => symbol.to_string(),
        Identity::Text(text) => text.clone(),
    }
}

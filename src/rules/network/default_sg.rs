//! See `default_sg.md`.

use std::collections::BTreeMap;

use crate::aws::Infrastructure;
use crate::aws::balancing::{balancers, is_application};
use crate::aws::placement::truth::{Truth, has_block};
use crate::aws::reach::{DATABASES, Direction, GroupId, Party};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Identity, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-default-sg",
        summary: "The default security group of a VPC lets something through.",
        why: "Whatever names no group gets this one: it then reaches everything else that was forgotten, and the whole \
              internet.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Error]),
        security: Some("4.0"),
        page: include_str!("default_sg.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let (graph, groups) = (&infrastructure.graph, &infrastructure.groups);
    let adopted = adopted(infrastructure);
    let users = users(infrastructure);
    for (vpc, node) in graph.resources("aws_vpc") {
        let group = GroupId::OfVpc(Identity::Node(vpc));
        let address = node.address();
        let directions = [Direction::In, Direction::Out];
        let mut rules = directions
            .into_iter()
            .flat_map(|it| groups.permissions(&group, it));
        let mut doubts = directions
            .into_iter()
            .filter_map(|it| groups.doubt(graph, &group, it));
        let owners = adopted.get(&vpc).map_or(&[][..], Vec::as_slice);
        let told = match (owners, rules.next(), doubts.next()) {
            ([], _, None) => {
                let text = format!(
                    "{address} keeps its default security group as AWS makes it: its members reach each other and \
                     everything else"
                );
                vec![(vpc, text)]
            }
            ([_, ..], Some(_), _) => {
                let giving = giving(infrastructure, owners);
                let told = giving.into_iter().map(|owner| {
                    let owner_address = graph.node(owner).address();
                    let text =
                        format!("{owner_address} gives rules to the default group of {address}");
                    (owner, text)
                });
                told.collect()
            }
            (_, _, Some(unsure)) => {
                let what = format!("whether the default group of {address} is empty is not known");
                findings.push(undetermined(
                    infrastructure,
                    &RULE.meta,
                    (vpc, ""),
                    (&what, &unsure),
                ));
                continue;
            }
            (_, None, None) => continue,
        };
        for (place, message) in told {
            let help = match owners {
                [] => "Add an aws_default_security_group with this vpc_id and without any rule",
                _ => "Remove its rules, and give groups of their own to whatever needs them",
            };
            let told = (message, help.to_owned());
            let found = failed(infrastructure, &RULE.meta, (place, ""), told);
            findings.push(match users.get(&vpc) {
                Some(user) => {
                    let user = graph.node(*user);
                    let text = format!("{} has the default group", user.address());
                    found.related(user.header(), text).severity(Severity::Error)
                }
                None => found,
            });
        }
    }
}

/// Those that write rules; the last where none does, whose rules stand apart.
fn giving(infrastructure: &Infrastructure<'_>, owners: &[NodeId]) -> Vec<NodeId> {
    let writes = |owner: &&NodeId| {
        let node = infrastructure.graph.node(**owner);
        let mut kinds = ["ingress", "egress"].into_iter();
        kinds.any(|kind| has_block(node.given(kind)) == Truth::Yes)
    };
    let found: Vec<NodeId> = owners.iter().filter(writes).copied().collect();
    if found.is_empty() {
        owners.last().copied().into_iter().collect()
    } else {
        found
    }
}

/// The VPCs whose default group is taken over, each with what does so.
fn adopted(infrastructure: &Infrastructure<'_>) -> BTreeMap<NodeId, Vec<NodeId>> {
    let graph = &infrastructure.graph;
    let mut found: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for (id, node) in graph.resources("aws_default_security_group") {
        let vpc = node
            .given("vpc_id")
            .and_then(|it| graph.node_named(it, &["id"]));
        if let Some(vpc) = vpc {
            found.entry(vpc).or_default().push(id);
        }
    }
    found
}

/// The VPCs whose default group something has, each with the first that does.
fn users(infrastructure: &Infrastructure<'_>) -> BTreeMap<NodeId, NodeId> {
    let graph = &infrastructure.graph;
    let mut found = BTreeMap::new();
    let workloads = infrastructure.placement.workloads.iter();
    let tasks = workloads.filter_map(|it| Some((it.node, Party::of_tasks(graph, it)?)));
    // One that works on connections may have no group at all.
    let balancers = balancers(graph).filter(|(id, _)| is_application(graph, *id).is_yes());
    let balancers = balancers.map(|(id, _)| (id, Party::of_balancer(graph, id)));
    let endpoints = graph.resources("aws_vpc_endpoint").filter(|(_, node)| {
        let kind = node.given("vpc_endpoint_type");
        kind.and_then(Value::as_str) == Some("Interface")
    });
    let endpoints = endpoints.map(|(id, _)| (id, Party::of_endpoint(graph, id)));
    let databases = DATABASES.iter().flat_map(|database| {
        let made = graph.resources(database.kind);
        let made = made.filter(|(_, node)| !database.is_copy(node));
        made.map(|(id, _)| (id, Party::of_database(graph, id, database)))
    });
    for (user, party) in tasks.chain(balancers).chain(endpoints).chain(databases) {
        for group in party.groups {
            if let GroupId::OfVpc(Identity::Node(vpc)) = group {
                found.entry(vpc).or_insert(user);
            }
        }
    }
    for (vpc, _) in graph.resources("aws_vpc") {
        let edges = graph.incoming(vpc).filter(|edge| {
            matches!(&edge.target[..], [crate::eval::PathStep::Name(name)] if &**name == "default_security_group_id")
        });
        let mut users = edges.filter(|edge| has_groups(&edge.attribute));
        if let Some(edge) = users.next() {
            found.entry(vpc).or_insert(edge.from);
        }
    }
    found
}

/// Whether an attribute says which groups something has.
fn has_groups(attribute: &str) -> bool {
    let names = [
        "vpc_security_group_ids",
        "security_groups",
        "security_group_ids",
    ];
    names.contains(&attribute)
}

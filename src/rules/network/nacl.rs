//! See `nacl.md`.

use std::collections::BTreeSet;

use crate::aws::Infrastructure;
use crate::aws::balancing::{
    balancers, is_application, is_internal, listeners, registrations, subnets,
};
use crate::aws::network::{Class, Prefix, Target};
use crate::aws::placement::Launch;
use crate::aws::placement::truth::{Truth, whole};
use crate::aws::reach::{AclId, Asked, Direction, Far, Ports, Transport};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Graph, Members, NodeId};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "net-nacl",
        summary: "A network ACL stops packets that tasks or a load balancer need.",
        why: "An ACL knows no connections: without a rule for the way back, every request goes out and no answer comes \
              in.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("nacl.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// The ports from which Linux begins connections: answers come back to them.
const BACK: Ports = Ports {
    first: 32_768,
    last: 60_999,
};

/// The ports from which load balancers and clients begin theirs.
const FAR_BACK: Ports = Ports {
    first: 1024,
    last: 65_535,
};

/// How many subnets of one load balancer or service are looked at.
const MAX_SUBNETS: usize = 64;

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let mut told = Told {
        infrastructure,
        seen: BTreeSet::new(),
        findings,
    };
    out_to_the_internet(infrastructure, &mut told);
    between(infrastructure, &mut told);
    in_from_the_internet(infrastructure, &mut told);
}

/// What is told: of each ACL, direction and purpose once.
struct Told<'t, 'g> {
    infrastructure: &'t Infrastructure<'g>,
    seen: BTreeSet<(AclId, Direction, String)>,
    findings: &'t mut Vec<Finding>,
}

/// One kind of packets that must pass the ACL of a subnet.
struct Need<'n> {
    subnet: NodeId,
    direction: Direction,
    asked: Asked,
    far: Far,
    /// What they are, as a clause that reads after "lets no", such as "answers of the tasks".
    what: &'n str,
}

impl Told<'_, '_> {
    fn judge(&mut self, need: &Need<'_>) {
        let (graph, acls) = (&self.infrastructure.graph, &self.infrastructure.acls);
        let Some(acl) = acls.guarding(graph, need.subnet) else {
            return;
        };
        let Some(node) = acl.node(graph) else {
            return;
        };
        let answer = acls.let_through((&acl, need.direction), need.asked, need.far);
        let key = (acl, need.direction, need.what.to_owned());
        if answer.is_yes() || !self.seen.insert(key) {
            return;
        }
        let (way, argument) = match need.direction {
            Direction::In => ("into", "ingress"),
            Direction::Out => ("out of", "egress"),
        };
        let (address, subnet) = (
            graph.node(node).address(),
            graph.node(need.subnet).address(),
        );
        let place = (node, argument);
        self.findings.push(if let Truth::Open(unsure) = &answer {
            let what = format!(
                "whether {address} lets {} {way} {subnet} is not known",
                need.what
            );
            undetermined(self.infrastructure, &RULE.meta, place, (&what, unsure))
        } else {
            let message = format!("{address} lets no {} {way} {subnet}", need.what);
            let help = format!("Add an {argument} rule that allows TCP {}", need.asked.1);
            let finding = failed(self.infrastructure, &RULE.meta, place, (message, help));
            finding.related(graph.node(need.subnet).header(), "the subnet")
        });
    }
}

/// Tasks that leave for the internet, and the answers that they get.
fn out_to_the_internet(infrastructure: &Infrastructure<'_>, told: &mut Told<'_, '_>) {
    let (graph, network) = (&infrastructure.graph, &infrastructure.network);
    for workload in &infrastructure.placement.workloads {
        if workload.launch != Ok(Launch::Fargate) {
            continue;
        }
        let address = workload.address(graph);
        for subnet in certain(graph, &workload.subnets(graph).unwrap_or_default()) {
            let class = network.reach(subnet).map(|reach| &reach.class);
            let leaves = matches!(
                class,
                Some(Class::Public | Class::Private(Target::Nat(_) | Target::Interface))
            );
            if !leaves {
                continue;
            }
            let needs = [
                (
                    Direction::Out,
                    Ports::one(443),
                    format!("HTTPS of the tasks of {address}"),
                ),
                (
                    Direction::In,
                    BACK,
                    format!("answers to the tasks of {address}"),
                ),
            ];
            for (direction, ports, what) in &needs {
                told.judge(&Need {
                    subnet,
                    direction: *direction,
                    asked: (Transport::Tcp, *ports),
                    far: Far::Internet,
                    what,
                });
            }
        }
    }
}

/// Requests from load balancers to tasks, and the answers to them.
fn between(infrastructure: &Infrastructure<'_>, told: &mut Told<'_, '_>) {
    let graph = &infrastructure.graph;
    for registration in registrations(graph, &infrastructure.placement) {
        let (workload, Ok(port)) = (registration.workload, &registration.port) else {
            continue;
        };
        if workload.has_own_interface(graph) != Truth::Yes {
            continue;
        }
        let address = workload.address(graph);
        let tasks = certain(graph, &workload.subnets(graph).unwrap_or_default());
        for balancer in registration.balancers(graph) {
            let requests = format!("requests to port {port} of the tasks of {address}");
            let answers = format!("answers of the tasks of {address}");
            for near in certain(graph, &subnets(graph, balancer)) {
                for far in tasks.iter().copied().filter(|far| *far != near) {
                    let (Some(near_range), Some(far_range)) =
                        (range_of(graph, near), range_of(graph, far))
                    else {
                        continue;
                    };
                    let ways = [
                        (
                            near,
                            Direction::Out,
                            Ports::one(*port),
                            far_range,
                            &requests,
                        ),
                        (far, Direction::In, Ports::one(*port), near_range, &requests),
                        (far, Direction::Out, FAR_BACK, near_range, &answers),
                        (near, Direction::In, FAR_BACK, far_range, &answers),
                    ];
                    for (subnet, direction, ports, range, what) in ways {
                        told.judge(&Need {
                            subnet,
                            direction,
                            asked: (Transport::Tcp, ports),
                            far: Far::Range(range),
                            what,
                        });
                    }
                }
            }
        }
    }
}

/// Requests from the internet to load balancers, and the answers to them.
fn in_from_the_internet(infrastructure: &Infrastructure<'_>, told: &mut Told<'_, '_>) {
    let graph = &infrastructure.graph;
    let facing: BTreeSet<NodeId> = balancers(graph)
        .map(|(id, _)| id)
        .filter(|id| is_application(graph, *id).is_yes() && is_internal(graph, *id) == Truth::No)
        .collect();
    for (_, listener) in listeners(graph) {
        let balancer = listener.given("load_balancer_arn");
        let balancer = balancer.and_then(|it| graph.node_named(it, &["arn", "id"]));
        let port = listener.given("port").and_then(whole);
        let (Some(balancer), Some(port)) = (balancer.filter(|it| facing.contains(it)), port) else {
            continue;
        };
        let address = graph.node(balancer).address();
        let requests = format!("requests from the internet to port {port} of {address}");
        let answers = format!("answers of {address} to the internet");
        for subnet in certain(graph, &subnets(graph, balancer)) {
            let ways = [
                (Direction::In, Ports::one(port), &requests),
                (Direction::Out, FAR_BACK, &answers),
            ];
            for (direction, ports, what) in ways {
                told.judge(&Need {
                    subnet,
                    direction,
                    asked: (Transport::Tcp, ports),
                    far: Far::Internet,
                    what,
                });
            }
        }
    }
}

/// The subnets of the environment that are certainly in a list.
fn certain(graph: &Graph<'_>, ways: &[Members<'_>]) -> Vec<NodeId> {
    let [way] = ways else {
        return Vec::new();
    };
    let subnets = way.certain.iter().take(MAX_SUBNETS);
    subnets
        .filter_map(|subnet| graph.node_named(subnet, &["id"]))
        .collect()
}

fn range_of(graph: &Graph<'_>, subnet: NodeId) -> Option<Prefix> {
    let range = graph
        .node(subnet)
        .given("cidr_block")
        .and_then(Value::as_str);
    range.and_then(Prefix::parse)
}

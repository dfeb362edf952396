//! See `cannot_reach_tasks.md`.

use crate::aws::Infrastructure;
use crate::aws::balancing::{Registration, registrations};
use crate::aws::placement::truth::Truth;
use crate::aws::reach::{Direction, Party, Ports, Transport};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Note, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{judged, undetermined, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-cannot-reach-tasks",
        summary: "Security groups keep a load balancer from the tasks that it sends requests to.",
        why: "Every health check fails, so every target is unhealthy: requests are answered with an error, and ECS \
              replaces the tasks again and again.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("cannot_reach_tasks.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for registration in registrations(graph, &infrastructure.placement) {
        if registration.workload.has_own_interface(graph) != Truth::Yes {
            continue;
        }
        let Some(tasks) = Party::of_tasks(graph, registration.workload) else {
            continue;
        };
        for balancer in registration.balancers(graph) {
            let road = Road {
                registration: &registration,
                balancer,
                tasks: &tasks,
            };
            judge(infrastructure, &road, findings);
        }
    }
}

/// The way from a load balancer to tasks.
struct Road<'r> {
    registration: &'r Registration<'r, 'r>,
    balancer: NodeId,
    tasks: &'r Party,
}

fn judge(infrastructure: &Infrastructure<'_>, road: &Road<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let (workload, balancer) = (road.registration.workload, road.balancer);
    let port = match &road.registration.port {
        Ok(port) => *port,
        Err(unsure) => {
            let what = format!(
                "whether {} is reached is not known",
                workload.address(graph)
            );
            let place = (workload.node, "load_balancer.container_port");
            findings.push(undetermined(
                infrastructure,
                &RULE.meta,
                place,
                (&what, unsure),
            ));
            return;
        }
    };
    let own = Party::of_balancer(graph, balancer);
    for port in [Some(port), road.registration.health_port(graph)]
        .into_iter()
        .flatten()
    {
        for direction in [Direction::Out, Direction::In] {
            let sides = match direction {
                Direction::Out => (direction, &own, road.tasks),
                Direction::In => (direction, road.tasks, &own),
            };
            let asked = (Transport::Tcp, Ports::one(port));
            let answer = infrastructure.groups.let_through(graph, sides, asked);
            findings.extend(told(infrastructure, road, (direction, &own, port), &answer));
        }
    }
}

fn told(
    infrastructure: &Infrastructure<'_>,
    road: &Road<'_>,
    (direction, own, port): (Direction, &Party, i64),
    answer: &Truth,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let workload = road.registration.workload;
    let service = workload.address(graph);
    let balancer = graph.node(road.balancer).address();
    let (balancers, tasks) = (own.told(graph), road.tasks.told(graph));
    let path = workload.path("network_configuration.security_groups");
    let (place, text, help) = match direction {
        Direction::Out => (
            (road.balancer, "security_groups"),
            format!(
                "{balancers} lets no request of {balancer} out to port {port} of the tasks of {service}: all targets \
                 stay unhealthy"
            ),
            format!(
                "Add an egress rule for port {port} to {tasks}: Terraform removes the one by which AWS lets \
                 everything out of a new group"
            ),
        ),
        Direction::In => (
            (workload.node, &*path),
            format!(
                "{tasks} lets no request of {balancer} in to port {port} of the tasks of {service}: all targets stay \
                 unhealthy"
            ),
            format!("Add an ingress rule for port {port} from {balancers}"),
        ),
    };
    let what =
        format!("whether {balancer} reaches port {port} of the tasks of {service} is not known");
    let message = || (text.clone(), help.clone());
    let is_at_fault = answer.clone().opposite();
    let finding = judged(
        infrastructure,
        &RULE.meta,
        place,
        &is_at_fault,
        (&message, &what),
    )?;
    if !is_at_fault.is_yes() {
        return Some(finding);
    }
    let registered = Note {
        span: graph
            .node(workload.node)
            .place(&workload.path("load_balancer")),
        text: format!(
            "{service} registers port {port} in {}",
            graph.node(road.registration.group).address()
        ),
    };
    let side = match direction {
        Direction::Out => (direction, own),
        Direction::In => (direction, road.tasks),
    };
    let asked = (Transport::Tcp, Ports::one(port));
    let rules = infrastructure.groups.evidence(graph, side, asked);
    let evidence = [vec![registered], rules].concat();
    Some(with_evidence(finding, &evidence))
}

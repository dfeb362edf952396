//! See `task_egress.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::truth::Truth;
use crate::aws::placement::{Launch, Workload};
use crate::aws::reach::{Direction, GroupId, Party, Ports, Transport};
use crate::diagnostic::{Cause, DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{block_of, judged, with_evidence};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-task-egress",
        summary: "The security groups of Fargate tasks let nothing out on port 443.",
        why: "Images, logs and secrets come and go by HTTPS from the task's own address: no task starts.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("task_egress.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for workload in &infrastructure.placement.workloads {
        // On instances of the cluster it is the instance that pulls images.
        if workload.launch == Ok(Launch::Fargate) {
            findings.extend(judge(infrastructure, workload));
        }
    }
}

fn judge(infrastructure: &Infrastructure<'_>, workload: &Workload<'_>) -> Option<Finding> {
    let (graph, groups) = (&infrastructure.graph, &infrastructure.groups);
    let tasks = Party::of_tasks(graph, workload)?;
    let asked = (Transport::Tcp, Ports::one(443));
    let rules = groups.about(&tasks, Direction::Out, asked);
    let mut answer = rules.map(|(_, holds)| holds).fold(Truth::No, Truth::or);
    if answer == Truth::No {
        let open = groups.others(graph, &tasks, Direction::Out, asked);
        answer = open.map_or(Truth::No, Truth::Open);
    }
    let address = workload.address(graph);
    let message = || {
        let text = format!(
            "{} lets nothing out on port 443, so the tasks of {address} cannot pull their images",
            tasks.told(graph)
        );
        let help = "Add an egress rule for port 443: Terraform removes the one by which AWS lets everything out of a \
                    new group";
        (text, help.to_owned())
    };
    let what = format!("whether the tasks of {address} get out on port 443 is not known");
    let path = workload.path("network_configuration.security_groups");
    let place = (workload.node, &*path);
    let is_at_fault = answer.opposite();
    let finding = judged(
        infrastructure,
        &RULE.meta,
        place,
        &is_at_fault,
        (&message, &what),
    )?;
    Some(if is_at_fault.is_yes() {
        let evidence = groups.evidence(graph, (Direction::Out, &tasks), asked);
        let mut finding = with_evidence(finding, &evidence);
        finding.cause = cause(infrastructure, workload, &tasks);
        finding
    } else {
        finding
    })
}

/// The group, where it is the only one that the tasks have.
fn cause(
    infrastructure: &Infrastructure<'_>,
    workload: &Workload<'_>,
    tasks: &Party,
) -> Option<Cause> {
    let graph = &infrastructure.graph;
    let [GroupId::Own(group)] = tasks.groups[..] else {
        return None;
    };
    let (node, block) = (graph.node(group), block_of(graph, group));
    let stack = &graph.plan.repo.stack(node.stack).path;
    Some(Cause {
        key: format!("{} in {stack}", node.address()),
        span: node.header(),
        address: node.declaration.address(),
        message: format!(
            "{block} in {stack} lets nothing out on port 443, so tasks that have no other group cannot pull their images"
        ),
        help: "Add an egress rule for port 443: Terraform removes the one by which AWS lets everything out of a new group"
            .to_owned(),
        follows: format!("{} has no other group", workload.address(graph)),
    })
}

//! See `deploy_deadlock.md`.

use crate::aws::placement::Workload;
use crate::aws::placement::instances::{most_instances, own_port};
use crate::aws::placement::scaling::floor;
use crate::aws::placement::truth::{Truth, is_text};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;
use super::percent::{Percents, percents};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-deploy-deadlock",
        summary: "A deployment can start no task and stop none.",
        why: "The deployment hangs: ECS may not stop a task before another runs, and may not run another \
              before one stops.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: None,
        page: include_str!("deploy_deadlock.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// Where percentages are whole, what holds of no number of tasks up to here holds of none.
const MOST: i64 = 100;

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for service in infrastructure.placement.services() {
        let by_percents = judge(infrastructure, service);
        let is_told = by_percents.is_some();
        findings.extend(by_percents);
        if !is_told {
            findings.extend(without_room(infrastructure, service));
        }
    }
}

fn judge(infrastructure: &Infrastructure<'_>, service: &Workload<'_>) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let address = service.address(graph);
    let percents = match is_judged(infrastructure, service) {
        Truth::No => return None,
        Truth::Yes => percents(graph, service),
        Truth::Open(unsure) => Err(unsure),
    };
    let answer = match &percents {
        Err(unsure) => Truth::Open(unsure.clone()),
        Ok(percents) => hangs(infrastructure, service, *percents),
    };
    let floor = floor(infrastructure, service.node).ok().flatten();
    let tasks = floor.filter(|floor| floor.least == floor.most);
    // Where autoscaling runs more of them, most deployments go well.
    let is_scaled = tasks
        .as_ref()
        .is_some_and(|floor| floor.by.0 != service.node);
    let Percents { least, most } = percents.unwrap_or_default();
    let always = (1..=MOST).all(|tasks| Percents { least, most }.hang(tasks));
    let message = || {
        let when = match tasks.as_ref().map(|floor| floor.least) {
            Some(1) if !always => " with a single task",
            Some(_) if !always => " with the fewest tasks",
            _ => "",
        };
        let text = format!(
            "deployments of {address} hang{when}: at least {least} % of the tasks must stay and at most {most} % may run, so none can be replaced"
        );
        (text, "Set deployment_maximum_percent = 200".to_owned())
    };
    let what = format!("whether deployments of {address} can replace a task is not known");
    let place = (service.node, "deployment_maximum_percent");
    let finding = judged(
        infrastructure,
        &RULE.meta,
        place,
        &answer,
        (&message, &what),
    )?;
    Some(if is_scaled && !always {
        finding.severity(Severity::Warning)
    } else {
        finding
    })
}

/// Tasks that take a port of their instance, all of which are on the instances that there may be, and none of which may
/// stop: the next one has nowhere to start.
fn without_room(infrastructure: &Infrastructure<'_>, service: &Workload<'_>) -> Option<Finding> {
    let (graph, placement) = (&infrastructure.graph, &infrastructure.placement);
    let port = own_port(graph, placement, service)?;
    let address = service.address(graph);
    let percents = match is_judged(infrastructure, service) {
        Truth::Yes => percents(graph, service).ok()?,
        _ => return None,
    };
    // How many tasks there are at least is told where it is not known, by what the percentages make of it.
    let tasks = floor(infrastructure, service.node).ok()??;
    let (fewest, most) = (percents.stays(tasks.least), percents.stays(tasks.most));
    if most == 0 {
        return None;
    }
    let (answer, room) = match most_instances(graph, service) {
        Err(unsure) => (Truth::Open(unsure), 0),
        Ok(room) if room > 0 && fewest >= room => (Truth::Yes, room),
        Ok(room) if most < room => (Truth::No, room),
        Ok(room) => {
            let reason = "how many tasks it runs hangs on a condition that is not known";
            (Truth::Open(Unsure::new(reason, None)), room)
        }
    };
    let least = percents.least;
    let message = || {
        let text = format!(
            "deployments of {address} hang: each task takes port {port} of its instance, and of the tasks on all {room} instances that there may be {least} % must stay, so none can be replaced"
        );
        let help = "Leave hostPort out, so that each task gets a port that is free, or allow one instance more, or a lower deployment_minimum_healthy_percent";
        (text, help.to_owned())
    };
    let what = format!("whether an instance is free for the next task of {address} is not known");
    let place = (service.node, "deployment_minimum_healthy_percent");
    let words = (&message as &dyn Fn() -> _, &*what);
    judged(infrastructure, &RULE.meta, place, &answer, words)
}

fn is_judged(infrastructure: &Infrastructure<'_>, service: &Workload<'_>) -> Truth {
    let graph = &infrastructure.graph;
    let strategy = graph.node(service.node).given("scheduling_strategy");
    let is_replica = is_text(strategy, "REPLICA", "REPLICA");
    is_replica.and(service.is_rolling(graph))
}

/// Whether no task can be replaced, at the number of tasks that there are at least, or at any where that is not known.
fn hangs(infrastructure: &Infrastructure<'_>, service: &Workload<'_>, percents: Percents) -> Truth {
    let floor = floor(infrastructure, service.node);
    let (first, last, unsure) = match floor {
        // Without tasks there is nothing to replace.
        Ok(Some(floor)) if floor.most == 0 => return Truth::No,
        Ok(Some(floor)) if floor.least == floor.most => (floor.least, floor.most, None),
        Ok(Some(floor)) => {
            let reason = "how many tasks it runs hangs on a condition that is not known";
            let unsure = Unsure::new(reason, None);
            (floor.least.max(1), floor.most, Some(unsure))
        }
        Ok(None) => return Truth::No,
        Err(unsure) => (1, MOST, Some(unsure)),
    };
    let last = last.min(first.saturating_add(MOST));
    let mut hanging = (first..=last).map(|tasks| percents.hang(tasks));
    let one = hanging.next().unwrap_or(false);
    if hanging.all(|other| other == one) {
        Truth::of(one)
    } else {
        Truth::Open(
            unsure.unwrap_or_else(|| Unsure::new("how many tasks it runs is not known", None)),
        )
    }
}

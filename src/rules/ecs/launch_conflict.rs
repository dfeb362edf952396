//! See `launch_conflict.md`.

use crate::aws::placement::truth::{Argument, Truth, argument, entry};
use crate::aws::placement::{Workload, cluster};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::{Members, NodeId, alternatives};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, judged, where_it_stands};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-launch-conflict",
        summary: "A launch type and a capacity provider strategy are both given, or the cluster does not have the capacity provider.",
        why: "ECS refuses the service.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("launch_conflict.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for workload in &infrastructure.placement.workloads {
        let graph = &infrastructure.graph;
        let Some(strategy) = workload.given(graph, "capacity_provider_strategy") else {
            continue;
        };
        findings.extend(both(infrastructure, workload, strategy));
        let [members] = &alternatives(strategy)[..] else {
            continue;
        };
        findings.extend(unattached(infrastructure, workload, members));
    }
}

/// A launch type beside a strategy.
fn both(
    infrastructure: &Infrastructure<'_>,
    workload: &Workload<'_>,
    strategy: &Value,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let given = workload.given(graph, "launch_type");
    let ways = argument(given).into_iter().map(|way| match way {
        Argument::Absent => Truth::No,
        Argument::Given(_) => Truth::Yes,
        Argument::Open(unsure) => Truth::Open(unsure),
    });
    let has_type = Truth::in_all(ways, given);
    let ways = alternatives(strategy)
        .into_iter()
        .map(|way| match way.others {
            _ if !way.certain.is_empty() => Truth::Yes,
            Some(others) => Truth::Open(Unsure::of(others)),
            None => Truth::No,
        });
    let answer = has_type.and(Truth::in_all(ways, Some(strategy)));
    let address = workload.address(graph);
    let message = || {
        let text = format!("{address} has both a launch type and a capacity provider strategy");
        (text, "Remove launch_type: the strategy says it".to_owned())
    };
    let what = format!(
        "whether {address} has both a launch type and a capacity provider strategy is not known"
    );
    let place = (workload.node, &*workload.path("launch_type"));
    let finding = judged(
        infrastructure,
        &RULE.meta,
        place,
        &answer,
        (&message, &what),
    )?;
    Some(where_it_stands(infrastructure, place, finding))
}

/// A strategy that names a provider which the cluster does not have.
fn unattached(
    infrastructure: &Infrastructure<'_>,
    workload: &Workload<'_>,
    strategy: &Members<'_>,
) -> Option<Finding> {
    let graph = &infrastructure.graph;
    let cluster = cluster::named(graph, workload.node, workload.cluster?).ok()?;
    // Versions of the provider before 5.0 have them in the cluster itself.
    if graph.node(cluster).given("capacity_providers").is_some() {
        return None;
    }
    let attached = attached(infrastructure, cluster)?;
    let names = strategy.certain.iter();
    let mut names = names.filter_map(|one| entry(one, "capacity_provider")?.as_str());
    let missing = names.find(|name| !attached.iter().any(|own| own == name))?;
    let message = format!(
        "{} asks for the capacity provider {missing}, which {} does not have",
        workload.address(graph),
        graph.node(cluster).address()
    );
    let help = format!(
        "Add {missing:?} to the capacity_providers of the cluster's aws_ecs_cluster_capacity_providers"
    );
    let path = workload.path("capacity_provider_strategy.capacity_provider");
    let place = (workload.node, &*path);
    Some(failed(infrastructure, &RULE.meta, place, (message, help)))
}

/// The capacity providers of a cluster, where all are known.
fn attached(infrastructure: &Infrastructure<'_>, cluster: NodeId) -> Option<Vec<String>> {
    let graph = &infrastructure.graph;
    let mut found = Vec::new();
    for id in cluster::capacity_providers(graph, cluster).ok()? {
        let node = graph.node(id);
        let Some(given) = node
            .attribute("capacity_providers")
            .filter(|it| !it.is_null())
        else {
            continue;
        };
        for one in given.elements()?.iter() {
            found.push(one.as_str()?.to_owned());
        }
    }
    Some(found)
}

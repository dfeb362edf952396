//! What tasks run on: Fargate, or instances of the cluster.

use crate::eval::Value;
use crate::graph::{Graph, Members, NodeId, alternatives};

use super::super::Unsure;
use super::cluster;
use super::truth::{Argument, argument, entry};

/// What tasks run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Launch {
    /// AWS's own machines.
    Fargate,
    /// EC2 instances of the cluster.
    Ec2,
    /// Machines outside of AWS.
    External,
}

/// What the tasks run on by their own launch type or strategy, else by the cluster's default strategy, else by the
/// default of ECS, which is EC2.
pub(super) fn launch<'v>(
    graph: &Graph<'_>,
    near: NodeId,
    given: &dyn Fn(&str) -> Option<&'v Value>,
    cluster: Option<&'v Value>,
) -> Result<Launch, Unsure> {
    let mut found: Option<Launch> = None;
    let mut agree = |launch: Launch| match found.replace(launch) {
        Some(other) if other != launch => Err(Unsure::new(
            "the launch type hangs on a condition that is not known",
            given("launch_type").and_then(Value::place),
        )),
        _ => Ok(()),
    };
    for way in argument(given("launch_type")) {
        let launch = match way {
            Argument::Absent => by_strategy(graph, near, given, cluster)?,
            Argument::Given(value) => match value.as_str() {
                Some("FARGATE") => Launch::Fargate,
                Some("EC2") => Launch::Ec2,
                Some("EXTERNAL") => Launch::External,
                _ => return Err(Unsure::of(value)),
            },
            Argument::Open(unsure) => return Err(unsure),
        };
        agree(launch)?;
    }
    found.ok_or_else(|| Unsure::new("the launch type is not known", None))
}

fn by_strategy<'v>(
    graph: &Graph<'_>,
    near: NodeId,
    given: &dyn Fn(&str) -> Option<&'v Value>,
    cluster: Option<&'v Value>,
) -> Result<Launch, Unsure> {
    match of_strategies(given("capacity_provider_strategy"))? {
        Some(launch) => Ok(launch),
        None => by_cluster(graph, near, cluster),
    }
}

/// What the capacity providers of a strategy are; `None` where there is no strategy.
fn of_strategies(value: Option<&Value>) -> Result<Option<Launch>, Unsure> {
    let ways = value.map_or_else(|| vec![Members::default()], alternatives);
    let mut found = Vec::new();
    for members in ways {
        let mut of_way = None;
        for strategy in members.all() {
            let provider = entry(strategy, "capacity_provider");
            let provider = provider.ok_or_else(|| Unsure::of(strategy))?;
            of_way = of_way.or(Some(of_provider(provider)?));
        }
        if members.certain.is_empty() && members.others.is_some() {
            return Err(Unsure::new(
                "whether there is a capacity provider strategy is not known",
                value.and_then(Value::place),
            ));
        }
        found.push(of_way);
    }
    let first = found.first().copied().flatten();
    if found.iter().all(|one| *one == first) {
        Ok(first)
    } else {
        Err(Unsure::new(
            "the capacity provider strategy hangs on a condition that is not known",
            value.and_then(Value::place),
        ))
    }
}

fn of_provider(provider: &Value) -> Result<Launch, Unsure> {
    if let Some(name) = provider.as_str() {
        return Ok(match name {
            "FARGATE" | "FARGATE_SPOT" => Launch::Fargate,
            _ => Launch::Ec2,
        });
    }
    let symbol = provider.as_unknown().and_then(|unknown| unknown.symbol());
    match symbol {
        Some(symbol) if symbol.owner.address.kind.as_ref() == "aws_ecs_capacity_provider" => {
            Ok(Launch::Ec2)
        }
        _ => Err(Unsure::of(provider)),
    }
}

/// What the default strategy of the tasks' cluster says.
fn by_cluster(graph: &Graph<'_>, near: NodeId, cluster: Option<&Value>) -> Result<Launch, Unsure> {
    for strategy in strategies_of_cluster(graph, near, cluster)? {
        if let Some(launch) = of_strategies(Some(strategy))? {
            return Ok(launch);
        }
    }
    Ok(Launch::Ec2)
}

/// The default strategies of the tasks' cluster: the first that names a provider is the one.
pub(super) fn strategies_of_cluster<'g>(
    graph: &Graph<'g>,
    near: NodeId,
    cluster: Option<&Value>,
) -> Result<Vec<&'g Value>, Unsure> {
    let Some(cluster) = cluster.filter(|cluster| !cluster.is_null()) else {
        return Err(Unsure::new(
            "the tasks run in the account's default cluster, whose capacity providers are not known",
            Some(graph.node(near).header()),
        ));
    };
    let id = cluster::named(graph, near, cluster)?;
    // Versions of the provider before 5.0 have it in the cluster.
    let all = cluster::capacity_providers(graph, id)?
        .into_iter()
        .chain([id]);
    let strategies =
        all.filter_map(|one| graph.node(one).given("default_capacity_provider_strategy"));
    Ok(strategies.collect())
}

//! Alarms: which metric of which resource each watches, whether it can ever fire, and whom it tells.

mod catalogue;
mod deployment;
mod dimension;
mod elsewhere;
mod index;
mod judgement;
mod key;
mod statistic;
mod telling;
#[cfg(test)]
mod tests;
mod text;
mod topic;
mod watch;

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Graph, NodeId};

use super::Unsure;

pub use catalogue::dimension_naming;
pub use catalogue::{Dimension, Metric, Nature};
pub use deployment::hears_of_deployments;
pub use dimension::{Flaw, flaws, names_none};
pub use judgement::Judgement;
pub use key::{KeyUse, key_use};
pub use statistic::{Idle, idle, periods};
pub use telling::tells;
pub use topic::{has_subscriber, how_to_subscribe, takes_alarms};
pub use watch::{Alarm, Watch};

/// The alarms of one environment.
#[derive(Debug)]
pub struct Alarms<'g> {
    all: Vec<Alarm<'g>>,
    topics: BTreeMap<NodeId, BTreeSet<NodeId>>,
    elsewhere: Option<Unsure>,
    index: index::Index<'g>,
}

/// What watches a metric of a resource.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watching {
    /// Alarms that do, can fire, and tell somebody.
    pub good: Vec<NodeId>,
    /// Alarms that try to, and why that does not help: a clause.
    pub useless: Vec<(NodeId, String)>,
    /// Why there may be others.
    pub doubt: Option<Unsure>,
}

impl<'g> Alarms<'g> {
    /// Reads the alarms of an environment.
    pub fn of(graph: &Graph<'g>) -> Self {
        let alarms = watch::alarms(graph);
        Self {
            index: index::Index::of(graph, &alarms),
            all: alarms,
            topics: topic::of_alarms(graph),
            elsewhere: elsewhere::doubt(graph),
        }
    }

    /// Every alarm on metrics, in order.
    pub fn all(&self) -> impl Iterator<Item = &Alarm<'g>> {
        self.all.iter()
    }

    /// The topics of the environment that alarms are sent to, with the alarms, in order.
    pub fn topics(&self) -> impl Iterator<Item = (NodeId, &BTreeSet<NodeId>)> {
        self.topics.iter().map(|(topic, alarms)| (*topic, alarms))
    }

    /// Which alarms watch one of these metrics (namespace and name) of a resource, which the dimension `by` names.
    pub fn watching(
        &self,
        graph: &Graph<'_>,
        (resource, by): (NodeId, &str),
        metrics: &[(&str, &str)],
    ) -> Watching {
        let mut found = Watching::default();
        let candidates = self.index.candidates(graph, (resource, by), metrics);
        for alarm in candidates.into_iter().map(|at| &self.all[at]) {
            let answers = alarm.watches.iter().map(|watch| {
                let named = watches(graph, (alarm, watch), (resource, by), metrics);
                (watch, named)
            });
            let answers: Vec<(&Watch<'_>, Judgement)> = answers.collect();
            let hit = answers.iter().find(|(_, it)| *it == Judgement::Holds);
            if let Some((watch, _)) = hit {
                match trouble(graph, alarm, watch) {
                    Judgement::Holds => found.good.push(alarm.node),
                    Judgement::Fails(reason) => found.useless.push((alarm.node, reason)),
                    Judgement::Unknown(unsure) => found.doubt = Some(unsure),
                }
                continue;
            }
            let doubts = answers.into_iter().filter_map(|(_, answer)| match answer {
                Judgement::Unknown(unsure) => Some(unsure),
                _ => None,
            });
            let doubt = doubts.chain(alarm.others.clone()).next();
            found.doubt = found.doubt.or(doubt);
        }
        found.doubt = found
            .doubt
            .or_else(|| self.elsewhere.clone())
            .or_else(|| elsewhere::by_objective(graph, metrics));
        found
    }
}

/// Whether a watch reads one of these metrics of a resource.
fn watches(
    graph: &Graph<'_>,
    (alarm, watch): (&Alarm<'_>, &Watch<'_>),
    (resource, by): (NodeId, &str),
    metrics: &[(&str, &str)],
) -> Judgement {
    let other = || Judgement::Fails("it reads another metric".to_owned());
    let mut matching = metrics.iter().filter(|(namespace, name)| {
        let may_be = |value: Option<&crate::eval::Value>, text: &str| {
            value.is_some_and(|value| value.as_str().is_none_or(|it| it == text))
        };
        may_be(watch.namespace, namespace) && may_be(watch.name, name)
    });
    let Some((namespace, _)) = matching.next() else {
        return other();
    };
    let Some(given) = watch.dimensions else {
        return other();
    };
    let Some(dimension) = catalogue::dimension_of(namespace, by) else {
        return other();
    };
    let named = match watch::dimensions(given) {
        Err(unsure) => Judgement::Unknown(unsure),
        Ok(given) => match given.get(by) {
            Some(value) => dimension::names(graph, alarm.node, (dimension, value), resource),
            None if by == "ServiceName" => of_all_services(graph, (alarm, watch, &given), resource),
            None => other(),
        },
    };
    let named = match named {
        Judgement::Holds if by == "ServiceName" => of_cluster(graph, (alarm.node, given), resource),
        other => other,
    };
    match (named, watch.metric()) {
        (Judgement::Holds, None) => Judgement::Unknown(Unsure::new(
            "which metric an alarm reads is not known",
            watch.name.and_then(crate::eval::Value::place),
        )),
        (named, _) => named,
    }
}

/// What is true of all services of a cluster together may be enough where they share its instances.
fn of_all_services(
    graph: &Graph<'_>,
    (alarm, watch, given): (&Alarm<'_>, &Watch<'_>, &BTreeMap<&str, &crate::eval::Value>),
    service: NodeId,
) -> Judgement {
    let other = Judgement::Fails("it reads another metric".to_owned());
    let is_of_clusters = given.len() == 1 && given.contains_key("ClusterName");
    if !is_of_clusters || trouble(graph, alarm, watch) != Judgement::Holds {
        return other;
    }
    let Some(dimensions) = watch.dimensions else {
        return other;
    };
    match of_cluster(graph, (alarm.node, dimensions), service) {
        Judgement::Fails(_) => other,
        _ => {
            let node = graph.node(alarm.node);
            let reason = format!("{} watches all of the cluster", node.address());
            Judgement::Unknown(Unsure::new(reason, Some(node.header())))
        }
    }
}

/// Services of several clusters may have one name: whether the cluster is that of the service, as far as it is known.
fn of_cluster(
    graph: &Graph<'_>,
    (alarm, given): (NodeId, &crate::eval::Value),
    service: NodeId,
) -> Judgement {
    let cluster = graph.node(service).given("cluster");
    let cluster = cluster.and_then(|it| graph.node_named(it, &["id", "arn", "name"]));
    let asked = given.get("ClusterName");
    let dimension = catalogue::dimension_of("AWS/ECS", "ClusterName");
    match (cluster, asked, dimension) {
        (Some(cluster), Some(asked), Some(dimension)) => {
            match dimension::names(graph, alarm, (dimension, asked), cluster) {
                Judgement::Fails(reason) => Judgement::Fails(reason),
                _ => Judgement::Holds,
            }
        }
        _ => Judgement::Holds,
    }
}

/// Whether an alarm that watches the right thing is of any use.
fn trouble(graph: &Graph<'_>, alarm: &Alarm<'_>, watch: &Watch<'_>) -> Judgement {
    let node = graph.node(alarm.node);
    if let Ok(flaws) = flaws(graph, watch)
        && let Some(flaw) = flaws.first()
    {
        return Judgement::Fails(flaw.reason.clone());
    }
    let periods = periods(node, alarm).into_iter();
    let periods = periods.filter(|(_, judgement)| judgement.failure().is_some());
    let fires = match idle(node, alarm) {
        Ok(None) => Judgement::Holds,
        Ok(Some(idle)) => Judgement::Fails(idle.reason),
        Err(unsure) => Judgement::Unknown(unsure),
    };
    let mut all = vec![fires, tells(graph, alarm.node)];
    all.extend(periods.map(|(_, judgement)| judgement));
    Judgement::of_all(all)
}

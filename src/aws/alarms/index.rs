//! Which alarms may watch a resource, so that not every alarm is asked about every resource.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::{Graph, NodeId, possible};

use super::catalogue;
use super::watch::{self, Alarm, Watch};

/// A namespace and a name.
type MetricName<'g> = (&'g str, &'g str);

/// The alarms of an environment by what they watch.
#[derive(Debug, Default)]
pub(super) struct Index<'g> {
    by_metric: BTreeMap<MetricName<'g>, Watched<'g>>,
    /// The positions of those that may read metrics which are not known.
    vague: BTreeSet<usize>,
}

/// The positions of the alarms that read one metric.
#[derive(Debug, Default)]
struct Watched<'g> {
    by_dimension: BTreeMap<&'g str, Named<'g>>,
    /// Those that have a dimension alone: they watch all that shares it.
    alone: BTreeSet<usize>,
    /// Those whose dimensions are not known.
    vague: BTreeSet<usize>,
}

/// The positions of the alarms that name something in one dimension, by what they name there.
#[derive(Debug, Default)]
struct Named<'g> {
    nodes: BTreeMap<NodeId, BTreeSet<usize>>,
    texts: BTreeMap<&'g str, BTreeSet<usize>>,
    /// Those of which it is not known what they name.
    vague: BTreeSet<usize>,
}

/// What a dimension's value certainly names.
enum Subject<'g> {
    Node(NodeId),
    Text(&'g str),
    Any,
}

impl<'g> Index<'g> {
    /// Notes what each alarm watches.
    pub(super) fn of(graph: &Graph<'g>, alarms: &[Alarm<'g>]) -> Self {
        let mut index = Self::default();
        for (at, alarm) in alarms.iter().enumerate() {
            for watch in &alarm.watches {
                index.note(graph, at, watch);
            }
            if alarm.others.is_some() {
                index.vague.insert(at);
            }
        }
        index
    }

    fn note(&mut self, graph: &Graph<'g>, at: usize, watch: &Watch<'g>) {
        let Some(metric) = watch.metric() else {
            self.vague.insert(at);
            return;
        };
        let watched = self.by_metric.entry(metric).or_default();
        let Some(dimensions) = watch.dimensions else {
            return;
        };
        let Ok(dimensions) = watch::dimensions(dimensions) else {
            watched.vague.insert(at);
            return;
        };
        if dimensions.len() == 1 {
            watched.alone.insert(at);
        }
        for (name, value) in dimensions {
            let named = watched.by_dimension.entry(name).or_default();
            let positions = match subject(graph, (metric.0, name), value) {
                Subject::Node(node) => named.nodes.entry(node).or_default(),
                Subject::Text(text) => named.texts.entry(text).or_default(),
                Subject::Any => &mut named.vague,
            };
            positions.insert(at);
        }
    }

    /// The positions of the alarms that may watch one of these metrics of a resource, which the dimension `by` names.
    pub(super) fn candidates(
        &self,
        graph: &Graph<'_>,
        (resource, by): (NodeId, &str),
        metrics: &[(&str, &str)],
    ) -> BTreeSet<usize> {
        let mut found = self.vague.clone();
        for (namespace, name) in metrics {
            let Some(watched) = self.by_metric.get(&(*namespace, *name)) else {
                continue;
            };
            found.extend(&watched.vague);
            // What is true of all services of a cluster may be enough for each.
            if by == "ServiceName" {
                found.extend(&watched.alone);
            }
            let Some(named) = watched.by_dimension.get(by) else {
                continue;
            };
            found.extend(&named.vague);
            found.extend(named.nodes.get(&resource).into_iter().flatten());
            match own_texts(graph, (namespace, by), resource) {
                Some(own) => {
                    let called = own.iter().filter_map(|text| named.texts.get(text));
                    found.extend(called.flatten());
                }
                None => found.extend(named.texts.values().flatten()),
            }
        }
        found
    }
}

/// What a value of a dimension certainly names: a resource that the environment makes, or whatever has this name.
fn subject<'g>(
    graph: &Graph<'g>,
    (namespace, name): (&str, &str),
    value: &'g Value,
) -> Subject<'g> {
    let Some(dimension) = catalogue::dimension_of(namespace, name) else {
        return Subject::Any;
    };
    let ways = possible(value);
    let [one] = &ways[..] else {
        return Subject::Any;
    };
    if let Some(reference) = graph.reference(one) {
        let node = graph.node(reference.node);
        let is_made = node.declaration.mode == ResourceMode::Managed;
        if is_made && dimension.kinds.contains(&node.kind()) {
            return Subject::Node(reference.node);
        }
        return Subject::Any;
    }
    one.as_str().map_or(Subject::Any, Subject::Text)
}

/// The texts by which a dimension may name a resource, where one of those that are right is known: what is called
/// otherwise is another one then.
fn own_texts<'n>(
    graph: &'n Graph<'_>,
    (namespace, by): (&str, &str),
    resource: NodeId,
) -> Option<Vec<&'n str>> {
    let dimension = catalogue::dimension_of(namespace, by)?;
    let node = graph.node(resource);
    let text = |name: &&'static str| node.attribute(name).and_then(Value::as_str);
    let right: Vec<&str> = dimension.attributes.iter().filter_map(text).collect();
    if right.is_empty() {
        return None;
    }
    let mistaken = dimension.mistaken.iter().filter_map(text);
    Some(right.into_iter().chain(mistaken).collect())
}

//! What AWS publishes: of each metric the sets of dimensions, what its samples are, and how often they come.
//!
//! `metrics.tsv`: namespace, metric, its sets of dimensions (`none` for the empty one, `never` for a metric that is of
//! another namespace, which then stands in the next column), nature, seconds between samples, source. The metric `*`
//! lists every dimension that any metric of the namespace has; its nature is `whole` where every metric of the
//! namespace is listed. `dimensions.tsv`: namespace, dimension, the resources
//! that it names, by which of their attributes, which attributes are mistaken for those, how a value begins, and what
//! it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::repo::words::nearest;

/// What the samples of a metric are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Each is 1: only their sum says anything.
    Ones,
    /// A number from 0.
    Count,
    /// 0 or 1.
    Flag,
    /// A percentage, also above 100.
    Percent,
    /// A percentage of at most 100.
    Share,
    /// None: it stands for every metric of a namespace, all of which are listed.
    Whole,
}

/// What is known of a metric.
#[derive(Debug)]
pub struct Metric {
    /// The sets of dimensions that AWS publishes it with.
    pub sets: Vec<BTreeSet<&'static str>>,
    /// The namespace that has it instead, for a metric that is looked for in the wrong one.
    pub elsewhere: Option<&'static str>,
    /// What its samples are.
    pub nature: Nature,
    /// How many seconds lie between two samples.
    pub seconds: u32,
}

/// What names a resource in a dimension.
#[derive(Debug)]
pub struct Dimension {
    /// The types that it names.
    pub kinds: Vec<&'static str>,
    /// The attributes that hold it.
    pub attributes: Vec<&'static str>,
    /// Attributes that are mistaken for those.
    pub mistaken: Vec<&'static str>,
    /// How each value begins; empty where any may be one.
    pub begins: &'static str,
    /// What it is.
    pub form: &'static str,
}

/// How many letters may be wrong in the name of a metric that is meant to be another one.
const MAX_SLIPS: usize = 2;

type Pair = (&'static str, &'static str);

/// By namespace, and by name in that.
type Table<T> = BTreeMap<&'static str, BTreeMap<&'static str, T>>;

static METRICS: LazyLock<Table<Metric>> = LazyLock::new(|| {
    let lines = include_str!("metrics.tsv").lines();
    table(lines.filter_map(metric))
});

static DIMENSIONS: LazyLock<Table<Dimension>> = LazyLock::new(|| {
    let lines = include_str!("dimensions.tsv").lines();
    table(lines.filter_map(dimension))
});

fn table<T>(rows: impl Iterator<Item = (Pair, T)>) -> Table<T> {
    let mut table: Table<T> = BTreeMap::new();
    for ((namespace, name), row) in rows {
        table.entry(namespace).or_default().insert(name, row);
    }
    table
}

fn metric(line: &'static str) -> Option<(Pair, Metric)> {
    let columns: Vec<&'static str> = line.split('\t').collect();
    let [namespace, name, sets, nature, seconds, _source] = columns[..] else {
        return None;
    };
    let is_elsewhere = sets == "never";
    let set = |set: &'static str| set.split('+').filter(|it| *it != "none").collect();
    let metric = Metric {
        sets: if is_elsewhere {
            Vec::new()
        } else {
            sets.split(';').map(set).collect()
        },
        elsewhere: is_elsewhere.then_some(nature),
        nature: match nature {
            "ones" => Nature::Ones,
            "flag" => Nature::Flag,
            "percent" => Nature::Percent,
            "share" => Nature::Share,
            "whole" => Nature::Whole,
            _ => Nature::Count,
        },
        seconds: seconds.parse().ok()?,
    };
    Some(((namespace, name), metric))
}

fn dimension(line: &'static str) -> Option<(Pair, Dimension)> {
    let columns: Vec<&'static str> = line.split('\t').collect();
    let [namespace, name, kinds, attributes, mistaken, begins, form] = columns[..] else {
        return None;
    };
    let list = |text: &'static str| text.split(',').collect();
    let dimension = Dimension {
        kinds: list(kinds),
        attributes: list(attributes),
        mistaken: list(mistaken),
        begins,
        form,
    };
    Some(((namespace, name), dimension))
}

/// What is known of a metric; `None` for one that is not listed.
pub(super) fn metric_of(namespace: &str, name: &str) -> Option<&'static Metric> {
    METRICS.get(namespace)?.get(name)
}

/// Every dimension of a namespace; `None` where they are not all listed.
pub(super) fn all_dimensions(namespace: &str) -> Option<&'static BTreeSet<&'static str>> {
    metric_of(namespace, "*")?.sets.first()
}

/// What names a resource in a dimension; `None` for one that is not listed.
pub(super) fn dimension_of(namespace: &str, name: &str) -> Option<&'static Dimension> {
    DIMENSIONS.get(namespace)?.get(name)
}

/// The dimension of a namespace that names resources of this type; `None` where none is listed.
pub fn dimension_naming(namespace: &str, kind: &str) -> Option<&'static str> {
    let mut all = DIMENSIONS.get(namespace)?.iter();
    let (name, _) = all.find(|(_, dimension)| dimension.kinds.contains(&kind))?;
    Some(name)
}

/// The metric of a namespace whose metrics are all listed that is written most like this one, which is none of them.
pub(super) fn misspelt(namespace: &str, name: &str) -> Option<&'static str> {
    let all = METRICS.get(namespace)?;
    if all.get("*")?.nature != Nature::Whole || all.contains_key(name) {
        return None;
    }
    // AWS adds metrics whose names differ from others by a word: only what is one or two letters off is meant.
    let near = nearest(name, all.keys().copied())?;
    (strsim::osa_distance(name, near) <= MAX_SLIPS).then_some(near)
}

/// Whether any metric of a namespace is listed.
pub(super) fn is_listed(namespace: &str) -> bool {
    METRICS.contains_key(namespace)
}

/// How many metrics and dimensions are listed.
#[cfg(test)]
pub(super) fn count() -> (usize, usize) {
    let metrics = METRICS.values().map(BTreeMap::len).sum();
    let dimensions = DIMENSIONS.values().map(BTreeMap::len).sum();
    (metrics, dimensions)
}

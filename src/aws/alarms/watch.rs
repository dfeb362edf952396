//! Which metrics an alarm reads.

use std::collections::BTreeMap;

use crate::eval::{Map, Shape, Value};
use crate::graph::{Graph, Node, NodeId};

use super::super::Unsure;
use super::catalogue::{self, Metric};

/// One metric that an alarm reads.
#[derive(Debug, Clone)]
pub struct Watch<'g> {
    /// Where its arguments are in the alarm: empty for those of the alarm itself, else the path of their block.
    pub block: &'static str,
    /// Which block of that path.
    pub at: usize,
    /// `namespace`
    pub namespace: Option<&'g Value>,
    /// `metric_name`
    pub name: Option<&'g Value>,
    /// `dimensions`
    pub dimensions: Option<&'g Value>,
    /// `statistic`, `extended_statistic` or `stat`
    pub statistic: Option<&'g Value>,
    /// `period`
    pub period: Option<&'g Value>,
}

/// An alarm on metrics.
#[derive(Debug)]
pub struct Alarm<'g> {
    /// The `aws_cloudwatch_metric_alarm`.
    pub node: NodeId,
    /// What it reads.
    pub watches: Vec<Watch<'g>>,
    /// What else it may read: a search, a query, or blocks that are not known.
    pub others: Option<Unsure>,
    /// Whether it compares the metric itself with the threshold: neither mathematics nor an anomaly band.
    pub is_plain: bool,
}

impl<'g> Watch<'g> {
    /// The namespace and the metric's name, where both are known.
    pub fn metric(&self) -> Option<(&'g str, &'g str)> {
        Some((self.namespace?.as_str()?, self.name?.as_str()?))
    }

    /// What is known of the metric.
    pub fn known(&self) -> Option<&'static Metric> {
        let (namespace, name) = self.metric()?;
        catalogue::metric_of(namespace, name)
    }

    /// The path of one of its arguments in the alarm.
    pub fn path(&self, argument: &str) -> String {
        match self.block {
            "" => argument.to_owned(),
            block => format!("{block}.{argument}"),
        }
    }
}

/// Every alarm on metrics of an environment, in order.
pub(super) fn alarms<'g>(graph: &Graph<'g>) -> Vec<Alarm<'g>> {
    let found = graph.resources("aws_cloudwatch_metric_alarm");
    found.map(|(id, node)| alarm(id, node)).collect()
}

fn alarm<'g>(id: NodeId, node: &Node<'g>) -> Alarm<'g> {
    let mut alarm = Alarm {
        node: id,
        watches: Vec::new(),
        others: None,
        is_plain: node.given("metric_name").is_some(),
    };
    if alarm.is_plain {
        alarm.watches.push(Watch {
            block: "",
            at: 0,
            namespace: node.given("namespace"),
            name: node.given("metric_name"),
            dimensions: node.given("dimensions"),
            statistic: node
                .given("statistic")
                .or_else(|| node.given("extended_statistic")),
            period: node.given("period"),
        });
        return alarm;
    }
    let alternatives = node.blocks("metric_query");
    let [queries] = &alternatives[..] else {
        let reason = "which metrics it reads hangs on what is not known";
        alarm.others = Some(Unsure::new(reason, Some(node.place("metric_query"))));
        return alarm;
    };
    if let Some(others) = queries.others {
        alarm.others = Some(Unsure::of(others));
    }
    for (at, query) in queries.certain.iter().enumerate() {
        read_query(&mut alarm, at, query);
    }
    alarm
}

fn read_query<'g>(alarm: &mut Alarm<'g>, at: usize, query: &'g Value) {
    let Some(entries) = fields(query) else {
        alarm.others.get_or_insert(Unsure::of(query));
        return;
    };
    let set = |name: &str| entries.get(name).filter(|value| !value.is_null());
    if let Some(expression) = set("expression") {
        let reads_others = expression.as_str().is_none_or(|text| {
            let text = text.to_uppercase();
            text.contains("SEARCH(") || text.contains("SELECT ")
        });
        if reads_others {
            let reason = "an expression searches for the metrics that it reads";
            alarm.others = Some(Unsure::new(reason, expression.place()));
        }
    }
    let Some(metric) = set("metric").and_then(first) else {
        return;
    };
    let Some(metric) = fields(metric) else {
        alarm.others.get_or_insert(Unsure::of(metric));
        return;
    };
    let set = |name: &str| metric.get(name).filter(|value| !value.is_null());
    alarm.watches.push(Watch {
        block: "metric_query.metric",
        at,
        namespace: set("namespace"),
        name: set("metric_name"),
        dimensions: set("dimensions"),
        statistic: set("stat"),
        period: set("period"),
    });
}

/// The only element of a list of blocks, or the block itself.
fn first(value: &Value) -> Option<&Value> {
    match value.elements() {
        Some(elements) => elements.first(),
        None => Some(value),
    }
}

/// The entries of an object, also where it may have others.
pub(super) fn fields(value: &Value) -> Option<&Map> {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Partial(known)) => Some(known),
        _ => value.entries(),
    }
}

/// The dimensions of a metric by name; what is not known of them otherwise.
pub(super) fn dimensions(value: &Value) -> Result<BTreeMap<&str, &Value>, Unsure> {
    let Some(entries) = value.entries() else {
        return Err(Unsure::of(value));
    };
    let set = entries.iter().filter(|(_, value)| !value.is_null());
    Ok(set.map(|(name, value)| (&**name, value)).collect())
}

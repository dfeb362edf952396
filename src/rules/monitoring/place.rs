//! Where the arguments of an alarm's metric are written.

use std::collections::BTreeSet;

use crate::aws::Infrastructure;
use crate::aws::alarms::Watch;
use crate::diagnostic::Finding;
use crate::graph::{Graph, NodeId, Written};
use crate::hcl::{Block, Expression, ExpressionKind};

/// Where an argument of a metric gets its value; where `entry` is given, that entry of it.
pub(super) fn written(
    infrastructure: &Infrastructure<'_>,
    (alarm, watch): (NodeId, &Watch<'_>),
    argument: &str,
    entry: Option<&str>,
) -> Written {
    let graph = &infrastructure.graph;
    let node = graph.node(alarm);
    let block = match watch.block {
        "" => Some(&*node.declaration.block),
        _ => query(&node.declaration.block, watch.at),
    };
    let Some(block) = block else {
        return graph.written(alarm, "metric_query");
    };
    let Some(attribute) = block.body.attribute(argument) else {
        let span = block.header();
        let trail = Vec::new();
        return Written { span, trail };
    };
    let expression = entry.and_then(|entry| entry_of(&attribute.value, entry));
    graph.written_from(alarm, expression.unwrap_or(&attribute.value))
}

/// The `metric` block of the query at this position, where all of them are written one by one.
fn query(alarm: &Block, at: usize) -> Option<&Block> {
    let mut queries = alarm.body.blocks_of("metric_query");
    let query = queries.nth(at)?;
    query.body.blocks_of("metric").next()
}

/// The value of an entry of an object that is written out.
fn entry_of<'e>(expression: &'e Expression, name: &str) -> Option<&'e Expression> {
    match &expression.kind {
        ExpressionKind::Object(items) => {
            let mut items = items.iter();
            let item = items.find(|item| item.key.as_str() == Some(name))?;
            Some(&item.value)
        }
        ExpressionKind::Parentheses(inner) => entry_of(inner, name),
        _ => None,
    }
}

/// The finding about a topic, with an alarm that is sent there.
pub(super) fn with_sender(
    graph: &Graph<'_>,
    finding: Finding,
    alarms: &BTreeSet<NodeId>,
) -> Finding {
    let Some(alarm) = alarms.first().map(|alarm| graph.node(*alarm)) else {
        return finding;
    };
    let text = format!("{} is sent there", alarm.address());
    finding.related(alarm.place("alarm_actions"), text)
}

/// The finding at this place.
pub(super) fn at(mut finding: Finding, written: Written) -> Finding {
    finding.span = written.span;
    finding.related = written.trail;
    finding
}

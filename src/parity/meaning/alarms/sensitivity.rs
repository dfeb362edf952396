//! Which of two alarms on the same fires later: what its environment bears longer before anybody is told.

use std::cmp::Ordering;

use crate::graph::Node;

use super::super::super::both::{Both, Which};
use super::super::world::World;
use super::Own;

/// What a metric is called that does not grow with the traffic: a share, a time, a state. How many requests fail does.
const STEADY: &[&str] = &[
    "Utilization",
    "Percent",
    "HostCount",
    "ResponseTime",
    "Latency",
    "Duration",
    "AgeOf",
    "IteratorAge",
    "Lag",
    "StatusCheckFailed",
];

/// The side whose alarm fires later for what it says in an argument. `None` where neither does, or where that cannot be
/// told.
pub(super) fn later(
    world: &World<'_, '_>,
    pair: Both<Own<'_, '_>>,
    argument: &str,
) -> Option<Which> {
    let nodes = Both::of(|which| world.node(which, pair.get(which).alarm.node));
    if !pair.reference.alarm.is_plain || !pair.other.alarm.is_plain {
        return None;
    }
    let order = match argument {
        "threshold" => by_threshold(pair, nodes)?,
        "evaluation_periods" | "datapoints_to_alarm" => by_periods(nodes, argument)?,
        _ => return None,
    };
    match order {
        Ordering::Greater => Some(Which::Reference),
        Ordering::Less => Some(Which::Other),
        Ordering::Equal => None,
    }
}

/// How much later the reference's fires, by how much it bears. Of what grows with the traffic, more is normal where
/// there is more of it.
fn by_threshold(pair: Both<Own<'_, '_>>, nodes: Both<&Node<'_>>) -> Option<Ordering> {
    let metric = pair.reference.alarm.watches.first()?.name?.as_str()?;
    if !STEADY.iter().any(|word| metric.contains(word)) {
        return None;
    }
    let operators = nodes.map(|node| node.given("comparison_operator")?.as_str());
    let operators = operators.both()?;
    let bounds = nodes.map(|node| number(node, "threshold")).both()?;
    let order = bounds.reference.partial_cmp(&bounds.other)?;
    let all = |word: &str| {
        let starts = operators.map(|text| text.starts_with(word));
        starts.reference && starts.other
    };
    if all("GreaterThan") {
        Some(order)
    } else if all("LessThan") {
        Some(order.reverse())
    } else {
        None
    }
}

/// How much later the reference's fires, by how many periods must be bad.
fn by_periods(nodes: Both<&Node<'_>>, argument: &str) -> Option<Ordering> {
    let periods = nodes.map(|node| number(node, "period")).both()?;
    let bad = nodes.map(|node| number(node, "datapoints_to_alarm"));
    let has_own = bad.map(Option::is_some);
    let is_deciding = match argument {
        "datapoints_to_alarm" => has_own.reference && has_own.other,
        _ => !has_own.reference && !has_own.other,
    };
    let counts = nodes.map(|node| number(node, argument)).both()?;
    (is_deciding && periods.reference.to_bits() == periods.other.to_bits())
        .then(|| counts.reference.partial_cmp(&counts.other))?
}

/// A number that an argument gives, also where it is written as a text.
fn number(node: &Node<'_>, argument: &str) -> Option<f64> {
    let value = node.given(argument)?;
    match value.as_number() {
        Some(number) => Some(number.to_f64()),
        None => value.as_str()?.parse().ok(),
    }
}

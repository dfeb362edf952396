//! Whether an alarm's statistic can pass its threshold, and whether its periods are such as CloudWatch takes.

use crate::eval::Value;
use crate::graph::Node;

use super::super::Unsure;
use super::catalogue::Nature;
use super::judgement::Judgement;
use super::watch::{Alarm, Watch};

/// What decides whether an alarm fires, besides the data.
struct Comparison<'v> {
    statistic: &'v str,
    operator: &'v str,
    threshold: f64,
}

/// Whether an alarm can fire as long as its metric has data.
pub fn can_fire(node: &Node<'_>, alarm: &Alarm<'_>) -> Judgement {
    let [watch] = &alarm.watches[..] else {
        return Judgement::Holds;
    };
    let Some(known) = watch.known().filter(|_| alarm.is_plain) else {
        return Judgement::Holds;
    };
    // Then silence is what it is for.
    let missing = node.given("treat_missing_data");
    if missing.is_some_and(|value| value.as_str().is_none_or(|text| text == "breaching")) {
        return Judgement::Holds;
    }
    match comparison(node, watch) {
        Err(unsure) => Judgement::Unknown(unsure),
        Ok(None) => Judgement::Holds,
        Ok(Some(comparison)) => judge(watch, known.nature, &comparison),
    }
}

fn judge(watch: &Watch<'_>, nature: Nature, comparison: &Comparison<'_>) -> Judgement {
    let metric = watch.metric().map_or("the metric", |(_, name)| name);
    let statistic = comparison.statistic;
    let is_sum = matches!(statistic, "Sum" | "SampleCount");
    let never = |why: String| Judgement::Fails(format!("it never fires: {why}"));
    let shown = comparison.threshold;
    let falls = comparison.operator.starts_with("LessThan");
    if falls && !passes(comparison, 0.0) {
        return never(format!("{metric} is never below {shown}"));
    }
    if falls {
        return Judgement::Holds;
    }
    match nature {
        Nature::Ones if !is_sum && !passes(comparison, 1.0) => never(format!(
            "each sample of {metric} is 1, so that its {statistic} is never more"
        )),
        Nature::Flag if !is_sum && !passes(comparison, 1.0) => {
            never(format!("{metric} is 0 or 1, and so is its {statistic}"))
        }
        Nature::Share if !is_sum && !passes(comparison, 100.0) => {
            never(format!("{metric} is a percentage and never above 100"))
        }
        Nature::Share | Nature::Percent if statistic == "Sum" => sum_of_percentages(watch, nature),
        _ => Judgement::Holds,
    }
}

/// A sum of percentages is no percentage, as soon as a period has more than one sample.
fn sum_of_percentages(watch: &Watch<'_>, nature: Nature) -> Judgement {
    // With basic monitoring an instance has a sample every five minutes.
    let longest = if nature == Nature::Share { 300.0 } else { 60.0 };
    let metric = watch.metric().map_or("the metric", |(_, name)| name);
    match watch.period.map(number) {
        Some(Some(period)) if period > longest => Judgement::Fails(format!(
            "it compares with the threshold what all samples of {metric}, a percentage, are together"
        )),
        Some(None) => Judgement::Unknown(watch.period.map_or(Unsure::new("", None), Unsure::of)),
        _ => Judgement::Holds,
    }
}

/// Whether a value passes the threshold.
fn passes(comparison: &Comparison<'_>, value: f64) -> bool {
    match comparison.operator {
        "GreaterThanThreshold" => value > comparison.threshold,
        "GreaterThanOrEqualToThreshold" => value >= comparison.threshold,
        "LessThanThreshold" => value < comparison.threshold,
        "LessThanOrEqualToThreshold" => value <= comparison.threshold,
        _ => true,
    }
}

fn comparison<'g>(node: &Node<'g>, watch: &Watch<'g>) -> Result<Option<Comparison<'g>>, Unsure> {
    let (Some(statistic), Some(operator), Some(threshold)) = (
        watch.statistic,
        node.given("comparison_operator"),
        node.given("threshold"),
    ) else {
        return Ok(None);
    };
    let text = |value: &'g Value| value.as_str().ok_or_else(|| Unsure::of(value));
    let comparison = Comparison {
        statistic: text(statistic)?,
        operator: text(operator)?,
        threshold: number(threshold).ok_or_else(|| Unsure::of(threshold))?,
    };
    Ok(Some(comparison))
}

/// The number that an argument which takes one makes of a value.
pub(super) fn number(value: &Value) -> Option<f64> {
    let number = value.as_number().map(crate::eval::Number::to_f64);
    number.or_else(|| value.as_str()?.trim().parse().ok())
}

/// What is wrong with the periods of an alarm: the argument's path, and a clause.
pub fn periods(node: &Node<'_>, alarm: &Alarm<'_>) -> Vec<(String, Judgement)> {
    let mut found = Vec::new();
    for watch in &alarm.watches {
        let Some(period) = watch.period else {
            continue;
        };
        let judgement = match number(period) {
            None => Judgement::Unknown(Unsure::of(period)),
            Some(seconds) => of_period(watch, seconds),
        };
        found.push((watch.path("period"), judgement));
    }
    let evaluated = node.given("evaluation_periods");
    if let Some(periods) = evaluated.and_then(number) {
        let of_all = alarm.watches.iter().filter_map(|watch| watch.period);
        if let Some(seconds) = of_all.filter_map(number).reduce(f64::max) {
            let limit = if seconds >= 3600.0 {
                604_800.0
            } else {
                86_400.0
            };
            if seconds * periods > limit {
                let days = if seconds >= 3600.0 {
                    "seven days"
                } else {
                    "a day"
                };
                let reason = format!("{periods} periods of {seconds} seconds are more than {days}");
                found.push(("evaluation_periods".to_owned(), Judgement::Fails(reason)));
            }
        }
        if let Some(points) = node.given("datapoints_to_alarm").and_then(number)
            && points > periods
        {
            let reason = format!("it waits for {points} breaching periods out of {periods}");
            found.push(("datapoints_to_alarm".to_owned(), Judgement::Fails(reason)));
        }
    } else if let Some(value) = evaluated {
        found.push((
            "evaluation_periods".to_owned(),
            Judgement::Unknown(Unsure::of(value)),
        ));
    }
    found
}

fn of_period(watch: &Watch<'_>, seconds: f64) -> Judgement {
    let fails = |reason: String| Judgement::Fails(reason);
    let is_short = [10.0, 20.0, 30.0].contains(&seconds);
    if !is_short && (seconds < 60.0 || seconds % 60.0 != 0.0) {
        return fails(format!(
            "a period of {seconds} seconds is none: 10, 20, 30 and multiples of 60 are"
        ));
    }
    let Some((known, (_, name))) = watch.known().zip(watch.metric()) else {
        return Judgement::Holds;
    };
    if seconds < f64::from(known.seconds) {
        return fails(format!(
            "AWS publishes {name} every {} seconds, and most periods of {seconds} seconds have no data",
            known.seconds
        ));
    }
    Judgement::Holds
}

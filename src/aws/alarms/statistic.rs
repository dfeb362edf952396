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

/// Why an alarm is of no use although its metric has data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    /// The argument that is to be changed.
    pub argument: &'static str,
    /// Why: a clause.
    pub reason: String,
    /// What to do.
    pub help: &'static str,
}

/// Whether what an alarm compares with its threshold can never pass it, or is no measure of it.
pub fn idle(node: &Node<'_>, alarm: &Alarm<'_>) -> Result<Option<Idle>, Unsure> {
    let [watch] = &alarm.watches[..] else {
        return Ok(None);
    };
    let Some(known) = watch.known().filter(|_| alarm.is_plain) else {
        return Ok(None);
    };
    // Then silence is what it is for.
    let missing = node.given("treat_missing_data");
    if missing.is_some_and(|value| value.as_str().is_none_or(|text| text == "breaching")) {
        return Ok(None);
    }
    let Some(comparison) = comparison(node, watch)? else {
        return Ok(None);
    };
    let argument = match node.given("statistic") {
        Some(_) => "statistic",
        None => "extended_statistic",
    };
    judge(watch, (known.nature, argument), &comparison)
}

fn judge(
    watch: &Watch<'_>,
    (nature, argument): (Nature, &'static str),
    comparison: &Comparison<'_>,
) -> Result<Option<Idle>, Unsure> {
    let metric = watch.metric().map_or("the metric", |(_, name)| name);
    let statistic = comparison.statistic;
    let is_sum = matches!(statistic, "Sum" | "SampleCount");
    let never = |argument: &'static str, why: String, help: &'static str| {
        let reason = format!("it never fires: {why}");
        Ok(Some(Idle {
            argument,
            reason,
            help,
        }))
    };
    let threshold = "Set a threshold that the metric can pass";
    if comparison.operator.starts_with("LessThan") {
        if passes(comparison, 0.0) {
            return Ok(None);
        }
        let why = format!("{metric} is never below {}", comparison.threshold);
        return never("threshold", why, threshold);
    }
    match nature {
        Nature::Ones if !is_sum && !passes(comparison, 1.0) => {
            let why =
                format!("each sample of {metric} is 1, so that its {statistic} is never more");
            never(argument, why, "Set statistic to \"Sum\"")
        }
        Nature::Flag if !is_sum && !passes(comparison, 1.0) => {
            let why = format!("{metric} is 0 or 1, and so is its {statistic}");
            never("threshold", why, threshold)
        }
        Nature::Share if !is_sum && !passes(comparison, 100.0) => {
            let why = format!("{metric} is a percentage and never above 100");
            never("threshold", why, threshold)
        }
        Nature::Share | Nature::Percent if statistic == "Sum" => {
            sum_of_percentages(watch, (nature, argument))
        }
        _ => Ok(None),
    }
}

/// A sum of percentages is no percentage, as soon as a period has more than one sample.
fn sum_of_percentages(
    watch: &Watch<'_>,
    (nature, argument): (Nature, &'static str),
) -> Result<Option<Idle>, Unsure> {
    let Some(period) = watch.period else {
        return Ok(None);
    };
    // With basic monitoring an instance has a sample every five minutes.
    let longest = if nature == Nature::Share { 300.0 } else { 60.0 };
    if number(period).ok_or_else(|| Unsure::of(period))? <= longest {
        return Ok(None);
    }
    let metric = watch.metric().map_or("the metric", |(_, name)| name);
    let reason = format!(
        "it compares with the threshold what all samples of {metric}, a percentage, are together"
    );
    Ok(Some(Idle {
        argument,
        reason,
        help: "Set statistic to \"Average\" or \"Maximum\"",
    }))
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

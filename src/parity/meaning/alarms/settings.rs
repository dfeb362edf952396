//! How two alarms watch the same: what they compute, when they fire, and whether anybody is told.

use crate::aws::alarms::{Judgement, Watch, tells};
use crate::diagnostic::Severity;
use crate::eval::{Value, show};

use super::super::super::Found;
use super::super::super::both::{Both, Which};
use super::super::super::judge::{are_peers, production};
use super::super::super::values::Made;
use super::super::world::{Telling, World};
use super::Own;
use super::sensitivity;

/// Arguments of alarms, and what they are where they are not given.
const ARGUMENTS: &[(&str, Option<&str>)] = &[
    ("comparison_operator", None),
    ("treat_missing_data", Some("missing")),
    ("evaluate_low_sample_count_percentiles", Some("evaluate")),
    ("threshold_metric_id", None),
];

/// Arguments that say how many: environments may differ in them, as long as production is told first.
const NUMBERS: &[&str] = &["threshold", "evaluation_periods", "datapoints_to_alarm"];

/// Adds what differs between two alarms.
pub(super) fn compare(
    world: &World<'_, '_>,
    path: &str,
    pair: Both<Own<'_, '_>>,
    found: &mut Found,
) {
    let nodes = Both::of(|which| world.node(which, pair.get(which).alarm.node));
    for (name, default) in ARGUMENTS {
        let values = nodes.map(|node| node.given(name));
        let told = values.map(|value| told(*value, *default));
        compare_one(world, (path, pair), (name, told), SETTING, found);
    }
    for name in NUMBERS {
        let values = nodes.map(|node| told(node.given(name), None));
        let kind = of_number(world, pair, name);
        compare_one(world, (path, pair), (name, values), kind, found);
    }
    let watches = pair.map(|own| &own.alarm.watches);
    for (left, right) in watches.reference.iter().zip(watches.other) {
        let watches = Both::new(left, right);
        for (name, read) in WATCHED {
            let values = watches.map(|watch| told(read(watch), None));
            compare_one(world, (path, pair), (name, values), SETTING, found);
        }
    }
    compare_actions(world, (path, pair), found);
}

/// What to think of a difference.
#[derive(Debug, Clone, Copy)]
struct Kind {
    rule: &'static str,
    weaker: Option<Which>,
    reason: &'static str,
    /// Why it may be, where it may.
    legitimate: Option<&'static str>,
}

/// What it is of an argument that is the same everywhere.
const SETTING: Kind = Kind {
    rule: "parity-alarm-value",
    weaker: None,
    reason: "an alarm that is set otherwise fires on something else",
    legitimate: None,
};

/// What it is of a number: production is told no later than others, and neither of two that are to be the same.
fn of_number(world: &World<'_, '_>, pair: Both<Own<'_, '_>>, name: &str) -> Kind {
    let later = sensitivity::later(world, pair, name);
    let are_peers = are_peers(world.pairing);
    let number = Kind {
        weaker: later,
        ..SETTING
    };
    match later {
        Some(later) if later == production(world.pairing) && !are_peers => Kind {
            rule: "parity-prod-weaker",
            reason: "the alarm of production fires later than that of the environment that tests it",
            ..number
        },
        Some(_) if are_peers => Kind {
            reason: "both are to be the same, and the alarm of one of them fires later",
            ..number
        },
        None if are_peers => number,
        _ => Kind {
            legitimate: Some("how much is too much hangs on how large an environment is"),
            ..number
        },
    }
}

type Read = for<'w, 'g> fn(&'w Watch<'g>) -> Option<&'g Value>;

/// What an alarm says about each metric.
const WATCHED: &[(&str, Read)] = &[
    ("statistic", |watch| watch.statistic),
    ("period", |watch| watch.period),
];

/// A value for people; `Err` says why it is not known.
fn told(value: Option<&Value>, default: Option<&str>) -> Result<Option<String>, String> {
    match value {
        None => Ok(default.map(|text| format!("{text:?}"))),
        Some(value) => match value.as_unknown() {
            Some(unknown) => Err(unknown.cause.to_string()),
            None => Ok(Some(match value.as_number() {
                Some(number) => number.to_string(),
                None => show(value),
            })),
        },
    }
}

fn compare_one(
    world: &World<'_, '_>,
    (path, pair): (&str, Both<Own<'_, '_>>),
    (name, values): (&str, Both<Result<Option<String>, String>>),
    kind: Kind,
    found: &mut Found,
) {
    if values.reference == values.other {
        return;
    }
    let path = format!("{path}.{name}");
    let stack = pair.reference.stack;
    let nodes = pair.map(|own| own.alarm.node);
    let arguments = pair.map(|own| {
        let watch = own.alarm.watches.first();
        match watch.filter(|_| WATCHED.iter().any(|(it, _)| *it == name)) {
            Some(watch) => watch.path(name),
            None => name.to_owned(),
        }
    });
    let places = Both::of(|which| {
        let argument = arguments.get(which);
        Some(world.graph(which).written(*nodes.get(which), argument).span)
    });
    let argument = arguments.reference;
    let shown = match (&values.reference, &values.other) {
        (Err(reason), _) | (_, Err(reason)) => {
            world.doubt(stack, path, places, reason.clone(), found);
            return;
        }
        (Ok(left), Ok(right)) => {
            let shown = |value: &Option<String>| {
                let none = || "not set".to_owned();
                Some(value.clone().unwrap_or_else(none))
            };
            Both::new(shown(left), shown(right))
        }
    };
    let telling = Telling {
        rule: kind.rule,
        path,
        weaker: kind.weaker,
        severity: Severity::Warning,
        reason: kind.reason,
        explained: Vec::new(),
        legitimate: kind.legitimate,
        written: Both::default(),
        made: vec![Made::Argument(nodes, argument)],
    };
    world.tell(telling, stack, shown, places, found);
}

/// Whether somebody is told when the alarm fires, on one side only.
fn compare_actions(
    world: &World<'_, '_>,
    (path, pair): (&str, Both<Own<'_, '_>>),
    found: &mut Found,
) {
    let tells = Both::of(|which| tells(world.graph(which), pair.get(which).alarm.node));
    let nodes = Both::of(|which| world.node(which, pair.get(which).alarm.node));
    // Actions that are switched off tell nobody, whatever they are.
    let is_on = nodes.map(|node| node.given("actions_enabled").and_then(Value::as_switch));
    let mut all = Which::ALL.into_iter();
    let argument = if all.any(|which| *is_on.get(which) == Some(false)) {
        "actions_enabled"
    } else {
        "alarm_actions"
    };
    let path = format!("{path}.{argument}");
    let stack = pair.reference.stack;
    let places = Both::of(|which| {
        let written = world
            .graph(which)
            .written(pair.get(which).alarm.node, argument);
        Some(written.span)
    });
    let told = match (&tells.reference, &tells.other) {
        (Judgement::Unknown(unsure), other) | (other, Judgement::Unknown(unsure)) => {
            if !matches!(other, Judgement::Unknown(_)) {
                world.doubt(stack, path, places, unsure.reason.clone(), found);
            }
            return;
        }
        (Judgement::Holds, Judgement::Fails(_)) => Which::Reference,
        (Judgement::Fails(_), Judgement::Holds) => Which::Other,
        _ => return,
    };
    let silent = told.opposite();
    let mut shown = Both::new(None, None);
    *shown.get_mut(told) = Some("somebody is told".to_owned());
    *shown.get_mut(silent) = Some("nobody is told".to_owned());
    let telling = Telling {
        rule: "parity-alarm-value",
        path,
        weaker: Some(silent),
        severity: if silent == production(world.pairing) {
            Severity::Error
        } else {
            Severity::Warning
        },
        reason: "an alarm that tells nobody is only seen by whoever looks for it",
        explained: Vec::new(),
        written: Both::default(),
        legitimate: None,
        made: vec![Made::Argument(
            pair.map(|own| own.alarm.node),
            argument.to_owned(),
        )],
    };
    world.tell(telling, stack, shown, places, found);
}

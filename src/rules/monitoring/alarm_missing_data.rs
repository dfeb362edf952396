//! See `alarm_missing_data.md`.

use crate::aws::alarms::{Alarm, Nature, Watch};
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Node, possible};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-missing-data",
        summary: "An alarm takes missing data for the wrong thing.",
        why: "A metric of what runs falls silent when nothing runs any more, and one of errors when there are none: the \
              one must fire then, and the other must not.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Note]),
        security: None,
        page: include_str!("alarm_missing_data.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// Counts of what runs.
const RUNNING: &[&str] = &["HealthyHostCount", "RunningTaskCount"];

/// What is only published while there are requests.
const OF_REQUESTS: &[&str] = &["TargetResponseTime", "TargetConnectionErrorCount"];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for alarm in infrastructure.alarms.all() {
        let node = graph.node(alarm.node);
        let Some((wanted, why)) = wanted(node, alarm) else {
            continue;
        };
        let address = node.address();
        let subject = (alarm.node, "treat_missing_data");
        let given = node.given("treat_missing_data");
        let all = given.map_or_else(Vec::new, possible);
        let is_wrong = |text: &str| match wanted {
            "breaching" => text != "breaching",
            _ => text == "breaching",
        };
        let wrong = all.iter().filter(|one| one.as_str().is_some_and(is_wrong));
        let unknown = all.iter().find(|one| one.as_str().is_none());
        let wrong = wrong.count();
        if let Some(unknown) = unknown {
            let what = format!("what {address} makes of missing data is not known");
            let told = (what.as_str(), &Unsure::of(unknown));
            findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
        } else if wrong > 0 && wrong == all.len() {
            let text = all
                .first()
                .and_then(|one| one.as_str())
                .unwrap_or("missing");
            let message = format!("{address} treats missing data as \"{text}\": {why}");
            let told = (message, format!("Set treat_missing_data to \"{wanted}\""));
            let found = failed(infrastructure, &RULE.meta, subject, told);
            findings.push(match text {
                "missing" => found.severity(Severity::Note),
                _ => found,
            });
        } else if all.is_empty() && wanted == "breaching" {
            let message = format!("{address} does not say how to treat missing data: {why}");
            let told = (message, format!("Set treat_missing_data to \"{wanted}\""));
            let found = failed(infrastructure, &RULE.meta, subject, told);
            findings.push(found.severity(Severity::Note));
        }
    }
}

/// What missing data should be to an alarm, and why: a clause.
fn wanted(node: &Node<'_>, alarm: &Alarm<'_>) -> Option<(&'static str, String)> {
    let [watch] = &alarm.watches[..] else {
        return None;
    };
    if !alarm.is_plain {
        return None;
    }
    let (_, name) = watch.metric()?;
    let operator = node.given("comparison_operator")?.as_str()?;
    if RUNNING.contains(&name) && is_listed(watch) && operator.starts_with("LessThan") {
        let why = format!("{name} is not published once nothing runs, and then it does not fire");
        return Some(("breaching", why));
    }
    let is_of_requests = is_listed(watch)
        && (OF_REQUESTS.contains(&name)
            || (name.starts_with("HTTPCode_")
                && watch.known().is_some_and(|it| it.nature == Nature::Ones)));
    if is_of_requests && operator.starts_with("GreaterThan") {
        let why = format!("{name} is not published while there is none, and then it fires");
        return Some(("notBreaching", why));
    }
    None
}

/// Whether it is a metric that AWS publishes.
fn is_listed(watch: &Watch<'_>) -> bool {
    watch.known().is_some_and(|known| known.elsewhere.is_none())
}

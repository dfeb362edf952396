//! See `log_retention.md`.

use std::collections::BTreeMap;

use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::graph::possible;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-log-retention",
        summary: "A log group keeps its logs for ever.",
        why: "They are paid for each month, and what people wrote into them years ago can still be stolen.",
        severity: DefaultSeverity::ByCase(Severity::Warning, &[Severity::Error]),
        security: None,
        page: include_str!("log_retention.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

/// How many days CloudWatch takes.
const DAYS: [u64; 22] = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let mut for_ever = BTreeMap::new();
    for (group, node) in graph.resources("aws_cloudwatch_log_group") {
        // CloudWatch sets how long groups of this class keep their logs.
        let class = node.given("log_group_class").and_then(Value::as_str);
        if class == Some("DELIVERY") {
            continue;
        }
        let subject = (group, "retention_in_days");
        let address = node.address();
        let given = node.given("retention_in_days");
        let all = given.map_or_else(Vec::new, possible);
        let keeps = |value: &&Value| value.is_null() || days(value) == Some(0);
        let unknown = all.iter().find(|value| !value.is_known());
        let none_of = |value: &&Value| days(value).is_some_and(|it| !DAYS.contains(&it));
        if all.iter().all(keeps) {
            let message = format!("{address} keeps its logs for ever");
            let help = "Set retention_in_days, such as to 30".to_owned();
            let found = failed(infrastructure, &RULE.meta, subject, (message, help));
            let others = for_ever
                .entry((found.span, node.stack))
                .or_insert_with(Vec::new);
            others.push(found);
        } else if let Some(value) = unknown {
            let what = format!("how long {address} keeps its logs is not known");
            let told = (what.as_str(), &Unsure::of(value));
            findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
        } else if all.iter().any(keeps) {
            let reason = "it hangs on a condition that is not known";
            let unsure = Unsure::new(reason, given.and_then(Value::place));
            let what = format!("how long {address} keeps its logs is not known");
            let told = (what.as_str(), &unsure);
            findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
        } else if all.iter().all(none_of) {
            let shown = all
                .first()
                .and_then(|value| days(value))
                .unwrap_or_default();
            let message =
                format!("{address} cannot be made: CloudWatch keeps no logs for {shown} days");
            let help = format!("Set retention_in_days to {}", nearest(shown));
            let found = failed(infrastructure, &RULE.meta, subject, (message, help));
            findings.push(found.severity(Severity::Error));
        }
    }
    findings.extend(for_ever.into_values().filter_map(together));
}

/// What one value, such as a variable's default, makes of several groups: it is to be changed once.
fn together(found: Vec<Finding>) -> Option<Finding> {
    let others = found.len().saturating_sub(1);
    let mut found = found.into_iter();
    let mut first = found.next()?;
    let more = match others {
        0 => String::new(),
        1 => ", and so does another group".to_owned(),
        _ => format!(", and so do {others} more groups"),
    };
    first.message.push_str(&more);
    first
        .instances
        .extend(found.flat_map(|other| other.instances));
    Some(first)
}

/// The number of days that a value is.
fn days(value: &Value) -> Option<u64> {
    let number = value.as_number().and_then(crate::eval::Number::to_u64);
    number.or_else(|| value.as_str()?.trim().parse().ok())
}

/// The shortest time that is at least as long, of those that CloudWatch takes.
fn nearest(days: u64) -> u64 {
    let longer = DAYS.into_iter().find(|it| *it >= days);
    longer.unwrap_or(3653)
}

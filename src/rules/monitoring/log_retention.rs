//! See `log_retention.md`.

use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::possible;
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-log-retention",
        summary: "A log group keeps its logs for ever.",
        why: "They are paid for each month, and what people wrote into them years ago can still be stolen.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("log_retention.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (group, node) in graph.resources("aws_cloudwatch_log_group") {
        // CloudWatch sets how long groups of this class keep their logs.
        let class = node.given("log_group_class").and_then(|it| it.as_str());
        if class == Some("DELIVERY") {
            continue;
        }
        let subject = (group, "retention_in_days");
        let address = node.address();
        let given = node.given("retention_in_days");
        let all = given.map_or_else(Vec::new, possible);
        let keeps = |value: &&crate::eval::Value| {
            let days = value.as_number().map(crate::eval::Number::is_zero);
            let text = value.as_str().map(|text| text == "0");
            value.is_null() || days.or(text) == Some(true)
        };
        let is_known = |value: &&crate::eval::Value| value.is_known();
        if all.iter().all(keeps) {
            let message = format!("{address} keeps its logs for ever");
            let help = "Set retention_in_days, such as to 30".to_owned();
            findings.push(failed(infrastructure, &RULE.meta, subject, (message, help)));
        } else if all.iter().any(keeps) || !all.iter().all(is_known) {
            let unsure = match all.iter().find(|value| !value.is_known()) {
                Some(value) => Unsure::of(value),
                None => Unsure::new(
                    "it hangs on a condition that is not known",
                    given.and_then(crate::eval::Value::place),
                ),
            };
            let what = format!("how long {address} keeps its logs is not known");
            let told = (what.as_str(), &unsure);
            findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
        }
    }
}

//! See `alarm_dimensions.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::flaws;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};
use super::place;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-dimensions",
        summary: "An alarm asks for a metric with dimensions that AWS does not publish it with.",
        why: "CloudWatch has no data under such dimensions and never will: the alarm stays in INSUFFICIENT_DATA, \
              whatever happens.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("alarm_dimensions.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for alarm in infrastructure.alarms.all() {
        let address = graph.node(alarm.node).address();
        for watch in &alarm.watches {
            let path = watch.path("dimensions");
            let subject = (alarm.node, path.as_str());
            let flaws = match flaws(graph, watch) {
                Ok(flaws) => flaws,
                Err(unsure) => {
                    let what = format!("whether AWS publishes what {address} reads is not known");
                    let told = (what.as_str(), &unsure);
                    findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
                    continue;
                }
            };
            // Each dimension is mended by itself, but one alarm is one finding.
            let Some(first) = flaws.first() else {
                continue;
            };
            let reasons: Vec<&str> = flaws.iter().map(|flaw| flaw.reason.as_str()).collect();
            let advice: Vec<&str> = flaws.iter().map(|flaw| flaw.instead.as_str()).collect();
            let message = format!("{address} never gets data: {}", reasons.join(", and "));
            let help = advice.join(". ");
            let found = failed(infrastructure, &RULE.meta, subject, (message, help));
            let entry = first.dimension.as_deref();
            let written = place::written(infrastructure, (alarm.node, watch), "dimensions", entry);
            findings.push(place::at(found, written));
        }
    }
}

//! See `alarm_statistic.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::idle;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-statistic",
        summary: "An alarm compares with its threshold what can never pass it.",
        why: "The alarm is green whatever happens, and everybody believes that the metric is watched.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("alarm_statistic.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for alarm in infrastructure.alarms.all() {
        let node = graph.node(alarm.node);
        let address = node.address();
        match idle(node, alarm) {
            Ok(None) => {}
            Ok(Some(idle)) => {
                let message = format!("{address} is of no use: {}", idle.reason);
                let told = (message, idle.help.to_owned());
                let subject = (alarm.node, idle.argument);
                findings.push(failed(infrastructure, &RULE.meta, subject, told));
            }
            Err(unsure) => {
                let what = format!("whether {address} can fire is not known");
                let subject = (alarm.node, "threshold");
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
            }
        }
    }
}

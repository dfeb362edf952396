//! See `alarm_statistic.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::{Judgement, can_fire};
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
        let set = ["statistic", "extended_statistic"];
        let argument = set.into_iter().find(|name| node.given(name).is_some());
        match can_fire(node, alarm) {
            Judgement::Holds => {}
            Judgement::Fails(reason) => {
                // Where the statistic is not the reason, the threshold is.
                let is_statistic = reason.contains("its ") || reason.contains("all samples");
                let (path, help) = match is_statistic {
                    true if reason.contains("together") => {
                        (argument, "Set statistic to \"Average\" or \"Maximum\"")
                    }
                    true => (argument, "Set statistic to \"Sum\""),
                    false => (
                        Some("threshold"),
                        "Set a threshold that the metric can pass",
                    ),
                };
                let message = format!("{address} is of no use: {reason}");
                let told = (message, help.to_owned());
                let subject = (alarm.node, path.unwrap_or("statistic"));
                findings.push(failed(infrastructure, &RULE.meta, subject, told));
            }
            Judgement::Unknown(unsure) => {
                let what = format!("whether {address} can fire is not known");
                let subject = (alarm.node, argument.unwrap_or("statistic"));
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
            }
        }
    }
}

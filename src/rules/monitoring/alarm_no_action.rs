//! See `alarm_no_action.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::{Judgement, tells};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-no-action",
        summary: "An alarm fires, and nobody is told.",
        why: "Its state changes in the console, where nobody looks at night.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("alarm_no_action.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let alarms = infrastructure.alarms.all().map(|alarm| alarm.node);
    let composites = graph.resources("aws_cloudwatch_composite_alarm");
    for alarm in alarms.chain(composites.map(|(id, _)| id)) {
        let node = graph.node(alarm);
        let address = node.address();
        match tells(graph, alarm) {
            Judgement::Holds => {}
            Judgement::Fails(reason) => {
                let enabled = node.given("actions_enabled");
                let is_off = enabled.and_then(crate::eval::Value::as_switch) == Some(false);
                let (path, help) = if is_off {
                    (
                        "actions_enabled",
                        "Set actions_enabled to true, or leave it out",
                    )
                } else {
                    (
                        "alarm_actions",
                        "Set alarm_actions to the ARN of an SNS topic that somebody subscribes to",
                    )
                };
                let message = format!("{address} tells nobody: {reason}");
                let told = (message, help.to_owned());
                findings.push(failed(infrastructure, &RULE.meta, (alarm, path), told));
            }
            Judgement::Unknown(unsure) => {
                let what = format!("whether {address} tells anybody is not known");
                let subject = (alarm, "alarm_actions");
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
            }
        }
    }
}

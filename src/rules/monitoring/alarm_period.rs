//! See `alarm_period.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::{Judgement, periods};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-alarm-period",
        summary: "An alarm's periods are such as CloudWatch refuses, or have no data.",
        why: "CloudWatch refuses the alarm when it is applied, or it waits for samples that come less often.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("alarm_period.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for alarm in infrastructure.alarms.all() {
        let node = graph.node(alarm.node);
        let address = node.address();
        for (path, judgement) in periods(node, alarm) {
            let subject = (alarm.node, path.as_str());
            match judgement {
                Judgement::Holds => {}
                Judgement::Fails(reason) => {
                    let message = format!("{address} cannot work: {reason}");
                    let help = match path.as_str() {
                        "evaluation_periods" => "Set fewer or shorter periods",
                        "datapoints_to_alarm" => {
                            "Set datapoints_to_alarm to at most evaluation_periods"
                        }
                        _ => "Set period to 60, or to a multiple of it",
                    };
                    let told = (message, help.to_owned());
                    findings.push(failed(infrastructure, &RULE.meta, subject, told));
                }
                Judgement::Unknown(unsure) => {
                    let what = format!("whether {address} has data in its periods is not known");
                    let told = (what.as_str(), &unsure);
                    findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
                }
            }
        }
    }
}

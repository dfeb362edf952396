//! See `topic_no_subscriber.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::{Judgement, has_subscriber};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-topic-no-subscriber",
        summary: "Alarms are sent to a topic that nobody subscribes to.",
        why: "The alarm fires, the message is published, and it reaches nobody.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: None,
        page: include_str!("topic_no_subscriber.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (topic, alarms) in infrastructure.alarms.topics() {
        let address = graph.node(topic).address();
        match has_subscriber(graph, topic) {
            Judgement::Holds => {}
            Judgement::Fails(_) => {
                let example = alarms.first().map(|alarm| graph.node(*alarm));
                let alarms = match (alarms.len(), example) {
                    (1, Some(alarm)) => alarm.address(),
                    (count, _) => format!("{count} alarms"),
                };
                let message = format!(
                    "{address} has no subscription: what {alarms} would tell reaches nobody"
                );
                let help =
                    format!("Add an aws_sns_topic_subscription with topic_arn = {address}.arn");
                let subject = (topic, "");
                let mut found = failed(infrastructure, &RULE.meta, subject, (message, help));
                if let Some(alarm) = example {
                    let text = format!("{} is sent there", alarm.address());
                    found = found.related(alarm.place("alarm_actions"), text);
                }
                findings.push(found);
            }
            Judgement::Unknown(unsure) => {
                let what = format!("whether anybody subscribes to {address} is not known");
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, (topic, ""), told));
            }
        }
    }
}

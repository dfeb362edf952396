//! See `topic_no_subscriber.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::{Judgement, has_subscriber, how_to_subscribe};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};
use super::place::with_sender;

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
                let what = match (alarms.len(), alarms.first()) {
                    (1, Some(alarm)) => graph.node(*alarm).address(),
                    (count, _) => format!("{count} alarms"),
                };
                let message =
                    format!("{address} has no subscription: what {what} would tell reaches nobody");
                let help = how_to_subscribe(graph, topic);
                let subject = (topic, "");
                let found = failed(infrastructure, &RULE.meta, subject, (message, help));
                findings.push(with_sender(graph, found, alarms));
            }
            Judgement::Unknown(unsure) => {
                let what = format!("whether anybody subscribes to {address} is not known");
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, (topic, ""), told));
            }
        }
    }
}

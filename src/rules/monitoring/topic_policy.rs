//! See `topic_policy.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::{Judgement, takes_alarms};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};
use super::place::with_sender;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-topic-policy",
        summary: "Alarms are sent to a topic whose policy does not let CloudWatch publish.",
        why: "A policy of one's own takes the place of the one by which the whole account may publish: each alarm that is \
              sent there is lost.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("topic_policy.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (topic, alarms) in infrastructure.alarms.topics() {
        let address = graph.node(topic).address();
        match takes_alarms(graph, topic) {
            (Judgement::Holds, _) => {}
            (Judgement::Fails(_), place) => {
                let message = format!(
                    "{address} loses every alarm that is sent to it: its policy does not let CloudWatch publish"
                );
                let help = "Add a statement that allows cloudwatch.amazonaws.com the action sns:Publish on the topic";
                let told = (message, help.to_owned());
                let found = failed(infrastructure, &RULE.meta, place, told);
                findings.push(with_sender(graph, found, alarms));
            }
            (Judgement::Unknown(unsure), place) => {
                let what = format!("whether CloudWatch may publish to {address} is not known");
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, place, told));
            }
        }
    }
}

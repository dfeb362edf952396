//! See `topic_aws_managed_key.md`.

use crate::aws::Infrastructure;
use crate::aws::alarms::{KeyUse, key_use};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::{failed, undetermined};
use super::place::with_sender;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "mon-topic-aws-managed-key",
        summary: "Alarms are sent to a topic whose key CloudWatch may not use.",
        why: "CloudWatch itself encrypts what it publishes, and only the key's policy can let it: each alarm that is sent \
              there is lost.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("topic_aws_managed_key.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (topic, alarms) in infrastructure.alarms.topics() {
        let address = graph.node(topic).address();
        let own = (topic, "kms_master_key_id");
        let (subject, message, help) = match key_use(graph, topic) {
            KeyUse::Allowed => continue,
            KeyUse::Managed => (
                own,
                format!(
                    "{address} loses every alarm that is sent to it: CloudWatch may not use its key, alias/aws/sns"
                ),
                "Set kms_master_key_id to a key of your own whose policy allows cloudwatch.amazonaws.com kms:Decrypt \
                 and kms:GenerateDataKey*",
            ),
            KeyUse::Refused(key) => (
                (key, "policy"),
                format!(
                    "{} loses every alarm that is sent to {address}: its policy does not let CloudWatch use it",
                    graph.node(key).address()
                ),
                "Allow cloudwatch.amazonaws.com kms:Decrypt and kms:GenerateDataKey* in its policy",
            ),
            KeyUse::Unknown(unsure) => {
                let what = format!("whether CloudWatch may use the key of {address} is not known");
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, own, told));
                continue;
            }
        };
        let told = (message, help.to_owned());
        let found = failed(infrastructure, &RULE.meta, subject, told);
        findings.push(with_sender(graph, found, alarms));
    }
}

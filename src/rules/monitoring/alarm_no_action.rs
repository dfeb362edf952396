//! See `alarm_no_action.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::Infrastructure;
use crate::aws::alarms::{Judgement, tells};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Graph, NodeId};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::super::instances::{failed, undetermined};

/// How many alarms are told of which one line silences.
const MAX_TOLD: usize = 6;

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
    let mut silent: BTreeMap<Span, Vec<(NodeId, Finding)>> = BTreeMap::new();
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
                let finding = failed(infrastructure, &RULE.meta, (alarm, path), told);
                silent
                    .entry(finding.span)
                    .or_default()
                    .push((alarm, finding));
            }
            Judgement::Unknown(unsure) => {
                let what = format!("whether {address} tells anybody is not known");
                let subject = (alarm, "alarm_actions");
                let told = (what.as_str(), &unsure);
                findings.push(undetermined(infrastructure, &RULE.meta, subject, told));
            }
        }
    }
    for (_, of_cause) in silent {
        findings.extend(by_cause(graph, of_cause));
    }
}

/// One finding for each block of alarms, or one for all of them where one line elsewhere, such as that of a variable's
/// value, silences several.
fn by_cause(graph: &Graph<'_>, found: Vec<(NodeId, Finding)>) -> Vec<Finding> {
    let blocks: BTreeSet<Span> = found
        .iter()
        .map(|(alarm, _)| graph.node(*alarm).header())
        .collect();
    let count = found.len();
    let mut all = found.into_iter();
    if blocks.len() < 2 {
        return all.map(|(_, finding)| finding).collect();
    }
    let Some((first, mut finding)) = all.next() else {
        return Vec::new();
    };
    let others = match count - 1 {
        1 => "; neither does another alarm".to_owned(),
        others => format!("; neither do {others} other alarms"),
    };
    finding.message.push_str(&others);
    let mut told = BTreeSet::from([graph.node(first).header()]);
    for (alarm, other) in all {
        finding.instances.extend(other.instances);
        let node = graph.node(alarm);
        if told.insert(node.header()) && told.len() <= MAX_TOLD {
            finding = finding.related(node.header(), format!("{} as well", node.address()));
        }
    }
    vec![finding]
}

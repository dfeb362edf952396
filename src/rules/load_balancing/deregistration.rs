//! See `deregistration.md`.

use std::collections::BTreeSet;

use crate::aws::placement::truth::{Truth, number};
use crate::aws::{Infrastructure, Unsure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::NodeId;
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-deregistration",
        summary: "A target group waits five minutes or more for each task that is replaced.",
        why: "Each deployment takes that much longer, also for services that answer in milliseconds.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("deregistration.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let services = infrastructure.placement.services();
    let groups: BTreeSet<NodeId> = services
        .flat_map(|service| balancing::registered_in(graph, service))
        .collect();
    for group in groups {
        let node = graph.node(group);
        let address = node.address();
        let answer = match number(node.given("deregistration_delay"), DEFAULT) {
            Ok((least, _)) if least >= DEFAULT => Truth::Yes,
            Ok((_, most)) if most < DEFAULT => Truth::No,
            Ok(_) => Truth::Open(Unsure::new(
                "it hangs on a condition that is not known",
                None,
            )),
            Err(unsure) => Truth::Open(unsure),
        };
        let message = || {
            let text = match node.given("deregistration_delay") {
                Some(_) => {
                    format!("{address} waits five minutes or more for each task that is replaced")
                }
                None => format!(
                    "{address} waits {DEFAULT} seconds for each task that is replaced, as nothing else is said"
                ),
            };
            let help =
                "Set deregistration_delay to the longest that a request may take, such as 30";
            (text, help.to_owned())
        };
        let what = format!("how long {address} waits for tasks that are replaced is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (group, "deregistration_delay");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

/// How many seconds AWS waits where nothing is said.
const DEFAULT: i64 = 300;

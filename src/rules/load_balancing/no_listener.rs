//! See `no_listener.md`.

use crate::aws::{Infrastructure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-no-listener",
        summary: "A load balancer has no listener.",
        why: "It is paid for and answers nobody.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("no_listener.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (balancer, node) in balancing::balancers(graph) {
        let address = node.address();
        let listeners = balancing::listeners_of(graph, balancer);
        let message = || {
            let text = format!("{address} has no listener, so it answers nobody");
            (
                text,
                "Add an aws_lb_listener with its load_balancer_arn".to_owned(),
            )
        };
        let what = format!("whether {address} has a listener is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (balancer, "");
        findings.extend(judged(
            infrastructure,
            &RULE.meta,
            place,
            &listeners.are_none(),
            words,
        ));
    }
}

//! See `drop_invalid_headers.md`.

use crate::aws::placement::truth::flag;
use crate::aws::{Infrastructure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-drop-invalid-headers",
        summary: "A load balancer passes on headers that are not valid.",
        why: "What it and the server behind it read differently is how one request is smuggled into \
              another.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: Some("3.0"),
        page: include_str!("drop_invalid_headers.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (balancer, node) in balancing::balancers(graph) {
        let address = node.address();
        let keeps = flag(node.given("drop_invalid_header_fields"), false).opposite();
        let answer = balancing::is_application(graph, balancer).and(keeps);
        let message = || {
            let text = format!("{address} passes on header fields that are not valid");
            (text, "Set drop_invalid_header_fields = true".to_owned())
        };
        let what = format!("whether {address} drops header fields that are not valid is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (balancer, "drop_invalid_header_fields");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

//! See `deletion_protection.md`.

use crate::aws::placement::truth::flag;
use crate::aws::{Infrastructure, balancing};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "alb-deletion-protection",
        summary: "A load balancer can be deleted like anything else.",
        why: "Its name in DNS is gone with it for ever: whoever used that, or has it in a certificate \
              or allow list, reaches nobody.",
        severity: DefaultSeverity::ByTier(Severity::Error, None),
        security: None,
        page: include_str!("deletion_protection.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (balancer, node) in balancing::balancers(graph) {
        let address = node.address();
        let answer = flag(node.given("enable_deletion_protection"), false).opposite();
        let message = || {
            let text = format!("{address} is not protected from deletion");
            (text, "Set enable_deletion_protection = true".to_owned())
        };
        let what = format!("whether {address} is protected from deletion is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (balancer, "enable_deletion_protection");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

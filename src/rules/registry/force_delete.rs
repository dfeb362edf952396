//! See `force_delete.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::truth::flag;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecr-force-delete",
        summary: "A repository is deleted together with its images.",
        why: "One destroy or rename takes every image, those that run and those to roll back to \
              included.",
        severity: DefaultSeverity::ByTier(Severity::Error, None),
        security: None,
        page: include_str!("force_delete.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (repository, node) in graph.resources("aws_ecr_repository") {
        let address = node.address();
        let answer = flag(node.given("force_delete"), false);
        let message = || {
            let text = format!("{address} is deleted together with its images");
            (text, "Remove force_delete".to_owned())
        };
        let what = format!("whether {address} is deleted together with its images is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (repository, "force_delete");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

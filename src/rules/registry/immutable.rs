//! See `immutable.md`.

use crate::aws::Infrastructure;
use crate::aws::placement::truth::is_text;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecr-immutable",
        summary: "A pushed image can take the tag of another one.",
        why: "What was tested under a tag need not be what runs under it, and a rollback may bring something new.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: Some("5.5"),
        page: include_str!("immutable.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    for (repository, node) in graph.resources("aws_ecr_repository") {
        let address = node.address();
        let given = node.given("image_tag_mutability");
        let is = |setting: &str| is_text(given, setting, "MUTABLE");
        let answer = is("MUTABLE").or(is("MUTABLE_WITH_EXCLUSION"));
        let message = || {
            let text =
                format!("{address} lets an image be pushed over another one with the same tag");
            (text, "Set image_tag_mutability = \"IMMUTABLE\"".to_owned())
        };
        let what = format!("whether tags in {address} may be moved is not known");
        let place = (repository, "image_tag_mutability");
        let words = (&message as &dyn Fn() -> _, &*what);
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

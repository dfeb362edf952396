//! See `private.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::failed;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecr-private",
        summary: "A repository for images is public.",
        why: "Everybody in the world can pull what is in it, and read the code and whatever was left \
              in its layers.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("6.0"),
        page: include_str!("private.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    for (repository, node) in infrastructure.graph.resources("aws_ecrpublic_repository") {
        let message = format!(
            "{} lets everybody in the world pull its images",
            node.address()
        );
        let help = "Make an aws_ecr_repository, which is private".to_owned();
        let place = (repository, "");
        findings.push(failed(infrastructure, &RULE.meta, place, (message, help)));
    }
}

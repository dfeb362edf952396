//! See `lifecycle.md`.

use crate::aws::Infrastructure;
use crate::aws::companions::{Naming, companions};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};

use super::super::instances::judged;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecr-lifecycle",
        summary: "A repository keeps all images that were ever pushed.",
        why: "They are paid for each month, and images with known holes stay there to be run.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("lifecycle.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let graph = &infrastructure.graph;
    let naming = Naming {
        kinds: &["aws_ecr_lifecycle_policy"],
        argument: "repository",
        attributes: &["name", "id"],
        name: "name",
    };
    for (repository, node) in graph.resources("aws_ecr_repository") {
        let address = node.address();
        let answer = companions(graph, repository, &naming).are_none();
        let message = || {
            let text = format!("{address} has no lifecycle policy: it keeps all images for ever");
            let help = format!("Add an aws_ecr_lifecycle_policy with repository = {address}.name");
            (text, help)
        };
        let what = format!("whether {address} has a lifecycle policy is not known");
        let words = (&message as &dyn Fn() -> _, &*what);
        let place = (repository, "");
        findings.extend(judged(infrastructure, &RULE.meta, place, &answer, words));
    }
}

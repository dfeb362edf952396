//! See `private.md`.

use crate::aws::Infrastructure;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::graph::{Graph, Node};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

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
    let graph = &infrastructure.graph;
    for (repository, node) in graph.resources("aws_ecrpublic_repository") {
        let message = format!(
            "{} lets everybody in the world pull its images",
            node.address()
        );
        let place = (repository, "");
        let asked = type_asked(graph, node);
        let help = match asked {
            Some(_) => "Set repository_type = \"private\"",
            None => "Make an aws_ecr_repository, which is private",
        };
        let words = (message, help.to_owned());
        let mut finding = failed(infrastructure, &RULE.meta, place, words);
        if let Some(asked) = asked {
            finding.span = asked;
        }
        findings.push(finding);
    }
}

/// Where the call of a well-known module asks it for a public repository.
fn type_asked(graph: &Graph<'_>, node: &Node<'_>) -> Option<Span> {
    let repo = graph.plan.repo;
    if !repo.is_stand_in(repo.module(node.module.module)) {
        return None;
    }
    let caller = &graph.plan.stack(node.stack).modules[node.module.caller?];
    let (name, _) = node.module.path.0.last()?;
    let call = repo.module(caller.module).calls.get(&**name)?;
    let asked = call.block.body.attribute("repository_type")?;
    Some(asked.value.span)
}

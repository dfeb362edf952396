//! See `immutable_latest.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::Value;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::super::images::pushed;
use super::told::Places;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecr-immutable-latest",
        summary: "A pipeline pushes the same tag at each run into a repository whose tags cannot be moved.",
        why: "The first push works. ECR refuses every later one, and the pipeline fails until somebody gives the tag up.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("immutable_latest.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut places = Places::new();
    for push in pushed(context) {
        let Some(tag) = push.tag else {
            continue;
        };
        let Some((address, place)) = immutable(context, &push.repository) else {
            continue;
        };
        match push.doubt {
            None => places.fails(push.span, "", (push.repository, tag, address, place)),
            Some(cause) => {
                let what = format!("whether {tag} is pushed into {address} again is not known");
                places.is_open(push.span, "", (what, cause));
            }
        }
    }
    let words = |span, (repository, tag, address, place): (String, String, String, Span)| {
        let message = format!(
            "the tag {tag} of {repository} is pushed at each run, but {address} has tags that cannot be moved"
        );
        let help = "Push a tag of the commit, such as `${{ github.sha }}`, and let the task definition name it or its digest";
        Finding::new(&RULE.meta, span, message, help).related(place, "IMMUTABLE here")
    };
    places.report(&RULE.meta, findings, words);
}

/// The repository of this name in Terraform, where each one of the name certainly has immutable tags.
fn immutable(context: &Context<'_>, name: &str) -> Option<(String, Span)> {
    let mut found = None;
    for infrastructure in context.infrastructures {
        let graph = &infrastructure.graph;
        for (_, node) in graph.resources("aws_ecr_repository") {
            match node.given("name").and_then(Value::as_str) {
                Some(own) if own != name => continue,
                // One whose name is not known may be the one that is meant.
                None => return None,
                Some(_) => {}
            }
            let mutability = node.given("image_tag_mutability").and_then(Value::as_str);
            if mutability != Some("IMMUTABLE") {
                return None;
            }
            found.get_or_insert((node.address(), node.place("image_tag_mutability")));
        }
    }
    found
}

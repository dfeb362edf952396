//! Variables of GitLab's pipelines.

use std::collections::BTreeMap;

use super::super::event::{Event, Occasion};
use super::super::phrase::{Cause, Phrase, Piece};
use super::super::workflow::scalar_of;
use crate::data::{Kind, Node};

/// Variables by their names; one that is set to nothing known is open.
pub(super) type Variables = BTreeMap<String, Phrase>;

/// The variables that GitLab sets at an event. What is empty there is not set.
pub(super) fn of_event(event: &Event) -> Variables {
    let open = |what: &str| Phrase::open(Cause::new(what));
    let default = "the default branch";
    let (branch, tag) = match event.occasion {
        Occasion::PullRequest => (Phrase::default(), Phrase::default()),
        Occasion::Branch | Occasion::Other => (Phrase::from(default), Phrase::default()),
        Occasion::Tag => (Phrase::default(), open("any tag")),
        _ => (Phrase::from("a branch"), Phrase::default()),
    };
    let is_request = event.occasion == Occasion::PullRequest;
    let of_request = |what: &str| {
        if is_request {
            open(what)
        } else {
            Phrase::default()
        }
    };
    let target = if is_request {
        Phrase::from(default)
    } else {
        Phrase::default()
    };
    [
        ("CI", Phrase::from("true")),
        ("CI_PIPELINE_SOURCE", Phrase::from(event.name.as_str())),
        ("CI_COMMIT_BRANCH", branch.clone()),
        ("CI_COMMIT_TAG", tag),
        ("CI_COMMIT_REF_NAME", branch),
        ("CI_DEFAULT_BRANCH", Phrase::from(default)),
        (
            "CI_MERGE_REQUEST_ID",
            of_request("the id of the merge request"),
        ),
        (
            "CI_MERGE_REQUEST_IID",
            of_request("the number of the merge request"),
        ),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", target),
        ("CI_OPEN_MERGE_REQUESTS", Phrase::default()),
        (
            "CI_PROJECT_DIR",
            Phrase::from(super::super::path::WORKSPACE),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// The variables with those of a mapping.
pub(super) fn extend(known: &Variables, given: Option<&Node>) -> Variables {
    let mut all = known.clone();
    for (key, value) in given.map_or(&[][..], Node::entries) {
        let value = match &value.kind {
            Kind::Mapping(_) => value.get("value").and_then(scalar_of),
            _ => scalar_of(value),
        };
        let value = value.map(|scalar| replaced(&scalar.text, &all));
        all.insert(key.text.clone(), value.unwrap_or_default());
    }
    all
}

/// A text with the variables in it.
pub(super) fn replaced(text: &str, variables: &Variables) -> Phrase {
    let mut phrase = Phrase::default();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('$') {
        phrase.push_text(before);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let inner = behind.strip_prefix('{').unwrap_or(behind);
        let end = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
        let (name, after) = inner.split_at(end);
        rest = if behind.starts_with('{') {
            after.strip_prefix('}').unwrap_or(after)
        } else {
            after
        };
        match variables.get(name) {
            _ if name.is_empty() => phrase.push_text("$"),
            Some(value) => phrase.append(value),
            None => phrase.push(Piece::Open(Cause::new(format!(
                "{name} is not set in the pipeline"
            )))),
        }
    }
    phrase.push_text(rest);
    phrase
}

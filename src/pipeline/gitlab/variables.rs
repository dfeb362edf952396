//! Variables of GitLab's pipelines. They are put in place of their names when all of them are known, so that one may
//! name another that is set later, by a job or a matrix.

use std::collections::BTreeMap;

use super::super::event::{Event, Occasion};
use super::super::path::WORKSPACE;
use super::super::phrase::{Cause, MAX_LENGTH, Phrase, Piece};
use super::super::workflow::scalar_of;
use crate::data::{Kind, Node};

/// How deep variables name each other.
const MAX_DEPTH: usize = 32;

/// Variables by their names, as they are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables(BTreeMap<String, Given>);

#[derive(Debug, Clone)]
enum Given {
    /// Set by GitLab. What is empty there is not set.
    Set(Phrase),
    /// Written in the pipeline.
    Written(String),
}

/// The variables that GitLab sets at an event.
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
    let of_request = |value: Phrase| if is_request { value } else { Phrase::default() };
    let set = [
        ("CI", Phrase::from("true")),
        ("CI_PIPELINE_SOURCE", Phrase::from(event.name.as_str())),
        ("CI_COMMIT_BRANCH", branch.clone()),
        ("CI_COMMIT_TAG", tag),
        ("CI_COMMIT_REF_NAME", branch),
        ("CI_DEFAULT_BRANCH", Phrase::from(default)),
        (
            "CI_MERGE_REQUEST_ID",
            of_request(open("the id of the merge request")),
        ),
        (
            "CI_MERGE_REQUEST_IID",
            of_request(open("the number of the merge request")),
        ),
        (
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
            of_request(Phrase::from(default)),
        ),
        ("CI_OPEN_MERGE_REQUESTS", Phrase::default()),
        ("CI_PROJECT_DIR", Phrase::from(WORKSPACE)),
    ];
    let set = set.map(|(name, value)| (name.to_owned(), Given::Set(value)));
    Variables(set.into())
}

impl Variables {
    /// The same with those of a mapping.
    pub(super) fn extended(&self, given: Option<&Node>) -> Self {
        let mut all = self.clone();
        for (key, value) in given.map_or(&[][..], Node::entries) {
            let value = match &value.kind {
                Kind::Mapping(_) => value.get("value").and_then(scalar_of),
                _ => scalar_of(value),
            };
            let text = value.map(|scalar| scalar.text).unwrap_or_default();
            all.set(&key.text, &text);
        }
        all
    }

    /// Sets one.
    pub(super) fn set(&mut self, name: &str, text: &str) {
        self.0
            .insert(name.to_owned(), Given::Written(text.to_owned()));
    }

    /// The values of all, with the variables in them.
    pub(super) fn values(&self) -> BTreeMap<String, Phrase> {
        let mut known = BTreeMap::new();
        for name in self.0.keys() {
            self.value(name, &mut known, 0);
        }
        known
    }

    /// A text with the variables in it.
    pub(super) fn replaced(&self, text: &str) -> Phrase {
        self.replace(text, &mut BTreeMap::new(), 0)
    }

    fn value(&self, name: &str, known: &mut BTreeMap<String, Phrase>, depth: usize) -> Phrase {
        if let Some(value) = known.get(name) {
            return value.clone();
        }
        let value = match self.0.get(name) {
            None => Phrase::open(Cause::new(format!("{name} is not set in the pipeline"))),
            Some(Given::Set(value)) => value.clone(),
            Some(Given::Written(_)) if depth > MAX_DEPTH => {
                return Phrase::open(Cause::new("variables name each other too deeply"));
            }
            Some(Given::Written(text)) => {
                // Whoever names itself finds this.
                let circle = Phrase::open(Cause::new(format!("{name} names itself")));
                known.insert(name.to_owned(), circle);
                self.replace(text, known, depth + 1)
            }
        };
        known.insert(name.to_owned(), value.clone());
        value
    }

    fn replace(&self, text: &str, known: &mut BTreeMap<String, Phrase>, depth: usize) -> Phrase {
        let mut phrase = Phrase::default();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('$') {
            phrase.push_text(before);
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let inner = behind.strip_prefix('{').unwrap_or(behind);
            let end = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
            let (name, after) = inner.split_at(end);
            let is_braced = behind.starts_with('{');
            rest = if is_braced {
                after.strip_prefix('}').unwrap_or(after)
            } else {
                after
            };
            if name.is_empty() {
                phrase.push(Piece::Text("$".to_owned()));
            } else {
                phrase.append(&self.value(name, known, depth));
            }
            if phrase.length() > MAX_LENGTH {
                return Phrase::open(Cause::new("a value is longer than is followed"));
            }
        }
        phrase.push_text(rest);
        phrase
    }
}

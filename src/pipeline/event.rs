//! What may start a workflow, one event at a time.

use std::collections::BTreeMap;

use super::expression::Value;
use super::path::WORKSPACE;
use super::phrase::{Cause, Phrase, Piece};
use super::workflow::{Filter, Trigger, Workflow};
use crate::source::Span;

/// One way in which a workflow is started.
#[derive(Debug, Clone)]
pub struct Event {
    /// Such as `pull_request`.
    pub name: String,
    /// Where the workflow names it.
    pub span: Option<Span>,
    /// `github.ref`
    pub reference: Phrase,
    /// What it is about.
    pub occasion: Occasion,
    /// `github.event.action`
    action: Option<String>,
    /// The inputs that a person gives.
    pub inputs: Value,
    /// The name of the workflow that is started.
    pub(super) workflow: String,
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// A proposal that nobody has accepted yet.
    PullRequest,
    /// A pull request that was merged.
    Merged,
    /// A push to branches that are named.
    Branch,
    /// A push to any branch.
    AnyBranch,
    /// A push of a tag.
    Tag,
    /// A person started it.
    Person,
    /// Anything else.
    Other,
}

/// The types of a pull request's events where a workflow names none, from GitHub's documentation.
const DEFAULT_TYPES: [&str; 3] = ["opened", "synchronize", "reopened"];

/// Every event that starts a workflow. One that is only called has none.
pub(super) fn events(workflow: &Workflow) -> Vec<Event> {
    let events = workflow.triggers.iter().flat_map(of_trigger);
    let named = events.map(|event| Event {
        workflow: workflow.name.clone(),
        ..event
    });
    named.collect()
}

fn of_trigger(trigger: &Trigger) -> Vec<Event> {
    let event = |reference: Phrase, occasion: Occasion| Event {
        name: trigger.name.clone(),
        span: trigger.span,
        reference,
        occasion,
        action: None,
        inputs: Value::object(BTreeMap::new()),
        workflow: String::new(),
    };
    match trigger.name.as_str() {
        "workflow_call" => Vec::new(),
        "pull_request" | "pull_request_target" => pull_requests(trigger),
        "push" => pushes(trigger, &event),
        "workflow_dispatch" => {
            let inputs = trigger.inputs.iter().map(|(name, _)| {
                let cause = Cause::new(format!(
                    "the input `{name}` is given when the workflow is started"
                ));
                (name.clone(), Value::Open(cause))
            });
            let any = with_hole("refs/", "it may be started on any branch");
            vec![Event {
                inputs: Value::object(inputs.collect()),
                ..event(any, Occasion::Person)
            }]
        }
        "schedule" => {
            let default = with_hole(
                "refs/heads/",
                "the name of the default branch is not in the repository",
            );
            vec![event(default, Occasion::Other)]
        }
        "release" => vec![event(with_hole("refs/tags/", "any tag"), Occasion::Tag)],
        _ => vec![event(
            with_hole("refs/", "the event decides it"),
            Occasion::Other,
        )],
    }
}

fn pull_requests(trigger: &Trigger) -> Vec<Event> {
    let types = match &trigger.types {
        Some(types) => types.clone(),
        None => DEFAULT_TYPES.map(str::to_owned).to_vec(),
    };
    let mut found = Vec::new();
    for action in types {
        let mut reference = with_hole("refs/pull/", "the number of the pull request");
        reference.push_text("/merge");
        let event = |occasion| Event {
            name: trigger.name.clone(),
            span: trigger.span,
            reference: reference.clone(),
            occasion,
            action: Some(action.clone()),
            inputs: Value::object(BTreeMap::new()),
            workflow: String::new(),
        };
        found.push(event(Occasion::PullRequest));
        if action == "closed" {
            found.push(event(Occasion::Merged));
        }
    }
    found
}

fn pushes(trigger: &Trigger, event: &impl Fn(Phrase, Occasion) -> Event) -> Vec<Event> {
    let mut found = Vec::new();
    match &trigger.branches {
        Filter::Only(patterns) => {
            let branches = patterns.iter().filter(|pattern| !pattern.starts_with('!'));
            found.extend(
                branches.map(|pattern| event(named("refs/heads/", pattern), Occasion::Branch)),
            );
        }
        Filter::Without => found.push(event(
            with_hole("refs/heads/", "any branch"),
            Occasion::AnyBranch,
        )),
        Filter::None if trigger.tags == Filter::None => {
            found.push(event(
                with_hole("refs/heads/", "any branch"),
                Occasion::AnyBranch,
            ));
        }
        Filter::None => {}
    }
    match &trigger.tags {
        Filter::None if trigger.branches != Filter::None => {}
        _ => found.push(event(with_hole("refs/tags/", "any tag"), Occasion::Tag)),
    }
    found
}

fn with_hole(beginning: &str, cause: &str) -> Phrase {
    let mut phrase = Phrase::from(beginning);
    phrase.push(Piece::Open(Cause::new(cause)));
    phrase
}

/// A branch by the pattern that a workflow gives.
fn named(beginning: &str, pattern: &str) -> Phrase {
    if pattern.contains(['*', '?', '+', '[']) {
        with_hole(beginning, "the branch is one of several")
    } else {
        Phrase::from(format!("{beginning}{pattern}").as_str())
    }
}

/// A value that is known only while the workflow runs.
fn later(name: &str) -> Value {
    Value::Open(Cause::new(format!(
        "`{name}` is known only when the workflow runs"
    )))
}

impl Event {
    /// Whether it is a proposal that nobody has accepted yet.
    pub fn is_pull_request(&self) -> bool {
        self.occasion == Occasion::PullRequest
    }

    /// As messages call it.
    pub fn shown(&self) -> String {
        match &self.action {
            Some(action) => format!("{} ({action})", self.name),
            None => self.name.clone(),
        }
    }

    /// The context `github`. Where somebody must be named, it is a person of the repository, not a program and not a
    /// stranger: most conditions keep those two out.
    pub fn github(&self) -> Value {
        let repository = || later("github.repository");
        let short = self.reference.beginning();
        let name = ["refs/heads/", "refs/tags/", "refs/pull/"]
            .iter()
            .find_map(|prefix| short.strip_prefix(prefix));
        let reference_name = match (name, self.reference.known()) {
            (Some(name), Some(_)) => Value::text(name),
            _ => later("github.ref_name"),
        };
        let is_pull = self.name.starts_with("pull_request");
        let only_pull = |name: &str| {
            if is_pull {
                later(name)
            } else {
                Value::text("")
            }
        };
        let entries = [
            ("event_name", Value::text(&self.name)),
            ("ref", Value::Text(self.reference.clone())),
            ("ref_name", reference_name),
            ("base_ref", only_pull("github.base_ref")),
            ("head_ref", only_pull("github.head_ref")),
            ("workflow", Value::text(&self.workflow)),
            ("workspace", Value::text(WORKSPACE)),
            ("repository", repository()),
            ("actor", Value::text("a person")),
            ("triggering_actor", Value::text("a person")),
            ("event", self.payload()),
        ];
        object(&entries)
    }

    fn payload(&self) -> Value {
        let mut entries = Vec::new();
        if let Some(action) = &self.action {
            entries.push(("action", Value::text(action)));
        }
        entries.push(("inputs", self.inputs.clone()));
        if self.name.starts_with("pull_request") {
            let repository = [
                ("full_name", later("github.repository")),
                ("fork", Value::Bool(false)),
            ];
            let head = [("repo", object(&repository))];
            let request = [
                ("merged", Value::Bool(self.occasion == Occasion::Merged)),
                ("draft", Value::Bool(false)),
                ("head", object(&head)),
            ];
            entries.push(("pull_request", object(&request)));
        } else {
            entries.push(("pull_request", Value::Null));
        }
        object(&entries)
    }
}

/// An object that may have other entries, which are known later.
fn object(entries: &[(&str, Value)]) -> Value {
    let cause = Cause::new("is known only when the workflow runs");
    Value::Object {
        entries: entries
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect(),
        others: Some(cause),
    }
}

impl Event {
    /// An event of GitLab's.
    pub(super) fn of_gitlab(name: &str, reference: Phrase, occasion: Occasion) -> Self {
        Self {
            name: name.to_owned(),
            span: None,
            reference,
            occasion,
            action: None,
            inputs: Value::Null,
            workflow: String::new(),
        }
    }

    /// Whether it is that a pull request was closed.
    pub(super) fn closes(&self) -> bool {
        self.action.as_deref() == Some("closed")
    }
}

//! What the expressions of a workflow may name at one place in it.

use std::collections::BTreeMap;

use super::event::Event;
use super::expression::{Contexts, Value, interpolate, value_of};
use super::phrase::{Cause, Phrase};
use super::workflow::{Entries, Scalar};

/// The contexts at one place.
#[derive(Debug, Clone)]
pub(super) struct Scope<'e> {
    pub(super) event: &'e Event,
    pub(super) inputs: Value,
    pub(super) matrix: Value,
    /// What is known of the outputs of steps of the same job, and of other jobs.
    pub(super) steps: Value,
    pub(super) needs: Value,
    /// Environment variables, those of the narrower place last.
    pub(super) env: BTreeMap<String, Phrase>,
    /// The folder of the action that is run.
    pub(super) action_path: Option<String>,
}

impl Contexts for Scope<'_> {
    fn context(&self, name: &str) -> Value {
        match name {
            "github" => self.github(),
            "inputs" => self.inputs.clone(),
            "matrix" => self.matrix.clone(),
            "steps" => self.steps.clone(),
            "needs" => self.needs.clone(),
            "env" => {
                let entries = self.env.iter();
                Value::Object {
                    entries: entries
                        .map(|(name, value)| (name.clone(), Value::Text(value.clone())))
                        .collect(),
                    others: Some(Cause::new("is not set in the workflow")),
                }
            }
            "secrets" | "vars" => open("is not in the repository"),
            // What the runner says of itself.
            _ => open("is known only when the workflow runs"),
        }
    }
}

fn open(what: &str) -> Value {
    Value::Open(Cause::new(what))
}

impl Scope<'_> {
    fn github(&self) -> Value {
        let mut github = self.event.github();
        if let (Value::Object { entries, .. }, Some(path)) = (&mut github, &self.action_path) {
            let path = format!("{}/{path}", super::path::WORKSPACE);
            entries.insert("action_path".to_owned(), Value::text(&path));
        }
        github
    }

    /// A written text with its expressions replaced.
    pub(super) fn phrase(&self, scalar: &Scalar) -> Phrase {
        interpolate(&scalar.text, self)
    }

    /// A written value, of any type where it is one expression.
    pub(super) fn value(&self, scalar: &Scalar) -> Value {
        value_of(&scalar.text, self)
    }

    /// The scope with more environment variables.
    pub(super) fn with_env(&self, entries: &Entries) -> Self {
        let mut inner = self.clone();
        for (name, value) in entries {
            let value = inner.phrase(value);
            inner.env.insert(name.clone(), value);
        }
        inner
    }

    /// The variables that a script finds: those of the workflow, and GitHub's own as far as they are known.
    pub(super) fn variables(&self) -> BTreeMap<String, Phrase> {
        let mut variables = self.env.clone();
        let github = self.github();
        for (name, key) in [
            ("GITHUB_EVENT_NAME", "event_name"),
            ("GITHUB_REF", "ref"),
            ("GITHUB_REF_NAME", "ref_name"),
            ("GITHUB_WORKSPACE", "workspace"),
            ("GITHUB_ACTION_PATH", "action_path"),
        ] {
            variables.insert(name.to_owned(), github.member(key).to_phrase());
        }
        variables
    }
}

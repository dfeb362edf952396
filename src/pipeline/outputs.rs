//! Outputs that what is changed decides: a step lists the files that a change touches, or plans it, and later steps and
//! jobs hang on that. Whoever makes the change can have it either way.

use std::collections::BTreeMap;

use super::expression::{Value, value_of};
use super::phrase::Cause;
use super::scope::Scope;
use super::workflow::{Job, Scalar, Step};

/// Actions whose outputs say what a change touches.
const ACTIONS: &[&str] = &[
    "dorny/paths-filter",
    "step-security/changed-files",
    "step-security/paths-filter",
    "tj-actions/changed-files",
    "trilom/file-changes-action",
];

/// Commands that say what a change touches, or what it would do.
const COMMANDS: &[&str] = &["git diff", "git log", "git show", "-detailed-exitcode"];

/// What else may decide what a script says: who or what starts the workflow, settings, and other services.
const OTHERS: &[&str] = &[
    "secrets.",
    "vars.",
    "inputs.",
    "needs.",
    "steps.",
    "github.actor",
    "github.event_name",
    "github.event.action",
    "github.event.label",
    "github.event.sender",
    "github.ref",
    "github.triggering_actor",
    "GITHUB_ACTOR",
    "GITHUB_EVENT_NAME",
    "GITHUB_REF",
    "curl ",
    "gh ",
    "aws ",
];

/// The context `steps` of a job or an action.
pub(super) fn of_steps(steps: &[Step]) -> Value {
    let told = steps.iter().filter(|step| is_of_change(step));
    let entries = told.filter_map(|step| {
        let outputs = BTreeMap::from([("outputs".to_owned(), Value::Open(of_change()))]);
        Some((step.id.clone()?, partly(outputs)))
    });
    partly(entries.collect())
}

/// The context `needs` of a workflow's jobs.
pub(super) fn of_jobs(jobs: &[Job], scope: &Scope<'_>) -> Value {
    let entries = jobs.iter().map(|job| {
        let scope = Scope {
            steps: of_steps(&job.steps),
            ..scope.clone()
        };
        let outputs = job.outputs.iter();
        let told = outputs.filter(|(_, value)| match value_of(&value.text, &scope) {
            Value::Open(cause) => cause.is_of_change,
            Value::Text(text) => text.cause().is_some_and(|cause| cause.is_of_change),
            _ => false,
        });
        let told = told.map(|(name, _)| (name.clone(), Value::Open(of_change())));
        let outputs = BTreeMap::from([("outputs".to_owned(), partly(told.collect()))]);
        (job.id.clone(), partly(outputs))
    });
    partly(entries.collect())
}

fn of_change() -> Cause {
    Cause {
        is_of_change: true,
        ..Cause::new("is decided by what is changed")
    }
}

/// An object that has other entries, which only a run knows.
fn partly(entries: BTreeMap<String, Value>) -> Value {
    Value::Object {
        entries,
        others: Some(Cause::new("is known only when the workflow runs")),
    }
}

/// Whether only the change decides what a step says.
fn is_of_change(step: &Step) -> bool {
    if step.condition.is_some() {
        return false;
    }
    if let Some(uses) = &step.uses {
        let name = uses.text.split('@').next().unwrap_or_default().trim();
        return ACTIONS.contains(&name.to_ascii_lowercase().as_str());
    }
    let names =
        |scalar: &Scalar, words: &[&str]| words.iter().any(|word| scalar.text.contains(word));
    step.run.as_ref().is_some_and(|script| {
        let mut given = step.env.iter().map(|(_, value)| value).chain([script]);
        names(script, COMMANDS) && !given.any(|scalar| names(scalar, OTHERS))
    })
}

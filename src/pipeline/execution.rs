//! What happens when a workflow is started.

use std::collections::BTreeMap;

use super::Files;
use super::event::{self, Event};
use super::job;
use super::phrase::{Cause, Phrase};
use super::task::Task;
use super::workflow::{Permissions, Workflow};
use crate::source::{FileId, Span};

/// How many events of one workflow are gone through.
const MAX_EVENTS: usize = 24;

/// One event, and the jobs that it starts.
#[derive(Debug)]
pub struct Execution {
    /// The file of the pipeline.
    pub file: FileId,
    /// What starts it.
    pub event: Event,
    /// In the order in which they are written; those that certainly do not run are left out.
    pub jobs: Vec<JobRun>,
}

/// A job with one combination of its matrix.
#[derive(Debug)]
pub struct JobRun {
    /// Its key, behind those of the jobs that call its workflow.
    pub id: String,
    /// The place of its key.
    pub span: Span,
    /// The jobs of [`Execution::jobs`] that are over before it begins.
    pub needs: Vec<usize>,
    /// The environment that it waits for, and where it is named.
    pub environment: Option<(Phrase, Span)>,
    /// Whether it is kept from running at once with another run.
    pub has_concurrency: bool,
    /// What its token may do; `None` where nothing says it.
    pub permissions: Option<Permissions>,
    /// The labels of its runner.
    pub runs_on: Vec<Phrase>,
    /// Its environment variables.
    pub env: BTreeMap<String, Phrase>,
    /// Its steps.
    pub steps: Vec<StepRun>,
    /// Why it may not run.
    pub doubt: Option<Cause>,
}

/// A step as it is run.
#[derive(Debug)]
pub struct StepRun {
    /// The place of its first key.
    pub span: Span,
    /// The action, where it runs one.
    pub uses: Option<Used>,
    /// Its own environment variables with their places.
    pub env: Vec<(String, Phrase, Span)>,
    /// What it does that matters here.
    pub tasks: Vec<Task>,
    /// Why it may not run.
    pub doubt: Option<Cause>,
}

/// An action that a step uses.
#[derive(Debug)]
pub struct Used {
    /// As written, such as `actions/checkout@v4`.
    pub text: String,
    /// Where.
    pub span: Span,
    /// Its inputs with their places.
    pub with: BTreeMap<String, (Phrase, Span)>,
}

impl Used {
    /// Its name without the version.
    pub fn name(&self) -> &str {
        self.text.split('@').next().unwrap_or_default()
    }

    /// What it is given under a name.
    pub fn input(&self, name: &str) -> Option<&Phrase> {
        self.with.get(name).map(|(phrase, _)| phrase)
    }
}

impl Execution {
    /// Every task, with its job and why it may not be done.
    pub fn tasks(&self) -> impl Iterator<Item = (&JobRun, &Task, Option<&Cause>)> {
        self.jobs.iter().flat_map(|job| {
            let tasks = job.steps.iter().flat_map(move |step| {
                let of_task = move |task| (step, task);
                step.tasks.iter().map(of_task)
            });
            tasks.map(move |(step, task)| {
                let all = [&job.doubt, &step.doubt, &task.doubt];
                let mut doubts = all.into_iter().flatten();
                let first = doubts.clone().next();
                let stays = doubts.find(|doubt| !doubt.is_of_change);
                (job, task, stays.or(first))
            })
        })
    }

    /// Whether one job is certainly over before another begins.
    pub fn is_before(&self, first: usize, second: usize) -> bool {
        let mut pending = vec![second];
        let mut seen = vec![false; self.jobs.len()];
        while let Some(at) = pending.pop() {
            for need in &self.jobs[at].needs {
                if *need == first {
                    return true;
                }
                if !std::mem::replace(&mut seen[*need], true) {
                    pending.push(*need);
                }
            }
        }
        false
    }

    /// A job and all jobs that are over before it begins.
    pub fn with_needs(&self, job: usize) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.jobs.len())
            .filter(|at| self.is_before(*at, job))
            .collect();
        found.push(job);
        found
    }
}

/// What happens at each event that starts a workflow.
pub(super) fn of_workflow(files: &Files<'_>, workflow: &Workflow) -> Vec<Execution> {
    let tells_actions = |file: FileId| files.sources.text(file).content.contains("event.action");
    let tells_actions = files.workflows.values().any(|it| tells_actions(it.file));
    let mut events = event::events(workflow);
    if !tells_actions {
        // Nothing depends on which of a pull request's types it is, but for the last.
        let mut seen: Vec<(String, event::Occasion, bool)> = Vec::new();
        events.retain(|event| {
            let is_same = event.name.starts_with("pull_request");
            let key = (event.name.clone(), event.occasion, event.closes());
            let is_first = !is_same || !seen.contains(&key);
            seen.push(key);
            is_first
        });
    }
    let run = |event: Event| {
        let jobs = job::run_workflow(files, workflow, &event, &event.inputs);
        Execution {
            file: workflow.file,
            event,
            jobs,
        }
    };
    events.into_iter().take(MAX_EVENTS).map(run).collect()
}

//! The jobs of a workflow, with those of the workflows that they call.

use std::collections::BTreeMap;

use super::Files;
use super::event::Event;
use super::execution::{JobRun, StepRun};
use super::expression::{Value, condition};
use super::matrix;
use super::outputs;
use super::phrase::{Cause, Phrase, Truth};
use super::scope::Scope;
use super::step::steps_of;
use super::task::{Task, TaskKind};
use super::workflow::{Defaults, Job, Scalar, Workflow};
use crate::data::Node;

/// How deep workflows and actions call each other. GitHub allows ten.
pub(super) const MAX_CALLS: usize = 10;
/// How many jobs one event may start.
const MAX_JOBS: usize = 2_000;
/// How many jobs of one workflow are read.
const MAX_WRITTEN: usize = 500;
/// How many steps, and hundreds of bytes of scripts, are followed at one event.
const MAX_WORK: usize = 20_000;

/// The jobs that an event starts, while they are found.
pub(super) struct Jobs {
    pub(super) runs: Vec<JobRun>,
    /// How much more is followed.
    left: usize,
}

/// What a called workflow has from the job that calls it.
struct Outer<'o> {
    /// Before the job's own key.
    prefix: String,
    needs: Vec<usize>,
    environment: Option<(Phrase, crate::source::Span)>,
    has_concurrency: bool,
    permissions: Option<super::workflow::Permissions>,
    doubt: Option<Cause>,
    calls: usize,
    event: &'o Event,
}

/// The jobs that an event starts in a workflow.
pub(super) fn run_workflow(
    files: &Files<'_>,
    workflow: &Workflow,
    event: &Event,
    inputs: &Value,
) -> Vec<JobRun> {
    let mut jobs = Jobs {
        runs: Vec::new(),
        left: MAX_WORK,
    };
    let outer = Outer {
        prefix: String::new(),
        needs: Vec::new(),
        environment: None,
        has_concurrency: false,
        permissions: None,
        doubt: None,
        calls: 0,
        event,
    };
    called(files, workflow, inputs, &outer, &mut jobs);
    jobs.runs
}

/// What became of a job: the runs of its combinations, or that it certainly does not run.
enum Fate {
    Runs(Vec<usize>),
    Skipped,
}

fn called(
    files: &Files<'_>,
    workflow: &Workflow,
    inputs: &Value,
    outer: &Outer<'_>,
    jobs: &mut Jobs,
) {
    let scope = Scope {
        event: outer.event,
        inputs: inputs.clone(),
        matrix: Value::Null,
        steps: outputs::of_steps(&[]),
        needs: outputs::of_steps(&[]),
        env: BTreeMap::new(),
        action_path: None,
    };
    let mut scope = scope.with_env(&workflow.env);
    let mut fates: BTreeMap<&str, Fate> = BTreeMap::new();
    let written = &workflow.jobs[..workflow.jobs.len().min(MAX_WRITTEN)];
    scope.needs = outputs::of_jobs(written, &scope);
    for job in in_order(written) {
        let fate = run_job(files, (workflow, job), &scope, outer, &fates, jobs);
        fates.insert(&job.id, fate);
    }
}

/// Jobs after those that they need; what waits for itself comes last.
fn in_order(jobs: &[Job]) -> Vec<&Job> {
    let mut done: Vec<&Job> = Vec::new();
    let mut pending: Vec<&Job> = jobs.iter().collect();
    while !pending.is_empty() {
        let is_done = |id: &str| done.iter().any(|job| job.id == id);
        let is_ready = |job: &&Job| job.needs.iter().all(|need| is_done(&need.text));
        let (ready, rest): (Vec<&Job>, Vec<&Job>) = pending.iter().partition(|job| is_ready(job));
        if ready.is_empty() {
            done.extend(rest);
            break;
        }
        done.extend(ready);
        pending = rest;
    }
    done
}

fn run_job(
    files: &Files<'_>,
    (workflow, job): (&Workflow, &Job),
    scope: &Scope<'_>,
    outer: &Outer<'_>,
    fates: &BTreeMap<&str, Fate>,
    jobs: &mut Jobs,
) -> Fate {
    let mut needs = outer.needs.clone();
    let mut waits_for_skipped = false;
    let mut doubt = outer.doubt.clone();
    for need in &job.needs {
        match fates.get(need.text.as_str()) {
            Some(Fate::Runs(runs)) => {
                needs.extend(runs);
                let of_need = runs.iter().find_map(|at| jobs.runs[*at].doubt.clone());
                doubt = Cause::of_both(doubt, of_need);
            }
            Some(Fate::Skipped) => waits_for_skipped = true,
            None => {}
        }
    }
    let text = job.condition.as_ref().map_or("", |it| it.text.as_str());
    let runs_anyway = ["always()", "!cancelled()", "!failure()", "failure()"]
        .iter()
        .any(|word| text.contains(word));
    let truth = match &job.condition {
        Some(scalar) => truth(scalar, scope),
        None => Truth::Yes,
    };
    match truth {
        Truth::No => return Fate::Skipped,
        _ if waits_for_skipped && !runs_anyway => return Fate::Skipped,
        Truth::Open(cause) => doubt = Cause::of_both(doubt, Some(cause)),
        Truth::Yes => {}
    }
    let before = jobs.runs.len();
    for combination in matrix::combinations(job.matrix.as_ref(), scope) {
        if jobs.runs.len() >= MAX_JOBS {
            break;
        }
        let scope = Scope {
            matrix: combination,
            ..scope.clone()
        };
        let own = own_outer((workflow, job), &scope, outer, (&needs, &doubt));
        match &job.uses {
            Some(uses) => call(files, (job, uses), &scope, &own, jobs),
            None => {
                let run = one_run(files, (workflow, job), &scope, &own, &mut jobs.left);
                jobs.runs.push(run);
            }
        }
    }
    Fate::Runs((before..jobs.runs.len()).collect())
}

/// Whether an `if` holds.
pub(super) fn truth(scalar: &Scalar, scope: &Scope<'_>) -> Truth {
    match condition(&scalar.text, scope).truth() {
        Truth::Open(cause) => Truth::Open(cause.or_at(scalar.span)),
        known => known,
    }
}

/// What a job has, with what it has from outside.
fn own_outer<'o>(
    (workflow, job): (&Workflow, &Job),
    scope: &Scope<'_>,
    outer: &Outer<'o>,
    (needs, doubt): (&[usize], &Option<Cause>),
) -> Outer<'o> {
    let environment = job
        .environment
        .as_ref()
        .map(|it| (scope.phrase(it), it.span));
    let environment = environment.filter(|(name, _)| !name.is_empty());
    let permissions = job.permissions.as_ref().or(workflow.permissions.as_ref());
    Outer {
        prefix: format!("{}{}", outer.prefix, job.id),
        needs: needs.to_vec(),
        environment: environment.or_else(|| outer.environment.clone()),
        has_concurrency: outer.has_concurrency
            || job.concurrency.is_some()
            || workflow.concurrency.is_some(),
        permissions: permissions.cloned().or_else(|| outer.permissions.clone()),
        doubt: doubt.clone(),
        calls: outer.calls,
        event: outer.event,
    }
}

/// The jobs of the workflow that a job calls.
fn call(
    files: &Files<'_>,
    (job, uses): (&Job, &Scalar),
    scope: &Scope<'_>,
    own: &Outer<'_>,
    jobs: &mut Jobs,
) {
    let path = uses.text.strip_prefix("./");
    let called_workflow = path.and_then(|path| files.workflows.get(path));
    let Some(called_workflow) = called_workflow.filter(|_| own.calls < MAX_CALLS) else {
        let mut run = bare_run(job, scope, own);
        let what = format!(
            "the workflow {}, which is not in this repository,",
            uses.text
        );
        let mut opaque = opaque(what, uses.span);
        opaque.doubt.clone_from(&own.doubt);
        run.steps.push(StepRun {
            span: uses.span,
            uses: None,
            env: Vec::new(),
            tasks: vec![opaque],
            doubt: None,
        });
        jobs.runs.push(run);
        return;
    };
    let trigger = called_workflow
        .triggers
        .iter()
        .find(|it| it.name == "workflow_call");
    let declared = trigger.map_or(&[][..], |it| &it.inputs);
    let inputs = given_inputs(declared, &job.with, scope);
    let inner = Outer {
        prefix: format!("{} / ", own.prefix),
        needs: own.needs.clone(),
        environment: own.environment.clone(),
        permissions: own.permissions.clone(),
        doubt: own.doubt.clone(),
        calls: own.calls + 1,
        ..*own
    };
    called(files, called_workflow, &inputs, &inner, jobs);
}

/// The inputs of a called workflow or action: what it is given, else its defaults.
pub(super) fn given_inputs(
    declared: &[(String, Option<Node>)],
    with: &[(String, Scalar)],
    scope: &Scope<'_>,
) -> Value {
    let mut inputs = BTreeMap::new();
    for (name, default) in declared {
        let default = default.as_ref().map_or(Value::Null, Value::of_node);
        let default = match default {
            // A default may be an expression, such as `${{ github.token }}`.
            Value::Text(text) => match text.known() {
                Some(text) => super::expression::value_of(text, scope),
                None => Value::Text(text),
            },
            other => other,
        };
        inputs.insert(name.clone(), default);
    }
    for (name, scalar) in with {
        inputs.insert(name.clone(), scope.value(scalar));
    }
    Value::object(inputs)
}

pub(super) fn opaque(what: String, span: crate::source::Span) -> Task {
    Task {
        kind: TaskKind::Opaque(what),
        folder: Phrase::default(),
        workspace: None,
        span,
        doubt: None,
    }
}

fn bare_run(job: &Job, scope: &Scope<'_>, own: &Outer<'_>) -> JobRun {
    JobRun {
        id: own.prefix.clone(),
        span: job.span,
        needs: own.needs.clone(),
        environment: own.environment.clone(),
        has_concurrency: own.has_concurrency,
        permissions: own.permissions.clone(),
        runs_on: job
            .runs_on
            .iter()
            .map(|label| scope.phrase(label))
            .collect(),
        env: BTreeMap::new(),
        steps: Vec::new(),
        doubt: own.doubt.clone(),
    }
}

fn one_run(
    files: &Files<'_>,
    (workflow, job): (&Workflow, &Job),
    scope: &Scope<'_>,
    own: &Outer<'_>,
    left: &mut usize,
) -> JobRun {
    let mut scope = scope.with_env(&job.env);
    scope.steps = outputs::of_steps(&job.steps);
    let mut run = bare_run(job, &scope, own);
    let part = |own: &Option<Scalar>, outer: &Option<Scalar>| own.clone().or_else(|| outer.clone());
    let defaults = Defaults {
        folder: part(&job.defaults.folder, &workflow.defaults.folder),
        shell: part(&job.defaults.shell, &workflow.defaults.shell),
    };
    let is_windows = run
        .runs_on
        .iter()
        .any(|label| label.beginning().starts_with("windows"));
    run.steps = steps_of(files, &job.steps, (&defaults, is_windows), &scope, left);
    run.env = scope.env;
    run
}

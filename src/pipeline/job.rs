//! The jobs of a workflow, with those of the workflows that they call.

use std::collections::BTreeMap;

use super::Files;
use super::actions;
use super::event::Event;
use super::execution::{JobRun, StepRun, Used};
use super::expression::{Value, condition};
use super::matrix;
use super::phrase::{Cause, Phrase, Truth, join};
use super::scope::Scope;
use super::shell::{self, Script, Setting};
use super::task::{self, Task, TaskKind};
use super::workflow::{Defaults, Job, Scalar, Step, Workflow};
use crate::data::Node;

/// How deep workflows and actions call each other. GitHub allows ten.
const MAX_CALLS: usize = 10;
/// How many jobs one event may start.
const MAX_JOBS: usize = 2_000;

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
    jobs: &mut Vec<JobRun>,
) {
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
    called(files, workflow, inputs, &outer, jobs);
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
    jobs: &mut Vec<JobRun>,
) {
    let scope = Scope {
        event: outer.event,
        inputs: inputs.clone(),
        matrix: Value::Null,
        env: BTreeMap::new(),
        action_path: None,
    };
    let scope = scope.with_env(&workflow.env);
    let mut fates: BTreeMap<&str, Fate> = BTreeMap::new();
    for job in in_order(&workflow.jobs) {
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
    jobs: &mut Vec<JobRun>,
) -> Fate {
    let mut needs = outer.needs.clone();
    let mut waits_for_skipped = false;
    let mut doubt = outer.doubt.clone();
    for need in &job.needs {
        match fates.get(need.text.as_str()) {
            Some(Fate::Runs(runs)) => {
                needs.extend(runs);
                doubt = doubt.or_else(|| runs.iter().find_map(|at| jobs[*at].doubt.clone()));
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
        Truth::Open(cause) => doubt = doubt.or(Some(cause)),
        Truth::Yes => {}
    }
    let before = jobs.len();
    for combination in matrix::combinations(job.matrix.as_ref(), scope) {
        if jobs.len() >= MAX_JOBS {
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
                let run = one_run(files, (workflow, job), &scope, own);
                jobs.push(run);
            }
        }
    }
    Fate::Runs((before..jobs.len()).collect())
}

/// Whether an `if` holds.
fn truth(scalar: &Scalar, scope: &Scope<'_>) -> Truth {
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
    jobs: &mut Vec<JobRun>,
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
        jobs.push(run);
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
fn given_inputs(
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

fn opaque(what: String, span: crate::source::Span) -> Task {
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
    own: Outer<'_>,
) -> JobRun {
    let scope = scope.with_env(&job.env);
    let mut run = bare_run(job, &scope, &own);
    let part = |own: &Option<Scalar>, outer: &Option<Scalar>| own.clone().or_else(|| outer.clone());
    let defaults = Defaults {
        folder: part(&job.defaults.folder, &workflow.defaults.folder),
        shell: part(&job.defaults.shell, &workflow.defaults.shell),
    };
    let is_windows = run
        .runs_on
        .iter()
        .any(|label| label.beginning().starts_with("windows"));
    let mut steps = Steps {
        files,
        defaults: &defaults,
        is_windows,
        checkout: None,
        exported: BTreeMap::new(),
        found: Vec::new(),
    };
    steps.run_all(&job.steps, &scope, None, 0);
    run.steps = steps.found;
    run.env = scope.env;
    run
}

/// The steps of a job while they are gone through.
struct Steps<'s, 'f> {
    files: &'s Files<'f>,
    defaults: &'s Defaults,
    is_windows: bool,
    /// The folder into which the repository is checked out.
    checkout: Option<Phrase>,
    /// Variables that steps write into `GITHUB_ENV`.
    exported: BTreeMap<String, Phrase>,
    found: Vec<StepRun>,
}

impl Steps<'_, '_> {
    fn run_all(&mut self, steps: &[Step], scope: &Scope<'_>, doubt: Option<&Cause>, calls: usize) {
        for step in steps {
            let mut scope = scope.clone();
            scope.env.extend(self.exported.clone());
            let scope = scope.with_env(&step.env);
            let truth = step
                .condition
                .as_ref()
                .map_or(Truth::Yes, |it| truth(it, &scope));
            let own_doubt = match truth {
                Truth::No => continue,
                Truth::Open(cause) => Some(cause),
                Truth::Yes => None,
            };
            let doubt = doubt.cloned().or(own_doubt);
            self.run_step(step, &scope, doubt, calls);
        }
    }

    fn run_step(&mut self, step: &Step, scope: &Scope<'_>, doubt: Option<Cause>, calls: usize) {
        let env = step.env.iter();
        let env = env.map(|(name, value)| (name.clone(), scope.phrase(value), value.span));
        let mut run = StepRun {
            span: step.span,
            uses: step.uses.as_ref().map(|uses| used(uses, step, scope)),
            env: env.collect(),
            tasks: Vec::new(),
            doubt,
        };
        if let Some(script) = &step.run {
            run.tasks = self.script(step, script, scope);
        }
        let local = step
            .uses
            .as_ref()
            .and_then(|uses| uses.text.strip_prefix("./"));
        let Some(path) = local else {
            if let Some(used) = &run.uses {
                if used.name() == "actions/checkout" && used.input("repository").is_none() {
                    self.checkout = used.input("path").cloned();
                }
                run.tasks
                    .extend(actions::tasks(used, &self.folder(step, scope)));
            }
            self.found.push(run);
            return;
        };
        let path = path.trim_end_matches('/').to_owned();
        let action = self.files.actions.get(&path).filter(|_| calls < MAX_CALLS);
        let steps = action.and_then(|action| Some((action, action.steps.as_ref()?)));
        let doubt = run.doubt.clone();
        if action.is_none() {
            run.tasks.push(opaque(
                format!("the action ./{path}, which is not there,"),
                step.span,
            ));
        } else if steps.is_none() {
            run.tasks
                .push(opaque(format!("the action ./{path}"), step.span));
        }
        self.found.push(run);
        if let Some((action, steps)) = steps {
            let inner = Scope {
                inputs: given_inputs(&action.inputs, &step.with, scope),
                action_path: Some(path),
                ..scope.clone()
            };
            self.run_all(steps, &inner, doubt.as_ref(), calls + 1);
        }
    }

    /// The folder in which a step's script is run.
    fn folder(&self, step: &Step, scope: &Scope<'_>) -> Phrase {
        let given = step.folder.as_ref().or(self.defaults.folder.as_ref());
        let given = given.map(|scalar| scope.phrase(scalar)).unwrap_or_default();
        let outside = || Phrase::open(Cause::new("it lies outside the repository"));
        let whole = join(&Phrase::default(), &given).unwrap_or_else(outside);
        match self.checkout.as_ref().and_then(Phrase::known) {
            None if self.checkout.is_none() => whole,
            // The repository lies in a folder of its own below the runner's.
            Some(path) => {
                let path = path.trim_start_matches("./").trim_end_matches('/');
                let rest = whole.known().and_then(|whole| whole.strip_prefix(path));
                rest.map_or_else(outside, |rest| Phrase::from(rest.trim_start_matches('/')))
            }
            None => outside(),
        }
    }

    fn script(&mut self, step: &Step, scalar: &Scalar, scope: &Scope<'_>) -> Vec<Task> {
        let shell = step.shell.as_ref().or(self.defaults.shell.as_ref());
        let name = shell.map_or(if self.is_windows { "pwsh" } else { "bash" }, |it| {
            it.text.as_str()
        });
        let name = name.split_whitespace().next().unwrap_or_default();
        let phrase = scope.phrase(scalar);
        if !matches!(name, "bash" | "sh" | "") && !name.starts_with("${{") {
            let what = format!("a script for {name}");
            return vec![opaque(what, scalar.span)];
        }
        let sources = self.files.sources;
        let script = Script::of_phrase(sources, &phrase, scalar.span);
        let setting = Setting {
            sources,
            variables: scope.variables(),
            folder: self.folder(step, scope),
        };
        match shell::run(&script, &setting) {
            Ok(ran) => {
                for command in &ran {
                    self.export(command);
                }
                ran.iter().filter_map(task::of_command).collect()
            }
            Err(cause) => {
                let first = phrase.shown();
                let what = first.lines().next().unwrap_or_default().trim().to_owned();
                vec![opaque(
                    format!("the script `{what} …` ({cause})"),
                    scalar.span,
                )]
            }
        }
    }

    /// `echo NAME=value >> "$GITHUB_ENV"`
    fn export(&mut self, ran: &shell::Ran) {
        let writes = ran.targets.iter().filter_map(Phrase::cause);
        let mut writes = writes.filter(|cause| cause.what.contains("GITHUB_ENV"));
        let is_echo = ran.words.first().and_then(Phrase::known) == Some("echo");
        if writes.next().is_none() || !is_echo {
            return;
        }
        let Some((name, first)) = ran
            .words
            .get(1)
            .and_then(|word| word.beginning().split_once('='))
        else {
            return;
        };
        let mut value = Phrase::from(first);
        for piece in ran.words[1].pieces().iter().skip(1) {
            value.push(piece.clone());
        }
        let value = match &ran.doubt {
            Some(cause) => Phrase::open(cause.clone()),
            None => value,
        };
        self.exported.insert(name.to_owned(), value);
    }
}

fn used(uses: &Scalar, step: &Step, scope: &Scope<'_>) -> Used {
    let with = step.with.iter();
    Used {
        text: uses.text.trim().to_owned(),
        span: uses.span,
        with: with
            .map(|(name, value)| (name.to_ascii_lowercase(), (scope.phrase(value), value.span)))
            .collect(),
    }
}

//! The steps of a job, with those of the actions that they use.

use std::collections::BTreeMap;

use super::Files;
use super::actions;
use super::execution::{StepRun, Used};
use super::job::{MAX_CALLS, given_inputs, opaque, truth};
use super::outputs;
use super::path::join;
use super::phrase::{Cause, Phrase, Truth};
use super::scope::Scope;
use super::shell::{self, Script, Setting};
use super::task::{self, Task};
use super::workflow::{Defaults, Scalar, Step};

/// What the steps of a job do.
pub(super) fn steps_of(
    files: &Files<'_>,
    steps: &[Step],
    (defaults, is_windows): (&Defaults, bool),
    scope: &Scope<'_>,
    left: &mut usize,
) -> Vec<StepRun> {
    let mut all = Steps {
        files,
        defaults,
        is_windows,
        checkout: None,
        exported: BTreeMap::new(),
        found: Vec::new(),
        left,
    };
    all.run_all(steps, scope, None, 0);
    all.found
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
    /// How much more is followed.
    left: &'s mut usize,
}

impl Steps<'_, '_> {
    fn run_all(&mut self, steps: &[Step], scope: &Scope<'_>, doubt: Option<&Cause>, calls: usize) {
        for step in steps {
            if !self.charge(1, step) {
                return;
            }
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
            let doubt = Cause::of_both(doubt.cloned(), own_doubt);
            self.run_step(step, &scope, doubt, calls);
        }
    }

    /// Whether there is as much left; says once that the rest is not followed.
    fn charge(&mut self, cost: usize, step: &Step) -> bool {
        if *self.left == 0 {
            return false;
        }
        *self.left = self.left.saturating_sub(cost);
        if *self.left == 0 {
            let what = "more than is followed".to_owned();
            self.found.push(StepRun {
                span: step.span,
                uses: None,
                env: Vec::new(),
                tasks: vec![opaque(what, step.span)],
                doubt: None,
            });
        }
        *self.left > 0
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
                steps: outputs::of_steps(steps),
                action_path: Some(path),
                ..scope.clone()
            };
            self.run_all(steps, &inner, doubt.as_ref(), calls + 1);
        }
    }

    /// The folder in which a step's script is run.
    fn folder(&self, step: &Step, scope: &Scope<'_>) -> Phrase {
        // An action's steps begin where the repository lies, whatever holds for the job's own.
        let of_job = self.defaults.folder.as_ref();
        let of_job = of_job.filter(|_| scope.action_path.is_none());
        let given = step.folder.as_ref().or(of_job);
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
        if !self.charge(phrase.length() / 100, step) {
            return Vec::new();
        }
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
                *self.left = self.left.saturating_sub(ran.len() / 16);
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

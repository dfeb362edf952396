//! See `apply_on_pr.md`.

use crate::address::ResourceMode;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::{Cause, Event, JobRun, Phrase, Task, TaskKind, Terraform};
use crate::repo::ModuleSource;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::told::{Places, job};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-apply-on-pr",
        summary: "A pull request applies Terraform before anybody accepted it.",
        why: "Whoever opens a pull request changes what runs, with the pipeline's rights, and without a review.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("8.0"),
        page: include_str!("apply_on_pr.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut places = Places::new();
    let executions = context.pipelines.executions.iter();
    for execution in executions.filter(|it| it.event.is_pull_request()) {
        for (run, task, doubt) in execution.tasks() {
            let TaskKind::Terraform(terraform) = &task.kind else {
                continue;
            };
            if !terraform.applies() || is_own(run, task) {
                continue;
            }
            if task
                .folder
                .known()
                .is_some_and(|folder| makes_nothing(context, folder))
            {
                continue;
            }
            let subject = job(context, execution, run);
            if let Some(cause) = may_be_own(run, task) {
                let what = format!(
                    "whether {subject} applies what exists for this pull request only is not known"
                );
                places.is_open(task.span, "", (what, cause));
                continue;
            }
            match doubt {
                // Whoever opens the pull request decides that.
                Some(cause) if !cause.is_of_change => {
                    let what = format!(
                        "whether {subject} applies Terraform for a pull request is not known"
                    );
                    places.is_open(task.span, "", (what, cause));
                }
                chosen => {
                    let evidence = Evidence {
                        subject,
                        event: &execution.event,
                        job: run.span,
                        folder: shown(&task.folder),
                        chosen: chosen.and_then(|cause| cause.at),
                    };
                    places.fails(task.span, "", evidence);
                }
            }
        }
    }
    places.report(&RULE.meta, findings, found);
}

/// Whether a folder's module has no resources, nor the modules that it calls: applying it only computes outputs.
fn makes_nothing(context: &Context<'_>, folder: &str) -> bool {
    let mut pending = vec![folder.to_owned()];
    let mut seen: Vec<String> = Vec::new();
    while let Some(path) = pending.pop() {
        if seen.contains(&path) {
            continue;
        }
        let Some(module) = context.repo.module_at(&path) else {
            return false;
        };
        let mut resources = module.resources.values();
        if resources.any(|it| it.mode == ResourceMode::Managed) {
            return false;
        }
        for call in module.calls.values() {
            match &call.source {
                ModuleSource::Local(path) => pending.push(path.clone()),
                // What is not seen may make anything.
                _ => return false,
            }
        }
        seen.push(path);
    }
    true
}

/// Whether a job applies what exists for this pull request only: a workspace or state that is named after it.
fn is_own(job: &JobRun, task: &Task) -> bool {
    let of_request = [
        "event.number",
        "pull_request.number",
        "github.head_ref",
        "of the merge request",
    ];
    let names = |phrase: &Phrase| {
        let cause = phrase.cause();
        cause.is_some_and(|cause| of_request.iter().any(|name| cause.what.contains(name)))
    };
    let tasks = job.steps.iter().flat_map(|step| &step.tasks);
    let mut arguments = tasks.filter_map(|task| match &task.kind {
        TaskKind::Terraform(terraform) => Some(&terraform.arguments),
        _ => None,
    });
    task.workspace.as_ref().is_some_and(names) || arguments.any(|all| all.iter().any(names))
}

/// What an earlier job or step says, where that names the workspace or the state: it may be one of this pull request.
fn may_be_own<'r>(job: &'r JobRun, task: &'r Task) -> Option<&'r Cause> {
    let is_output = |cause: &&Cause| cause.what.contains("needs.") || cause.what.contains("steps.");
    let tasks = job.steps.iter().flat_map(|step| &step.tasks);
    let commands = tasks.filter_map(|task| match &task.kind {
        TaskKind::Terraform(terraform) => Some(terraform),
        _ => None,
    });
    let names_state = |command: &&Terraform| matches!(&*command.command, "init" | "workspace");
    let arguments = commands.filter(names_state).flat_map(|it| &it.arguments);
    let all = task.workspace.iter().chain(arguments);
    all.filter_map(Phrase::cause).find(is_output)
}

/// A folder of which something is known, as messages show it.
fn shown(folder: &Phrase) -> Option<String> {
    let is_open = folder.cause().is_some() && folder.beginning().is_empty();
    (!is_open).then(|| folder.shown())
}

/// What shows that an apply is reached.
struct Evidence<'e> {
    /// The job as messages call it.
    subject: String,
    event: &'e Event,
    /// Where the job is written.
    job: Span,
    folder: Option<String>,
    /// A condition that what the pull request changes decides.
    chosen: Option<Span>,
}

fn found(span: Span, evidence: Evidence<'_>) -> Finding {
    let (subject, name) = (&evidence.subject, &evidence.event.name);
    let folder = evidence.folder.filter(|folder| !folder.is_empty());
    let folder = folder.map_or_else(String::new, |folder| format!(" in {folder}"));
    let message = format!(
        "{subject} applies Terraform{folder} at the event {name}, before the change is accepted"
    );
    let help =
        "Plan at pull requests, and apply in a workflow that a push to the default branch starts";
    let mut finding = Finding::new(&RULE.meta, span, message, help);
    if let Some(at) = evidence.event.span {
        finding = finding.related(at, "this event starts it");
    }
    finding = finding.related(evidence.job, "in this job");
    match evidence.chosen {
        Some(at) if at != span => finding.related(at, "what the pull request changes decides this"),
        _ => finding,
    }
}

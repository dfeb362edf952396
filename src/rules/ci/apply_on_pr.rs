//! See `apply_on_pr.md`.

use crate::address::ResourceMode;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::{Event, JobRun, Phrase, Task, TaskKind};
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
            match doubt {
                Some(cause) => {
                    let what = format!(
                        "whether {subject} applies Terraform for a pull request is not known"
                    );
                    places.is_open(task.span, "", (what, cause));
                }
                None => {
                    let evidence = (subject, &execution.event, run.span, task.folder.shown());
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

fn found(span: Span, (subject, event, place, folder): (String, &Event, Span, String)) -> Finding {
    let name = &event.name;
    let where_ = if folder.is_empty() {
        String::new()
    } else {
        format!(" in {folder}")
    };
    let message = format!(
        "{subject} applies Terraform{where_} at the event {name}, before the change is accepted"
    );
    let help =
        "Plan at pull requests, and apply in a workflow that a push to the default branch starts";
    let mut finding = Finding::new(&RULE.meta, span, message, help);
    if let Some(at) = event.span {
        finding = finding.related(at, "this event starts it");
    }
    finding.related(place, "in this job")
}

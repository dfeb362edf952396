//! See `pull_request_target.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::{Cause, Scalar, Step, Workflow};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::told::open;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-pull-request-target",
        summary: "A workflow at pull_request_target runs the code of the pull request.",
        why: "It runs with the repository's secrets and a token that may write: whoever opens a pull request, from \
              any fork, has both.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("9.0"),
        page: include_str!("pull_request_target.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// How expressions name the code of the pull request.
const HEADS: [&str; 6] = [
    "github.event.pull_request.head.sha",
    "github.event.pull_request.head.ref",
    "github.event.pull_request.merge_commit_sha",
    "github.head_ref",
    "refs/pull/",
    "github.event.number",
];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for workflow in &context.pipelines.workflows {
        let mut triggers = workflow.triggers.iter();
        let Some(trigger) = triggers.find(|trigger| trigger.name == "pull_request_target") else {
            continue;
        };
        judge(workflow, trigger.span, findings);
    }
}

fn judge(workflow: &Workflow, trigger: Option<Span>, findings: &mut Vec<Finding>) {
    for job in &workflow.jobs {
        let condition = |condition: &Option<Scalar>| {
            condition
                .as_ref()
                .map_or("", |it| it.text.as_str())
                .to_owned()
        };
        for (at, step) in job.steps.iter().enumerate() {
            let Some(span) = takes_head(step) else {
                continue;
            };
            let runs = job.steps[at + 1..].iter().any(runs_code);
            let guard = condition(&job.condition) + &condition(&step.condition);
            // Only a branch of the repository itself, or only another event.
            let is_kept_out = guard.contains("head.repo.full_name == github.repository")
                || guard.contains("head.repo.fork == false")
                || guard.contains("!github.event.pull_request.head.repo.fork")
                || guard.contains("github.event_name != 'pull_request_target'");
            if !runs || is_kept_out {
                continue;
            }
            if !guard.is_empty() {
                let cause = Cause::new("an `if` decides whether it runs");
                let what = format!(
                    "whether the job {} runs the code of strangers is not known",
                    job.id
                );
                findings.push(open(&RULE.meta, span, &what, &cause));
                continue;
            }
            let message = format!(
                "the job {} runs the pull request's own code with the repository's secrets",
                job.id
            );
            let help = "Use `pull_request`, or do not check out the pull request's head";
            let mut finding = Finding::new(&RULE.meta, span, message, help);
            if let Some(trigger) = trigger {
                finding = finding.related(trigger, "started by this");
            }
            findings.push(finding);
        }
    }
}

/// The place at which a step takes the code of the pull request.
fn takes_head(step: &Step) -> Option<Span> {
    let names = |text: &str| HEADS.iter().any(|head| text.contains(head));
    if let Some(run) = &step.run {
        let checks_out = run.text.contains("gh pr checkout")
            || (run.text.contains("git checkout") && names(&run.text));
        return checks_out.then_some(step.span);
    }
    let uses = step.uses.as_ref()?;
    if !uses.text.starts_with("actions/checkout@") {
        return None;
    }
    let reference = step.with.iter().find(|(name, _)| name == "ref");
    let (_, reference) = reference?;
    names(&reference.text).then_some(reference.span)
}

/// Whether a step runs what lies in the folder.
fn runs_code(step: &Step) -> bool {
    let local = |text: &str| {
        text.starts_with("./") || text.contains("build-push-action") || text.contains("pre-commit")
    };
    step.run.is_some() || step.uses.as_ref().is_some_and(|uses| local(&uses.text))
}

//! See `prod_ungated.md`.

use std::collections::BTreeMap;

use crate::config::Tier;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::{Occasion, Truth};
use crate::rule::{Check, Context, Rule};

use super::reach::{Command, commands, reaches};
use super::told::{Places, job};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-prod-ungated",
        summary: "A pipeline applies production without anybody being asked.",
        why: "What is merged by mistake is in production minutes later, and on a branch that nobody protects it does \
              not even have to be merged.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("5.5"),
        page: include_str!("prod_ungated.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut places = Places::new();
    // What a job applies has one gate: its first command stands for all.
    let mut by_job = BTreeMap::new();
    for command in commands(context) {
        // What a pull request applies is another rule's, and who starts a run by hand was asked.
        let event = &command.execution.event;
        let is_asked = matches!(event.occasion, Occasion::PullRequest | Occasion::Person);
        if !command.terraform.applies() || is_asked || is_gated(&command) {
            continue;
        }
        let subject = job(context, command.execution, command.job);
        let what = || format!("whether {subject} applies production unasked is not known");
        let production = context
            .repo
            .stacks()
            .filter(|(_, stack)| stack.tier == Tier::Production);
        for (_, stack) in production {
            match (reaches(context, &command, stack), command.doubt) {
                (Truth::No, _) => {}
                (Truth::Yes, None) => {
                    let first = by_job.entry(command.job.span).or_insert(command.task.span);
                    if *first != command.task.span {
                        continue;
                    }
                    let evidence = (
                        subject.clone(),
                        stack.path.clone(),
                        event.occasion,
                        command.job.span,
                    );
                    places.fails(command.task.span, "", evidence);
                }
                (Truth::Open(cause), _) => places.is_open(command.task.span, "", (what(), &cause)),
                (Truth::Yes, Some(cause)) => places.is_open(command.task.span, "", (what(), cause)),
            }
        }
    }
    let words = |span, (subject, stack, occasion, place): (String, String, Occasion, _)| {
        let (message, help) = match occasion {
            Occasion::AnyBranch => (
                format!("{subject} applies {stack} at a push to any branch"),
                "Start it at pushes to the default branch only, and name an `environment` with required reviewers",
            ),
            _ => (
                format!("{subject} applies {stack} without an environment: nobody is asked"),
                "Give the job an `environment` with required reviewers",
            ),
        };
        Finding::new(&RULE.meta, span, message, help).related(place, "in this job")
    };
    places.report(&RULE.meta, findings, words);
}

/// Whether the job, or one that it waits for, waits for an environment or for a person.
fn is_gated(command: &Command<'_>) -> bool {
    let execution = command.execution;
    let own = execution
        .jobs
        .iter()
        .position(|job| std::ptr::eq(job, command.job));
    let jobs = own.map(|at| execution.with_needs(at)).unwrap_or_default();
    jobs.iter().map(|at| &execution.jobs[*at]).any(|job| {
        let asks = |name: &str| name.ends_with("manual-approval");
        let mut used = job.steps.iter().filter_map(|step| step.uses.as_ref());
        job.environment.is_some() || used.any(|used| asks(used.name()))
    })
}

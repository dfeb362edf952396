//! See `order.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::Execution;
use crate::repo::StackId;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::reach::{Command, commands, reached};
use super::told::Places;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-order",
        summary: "A pipeline applies a stack before the one whose outputs it reads.",
        why: "The first run fails, since the state that is read is not there yet, and every later run works with the \
              outputs of the run before.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("order.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// A stack that is applied, and when.
struct Applied {
    stack: StackId,
    /// The job in its run.
    job: usize,
    span: Span,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut places = Places::new();
    for execution in &context.pipelines.executions {
        let applied = applied(context, execution);
        for (at, reader) in applied.iter().enumerate() {
            for read in &context.plan.stack(reader.stack).reads {
                for writer in read.writers() {
                    let is_earlier = |other: &&Applied| {
                        other.stack == *writer && comes_before(execution, &applied, other, at)
                    };
                    let mut all = applied.iter().filter(|other| other.stack == *writer);
                    if applied.iter().any(|other| is_earlier(&other)) {
                        continue;
                    }
                    let Some(later) = all.find(|other| follows(execution, &applied, other, at))
                    else {
                        continue;
                    };
                    let evidence = (reader.stack, *writer, later.span, read.span, read.address());
                    let path = context.repo.stack(reader.stack).path.clone();
                    places.fails(reader.span, &path, evidence);
                }
            }
        }
    }
    let words =
        |span, (reader, writer, later, read, address): (StackId, StackId, Span, Span, String)| {
            let path = |id: StackId| &context.repo.stack(id).path;
            let (reader, writer) = (path(reader), path(writer));
            let message =
                format!("{reader} is applied before {writer}, whose outputs it reads by {address}");
            let help = format!("Apply {writer} first");
            let finding = Finding::new(&RULE.meta, span, message, help);
            let finding = finding.related(read, "reads the state");
            if later == span {
                finding
            } else {
                finding.related(later, "applied here")
            }
        };
    places.report(&RULE.meta, findings, words);
}

/// The stacks that a run certainly applies, in the order of its jobs and their steps.
fn applied(context: &Context<'_>, execution: &Execution) -> Vec<Applied> {
    let own = commands(context).filter(|it| std::ptr::eq(it.execution, execution));
    let certain = |command: &Command<'_>| {
        command.terraform.applies() && !command.terraform.is_everywhere && command.doubt.is_none()
    };
    let mut found = Vec::new();
    for command in own.filter(certain) {
        let job = execution
            .jobs
            .iter()
            .position(|job| std::ptr::eq(job, command.job));
        let Some(job) = job else { continue };
        let stacks = reached(context, &command);
        found.extend(stacks.map(|(stack, _)| Applied {
            stack,
            job,
            span: command.task.span,
        }));
    }
    found
}

/// Whether one apply is over before another begins, or may be: of jobs that run at once nothing is said.
fn comes_before(execution: &Execution, all: &[Applied], one: &Applied, other: usize) -> bool {
    let at = all
        .iter()
        .position(|it| std::ptr::eq(it, one))
        .unwrap_or(usize::MAX);
    let reader = &all[other];
    if one.job == reader.job {
        return at < other;
    }
    !execution.is_before(reader.job, one.job)
}

/// Whether one apply certainly begins after another is over.
fn follows(execution: &Execution, all: &[Applied], one: &Applied, other: usize) -> bool {
    let at = all.iter().position(|it| std::ptr::eq(it, one)).unwrap_or(0);
    let reader = &all[other];
    if one.job == reader.job {
        return at > other;
    }
    execution.is_before(reader.job, one.job)
}

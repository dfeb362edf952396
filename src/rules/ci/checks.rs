//! What is done at pull requests, for the rules that miss something there.

use crate::diagnostic::{Finding, Meta};
use crate::pipeline::{Cause, Execution, TaskKind};
use crate::rule::Context;

use super::reach::{Command, commands, has_service, opaque, unread_system};
use super::told::open;

/// What pull requests are checked by.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Done {
    /// `terraform plan`
    pub(super) plan: bool,
    /// `terraform fmt -check`
    pub(super) format: bool,
    /// `terraform validate`, a plan, or a linter.
    pub(super) validate: bool,
}

/// The first command by which a pipeline applies; `None` where none does, or where a service does that is not seen.
pub(super) fn first_apply<'c>(context: &Context<'c>) -> Option<Command<'c>> {
    if has_service(context) || unread_system(context).is_some() {
        return None;
    }
    let mut applies = commands(context).filter(|command| command.terraform.applies());
    applies.next()
}

/// What the runs at pull requests and merge queues do.
pub(super) fn done(context: &Context<'_>) -> Done {
    let mut done = Done::default();
    let hooks = context.pipelines.hooks.as_deref().unwrap_or_default();
    let has_hook = |words: &[&str]| {
        hooks
            .iter()
            .any(|hook| words.iter().any(|word| hook.contains(word)))
    };
    for execution in context
        .pipelines
        .executions
        .iter()
        .filter(|it| is_proposal(it))
    {
        for (_, task, _) in execution.tasks() {
            match &task.kind {
                TaskKind::Terraform(terraform) => match terraform.command.as_str() {
                    "plan" => (done.plan, done.validate) = (true, true),
                    "validate" | "test" => done.validate = true,
                    "fmt" | "hclfmt" => {
                        let mut arguments = terraform.arguments.iter();
                        done.format |= arguments.any(|it| it.shown().contains("check"));
                    }
                    _ => {}
                },
                TaskKind::Lint => done.validate = true,
                TaskKind::Hooks => {
                    done.format |= has_hook(&["fmt"]);
                    done.validate |= has_hook(&["validate", "tflint", "iaclint"]);
                }
                _ => {}
            }
        }
    }
    done
}

fn is_proposal(execution: &Execution) -> bool {
    execution.event.is_pull_request() || execution.event.name == "merge_group"
}

/// What may be done at pull requests without being seen, told as undetermined.
pub(super) fn unseen(context: &Context<'_>, meta: &'static Meta, what: &str) -> Option<Finding> {
    let proposals = context
        .pipelines
        .executions
        .iter()
        .filter(|it| is_proposal(it));
    let mut unknown = opaque(proposals)
        .map(|(task, words)| (task.span, Cause::new(format!("{words} may do it"))));
    if let Some((span, cause)) = unknown.next() {
        return Some(open(meta, span, what, &cause));
    }
    let (file, cause) = context.pipelines.unread.first()?;
    Some(open(
        meta,
        crate::source::Span::file_start(*file),
        what,
        cause,
    ))
}

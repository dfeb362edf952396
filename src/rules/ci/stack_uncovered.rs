//! See `stack_uncovered.md`.

use std::collections::BTreeMap;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::{Cause, Truth};
use crate::repo::Stack;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::reach::{Command, commands, has_service, opaque, reaches, unread_system};
use super::told::open;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-stack-uncovered",
        summary: "A stack is planned and applied by no pipeline, while others are.",
        why: "It is forgotten: its code changes and nothing happens, until somebody applies it by hand and finds what \
              gathered since.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("stack_uncovered.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if has_service(context) || unread_system(context).is_some() {
        return;
    }
    let runs = |command: &Command<'_>| command.terraform.plans() || command.terraform.applies();
    let commands: Vec<Command<'_>> = commands(context).filter(runs).collect();
    if commands.is_empty() {
        return;
    }
    let mut covered = 0;
    let mut uncovered = Vec::new();
    // One finding for each cause, with the stacks that hang on it.
    let mut unknown: BTreeMap<(Span, String), Vec<&Stack<'_>>> = BTreeMap::new();
    for (_, stack) in context.repo.stacks() {
        match best(context, &commands, stack) {
            Ok(true) => covered += 1,
            Ok(false) => uncovered.push(stack),
            Err((span, cause)) => unknown
                .entry((span, cause.what.to_string()))
                .or_default()
                .push(stack),
        }
    }
    let may_do_more = uncertainty(context, &commands);
    for stack in uncovered {
        match &may_do_more {
            Some((span, cause)) => {
                unknown
                    .entry((*span, cause.what.to_string()))
                    .or_default()
                    .push(stack);
            }
            None if covered > 0 => findings.extend(missing(context, stack, covered)),
            None => {}
        }
    }
    for ((span, cause), stacks) in unknown {
        let what = match stacks.as_slice() {
            [one] => format!(
                "whether a pipeline plans or applies {} is not known",
                one.path
            ),
            [first, rest @ ..] => format!(
                "whether a pipeline plans or applies {} and {} more stacks is not known",
                first.path,
                rest.len()
            ),
            [] => continue,
        };
        findings.push(open(&RULE.meta, span, &what, &Cause::new(cause)));
    }
}

/// Whether a command reaches the stack; else the place and cause of what is not known.
fn best(
    context: &Context<'_>,
    commands: &[Command<'_>],
    stack: &Stack<'_>,
) -> Result<bool, (Span, Cause)> {
    let mut unknown = None;
    for command in commands {
        match reaches(context, command, stack) {
            Truth::Yes => return Ok(true),
            Truth::Open(cause) => {
                unknown.get_or_insert((command.task.span, cause));
            }
            Truth::No => {}
        }
    }
    unknown.map_or(Ok(false), Err)
}

/// Why pipelines may reach more than is seen.
fn uncertainty(context: &Context<'_>, commands: &[Command<'_>]) -> Option<(Span, Cause)> {
    let pipelines = context.pipelines;
    let opaque = opaque(pipelines.executions.iter()).next();
    if let Some((task, what)) = opaque {
        return Some((task.span, Cause::new(format!("{what} may do it"))));
    }
    if let Some((file, cause)) = pipelines.unread.first() {
        return Some((Span::file_start(*file), cause.clone()));
    }
    let wraps = commands
        .iter()
        .find(|it| it.terraform.program != "terraform" && it.terraform.program != "tofu")?;
    let cause = Cause::new(format!("{} decides where it runs", wraps.terraform.program));
    Some((wraps.task.span, cause))
}

fn missing(context: &Context<'_>, stack: &Stack<'_>, covered: usize) -> Option<Finding> {
    let anchor = context.sources.anchor(stack.directory)?;
    let others = if covered == 1 {
        "one stack".to_owned()
    } else {
        format!("{covered} stacks")
    };
    let message = format!(
        "no pipeline plans or applies {}, while {others} are reached",
        stack.path
    );
    let help =
        "Add it to the workflow's list or matrix, or let the workflow find its stacks by a pattern";
    Some(Finding::new(
        &RULE.meta,
        Span::file_start(anchor),
        message,
        help,
    ))
}

//! See `missing.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::pipeline::Cause;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::reach::{commands, has_service, is_estate, opaque, unread_system};
use super::told::open;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ci-missing",
        summary: "No pipeline of the repository runs Terraform.",
        why: "Who applies from their own machine applies what nobody reviewed, with rights that nobody else has, and \
              the next person finds a difference that nobody can explain.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: None,
        page: include_str!("missing.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

const WHAT: &str = "whether a pipeline runs Terraform is not known";

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let runs = |command: super::reach::Command<'_>| {
        command.terraform.plans() || command.terraform.applies()
    };
    if !is_estate(context) || has_service(context) || commands(context).any(runs) {
        return;
    }
    let sources = context.sources;
    let Some(anchor) = context
        .repo
        .stacks()
        .next()
        .and_then(|(_, stack)| sources.anchor(stack.directory))
    else {
        return;
    };
    let span = Span::file_start(anchor);
    let pipelines = context.pipelines;
    if let Some((span, cause)) = unseen(context) {
        findings.push(open(&RULE.meta, span, WHAT, &cause));
        return;
    }
    if sources.git.tracked.is_none() {
        let cause =
            Cause::new("this folder is not the root of a git repository, where pipelines lie");
        findings.push(open(&RULE.meta, span, WHAT, &cause));
        return;
    }
    let lack = match pipelines.workflows.len() {
        0 => "the repository has no pipeline",
        _ => "no workflow plans or applies",
    };
    let message = format!("{lack}: its stacks can only be applied from somebody's own machine");
    let help = "Add a workflow that plans at pull requests and applies when they are merged";
    let finding = Finding::new(&RULE.meta, span, message, help);
    // Without folders of environments it may be a collection of examples.
    let is_live = !context.repo.layout.live.is_empty();
    let severity = if is_live {
        Severity::Error
    } else {
        Severity::Warning
    };
    findings.push(finding.severity(severity));
}

/// Where Terraform may be run without being seen.
fn unseen(context: &Context<'_>) -> Option<(Span, Cause)> {
    let pipelines = context.pipelines;
    if let Some(other) = unread_system(context).or_else(|| pipelines.others.first()) {
        let cause = Cause::new(format!("the file of {} is not read", other.name));
        return Some((Span::file_start(other.file), cause));
    }
    if let Some((file, cause)) = pipelines.unread.first() {
        return Some((Span::file_start(*file), cause.clone()));
    }
    let mut unknown = opaque(pipelines.executions.iter());
    let (task, what) = unknown.next()?;
    Some((task.span, Cause::new(format!("{what} may run it"))))
}

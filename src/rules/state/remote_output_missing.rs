//! See `remote_output_missing.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Instance, Meta, Severity};
use crate::repo::words::nearest;
use crate::repo::{Frame, Module, RemoteState, StackId};
use crate::rule::{Check, Context, Rule};

use super::outputs_read::{OutputRead, outputs_read};
use super::remote::{certain_producer, of_reader};
use super::suspects::Suspects;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-remote-output-missing",
        summary: "A stack reads an output that the stack which writes that state does not have.",
        why: "`terraform validate` cannot see it; every plan of the reading stack fails.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("remote_output_missing.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// How many outputs a message lists.
const MAX_LISTED: usize = 10;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut missing = Vec::new();
    for (id, _) in context.repo.stacks() {
        check_stack(context, id, &mut missing);
    }
    if missing.is_empty() {
        return;
    }
    let suspects = Suspects::of(context);
    let sound = missing
        .into_iter()
        .filter(|(state, _)| !suspects.write(state));
    findings.extend(sound.map(|(_, finding)| finding));
}

fn check_stack<'c>(
    context: &Context<'c>,
    id: StackId,
    findings: &mut Vec<(&'c RemoteState, Finding)>,
) {
    let repo = context.repo;
    let states = of_reader(repo, id);
    if states.is_empty() {
        return;
    }
    Frame::root(repo, repo.stack(id)).each(repo, &mut |frame| {
        let prefix = frame.prefix();
        let has_state = |state: &RemoteState| state.module == frame.module.directory;
        if !states.iter().any(has_state) {
            return;
        }
        for read in outputs_read(frame) {
            let address = format!("{prefix}data.terraform_remote_state.{}", read.state);
            let state = states.iter().find(|state| state.address == address);
            let Some((state, producer)) =
                state.and_then(|it| Some((it, certain_producer(context, it)?)))
            else {
                continue;
            };
            if !producer.outputs.contains_key(read.output.as_str()) {
                findings.push((state, finding(context, id, state, producer, &read)));
            }
        }
    });
}

fn finding(
    context: &Context<'_>,
    reader: StackId,
    state: &RemoteState,
    producer: &Module<'_>,
    read: &OutputRead,
) -> Finding {
    let stack = context.repo.stack(reader);
    let outputs: Vec<&str> = producer.outputs.keys().copied().collect();
    let listed = match outputs.as_slice() {
        [] => "it has none".to_owned(),
        all if all.len() <= MAX_LISTED => format!("it has {}", all.join(", ")),
        all => format!(
            "it has {} and {} more",
            all[..MAX_LISTED].join(", "),
            all.len() - MAX_LISTED
        ),
    };
    let message = format!(
        "{} reads the output {} of {}, which has no such output ({listed}); plan fails",
        stack.path, read.output, producer.path
    );
    let help = match nearest(&read.output, outputs.iter().copied()) {
        Some(near) => format!(
            "Did you mean {near}? Else add `output \"{}\"` to {}",
            read.output, producer.path
        ),
        None => format!(
            "Add `output \"{}\"` to {} and apply that first",
            read.output, producer.path
        ),
    };
    let place = producer
        .outputs
        .values()
        .next()
        .map_or(producer.anchor(), |block| block.header());
    let mut finding = Finding::new(&RULE.meta, read.span, message, help)
        .address(format!("data.terraform_remote_state.{}", state.name))
        .attribute(format!("outputs.{}", read.output))
        .label("no such output")
        .related(place, format!("{} writes the state", producer.path));
    finding.instances = vec![Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: Some(state.address.clone()),
    }];
    finding
}

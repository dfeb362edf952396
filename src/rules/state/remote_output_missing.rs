//! See `remote_output_missing.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Instance, Meta, Severity};
use crate::plan::RemoteState;
use crate::repo::words::nearest;
use crate::repo::{Module, StackId};
use crate::rule::{Check, Context, Rule};

use super::outputs_read::{OutputRead, outputs_read};
use super::remote::{certain_producer, named};
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
    let plan = context.plan;
    if plan.stack(id).reads.is_empty() {
        return;
    }
    let walk = plan.walk(id);
    for visit in walk.visits() {
        let reads_any = |state: &RemoteState| state.module == visit.at;
        if !plan.stack(id).reads.iter().any(reads_any) {
            continue;
        }
        for read in outputs_read(visit) {
            // Of several instances it is not looked at which one is read: what all of them lack is missing.
            let lacking = named(plan, (id, visit.at), &read.state).into_iter();
            let lacking: Option<Vec<(&RemoteState, &Module<'_>)>> = lacking
                .map(|state| {
                    let producer = certain_producer(context, state)?;
                    let is_there = producer.outputs.contains_key(read.output.as_str());
                    (!is_there).then_some((state, producer))
                })
                .collect();
            if let Some([(state, producer), ..]) = lacking.as_deref() {
                findings.push((state, finding(context, id, state, producer, &read)));
            }
        }
    }
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
    let longer = format!("{}_", read.output);
    let mut longer = outputs.iter().filter(|name| name.starts_with(&longer));
    let only_longer = longer.next().filter(|_| longer.next().is_none());
    let near = nearest(&read.output, outputs.iter().copied()).or(only_longer.copied());
    let help = match near {
        Some(near) => format!(
            "Did you mean {near}? Else add `output \"{}\"` to {}",
            read.output, producer.path
        ),
        None => format!(
            "Add `output \"{}\"` to {} and apply that first",
            read.output, producer.path
        ),
    };
    // The output that may be meant, or else where outputs stand.
    let meant = near.and_then(|near| producer.outputs.get(near));
    let place = meant
        .or(producer.outputs.values().next())
        .map_or(producer.anchor(), |block| block.header());
    let mut finding = Finding::new(&RULE.meta, read.span, message, help)
        .address(format!("data.terraform_remote_state.{}", state.name()))
        .attribute(format!("outputs.{}", read.output))
        .label("no such output")
        .related(place, format!("{} writes the state", producer.path));
    finding.instances = vec![Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: Some(state.address()),
    }];
    finding
}

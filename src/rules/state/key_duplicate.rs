//! See `key_duplicate.md`.

use std::collections::BTreeMap;

use crate::diagnostic::{DefaultSeverity, Finding, Instance, Meta, Severity};
use crate::repo::StackId;
use crate::rule::{Check, Context, Rule};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-key-duplicate",
        summary: "Two stacks keep their state in the same place.",
        why: "Each apply of one plans to destroy what the other made.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("key_duplicate.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let mut writers: BTreeMap<&str, Vec<StackId>> = BTreeMap::new();
    for (id, stack) in repo.stacks() {
        // One root with several tfvars files is told apart by workspaces or partial configuration outside the code.
        if let (Ok(identity), false) = (&repo.backend(id).identity, stack.is_variant) {
            writers.entry(identity).or_default().push(id);
        }
    }
    for (identity, stacks) in writers.into_iter().filter(|(_, stacks)| stacks.len() > 1) {
        findings.push(finding(context, identity, &stacks));
    }
}

fn finding(context: &Context<'_>, identity: &str, stacks: &[StackId]) -> Finding {
    let repo = context.repo;
    let (first, last) = (stacks[0], stacks[stacks.len() - 1]);
    let paths: Vec<&str> = stacks
        .iter()
        .map(|id| repo.stack(*id).path.as_str())
        .collect();
    let (end, start) = paths.split_last().unwrap_or((&"", &[]));
    let message = format!(
        "{} and {end} store their state at {identity}",
        start.join(", ")
    );
    let place = |id: StackId| {
        let backend = repo.backend(id);
        backend
            .argument_span("key")
            .or(backend.argument_span("path"))
            .unwrap_or(backend.span)
    };
    // The stack whose own path the identity does not hold is the copy; without such a hint, the last.
    let culprit = stacks
        .iter()
        .copied()
        .filter(|id| !identity.contains(&repo.stack(*id).path))
        .last();
    let culprit = culprit.unwrap_or(last);
    let help = format!(
        "Give {} a key of its own, such as its path",
        repo.stack(culprit).path
    );
    let mut finding = Finding::new(&RULE.meta, place(culprit), message, help)
        .address("terraform.backend")
        .attribute("key")
        .label(format!(
            "the same place as that of {}",
            repo.stack(if culprit == first { last } else { first }).path
        ));
    for id in stacks.iter().filter(|id| **id != culprit) {
        finding = finding.related(
            place(*id),
            format!("{} keeps its state here too", repo.stack(*id).path),
        );
    }
    finding.instances = stacks.iter().map(|id| instance(context, *id)).collect();
    finding
}

fn instance(context: &Context<'_>, id: StackId) -> Instance {
    let stack = context.repo.stack(id);
    Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: Some("terraform.backend".to_owned()),
    }
}

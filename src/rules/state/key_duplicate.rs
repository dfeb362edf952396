//! See `key_duplicate.md`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::plan::Backend;
use crate::repo::StackId;
use crate::repo::words::tokens;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::naming::{instances, suggested_key};

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

/// How many stacks a message names before it counts the rest.
const MAX_NAMED: usize = 4;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let mut writers: BTreeMap<&str, Vec<StackId>> = BTreeMap::new();
    let mut partial: BTreeMap<(&str, &str), Vec<StackId>> = BTreeMap::new();
    for (id, _) in repo.stacks() {
        let backend = context.plan.backend(id);
        if let Ok(identity) = &backend.identity {
            writers.entry(identity).or_default().push(id);
        }
        if backend.is_declared {
            let key = backend.key().map_or("", |(_, key)| key.as_str());
            partial.entry((&backend.kind, key)).or_default().push(id);
        }
    }
    for (identity, stacks) in writers {
        let stacks = distinct(context, &stacks);
        if stacks.len() > 1 {
            findings.push(duplicate(context, identity, &stacks));
        }
    }
    for ((_, key), stacks) in partial {
        let unknown = |id: &&StackId| context.plan.backend(**id).identity.is_err();
        let open = stacks.iter().filter(unknown).count();
        let folders: BTreeSet<_> = stacks.iter().map(|id| repo.stack(*id).directory).collect();
        if open > 0 && folders.len() > 1 {
            findings.extend(undecided(context, key, &stacks));
        }
    }
}

/// Of stacks with one identity, those whose states would certainly be one. One root that is applied with several
/// tfvars files counts once: workspaces, or arguments outside of the code, keep its states apart. It counts as often
/// as it has backend files that say themselves where the state lies.
fn distinct(context: &Context<'_>, stacks: &[StackId]) -> Vec<StackId> {
    let mut seen = BTreeSet::new();
    let told_apart = |id: &&StackId| {
        let stack = context.repo.stack(**id);
        let backend = context.plan.backend(**id);
        let own =
            |span: Option<Span>| span.is_some_and(|span| stack.backend_files.contains(&span.file));
        let places =
            [backend.key(), backend.store()].map(|found| found.and_then(|(_, it)| it.span()));
        let by_file = places.into_iter().any(own);
        let files = if by_file {
            stack.backend_files.as_slice()
        } else {
            &[]
        };
        seen.insert((stack.directory, files))
    };
    stacks.iter().filter(told_apart).copied().collect()
}

fn duplicate(context: &Context<'_>, identity: &str, stacks: &[StackId]) -> Finding {
    let repo = context.repo;
    let message = format!(
        "{} store their state at {identity}; applying one plans to destroy the other",
        names(context, stacks)
    );
    let (culprit, owner) = culprit(context, identity, stacks);
    let place = |id: StackId| context.plan.backend(id).key_span();
    let folder = &repo.stack(culprit).path;
    let key = context.plan.backend(culprit).key();
    let is_shared = place(culprit) == place(owner);
    let help = match (key, is_shared) {
        (Some((name, _)), true) => format!(
            "Write `{name}` in each stack, or give it with `-backend-config`, and share only the rest of the backend"
        ),
        (Some((name, _)), false) => {
            let taken = |key: &str| {
                let mut all = context.plan.backends.iter().filter_map(Backend::key);
                all.any(|(_, other)| other.as_str() == key)
            };
            let own = suggested_key(
                repo.stack(owner),
                repo.stack(culprit),
                identity,
                key,
                &taken,
            );
            format!("Give {folder} a key of its own: {name} = \"{own}\"")
        }
        (None, _) => format!("Give {folder} a state of its own"),
    };
    let label = if is_shared {
        "one key for all of them".to_owned()
    } else {
        format!("the same place as that of {}", repo.stack(owner).path)
    };
    let mut finding = Finding::new(&RULE.meta, place(culprit), message, help)
        .address("terraform.backend")
        .attribute(key.map_or("key", |(name, _)| name))
        .label(label);
    let mut shown = BTreeSet::from([place(culprit)]);
    for id in stacks.iter().filter(|id| shown.insert(place(**id))) {
        let note = format!("{} keeps its state here too", repo.stack(*id).path);
        finding = finding.related(place(*id), note);
    }
    finding.instances = instances(context, stacks);
    finding
}

/// The stack that is the copy, and the one whose place it took: the identity names the copy's folder least, or
/// names less of it. Where it names all alike, the last is the copy.
fn culprit(context: &Context<'_>, identity: &str, stacks: &[StackId]) -> (StackId, StackId) {
    let words: BTreeSet<String> = tokens(identity).into_iter().map(|(_, word)| word).collect();
    let missing = |id: &StackId| {
        let stack = context.repo.stack(*id);
        let folder = &context.sources.directory(stack.directory).path;
        let names = [
            Some(folder),
            stack.place.environment.as_ref(),
            stack.place.region.as_ref(),
        ];
        let names: Vec<String> = names
            .into_iter()
            .flatten()
            .flat_map(|name| tokens(name))
            .map(|(_, word)| word)
            .collect();
        let missing = names.iter().filter(|word| !words.contains(*word)).count();
        (missing, Reverse(names.len()))
    };
    let mut ranked: Vec<StackId> = stacks.to_vec();
    ranked.sort_by_key(missing);
    (ranked[ranked.len() - 1], ranked[0])
}

fn undecided(context: &Context<'_>, key: &str, stacks: &[StackId]) -> Option<Finding> {
    let repo = context.repo;
    let first = stacks
        .iter()
        .find(|id| context.plan.backend(**id).identity.is_err())?;
    let backend = context.plan.backend(*first);
    let mut seen = BTreeSet::new();
    let one_each = stacks
        .iter()
        .copied()
        .filter(|id| seen.insert(repo.stack(*id).directory));
    let folders: Vec<StackId> = one_each.collect();
    let under = match key {
        "" => String::new(),
        key => format!(" under \"{key}\""),
    };
    let unknown = backend.identity.as_ref().err()?;
    let message = format!(
        "whether {} share one state{under} cannot be told: {}",
        names(context, &folders),
        unknown.reason
    );
    let mut finding = Finding::undetermined(&RULE.meta, backend.key_span(), message)
        .address("terraform.backend")
        .attribute("key");
    finding.instances = instances(context, stacks);
    Some(finding)
}

/// The stacks' paths as a list that reads.
fn names(context: &Context<'_>, stacks: &[StackId]) -> String {
    let path = |id: &StackId| context.repo.stack(*id).path.clone();
    let mut shown: Vec<String> = stacks.iter().take(MAX_NAMED).map(path).collect();
    let rest = stacks.len() - shown.len();
    let last = match rest {
        0 => shown.pop().unwrap_or_default(),
        more => format!("{more} more"),
    };
    format!("{} and {last}", shown.join(", "))
}

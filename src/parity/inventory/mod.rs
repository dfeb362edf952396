//! Which regions, stacks, files and module calls only one side has.

mod calls;
mod files;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::config::Tier;
use crate::diagnostic::Severity;
use crate::repo::StackId;
use crate::source::Span;

use super::both::{Both, Which};
use super::{Consequence, Difference, Form, Found, Level, Pairing, Standing};

pub(super) use calls::{place_of, same_calls};
pub(super) use files::LOCK_FILE;

/// Adds what differs.
pub(super) fn compare(pairing: &Pairing<'_>, found: &mut Found) {
    for which in Which::ALL {
        stacks(pairing, which, found);
    }
    renamed(pairing, found);
    for pair in &pairing.pairs {
        files::compare(pairing, pair, found);
        calls::compare(pairing, pair, found);
    }
}

/// A difference of which the rest is filled in by whoever finds it: a warning that nobody expects.
pub(super) fn difference(
    (rule, level): (&'static str, Level),
    form: Form,
    stack: &str,
    path: String,
) -> Difference {
    Difference {
        rule,
        level,
        form,
        weaker: None,
        stack: stack.to_owned(),
        path,
        shown: Both::default(),
        places: Both::default(),
        severity: Severity::Warning,
        follows: Vec::new(),
        standing: Standing::Unexpected,
        reason: String::new(),
    }
}

/// What one side alone has: what it is, and where.
pub(super) fn only(
    which: Which,
    shown: String,
    place: Span,
) -> (Both<Option<String>>, Both<Option<Span>>) {
    let (mut texts, mut places) = (Both::default(), Both::default());
    *texts.get_mut(which) = Some(shown);
    *places.get_mut(which) = Some(place);
    (texts, places)
}

/// How much it matters that only one side has something, and why. What production alone has is never tried out; what
/// the others alone have makes them another system than production.
pub(super) fn existence(pairing: &Pairing<'_>, which: Which) -> (Severity, String) {
    let (own, other) = (
        pairing.sides.get(which),
        pairing.sides.get(which.opposite()),
    );
    let (name, missing) = (&own.label.name, &other.label.name);
    match (own.label.tier, other.label.tier) {
        (Some(Tier::Production), Some(Tier::NonProduction)) => (
            Severity::Error,
            format!("{missing} cannot show that it works before a change reaches {name}"),
        ),
        (Some(Tier::NonProduction), Some(Tier::Production)) => (
            Severity::Warning,
            format!("what works in {name} with it may not work in {missing} without it"),
        ),
        _ => (
            Severity::Warning,
            format!("{missing} is not the same system as {name} without it"),
        ),
    }
}

/// Stacks that one side alone has; those of a region that the other does not have at all are one difference.
fn stacks(pairing: &Pairing<'_>, which: Which, found: &mut Found) {
    let alone = pairing.alone.get(which);
    let mut by_container: BTreeMap<&str, Vec<&(String, StackId)>> = BTreeMap::new();
    for stack in alone {
        let container = container(pairing, &stack.0, stack.1);
        by_container.entry(container).or_default().push(stack);
    }
    for (container, stacks) in by_container {
        let is_whole =
            !container.is_empty() && stacks.len() > 1 && is_missing(pairing, which, container);
        if is_whole {
            found
                .differences
                .push(region(pairing, which, container, &stacks));
            continue;
        }
        for (name, id) in stacks {
            let module = pairing
                .context
                .repo
                .module(pairing.context.repo.stack(*id).module);
            let (shown, places) = only(which, module.name().to_owned(), module.anchor());
            let (severity, reason) = existence(pairing, which);
            let start = difference(STACK, Form::Only(which), name, format!("stack:{name}"));
            found.differences.push(Difference {
                shown,
                places,
                severity,
                reason,
                ..start
            });
        }
    }
}

const STACK: (&str, Level) = ("parity-stack-missing", Level::Inventory);

/// The region, or `global`, that a stack's name begins with; empty where it has none.
fn container<'n>(pairing: &Pairing<'_>, name: &'n str, id: StackId) -> &'n str {
    let place = &pairing.context.repo.stack(id).place;
    let has_one = place.region.is_some() || place.global;
    let parts = name.split_once('/').filter(|_| has_one);
    parts.map_or("", |(container, _)| container)
}

/// Whether a region of one side holds nothing that the other has.
fn is_missing(pairing: &Pairing<'_>, which: Which, container: &str) -> bool {
    let lies_in = |name: &str| {
        name.split_once('/')
            .is_some_and(|(first, _)| first == container)
    };
    let other = pairing.sides.get(which.opposite());
    let is_there = other.stacks.keys().any(|name| lies_in(name));
    // A stack of it may have been found under another name.
    let is_paired = pairing.pairs.iter().any(|pair| lies_in(&pair.name));
    !is_there && !is_paired
}

fn region(
    pairing: &Pairing<'_>,
    which: Which,
    container: &str,
    stacks: &[&(String, StackId)],
) -> Difference {
    let names: Vec<&str> = stacks
        .iter()
        .map(|(name, _)| name.split_once('/').map_or(name.as_str(), |(_, rest)| rest))
        .collect();
    let text = format!("{} stacks: {}", names.len(), listed(&names));
    let repo = pairing.context.repo;
    let first = repo.module(repo.stack(stacks[0].1).module).anchor();
    let (shown, places) = only(which, text, first);
    let (severity, reason) = existence(pairing, which);
    let path = format!("stack:{container}/*");
    let follows = stacks.iter().map(|(name, id)| Consequence {
        stack: name.clone(),
        path: format!("stack:{name}"),
        shown: only(which, repo.stack(*id).path.clone(), first).0,
    });
    Difference {
        shown,
        places,
        severity,
        reason,
        follows: follows.collect(),
        ..difference(STACK, Form::Only(which), "", path)
    }
}

/// Names in a few words: the first ones, and how many more there are.
pub(super) fn listed(names: &[&str]) -> String {
    const MOST: usize = 4;
    let shown = names[..names.len().min(MOST)].join(", ");
    match names.len().checked_sub(MOST) {
        Some(more) if more > 0 => format!("{shown} and {more} more"),
        _ => shown,
    }
}

/// Stacks that the two sides call differently, other than by their environment and region.
fn renamed(pairing: &Pairing<'_>, found: &mut Found) {
    let repo = pairing.context.repo;
    for pair in &pairing.pairs {
        let Some(other) = &pair.renamed else {
            continue;
        };
        if pair.words.as_ref().are_same(&pair.name, other) {
            continue;
        }
        let modules = pair.ids.map(|id| repo.module(repo.stack(*id).module));
        let path = format!("stack:{}", pair.name);
        found.differences.push(Difference {
            shown: Both::new(Some(pair.name.clone()), Some(other.clone())),
            places: modules.map(|module| Some(module.anchor())),
            severity: Severity::Note,
            reason: "they declare the same under two names, which makes them hard to find and to compare"
                .to_owned(),
            ..difference(STACK, Form::Different, &pair.name, path)
        });
    }
}

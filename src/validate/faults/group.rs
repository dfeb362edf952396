//! One fault, seen in all its instances: one problem for each place that somebody must edit.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Instance, Severity};
use crate::eval::FaultKind;
use crate::repo::StackId;
use crate::source::Span;

use super::by_types::ByTypes;
use super::place::{self, Place};
use super::{Facts, Hit, Problem, ProblemKind, twin, wording};

/// So many instances of one block are named one by one.
const MAX_KEYS: usize = 8;

/// The problems that come of the same part of the same expression.
pub(super) fn problems(
    facts: &Facts<'_>,
    by_types: &ByTypes,
    kind: ProblemKind,
    hits: &[Hit<'_>],
) -> Vec<Problem> {
    let own = |hit: &Hit<'_>| place::modules_around(facts, hit).first().copied();
    let is_static =
        |hit: &Hit<'_>| own(hit).is_some_and(|own| twin::is_static(facts, own, &hit.found.fault));
    let is_told = |hit: &Hit<'_>| own(hit).is_some_and(|own| twin::is_of_value(facts, own, hit));
    if hits.first().is_none_or(is_static) {
        return Vec::new();
    }
    let hits: Vec<Hit<'_>> = hits.iter().filter(|hit| !is_told(hit)).copied().collect();
    if hits.is_empty() {
        return Vec::new();
    }
    let hits = hits.as_slice();
    let places = places(facts, by_types, hits);
    let mut by_place: BTreeMap<Span, Vec<(Place<'_>, Hit<'_>)>> = BTreeMap::new();
    for (place, hit) in places.into_iter().zip(hits) {
        by_place.entry(place.span).or_default().push((place, *hit));
    }
    let groups = by_place.values();
    groups.map(|group| problem(facts, kind, group)).collect()
}

/// Where each of them is to be mended.
///
/// An expression that the declared types make wrong already is wrong for every caller: it is the place, and so it is
/// where each instance of the module fails and the module's own text or several callers are to blame. Where it is fine
/// for another caller, or for another value, the place is where the value was written.
fn places<'f>(facts: &Facts<'f>, by_types: &ByTypes, hits: &[Hit<'_>]) -> Vec<Place<'f>> {
    let certain = hits.iter().map(|hit| by_types.place(facts, hit));
    let mut places: Vec<Place<'f>> = certain
        .zip(hits)
        .map(|(place, hit)| place.unwrap_or_else(|| place::of(facts, hit)))
        .collect();
    if is_wrong_for_all(facts, hits, &places) {
        for (place, hit) in places.iter_mut().zip(hits) {
            let default = place.default;
            *place = Place {
                default,
                ..place::inside(facts, hit)
            };
        }
    }
    places
}

/// Whether the module fails for everybody, and it is not one caller's value alone that stands out: several callers give
/// what it cannot use, or what asks for it is written in the module itself.
fn is_wrong_for_all(facts: &Facts<'_>, hits: &[Hit<'_>], places: &[Place<'_>]) -> bool {
    let spans: BTreeSet<Span> = places.iter().map(|place| place.span).collect();
    let is_asked_inside = |hit: &Hit<'_>| place::begins_inside(facts, hit);
    places.iter().all(|place| place.is_outside)
        && (spans.len() > 1 || hits.iter().all(is_asked_inside))
        && is_everywhere(facts, hits)
}

/// Whether each instance of the module, in whatever stack, has the fault.
fn is_everywhere(facts: &Facts<'_>, hits: &[Hit<'_>]) -> bool {
    let module_of = |hit: &Hit<'_>| {
        facts
            .plan
            .stack(hit.stack)
            .modules
            .get(hit.at)
            .map(|it| it.module)
    };
    let own = module_of(&hits[0]);
    let at_fault: BTreeSet<(StackId, usize)> = hits.iter().map(|hit| (hit.stack, hit.at)).collect();
    let all = facts.plan.stacks.iter().map(|stack| {
        let modules = stack.modules.iter();
        modules.filter(|it| Some(it.module) == own).count()
    });
    all.sum::<usize>() == at_fault.len()
}

/// The problem at one place, in all instances that have it there.
fn problem(facts: &Facts<'_>, kind: ProblemKind, group: &[(Place<'_>, Hit<'_>)]) -> Problem {
    let (place, first) = &group[0];
    let fault = &first.found.fault;
    let (message, mut help) = wording::of(kind, fault, place.default);
    let own = place::modules_around(facts, first);
    if let (FaultKind::File, Some(own)) = (fault.kind, own.first())
        && let Some(better) = super::files::meant(facts, own, fault.span)
    {
        help = better;
    }
    let mut problem = Problem::new(kind, place.span, message, help);
    wording::label(kind).clone_into(&mut problem.label);
    problem.address.clone_from(&place.declared.address);
    problem.attribute.clone_from(&place.declared.attribute);
    if place.span != fault.span {
        problem = problem.related(fault.span, wording::use_of(kind));
    }
    for call in fault.rendered_at.iter().filter(|call| **call != place.span) {
        problem = problem.related(*call, "the template is rendered here");
    }
    for origin in &fault.origins {
        let is_secret = |hit: &Hit<'_>| facts.plan.stack(hit.stack).is_secret(*origin);
        let is_named = group.iter().any(|(_, hit)| is_secret(hit))
            || *origin == place.span
            || *origin == fault.span
            || place.span.contains(*origin)
            || problem.related.iter().any(|note| note.span == *origin);
        if !is_named {
            problem = problem.related(*origin, "the value is written here");
        }
    }
    let is_default = group.iter().all(|(place, _)| place.default.is_some());
    problem.severity = severity(fault.kind, is_default);
    let hits: Vec<Hit<'_>> = group.iter().map(|(_, hit)| *hit).collect();
    problem.instances = instances(facts, &hits);
    problem
}

/// A severity other than the rule's own. What another value given with `-var` would mend is no certain fault.
fn severity(kind: FaultKind, is_default: bool) -> Option<Severity> {
    match kind {
        FaultKind::Check => Some(Severity::Warning),
        _ if is_default => Some(Severity::Warning),
        _ => None,
    }
}

fn instances(facts: &Facts<'_>, hits: &[Hit<'_>]) -> Vec<Instance> {
    let mut counts: BTreeMap<(StackId, &crate::address::ModulePath), usize> = BTreeMap::new();
    for hit in hits {
        *counts.entry((hit.stack, &hit.found.module)).or_default() += 1;
    }
    let instance = |hit: &Hit<'_>| {
        let stack = facts.repo.stack(hit.stack);
        let own = place::inside(facts, hit).declared.address;
        let key = hit.found.key.as_ref();
        let key = key.filter(|_| counts[&(hit.stack, &hit.found.module)] <= MAX_KEYS);
        let address = own.map(|own| {
            let key = key.map_or(String::new(), ToString::to_string);
            format!("{}{own}{key}", hit.found.module.prefix())
        });
        Instance {
            environment: stack.place.environment.clone(),
            stack: stack.path.clone(),
            address,
        }
    };
    let all: BTreeSet<Instance> = hits.iter().map(instance).collect();
    all.into_iter().collect()
}

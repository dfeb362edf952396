//! Where the stacks of a comparison lie, and which of them are known only in part.

use std::collections::BTreeMap;

use super::both::{Both, Which};
use super::side::Pairing;
use super::{Comparison, Difference, Found, Uncertain};
use crate::repo::StackId;
use crate::source::Span;

/// A stack of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackPlace {
    /// Root-relative.
    pub path: String,
    /// The environment that it belongs to.
    pub environment: Option<String>,
    /// The region that it belongs to.
    pub region: Option<String>,
    /// The beginning of its first file: where to look for what is not there.
    pub start: Option<Span>,
}

/// The stacks of both sides, by the name that they have in the comparison.
pub type StackPlaces = BTreeMap<String, Both<Option<StackPlace>>>;

impl Comparison {
    /// The stack of one side.
    pub fn stack(&self, name: &str, which: Which) -> Option<&StackPlace> {
        self.stacks.get(name)?.get(which).as_ref()
    }

    /// What is to be edited for a difference to go: where the side that must change says it, else the beginning of
    /// that side's stack, else where the other side says it.
    pub fn place_to_edit(&self, difference: &Difference) -> Option<Span> {
        let lags = difference.lagging();
        let start = self.stack(&difference.stack, lags).and_then(|it| it.start);
        let own = difference.places.get(lags).or(start);
        own.or(*difference.places.get(lags.opposite()))
            .or_else(|| self.somewhere())
    }

    /// The stacks that are not compared, since they are known only in part.
    pub fn gaps(&self) -> impl Iterator<Item = &Uncertain> {
        let open = self.uncertain.iter();
        open.filter(|it| it.path.starts_with("stack:"))
    }

    /// What cannot be compared in the stacks that are.
    pub fn doubts(&self) -> impl Iterator<Item = &Uncertain> {
        let open = self.uncertain.iter();
        open.filter(|it| !it.path.starts_with("stack:"))
    }

    /// Any place of what is compared, for what lies in no file.
    pub fn somewhere(&self) -> Option<Span> {
        let stacks = self.stacks.values();
        let mut all = stacks
            .flat_map(|both| [&both.other, &both.reference])
            .flatten();
        all.find_map(|it| it.start)
    }
}

/// The stacks of a comparison.
pub(super) fn places(pairing: &Pairing<'_>) -> StackPlaces {
    let context = pairing.context;
    let place = |id: StackId| {
        let stack = context.repo.stack(id);
        let first = context.sources.anchor(stack.directory);
        StackPlace {
            path: stack.path.clone(),
            environment: stack.place.environment.clone(),
            region: stack.place.region.clone(),
            start: first.map(Span::file_start),
        }
    };
    let mut found = StackPlaces::new();
    for pair in &pairing.pairs {
        let both = pair.ids.map(|id| Some(place(*id)));
        found.insert(pair.name.clone(), both);
    }
    for which in Which::ALL {
        for (name, id) in pairing.alone.get(which) {
            *found.entry(name.clone()).or_default().get_mut(which) = Some(place(*id));
        }
    }
    found
}

/// Takes back what was said of stacks that are known only in part: what was not read looks like what is not there.
pub(super) fn set_aside(pairing: &Pairing<'_>, found: &mut Found) {
    for pair in &pairing.pairs {
        let reasons = pair.ids.map(|id| gap(pairing, *id));
        let Some(reason) = reasons.reference.or(reasons.other) else {
            continue;
        };
        let is_here = |stack: &str, path: &str| stack == pair.name && !path.starts_with("stack:");
        found.differences.retain(|it| !is_here(&it.stack, &it.path));
        found.uncertain.retain(|it| !is_here(&it.stack, &it.path));
        found.uncertain.push(Uncertain {
            stack: pair.name.clone(),
            path: format!("stack:{}", pair.name),
            places: Both::default(),
            reason,
        });
    }
}

/// Why a stack is known only in part, where it is.
fn gap(pairing: &Pairing<'_>, id: StackId) -> Option<String> {
    let context = pairing.context;
    let path = &context.repo.stack(id).path;
    let evaluated = pairing.plan().stack(id);
    if evaluated.is_cut || evaluated.is_broken {
        return Some(format!("{path} could not be evaluated to its end"));
    }
    let modules = evaluated.modules.iter().map(|it| it.module);
    let modules = modules.chain([context.repo.stack(id).module]);
    let files = modules.flat_map(|module| &context.repo.module(module).files);
    let mut files = files.chain(&context.repo.stack(id).var_files);
    let broken = files.find(|file| !context.repo.syntax.get(**file).errors.is_empty())?;
    let file = &context.sources.file(*broken).path;
    Some(format!("{file} is not valid"))
}

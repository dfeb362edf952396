//! Module calls: which of two root modules are the same, and which only one of them has.

use std::collections::BTreeSet;

use crate::hcl::Attribute;
use crate::plan::source_text;
use crate::repo::module_source::normalise_url;
use crate::repo::{Module, ModuleCall, ModuleSource};
use crate::source::Sources;

use super::super::both::{Both, Which};
use super::super::{Difference, Form, Found, Level, Pairing, StackPair, Words};
use super::{difference, existence, only};

/// The calls of two root modules.
#[derive(Debug)]
pub(in crate::parity) struct Calls<'m> {
    /// What both have, in order of the reference's names.
    pub pairs: Vec<Both<&'m ModuleCall<'m>>>,
    /// What one of them has.
    pub alone: Both<Vec<&'m ModuleCall<'m>>>,
}

/// Adds the calls that one side alone has.
pub(super) fn compare(pairing: &Pairing<'_>, pair: &StackPair, found: &mut Found) {
    let repo = pairing.context.repo;
    let modules = pair.ids.map(|id| repo.module(repo.stack(*id).module));
    if modules.reference.directory == modules.other.directory {
        return;
    }
    let words = &pair.words;
    let calls = same_calls(pairing.context.sources, modules, words.as_ref());
    for which in Which::ALL {
        // Of what could not be read, nothing is said to be missing.
        if !repo.is_whole(modules.get(which.opposite())) {
            continue;
        }
        for call in calls.alone.get(which) {
            let (shown, places) = only(which, source_text(&call.source), call.block.header());
            let (severity, reason) = existence(pairing, which);
            let start = difference(
                ("parity-module-missing", Level::Inventory),
                Form::Only(which),
                &pair.name,
                format!("module.{}", call.name),
            );
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

/// Puts together the calls of one name, then those of different names with the same source and inputs.
pub(in crate::parity) fn same_calls<'m>(
    sources: &Sources,
    modules: Both<&'m Module<'m>>,
    words: Both<&Words>,
) -> Calls<'m> {
    let mut alone = modules.map(|module| module.calls.values().collect::<Vec<_>>());
    let mut pairs = Vec::new();
    take(&mut alone, &mut pairs, &|left, right| {
        left.name == right.name
    });
    take(&mut alone, &mut pairs, &|left, right| {
        words.are_same(left.name, right.name)
    });
    let folders = modules.map(|module| module.path.as_str());
    take(&mut alone, &mut pairs, &|left, right| {
        let places = Both::new(
            place_of(&left.source, folders.reference),
            place_of(&right.source, folders.other),
        );
        let same_place = places
            .both()
            .is_some_and(|it| words.are_same(&it.reference, &it.other));
        same_place && same_inputs(sources, words, left, right)
    });
    pairs.sort_by_key(|pair: &Both<&ModuleCall<'_>>| pair.reference.name);
    Calls { pairs, alone }
}

/// Moves what is the same from `alone` to `pairs`: each with the first one that nobody took.
fn take<'m>(
    alone: &mut Both<Vec<&'m ModuleCall<'m>>>,
    pairs: &mut Vec<Both<&'m ModuleCall<'m>>>,
    is_same: &dyn Fn(&ModuleCall<'_>, &ModuleCall<'_>) -> bool,
) {
    let others = &mut alone.other;
    alone.reference.retain(|call| {
        let Some(at) = others.iter().position(|other| is_same(call, other)) else {
            return true;
        };
        pairs.push(Both::new(*call, others.remove(at)));
        false
    });
}

/// Where the code of a module lies, whatever version of it is asked for: the same text for every way of writing it.
/// What lies in the folder of the stack begins with a dot. `None` where it is not known.
pub(in crate::parity) fn place_of(source: &ModuleSource, folder: &str) -> Option<String> {
    match source {
        ModuleSource::Local(path) | ModuleSource::Own { path, .. } => {
            let below = path
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix('/'));
            Some(match below {
                Some(below) if !folder.is_empty() => format!("./{below}"),
                _ => path.clone(),
            })
        }
        ModuleSource::Registry(address) => {
            let address = address.strip_prefix("registry.terraform.io/");
            Some(address.map_or_else(|| source_text(source), str::to_owned))
        }
        ModuleSource::Git(text, _) => {
            let address = text
                .split_once('?')
                .map_or(text.as_str(), |(address, _)| address);
            Some(normalise_url(address).replace(".git//", "//"))
        }
        ModuleSource::Outside(text) | ModuleSource::Remote(text) => Some(text.clone()),
        ModuleSource::Computed | ModuleSource::Missing => None,
    }
}

/// How much of the inputs of two calls must be written in the same way for one to be the other under another name.
const ALIKE: (usize, usize) = (3, 5);

/// Whether two calls give the same inputs, most of them in the same words.
fn same_inputs(
    sources: &Sources,
    words: Both<&Words>,
    left: &ModuleCall<'_>,
    right: &ModuleCall<'_>,
) -> bool {
    let names = |call: &ModuleCall<'_>| -> BTreeSet<String> {
        let attributes = call.block.body.attributes.iter();
        attributes.map(|it| it.name.text.to_string()).collect()
    };
    let (left_names, right_names) = (names(left), names(right));
    if left_names != right_names {
        return false;
    }
    let text = |attribute: &Attribute| -> String {
        let text = sources.snippet(attribute.value.span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let same = left_names.iter().filter(|name| {
        let values = (
            left.block.body.attribute(name),
            right.block.body.attribute(name),
        );
        matches!(values, (Some(left), Some(right)) if words.are_same(&text(left), &text(right)))
    });
    same.count() * ALIKE.1 >= left_names.len() * ALIKE.0
}

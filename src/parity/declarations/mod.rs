//! Which sources, versions, backends, variables and arguments the two sides declare.
//!
//! What is only written in another way is no difference: an argument that one side leaves out counts where it would be
//! another by default, and then by what is made of it.

mod backend;
mod inputs;
mod modules;
mod promotion;
mod providers;
#[cfg(test)]
mod tests;
mod variables;
mod versions;

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::eval::{Value, show};
use crate::repo::Module;

use super::both::{Both, Which};
use super::{
    Consequence, Difference, Form, Found, Level, Pairing, StackPair, Standing, Words, inventory,
};

/// A stack of both sides that is looked at.
struct Looked<'c, 'p> {
    pairing: &'c Pairing<'p>,
    pair: &'c StackPair,
    modules: Both<&'c Module<'c>>,
    words: &'c Both<Words>,
}

impl Looked<'_, '_> {
    /// Whether two values are known and the same but for what is each side's own.
    fn are_same(&self, reference: &Value, other: &Value) -> bool {
        let is_known = reference.is_wholly_known() && other.is_wholly_known();
        let is_secret = reference.all_marks().sensitive || other.all_marks().sensitive;
        // What is hidden shows as the same.
        is_known && !is_secret && self.words.as_ref().are_same(&show(reference), &show(other))
    }

    fn difference(&self, rule: &'static str, form: Form, path: String) -> Difference {
        inventory::difference((rule, Level::Declarations), form, &self.pair.name, path)
    }
}

/// Adds what differs.
pub(super) fn compare(pairing: &Pairing<'_>, found: &mut Found) {
    let repo = pairing.context.repo;
    let mut differences = Vec::new();
    for pair in &pairing.pairs {
        let looked = Looked {
            pairing,
            pair,
            modules: pair.ids.map(|id| repo.module(repo.stack(*id).module)),
            words: &pair.words,
        };
        backend::compare(&looked, &mut differences);
        variables::tfvars_keys(&looked, &mut differences);
        variables::not_given(&looked, &mut found.uncertain);
        // One root module that is applied twice declares the same.
        if looked.modules.reference.directory == looked.modules.other.directory {
            continue;
        }
        versions::compare(&looked, &mut differences);
        variables::compare(&looked, &mut differences);
        providers::compare(&looked, &mut differences);
        modules::compare(&looked, &mut differences);
    }
    found.differences.extend(folded(differences));
}

/// Why it matters that modules of other sources make the same.
const SAME_TODAY: &str =
    "both make the same today, and a change of one of them will not reach the other";

/// Says of modules with other sources what comes of that: nothing, where both make the same today.
pub(super) fn weigh_sources(pairing: &Pairing<'_>, found: &mut Found) {
    let repo = pairing.context.repo;
    let sources = found.differences.iter_mut();
    for difference in sources.filter(|it| it.rule == modules::SOURCE && it.follows.is_empty()) {
        let Some(pair) = pairing.pairs.iter().find(|it| it.name == difference.stack) else {
            continue;
        };
        let calls = Both::of(|which| {
            let module = repo.module(repo.stack(*pair.ids.get(which)).module);
            let name = difference.path.strip_prefix("module.")?;
            let call = module.calls.get(pair.call_there(which, name))?;
            repo.called_module(call)
        });
        // Of code that is not here nobody knows what it makes.
        let is_read = Which::ALL.into_iter().all(|which| {
            calls
                .get(which)
                .is_some_and(|it| repo.is_whole(it) && !repo.is_stand_in(it))
        });
        if is_read {
            difference.severity = Severity::Note;
            SAME_TODAY.clone_into(&mut difference.reason);
        }
    }
}

/// A value in a few words.
fn in_short(value: &Value) -> String {
    const MOST: usize = 200;
    let text = show(value);
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// What is to be said of what is only written in another way: it matters where a deeper look shows that something else
/// is made because of it.
const WRITTEN: Standing =
    Standing::Legitimate("it is written in another way, and what is made of it is compared");

/// The rules whose differences are mostly the same in every stack, made by one who changed them all.
const FOLDED: [&str; 3] = [
    "parity-terraform-version",
    "parity-provider-version",
    "parity-backend-shape",
];

/// Tells once what differs in several stacks in the same way.
fn folded(differences: Vec<Difference>) -> Vec<Difference> {
    let (foldable, mut rest): (Vec<_>, Vec<_>) = differences
        .into_iter()
        .partition(|it| FOLDED.contains(&it.rule));
    let mut alike: BTreeMap<_, Vec<Difference>> = BTreeMap::new();
    for difference in foldable {
        let key = (
            difference.rule,
            difference.form,
            difference.path.clone(),
            (
                difference.shown.reference.clone(),
                difference.shown.other.clone(),
            ),
        );
        alike.entry(key).or_default().push(difference);
    }
    for mut same in alike.into_values() {
        let stacks = same.iter().map(|it| Consequence {
            stack: it.stack.clone(),
            path: it.path.clone(),
            shown: it.shown.clone(),
        });
        let stacks: Vec<Consequence> = stacks.collect();
        let mut first = same.swap_remove(0);
        if stacks.len() > 1 {
            first.stack = String::new();
            first.follows = stacks;
        }
        rest.push(first);
    }
    rest
}

//! Stacks that go by other names and declare the same.

use std::collections::BTreeSet;

use crate::repo::{Repo, StackId};

use super::both::{Both, Which};

/// The stacks of one side only, by name.
pub(super) type Alone = Both<Vec<(String, StackId)>>;

/// Two stacks that are the same: their name, the ids, and the name in the other where that is another.
pub(super) type Named = (String, Both<StackId>, Option<String>);

/// How much of what two stacks declare must be the same for one to be the other under another name.
const ALIKE: f64 = 0.6;

/// Puts together stacks of different names that declare the same: the most alike first.
pub(super) fn rejoin(repo: &Repo<'_>, pairs: &mut Vec<Named>, alone: &mut Alone) {
    let declared = alone.map(|stacks| {
        let all = stacks.iter().map(|(_, id)| declarations(repo, *id));
        all.collect::<Vec<BTreeSet<String>>>()
    });
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (at, reference) in declared.reference.iter().enumerate() {
        for (other_at, other) in declared.other.iter().enumerate() {
            let score = likeness(reference, other);
            if score >= ALIKE {
                found.push((score, at, other_at));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken: Both<BTreeSet<usize>> = Both::default();
    for (_, at, other_at) in found {
        if taken.reference.contains(&at) || taken.other.contains(&other_at) {
            continue;
        }
        taken.reference.insert(at);
        taken.other.insert(other_at);
        pairs.push((
            alone.reference[at].0.clone(),
            Both::new(alone.reference[at].1, alone.other[other_at].1),
            Some(alone.other[other_at].0.clone()),
        ));
    }
    for which in Which::ALL {
        let taken = taken.get(which);
        let mut at = 0;
        alone.get_mut(which).retain(|_| {
            at += 1;
            !taken.contains(&(at - 1))
        });
    }
}

/// What a stack declares: its resources, its calls and their sources.
fn declarations(repo: &Repo<'_>, id: StackId) -> BTreeSet<String> {
    let module = repo.module(repo.stack(id).module);
    let calls = module.calls.values();
    let calls = calls.map(|call| format!("module {}", crate::plan::source_text(&call.source)));
    calls.chain(module.resources.keys().cloned()).collect()
}

fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    if all == 0 {
        return 0.0;
    }
    #[allow(
        clippy::cast_precision_loss,
        reason = "counts of declarations are small"
    )]
    let share = common as f64 / all as f64;
    share
}

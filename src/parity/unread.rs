//! States that one side reads and the other does not: all that is made of them differs for this one reason.

use std::collections::BTreeMap;

use crate::plan::RemoteState;
use crate::repo::StackId;

use super::both::{Both, Which};
use super::side::Pairing;

/// The path of a difference between the backends of two stacks, by which the states of one lie where nobody reads them.
pub(super) const BACKEND: &str = "backend";

/// What a difference is told by: its stack and its path.
pub(super) type Cause = (String, String);

/// The data sources of stacks on the side that reads nothing, each with why that is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Unread(BTreeMap<(String, String), Cause>);

/// Something that one side reads and the other does not.
struct Missed {
    /// The side that does not.
    lacks: Which,
    /// The pair of stacks that reads.
    at: usize,
    address: String,
    writer: StackId,
}

impl Unread {
    /// Looks at everything that both sides read.
    pub(super) fn of(pairing: &Pairing<'_>) -> Self {
        let missed: Vec<Missed> = (0..pairing.pairs.len())
            .flat_map(|at| missed(pairing, at))
            .collect();
        let repo = pairing.context.repo;
        let mut found = BTreeMap::new();
        for one in &missed {
            let Some(cause) = cause(pairing, &missed, one) else {
                continue;
            };
            let reader = *pairing.pairs[one.at].ids.get(one.lacks);
            let stack = repo.stack(reader).path.clone();
            found.insert((stack, one.address.clone()), cause);
        }
        Self(found)
    }

    /// Why a data source of a stack, by the stack's path, reads nothing.
    pub(super) fn cause(&self, stack: &str, address: &str) -> Option<&Cause> {
        // Nearly always there is none.
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&(stack.to_owned(), address.to_owned()))
    }
}

fn missed(pairing: &Pairing<'_>, at: usize) -> Vec<Missed> {
    let reads = pairing.pairs[at].ids.map(|id| {
        let reads = &pairing.plan().stack(*id).reads;
        let by_address = reads.iter().map(|read| (read.address(), read));
        by_address.collect::<BTreeMap<String, &RemoteState>>()
    });
    let mut found = Vec::new();
    for (address, read) in &reads.reference {
        let Some(other) = reads.other.get(address) else {
            continue;
        };
        let both = Both::new(*read, *other);
        for lacks in Which::ALL {
            let reads = both.get(lacks.opposite()).writers().first();
            // Which state is meant must be known: one that nobody writes.
            let is_lost = both.get(lacks).writers().is_empty() && both.get(lacks).identity.is_ok();
            if let (Some(writer), true) = (reads, is_lost) {
                found.push(Missed {
                    lacks,
                    at,
                    address: address.clone(),
                    writer: *writer,
                });
            }
        }
    }
    found
}

/// Why something is not read: the stack is not there, its state lies elsewhere, or it is looked for elsewhere.
fn cause(pairing: &Pairing<'_>, missed: &[Missed], one: &Missed) -> Option<Cause> {
    let there = one.lacks.opposite();
    let mut alone = pairing.alone.get(there).iter();
    if let Some((name, _)) = alone.find(|(_, id)| *id == one.writer) {
        return Some((name.clone(), format!("stack:{name}")));
    }
    let mut pairs = pairing.pairs.iter();
    let writer = pairs.find(|pair| *pair.ids.get(there) == one.writer)?;
    let same = missed.iter();
    let same = same.filter(|it| it.lacks == one.lacks && it.writer == one.writer);
    // Where several do not find it, it is not where it should be.
    let mut readers: Vec<usize> = same.map(|it| it.at).collect();
    readers.dedup();
    Some(if readers.len() > 1 {
        (writer.name.clone(), BACKEND.to_owned())
    } else {
        let reader = &pairing.pairs[one.at];
        (reader.name.clone(), one.address.clone())
    })
}

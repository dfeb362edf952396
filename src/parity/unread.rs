//! States that one side reads and the other does not: all that is made of them differs for this one reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Severity;
use crate::eval::show;
use crate::plan::RemoteState;
use crate::repo::StackId;

use super::both::{Both, Which};
use super::side::Pairing;
use super::{Difference, Form, Found, Level, inventory};

/// The path of a difference between the backends of two stacks, by which the states of one lie where nobody reads them.
const BACKEND: &str = "backend";

/// What a difference is told by: its stack and its path.
pub(super) type Cause = (String, String);

/// The data sources of stacks on the side that reads nothing, each with why that is.
#[derive(Debug, Default)]
pub(super) struct Unread {
    causes: BTreeMap<(String, String), Cause>,
    missed: Vec<Missed>,
}

/// Something that one side reads and the other does not.
#[derive(Debug)]
struct Missed {
    /// The side that does not.
    lacks: Which,
    /// The pair of stacks that reads.
    at: usize,
    address: String,
    writer: StackId,
    /// The position of the read of each side in its stack.
    reads: Both<usize>,
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
        Self {
            causes: found,
            missed,
        }
    }

    /// Why a data source of a stack, by the stack's path, reads nothing.
    pub(super) fn cause(&self, stack: &str, address: &str) -> Option<&Cause> {
        // Nearly always there is none.
        if self.causes.is_empty() {
            return None;
        }
        self.causes.get(&(stack.to_owned(), address.to_owned()))
    }
}

fn missed(pairing: &Pairing<'_>, at: usize) -> Vec<Missed> {
    let reads = pairing.pairs[at].ids.map(|id| {
        let reads = &pairing.plan().stack(*id).reads;
        let by_address = reads.iter().enumerate();
        let by_address = by_address.map(|(position, read)| (read.address(), (position, read)));
        by_address.collect::<BTreeMap<String, (usize, &RemoteState)>>()
    });
    let mut found = Vec::new();
    for (address, read) in &reads.reference {
        let Some(other) = reads.other.get(address) else {
            continue;
        };
        let positions = Both::new(read.0, other.0);
        let both = Both::new(read.1, other.1);
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
                    reads: positions,
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
    // Where the state lies must be known as well.
    let backend = pairing.plan().backend(*writer.ids.get(one.lacks));
    backend.identity.as_ref().ok()?;
    let same = missed.iter();
    let same = same.filter(|it| it.lacks == one.lacks && it.writer == one.writer);
    // Where several do not find it, or one looks where the other side does, it is not where it should be.
    let mut readers: Vec<usize> = same.map(|it| it.at).collect();
    readers.dedup();
    let (path, _, is_alike) = argument(pairing, one);
    Some(if readers.len() > 1 || is_alike {
        (writer.name.clone(), BACKEND.to_owned())
    } else {
        (pairing.pairs[one.at].name.clone(), path)
    })
}

/// The read of each side.
fn reads<'p>(pairing: &Pairing<'p>, one: &Missed) -> Both<&'p RemoteState> {
    Both::of(|which| {
        let stack = *pairing.pairs[one.at].ids.get(which);
        &pairing.plan().stack(stack).reads[*one.reads.get(which)]
    })
}

/// The argument by which one side looks elsewhere, with what each says; all of them where several are not the same. And
/// whether both look for the same.
fn argument(pairing: &Pairing<'_>, one: &Missed) -> (String, Both<Option<String>>, bool) {
    let words = pairing.pairs[one.at].words.as_ref();
    let reads = reads(pairing, one);
    let given = reads.map(|read| &read.arguments);
    let names: BTreeSet<&String> = given.reference.keys().chain(given.other.keys()).collect();
    let text = |which: Which, name: &str| given.get(which).get(name).map(show);
    let mut different = names.into_iter().filter(|name| {
        let texts = Both::of(|which| text(which, name)).both();
        texts.is_none_or(|texts| !words.are_same(&texts.reference, &texts.other))
    });
    let path = format!("{}.config", one.address);
    match (different.next(), different.next()) {
        (Some(name), None) => (
            format!("{path}.{name}"),
            Both::of(|which| text(which, name)),
            false,
        ),
        (first, _) => (
            path,
            reads.map(|read| read.identity.as_ref().ok().cloned()),
            first.is_none(),
        ),
    }
}

/// Adds the states that one side looks for in vain, each once.
pub(super) fn compare(pairing: &Pairing<'_>, found: &mut Found) {
    let mut told = BTreeSet::new();
    for one in &pairing.unread.missed {
        let Some((stack, path)) = cause(pairing, &pairing.unread.missed, one) else {
            continue;
        };
        // That a stack is not there is told by itself.
        if path.starts_with("stack:") || !told.insert((stack.clone(), path.clone())) {
            continue;
        }
        let plan = pairing.plan();
        let mut pairs = pairing.pairs.iter();
        let writer = pairs.find(|pair| *pair.ids.get(one.lacks.opposite()) == one.writer);
        let (shown, places) = match writer.filter(|_| path == BACKEND) {
            Some(writer) => {
                let backends = writer.ids.map(|id| plan.backend(*id));
                (
                    backends.map(|it| it.identity.as_ref().ok().cloned()),
                    backends.map(|it| Some(it.span)),
                )
            }
            None => (
                argument(pairing, one).1,
                reads(pairing, one).map(|read| Some(read.span)),
            ),
        };
        let label = &pairing.sides.get(one.lacks).label.name;
        let name = writer.map_or("", |pair| pair.name.as_str());
        let kind = ("parity-input-value", Level::Declarations);
        found.differences.push(Difference {
            shown,
            places,
            weaker: Some(one.lacks),
            severity: Severity::Error,
            reason: format!("{label} looks for the state of {name} where no stack writes it"),
            ..inventory::difference(kind, Form::Different, &stack, path)
        });
    }
}

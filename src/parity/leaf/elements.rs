//! Lists and sets: which elements one side alone has.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::eval::{Value, show};

use super::super::both::{Both, Which};
use super::super::words::Words;
use super::{Comparer, Leaf, LeafKind, MAX_LEAVES, is_object, leaf};

/// How many elements of a set or list are held against each other to find those that are the same.
const MAX_ELEMENTS: usize = 512;

impl Comparer<'_> {
    pub(super) fn compare_elements(
        &self,
        path: &str,
        items: Both<&[Value]>,
        is_set: bool,
        depth: usize,
        into: &mut Vec<Leaf>,
    ) {
        let position = |at: usize| {
            if is_set {
                "[*]".to_owned()
            } else {
                format!("[{at}]")
            }
        };
        let mut rest: Both<Vec<usize>> = items.map(|items| (0..items.len()).collect());
        if is_set || items.reference.len() != items.other.len() {
            self.drop_same(items, &mut rest);
        }
        let pairs = rest.reference.len().min(rest.other.len());
        // What one side has more of is told by itself; where as many are left, each is held against one.
        let is_even = rest.reference.len() == rest.other.len();
        let are_blocks = |which: Which| items.get(which).iter().all(|it| it.entries().is_some());
        if is_even || (are_blocks(Which::Reference) && are_blocks(Which::Other)) {
            for at in 0..pairs {
                let (left, right) = (rest.reference[at], rest.other[at]);
                let values = Both::new(Some(&items.reference[left]), Some(&items.other[right]));
                self.compare(
                    &format!("{path}{}", position(left)),
                    values,
                    depth + 1,
                    into,
                );
            }
            rest.reference.drain(..pairs);
            rest.other.drain(..pairs);
        }
        for which in Which::ALL {
            for at in rest.get(which) {
                if into.len() > MAX_LEAVES {
                    return;
                }
                let value = &items.get(which)[*at];
                let path = format!("{path}{}", position(*at));
                if is_object(value) && !self.is_mark(value) && !self.is_said(&path, value) {
                    continue;
                }
                let mut values = Both::new(None, None);
                *values.get_mut(which) = Some(value);
                let alone = self.alone(which, value);
                let kind = if alone.is_empty() {
                    LeafKind::Element
                } else {
                    LeafKind::Of(which, alone)
                };
                into.push(leaf(&path, values, kind));
            }
        }
    }

    /// Takes out what both sides have.
    fn drop_same(&self, items: Both<&[Value]>, rest: &mut Both<Vec<usize>>) {
        self.drop_of_one_text(items, rest);
        if rest.reference.len().max(rest.other.len()) > MAX_ELEMENTS {
            return;
        }
        rest.reference.retain(|left| {
            let same = rest.other.iter().position(|right| {
                self.are_same(Both::new(
                    Some(&items.reference[*left]),
                    Some(&items.other[*right]),
                ))
            });
            same.map(|at| rest.other.remove(at)).is_none()
        });
    }

    /// Takes out what both sides write alike, of however many elements.
    fn drop_of_one_text(&self, items: Both<&[Value]>, rest: &mut Both<Vec<usize>>) {
        let text = |which: Which, at: usize| {
            let value = &items.get(which)[at];
            let words: &Words = self.words.get(which);
            value
                .is_known()
                .then(|| words.common(&show(value)).into_owned())
        };
        let mut others: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for at in &rest.other {
            if let Some(text) = text(Which::Other, *at) {
                others.entry(text).or_default().push_back(*at);
            }
        }
        let mut taken = BTreeSet::new();
        rest.reference.retain(|at| {
            let text = text(Which::Reference, *at);
            let same = text.and_then(|text| others.get_mut(&text)?.pop_front());
            !same.is_some_and(|same| taken.insert(same))
        });
        rest.other.retain(|at| !taken.contains(at));
    }
}

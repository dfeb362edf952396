//! The resources of a kind by the values of their attributes and tags, so that of many only those are looked at that a
//! data source may find.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::eval::Value;

use super::pattern::is_pattern;
use super::{Candidate, Wanted, value_of};

/// The resources of one kind.
#[derive(Default)]
pub(super) struct Candidates<'c> {
    pub(super) all: Vec<Candidate<'c>>,
    /// By what may be asked for, made when it is first asked for.
    indexes: RefCell<BTreeMap<Asked, Rc<Index>>>,
}

/// An attribute, or a tag.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Attribute(&'static str),
    Tag(String),
}

/// The positions of resources by their value of one attribute or tag, in order.
#[derive(Debug, Default)]
struct Index {
    by_text: BTreeMap<String, Vec<usize>>,
    /// Those whose value is not known, or is no string. What is certainly `null` is nowhere: nobody finds it.
    rest: Vec<usize>,
}

impl<'c> Candidates<'c> {
    /// The resources that may have all that is wanted, in order. Of every other one it is certain that it has not.
    pub(super) fn that_may_fit(&self, wanted: &[Wanted]) -> Vec<&Candidate<'c>> {
        let possible = wanted.iter().filter_map(|one| self.of(one));
        match possible.min_by_key(Vec::len) {
            Some(positions) => positions.into_iter().map(|at| &self.all[at]).collect(),
            None => self.all.iter().collect(),
        }
    }

    /// The positions of those that may have one thing that is wanted; `None` where that cannot be looked up.
    fn of(&self, wanted: &Wanted) -> Option<Vec<usize>> {
        let (asked, values) = match wanted {
            Wanted::Attribute(name, values) => (Asked::Attribute(name), values),
            Wanted::Tag(name, values) => (Asked::Tag(name.clone()), values),
            Wanted::Blocks(..) | Wanted::Certificates(_) => return None,
        };
        let plain = |value: &Value| value.as_str().is_some() && !is_pattern(value);
        if !values.iter().all(plain) {
            return None;
        }
        let index = self.index(wanted, asked);
        let texts = values.iter().filter_map(Value::as_str);
        let named = texts.filter_map(|text| index.by_text.get(text)).flatten();
        let mut positions: Vec<usize> = named.chain(&index.rest).copied().collect();
        positions.sort_unstable();
        positions.dedup();
        Some(positions)
    }

    fn index(&self, wanted: &Wanted, asked: Asked) -> Rc<Index> {
        let mut indexes = self.indexes.borrow_mut();
        let make = || {
            let mut index = Index::default();
            for (at, candidate) in self.all.iter().enumerate() {
                match value_of(wanted, candidate.instance) {
                    Some(value) if value.is_null() => {}
                    Some(value) => match value.as_str() {
                        Some(text) => index.by_text.entry(text.to_owned()).or_default().push(at),
                        None => index.rest.push(at),
                    },
                    None => index.rest.push(at),
                }
            }
            Rc::new(index)
        };
        indexes.entry(asked).or_insert_with(make).clone()
    }
}

//! Which resources of a type may have a value: so that one of many is found without looking at all of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Owner, PathStep, Symbol, Value};

/// The values that one attribute has, by what they are. Positions are those of the resources.
#[derive(Debug, Default)]
pub(super) struct Index {
    texts: BTreeMap<Arc<str>, Vec<usize>>,
    owners: BTreeMap<Arc<Owner>, Vec<usize>>,
    /// Values that no other resource has for that attribute.
    unique: BTreeMap<Arc<[PathStep]>, Vec<usize>>,
    /// Values that may turn out to be anything.
    others: Vec<usize>,
}

impl Index {
    /// Of these values, in order.
    pub(super) fn of(values: impl Iterator<Item = Value>) -> Self {
        let mut index = Self::default();
        for (at, value) in values.enumerate() {
            match (text(&value), symbol(&value)) {
                (Some(text), _) => index.texts.entry(text).or_default().push(at),
                (None, Some(symbol)) if symbol.is_unique() => {
                    index
                        .owners
                        .entry(symbol.owner.clone())
                        .or_default()
                        .push(at);
                    index
                        .unique
                        .entry(symbol.path.clone())
                        .or_default()
                        .push(at);
                }
                _ => index.others.push(at),
            }
        }
        index
    }

    /// The positions of all that may have this value, in order; `None` where that may be any.
    pub(super) fn possible(&self, wanted: &Value) -> Option<Vec<usize>> {
        let mut found = self.others.clone();
        match (text(wanted), symbol(wanted)) {
            (Some(text), _) => {
                found.extend(self.texts.get(&text).into_iter().flatten());
                // An attribute that AWS decides may turn out to be this text.
                found.extend(self.unique.values().flatten());
            }
            (None, Some(symbol)) if symbol.is_unique() => {
                found.extend(self.owners.get(&symbol.owner).into_iter().flatten());
                found.extend(self.texts.values().flatten());
                let other = self.unique.iter().filter(|(path, _)| **path != symbol.path);
                found.extend(other.flat_map(|(_, positions)| positions));
            }
            _ => return None,
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }
}

fn symbol(value: &Value) -> Option<&Symbol> {
    value.as_unknown()?.symbol()
}

/// A text or a number, as texts and numbers are compared.
fn text(value: &Value) -> Option<Arc<str>> {
    match value.as_text() {
        Some(text) => Some(text.shared()),
        None => Some(value.as_number()?.to_string().into()),
    }
}

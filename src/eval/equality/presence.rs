//! Whether a value is among others.

use std::collections::BTreeMap;

use crate::eval::unknown::{PathStep, Shape};
use crate::eval::value::{Kind, Value};

use super::key::Sameness;
use super::{equal, identity};

/// Values that can be searched for one that is equal, without comparing it to each.
#[derive(Default)]
pub(in crate::eval) struct Values<'v> {
    items: Vec<std::borrow::Cow<'v, Value>>,
    by_identity: BTreeMap<String, Vec<usize>>,
    /// Those that hold something that is not known.
    uncertain: Vec<usize>,
    /// The one attribute that all of them are, of different resources each, so that no two are equal.
    only: Only,
    sameness: Sameness,
}

#[derive(Default, PartialEq)]
enum Only {
    #[default]
    Empty,
    Attribute(String),
    Mixed,
}

/// Whether a value is among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::eval) enum Presence {
    /// Certainly.
    Yes,
    /// It depends on what is not known.
    Maybe,
    /// Certainly not.
    No,
}

impl<'v> Values<'v> {
    /// None so far.
    pub(in crate::eval) fn new(sameness: Sameness) -> Self {
        Self {
            sameness,
            ..Self::default()
        }
    }

    /// These values.
    pub(in crate::eval) fn of(items: &'v [Value], sameness: Sameness) -> Self {
        let mut values = Self::new(sameness);
        for item in items {
            values.push(std::borrow::Cow::Borrowed(item), identity(item, sameness));
        }
        values
    }

    /// Adds a value unless an equal one is certainly among them. Whether it was added.
    pub(in crate::eval) fn insert(&mut self, value: &Value) -> bool {
        let key = identity(value, self.sameness);
        if self.has_identical(value, key.as_deref()) {
            return false;
        }
        self.push(std::borrow::Cow::Owned(value.clone()), key);
        true
    }

    /// How many there are.
    pub(in crate::eval) fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the value is among them.
    pub(in crate::eval) fn find(&self, value: &Value) -> Presence {
        let key = identity(value, self.sameness);
        if self.has_identical(value, key.as_deref()) {
            return Presence::Yes;
        }
        match (&self.only, unique_attribute(value)) {
            (Only::Empty, _) => return Presence::No,
            (Only::Attribute(only), Some(attribute)) if *only == attribute => return Presence::No,
            _ => {}
        }
        if value.is_wholly_known() {
            // Of the known ones, those with the same identity have been looked at.
            return self.among(value, key.as_deref(), self.uncertain.iter().copied());
        }
        self.among(value, key.as_deref(), 0..self.items.len())
    }

    fn among(
        &self,
        value: &Value,
        key: Option<&str>,
        places: impl Iterator<Item = usize>,
    ) -> Presence {
        let mut result = Presence::No;
        // What is known, equal and has another identity is zero with and without a minus sign.
        let is_known = |value: &Value| value.settled_throughout().is_wholly_known();
        let is_other = |at: usize| {
            let item = &self.items[at];
            identity(item, self.sameness).as_deref() != key && is_known(item) && is_known(value)
        };
        for at in places {
            match equal(&self.items[at], value) {
                Some(true) if is_other(at) => {}
                Some(true) => return Presence::Yes,
                None => result = Presence::Maybe,
                Some(false) => {}
            }
        }
        result
    }

    fn has_identical(&self, value: &Value, key: Option<&str>) -> bool {
        let found = key.and_then(|key| self.by_identity.get(key));
        found.is_some_and(|places| {
            places
                .iter()
                .any(|at| equal(&self.items[*at], value) == Some(true))
        })
    }

    fn push(&mut self, value: std::borrow::Cow<'v, Value>, key: Option<String>) {
        let at = self.items.len();
        if !value.is_wholly_known() {
            self.uncertain.push(at);
        }
        self.only = match (&self.only, unique_attribute(&value)) {
            (Only::Empty, Some(attribute)) => Only::Attribute(attribute),
            (Only::Attribute(only), Some(attribute)) if *only == attribute => {
                Only::Attribute(attribute)
            }
            _ => Only::Mixed,
        };
        if let Some(key) = key {
            self.by_identity.entry(key).or_default().push(at);
        }
        self.items.push(value);
    }
}

/// The name of the attribute, where the value is one of which no two resources have the same.
fn unique_attribute(value: &Value) -> Option<String> {
    let Kind::Unknown(unknown) = &value.kind else {
        return None;
    };
    match &unknown.shape {
        Shape::Symbol(symbol) if symbol.is_unique() => match &*symbol.path {
            [PathStep::Name(name)] => Some(name.to_string()),
            _ => None,
        },
        _ => None,
    }
}

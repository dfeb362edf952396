//! What a value of which not all is known may turn out to be.

use crate::eval::{Shape, Value};

/// How many ways a value may come out before they are no longer told apart.
const MAX_ALTERNATIVES: usize = 16;

/// The elements of a list or set, in one of the ways in which it may come out.
#[derive(Debug, Clone, Default)]
pub struct Members<'v> {
    /// What is certainly in it.
    pub certain: Vec<&'v Value>,
    /// What else may be in it, any number of times; `None` where `certain` is all.
    pub others: Option<&'v Value>,
}

impl<'v> Members<'v> {
    /// Whether all elements are known to be there.
    pub fn is_complete(&self) -> bool {
        self.others.is_none()
    }

    /// What is in it and what may be.
    pub fn all(&self) -> impl Iterator<Item = &'v Value> {
        self.certain.iter().copied().chain(self.others)
    }
}

/// The ways in which a list or set may come out: one where it does not hang on a condition that is not known. `null`
/// has no elements.
pub fn alternatives(value: &Value) -> Vec<Members<'_>> {
    let mut found = Vec::new();
    for one in possible(value) {
        found.push(members(one));
    }
    found
}

fn members(value: &Value) -> Members<'_> {
    if let Some(items) = value.elements() {
        return Members {
            certain: items.iter().collect(),
            others: None,
        };
    }
    if value.is_null() {
        return Members::default();
    }
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Open { known, each }) => Members {
            certain: known.iter().collect(),
            others: Some(each),
        },
        _ => Members {
            certain: Vec::new(),
            others: Some(value),
        },
    }
}

/// The values that a value may turn out to be, as far as they are told apart: itself, or the branches of a condition
/// that is not known.
pub fn possible(value: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    collect(value, &mut found);
    if found.len() > MAX_ALTERNATIVES {
        return vec![value];
    }
    found
}

fn collect<'v>(value: &'v Value, into: &mut Vec<&'v Value>) {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(branches)) if into.len() <= MAX_ALTERNATIVES => {
            branches.iter().for_each(|branch| collect(branch, into));
        }
        _ => into.push(value),
    }
}

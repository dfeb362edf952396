//! In which order the elements of a set come, as far as that can be told.
//!
//! Terraform goes over a set in the order of its elements. As long as one of them is not wholly known, neither its
//! place can be told nor whether it turns out to be equal to another one. Terraform itself goes over such a set as it
//! stands when it plans, and finds another order when it applies: whoever keeps the order of the plan claims what may
//! not be so. Whatever goes over a set one element after the other asks here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::types::Type;

use super::equality::{Values, are_of_one_type, equal};
use super::unknown::{Cause, Shape, Symbol, Unknown};
use super::value::{Kind, Value};

/// Up to so many elements of a set are compared with each other.
const COMPARED: usize = 16;

/// Whether the elements of a set come in this order and are as many as these.
pub(super) fn is_order_known(elements: &[Value]) -> bool {
    elements.len() < 2 || elements.iter().all(Value::is_wholly_known)
}

/// A sequence of type `ty` of what became of each of the `elements` of a set whose order is not known.
pub(super) fn unordered(ty: Type, known: Vec<Value>, elements: &[Value]) -> Value {
    unordered_of(ty, known, elements, certain_count(elements))
}

/// The same where at least so many of the elements are different ones. As many of the same value are the same in any
/// order.
pub(super) fn unordered_of(ty: Type, known: Vec<Value>, elements: &[Value], least: u64) -> Value {
    if least == known.len() as u64 && are_the_same(&known) {
        return match ty {
            Type::List(element) => Value::list((*element).clone(), known),
            _ => Value::tuple(known),
        };
    }
    let unknown = not_told(ty, elements);
    let each = known.iter().find(|result| !result.is_wholly_known());
    let Some(each) = each.or(known.last()).cloned() else {
        return unknown.into();
    };
    let mut unknown = if unknown.ty == Type::Dynamic {
        unknown.sequence()
    } else {
        unknown.not_null()
    };
    unknown.refinement.min_length = least;
    unknown.refinement.max_length = Some(elements.len() as u64);
    let unknown = unknown.shaped(Shape::Open {
        known: known.into(),
        each: Arc::new(each),
    });
    unknown.into()
}

/// Whether all of these are known, and one value.
fn are_the_same(values: &[Value]) -> bool {
    let Some((first, others)) = values.split_first() else {
        return true;
    };
    let is_same = |other: &Value| {
        other.is_wholly_known()
            && other.all_marks() == first.all_marks()
            && equal(first, other) == Some(true)
            && are_of_one_type(first, other)
    };
    first.is_wholly_known() && others.iter().all(is_same)
}

/// The elements of a sequence whose order is that of a set and not known, where it is known how many there are: each
/// of these is one of them.
pub(super) fn counted(unknown: &Unknown) -> Option<&Arc<[Value]>> {
    let Shape::Open { known, .. } = &unknown.shape else {
        return None;
    };
    let refinement = &unknown.refinement;
    let count = known.len() as u64;
    let is_counted = refinement.min_length == count && refinement.max_length == Some(count);
    let is_sequence = matches!(unknown.ty, Type::List(_) | Type::Dynamic) && !unknown.is_mapping();
    let is_told = is_counted && is_sequence && unknown.cause == Cause::SetOrder;
    is_told.then_some(known)
}

/// What came of each of these elements of a set, where Terraform goes over them when it plans: it takes each that it does
/// not know for another one.
pub(super) fn gone_over(sequence: Value, elements: &[Value]) -> Value {
    if are_told_apart(elements) {
        with_planned_count(sequence, elements.len() as u64)
    } else {
        sequence
    }
}

/// Whether each of these elements is known, or certainly not known to Terraform when it plans.
pub(super) fn are_told_apart(elements: &[Value]) -> bool {
    let mut elements = elements.iter();
    elements.all(|element| element.is_wholly_known() || element.is_partly_late())
}

/// The sequence that came of a set, in which Terraform counts so many elements when it plans.
pub(super) fn with_planned_count(sequence: Value, count: u64) -> Value {
    let Kind::Unknown(unknown) = &sequence.kind else {
        return sequence;
    };
    let mut unknown = Unknown {
        is_late: false,
        planned_as: None,
        cause: Cause::SetOrder,
        ..(**unknown).clone()
    };
    unknown.refinement.max_length = Some(count);
    unknown.refinement.is_counted_full = true;
    Value::from(unknown).in_place_of(&sequence)
}

/// How many elements Terraform counts in a list or tuple when it plans, though there may be fewer once it applies.
pub(super) fn planned_count(sequence: &Value) -> Option<u64> {
    match &sequence.kind {
        Kind::List(_, items) | Kind::Tuple(items) => Some(items.len() as u64),
        Kind::Unknown(unknown) => planned_count_of(unknown),
        _ => None,
    }
}

/// The same of what came of a set.
pub(super) fn planned_count_of(unknown: &Unknown) -> Option<u64> {
    let refinement = &unknown.refinement;
    let is_counted = refinement.is_counted_full && !unknown.is_late;
    let full = refinement.max_length.filter(|_| is_counted);
    let counted = counted(unknown).filter(|_| !unknown.is_late);
    full.or_else(|| counted.map(|items| items.len() as u64))
}

/// Whether Terraform counts different numbers of elements in these when it plans.
pub(super) fn differ_when_planned(a: &Value, b: &Value) -> bool {
    let counts = planned_count(a).zip(planned_count(b));
    counts.is_some_and(|(a, b)| a != b)
}

/// What depends on the order of these elements of a set, and is not known for that. Terraform takes the order that it
/// sees when it plans.
pub(super) fn not_told(ty: Type, elements: &[Value]) -> Unknown {
    Unknown {
        cause: Cause::SetOrder,
        is_late: false,
        ..Unknown::derived(ty, elements)
    }
}

/// At least so many of these values are different ones.
pub(super) fn certain_count(items: &[Value]) -> u64 {
    let known = items.iter().filter(|item| item.is_wholly_known()).count();
    let unique_symbol = |item: &Value| -> Option<String> {
        let symbol = item.as_unknown()?.symbol()?;
        Symbol::is_unique(symbol).then(|| format!("{:?}", symbol.path))
    };
    // The id of one resource may be the arn of another, but no two ids are equal.
    let mut by_name: BTreeMap<String, Values<'_>> = BTreeMap::new();
    let mut most = 0;
    for item in items {
        if let Some(name) = unique_symbol(item) {
            let values = by_name.entry(name).or_default();
            values.insert(item);
            most = most.max(values.len());
        }
    }
    let few = if items.len() <= COMPARED {
        different(items)
    } else {
        usize::from(!items.is_empty())
    };
    known.max(most).max(few) as u64
}

/// How many of these, at least, are certainly different from each other.
fn different(items: &[Value]) -> usize {
    let mut kept: Vec<&Value> = Vec::new();
    for item in items {
        if kept.iter().all(|other| equal(other, item) == Some(false)) {
            kept.push(item);
        }
    }
    kept.len()
}

//! In which order the elements of a set come, as far as that can be told.
//!
//! Terraform goes over a set in the order of its elements. As long as one of them is not wholly known, neither its
//! place can be told nor whether it turns out to be equal to another one. Terraform itself goes over such a set as it
//! stands when it plans, and finds another order when it applies: whoever keeps the order of the plan claims what may
//! not be so. Whatever goes over a set one element after the other asks here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::types::Type;

use super::equality::{Values, equal};
use super::unknown::{Cause, Shape, Symbol, Unknown};
use super::value::Value;

/// Up to so many elements of a set are compared with each other.
const COMPARED: usize = 16;

/// Whether the elements of a set come in this order and are as many as these.
pub(super) fn is_order_known(elements: &[Value]) -> bool {
    elements.len() < 2 || elements.iter().all(Value::is_wholly_known)
}

/// A sequence of type `ty` of what became of each of the `elements` of a set whose order is not known.
pub(super) fn unordered(ty: Type, known: Vec<Value>, elements: &[Value]) -> Value {
    let unknown = not_told(ty, elements);
    let each = known.iter().find(|result| !result.is_wholly_known());
    let Some(each) = each.or(known.last()).cloned() else {
        return unknown.into();
    };
    let mut unknown = unknown.not_null();
    unknown.refinement.min_length = certain_count(elements);
    unknown.refinement.max_length = Some(elements.len() as u64);
    let unknown = unknown.shaped(Shape::Open {
        known: known.into(),
        each: Arc::new(each),
    });
    unknown.into()
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

//! Values of which Terraform learns the type only when it applies, and which are known here.
//!
//! What is computed from them goes by their types: `tolist([1, x])` is a list of numbers as long as the type of `x` is not
//! known, and one of texts when it turns out to be a text. So it is computed twice, for what Terraform has when it plans and
//! for what it has in the end, and what comes of it is put together from both.

use std::sync::Arc;

use crate::types::Type;

use super::equality::{equal, make_set};
use super::map::Map;
use super::unknown::{Shape, Unknown};
use super::value::{Kind, Value};

/// Of a set with more elements than this, it is not looked for which is which: each is compared with each.
const MAX_PAIRED: usize = 1024;

/// Whether something is known here of a part of a value of which Terraform does not even know the type until it
/// applies.
pub(super) fn is_typed_later(value: &Value) -> bool {
    if !value.holds_late {
        return false;
    }
    match value.as_unknown() {
        Some(unknown) => unknown.is_late_and_untyped() && matches!(unknown.shape, Shape::Choice(_)),
        None => value.parts().any(is_typed_later),
    }
}

/// What comes of values with parts whose types Terraform learns only when it applies, where `compute` says what comes of
/// values, and `plan` what comes of those that Terraform has when it plans: `None` where it refuses them, which counts only
/// if Terraform computes it then. Where `compute` fails in the end, that counts only if everything is known.
pub(super) fn twice<E>(
    values: &[Value],
    compute: impl Fn(&[Value]) -> Result<Value, E>,
    plan: impl FnOnce(&[Value]) -> Option<Value>,
) -> Result<Value, E> {
    let planned: Vec<Value> = values.iter().map(Value::as_planned).collect();
    let settled = || -> Vec<Value> { values.iter().map(Value::applied).collect() };
    let Some(planned) = plan(&planned) else {
        let result = compute(values);
        return result.or_else(|_| Ok(compute(&settled())?.later().of_any_type()));
    };
    let settled = settled();
    if settled.iter().any(may_be_of_several_types) {
        return Ok(of_open_type(&planned));
    }
    match compute(&settled) {
        Ok(settled) => Ok(computed_twice(settled, &planned)),
        Err(failure) if settled.iter().all(Value::is_wholly_known) => Err(failure),
        Err(_) => Ok(of_open_type(&planned)),
    }
}

/// Whether a part is one of several values of several types: what others come to beside it depends on which.
fn may_be_of_several_types(value: &Value) -> bool {
    match value.as_unknown() {
        Some(unknown) => unknown.ty == Type::Dynamic && matches!(unknown.shape, Shape::Choice(_)),
        None => value.parts().any(may_be_of_several_types),
    }
}

/// What is computed from values with parts whose types Terraform learns only when it applies: `settled` in the end, and
/// `planned` when it plans. The types that it goes by, and so the results, may be others then.
pub(super) fn computed_twice(settled: Value, planned: &Value) -> Value {
    match planned.as_unknown() {
        Some(unknown) if unknown.is_late => {
            let later = settled.later_like(planned);
            return if are_alike(&later.ty(), &planned.ty()) {
                later
            } else {
                later.of_any_type()
            };
        }
        Some(_) => return planned.clone(),
        None => {}
    }
    let kind = match (&settled.kind, &planned.kind) {
        (Kind::List(a, items), Kind::List(b, others)) if items.len() == others.len() => {
            let items = each_computed_twice(items, others, a != b);
            Kind::List(element_of_either(a, b, others.iter()), items)
        }
        (Kind::Tuple(items), Kind::Tuple(others)) if items.len() == others.len() => {
            Kind::Tuple(each_computed_twice(items, others, false))
        }
        (Kind::Map(a, entries), Kind::Map(b, others)) if entries.names().eq(others.names()) => {
            let entries = entries_computed_twice(entries, others, a != b);
            Kind::Map(element_of_either(a, b, others.values()), entries)
        }
        (Kind::Object(entries), Kind::Object(others)) if entries.names().eq(others.names()) => {
            Kind::Object(entries_computed_twice(entries, others, false))
        }
        (Kind::Set(a, items), Kind::Set(b, others)) => {
            let Some(items) = elements_computed_twice(items, others) else {
                return of_open_type(planned);
            };
            let of = element_of_either(a, b, others.iter());
            let items = items.into_iter().map(|item| of_other_type(a != b, item));
            return make_set(of, items.collect()).in_place_of(&settled);
        }
        (Kind::Null(_), Kind::Null(_)) => return settled,
        _ if settled.ty() == planned.ty() && equal(&settled, planned) == Some(true) => {
            return settled;
        }
        _ => return of_open_type(planned),
    };
    Value::from(kind).in_place_of(&settled)
}

/// Whether values of these types differ at most in being texts, numbers or booleans: there is nothing then that one has
/// and the other has not.
fn are_alike(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::List(a), Type::List(b))
        | (Type::Set(a), Type::Set(b))
        | (Type::Map(a), Type::Map(b)) => are_alike(a, b),
        _ => a == b || a.is_primitive() && b.is_primitive(),
    }
}

/// The type of elements that are of type `settled` in the end, and of type `planned` when Terraform plans.
fn element_of_either<'v>(
    settled: &Type,
    planned: &Type,
    mut items: impl Iterator<Item = &'v Value>,
) -> Type {
    if settled == planned || items.all(Value::is_untyped) {
        settled.clone()
    } else {
        Type::Dynamic
    }
}

/// An element that is to be of another type than the one that Terraform planned.
fn of_other_type(is_other: bool, element: Value) -> Value {
    if !is_other || !element.holds_late {
        return element;
    }
    let each = |items: &[Value]| {
        let items = items.iter().cloned();
        items.map(|item| of_other_type(true, item)).collect()
    };
    let named = |entries: &Map| {
        let entries = entries.iter();
        entries
            .map(|(name, entry)| (name.clone(), of_other_type(true, entry.clone())))
            .collect()
    };
    let kind = match &element.kind {
        Kind::List(ty, items) => Kind::List(ty.clone(), each(items)),
        Kind::Set(ty, items) => Kind::Set(ty.clone(), each(items)),
        Kind::Tuple(items) => Kind::Tuple(each(items)),
        Kind::Map(ty, entries) => Kind::Map(ty.clone(), named(entries)),
        Kind::Object(entries) => Kind::Object(named(entries)),
        _ if element.is_late() => return element.of_any_type(),
        _ => return element,
    };
    Value::from(kind).in_place_of(&element)
}

fn each_computed_twice(settled: &[Value], planned: &[Value], is_other: bool) -> Arc<[Value]> {
    let pairs = settled.iter().zip(planned);
    pairs
        .map(|(settled, planned)| of_other_type(is_other, computed_twice(settled.clone(), planned)))
        .collect()
}

fn entries_computed_twice(settled: &Map, planned: &Map, is_other: bool) -> Map {
    let pairs = settled.iter().zip(planned.values());
    let entry = |settled: &Value, planned| {
        of_other_type(is_other, computed_twice(settled.clone(), planned))
    };
    pairs
        .map(|((name, settled), planned)| (name.clone(), entry(settled, planned)))
        .collect()
}

/// The elements of a set, each with the one that it may be of those that Terraform has when it plans. `None` where they
/// do not go together, as where some that are learned later turn out to be one.
fn elements_computed_twice(settled: &[Value], planned: &[Value]) -> Option<Vec<Value>> {
    if settled.len() != planned.len() || settled.len() > MAX_PAIRED {
        return None;
    }
    let mut left: Vec<&Value> = planned.iter().collect();
    // What is known is itself, and nothing that is not known may take its place.
    left.sort_by_key(|planned| planned.holds_late);
    let mut found: Vec<Option<Value>> = vec![None; settled.len()];
    for planned in left {
        let mut free = settled
            .iter()
            .zip(&mut found)
            .filter(|(_, found)| found.is_none());
        let (item, place) = free.find(|(item, _)| may_become(planned, item))?;
        *place = Some(computed_twice(item.clone(), planned));
    }
    found.into_iter().collect()
}

/// Whether what Terraform plans as `planned` may be `settled` in the end.
fn may_become(planned: &Value, settled: &Value) -> bool {
    let each = |a: &[Value], b: &[Value]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| may_become(a, b))
    };
    if let (Some(a), Some(b)) = (planned.elements(), settled.elements()) {
        return each(a, b);
    }
    if let (Some(a), Some(b)) = (planned.entries(), settled.entries()) {
        let mut pairs = a.values().zip(b.values());
        return a.names().eq(b.names()) && pairs.all(|(a, b)| may_become(a, b));
    }
    planned.is_late() || equal(planned, settled) == Some(true)
}

/// A value of which nothing but what is known is certain to stay of its type: what is a number beside something of no
/// known type is a text where that turns out to be one.
fn of_open_type(planned: &Value) -> Value {
    if !planned.holds_late {
        return planned.clone();
    }
    let open = |ty: &Type| match ty {
        Type::String => Type::String,
        _ => Type::Dynamic,
    };
    let each = |items: &[Value]| items.iter().map(of_open_type).collect();
    let named = |entries: &Map| {
        let entries = entries.iter();
        entries
            .map(|(name, entry)| (name.clone(), of_open_type(entry)))
            .collect()
    };
    let kind = match &planned.kind {
        Kind::List(element, items) => Kind::List(open(element), each(items)),
        Kind::Set(element, items) => Kind::Set(open(element), each(items)),
        Kind::Tuple(items) => Kind::Tuple(each(items)),
        Kind::Map(element, entries) => Kind::Map(open(element), named(entries)),
        Kind::Object(entries) => Kind::Object(named(entries)),
        Kind::Unknown(unknown) if unknown.is_late => Kind::Unknown(Arc::new(Unknown {
            ty: open(&unknown.ty),
            ..(**unknown).clone()
        })),
        other => other.clone(),
    };
    Value::from(kind).in_place_of(planned)
}

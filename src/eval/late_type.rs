//! Values of which Terraform learns the type only when it applies, and which are known here.
//!
//! What is computed from them goes by their types: `tolist([1, x])` is a list of numbers as long as the type of `x` is not
//! known, and one of texts when it turns out to be a text. So it is computed twice, for what Terraform has when it plans and
//! for what it has in the end, and what comes of it is put together from both.

use crate::types::Type;

use super::equality::{equal, make_set};
use super::late::items_at_each_place;
use super::unknown::Unknown;
use super::value::{Kind, Value};

/// Of a set with more elements than this, it is not looked for which is which: each is compared with each.
const MAX_PAIRED: usize = 1024;

/// Whether a part of a value is of another type in the end than it is for Terraform when it plans, or of none then.
pub(super) fn is_typed_later(value: &Value) -> bool {
    if !value.holds_late {
        return false;
    }
    match value.as_unknown() {
        Some(unknown) => {
            let is_retyped = *unknown.planned_type() != unknown.ty;
            unknown.is_late && (is_retyped || unknown.ty == Type::Dynamic)
        }
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
    let settled = || -> Vec<Value> { values.iter().map(in_the_end).collect() };
    let Some(planned) = plan(&planned) else {
        let result = compute(values);
        if values.iter().all(Value::is_as_planned) {
            return result;
        }
        return result.or_else(|_| Ok(compute(&settled())?.later().of_any_type()));
    };
    let settled = settled();
    match compute(&settled) {
        Ok(settled) => Ok(computed_twice(settled, &planned)),
        Err(failure) if settled.iter().all(Value::is_wholly_known) => Err(failure),
        Err(_) => Ok(of_open_type(&planned)),
    }
}

/// A value as it is once Terraform has applied: a collection of elements of any type is one of those that it may come to.
fn in_the_end(value: &Value) -> Value {
    let applied = value.applied();
    match applied.kind.element_type() {
        Some(Type::Dynamic) => applied.made_anew(),
        _ => applied,
    }
}

/// What is computed from values with parts whose types Terraform learns only when it applies: `settled` in the end, and
/// `planned` when it plans. The types that it goes by, and so the results, may be others then.
pub(super) fn computed_twice(settled: Value, planned: &Value) -> Value {
    match planned.as_unknown() {
        Some(unknown) if unknown.is_late => return settled.later_like(planned),
        Some(_) if settled.ty() == planned.ty() => return planned.clone(),
        Some(_) => return settled,
        None => {}
    }
    if !planned.holds_late {
        let is_same = settled.ty() == planned.ty() && equal(&settled, planned) == Some(true);
        return if is_same { settled } else { planned.clone() };
    }
    let settled = one_by_one(settled, planned);
    let merge = |settled: &Value, planned: &Value| computed_twice(settled.clone(), planned);
    let merged = match (&settled.kind, &planned.kind) {
        (Kind::Set(ty, items), Kind::Set(_, others)) => {
            let items = paired(items, others, merge);
            items.map(|items| make_set(ty.clone(), items))
        }
        (settled, planned) => settled.merged_with(planned, merge).map(Value::from),
    };
    match merged {
        Some(merged) => of_type_of_parts(merged).in_place_of(&settled),
        None => of_open_type(planned),
    }
}

/// One of several lists or tuples as a list of what is at each place, where Terraform knows how many there are.
fn one_by_one(settled: Value, planned: &Value) -> Value {
    let (Kind::Unknown(_), Kind::List(..) | Kind::Tuple(_)) = (&settled.kind, &planned.kind) else {
        return settled;
    };
    let count = planned.parts().count() as u64;
    match items_at_each_place(&settled, &Type::Dynamic, count) {
        Some(items) => Value::list(Type::Dynamic, items).in_place_of(&settled),
        None => settled,
    }
}

/// A collection of elements of any type, unless they are of the type that it says.
fn of_type_of_parts(merged: Value) -> Value {
    match merged.kind.element_type() {
        Some(ty) if !merged.parts().all(|part| part.ty() == *ty) => {
            merged.kind.of_elements(Type::Dynamic).into()
        }
        _ => merged,
    }
}

/// The elements of a set, each with the one that it may be of those that Terraform has when it plans. `None` where they
/// do not go together, as where some that are learned later turn out to be one.
fn paired(
    settled: &[Value],
    planned: &[Value],
    merge: impl Fn(&Value, &Value) -> Value,
) -> Option<Vec<Value>> {
    if settled.len() != planned.len() || settled.len() > MAX_PAIRED {
        return None;
    }
    let mut left: Vec<&Value> = planned.iter().collect();
    // What is known is itself, and nothing that is not known may take its place.
    left.sort_by_key(|planned| (planned.holds_late, start_of(planned).is_none()));
    let mut found: Vec<Option<Value>> = vec![None; settled.len()];
    for planned in left {
        let mut free = settled
            .iter()
            .zip(&mut found)
            .filter(|(_, found)| found.is_none());
        let (item, place) = free.find(|(item, _)| may_become(planned, item))?;
        *place = Some(merge(item, planned));
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
    match planned.as_unknown() {
        Some(unknown) if unknown.is_late => begins_alike(unknown, settled),
        _ => equal(planned, settled) == Some(true),
    }
}

/// What Terraform knows of the beginning of a text that it does not know.
fn start_of(value: &Value) -> Option<&str> {
    value.as_unknown()?.refinement.prefix.as_deref()
}

/// Whether a value begins as Terraform knows that it does, if it knows that.
fn begins_alike(planned: &Unknown, settled: &Value) -> bool {
    let Some(start) = planned.refinement.prefix.as_deref() else {
        return true;
    };
    match settled.as_str() {
        Some(text) => text.starts_with(start),
        None => start_of(settled) == Some(start),
    }
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
    let kind = match &planned.kind {
        Kind::Unknown(unknown) if unknown.is_late => {
            let of_open_type = Value::from(Unknown {
                ty: open(&unknown.ty),
                ..(**unknown).clone()
            });
            of_open_type.planned_as(unknown.planned_type().clone()).kind
        }
        known => {
            let kind = known.with_parts(of_open_type);
            match known.element_type() {
                Some(ty) => kind.of_elements(open(ty)),
                None => kind,
            }
        }
    };
    Value::from(kind).in_place_of(planned)
}

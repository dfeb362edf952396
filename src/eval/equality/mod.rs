//! When values are equal, and sets, which hold each value once.

mod key;
mod presence;

use std::cmp::Ordering;

use crate::types::Type;

use super::aws_text;
use super::unknown::{Part, Shape, Symbol, Unknown};
use super::value::{Kind, Marks, Value};

use key::{identity, set_order};

pub(super) use key::Sameness;
pub(super) use presence::{Presence, Values};

/// What Terraform's `==` says of two values. It looks for the elements of one set in the other, and finds none that has parts
/// of which it does not know some when it plans, not even in the same set: it takes such sets for different (measured with
/// 1.11.4). Of elements without parts it does not say.
pub(super) fn compared(a: &Value, b: &Value) -> Option<bool> {
    if are_lost(a, b) && !types_differ(a, b) {
        return Some(false);
    }
    equal(a, b)
}

/// Whether there are sets at the same place in both, of which one holds an element that Terraform does not find.
fn are_lost(a: &Value, b: &Value) -> bool {
    if !a.holds_late && !b.holds_late {
        return false;
    }
    let is_lost = |item: &Value| item.is_known() && item.is_partly_late();
    let each = |a: &[Value], b: &[Value]| a.iter().zip(b).any(|(a, b)| are_lost(a, b));
    match (&a.kind, &b.kind) {
        (Kind::Set(_, a), Kind::Set(_, b)) => a.iter().chain(b.iter()).any(is_lost),
        (Kind::List(_, a), Kind::List(_, b)) | (Kind::Tuple(a), Kind::Tuple(b)) => {
            a.len() == b.len() && each(a, b)
        }
        (Kind::Map(_, a), Kind::Map(_, b)) | (Kind::Object(a), Kind::Object(b)) => {
            let mut entries = a.values().zip(b.values());
            a.names().eq(b.names()) && entries.any(|(a, b)| are_lost(a, b))
        }
        _ => false,
    }
}

/// Whether two values are equal, as Terraform's `==` has it: never after a conversion. `None` where that is not
/// known.
pub fn equal(a: &Value, b: &Value) -> Option<bool> {
    match (&a.kind, &b.kind) {
        (Kind::Null(_), Kind::Null(_)) => Some(true),
        (Kind::Unknown(unknown), _) => equal_unknown(unknown, b),
        (_, Kind::Unknown(unknown)) => equal_unknown(unknown, a),
        (Kind::Null(_), _) | (_, Kind::Null(_)) => Some(false),
        (Kind::Bool(a), Kind::Bool(b)) => Some(a == b),
        (Kind::Number(a), Kind::Number(b)) => Some(a == b),
        (Kind::String(a), Kind::String(b)) => Some(a == b),
        (Kind::List(..), Kind::List(..)) | (Kind::Tuple(_), Kind::Tuple(_)) => {
            let (left, right) = (a.elements()?, b.elements()?);
            if left.len() != right.len() {
                return Some(false);
            }
            let items = left.iter().zip(right.iter()).map(|(a, b)| equal(a, b));
            if_of_one_type(a, b, all(items))
        }
        (Kind::Set(..), Kind::Set(..)) => equal_sets(a, b),
        (Kind::Map(..), Kind::Map(..)) | (Kind::Object(_), Kind::Object(_)) => {
            let (left, right) = (a.entries()?, b.entries()?);
            if !left.names().eq(right.names()) {
                return Some(false);
            }
            let entries = left.values().zip(right.values()).map(|(a, b)| equal(a, b));
            if_of_one_type(a, b, all(entries))
        }
        _ => Some(false),
    }
}

/// Whether Terraform does not tell when it plans that two values differ, although some part of them does.
pub(super) fn differ_later(a: &Value, b: &Value) -> bool {
    !are_lost(a, b) && equal_in_order(a, b).is_none()
}

/// The same as Terraform tells it when it plans: it goes over the parts one after the other, and no further than to the
/// first of which it does not know whether they are equal. Those of maps and objects it goes over in any order, and so it
/// may find first what decides (measured with 1.11.4).
fn equal_in_order(a: &Value, b: &Value) -> Option<bool> {
    match (&a.kind, &b.kind) {
        (Kind::List(_, left), Kind::List(_, right)) | (Kind::Tuple(left), Kind::Tuple(right))
            if left.len() == right.len() && !types_differ(a, b) =>
        {
            let mut answers = left
                .iter()
                .zip(right.iter())
                .map(|(a, b)| equal_in_order(a, b));
            answers
                .find(|answer| *answer != Some(true))
                .unwrap_or(Some(true))
        }
        _ => equal(a, b),
    }
}

/// Whether two values with equal parts are equal. Where parts differ already, nothing asks for the types, which takes
/// longer.
fn if_of_one_type(a: &Value, b: &Value, parts: Option<bool>) -> Option<bool> {
    if parts != Some(false) && types_differ(a, b) {
        return Some(false);
    }
    parts
}

/// Whether the types differ for certain. A part whose type is not known yet may turn out to be of any; a bare `null`
/// is of a type of its own.
fn types_differ(a: &Value, b: &Value) -> bool {
    if has_unknown_type(a) || has_unknown_type(b) {
        return !types_meet(a, b, &may_be_one);
    }
    !are_of_one_type(a, b)
}

/// Whether two values are of the same type, as far as it is known.
pub(in crate::eval) fn are_of_one_type(a: &Value, b: &Value) -> bool {
    types_meet(a, b, &|a, b| a == b)
}

/// Whether the types of two values meet this condition part by part. Types of objects and tuples are not built for it.
fn types_meet(a: &Value, b: &Value, condition: &dyn Fn(&Type, &Type) -> bool) -> bool {
    match (&a.kind, &b.kind) {
        // The elements are of the type that the collection says.
        (Kind::List(a, _), Kind::List(b, _))
        | (Kind::Set(a, _), Kind::Set(b, _))
        | (Kind::Map(a, _), Kind::Map(b, _)) => condition(a, b),
        (Kind::Tuple(a), Kind::Tuple(b)) => {
            let mut items = a.iter().zip(b.iter());
            a.len() == b.len() && items.all(|(a, b)| types_meet(a, b, condition))
        }
        (Kind::Object(a), Kind::Object(b)) => {
            let mut entries = a.values().zip(b.values());
            a.names().eq(b.names()) && entries.all(|(a, b)| types_meet(a, b, condition))
        }
        _ => condition(&a.ty(), &b.ty()),
    }
}

/// Whether some part is not known, not even in its type.
pub(super) fn has_unknown_type(value: &Value) -> bool {
    match &value.kind {
        Kind::Unknown(unknown) => unknown.ty.has_dynamic(),
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            items.iter().any(has_unknown_type)
        }
        Kind::Map(_, entries) | Kind::Object(entries) => entries.values().any(has_unknown_type),
        _ => false,
    }
}

/// Whether two types are one as far as they are known.
fn may_be_one(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Dynamic, _) | (_, Type::Dynamic) => true,
        (Type::List(a), Type::List(b))
        | (Type::Set(a), Type::Set(b))
        | (Type::Map(a), Type::Map(b)) => may_be_one(a, b),
        (Type::Tuple(a), Type::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| may_be_one(a, b))
        }
        (Type::Object(a), Type::Object(b)) => {
            let (left, right) = (&a.attributes, &b.attributes);
            left.keys().eq(right.keys())
                && left
                    .values()
                    .zip(right.values())
                    .all(|(a, b)| may_be_one(a, b))
        }
        _ => a == b,
    }
}

/// Whether all hold: one that certainly does not decides.
fn all(items: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for item in items {
        match item {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

fn equal_sets(a: &Value, b: &Value) -> Option<bool> {
    let (left, right) = (a.elements()?, b.elements()?);
    if types_differ(a, b) {
        return Some(false);
    }
    let are_known = a.is_wholly_known() && b.is_wholly_known();
    if are_known && left.len() != right.len() {
        return Some(false);
    }
    let (in_left, in_right) = (
        Values::of(left, Sameness::InSet),
        Values::of(right, Sameness::InSet),
    );
    let left = left.iter().map(|item| in_right.find(item));
    let right = right.iter().map(|item| in_left.find(item));
    let mut result = Some(true);
    for presence in left.chain(right) {
        match presence {
            // An element of one that the other certainly lacks decides.
            Presence::No => return Some(false),
            Presence::Maybe => result = None,
            Presence::Yes => {}
        }
    }
    result
}

fn equal_unknown(unknown: &Unknown, other: &Value) -> Option<bool> {
    if other.is_null() && unknown.is_never_null() {
        return Some(false);
    }
    if let Shape::Choice(alternatives) = &unknown.shape {
        let mut answers = alternatives.iter().map(|one| equal(one, other));
        let first = answers.next()??;
        return answers.all(|answer| answer == Some(first)).then_some(first);
    }
    if other.is_null() {
        return None;
    }
    if let Some(other) = other.as_unknown() {
        return equal_symbols(unknown, other);
    }
    let ty = other.ty();
    let is_other = if unknown.ty.has_dynamic() || has_unknown_type(other) {
        !may_be_one(&unknown.ty, &ty)
    } else {
        unknown.ty != ty
    };
    if is_other {
        // A null of another type is equal to no value either.
        return Some(false);
    }
    let refinement = &unknown.refinement;
    let excluded = match &other.kind {
        Kind::String(text) => {
            text.as_str().is_empty() && is_never_empty(unknown)
                || refinement
                    .prefix
                    .as_ref()
                    .is_some_and(|prefix| !text.as_str().starts_with(&**prefix))
                || template_excludes(unknown, text.as_str())
                || aws_text::excludes(unknown, text.as_str())
        }
        Kind::Number(number) => {
            refinement
                .minimum
                .as_ref()
                .is_some_and(|(bound, or_equal)| number < bound || (number == bound && !or_equal))
                || refinement
                    .maximum
                    .as_ref()
                    .is_some_and(|(bound, or_equal)| {
                        number > bound || (number == bound && !or_equal)
                    })
        }
        // Elements of a set that are not known may turn out to be equal.
        Kind::Set(..) if !other.is_wholly_known() => false,
        _ => {
            let count = other.elements().map(|items| items.len());
            let count = count.or_else(|| other.entries().map(super::map::Map::len));
            count.map(|count| count as u64).is_some_and(|count| {
                count < refinement.min_length
                    || refinement.max_length.is_some_and(|max| count > max)
            })
        }
    };
    excluded.then_some(false)
}

/// Whether a known text cannot be what a template becomes, by how the template begins and ends.
fn template_excludes(unknown: &Unknown, text: &str) -> bool {
    let Shape::Template(parts) = &unknown.shape else {
        return false;
    };
    let literal = |part: Option<&Part>| match part {
        Some(Part::Text(text, _)) => text.shared(),
        _ => "".into(),
    };
    let (start, end) = (literal(parts.first()), literal(parts.last()));
    let is_long_enough = parts.len() < 2 || text.len() >= start.len() + end.len();
    !(text.starts_with(&*start) && text.ends_with(&*end) && is_long_enough)
}

/// Whether a string that is not known is certainly neither `null` nor empty. The `id` and the `arn` of a resource are
/// never empty once it exists, which Terraform itself does not know.
pub(super) fn is_never_empty(unknown: &Unknown) -> bool {
    let of_value = |value: &Value| match &value.kind {
        Kind::String(text) => !text.as_str().is_empty(),
        Kind::Unknown(unknown) => is_never_empty(unknown),
        _ => false,
    };
    let by_shape = match &unknown.shape {
        Shape::Symbol(symbol) => symbol.is_identity(),
        Shape::Template(parts) => parts.iter().any(|part| match part {
            Part::Text(text, _) => !text.as_str().is_empty(),
            Part::Hole(value) => of_value(value),
        }),
        Shape::Choice(alternatives) => {
            !alternatives.is_empty() && alternatives.iter().all(of_value)
        }
        Shape::Folder(_) => true,
        _ => false,
    };
    by_shape
        || unknown
            .refinement
            .prefix
            .as_ref()
            .is_some_and(|prefix| !prefix.is_empty())
}

fn equal_symbols(a: &Unknown, b: &Unknown) -> Option<bool> {
    match (&a.shape, &b.shape) {
        (Shape::Symbol(left), Shape::Symbol(right)) => {
            if left == right {
                return left.is_single().then_some(true);
            }
            (left.is_unique() && right.is_unique() && !may_overlap(left, right)).then_some(false)
        }
        (Shape::Template(left), Shape::Template(right)) => {
            let same = left.len() == right.len()
                && left.iter().zip(right.iter()).all(|pair| match pair {
                    (Part::Text(a, _), Part::Text(b, _)) => a == b,
                    (Part::Hole(a), Part::Hole(b)) => equal(a, b) == Some(true),
                    _ => false,
                });
            same.then_some(true)
        }
        (Shape::Folder(left), Shape::Folder(right)) => Some(left == right),
        _ => None,
    }
}

/// Whether two attributes of different names may have one value: the `id` and the `arn` of one resource often are.
fn may_overlap(a: &Symbol, b: &Symbol) -> bool {
    a.owner == b.owner || a.path != b.path
}

/// A set of these values, which are all of type `element`: each once, in the order in which Terraform iterates it.
pub fn make_set(element: Type, items: Vec<Value>) -> Value {
    // Marks of elements belong to the set as a whole, as it cannot be told which element they were of.
    let mut marks = Marks::default();
    let items = items.into_iter().map(|item| {
        let (item, found) = item.unmarked();
        marks = marks.with(found);
        item
    });
    // What Terraform learns only later it takes for another one than what it knows, whatever it will be.
    let (late, known): (Vec<Value>, Vec<Value>) = items.partition(Value::is_partly_late);
    let once = |items: Vec<Value>| {
        let mut seen = Values::new(Sameness::InSet);
        items.into_iter().filter(move |item| seen.insert(item))
    };
    let kept = once(known).chain(once(late));
    let mut kept: Vec<(String, Value)> = kept.map(|item| (set_order(&item), item)).collect();
    kept.sort_by(|(key_a, a), (key_b, b)| order(a, b).then_with(|| key_a.cmp(key_b)));
    let kept: Vec<Value> = kept.into_iter().map(|(_, item)| item).collect();
    let set: Value = Kind::Set(element, kept.into()).into();
    set.marked(marks)
}

/// The order of a set's elements as far as their type has one: known before unknown, `null` after both.
fn order(a: &Value, b: &Value) -> Ordering {
    let rank = |value: &Value| match &value.kind {
        Kind::Null(_) => 2,
        Kind::Unknown(_) => 1,
        _ => 0,
    };
    let by_value = || match (&a.kind, &b.kind) {
        (Kind::String(a), Kind::String(b)) => a.as_str().cmp(b.as_str()),
        (Kind::Number(a), Kind::Number(b)) => a.cmp(b),
        (Kind::Bool(a), Kind::Bool(b)) => a.cmp(b),
        _ => Ordering::Equal,
    };
    rank(a).cmp(&rank(b)).then_with(by_value)
}

//! What stands for a list in a policy: one string alone, or a list of them.

use std::sync::Arc;

use crate::eval::{Cause, Kind, Part, PathStep, Shape, Unknown, Value, choice, equal};
use crate::types::Type;

use super::replaced;

/// How a list of a block becomes one of the document.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    /// Whether the order of the elements counts; otherwise they are sorted, the last first.
    pub(super) is_ordered: bool,
    /// Whether policy variables are replaced in them.
    pub(super) is_replaced: bool,
    /// Whether a list without elements is written at all.
    pub(super) is_kept_empty: bool,
}

/// A list or set of strings as a policy has it: nothing for an empty one, a string for one element, else a list.
pub(super) fn one_or_many(strings: &Value, listing: Listing) -> Option<Value> {
    let with = |item: &Value| {
        if listing.is_replaced {
            replaced(item)
        } else {
            item.clone()
        }
    };
    let at_origin = |value: Value| match strings.origin {
        Some(span) => value.or_at(span),
        None => value,
    };
    match &strings.kind {
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            many(items, listing, &with).map(at_origin)
        }
        Kind::Unknown(unknown) => Some(at_origin(of_unknown(strings, unknown, listing, &with))),
        _ => None,
    }
}

fn many(items: &[Value], listing: Listing, with: &dyn Fn(&Value) -> Value) -> Option<Value> {
    match items {
        [] if listing.is_kept_empty => return Some(Value::tuple([])),
        [] => return None,
        [only] => return Some(with(only)),
        _ => {}
    }
    if listing.is_ordered {
        return Some(Value::tuple(items.iter().map(with).collect::<Vec<_>>()));
    }
    if items.iter().all(Value::is_known) {
        // The provider sorts before it replaces.
        let mut items = items.to_vec();
        items.sort_by(|a, b| b.as_str().cmp(&a.as_str()));
        return Some(Value::tuple(items.iter().map(with).collect::<Vec<_>>()));
    }
    let list = unordered(items.iter().map(with).collect());
    let differ = (0..items.len()).any(|at| items[..at].iter().any(|one| differ(one, &items[at])));
    if differ {
        return Some(list);
    }
    // They may all turn out to be one.
    Some(choice(vec![with(&items[0]), list.clone()], &list))
}

/// A list of exactly these, fewer only where some turn out to be equal, whose order is not known.
pub(super) fn unordered(items: Vec<Value>) -> Value {
    if items.len() < 2 {
        return Value::tuple(items);
    }
    let mut unknown = Unknown::derived(Type::Dynamic, &items).not_null();
    unknown.dependencies = crate::eval::Dependencies::default();
    unknown.refinement.min_length = 1;
    unknown.refinement.max_length = Some(items.len() as u64);
    // There are no others; if there were, they would look like any.
    let each = Arc::new(items[0].clone());
    let known = items.into();
    unknown.shaped(Shape::Open { known, each }).into()
}

/// A list with these and any number of others that look like `each`.
pub(super) fn open(known: Vec<Value>, each: Value) -> Value {
    let mut unknown = Unknown::derived(Type::Dynamic, known.iter().chain([&each])).not_null();
    unknown.dependencies = crate::eval::Dependencies::default();
    unknown.refinement.min_length = u64::from(!known.is_empty());
    let (known, each) = (known.into(), Arc::new(each));
    unknown.shaped(Shape::Open { known, each }).into()
}

fn of_unknown(
    strings: &Value,
    unknown: &Unknown,
    listing: Listing,
    with: &dyn Fn(&Value) -> Value,
) -> Value {
    if let Shape::Choice(alternatives) = &unknown.shape {
        let alternatives = alternatives
            .iter()
            .map(|one| one_or_many(one, listing).unwrap_or_else(Value::null));
        return choice(alternatives.collect(), strings);
    }
    let (known, each) = match &unknown.shape {
        Shape::Open { known, each } => (known.iter().map(with).collect(), with(each)),
        _ => (Vec::new(), with(&any_element(strings, unknown))),
    };
    let is_empty_possible = known.is_empty() && unknown.refinement.min_length == 0;
    let mut alternatives = Vec::new();
    if is_empty_possible && !listing.is_kept_empty {
        alternatives.push(Value::null());
    }
    match known.as_slice() {
        [] => alternatives.push(each.clone()),
        [first, rest @ ..] if !rest.iter().any(|one| differ(first, one)) => {
            alternatives.push(first.clone());
        }
        _ => {}
    }
    let list = open(known, each);
    if alternatives.is_empty() {
        return list;
    }
    alternatives.push(list);
    choice(alternatives, strings)
}

/// What any string of a collection looks like that is not known.
fn any_element(strings: &Value, unknown: &Unknown) -> Value {
    let shape = match &unknown.shape {
        Shape::Symbol(symbol) => Shape::Symbol(symbol.step(PathStep::Any)),
        _ => return Unknown::derived(Type::String, [strings]).not_null().into(),
    };
    let element = Unknown {
        at: unknown.at,
        ..Unknown::new(Type::String, unknown.cause.clone())
    };
    element.not_null().shaped(shape).into()
}

/// Whether two strings are certainly not the same.
pub(super) fn differ(a: &Value, b: &Value) -> bool {
    equal(a, b) == Some(false) || differ_as_parts(&parts(a), &parts(b))
}

/// A string as its known texts with the holes between them; the first and the last are texts, which may be empty.
struct Parts<'v> {
    texts: Vec<&'v str>,
    holes: Vec<&'v Value>,
}

fn parts(value: &Value) -> Parts<'_> {
    let mut parts = Parts {
        texts: Vec::new(),
        holes: Vec::new(),
    };
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Template(found)) => {
            for part in found.iter() {
                match part {
                    Part::Text(text, _) => parts.texts.push(text.as_str()),
                    Part::Hole(hole) => {
                        parts.texts.resize(parts.holes.len() + 1, "");
                        parts.holes.push(hole);
                    }
                }
            }
            parts.texts.resize(parts.holes.len() + 1, "");
        }
        Some(_) => {
            parts.texts.extend(["", ""]);
            parts.holes.push(value);
        }
        None => parts.texts.push(value.as_str().unwrap_or_default()),
    }
    parts
}

/// Whether their beginnings or ends exclude each other, or they have the same holes and other lengths around them.
fn differ_as_parts(a: &Parts<'_>, b: &Parts<'_>) -> bool {
    let is_ascii = |parts: &Parts<'_>| parts.texts.iter().all(|text| text.is_ascii());
    // Other characters may merge with what stands in a hole.
    let (Some((a_first, b_first)), Some((a_last, b_last)), true) = (
        a.texts.first().zip(b.texts.first()),
        a.texts.last().zip(b.texts.last()),
        is_ascii(a) && is_ascii(b),
    ) else {
        return false;
    };
    let length = |parts: &Parts<'_>| parts.texts.iter().map(|text| text.len()).sum::<usize>();
    let same_holes = a.holes.len() == b.holes.len()
        && a.holes
            .iter()
            .zip(&b.holes)
            .all(|(a, b)| equal(a, b) == Some(true));
    !(a_first.starts_with(b_first) || b_first.starts_with(a_first))
        || !(a_last.ends_with(b_last) || b_last.ends_with(a_last))
        || (same_holes && length(a) != length(b))
}

/// A value that depends on these and of which nothing else is known.
pub(super) fn opaque<'v>(sources: impl IntoIterator<Item = &'v Value>) -> Value {
    let unknown = Unknown::derived(Type::Dynamic, sources);
    if unknown.dependencies.is_empty() && unknown.cause == Cause::Apply {
        return Value::unknown(Type::Dynamic, Cause::Instances);
    }
    unknown.into()
}

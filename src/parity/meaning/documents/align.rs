//! Two documents with what is alike in them at the same positions, so that a statement of which one action was changed
//! is not told as two statements.

use crate::eval::{Kind, Map, Value, show};
use crate::types::Type;

use super::super::super::both::Both;
use super::super::super::words::Words;
use super::set;

/// How many elements of one set are held against each other.
const MAX_COMPARED: usize = 64;

/// How many lines of one element are looked at.
const MAX_LINES: usize = 256;

/// Reorders sets of objects, at any depth.
pub(super) fn align(values: &Both<Value>, words: Both<&Words>) -> Both<Value> {
    let (left, right) = (&values.reference, &values.other);
    if let (Some(left_entries), Some(right_entries)) = (left.entries(), right.entries()) {
        return align_entries(
            Both::new((left, left_entries), (right, right_entries)),
            words,
        );
    }
    let (Kind::Set(_, left_items), Kind::Set(_, right_items)) = (&left.kind, &right.kind) else {
        return values.clone();
    };
    let items = Both::new(&**left_items, &**right_items);
    if !items.reference.iter().chain(items.other).all(is_object) {
        return values.clone();
    }
    let aligned = align_objects(items, words);
    let set = |items: Vec<Value>, of: &Value| {
        Value::from(Kind::Set(Type::Dynamic, items.into())).in_place_of(of)
    };
    Both::new(set(aligned.reference, left), set(aligned.other, right))
}

fn is_object(value: &Value) -> bool {
    value.entries().is_some()
}

fn align_entries(values: Both<(&Value, &Map)>, words: Both<&Words>) -> Both<Value> {
    let mut aligned: Both<Vec<(std::sync::Arc<str>, Value)>> = Both::default();
    let common = |name: &str, words: &Words| words.common(name).into_owned();
    let right: std::collections::BTreeMap<String, (&std::sync::Arc<str>, &Value)> = values
        .other
        .1
        .iter()
        .map(|(name, value)| (common(name, words.other), (name, value)))
        .collect();
    let mut taken = std::collections::BTreeSet::new();
    for (name, value) in values.reference.1 {
        let key = common(name, words.reference);
        let Some((other_name, other)) = right.get(&key) else {
            aligned.reference.push((name.clone(), value.clone()));
            continue;
        };
        let other = match &**name {
            "Action" | "NotAction" => spelled_alike(value, other),
            _ => (*other).clone(),
        };
        let both = align(&Both::new(value.clone(), other), words);
        aligned.reference.push((name.clone(), both.reference));
        aligned.other.push(((*other_name).clone(), both.other));
        taken.insert((*other_name).clone());
    }
    let rest = values
        .other
        .1
        .iter()
        .filter(|(name, _)| !taken.contains(name));
    aligned.other.extend(rest.cloned());
    let object = |entries: Vec<(std::sync::Arc<str>, Value)>, of: &Value| {
        Value::object(entries.into_iter().collect::<Map>()).in_place_of(of)
    };
    Both::new(
        object(aligned.reference, values.reference.0),
        object(aligned.other, values.other.0),
    )
}

/// The most alike first, each with its own, and then what is left of each side.
fn align_objects(items: Both<&[Value]>, words: Both<&Words>) -> Both<Vec<Value>> {
    if items.reference.len().max(items.other.len()) > MAX_COMPARED {
        return items.map(|items| items.to_vec());
    }
    let lines = Both::of(|which| {
        let items = items.get(which).iter();
        let lines = items.map(|item| lines_of(item, words.get(which)));
        lines.collect::<Vec<Vec<String>>>()
    });
    let mut scored: Vec<(usize, usize, usize)> = Vec::new();
    for (at, one) in lines.reference.iter().enumerate() {
        for (other_at, other) in lines.other.iter().enumerate() {
            let common = one.iter().filter(|line| other.contains(line)).count();
            let apart = one.len() + other.len() - 2 * common;
            scored.push((apart, at, other_at));
        }
    }
    scored.sort_unstable();
    let mut rest: Both<Vec<Option<&Value>>> = items.map(|items| items.iter().map(Some).collect());
    let mut aligned: Both<Vec<Value>> = Both::default();
    for (_, at, other_at) in scored {
        if rest.reference[at].is_some() && rest.other[other_at].is_some() {
            let pair = Both::new(rest.reference[at].take(), rest.other[other_at].take());
            if let Some(pair) = pair.both() {
                let pair = align(&pair.map(|value| (*value).clone()), words);
                aligned.reference.push(pair.reference);
                aligned.other.push(pair.other);
            }
        }
    }
    let left = |items: Vec<Option<&Value>>| items.into_iter().flatten().cloned().collect();
    let (reference, other): (Vec<Value>, Vec<Value>) = (left(rest.reference), left(rest.other));
    aligned.reference.extend(reference);
    aligned.other.extend(other);
    aligned
}

/// What an element says, each thing with its name.
fn lines_of(value: &Value, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    add_lines(value, "", words, &mut lines);
    lines
}

fn add_lines(value: &Value, path: &str, words: &Words, into: &mut Vec<String>) {
    if into.len() >= MAX_LINES {
        return;
    }
    if let Some(entries) = value.entries() {
        for (name, entry) in entries {
            add_lines(
                entry,
                &format!("{path}.{}", words.common(name)),
                words,
                into,
            );
        }
    } else if let Some(items) = value.elements() {
        for item in items.iter() {
            add_lines(item, path, words, into);
        }
    } else {
        let text = show(value);
        into.push(format!("{path}={}", words.common(&text).to_lowercase()));
    }
}

/// Actions as the left set spells them: case does not matter in their names.
fn spelled_alike(left: &Value, right: &Value) -> Value {
    let (Some(left), Some(items)) = (left.elements(), right.elements()) else {
        return right.clone();
    };
    let respelled = |value: &Value| {
        let text = value.as_str()?;
        let mut left = left.iter().filter_map(Value::as_str);
        let same = left.find(|it| it.eq_ignore_ascii_case(text))?;
        Some(Value::string(same).in_place_of(value))
    };
    let items = items.iter();
    set(items.map(|value| respelled(value).unwrap_or_else(|| value.clone()))).in_place_of(right)
}

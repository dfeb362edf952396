//! JSON in text attributes, in one form for all texts that mean the same: however it is written, spaced and ordered.

mod align;
mod breadth;
mod containers;
mod policies;
#[cfg(test)]
mod tests;

pub(in super::super) use breadth::open_to_more;

use crate::eval::function::json_document;
use crate::eval::{Kind, Shape, Value, equal, show};
use crate::graph::possible;
use crate::source::{FileId, Span};
use crate::types::Type;

use super::super::both::Both;
use super::super::words::Words;

/// How many values a document may consist of: nobody writes a larger one.
const MAX_SIZE: u32 = 100_000;

/// How long a text may be that is still read as a document.
const MAX_LENGTH: usize = 1 << 20;

/// The document that an argument of a resource type holds as text: policies as sets of statements, containers by name.
/// `None` where the text is no object and no list in JSON.
fn canonical(kind: &str, attribute: &str, value: &Value) -> Option<Value> {
    if value.size > MAX_SIZE || !may_be_json(value) {
        return None;
    }
    let place = Span::file_start(FileId(0));
    let document = json_document(value, value.place().unwrap_or(place))?;
    if !is_structured(&document) || document.size > MAX_SIZE {
        return None;
    }
    let argument = attribute.rsplit('.').next().unwrap_or(attribute);
    let argument = argument.split('[').next().unwrap_or(argument);
    Some(match (kind, argument) {
        ("aws_ecs_task_definition", "container_definitions") => containers::canonical(&document),
        (_, "event_pattern" | "filter_policy") => without_order(&document),
        ("aws_ecr_lifecycle_policy", "policy") => rules_by(&document, "rules", "rulePriority"),
        _ if policies::is_policy(&document) => policies::canonical(&document),
        _ => document,
    })
}

/// The documents of both sides, with what is alike in them at the same positions. `None` where either is none.
pub(in super::super) fn canonical_of_both(
    kind: &str,
    attribute: &str,
    values: Both<&Value>,
    words: Both<&Words>,
) -> Option<Both<Value>> {
    let documents = values.map(|value| canonical(kind, attribute, value));
    Some(align::align(&documents.both()?, words))
}

/// Whether a text may be an object or a list in JSON, by how it begins.
fn may_be_json(value: &Value) -> bool {
    let begins = |text: &str| text.trim_start().starts_with(['{', '[']);
    if let Some(text) = value.as_str() {
        return text.len() <= MAX_LENGTH && begins(text);
    }
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Encoded(..)) => true,
        Some(Shape::Template(parts)) => match parts.first() {
            Some(crate::eval::Part::Text(text, _)) => begins(text.as_str()),
            _ => false,
        },
        _ => false,
    }
}

fn is_structured(value: &Value) -> bool {
    let is_partial = matches!(
        value.as_unknown().map(|unknown| &unknown.shape),
        Some(Shape::Partial(_) | Shape::Open { .. } | Shape::Entries { .. })
    );
    value.entries().is_some() || value.elements().is_some() || is_partial
}

/// A set of these, each once, in an order that hangs on nothing but what they are.
fn set(items: impl IntoIterator<Item = Value>) -> Value {
    let mut keyed: Vec<(String, Value)> =
        items.into_iter().map(|item| (show(&item), item)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed.dedup_by(|a, b| a.0 == b.0 && equal(&a.1, &b.1) != Some(false));
    let items: Vec<Value> = keyed.into_iter().map(|(_, item)| item).collect();
    Kind::Set(Type::Dynamic, items.into()).into()
}

/// What may be written as a list or as its only element, as a set. What is not known stays as it is.
fn one_or_many(value: &Value, each: impl Fn(&Value) -> Value) -> Value {
    let items = value.elements().map(|items| &**items);
    match items.or_else(|| only_repeated(value)) {
        Some(items) => set(items.iter().map(each)).in_place_of(value),
        None if value.is_known() => set([each(value)]).in_place_of(value),
        None => match value.as_unknown().map(|unknown| &unknown.ty) {
            // A text that is not known is one element; what may be a list may be several.
            Some(Type::String) => set([each(value)]).in_place_of(value),
            _ => value.clone(),
        },
    }
}

/// The elements of a list that was made of a set of which two may turn out to be equal: it has these, and no others.
fn only_repeated(value: &Value) -> Option<&[Value]> {
    let Shape::Open { known, each } = &value.as_unknown()?.shape else {
        return None;
    };
    let own: Vec<String> = known.iter().map(show).collect();
    let is_own = |one: &&Value| own.contains(&show(one));
    possible(each).iter().all(is_own).then_some(known)
}

/// The same with every list as a set.
fn without_order(value: &Value) -> Value {
    if let Some(items) = value.elements() {
        return set(items.iter().map(without_order)).in_place_of(value);
    }
    map_entries(value, |_, entry| Some(without_order(entry)))
}

/// An object with each of its entries replaced, or left out. What is no object stays as it is.
fn map_entries(value: &Value, with: impl Fn(&str, &Value) -> Option<Value>) -> Value {
    let Some(entries) = value.entries() else {
        return value.clone();
    };
    let entries = entries.iter();
    let kept = entries.filter_map(|(name, entry)| Some((name.clone(), with(name, entry)?)));
    Value::object(kept.collect::<crate::eval::Map>()).in_place_of(value)
}

/// A list of objects as an object, by the text or number that each has under `name`. `None` where that is not known of
/// each, or not different.
fn by_name(list: &Value, name: &str, entry: impl Fn(&Value) -> Option<Value>) -> Option<Value> {
    let items = list.elements()?;
    let mut found = std::collections::BTreeMap::new();
    for item in items.iter() {
        let key = item.get(name)?;
        let key = match &key.kind {
            Kind::String(text) => text.as_str().to_owned(),
            Kind::Number(number) => number.to_string(),
            _ => return None,
        };
        if found.insert(key.into(), entry(item)?).is_some() {
            return None;
        }
    }
    Some(Value::object(found).in_place_of(list))
}

/// The same document with a list of rules by an entry that each has of its own.
fn rules_by(document: &Value, list: &str, key: &str) -> Value {
    map_entries(document, |name, entry| {
        let keyed = (name == list).then(|| by_name(entry, key, |rule| Some(rule.clone())));
        Some(keyed.flatten().unwrap_or_else(|| entry.clone()))
    })
}

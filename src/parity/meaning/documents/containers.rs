//! Containers of a task definition: by name, and in each what is a list of names as names.

use std::sync::Arc;

use crate::eval::{Kind, Map, Part, Shape, Text, Unknown, Value};

use super::{by_name, map_entries, set};

/// Lists whose order counts for nothing.
const SETS: &[&str] = &[
    "links",
    "mountPoints",
    "ulimits",
    "volumesFrom",
    "systemControls",
];

/// Containers in the form that all lists of the same containers have.
pub(super) fn canonical(document: &Value) -> Value {
    let Some(items) = document.elements() else {
        return document.clone();
    };
    let items: Vec<Value> = items.iter().map(container).collect();
    let list = Value::tuple(items).in_place_of(document);
    by_name(&list, "name", |container| Some(container.clone())).unwrap_or(list)
}

fn container(value: &Value) -> Value {
    if value.entries().is_none() {
        return value.clone();
    }
    let named = with_field_names(value);
    let fields = map_entries(&named, |name, entry| {
        if entry.is_null() || (name == "cpu" && is_zero(entry)) {
            return None;
        }
        Some(match name {
            "environment" => pairs(entry, "value"),
            "secrets" => pairs(entry, "valueFrom"),
            "dependsOn" => depends_on(entry),
            "portMappings" => ports(entry),
            "healthCheck" => health_check(entry),
            "image" => image(entry),
            _ if SETS.contains(&name) => match entry.elements() {
                Some(items) => set(items.iter().cloned()).in_place_of(entry),
                None => entry.clone(),
            },
            _ => entry.clone(),
        })
    });
    with_defaults(&fields, [("essential", Value::bool(true))])
}

/// The same fields with small initial letters: the provider reads names of fields without regard to case.
fn with_field_names(value: &Value) -> Value {
    let Some(entries) = value.entries() else {
        return value.clone();
    };
    let entries = entries.iter().map(|(name, entry)| {
        let mut letters = name.chars();
        let name: String = match letters.next() {
            Some(first) => first.to_lowercase().chain(letters).collect(),
            None => String::new(),
        };
        (name, entry.clone())
    });
    Value::object(entries.collect::<Map>()).in_place_of(value)
}

/// The same object with these entries where it has none of the name.
fn with_defaults<const N: usize>(value: &Value, defaults: [(&str, Value); N]) -> Value {
    let Some(entries) = value.entries() else {
        return value.clone();
    };
    let given = entries.iter();
    let given = given.map(|(name, entry)| (name.clone(), entry.clone()));
    let missing = defaults.into_iter();
    let missing = missing.filter(|(name, _)| !entries.contains(name));
    let missing = missing.map(|(name, entry)| (name.into(), entry));
    Value::object(given.chain(missing).collect::<Map>()).in_place_of(value)
}

/// A list of objects that give each name something, as an object; else as a set.
fn pairs(list: &Value, given: &str) -> Value {
    let Some(items) = list.elements() else {
        return list.clone();
    };
    let items: Vec<Value> = items.iter().map(with_field_names).collect();
    let named = Value::tuple(items.clone()).in_place_of(list);
    let by_name = by_name(&named, "name", |item| {
        let is_pair = item.entries().is_some_and(|entries| entries.len() <= 2);
        let nothing = || Value::string("");
        is_pair.then(|| item.get(given).cloned().unwrap_or_else(nothing))
    });
    by_name.unwrap_or_else(|| set(items).in_place_of(list))
}

fn depends_on(list: &Value) -> Value {
    let named = by_name(list, "containerName", |item| item.get("condition").cloned());
    named.unwrap_or_else(|| list.clone())
}

/// Ports as a set: TCP where nothing is said, and the port of the machine only where it is another one.
fn ports(list: &Value) -> Value {
    let Some(items) = list.elements() else {
        return list.clone();
    };
    let items = items.iter().map(|item| {
        let item = with_field_names(item);
        let own = item.get("containerPort").and_then(number);
        let fields = map_entries(&item, |name, entry| {
            let is_implied = name == "hostPort"
                && number(entry).is_some_and(|port| port == 0 || Some(port) == own);
            (!is_implied && !entry.is_null()).then(|| entry.clone())
        });
        with_defaults(&fields, [("protocol", Value::string("tcp"))])
    });
    set(items).in_place_of(list)
}

fn health_check(value: &Value) -> Value {
    let defaults = [("interval", 30), ("timeout", 5), ("retries", 3)];
    let defaults = defaults.map(|(name, number)| (name, Value::number(number)));
    with_defaults(&with_field_names(value), defaults)
}

/// An image as its repository and what is taken from it: a tag, or a digest.
fn image(value: &Value) -> Value {
    let split = match &value.kind {
        Kind::String(text) => {
            let (repository, name, rest) = split(text.as_str());
            rest.map(|rest| (Value::string(repository), name, Value::string(rest)))
        }
        Kind::Unknown(unknown) => match &unknown.shape {
            Shape::Template(parts) => split_parts(unknown, parts),
            _ => None,
        },
        _ => None,
    };
    let Some((repository, name, rest)) = split else {
        let repository = value.clone();
        let alone: Map = [("repository", repository)].into_iter().collect();
        return Value::object(alone).in_place_of(value);
    };
    let parts = [("repository", repository), (name, rest)];
    Value::object(parts.into_iter().collect::<Map>()).in_place_of(value)
}

/// A reference before and after its tag or digest, with the name of what follows.
fn split(text: &str) -> (&str, &'static str, Option<&str>) {
    if let Some((repository, digest)) = text.split_once('@') {
        return (repository, "digest", Some(digest));
    }
    let name_at = text.rfind('/').map_or(0, |at| at + 1);
    match text[name_at..].find(':') {
        Some(at) => {
            let at = name_at + at;
            (&text[..at], "tag", Some(&text[at + 1..]))
        }
        None => (text, "tag", None),
    }
}

/// The same of a reference that is not wholly known: its last known text that holds a separator splits it.
fn split_parts(unknown: &Arc<Unknown>, parts: &[Part]) -> Option<(Value, &'static str, Value)> {
    for (at, part) in parts.iter().enumerate().rev() {
        let Part::Text(text, origin) = part else {
            continue;
        };
        let is_separated = text.as_str().contains(['/', ':', '@']);
        if !is_separated {
            continue;
        }
        let (before, name, after) = split(text.as_str());
        let after = after?;
        let piece = |text: &str| {
            let is_there = !text.is_empty();
            is_there.then(|| Part::Text(Text::new(text), *origin))
        };
        let front = parts[..at].iter().cloned().chain(piece(before));
        let back = piece(after)
            .into_iter()
            .chain(parts[at + 1..].iter().cloned());
        return Some((
            template(unknown, front.collect()),
            name,
            template(unknown, back.collect()),
        ));
    }
    None
}

/// A text of these parts: the known text, or what is not known, where it is that alone.
fn template(of: &Arc<Unknown>, parts: Vec<Part>) -> Value {
    match &parts[..] {
        [] => Value::string(""),
        [Part::Text(text, _)] => Value::string(text.as_str()),
        [Part::Hole(hole)] => hole.clone(),
        _ => Unknown::clone(of)
            .shaped(Shape::Template(parts.into()))
            .into(),
    }
}

fn number(value: &Value) -> Option<i64> {
    crate::aws::placement::truth::whole(value)
}

fn is_zero(value: &Value) -> bool {
    number(value) == Some(0)
}

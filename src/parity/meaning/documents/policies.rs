//! Policies of IAM and of resources: sets of statements. Names of statements say nothing, and neither does an order.

use std::collections::BTreeMap;

use crate::eval::{Kind, Map, Part, Shape, Value, show};

use super::breadth::stands_for;
use super::{map_entries, one_or_many, set};

/// What says what a statement is about.
const SETS: &[&str] = &["Action", "NotAction", "Resource", "NotResource"];

/// How many names of one statement are held against each other.
const MAX_NAMES: usize = 256;

/// Whether a document has statements.
pub(super) fn is_policy(document: &Value) -> bool {
    let statements = document.get("Statement");
    statements.is_some_and(|it| it.elements().is_some() || it.entries().is_some())
}

/// A policy in the form that all policies of the same meaning have.
pub(super) fn canonical(document: &Value) -> Value {
    let has_variables = has_variables(document);
    let mut policy = map_entries(document, |name, entry| match name {
        "Statement" => Some(statements(entry)),
        "Id" => None,
        // The version decides whether variables are read, and nothing else.
        "Version" if !has_variables => None,
        _ => Some(entry.clone()),
    });
    if has_variables && policy.get("Version").is_none() {
        let first = ("Version".into(), Value::string("2008-10-17"));
        let entries = policy.entries().into_iter().flatten().cloned();
        let entries: Map = entries.chain([first]).collect();
        policy = Value::object(entries).in_place_of(document);
    }
    policy
}

/// Statements as a set. Those that differ in nothing but their actions are one.
fn statements(value: &Value) -> Value {
    let all: Vec<Value> = match value.elements() {
        Some(items) => items.iter().map(statement).collect(),
        None => vec![statement(value)],
    };
    let mut merged: BTreeMap<String, Value> = BTreeMap::new();
    for statement in all {
        let rest = map_entries(&statement, |name, entry| {
            (name != "Action").then(|| entry.clone())
        });
        let has_actions = statement.get("Action").is_some_and(Value::is_known);
        let key = if has_actions {
            show(&rest)
        } else {
            format!("whole {}", show(&statement))
        };
        match merged.get_mut(&key) {
            Some(found) => *found = joined(found, &statement),
            None => {
                merged.insert(key, statement);
            }
        }
    }
    set(merged.into_values()).in_place_of(value)
}

/// A statement with the actions of both.
fn joined(one: &Value, other: &Value) -> Value {
    let actions = |statement: &Value| {
        let actions = statement.get("Action").and_then(Value::elements);
        actions.map(|items| items.to_vec()).unwrap_or_default()
    };
    let all = uncovered(&set(actions(one).into_iter().chain(actions(other))));
    map_entries(one, |name, entry| match name {
        "Action" => Some(all.clone()),
        _ => Some(entry.clone()),
    })
}

fn statement(value: &Value) -> Value {
    map_entries(value, |name, entry| match name {
        "Sid" => None,
        _ if entry.is_null() => None,
        "Principal" | "NotPrincipal" => Some(principal(entry)),
        "Condition" => condition(entry),
        _ if SETS.contains(&name) => Some(uncovered(&one_or_many(entry, Value::clone))),
        _ => Some(entry.clone()),
    })
}

/// A set of names without those that stand for nothing more than another of them does by its wildcards.
fn uncovered(names: &Value) -> Value {
    let Some(items) = names.elements() else {
        return names.clone();
    };
    let text = |at: usize| items[at].as_str();
    let covers = |one: usize, other: usize| match (text(one), text(other)) {
        (Some(pattern), Some(name)) => {
            one != other && pattern != name && pattern.contains('*') && stands_for(pattern, name)
        }
        _ => false,
    };
    // Each is held against each: of very many none is looked for.
    if items.len() > MAX_NAMES
        || !(0..items.len()).any(|at| text(at).is_some_and(|it| it.contains('*')))
    {
        return names.clone();
    }
    let kept = (0..items.len()).filter(|at| !(0..items.len()).any(|other| covers(other, *at)));
    set(kept.map(|at| items[at].clone())).in_place_of(names)
}

/// Whom a statement is about: everybody, or sets of names by kind.
fn principal(value: &Value) -> Value {
    if value.as_str() == Some("*") {
        let everybody: Map = [("AWS", set([value.clone()]))].into_iter().collect();
        return Value::object(everybody).in_place_of(value);
    }
    map_entries(value, |kind, names| {
        Some(one_or_many(names, |name| match kind {
            "AWS" => account(name),
            _ => name.clone(),
        }))
    })
}

/// An account that is named by its number alone, by its ARN.
fn account(name: &Value) -> Value {
    let Some(number) = name.as_str() else {
        return name.clone();
    };
    let is_account = number.len() == 12 && number.bytes().all(|digit| digit.is_ascii_digit());
    if is_account {
        Value::string(format!("arn:aws:iam::{number}:root")).in_place_of(name)
    } else {
        name.clone()
    }
}

/// Conditions as sets of texts; `None` where there is none.
fn condition(value: &Value) -> Option<Value> {
    if value.entries().is_some_and(Map::is_empty) {
        return None;
    }
    Some(map_entries(value, |_, tests| {
        Some(map_entries(tests, |_, wanted| {
            Some(one_or_many(wanted, as_text))
        }))
    }))
}

/// Conditions compare texts, also where a number or a boolean is written.
fn as_text(value: &Value) -> Value {
    match &value.kind {
        Kind::Bool(flag) => Value::string(flag.to_string()).in_place_of(value),
        Kind::Number(number) => Value::string(number.to_string()).in_place_of(value),
        _ => value.clone(),
    }
}

/// Whether a text in a policy has a variable of IAM, such as `${aws:username}`.
fn has_variables(value: &Value) -> bool {
    if let Some(text) = value.as_str() {
        return text.contains("${");
    }
    if let Some(items) = value.elements() {
        return items.iter().any(has_variables);
    }
    if let Some(entries) = value.entries() {
        return entries.values().any(has_variables);
    }
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Template(parts)) => parts.iter().any(|part| match part {
            Part::Text(text, _) => text.as_str().contains("${"),
            Part::Hole(_) => false,
        }),
        _ => false,
    }
}

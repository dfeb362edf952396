//! What Terraform 1.11.4 gives for expressions without unknown values, in value and type.

use serde_json::{Value as Json, json};

use super::language::evaluate;
use crate::eval::constraint::Constraint;
use crate::eval::value::{Kind, Value};
use crate::hcl::parse_expression;
use crate::source::FileId;
use crate::types::to_json;

/// One expression a line, with the type and value of the output that Terraform stored for it, or that it refused it.
const MEASURED: &str = include_str!("measured.jsonl");

/// The same of expressions that were put together at random: conversions of nested values, conditions, equality.
const RANDOM: &str = include_str!("random.jsonl");

/// The same of expressions that are given to a variable of a type: `wanted`.
const CONVERTED: &str = include_str!("converted.jsonl");

/// What Terraform says in a plan of expressions with values that it does not know; `$unknown` where it says nothing.
/// The names are resources and locals of the same types as in these tests. One behaviour is left out, since it does
/// not hold once the values are known: `matchkeys` takes what is searched for and not known for nothing.
const PLANNED: &str = include_str!("planned.jsonl");

fn value_to_json(value: &Value) -> Json {
    match &value.kind {
        Kind::Null(_) => Json::Null,
        Kind::Bool(flag) => json!(flag),
        Kind::Number(number) => json!({ "$num": number.to_string() }),
        Kind::String(text) => json!(text.as_str()),
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            items.iter().map(value_to_json).collect()
        }
        Kind::Map(_, entries) | Kind::Object(entries) => entries
            .iter()
            .map(|(name, entry)| (name.to_string(), value_to_json(entry)))
            .collect::<serde_json::Map<String, Json>>()
            .into(),
        Kind::Unknown(_) => json!("not known"),
    }
}

/// Numbers as texts, which is how they are compared.
fn with_number_texts(json: &Json) -> Json {
    match json {
        Json::Number(number) => json!({ "$num": number.to_string() }),
        Json::Array(items) => items.iter().map(with_number_texts).collect(),
        Json::Object(entries) => entries
            .iter()
            .map(|(name, entry)| {
                let is_text = name == "$num";
                let entry = if is_text {
                    entry.clone()
                } else {
                    with_number_texts(entry)
                };
                (name.clone(), entry)
            })
            .collect::<serde_json::Map<String, Json>>()
            .into(),
        other => other.clone(),
    }
}

fn difference(line: &str) -> Option<String> {
    let case: Json = serde_json::from_str(line).unwrap();
    let text = case["expr"].as_str().unwrap();
    let value = match case["wanted"].as_str() {
        Some(wanted) => evaluate(text).and_then(|value| {
            let wanted = parse_expression(FileId(0), wanted).unwrap();
            let wanted = Constraint::read(&wanted, &|_| Value::null()).unwrap();
            wanted.apply(&value)
        }),
        None => evaluate(text),
    };
    let fails = case.get("error").is_some();
    let value = match (value, fails) {
        (Err(_), true) => return None,
        (Ok(value), true) => return Some(format!("{text}: {value:?}, not an error")),
        (Err(message), false) => return Some(format!("{text}: {message}")),
        (Ok(value), false) => value,
    };
    // Terraform does not store the type of an output that is null.
    let expected_type = case["type"].clone();
    let ty = if value.is_null() {
        Json::Null
    } else {
        to_json(&value.ty())
    };
    let (found, expected) = (value_to_json(&value), with_number_texts(&case["value"]));
    if ty != expected_type {
        return Some(format!("{text}: type {ty}, not {expected_type}"));
    }
    (found != expected).then(|| format!("{text}: {found}, not {expected}"))
}

#[test]
fn known_values_are_as_terraform_computes_them() {
    let lines = MEASURED.lines().chain(RANDOM.lines());
    let differences: Vec<String> = lines.filter_map(difference).collect();
    assert!(
        differences.is_empty(),
        "{} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn values_of_variables_are_converted_as_terraform_does() {
    let differences: Vec<String> = CONVERTED.lines().filter_map(difference).collect();
    assert!(
        differences.is_empty(),
        "{} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// Whether a value says what the plan says, or more.
fn agrees(value: &Value, planned: &Json) -> bool {
    if planned.get("$unknown").is_some() {
        return true;
    }
    match planned {
        Json::Array(items) => match (value.elements(), &value.kind) {
            // In a set, Terraform counts one unknown value for each time that it is put in.
            (Some(found), Kind::Set(..)) => found.len() <= items.len(),
            (Some(found), _) => {
                found.len() == items.len()
                    && found
                        .iter()
                        .zip(items)
                        .all(|(found, item)| agrees(found, item))
            }
            (None, _) => false,
        },
        Json::Object(entries) => value.entries().is_some_and(|found| {
            found.len() == entries.len()
                && entries
                    .iter()
                    .all(|(name, entry)| found.get(name).is_some_and(|found| agrees(found, entry)))
        }),
        known => value_to_json(value) == with_number_texts(known),
    }
}

#[test]
fn what_terraform_knows_in_a_plan_is_known() {
    let mut differences = Vec::new();
    for line in PLANNED.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let text = case["expr"].as_str().unwrap();
        let fails = case.get("error").is_some();
        match evaluate(text) {
            // An error that Terraform would find only when it applies may be found at once.
            Err(message) if !(fails || case["value"].get("$unknown").is_some()) => {
                differences.push(format!("{text}: {message}"));
            }
            Ok(value) if fails => differences.push(format!("{text}: {value:?}, not an error")),
            Ok(value) if !agrees(&value, &case["value"]) => {
                differences.push(format!("{text}: {value:?}, not {}", case["value"]));
            }
            _ => {}
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

//! The combinations that a matrix makes, as GitHub documents them.

use std::collections::BTreeMap;

use super::expression::{Value, value_of};
use super::phrase::{Cause, Truth};
use super::scope::Scope;
use crate::data::{Kind, Node};

/// GitHub refuses a matrix of more jobs.
const MAX_JOBS: usize = 256;

type Combination = BTreeMap<String, Value>;

/// The values of `matrix`, one for each job. One that is not known where they are not.
pub(super) fn combinations(matrix: Option<&Node>, scope: &Scope<'_>) -> Vec<Value> {
    let Some(matrix) = matrix else {
        return vec![Value::Null];
    };
    let given = evaluated(matrix, scope);
    match combine(&given) {
        Ok(found) => found.into_iter().map(Value::object).collect(),
        Err(cause) => vec![Value::Open(cause.or_at(matrix.span))],
    }
}

/// A matrix with its expressions replaced, wherever they stand in it.
fn evaluated(node: &Node, scope: &Scope<'_>) -> Value {
    match &node.kind {
        Kind::String(text) => value_of(text, scope),
        Kind::Sequence(elements) => {
            Value::List(elements.iter().map(|it| evaluated(it, scope)).collect())
        }
        Kind::Mapping(entries) => {
            let entries = entries.iter();
            Value::object(
                entries
                    .map(|(key, value)| (key.text.clone(), evaluated(value, scope)))
                    .collect(),
            )
        }
        _ => Value::of_node(node),
    }
}

fn combine(given: &Value) -> Result<Vec<Combination>, Cause> {
    let entries = match given {
        Value::Object {
            entries,
            others: None,
        } => entries,
        Value::Open(cause) => return Err(cause.clone()),
        _ => return Err(Cause::new("the matrix has no form that is understood")),
    };
    let mut found: Vec<Combination> = vec![Combination::new()];
    for (name, values) in entries {
        if matches!(name.as_str(), "include" | "exclude") {
            continue;
        }
        let values = list(values)?;
        let mut next = Vec::new();
        for combination in &found {
            for value in values {
                let mut combination = combination.clone();
                combination.insert(name.clone(), value.clone());
                next.push(combination);
            }
            if next.len() > MAX_JOBS {
                return Err(Cause::new(
                    "the matrix has more combinations than GitHub takes",
                ));
            }
        }
        found = next;
    }
    exclude(entries.get("exclude"), &mut found)?;
    include(entries, &mut found)?;
    Ok(found)
}

fn list(value: &Value) -> Result<&[Value], Cause> {
    match value {
        Value::List(values) => Ok(values),
        Value::Open(cause) => Err(cause.clone()),
        _ => Err(Cause::new("the matrix has no form that is understood")),
    }
}

fn exclude(given: Option<&Value>, found: &mut Vec<Combination>) -> Result<(), Cause> {
    for excluded in given.map_or(Ok(&[][..]), list)? {
        let excluded = members(excluded)?;
        let is_excluded = |combination: &Combination| {
            excluded
                .iter()
                .all(|(name, value)| combination.get(name) == Some(value))
        };
        found.retain(|combination| !is_excluded(combination));
    }
    Ok(())
}

/// Each object of `include` adds to every combination that it contradicts in nothing; where there is none, it is a
/// combination of its own.
fn include(entries: &Combination, found: &mut Vec<Combination>) -> Result<(), Cause> {
    let included = entries.get("include").map_or(Ok(&[][..]), list)?;
    let is_original =
        |name: &str| name != "include" && name != "exclude" && entries.contains_key(name);
    if !entries.keys().any(|name| is_original(name)) && !included.is_empty() {
        found.clear();
    }
    let original = found.len();
    for one in included {
        let one = members(one)?;
        let mut fits_any = false;
        for combination in found.iter_mut().take(original) {
            let agrees = |(name, value): (&String, &Value)| {
                !is_original(name) || combination.get(name).is_some_and(|own| same(own, value))
            };
            if one.iter().all(agrees) {
                fits_any = true;
                combination.extend(one.clone());
            }
        }
        if !fits_any {
            found.push(one.clone());
        }
        if found.len() > MAX_JOBS {
            return Err(Cause::new(
                "the matrix has more combinations than GitHub takes",
            ));
        }
    }
    Ok(())
}

fn members(value: &Value) -> Result<&Combination, Cause> {
    match value {
        Value::Object {
            entries,
            others: None,
        } => Ok(entries),
        Value::Open(cause) => Err(cause.clone()),
        _ => Err(Cause::new("the matrix has no form that is understood")),
    }
}

fn same(one: &Value, two: &Value) -> bool {
    one == two || one.to_phrase().is_same(&two.to_phrase()) == Truth::Yes
}

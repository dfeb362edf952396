//! Whether a document with holes satisfies a schema whatever they turn out to be.

use serde_json::{Map, Value};

use super::Schema;
use crate::data::{Kind, Node};

/// Keywords by which a value may be refused for being like something.
const SELECTIVE: [&str; 5] = ["dependentSchemas", "if", "not", "oneOf", "propertyNames"];

/// How a hole is filled in: no schema without selective keywords takes all of these and refuses another value of the
/// same kind, unless it lists values or patterns, which some of these do not meet.
fn fillings() -> Vec<Value> {
    let long = "\u{1F600}".repeat(300);
    vec![
        Value::Null,
        Value::Bool(false),
        Value::from(0),
        Value::from(-1.5),
        Value::from(f64::MAX),
        Value::from(""),
        Value::from("x"),
        Value::from(long),
        Value::Array(Vec::new()),
        Value::Object(Map::new()),
    ]
}

/// Whether the document satisfies the schema whatever its holes are. `false` where that is not certain.
pub fn holds_anyway(schema: &Schema, node: &Node) -> bool {
    if schema.documents.values().any(is_selective) {
        return false;
    }
    fillings()
        .iter()
        .all(|filling| schema.validator.is_valid(&filled(node, filling)))
}

fn is_selective(schema: &Value) -> bool {
    match schema {
        Value::Object(entries) => entries
            .iter()
            .any(|(key, value)| SELECTIVE.contains(&key.as_str()) || is_selective(value)),
        Value::Array(items) => items.iter().any(is_selective),
        _ => false,
    }
}

fn filled(node: &Node, filling: &Value) -> Value {
    match &node.kind {
        Kind::Hole => filling.clone(),
        // It is a string in any case.
        Kind::Partial(text) => match filling {
            Value::String(_) => filling.clone(),
            _ => Value::String(text.clone()),
        },
        Kind::Sequence(items) => items.iter().map(|item| filled(item, filling)).collect(),
        Kind::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| (key.text.clone(), filled(value, filling)))
            .collect::<Map<_, _>>()
            .into(),
        _ => node.to_json(),
    }
}

/// Whether some part is not known.
pub fn has_hole(node: &Node) -> bool {
    match &node.kind {
        Kind::Hole | Kind::Partial(_) => true,
        Kind::Sequence(items) => items.iter().any(has_hole),
        Kind::Mapping(entries) => entries.iter().any(|(_, value)| has_hole(value)),
        _ => false,
    }
}

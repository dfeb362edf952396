//! `schema` of an `enforce` block: whether a document satisfies a JSON Schema.

use crate::data::schema::{Schema, has_hole, holds_anyway, validate};
use crate::data::{Key, Kind as NodeKind, Node, parse_json};
use crate::eval::{Encoding, Kind, Map, Shape, Value};
use crate::source::Span;
use crate::types::Type;

use super::file::{Enforce, Policy};
use super::scope::SubjectScope;
use super::verdict::{self, Broken, Failure, Open, Verdict, said};

/// How many violations one message tells.
const MAX_TOLD: usize = 3;

/// What a schema says of the document that the block names.
pub(super) fn judge(
    policy: &Policy,
    enforce: &Enforce,
    (schema, scope): (&Schema, &SubjectScope<'_>),
) -> Verdict {
    let (value, fault) = scope.evaluate(&enforce.condition);
    if let Some(fault) = fault {
        return verdict::of_fault(fault);
    }
    let span = enforce.condition.span;
    let broken = |message: String| Verdict::Broken(Broken { message, at: span });
    if value.is_null() {
        return broken("there is no document: it is null".to_owned());
    }
    let node = match (value.as_str(), encoded(&value)) {
        (Some(text), _) => match parse_json(span.file, text) {
            Ok(node) => node,
            Err(error) => return broken(format!("the document is no JSON: {}", error.message)),
        },
        (None, Some(inner)) => node_of(inner, span),
        (None, None) if !value.is_known() => return Verdict::Open(verdict::open(&value)),
        (None, None) => node_of(&value, span),
    };
    let violations = validate(schema, &node);
    if !violations.is_empty() {
        let told = violations.iter().take(MAX_TOLD).map(|it| {
            let at = if it.pointer.is_empty() {
                "/"
            } else {
                &it.pointer
            };
            format!("{at}: {}", it.message)
        });
        let mut told = told.collect::<Vec<_>>().join("; ");
        if violations.len() > MAX_TOLD {
            told = format!("{told}; and {} more", violations.len() - MAX_TOLD);
        }
        let failure = said(enforce, scope).unwrap_or_else(|untold| {
            let message = match &untold {
                Some(_) => verdict::unsaid(policy),
                None => "the document does not satisfy its schema",
            };
            Failure {
                message: message.to_owned(),
                untold,
            }
        });
        return Verdict::Fail(Failure {
            message: format!("{}: {told}", failure.message),
            ..failure
        });
    }
    if has_hole(&node) && !holds_anyway(schema, &node) {
        let reason = first_unknown(&value).map_or_else(
            || Open {
                reason: "a part of the document is not known".to_owned(),
                at: None,
                outside: None,
            },
            |unknown| verdict::open(&unknown),
        );
        return Verdict::Open(reason);
    }
    Verdict::Pass
}

/// What a JSON text was made of, where not all of it is known.
fn encoded(value: &Value) -> Option<&Value> {
    match &value.as_unknown()?.shape {
        Shape::Encoded(Encoding::Json, inner) => Some(inner),
        _ => None,
    }
}

/// A value as data, with a hole where it is not known.
fn node_of(value: &Value, span: Span) -> Node {
    let kind = match &value.kind {
        Kind::Null(_) => NodeKind::Null,
        Kind::Bool(value) => NodeKind::Bool(*value),
        Kind::Number(number) => NodeKind::Number(number.to_string()),
        Kind::String(text) => NodeKind::String(text.as_str().to_owned()),
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            NodeKind::Sequence(items.iter().map(|item| node_of(item, span)).collect())
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            let entry = |(name, value): &(std::sync::Arc<str>, Value)| {
                let key = Key {
                    text: name.to_string(),
                    span,
                    partial: false,
                    merged: false,
                };
                (key, node_of(value, span))
            };
            NodeKind::Mapping(entries.iter().map(entry).collect())
        }
        // Some text in any case.
        Kind::Unknown(unknown) if unknown.ty == Type::String && unknown.is_never_null() => {
            NodeKind::Partial(String::new())
        }
        Kind::Unknown(_) => NodeKind::Hole,
    };
    Node { kind, span }
}

fn first_unknown(value: &Value) -> Option<Value> {
    if !value.is_known() {
        return Some(value.clone());
    }
    let items = value.elements().into_iter().flat_map(|items| items.iter());
    let entries = value.entries().into_iter().flat_map(Map::values);
    items.chain(entries).find_map(first_unknown)
}

//! Whether a value of ours, which need not be known, may be what Terraform has after apply.

use iaclint::eval::{Encoding, Kind, Part, Shape, Unknown, Value};
use serde_json::Value as Json;

use super::state::{States, actual};

/// Whether `ours` is, or may turn out to be, this value, given what all attributes turned out to be. Where a value is
/// put into a document its type is lost, so numbers may be strings.
pub(crate) fn contains(ours: &Value, theirs: &Json, states: &States) -> bool {
    let may_be = |(ours, theirs): (&Value, &Json)| contains(ours, theirs, states);
    match (&ours.kind, theirs) {
        (Kind::Unknown(unknown), _) => unknown_contains(unknown, theirs, states),
        (Kind::Null(_), Json::Null) => true,
        (Kind::Bool(ours), Json::Bool(theirs)) => ours == theirs,
        (Kind::Number(ours), Json::Number(theirs)) => {
            ours.to_string().parse::<f64>().ok() == theirs.as_f64()
        }
        (Kind::String(ours), Json::String(theirs)) => ours.as_str() == theirs,
        (Kind::List(_, ours) | Kind::Tuple(ours), Json::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(may_be)
        }
        (Kind::Set(_, ours), Json::Array(theirs)) => {
            let is_all_there = || covers(ours, theirs, states);
            // Two elements that are not known may turn out to be one.
            theirs.len() <= ours.len()
                && is_all_there()
                && theirs
                    .iter()
                    .all(|theirs| ours.iter().any(|ours| contains(ours, theirs, states)))
        }
        (Kind::Map(_, ours) | Kind::Object(ours), Json::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().all(|(name, ours)| {
                    theirs
                        .get(&**name)
                        .is_some_and(|theirs| contains(ours, theirs, states))
                })
        }
        _ => false,
    }
}

/// Whether each of `ours` may be one of `theirs`.
fn covers(ours: &[Value], theirs: &[Json], states: &States) -> bool {
    ours.iter()
        .all(|ours| theirs.iter().any(|theirs| contains(ours, theirs, states)))
}

fn unknown_contains(unknown: &Unknown, theirs: &Json, states: &States) -> bool {
    let refinement = &unknown.refinement;
    if refinement.not_null && theirs.is_null() {
        return false;
    }
    if let (Some(prefix), Json::String(text)) = (&refinement.prefix, theirs)
        && !text.starts_with(&**prefix)
    {
        return false;
    }
    match &unknown.shape {
        Shape::Opaque => true,
        Shape::Folder(_) => theirs.is_string(),
        Shape::Symbol(symbol) => actual(symbol, states)
            .iter()
            .any(|actual| is_same(actual, theirs)),
        Shape::Template(parts) => theirs
            .as_str()
            .is_some_and(|text| template_contains(parts, text, states)),
        Shape::Encoded(Encoding::Json, inner) => {
            let decoded = theirs.as_str().map(serde_json::from_str::<Json>);
            matches!(decoded, Some(Ok(decoded)) if contains(inner, &decoded, states))
        }
        Shape::Encoded(Encoding::Yaml | Encoding::Base64, _) => theirs.is_string(),
        Shape::Choice(alternatives) => alternatives.iter().any(|one| contains(one, theirs, states)),
        Shape::Open { known, each } | Shape::Entries { known, each } => {
            let items: Vec<Json> = match theirs {
                Json::Array(items) => items.clone(),
                Json::Object(entries) => entries.values().cloned().collect(),
                _ => return false,
            };
            let is_like = |item: &Json| {
                known
                    .iter()
                    .chain([&**each])
                    .any(|ours| contains(ours, item, states))
            };
            covers(known, &items, states) && items.iter().all(is_like)
        }
        Shape::Partial(known) | Shape::Resource { known, .. } => {
            known.iter().all(|(name, ours)| {
                theirs
                    .get(&**name)
                    .is_some_and(|theirs| contains(ours, theirs, states))
            })
        }
    }
}

/// A conversion between strings and other scalars keeps the attribute that it is of.
fn is_same(actual: &Json, theirs: &Json) -> bool {
    let text = |value: &Json| match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(_) | Json::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    actual == theirs || (text(actual).is_some() && text(actual) == text(theirs))
}

/// Whether known text and holes make this text. A hole that is exactly one attribute is filled in.
fn template_contains(parts: &[Part], text: &str, states: &States) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return text.is_empty();
    };
    let known = match first {
        Part::Text(known, _) => Some(known.as_str().to_owned()),
        Part::Hole(hole) => filling(hole, states),
    };
    match known {
        Some(known) => text
            .strip_prefix(&*known)
            .is_some_and(|text| template_contains(rest, text, states)),
        None => {
            let Part::Hole(hole) = first else {
                return false;
            };
            let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.any(|end| {
                contains(hole, &Json::from(&text[..end]), states)
                    && template_contains(rest, &text[end..], states)
            })
        }
    }
}

fn filling(hole: &Value, states: &States) -> Option<String> {
    if let Some(known) = hole.as_str() {
        return Some(known.to_owned());
    }
    let symbol = hole.as_unknown()?.symbol()?;
    match *actual(symbol, states) {
        [Json::String(text)] => Some(text.clone()),
        [value @ (Json::Number(_) | Json::Bool(_))] => Some(value.to_string()),
        _ => None,
    }
}

#[test]
fn values_contain_what_they_may_turn_out_to_be_and_nothing_else() {
    use iaclint::address::{ModulePath, ResourceAddress, ResourceMode};
    use iaclint::eval::{Cause, Owner, PathStep, Symbol, Text};
    use iaclint::types::Type;
    use serde_json::json;

    let owner = Owner {
        stack: "vpc".into(),
        address: ResourceAddress {
            module: ModulePath::default(),
            mode: ResourceMode::Managed,
            kind: "aws_vpc".into(),
            name: "this".into(),
            key: None,
        },
    };
    let symbol = |name: &str| {
        let symbol = Symbol {
            owner: owner.clone().into(),
            path: [PathStep::Name(name.into())].into(),
        };
        Value::from(Unknown::new(Type::String, Cause::Apply).shaped(Shape::Symbol(symbol)))
    };
    let shaped = |shape| {
        Value::from(
            Unknown::new(Type::String, Cause::Apply)
                .not_null()
                .shaped(shape),
        )
    };
    let mut states = States::new();
    let vpc = states.entry("vpc".to_owned()).or_default();
    let values = json!({"id": "q1w2e3r4", "arn": "z9y8x7w6"});
    vpc.instances.insert("aws_vpc.this".to_owned(), values);
    let is = |ours: &Value, theirs: Json| contains(ours, &theirs, &states);

    assert!(is(&symbol("id"), json!("q1w2e3r4")));
    assert!(!is(&symbol("id"), json!("z9y8x7w6")));
    assert!(!is(&symbol("name"), json!("q1w2e3r4")));
    let text = Part::Text(Text::new("vpc/"), None);
    let template = shaped(Shape::Template([text, Part::Hole(symbol("id"))].into()));
    assert!(is(&template, json!("vpc/q1w2e3r4")));
    assert!(!is(&template, json!("vpc/z9y8x7w6")));
    let both = Kind::Set(Type::String, [symbol("id"), symbol("arn")].into()).into();
    assert!(is(&both, json!(["z9y8x7w6", "q1w2e3r4"])));
    assert!(!is(&both, json!(["q1w2e3r4"])));
    assert!(!is(&both, json!(["q1w2e3r4", "z9y8x7w6", "other"])));
    let list = Value::tuple(vec![symbol("id"), symbol("arn")]);
    assert!(!is(&list, json!(["z9y8x7w6", "q1w2e3r4"])));
    let document = shaped(Shape::Encoded(Encoding::Json, list.into()));
    assert!(is(&document, json!(r#"["q1w2e3r4", "z9y8x7w6"]"#)));
    assert!(!is(&document, json!(r#"["q1w2e3r4", null]"#)));
    let choice = shaped(Shape::Choice([symbol("id"), Value::string("none")].into()));
    assert!(is(&choice, json!("none")) && is(&choice, json!("q1w2e3r4")));
    assert!(!is(&choice, json!("z9y8x7w6")) && !is(&choice, Json::Null));
}

//! Whether a value of ours, which need not be known, may be what Terraform has after apply.

use std::collections::BTreeMap;

use iaclint::eval::{Cause, Encoding, Kind, Part, PathStep, Shape, Symbol, Unknown, Value};
use iaclint::types::Type;

use super::compare::{Outcome, exact, holds_infinity, value_of};
use super::json::Json;

/// The attributes of all resources after apply, by address.
pub(crate) type Applied = BTreeMap<String, Json>;

/// Whether `ours` may turn out to be this value of this type.
pub(crate) fn contains(ours: &Value, ty: &Type, theirs: &Json, applied: &Applied) -> Outcome {
    if may_be(ours, ty, theirs, applied) {
        Ok(())
    } else {
        Err(format!("cannot become {theirs} of type {ty}"))
    }
}

fn may_be(ours: &Value, ty: &Type, theirs: &Json, applied: &Applied) -> bool {
    if *theirs == Json::Null && holds_infinity(ours) {
        // Terraform cannot write it down.
        return true;
    }
    if ours.is_wholly_known() {
        return ours.ty() == *ty && is_nearly(ours, ty, theirs);
    }
    let shape = ours.as_unknown().map(|unknown| &unknown.shape);
    // Of a choice, each alternative has its own type, and so have the parts of tuples and objects.
    let is_of_several = matches!(shape, Some(Shape::Choice(_)));
    let is_of_parts = matches!(
        (&ours.kind, ty),
        (Kind::Tuple(_), Type::Tuple(_)) | (Kind::Object(_), Type::Object(_))
    );
    if !is_of_several && !is_of_parts && !may_be_type(&ours.ty(), ty) {
        return false;
    }
    match (&ours.kind, theirs) {
        (Kind::Unknown(unknown), _) => unknown_may_be(unknown, ty, theirs, applied),
        (Kind::Set(_, items), Json::Array(theirs)) => {
            let of = ty.element().unwrap_or(&Type::Dynamic);
            theirs.len() <= items.len()
                && theirs
                    .iter()
                    .all(|theirs| items.iter().any(|ours| may_be(ours, of, theirs, applied)))
                && items.iter().all(|ours| {
                    theirs
                        .iter()
                        .any(|theirs| may_be(ours, of, theirs, applied))
                })
        }
        (Kind::List(_, items) | Kind::Tuple(items), Json::Array(theirs)) => {
            let mut pairs = items.iter().zip(theirs).enumerate();
            items.len() == theirs.len()
                && pairs
                    .all(|(at, (ours, theirs))| may_be(ours, &item_type(ty, at), theirs, applied))
        }
        (Kind::Map(_, entries) | Kind::Object(entries), Json::Object(theirs)) => {
            entries.len() == theirs.len()
                && entries.iter().all(|(name, ours)| {
                    let theirs = theirs.get(&**name);
                    theirs
                        .is_some_and(|theirs| may_be(ours, &entry_type(ty, name), theirs, applied))
                })
        }
        _ => false,
    }
}

/// Whether they are equal but for digits beyond the fifteenth: a number that went through a saved plan or a provider
/// has less precision than when it was planned.
fn is_nearly(ours: &Value, ty: &Type, theirs: &Json) -> bool {
    exact(ours, Some(ty), theirs).is_ok()
        || exact(
            &value_of(ty, &rounded(&to_json(ours))),
            None,
            &rounded(theirs),
        )
        .is_ok()
}

/// A known value as Terraform would print it.
pub(crate) fn to_json(value: &Value) -> Json {
    let items = value.elements().map(|items| items.iter().map(to_json));
    let entries = value.entries().map(|entries| entries.iter());
    match &value.kind {
        Kind::Bool(flag) => Json::Bool(*flag),
        Kind::Number(number) => Json::Number(number.to_string()),
        Kind::String(text) => Json::String(text.as_str().to_owned()),
        _ => match (items, entries) {
            (Some(items), _) => Json::Array(items.collect()),
            (_, Some(entries)) => Json::Object(
                entries
                    .map(|(name, value)| (name.to_string(), to_json(value)))
                    .collect(),
            ),
            _ => Json::Null,
        },
    }
}

/// Without digits beyond the fifteenth of any number in it, in texts too.
fn rounded(value: &Json) -> Json {
    match value {
        Json::Number(text) => Json::Number(without_many_digits(text)),
        Json::String(text) => Json::String(without_many_digits(text)),
        Json::Array(items) => Json::Array(items.iter().map(rounded).collect()),
        Json::Object(entries) => {
            let entries = entries.iter();
            Json::Object(
                entries
                    .map(|(name, item)| (name.clone(), rounded(item)))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

fn without_many_digits(text: &str) -> String {
    let mut seen = 0;
    let mut is_fraction = false;
    text.chars()
        .filter(|c| {
            if c.is_ascii_digit() {
                seen += 1;
                !is_fraction || seen <= 15
            } else {
                (seen, is_fraction) = (if *c == '.' { seen } else { 0 }, *c == '.');
                true
            }
        })
        .collect()
}

/// Whether a value whose type is known so far may turn out to be of this type.
pub(crate) fn may_be_type(ours: &Type, theirs: &Type) -> bool {
    match (ours, theirs) {
        // A null keeps `any` where a value would not.
        (Type::Dynamic, _) | (_, Type::Dynamic) => true,
        (Type::List(ours), Type::List(theirs))
        | (Type::Set(ours), Type::Set(theirs))
        | (Type::Map(ours), Type::Map(theirs)) => may_be_type(ours, theirs),
        (Type::Tuple(ours), Type::Tuple(theirs)) => {
            let mut pairs = ours.iter().zip(theirs.iter());
            ours.len() == theirs.len() && pairs.all(|(ours, theirs)| may_be_type(ours, theirs))
        }
        (Type::Object(ours), Type::Object(theirs)) => {
            let mut pairs = ours.attributes.iter().zip(theirs.attributes.iter());
            ours.attributes.len() == theirs.attributes.len()
                && pairs.all(|(ours, theirs)| ours.0 == theirs.0 && may_be_type(ours.1, theirs.1))
        }
        _ => ours == theirs,
    }
}

/// The type of the element at a position.
pub(crate) fn item_type(ty: &Type, at: usize) -> Type {
    match ty {
        Type::Tuple(types) => types.get(at).cloned().unwrap_or(Type::Dynamic),
        _ => ty.element().cloned().unwrap_or(Type::Dynamic),
    }
}

/// The type of an entry.
pub(crate) fn entry_type(ty: &Type, name: &str) -> Type {
    match ty {
        Type::Object(object) => object
            .attributes
            .get(name)
            .cloned()
            .unwrap_or(Type::Dynamic),
        _ => ty.element().cloned().unwrap_or(Type::Dynamic),
    }
}

fn unknown_may_be(unknown: &Unknown, ty: &Type, theirs: &Json, applied: &Applied) -> bool {
    // What format() makes of a `null` Terraform does not even know after apply: it is written down as `null`, and so is
    // whatever is computed from it.
    let is_never_known = matches!(&unknown.cause, Cause::Function(name) if &**name == "format");
    if *theirs == Json::Null && unknown.refinement.not_null {
        return is_never_known || is_never_told(unknown);
    }
    refinement_allows(unknown, theirs)
        && match &unknown.shape {
            Shape::Opaque | Shape::Folder(_) => true,
            Shape::Symbol(symbol) => symbol_may_be(symbol, theirs, applied),
            Shape::Template(parts) => theirs.as_str().is_some_and(|text| {
                let rounded = without_many_digits(text);
                template_may_be(parts, text, str::to_owned, applied)
                    || template_may_be(parts, &rounded, without_many_digits, applied)
            }),
            Shape::Choice(alternatives) => {
                let mut alternatives = alternatives.iter();
                // Of which type a null is is not recorded.
                let is_null = |one: &Value| one.is_null() && *theirs == Json::Null;
                alternatives.any(|one| is_null(one) || may_be(one, ty, theirs, applied))
            }
            Shape::Encoded(encoding, inner) => encoded_may_be(*encoding, inner, theirs),
            Shape::Open { known, each } => open_may_be(known, each, ty, theirs, applied),
            Shape::Entries { known, each } => {
                matches!(theirs, Json::Object(_)) && open_may_be(known, each, ty, theirs, applied)
            }
            Shape::Partial(known) | Shape::Resource { known, .. } => {
                let mut known = known.iter();
                known.all(|(name, ours)| {
                    let found = theirs.get(name);
                    found.is_some_and(|theirs| may_be(ours, &entry_type(ty, name), theirs, applied))
                })
            }
        }
}

/// Whether Terraform never learns the value, not even when it applies, and writes `null` in its place and in that of
/// all that follows from it: what `format` makes of a bare `null`.
fn is_never_told(unknown: &Unknown) -> bool {
    matches!(&unknown.cause, Cause::Function(name) if &**name == "format")
}

fn refinement_allows(unknown: &Unknown, theirs: &Json) -> bool {
    use iaclint::eval::Number;
    let refinement = &unknown.refinement;
    let length_allows = |length: usize| {
        let length = length as u64;
        length >= refinement.min_length && refinement.max_length.is_none_or(|max| length <= max)
    };
    match theirs {
        Json::String(text) => {
            let prefix = refinement.prefix.as_ref();
            prefix.is_none_or(|prefix| text.starts_with(&**prefix))
        }
        Json::Number(text) => {
            let number = Number::parse(text).unwrap();
            let (minimum, maximum) = (&refinement.minimum, &refinement.maximum);
            minimum
                .as_ref()
                .is_none_or(|(bound, equal)| number > *bound || (*equal && number == *bound))
                && maximum
                    .as_ref()
                    .is_none_or(|(bound, equal)| number < *bound || (*equal && number == *bound))
        }
        Json::Array(items) => length_allows(items.len()),
        Json::Object(entries) if !matches!(unknown.ty, Type::Object(_)) => {
            length_allows(entries.len())
        }
        _ => true,
    }
}

/// What the attribute turned out to be; `None` where it is not told which of several it is.
fn actual<'a>(symbol: &Symbol, applied: &'a Applied) -> Option<&'a Json> {
    let mut value = applied.get(&symbol.owner.address.to_string())?;
    for step in symbol.path.iter() {
        value = match step {
            PathStep::Name(name) => value.get(name)?,
            PathStep::Index(at) => value.items().get(usize::try_from(*at).ok()?)?,
            PathStep::Any => return None,
        };
    }
    Some(value)
}

fn symbol_may_be(symbol: &Symbol, theirs: &Json, applied: &Applied) -> bool {
    !symbol.is_single()
        || actual(symbol, applied).is_some_and(|actual| {
            // A conversion keeps the symbol, as long as it says the same.
            actual == theirs
                || actual
                    .as_str()
                    .is_some_and(|text| text == theirs.to_string())
        })
}

/// Whether known text, of which `as_kept` says what is left of it, and holes make this text. A hole that is exactly one
/// attribute is filled in.
fn template_may_be(
    parts: &[Part],
    text: &str,
    as_kept: fn(&str) -> String,
    applied: &Applied,
) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return text.is_empty();
    };
    let known = match first {
        Part::Text(known, _) => Some(as_kept(known.as_str())),
        Part::Hole(hole) => match &hole.kind {
            Kind::String(known) => Some(as_kept(known.as_str())),
            Kind::Unknown(unknown) => match unknown.symbol().and_then(|it| actual(it, applied)) {
                Some(Json::String(known)) => Some(known.clone()),
                Some(Json::Number(known)) => Some(known.clone()),
                _ => None,
            },
            _ => None,
        },
    };
    match known {
        Some(known) => text
            .strip_prefix(&*known)
            .is_some_and(|text| template_may_be(rest, text, as_kept, applied)),
        None => {
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let mut ends = ends;
            ends.any(|end| template_may_be(rest, &text[end..], as_kept, applied))
        }
    }
}

/// Types are lost in an encoding, so that only what is wholly known inside can be looked at.
fn encoded_may_be(encoding: Encoding, inner: &Value, theirs: &Json) -> bool {
    let Some(text) = theirs.as_str() else {
        return false;
    };
    match encoding {
        Encoding::Json => {
            let Some(decoded) = Json::parse(text) else {
                return false;
            };
            match (inner.entries(), &decoded) {
                (Some(entries), Json::Object(decoded)) => entries.iter().all(|(name, ours)| {
                    decoded.get(&**name).is_some_and(|theirs| {
                        !ours.is_wholly_known() || exact(ours, None, theirs).is_ok()
                    })
                }),
                (Some(_), _) => false,
                (None, _) => true,
            }
        }
        Encoding::Yaml | Encoding::Base64 => true,
    }
}

fn open_may_be(known: &[Value], each: &Value, ty: &Type, theirs: &Json, applied: &Applied) -> bool {
    let items: Vec<(Type, &Json)> = match theirs {
        Json::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, theirs)| (item_type(ty, at), theirs))
            .collect(),
        Json::Object(entries) => entries
            .iter()
            .map(|(name, theirs)| (entry_type(ty, name), theirs))
            .collect(),
        _ => return false,
    };
    let is_one = |ours: &Value, (ty, theirs): &(Type, &Json)| may_be(ours, ty, theirs, applied);
    known
        .iter()
        .all(|ours| items.iter().any(|item| is_one(ours, item)))
        && items
            .iter()
            .all(|item| is_one(each, item) || known.iter().any(|ours| is_one(ours, item)))
}

#[test]
fn what_is_not_known_may_become_what_its_shape_allows() {
    use iaclint::eval::Text;
    let applied = Applied::new();
    let hole = || Value::unknown(Type::String, Cause::Apply);
    let template: Value = Unknown::new(Type::String, Cause::Apply)
        .not_null()
        .shaped(Shape::Template(
            [
                Part::Text(Text::new("a-"), None),
                Part::Hole(hole()),
                Part::Text(Text::new("-z"), None),
            ]
            .into(),
        ))
        .into();
    let check = |ours: &Value, ty: &Type, theirs: &str| {
        contains(ours, ty, &Json::read(theirs), &applied).is_ok()
    };
    assert!(check(&template, &Type::String, r#""a-b-c-z""#));
    assert!(!check(&template, &Type::String, r#""b-z""#));
    assert!(!check(&template, &Type::String, "null"));
    assert!(!check(&template, &Type::Number, "1"));
    let list = Value::tuple(vec![value_of(&Type::Number, &Json::read("1")), hole()]);
    let ty = Type::tuple(vec![Type::Number, Type::String]);
    assert!(check(&list, &ty, r#"[1,"x"]"#));
    assert!(!check(&list, &ty, r#"[2,"x"]"#));
    assert!(!check(&list, &ty, "[1]"));
}

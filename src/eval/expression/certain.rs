//! Which calls certainly do not fail, whatever turns out to be in their arguments.

use crate::eval::convert::convert;
use crate::eval::equality::has_unknown_type;
use crate::eval::function::is_never_null;
use crate::eval::number::Number;
use crate::eval::unknown::{Encoding, Shape};
use crate::eval::value::{Kind, Value};
use crate::types::Type;

/// Functions that only move what they are given about.
const MOVING: &[&str] = &[
    "concat",
    "flatten",
    "merge",
    "values",
    "keys",
    "reverse",
    "tolist",
    "toset",
    "tomap",
    "jsonencode",
    "yamlencode",
    "sensitive",
    "nonsensitive",
    "distinct",
    "compact",
    "length",
];

/// Functions that look at nothing inside of what they are given.
const PICKING: &[&str] = &[
    "slice",
    "chunklist",
    "setproduct",
    "zipmap",
    "element",
    "lookup",
    "coalescelist",
    "concat",
    "flatten",
    "merge",
    "values",
    "keys",
    "reverse",
    "length",
    "jsonencode",
    "yamlencode",
];

/// Functions that look at nothing but how many elements there are in what they are given.
const COUNTING: &[&str] = &["one"];

/// Functions that take every text.
const TOTAL: &[&str] = &[
    "abspath",
    "base64encode",
    "base64gzip",
    "base64sha256",
    "base64sha512",
    "basename",
    "chomp",
    "dirname",
    "endswith",
    "indent",
    "join",
    "lower",
    "md5",
    "pathexpand",
    "sha1",
    "sha256",
    "sha512",
    "sort",
    "split",
    "startswith",
    "strcontains",
    "strrev",
    "title",
    "transpose",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "upper",
    "urlencode",
];

/// Functions that take every number.
const OF_NUMBERS: &[&str] = &["abs", "ceil", "floor", "max", "min", "signum", "sum"];

/// Functions that take every boolean.
const OF_BOOLEANS: &[&str] = &["alltrue", "anytrue"];

/// Whether a function that gives `value` when it is called with these arguments will take whatever they turn out to be:
/// it only moves them about, takes everything of their types, or can tell its result without what is not known.
pub(super) fn is_never_refused(name: &str, arguments: &[Value], value: &Value) -> bool {
    let holds_certain = |ty: &Type| arguments.iter().all(|it| is_certain_of(it, ty));
    value.is_wholly_known()
        || (TOTAL.contains(&name) && holds_certain(&Type::String))
        || (MOVING.contains(&name) && !value.ty().has_dynamic())
        || (PICKING.contains(&name) && arguments.iter().all(Value::is_known))
        || (COUNTING.contains(&name) && arguments.iter().all(is_of_known_size))
        || (OF_NUMBERS.contains(&name) && holds_certain(&Type::Number))
        || (OF_BOOLEANS.contains(&name) && holds_certain(&Type::Bool))
        || takes_whatever_they_are(name, arguments)
        || arguments
            .iter()
            .all(|argument| is_undone_by(name, argument))
}

/// Whether it is known of a value how many elements are in it: those of a set may turn out to be one.
fn is_of_known_size(value: &Value) -> bool {
    match &value.kind {
        Kind::Set(_, items) => items.len() < 2 || value.is_wholly_known(),
        _ => value.is_known(),
    }
}

/// Whether a function undoes what a text was encoded with, so that it never refuses it. Every JSON document is YAML too.
fn is_undone_by(function: &str, text: &Value) -> bool {
    let unknown = text.settled().as_unknown();
    match unknown.map(|unknown| &unknown.shape) {
        Some(Shape::Encoded(Encoding::Json, _)) => matches!(function, "jsondecode" | "yamldecode"),
        Some(Shape::Encoded(Encoding::Yaml, _)) => function == "yamldecode",
        _ => false,
    }
}

/// Whether everything in a value becomes one of this type whatever it turns out to be, and is not `null`.
fn is_certain_of(value: &Value, ty: &Type) -> bool {
    let value = value.settled();
    match (value.elements(), value.entries(), value.as_unknown()) {
        (Some(items), ..) => items.iter().all(|item| is_certain_of(item, ty)),
        (_, Some(entries), _) => entries.values().all(|entry| is_certain_of(entry, ty)),
        (.., Some(unknown)) => {
            let is_text = *ty == Type::String && unknown.ty.is_primitive();
            unknown.is_never_null() && (unknown.ty == *ty || is_text)
        }
        _ => !value.is_null() && convert(value, ty).is_ok(),
    }
}

/// Whether a function never refuses these arguments, as far as they are known.
fn takes_whatever_they_are(name: &str, arguments: &[Value]) -> bool {
    let are_typed = !arguments.iter().any(has_unknown_type);
    match (name, arguments) {
        ("setunion" | "setintersection" | "setsubtract", _) => {
            are_typed && arguments.iter().all(Value::is_known)
        }
        ("matchkeys", _) => are_typed && arguments.iter().all(is_of_known_size),
        ("ephemeralasnull" | "issensitive", _) => true,
        ("tostring", [value]) => value.ty().is_primitive() && are_typed,
        ("substr", [text, numbers @ ..]) => {
            let is_whole = |number: &Value| {
                let number = convert(number.settled(), &Type::Number).ok();
                number.is_some_and(|it| it.as_number().is_some_and(Number::is_integer))
            };
            is_certain_of(text, &Type::String) && numbers.iter().all(is_whole)
        }
        ("format", [text, values @ ..]) => {
            let texts = text.settled().as_str().and_then(only_texts_in);
            let is_text = |value: &Value| {
                let value = value.settled();
                let is_certain = value.is_known() && !value.is_null();
                value.ty().is_primitive() && (is_certain || is_never_null(value))
            };
            texts == Some(values.len()) && values.iter().all(is_text)
        }
        ("contains", [list, wanted]) => {
            list.settled().is_known() && is_never_null(wanted.settled())
        }
        ("lookup", [map, key, default]) => {
            let takes_default = match &map.kind {
                Kind::Object(_) => true,
                Kind::Map(element, _) => default.ty() == *element,
                _ => false,
            };
            takes_default && is_certain_of(key, &Type::String)
        }
        ("coalesce", _) => are_typed && arguments.iter().any(is_there),
        ("regexall", [pattern, text]) => {
            pattern.settled().is_known() && is_certain_of(text, &Type::String)
        }
        // Between slashes stands a pattern.
        ("replace", [_, wanted, _]) => {
            let wanted = wanted.settled();
            let is_plain = wanted.as_str().is_none_or(|text| !text.starts_with('/'));
            wanted.is_known()
                && is_plain
                && arguments.iter().all(|it| is_certain_of(it, &Type::String))
        }
        _ => false,
    }
}

/// How many texts a format takes; `None` where it takes something else too, or takes it in another way.
fn only_texts_in(format: &str) -> Option<usize> {
    let literal = format.replace("%%", "");
    let count = literal.matches("%s").count();
    (literal.matches('%').count() == count).then_some(count)
}

/// Whether a value is known, and neither `null` nor an empty text.
fn is_there(value: &Value) -> bool {
    value.is_known() && !value.is_null() && value.as_str() != Some("")
}

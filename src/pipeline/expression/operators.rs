//! How values compare. Of two types, both become numbers, as in JavaScript.

use super::super::phrase::{Cause, Phrase, Truth};
use super::value::Value;

/// `==`
pub(super) fn equal(one: &Value, two: &Value) -> Truth {
    match (one, two) {
        (Value::Open(one), Value::Open(two)) if one == two => Truth::Yes,
        (Value::Open(one), Value::Open(two)) => Truth::Open(one.clone().and(two.clone())),
        (Value::Open(cause), _) | (_, Value::Open(cause)) => Truth::Open(cause.clone()),
        // What is not known is named by what it is, so that the same name is the same value.
        (Value::Text(one), Value::Text(two)) if one == two => Truth::Yes,
        (Value::Text(one), Value::Text(two)) => one.is_same(two),
        (Value::Null, Value::Null) => Truth::Yes,
        (Value::Bool(one), Value::Bool(two)) => Truth::of(one == two),
        (Value::List(_) | Value::Object { .. }, _) | (_, Value::List(_) | Value::Object { .. }) => {
            Truth::No
        }
        _ => match (number(one), number(two)) {
            (Ok(one), Ok(two)) => Truth::of(same(one, two)),
            (Err(cause), _) | (_, Err(cause)) => Truth::Open(cause),
        },
    }
}

/// `<`, `<=`, `>` and `>=`, as `accepts` says of the two numbers.
pub(super) fn compare(one: &Value, two: &Value, accepts: impl Fn(f64, f64) -> bool) -> Truth {
    match (number(one), number(two)) {
        (Ok(one), Ok(two)) => Truth::of(accepts(one, two)),
        (Err(cause), _) | (_, Err(cause)) => Truth::Open(cause),
    }
}

/// `&&`: the first where it counts as false, else the second.
pub(super) fn and(one: Value, two: Value) -> Value {
    match one.truth() {
        Truth::Yes => two,
        Truth::No => one,
        Truth::Open(cause) => match two.truth() {
            Truth::No => Value::Bool(false),
            Truth::Open(other) => Value::Open(cause.and(other)),
            Truth::Yes => Value::Open(cause),
        },
    }
}

/// `||`: the first where it counts as true, else the second.
pub(super) fn or(one: Value, two: Value) -> Value {
    match one.truth() {
        Truth::Yes => one,
        Truth::No => two,
        Truth::Open(_) if matches!(two, Value::Bool(true)) => Value::Bool(true),
        Truth::Open(cause) => match two.truth() {
            Truth::Open(other) => Value::Open(cause.or(other)),
            _ => Value::Open(cause),
        },
    }
}

/// What a verdict is as a value.
pub(super) fn of_truth(truth: Truth) -> Value {
    match truth {
        Truth::Yes => Value::Bool(true),
        Truth::No => Value::Bool(false),
        Truth::Open(cause) => Value::Open(cause),
    }
}

fn same(one: f64, two: f64) -> bool {
    one.partial_cmp(&two) == Some(std::cmp::Ordering::Equal)
}

fn number(value: &Value) -> Result<f64, Cause> {
    Ok(match value {
        Value::Null => 0.0,
        Value::Bool(value) => f64::from(u8::from(*value)),
        Value::Number(number) => *number,
        Value::Text(phrase) => return text_number(phrase),
        Value::List(_) | Value::Object { .. } => f64::NAN,
        Value::Open(cause) => return Err(cause.clone()),
    })
}

fn text_number(phrase: &Phrase) -> Result<f64, Cause> {
    match (phrase.known(), phrase.cause()) {
        (Some(text), _) if text.trim().is_empty() => Ok(0.0),
        (Some(text), _) => Ok(text.trim().parse().unwrap_or(f64::NAN)),
        (None, Some(cause)) => Err(cause.clone()),
        (None, None) => Ok(f64::NAN),
    }
}

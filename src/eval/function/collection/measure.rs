//! Functions that count, add and ask about all elements.

use unicode_segmentation::UnicodeSegmentation;

use crate::eval::convert::convert;
use crate::eval::equality::is_never_empty;
use crate::eval::function::{Accepts, Environment, Failure, Function, Parameter, ResultType};
use crate::eval::number::Number;
use crate::eval::unknown::{Shape, Unknown};
use crate::eval::value::{Kind, Value};
use crate::types::Type;

use super::parts::{Elements, elements_of, entries_of};

pub(super) const LENGTH: Function = Function {
    name: "length",
    parameters: &[Parameter::new("value", Accepts::Any)
        .takes_unknown()
        .takes_untyped()
        .takes_marks()],
    variadic: None,
    result: ResultType::Number,
    compute: length,
};

pub(super) const SUM: Function = Function {
    name: "sum",
    parameters: &[Parameter::new("list", Accepts::Any).takes_unknown()],
    variadic: None,
    result: ResultType::Number,
    compute: sum,
};

pub(super) const ALLTRUE: Function = Function {
    name: "alltrue",
    parameters: &[Parameter::new("list", Accepts::ListOfBool).takes_unknown()],
    variadic: None,
    result: ResultType::Bool,
    compute: |_, arguments| decided_by(&arguments[0], false),
};

pub(super) const ANYTRUE: Function = Function {
    name: "anytrue",
    parameters: &[Parameter::new("list", Accepts::ListOfBool).takes_unknown()],
    variadic: None,
    result: ResultType::Bool,
    compute: |_, arguments| decided_by(&arguments[0], true),
};

pub(super) const RANGE: Function = Function {
    name: "range",
    parameters: &[],
    variadic: Some(Parameter::new("params", Accepts::Number)),
    result: ResultType::Of(|_| Ok(Type::list(Type::Number))),
    compute: range,
};

/// Of a string the number of characters as a reader counts them.
fn length(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let value = &arguments[0];
    let exactly = |count: usize| Value::number(count).marked(value.marks);
    if let Some(text) = value.as_str() {
        return Ok(exactly(text.graphemes(true).count()));
    }
    match &value.kind {
        Kind::List(_, items) | Kind::Tuple(items) => return Ok(exactly(items.len())),
        Kind::Object(entries) | Kind::Map(_, entries) => return Ok(exactly(entries.len())),
        _ => {}
    }
    let (min, max) = match value.ty() {
        Type::String => {
            let unknown = value.as_unknown();
            // Of what it does not know, Terraform does not know that it is never empty.
            let is_something = unknown.is_some_and(|it| !it.is_late && is_never_empty(it));
            let start = unknown.and_then(|it| it.refinement.prefix.as_deref());
            let count = start.map_or(0, |start| start.graphemes(true).count() as u64);
            (count.max(u64::from(is_something)), None)
        }
        // Of what it does not know the type of, Terraform does not say that it has a length.
        Type::Dynamic if value.is_late_and_untyped() => {
            let length = Value::from(Unknown::derived(Type::Number, [value]));
            return Ok(length.marked(value.marks));
        }
        Type::Dynamic => match value.as_unknown() {
            Some(unknown) => (unknown.refinement.min_length, unknown.refinement.max_length),
            None => (0, None),
        },
        Type::Object(object) => return Ok(exactly(object.attributes.len())),
        Type::Map(_) => match (entries_of(value), value.as_unknown()) {
            (Some(entries), Some(unknown)) => {
                let known = if unknown.is_late {
                    0
                } else {
                    entries.known.len() as u64
                };
                let refinement = &unknown.refinement;
                (refinement.min_length.max(known), refinement.max_length)
            }
            _ => (0, None),
        },
        _ => match elements_of(value) {
            Some(elements) => match value.as_unknown() {
                // What is known here to be in it, Terraform does not know.
                Some(unknown) if unknown.is_late && unknown.ty.is_collection() => {
                    (unknown.refinement.min_length, unknown.refinement.max_length)
                }
                // All that it does not know of a set may turn out to be one.
                None if value.is_partly_late() && elements.min != elements.known.len() as u64 => {
                    (elements.min.min(1), elements.max)
                }
                _ => (elements.min, elements.max),
            },
            None => {
                let message = "it takes a string, a collection, a tuple or an object";
                return Err(Failure::of_argument(0, message));
            }
        },
    };
    Ok(between(value, min, max).marked(value.marks))
}

/// A whole number in these bounds.
fn between(of: &Value, min: u64, max: Option<u64>) -> Value {
    let number = |count: u64| Number::from(i64::try_from(count).unwrap_or(i64::MAX));
    if max == Some(min) {
        return Value::number(number(min));
    }
    let mut unknown = Unknown::derived(Type::Number, [of]).not_null();
    unknown.refinement.minimum = Some((number(min), true));
    // No collection has more elements than a machine can count.
    let is_text = of.ty() == Type::String;
    let max = max.or_else(|| (!is_text).then_some(u64::MAX));
    unknown.refinement.maximum = max.map(|max| (number(max), true));
    unknown.into()
}

fn sum(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let list = &arguments[0];
    let Some(elements) = elements_of(list) else {
        let message = "it takes a list, set or tuple of numbers";
        return Err(Failure::of_argument(0, message));
    };
    if elements.max == Some(0) {
        return Err(Failure::of_argument(0, "the list is empty"));
    }
    environment.spend(elements.known.len())?;
    if elements.rest.is_some() || !list.is_wholly_known() {
        return Ok(Unknown::derived(Type::Number, [list]).not_null().into());
    }
    let mut total: Option<Number> = None;
    for item in &elements.known {
        let number = convert(item, &Type::Number).ok();
        let Some(number) = number.as_ref().and_then(Value::as_number) else {
            return Err(Failure::of_argument(0, "an element is not a number"));
        };
        total = Some(match total {
            None => number.clone(),
            Some(total) => total.add(number).ok_or_else(|| {
                Failure::of_argument(0, "infinities of opposite signs have no sum")
            })?,
        });
    }
    Ok(total.map_or_else(Value::null, Value::number))
}

/// `wanted` where an element is that, and otherwise its opposite; `null` is never true.
fn decided_by(list: &Value, wanted: bool) -> Result<Value, Failure> {
    let Some(Elements { known, rest, .. }) = elements_of(list) else {
        return Err(Failure::of_argument(0, "a list of booleans is required"));
    };
    let flag = |item: &Value| match &item.settled().kind {
        Kind::Null(_) => Some(false),
        _ => item.settled().as_bool(),
    };
    if let Some(at) = known.iter().position(|item| flag(item) == Some(wanted)) {
        // Terraform looks no further than to the first that it does not know, unless it looks for one that is true.
        let before = known[..at].iter().find(|item| item.is_late());
        return Ok(
            match before.filter(|_| !wanted && !matches!(list.kind, Kind::Set(..))) {
                Some(late) => Value::bool(wanted).learned_with(late),
                None => Value::bool(wanted),
            },
        );
    }
    // What there may be besides does not matter where it is like the others.
    let of_rest = |rest: &Value| match rest.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(ways)) => ways.iter().all(|way| flag(way) == Some(!wanted)),
        _ => flag(rest) == Some(!wanted),
    };
    let is_known =
        rest.as_ref().is_none_or(of_rest) && known.iter().all(|item| flag(item).is_some());
    if is_known && !list.is_untyped() {
        // In whatever order they are, Terraform has to know all of them.
        let late = known.iter().chain(&rest).find(|item| item.is_late());
        let result = Value::bool(!wanted);
        return Ok(late.map_or(result.clone(), |late| result.learned_with(late)));
    }
    Ok(Unknown::derived(Type::Bool, [list]).not_null().into())
}

/// Terraform's own limit.
const MAX_RANGE: usize = 1024;

fn range(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let numbers: Vec<Number> = arguments
        .iter()
        .filter_map(Value::as_number)
        .cloned()
        .collect();
    let zero = Number::from(0_i64);
    let towards = |start: &Number, end: &Number| Number::from(if end < start { -1_i64 } else { 1 });
    let (start, end, step) = match numbers.as_slice() {
        [end] => (zero.clone(), end.clone(), towards(&zero, end)),
        [start, end] => (start.clone(), end.clone(), towards(start, end)),
        [start, end, step] => (start.clone(), end.clone(), step.clone()),
        _ => return Err(Failure::new("it takes one, two or three numbers")),
    };
    let is_down = step < zero;
    if is_down && end > start {
        let message = "the end must be less than the start where the step is negative";
        return Err(Failure::of_argument(1, message));
    }
    if !is_down && end < start {
        let message = "the end must be greater than the start where the step is positive";
        return Err(Failure::of_argument(1, message));
    }
    let mut items: Vec<Value> = Vec::new();
    let mut number = start;
    while if is_down { number > end } else { number < end } {
        if items.len() >= MAX_RANGE {
            let message = format!("more than {MAX_RANGE} numbers would be generated");
            return Err(Failure::new(message));
        }
        environment.spend(1)?;
        let next = number.add(&step);
        items.push(Value::number(number));
        number = next.ok_or_else(|| Failure::new("the numbers have no sum"))?;
    }
    Ok(Value::list(Type::Number, items))
}

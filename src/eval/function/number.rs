//! Functions of numbers: `abs`, `ceil`, `floor`, `log`, `max`, `min`, `parseint`, `pow`, `signum`.

use std::cmp::Ordering;

use crate::eval::Number;
use crate::eval::unknown::{Cause, Unknown};
use crate::eval::value::Value;
use crate::types::Type;

use super::{Accepts, Compute, Environment, Failure, Function, Parameter, ResultType};

pub(super) const ALL: &[Function] = &[
    function("abs", &[NUM], |_, given| {
        Ok(positive_zero(number(given, 0)?.absolute()))
    }),
    function("ceil", &[NUM], |_, given| {
        Ok(positive_zero(number(given, 0)?.ceiling()))
    }),
    function("floor", &[NUM], |_, given| {
        Ok(positive_zero(number(given, 0)?.floor()))
    }),
    function(
        "log",
        &[NUM, Parameter::new("base", Accepts::Number)],
        |_, given| log(given),
    ),
    extreme("max", |_, given| choose(given, Ordering::Greater)),
    extreme("min", |_, given| choose(given, Ordering::Less)),
    Function {
        result: ResultType::Of(parseint_type),
        ..function(
            "parseint",
            &[
                Parameter::new("number", Accepts::Any),
                Parameter::new("base", Accepts::Number),
            ],
            parseint,
        )
    },
    function(
        "pow",
        &[NUM, Parameter::new("power", Accepts::Number)],
        |_, given| pow(given),
    ),
    function("signum", &[NUM], |_, given| {
        let sign = super::whole_number(given, 0)?.signum();
        Ok(Value::number(sign))
    }),
];

const NUM: Parameter = Parameter::new("num", Accepts::Number);

const fn function(
    name: &'static str,
    parameters: &'static [Parameter],
    compute: Compute,
) -> Function {
    Function::new(name, parameters, ResultType::Number, compute)
}

const fn extreme(name: &'static str, compute: Compute) -> Function {
    Function {
        variadic: Some(Parameter::new("numbers", Accepts::Number)),
        ..function(name, &[], compute)
    }
}

fn number(given: &[Value], at: usize) -> Result<&Number, Failure> {
    let found = given.get(at).and_then(Value::as_number);
    found.ok_or_else(|| Failure::of_argument(at, "a number is required"))
}

/// The number without the sign that a zero may have.
fn positive_zero(number: Number) -> Value {
    if number.is_zero() {
        // The precision of the number is kept, as it shows when it is divided.
        return Value::number(number.absolute());
    }
    Value::number(number)
}

/// The first of the numbers that no other is `wanted` than.
fn choose(given: &[Value], wanted: Ordering) -> Result<Value, Failure> {
    let mut best: Option<&Number> = None;
    for at in 0..given.len() {
        let one = number(given, at)?;
        if best.is_none_or(|best| one.cmp(best) == wanted) {
            best = Some(one);
        }
    }
    let best = best.ok_or_else(|| Failure::new("at least one number is required"))?;
    Ok(Value::number(best.clone()))
}

fn log(given: &[Value]) -> Result<Value, Failure> {
    let result = number(given, 0)?.logarithm(number(given, 1)?);
    let message = "there is no such logarithm of this number";
    Ok(Value::number(result.ok_or_else(|| Failure::new(message))?))
}

fn pow(given: &[Value]) -> Result<Value, Failure> {
    let result = number(given, 0)?.power(number(given, 1)?);
    let message = "there is no such power of this number";
    Ok(Value::number(result.ok_or_else(|| Failure::new(message))?))
}

fn parseint_type(given: &[Value]) -> Result<Type, Failure> {
    match given.first().map(Value::ty) {
        Some(Type::String | Type::Dynamic) | None => Ok(Type::Number),
        Some(_) => Err(Failure::of_argument(
            0,
            "the first argument must be a string",
        )),
    }
}

fn parseint(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    parseint_type(given)?;
    let text = given.first().and_then(Value::as_str);
    let text = text.ok_or_else(|| Failure::of_argument(0, "a string is required"))?;
    let base = super::whole_number(given, 1)?;
    let base = u32::try_from(base)
        .ok()
        .filter(|base| (2..=62).contains(base));
    let base = base
        .ok_or_else(|| Failure::of_argument(1, "the base must be a whole number from 2 to 62"))?;
    if text.len() > Number::LONGEST_INTEGER_TEXT {
        let unknown = Unknown::new(Type::Number, Cause::Function("parseint".into()));
        return Ok(unknown.not_null().into());
    }
    environment.spend(text.len())?;
    let integer = Number::from_integer_text(text, base).ok_or_else(|| {
        let message = format!("{text:?} is not an integer of base {base}");
        Failure::of_argument(0, message)
    })?;
    Ok(Value::number(integer))
}

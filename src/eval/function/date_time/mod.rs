//! Dates and times.

mod duration;
mod format;
#[cfg(test)]
mod tests;
mod timestamp;

use crate::types::Type;

use crate::eval::value::Value;

use super::call::impure;
use super::{Accepts, Environment, Failure, Function, Parameter, ResultType};

use timestamp::{Reading, Timestamp};

pub(super) const ALL: &[Function] = &[
    Function {
        name: "formatdate",
        parameters: &[
            Parameter::new("format", Accepts::String),
            Parameter::new("time", Accepts::String),
        ],
        variadic: None,
        result: ResultType::String,
        compute: format_date,
    },
    Function {
        name: "plantimestamp",
        parameters: &[],
        variadic: None,
        result: ResultType::String,
        compute: |_, _| Ok(impure("plantimestamp", Type::String)),
    },
    Function {
        name: "timeadd",
        parameters: &[
            Parameter::new("timestamp", Accepts::String),
            Parameter::new("duration", Accepts::String),
        ],
        variadic: None,
        result: ResultType::String,
        compute: time_add,
    },
    Function {
        name: "timecmp",
        parameters: &[
            Parameter::new("timestamp_a", Accepts::String),
            Parameter::new("timestamp_b", Accepts::String),
        ],
        variadic: None,
        result: ResultType::Number,
        compute: time_compare,
    },
    Function {
        name: "timestamp",
        parameters: &[],
        variadic: None,
        result: ResultType::String,
        compute: |_, _| Ok(impure("timestamp", Type::String).later()),
    },
];

fn format_date(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let time = read(given, 1, Reading::Strict)?;
    let format = given[0].as_str().unwrap_or_default();
    environment.spend(format.len())?;
    let text = format::format(format, &time);
    let text = text.map_err(|message| Failure::of_argument(0, message))?;
    Ok(Value::string(text))
}

fn time_add(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let time = read(given, 0, Reading::Strict)?;
    let text = given[1].as_str().unwrap_or_default();
    let nanoseconds = duration::parse(text).map_err(|message| {
        let message = format!("{text:?} is no duration such as 1h30m or -10s: {message}");
        Failure::of_argument(1, message)
    })?;
    Ok(Value::string(time.plus(nanoseconds).to_string()))
}

fn time_compare(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let a = read(given, 0, Reading::Lenient)?;
    let b = read(given, 1, Reading::Lenient)?;
    Ok(Value::number(a.instant().cmp(&b.instant()) as i32))
}

fn read(given: &[Value], at: usize, reading: Reading) -> Result<Timestamp, Failure> {
    let text = given[at].as_str().unwrap_or_default();
    Timestamp::parse(text, reading).map_err(|message| {
        let message = format!("{text:?} is no timestamp such as 2024-01-31T23:59:59Z: {message}");
        Failure::of_argument(at, message)
    })
}

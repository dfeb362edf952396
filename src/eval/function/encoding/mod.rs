//! Texts that hold data, and encodings of text.

pub(super) mod base64;
mod charset;
mod content;
mod csv;
mod input;
mod json_decode;
pub(super) mod json_encode;
mod yaml_decode;
mod yaml_encode;

#[cfg(test)]
mod tests;

pub(crate) use json_decode::json_document;

use std::fmt::Write as _;

use crate::eval::value::Value;

use super::hash::not_computed;
use super::{Accepts, Compute, Environment, Failure, Function, Parameter, ResultType};

const STRING: Parameter = Parameter::new("str", Accepts::String);
const VALUE: Parameter = Parameter::new("value", Accepts::Any)
    .nullable()
    .takes_unknown()
    .takes_untyped();

const fn function(
    name: &'static str,
    parameters: &'static [Parameter],
    result: ResultType,
    compute: Compute,
) -> Function {
    Function::new(name, parameters, result, compute)
}

pub(super) const ALL: &[Function] = &[
    function(
        "base64decode",
        &[STRING.takes_unknown()],
        ResultType::String,
        base64::base64decode,
    ),
    function(
        "base64encode",
        &[STRING.takes_unknown()],
        ResultType::String,
        base64::base64encode,
    ),
    // What Go's compression writes is not specified: another version may write other bytes.
    function("base64gzip", &[STRING], ResultType::String, |_, _| {
        Ok(not_computed("base64gzip"))
    }),
    function("csvdecode", &[STRING], ResultType::Dynamic, csv::csvdecode),
    function(
        "jsondecode",
        &[STRING.takes_unknown()],
        ResultType::Dynamic,
        json_decode::jsondecode,
    ),
    function(
        "jsonencode",
        &[VALUE.takes_marks()],
        ResultType::String,
        json_encode::jsonencode,
    ),
    function(
        "textdecodebase64",
        &[
            Parameter::new("source", Accepts::String),
            Parameter::new("encoding", Accepts::String),
        ],
        ResultType::String,
        charset::textdecodebase64,
    ),
    function(
        "textencodebase64",
        &[
            Parameter::new("string", Accepts::String),
            Parameter::new("encoding", Accepts::String),
        ],
        ResultType::String,
        charset::textencodebase64,
    ),
    function("urlencode", &[STRING], ResultType::String, urlencode),
    function(
        "yamldecode",
        &[STRING.takes_unknown()],
        ResultType::Dynamic,
        yaml_decode::yamldecode,
    ),
    function(
        "yamlencode",
        &[VALUE],
        ResultType::String,
        yaml_encode::yamlencode,
    ),
];

/// For the query of a URL: a space becomes `+`, and everything but letters, digits and `-_.~` a percent sign with the
/// byte.
fn urlencode(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let text = given.first().and_then(Value::as_str).unwrap_or_default();
    environment.spend(text.len().saturating_mul(3))?;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => encoded.push('+'),
            b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    Ok(Value::string(encoded))
}

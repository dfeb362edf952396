//! Functions of strings.
//!
//! Those that move text about take strings that are not known as parts, known text and holes, and give parts back, so
//! that an attribute of a resource is still found in what was built from it.

mod case;
mod edges;
mod format;
mod graphemes;
mod join;
mod pieces;
mod regex;
mod replace;

use crate::eval::unknown::Unknown;
use crate::eval::value::Value;
use crate::types::Type;

use super::{Accepts, Compute, Failure, Function, Parameter, ResultType};

pub(super) const ALL: &[Function] = &[
    string("chomp", &[OPEN], edges::chomp),
    test("endswith", &[OPEN, parameter("suffix")], edges::ends_with),
    Function {
        variadic: Some(ARGUMENTS),
        ..string("format", &[parameter("format")], format::format)
    },
    Function {
        variadic: Some(ARGUMENTS),
        result: ResultType::Of(list_of_strings),
        ..string("formatlist", &[parameter("format")], format::format_list)
    },
    string(
        "indent",
        &[Parameter::new("spaces", Accepts::Number), OPEN],
        case::indent,
    ),
    Function {
        variadic: Some(Parameter::new("lists", Accepts::ListOfString).takes_unknown()),
        ..string(
            "join",
            &[parameter("separator").takes_unknown()],
            join::join,
        )
    },
    string("lower", &[STR], case::lower),
    Function {
        result: ResultType::Of(regex::match_type),
        ..string("regex", REGEX, regex::first_match)
    },
    Function {
        result: ResultType::Of(regex::matches_type),
        ..string("regexall", REGEX, regex::all_matches)
    },
    string(
        "replace",
        &[
            OPEN,
            parameter("substr"),
            parameter("replace").takes_unknown(),
        ],
        replace::replace,
    ),
    Function {
        result: ResultType::Of(list_of_strings),
        ..string("split", &[parameter("separator"), OPEN], join::split)
    },
    test(
        "startswith",
        &[OPEN, parameter("prefix")],
        edges::starts_with,
    ),
    test("strcontains", &[OPEN, parameter("substr")], edges::contains),
    string("strrev", &[STR], graphemes::reverse),
    string(
        "substr",
        &[
            STR,
            Parameter::new("offset", Accepts::Number),
            Parameter::new("length", Accepts::Number),
        ],
        graphemes::substring,
    ),
    string("title", &[STR], case::title),
    string("trim", &[OPEN, parameter("cutset")], edges::trim),
    string(
        "trimprefix",
        &[OPEN, parameter("prefix")],
        edges::trim_prefix,
    ),
    string("trimspace", &[OPEN], edges::trim_space),
    string(
        "trimsuffix",
        &[OPEN, parameter("suffix")],
        edges::trim_suffix,
    ),
    string("upper", &[STR], case::upper),
];

const STR: Parameter = parameter("str");
/// A string that may be a template.
const OPEN: Parameter = STR.takes_unknown();
const ARGUMENTS: Parameter = Parameter::new("args", Accepts::Any)
    .nullable()
    .takes_unknown();
const REGEX: &[Parameter] = &[parameter("pattern"), parameter("string")];

const fn parameter(name: &'static str) -> Parameter {
    Parameter::new(name, Accepts::String)
}

const fn string(
    name: &'static str,
    parameters: &'static [Parameter],
    compute: Compute,
) -> Function {
    Function::new(name, parameters, ResultType::String, compute)
}

const fn test(name: &'static str, parameters: &'static [Parameter], compute: Compute) -> Function {
    Function {
        result: ResultType::Bool,
        ..string(name, parameters, compute)
    }
}

/// The type of what gives a list of strings, whatever it is given.
#[allow(
    clippy::unnecessary_wraps,
    reason = "the signature of all such functions"
)]
fn list_of_strings(_: &[Value]) -> Result<Type, Failure> {
    Ok(Type::list(Type::String))
}

/// The known string at this position of the arguments.
fn text(given: &[Value], at: usize) -> Result<&str, Failure> {
    let text = given.get(at).and_then(Value::as_str);
    text.ok_or_else(|| Failure::of_argument(at, "a string is required"))
}

/// A string of which nothing is known but what it is computed from.
fn opaque<'v>(sources: impl IntoIterator<Item = &'v Value>) -> Value {
    Unknown::derived(Type::String, sources).not_null().into()
}

#[cfg(test)]
mod tests;

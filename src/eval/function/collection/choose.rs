//! Functions that choose what is there.

use crate::eval::convert::{common_type, convert, converts_when_planned};
use crate::eval::equality::{has_unknown_type, is_never_empty};
use crate::eval::function::{Accepts, Environment, Failure, Function, Parameter, ResultType};
use crate::eval::set_order::planned_count;
use crate::eval::unknown::Unknown;
use crate::eval::value::{Kind, Value};
use crate::types::Type;

use super::parts::{Elements, any_of, elements_of, first_of_open, open};

pub(super) const COALESCE: Function = Function {
    name: "coalesce",
    parameters: &[],
    variadic: Some(
        Parameter::new("vals", Accepts::Any)
            .nullable()
            .takes_unknown()
            .takes_untyped(),
    ),
    result: ResultType::Dynamic,
    compute: coalesce,
};

pub(super) const COALESCELIST: Function = Function {
    name: "coalescelist",
    parameters: &[],
    variadic: Some(
        Parameter::new("vals", Accepts::Any)
            .nullable()
            .takes_unknown()
            .takes_untyped(),
    ),
    result: ResultType::Dynamic,
    compute: coalescelist,
};

pub(super) const COMPACT: Function = Function {
    name: "compact",
    parameters: &[Parameter::new("list", Accepts::ListOfString).takes_unknown()],
    variadic: None,
    result: ResultType::Of(|_| Ok(Type::list(Type::String))),
    compute: compact,
};

pub(super) const ONE: Function = Function {
    name: "one",
    parameters: &[Parameter::new("list", Accepts::Any).takes_unknown()],
    variadic: None,
    result: ResultType::Dynamic,
    compute: one,
};

/// Whether a value is there, as `coalesce` and `compact` have it: neither `null` nor an empty string. `None` where
/// that is not known.
fn is_there(value: &Value) -> Option<bool> {
    match &value.kind {
        Kind::Null(_) => Some(false),
        Kind::String(text) => Some(!text.as_str().is_empty()),
        Kind::Unknown(unknown) => {
            let is_filled = is_never_empty(unknown)
                || unknown.refinement.not_null
                    && !matches!(unknown.ty, Type::String | Type::Dynamic);
            is_filled.then_some(true)
        }
        _ => Some(true),
    }
}

fn coalesce(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let Some(ty) = common_type(arguments) else {
        return Err(Failure::new("all arguments must have the same type"));
    };
    // With a bare null among the others, these need not have a type in common.
    let has_bare_null = arguments
        .iter()
        .any(|it| matches!(it.kind, Kind::Null(Type::Dynamic)));
    let is_open = has_bare_null && arguments.iter().any(Value::is_untyped);
    let ty = if is_open { Type::Dynamic } else { ty };
    let mut possible: Vec<Value> = Vec::new();
    for argument in arguments {
        // Terraform passes over what cannot be converted.
        let Ok(value) = convert(argument, &ty) else {
            // What is of no known type yet is of another one then, and so is what it is compared with.
            possible.extend(Some(argument.clone()).filter(Value::is_untyped));
            continue;
        };
        match is_there(&value) {
            // Where a bare null hides that the others have no type in common, only null counts as nothing.
            Some(false) if ty == Type::Dynamic && !value.is_null() => {
                possible.push(value);
                if !arguments.iter().any(has_unknown_type) {
                    break;
                }
            }
            Some(false) => {}
            Some(true) if converts_when_planned(argument, &ty) => {
                possible.push(value);
                break;
            }
            _ => possible.push(value),
        }
    }
    let Some(first) = possible.first() else {
        return Err(Failure::new("every argument is null or an empty string"));
    };
    // What Terraform takes for what it gives when it plans it knows as well as that.
    let is_late = first.is_late();
    let result = first_of(possible, arguments);
    Ok(if is_late {
        result
    } else {
        result.maybe_known_early()
    })
}

/// One of these values, whichever is the first that is there.
fn first_of(possible: Vec<Value>, arguments: &[Value]) -> Value {
    let is_first_certain = possible.len() == 1;
    let source = arguments
        .iter()
        .find(|argument| !argument.is_known())
        .cloned();
    let value = any_of(possible, &source.unwrap_or_else(Value::null));
    match &value.kind {
        Kind::Unknown(unknown) if is_first_certain || !unknown.refinement.not_null => {
            let unknown = (**unknown).clone().not_null();
            Value {
                kind: Value::from(unknown).kind,
                ..value
            }
        }
        _ => value,
    }
}

fn coalescelist(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    if arguments.is_empty() {
        return Err(Failure::new("it takes at least one list"));
    }
    for (at, argument) in arguments.iter().enumerate() {
        // What comes after a list that is not known is not looked at.
        if !argument.is_known() {
            break;
        }
        if !matches!(argument.ty(), Type::List(_) | Type::Tuple(_)) {
            return Err(Failure::of_argument(at, "a list or a tuple is required"));
        }
    }
    let mut possible: Vec<Value> = Vec::new();
    for argument in arguments.iter().filter(|argument| !argument.is_null()) {
        match elements_of(argument) {
            Some(elements) if elements.max == Some(0) => {}
            Some(elements) if elements.min > 0 => {
                possible.push(argument.clone());
                return Ok(first_of(possible, arguments));
            }
            _ => possible.push(argument.clone()),
        }
    }
    if possible.is_empty() {
        return Err(Failure::new("every list is null or empty"));
    }
    Ok(first_of(possible, arguments))
}

/// Terraform knows nothing of the result where an element is not known. The `id` of a resource is never empty, so
/// that it certainly stays.
fn compact(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let Some(elements) = elements_of(&arguments[0]) else {
        return Err(Failure::of_argument(0, "a list of strings is required"));
    };
    environment.spend(elements.known.len())?;
    let mut known = Vec::new();
    let mut uncertain = Vec::new();
    for item in elements.known {
        match is_there(&item) {
            Some(true) => known.push(item),
            Some(false) => {}
            None => uncertain.push(item),
        }
    }
    uncertain.extend(elements.rest.clone());
    if uncertain.is_empty() {
        return Ok(Value::list(Type::String, known));
    }
    let elements = Elements {
        min: known.len() as u64,
        max: match elements.rest {
            Some(_) => elements.max,
            None => Some((known.len() + uncertain.len()) as u64),
        },
        known,
        rest: Some(any_of(uncertain, &arguments[0])),
    };
    Ok(open(Type::list(Type::String), elements, arguments))
}

fn one(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let list = &arguments[0];
    let too_many = || {
        let message = "it takes a list, set or tuple with one element or none";
        Failure::of_argument(0, message)
    };
    let mut elements = elements_of(list).ok_or_else(too_many)?;
    if elements.min > 1 || planned_count(list).is_some_and(|count| count > 1) {
        return Err(too_many());
    }
    let nothing = || {
        Value::null_of(match list.ty() {
            Type::List(element) | Type::Set(element) => (*element).clone(),
            _ => Type::Dynamic,
        })
    };
    if elements.max == Some(0) {
        return Ok(nothing());
    }
    if elements.known.len() == 1 {
        return Ok(elements.known.swap_remove(0));
    }
    // There is no other one.
    if let (Some(unknown), true, Some(rest)) = (
        list.as_unknown(),
        elements.known.is_empty(),
        &mut elements.rest,
    ) {
        *rest = first_of_open(unknown, rest);
    }
    let mut possible = elements.possible();
    if elements.min == 0 {
        if list.is_untyped() && possible.len() == 1 && is_opaque(&possible[0]) {
            return Ok(Unknown::derived(Type::Dynamic, [list]).into());
        }
        possible.push(nothing());
    }
    Ok(any_of(possible, list))
}

fn is_opaque(value: &Value) -> bool {
    value
        .as_unknown()
        .is_some_and(|unknown| matches!(unknown.shape, crate::eval::unknown::Shape::Opaque))
}

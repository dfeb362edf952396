//! `formatlist`: a format for each element of lists.

use std::sync::Arc;

use crate::eval::function::{Environment, Failure};
use crate::eval::set_order::{certain_count, differ_when_planned};
use crate::eval::unknown::{Shape, Unknown, are_learned_late};
use crate::eval::value::{Kind, Value};
use crate::eval::words::counted;
use crate::types::Type;

use super::super::opaque;
use super::{formatted, of_no_type};

pub(in super::super) fn format_list(
    environment: &Environment<'_>,
    given: &[Value],
) -> Result<Value, Failure> {
    let arguments = &given[1..];
    if let Some(value) = of_no_type(arguments, &Type::Dynamic) {
        return Ok(value);
    }
    if arguments.iter().any(is_open) {
        return open(environment, given);
    }
    let mut count = None;
    for (at, argument) in arguments.iter().enumerate() {
        let Some(items) = argument.elements() else {
            continue;
        };
        match count {
            None => count = Some((at, items.len())),
            Some((first, expected)) if expected != items.len() => {
                let message = format!(
                    "argument {} has {}, but argument {} has {expected}",
                    at + 1,
                    counted(items.len() as u64, "element"),
                    first + 1
                );
                return Err(Failure::of_argument(at + 1, message));
            }
            Some(_) => {}
        }
    }
    let count = count.map_or(1, |(_, count)| count);
    environment.spend(count.saturating_mul(given.len()))?;
    let mut items = Vec::with_capacity(count);
    for index in 0..count {
        items.push(iteration(environment, given, |argument| {
            let element = argument.elements().and_then(|items| items.get(index));
            element.unwrap_or(argument).clone()
        })?);
    }
    if let Some(failure) = refused_out_of_place(environment, given, count) {
        environment.refused_when_planned.replace(Some(failure));
    }
    Ok(Value::list(Type::String, items))
}

/// Why Terraform refuses to format elements that do not stand at the same place: when it comes upon one that it does not
/// know when it plans, it goes on in that argument and those before it only, and takes from the others what it has passed
/// over (measured with 1.11.4). Nothing is said where it may know what is not known here.
fn refused_out_of_place(
    environment: &Environment<'_>,
    given: &[Value],
    count: usize,
) -> Option<Failure> {
    let (format, arguments) = given.split_at(1);
    if !format[0].is_known() || !are_learned_late(arguments) {
        return None;
    }
    let mut places = vec![0; arguments.len()];
    for _ in 0..count {
        let mut picked = format.to_vec();
        let all = arguments.iter().zip(&mut places).all(|(argument, place)| {
            let element = argument.elements().and_then(|items| items.get(*place));
            *place += 1;
            let element = element.unwrap_or(argument);
            picked.push(element.clone());
            element.is_wholly_known()
        });
        if all && let Err(failure) = formatted(environment, &picked) {
            let message = format!(
                "as long as Terraform does not know an element, it takes those behind it from other places of the other \
                 lists, and there {}",
                failure.message
            );
            return Some(Failure { message, ..failure });
        }
    }
    None
}

/// The format with each argument as `pick` has it.
fn iteration(
    environment: &Environment<'_>,
    given: &[Value],
    pick: impl Fn(&Value) -> Value,
) -> Result<Value, Failure> {
    let (format, arguments) = given.split_at(1);
    let picked: Vec<Value> = format
        .iter()
        .cloned()
        .chain(arguments.iter().map(pick))
        .collect();
    formatted(environment, &picked)
}

/// Whether the elements of an argument cannot be counted.
fn is_open(argument: &Value) -> bool {
    let ty = argument.ty();
    match &argument.kind {
        // Elements of a set that are not known may turn out to be one.
        Kind::Set(_, items) => items.len() > 1 && !argument.is_wholly_known(),
        Kind::Unknown(_) => ty.is_sequence() || ty == Type::Dynamic,
        _ => false,
    }
}

/// Whether it is certainly one element after the other.
fn is_sequence(unknown: &Unknown) -> bool {
    let is_open = matches!(unknown.shape, Shape::Open { .. }) && !unknown.is_mapping();
    unknown.ty.is_sequence() || (unknown.ty == Type::Dynamic && is_open)
}

/// How many elements all arguments have that have any: at least and at most.
fn lengths(arguments: &[Value]) -> Result<(u64, Option<u64>), Failure> {
    let (mut least, mut most) = (0, None);
    for (at, argument) in arguments.iter().enumerate() {
        let (min, max) = match (argument.elements(), argument.as_unknown()) {
            (Some(items), _) if is_open(argument) => {
                (certain_count(items), Some(items.len() as u64))
            }
            (Some(items), _) => (items.len() as u64, Some(items.len() as u64)),
            (None, Some(unknown)) if is_sequence(unknown) => match &unknown.ty {
                Type::Tuple(types) => (types.len() as u64, Some(types.len() as u64)),
                _ => (unknown.refinement.min_length, unknown.refinement.max_length),
            },
            _ => continue,
        };
        let others = &arguments[..at];
        if others
            .iter()
            .any(|other| differ_when_planned(other, argument))
        {
            let message = "the lists must have as many elements as each other";
            return Err(Failure::of_argument(at + 1, message));
        }
        least = min.max(least);
        most = [most, max].into_iter().flatten().min();
        if most.is_some_and(|most| most < least) {
            let message = "the lists must have as many elements as each other";
            return Err(Failure::of_argument(at + 1, message));
        }
    }
    Ok((least, most))
}

/// The result where one argument has an unknown number of elements: what it has for each that is known, if there is
/// only that one.
fn open(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let ty = Type::list(Type::String);
    let mut unknown = Unknown::derived(ty, given).not_null();
    let (min, max) = lengths(&given[1..])?;
    // Of what it does not know, Terraform does not say how long the result is, although it compares the lengths.
    if !unknown.is_late {
        (unknown.refinement.min_length, unknown.refinement.max_length) = (min, max);
    }
    let mut iterated = given[1..]
        .iter()
        .filter(|argument| argument.elements().is_some() || is_open(argument));
    if let (Some(only), None) = (iterated.next(), iterated.next())
        && let Some(Shape::Open { known, each }) = only.as_unknown().map(|found| &found.shape)
    {
        let of = |element: &Value| {
            let pick =
                |argument: &Value| if is_open(argument) { element } else { argument }.clone();
            iteration(environment, given, pick).unwrap_or_else(|_| opaque(given))
        };
        environment.spend(known.len())?;
        unknown.shape = Shape::Open {
            known: known.iter().map(of).collect(),
            each: Arc::new(of(each)),
        };
    }
    Ok(unknown.into())
}

//! What Terraform knows of a function's result when it plans.

use std::sync::Arc;

use crate::eval::convert::may_be_typed_early;
use crate::eval::late::known_when_planned;
use crate::eval::unknown::{Shape, Unknown};
use crate::eval::value::{Kind, Value};
use crate::types::Type;

use super::call::{call, for_the_plan, is_never_null, with_alternatives};
use super::{Environment, Function, ResultType};

/// The result as Terraform knows it when it plans, if it was computed from what is late: what of it, how long it is, and
/// of which type.
pub(super) fn when_planned(
    function: &Function,
    environment: &Environment<'_>,
    given: &[Value],
    ours: Value,
) -> Value {
    if !given.iter().any(|argument| argument.holds_late) {
        return ours;
    }
    let result = known_of(function, environment, given, ours);
    let Some(unknown) = result.as_unknown().filter(|unknown| unknown.is_late) else {
        return result;
    };
    let is_plain = unknown.planned_as.is_none();
    let result = match function.name {
        _ if is_length_known(function, given) => result,
        "format" | "jsonencode" => result,
        _ => result.of_unknown_length().of_beginning(""),
    };
    if is_typed_by_values(function, given, &result) {
        result.of_any_type()
    } else if is_plain && !given.iter().any(may_be_typed_early) {
        result.of_known_type()
    } else {
        result
    }
}

/// The same as far as values go.
fn known_of(
    function: &Function,
    environment: &Environment<'_>,
    given: &[Value],
    ours: Value,
) -> Value {
    let simply = ours.as_unknown().filter(|it| is_simply_unknown(it));
    let goes_over_lists = function.name == "formatlist";
    let takes_for_elements = function.name == "flatten" && given.iter().any(holds_marked_element);
    let is_final = |it: &Arc<Unknown>| it.refinement.not_null || !given.iter().any(is_late_choice);
    if !goes_over_lists && !takes_for_elements && simply.is_some_and(is_final) {
        return ours;
    }
    let mut planned: Vec<Value> = given.iter().map(Value::as_planned).collect();
    if takes_for_elements {
        planned = planned.iter().map(with_marked_as_elements).collect();
    }
    let compute = || with_alternatives(function, environment, &planned);
    match for_the_plan(environment, compute) {
        // It goes over lists of which Terraform may know more than is known here.
        Ok(planned) if goes_over_lists && is_open(&planned) => ours.maybe_known_early(),
        // Chosen by what is late, it may be `null` for all that Terraform knows, unless the function makes it anew.
        Ok(planned) if simply.is_some() && is_made_anew(function, &planned) => ours.never_null(),
        Ok(_) if simply.is_some() && !takes_for_elements => ours,
        Ok(planned) if needs_known(function.name, given) => ours.later_like(&planned),
        Ok(planned) => known_when_planned(ours, &planned),
        Err(_) => ours,
    }
}

/// Whether it is not known here, while Terraform may know it when it plans.
fn is_open(planned: &Value) -> bool {
    planned.as_unknown().is_some_and(|unknown| !unknown.is_late)
}

/// Whether nothing is known of it that Terraform does not know too when it plans.
fn is_simply_unknown(unknown: &Unknown) -> bool {
    unknown.is_late && !matches!(unknown.shape, Shape::Choice(_))
}

/// Whether what a function gives is something else than what it was given, of a type that Terraform knows when it
/// plans: that is never `null`.
fn is_made_anew(function: &Function, planned: &Value) -> bool {
    let is_anew = match function.result {
        ResultType::Bool | ResultType::Number | ResultType::String => true,
        ResultType::Of(_) => planned.ty() != Type::Dynamic && function.name != "arn_parse",
        ResultType::Dynamic => function.name == "chunklist",
    };
    is_anew && is_never_null(planned)
}

fn is_late_choice(value: &Value) -> bool {
    let unknown = value.as_unknown();
    unknown.is_some_and(|it| it.is_late && matches!(it.shape, Shape::Choice(_)))
}

/// What a function that does not take these arguments gives when Terraform plans, where it finds out only when it applies
/// that the function does not take them.
pub(in crate::eval) fn before_it_is_refused(
    function: &Function,
    environment: &Environment<'_>,
    arguments: &[Value],
) -> Option<Value> {
    if !arguments.iter().any(|argument| argument.holds_late) {
        return None;
    }
    let planned: Vec<Value> = arguments.iter().map(Value::as_planned).collect();
    match call(function, environment, &planned) {
        Ok(planned) => Some(planned),
        // Which element it is, Terraform does not ask before it knows by what.
        Err(_) if matches!(function.name, "element" | "index") => {
            let is_asked = planned.len() == 2
                && planned[0].ty().is_sequence()
                && !planned[1].is_null()
                && planned.iter().any(Value::is_late);
            let ty = match function.result {
                ResultType::Number => Type::Number,
                _ => Type::Dynamic,
            };
            is_asked.then(|| Unknown::derived(ty, &planned).into())
        }
        // Nor how many keys there are, before it knows all of them.
        Err(_)
            if function.name == "zipmap" && planned.len() == 2 && planned[0].is_partly_late() =>
        {
            let ty = match planned[1].ty() {
                Type::List(element) => Type::map((*element).clone()),
                _ => Type::Dynamic,
            };
            Some(Unknown::derived(ty, &planned).into())
        }
        Err(_) => None,
    }
}

/// Whether Terraform knows when it plans how long the result of a function may be although it does not know the result:
/// it says so of what the function gives back as it was given, and of few others (measured with 1.11.4).
fn is_length_known(function: &Function, given: &[Value]) -> bool {
    let is_known_set = |value: &Value| matches!(value.kind, Kind::Set(..));
    match function.name {
        "coalesce" | "coalescelist" | "element" | "lookup" | "nonsensitive" | "one"
        | "sensitive" | "ephemeralasnull" | "sort" | "tomap" | "toset" => true,
        "setproduct" | "tolist" => !given.iter().any(is_known_set),
        "reverse" => given.iter().all(is_known_set),
        _ => false,
    }
}

/// Whether it takes an argument that Terraform learns only later to tell of which type the result is.
fn is_typed_by_values(function: &Function, given: &[Value], result: &Value) -> bool {
    let is_any = |is: fn(&Value) -> bool| given.iter().any(is);
    match function.name {
        "coalescelist" => is_any(Value::is_late),
        "flatten" => is_any(Value::is_partly_late),
        "element" | "slice" => {
            let is_tuple = matches!(given[0].ty(), Type::Tuple(_));
            is_tuple && given[1..].iter().any(Value::is_late)
        }
        // Of some documents their beginning tells of which type they are, and of some arguments their types.
        "concat" | "csvdecode" | "jsondecode" | "regex" | "yamldecode" | "zipmap" => {
            is_any(Value::is_partly_late) && result.planned_type() == Type::Dynamic
        }
        _ => false,
    }
}

/// Functions of which Terraform can tell something although an argument is not known at all.
const OF_UNKNOWN: &[&str] = &[
    "coalesce",
    "coalescelist",
    "formatlist",
    "issensitive",
    "keys",
    "length",
    "lookup",
    "nonsensitive",
    "one",
    "sensitive",
    "sort",
    "startswith",
];

/// Functions that Terraform computes only when it knows everything in what they are given.
const OF_WHOLLY_KNOWN: &[&str] = &[
    "compact",
    "distinct",
    "matchkeys",
    "setintersection",
    "setsubtract",
    "setsymmetricdifference",
];

/// Whether Terraform certainly does not compute a function of these arguments when it plans.
fn needs_known(name: &str, given: &[Value]) -> bool {
    let is_late = |value: &Value| value.is_late() && !(name == "setproduct" && is_bounded(value));
    let is_unknown = !OF_UNKNOWN.contains(&name) && given.iter().any(is_late);
    let asked = match given {
        // It finds nothing in nothing.
        [_, _, searched] if name == "matchkeys" && is_empty_list(searched) => &[],
        _ => given,
    };
    let holds_unknown = OF_WHOLLY_KNOWN.contains(&name) && asked.iter().any(Value::is_partly_late);
    // What is flattened may be any number of elements as long as a sequence in it is not known.
    let is_open = name == "flatten" && given.iter().any(holds_late_sequence);
    // Two elements of a set may turn out to be one.
    let is_set = |value: &Value| match &value.kind {
        Kind::Set(_, elements) => elements.len() > 1 && value.is_partly_late(),
        _ => false,
    };
    let is_of_sets = matches!(name, "one" | "setproduct") && given.iter().any(is_set);
    is_unknown || holds_unknown || is_open || is_of_sets
}

fn is_empty_list(value: &Value) -> bool {
    value.elements().is_some_and(|items| items.is_empty())
}

/// Whether Terraform knows how many elements there may be in what it does not know: with an empty list beside it, the
/// product is empty.
fn is_bounded(value: &Value) -> bool {
    let unknown = value.as_unknown();
    let max = unknown.and_then(|unknown| unknown.refinement.max_length);
    max.is_some() || matches!(value.ty(), Type::Tuple(_))
}

fn holds_late_sequence(value: &Value) -> bool {
    let is_sequence = |ty: &Type| ty.is_sequence() || matches!(ty, Type::Dynamic | Type::Tuple(_));
    let is_open = |item: &Value| !is_taken_for_element(item) && holds_late_sequence(item);
    let elements = value.elements().into_iter().flat_map(|items| items.iter());
    (value.is_late() && is_sequence(&value.ty())) || elements.into_iter().any(is_open)
}

/// Whether `flatten` takes this for one element when Terraform plans, although it may turn out to be a sequence: it
/// does so with what is marked and of no known type (measured with 1.11.4).
fn is_taken_for_element(item: &Value) -> bool {
    (item.marks.sensitive || item.marks.ephemeral) && item.is_late_and_untyped()
}

/// Whether there is such an element in a sequence.
fn holds_marked_element(sequence: &Value) -> bool {
    let items = sequence
        .elements()
        .into_iter()
        .flat_map(|items| items.iter());
    let mut items = items.filter(|item| item.holds_late);
    items.any(|item| is_taken_for_element(item) || holds_marked_element(item))
}

/// The sequence with something that is certainly no sequence in the place of each such element.
fn with_marked_as_elements(sequence: &Value) -> Value {
    if !sequence.holds_late {
        return sequence.clone();
    }
    let element = |item: &Value| match item.as_unknown() {
        Some(unknown) if is_taken_for_element(item) => {
            let mut unknown = (**unknown).clone();
            (unknown.ty, unknown.planned_as) = (Type::Bool, None);
            Value::from(unknown).in_place_of(item)
        }
        _ => with_marked_as_elements(item),
    };
    match &sequence.kind {
        Kind::Tuple(_) | Kind::List(..) => {
            Value::from(sequence.kind.with_parts(element)).in_place_of(sequence)
        }
        _ => sequence.clone(),
    }
}

//! Functions that put sequences together and take them apart.

use std::sync::Arc;

use crate::eval::convert::{as_far_as_certain, convert, element_type, may_have_one_type, unify};
use crate::eval::equality::has_unknown_type;
use crate::eval::function::{Accepts, Environment, Failure, Function, Parameter, ResultType};
use crate::eval::set_order::{counted, is_order_known, unordered};
use crate::eval::unknown::{Cause, PathStep, Shape, Unknown};
use crate::eval::value::{Kind, Marks, Value};
use crate::types::Type;

use super::parts::{
    Elements, any_of, elements_of, first_of_open, is_mapping, open, open_in_any_order, step,
    take_marks,
};

const SEQUENCE: Parameter = Parameter::new("list", Accepts::Any)
    .takes_unknown()
    .takes_marks();

pub(super) const CONCAT: Function = Function {
    name: "concat",
    parameters: &[],
    variadic: Some(
        Parameter::new("seqs", Accepts::Any)
            .takes_unknown()
            .takes_marks(),
    ),
    result: ResultType::Dynamic,
    compute: concat,
};

pub(super) const ELEMENT: Function = Function {
    name: "element",
    parameters: &[
        SEQUENCE,
        Parameter::new("index", Accepts::Number).takes_unknown(),
    ],
    variadic: None,
    result: ResultType::Dynamic,
    compute: element,
};

pub(super) const FLATTEN: Function = Function {
    name: "flatten",
    parameters: &[SEQUENCE],
    variadic: None,
    result: ResultType::Dynamic,
    compute: flatten,
};

pub(super) const REVERSE: Function = Function {
    name: "reverse",
    parameters: &[SEQUENCE],
    variadic: None,
    result: ResultType::Dynamic,
    compute: reverse,
};

/// Lists of one type give a list, anything else gives a tuple.
fn concat(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    if arguments.is_empty() {
        return Err(Failure::new("it takes at least one list"));
    }
    let mut marks = Marks::default();
    let mut all: Vec<Elements> = Vec::with_capacity(arguments.len());
    for (at, argument) in arguments.iter().enumerate() {
        let (argument, found) = take_marks(argument);
        marks = marks.with(found);
        let elements = elements_of(&argument)
            .filter(|_| !matches!(argument.ty(), Type::Set(_)))
            .ok_or_else(|| {
                let found = argument.ty().friendly_name();
                Failure::of_argument(at, format!("a list or a tuple is required, not {found}"))
            })?;
        environment.spend(elements.known.len())?;
        all.push(elements);
    }
    let mut element = list_element(arguments);
    let mut joined = Elements {
        known: Vec::new(),
        rest: None,
        min: 0,
        max: Some(0),
    };
    let mut rests = Vec::new();
    for elements in all {
        joined.min += elements.min;
        joined.max = joined
            .max
            .zip(elements.max)
            .map(|(a, b)| a.saturating_add(b));
        joined.known.extend(elements.known);
        rests.extend(elements.rest);
    }
    if let Some(element) = &element {
        joined.known = converted(&joined.known, element)?;
    }
    if rests.is_empty()
        && let Some(open) = element.as_ref().filter(|element| element.has_dynamic())
    {
        // What the type of an empty list leaves open, the elements of the others say.
        match element_type(open, joined.known.iter()) {
            Ok(found) if as_far_as_certain(found.clone(), &joined.known) != found => {}
            Ok(found) => {
                joined.known = converted(&joined.known, &found)?;
                element = Some(found);
            }
            Err(_)
                if joined.known.iter().any(has_unknown_type)
                    && may_have_one_type(joined.known.iter()) => {}
            Err(mismatch) => return Err(Failure::new(mismatch.to_string())),
        }
    }
    let result = match (rests.is_empty(), element) {
        (true, Some(element)) => Value::list(element, joined.known),
        (true, None) => Value::tuple(joined.known),
        (false, element) => {
            let convert = |rest: Value| match &element {
                Some(element) => convert(&rest, element)
                    .unwrap_or_else(|_| Unknown::derived(element.clone(), [&rest]).into()),
                None => rest,
            };
            let rests: Vec<Value> = rests.into_iter().map(convert).collect();
            joined.rest = Some(any_of(rests.clone(), &rests[0]));
            let ty = element.map_or(Type::Dynamic, Type::list);
            open(ty, joined, arguments)
        }
    };
    Ok(result.marked(marks))
}

fn converted(items: &[Value], ty: &Type) -> Result<Vec<Value>, Failure> {
    let items = items.iter().map(|item| convert(item, ty));
    items
        .collect::<Result<_, _>>()
        .map_err(|mismatch| Failure::new(mismatch.to_string()))
}

/// The element type of the list that lists come to; `None` where they come to a tuple.
fn list_element(lists: &[Value]) -> Option<Type> {
    let types: Vec<Type> = lists.iter().map(Value::ty).collect();
    if !types.iter().all(|ty| matches!(ty, Type::List(_))) {
        return None;
    }
    match unify(&types)? {
        Type::List(element) => Some(as_far_as_certain((*element).clone(), lists)),
        _ => None,
    }
}

/// Counts around: the position is taken modulo the number of elements.
fn element(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let (list, marks) = take_marks(&arguments[0]);
    let ty = list.ty();
    let elements = match elements_of(&list) {
        Some(elements) if !matches!(ty, Type::Set(_)) => elements,
        _ => {
            let message = format!("it takes a list or a tuple, not {}", ty.friendly_name());
            return Err(Failure::of_argument(0, message));
        }
    };
    let index = match arguments[1].as_number() {
        None => None,
        Some(number) => Some(
            number
                .to_i64()
                .ok_or_else(|| Failure::of_argument(1, "the index must be a whole number"))?,
        ),
    };
    if elements.max == Some(0) {
        return Err(Failure::of_argument(0, "the list is empty"));
    }
    let result = match (index, &elements.rest) {
        (Some(index), None) => {
            let count = i64::try_from(elements.known.len()).unwrap_or(i64::MAX);
            // Terraform itself fails at this.
            if index % count < 0 && matches!(ty, Type::Tuple(_)) {
                return Err(Failure::of_argument(1, "the index must not be negative"));
            }
            let at = usize::try_from(index.rem_euclid(count)).unwrap_or_default();
            elements.known[at].clone()
        }
        (Some(0), Some(rest)) if elements.known.is_empty() => match list.as_unknown() {
            Some(unknown) if unknown.symbol().is_some() => {
                step(unknown, rest.ty(), PathStep::Index(0))
            }
            Some(unknown) => first_of_open(unknown, rest),
            None => rest.clone(),
        },
        (Some(_), Some(_)) => any_of(elements.possible(), &list),
        (None, _) => any_of(elements.possible(), &arguments[1]),
    };
    Ok(result.marked(marks))
}

fn reverse(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let (list, marks) = take_marks(&arguments[0]);
    let ty = list.ty();
    if let Kind::Set(element, items) = &list.kind
        && !is_order_known(items)
    {
        let reversed = items.iter().rev().cloned().collect();
        return Ok(unordered(Type::list(element.clone()), reversed, items).marked(marks));
    }
    let Some(mut elements) = elements_of(&list) else {
        let message = format!("it takes a list or a tuple, not {}", ty.friendly_name());
        return Err(Failure::of_argument(0, message));
    };
    elements.known.reverse();
    let result = match (&ty, &elements.rest) {
        (Type::Tuple(_), None) => Value::tuple(elements.known),
        (Type::List(element) | Type::Set(element), None) => {
            Value::list((**element).clone(), elements.known)
        }
        (Type::List(element) | Type::Set(element), Some(_)) => {
            open(Type::list((**element).clone()), elements, &[list])
        }
        _ => open(Type::Dynamic, elements, &[list]),
    };
    Ok(result.marked(marks))
}

/// What flattening has found so far.
struct Flat {
    known: Vec<Value>,
    rests: Vec<Value>,
    marks: Marks,
    min: u64,
    /// The elements of sets in it whose order is not known.
    unordered: Vec<Value>,
}

/// Always gives a tuple.
fn flatten(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    if elements_of(&arguments[0]).is_none() {
        let message = "it takes a list, a set or a tuple";
        return Err(Failure::of_argument(0, message));
    }
    let mut flat = Flat {
        known: Vec::new(),
        rests: Vec::new(),
        marks: Marks::default(),
        min: 0,
        unordered: Vec::new(),
    };
    flatten_into(environment, &arguments[0], true, &mut flat)?;
    let marks = flat.marks;
    let result = if flat.rests.is_empty() && flat.unordered.is_empty() {
        Value::tuple(flat.known)
    } else if flat.rests.is_empty() {
        let elements = Elements {
            rest: None,
            min: flat.min,
            max: Some(flat.known.len() as u64),
            known: flat.known,
        };
        open_in_any_order(Type::Dynamic, elements, &flat.unordered)
    } else {
        let elements = Elements {
            rest: Some(any_of(flat.rests, &arguments[0])),
            known: flat.known,
            min: flat.min,
            max: None,
        };
        open(Type::Dynamic, elements, arguments)
    };
    Ok(result.marked(marks))
}

fn flatten_into(
    environment: &Environment<'_>,
    sequence: &Value,
    is_certain: bool,
    flat: &mut Flat,
) -> Result<(), Failure> {
    let (settled, marks) = take_marks(sequence.settled());
    flat.marks = flat.marks.with(marks).with(sequence.marks);
    let sequence = settled;
    let Some(mut elements) = elements_of(&sequence) else {
        return Ok(());
    };
    if let Some(items) = sequence.as_unknown().and_then(|it| counted(it)) {
        // There are no others, though not in this order.
        elements.rest = None;
        flat.unordered.extend(items.iter().cloned());
    }
    environment.spend(elements.known.len())?;
    let min_before = flat.min;
    let places = elements.known.iter().map(|item| (item, is_certain));
    for (item, is_certain) in places.chain(elements.rest.iter().map(|rest| (rest, false))) {
        let is_sequence = !item.is_null() && item.ty().is_sequence();
        if is_sequence || is_open(item) {
            let is_certain = is_certain && !may_be_null(item);
            if !is_certain && may_be_null(item) {
                // Then it is an element itself.
                flat.rests.push(Value::null_of(item.ty()));
            }
            let inner = || flatten_into(environment, item, is_certain, flat);
            let Some(result) = environment.budget.deeper(inner) else {
                return Err(Failure::new("the lists are nested too deeply"));
            };
            result?;
        } else if let Some(alternatives) = untyped_choice(item) {
            for one in alternatives {
                if !one.is_null() && one.ty().is_sequence() {
                    flatten_into(environment, one, false, flat)?;
                } else {
                    flat.rests.push(one.clone());
                }
            }
        } else if item.is_untyped() && !is_mapping(item) {
            // It may be a list itself, and of any length.
            flat.rests.push(item.clone());
        } else if is_certain {
            flat.min += 1;
            flat.known.push(item.clone());
        } else {
            flat.rests.push(item.clone());
        }
    }
    let set = match &sequence.kind {
        Kind::Set(_, items) if !is_order_known(items) => Some(items),
        _ => None,
    };
    let is_of_set = |unknown: &Arc<Unknown>| unknown.cause == Cause::SetOrder;
    if set.is_some() || sequence.as_unknown().is_some_and(is_of_set) {
        // Two that turn out to be equal are there once.
        let added = flat.min - min_before;
        let is_flat = elements.known.iter().all(|item| !item.ty().is_sequence());
        flat.min = min_before + added.min(if is_flat { elements.min } else { 1 });
    }
    flat.unordered
        .extend(set.into_iter().flat_map(|items| items.iter().cloned()));
    Ok(())
}

/// What a value may be that is one of several, of different types.
fn untyped_choice(value: &Value) -> Option<&[Value]> {
    let unknown = value.as_unknown().filter(|it| it.ty == Type::Dynamic)?;
    match &unknown.shape {
        Shape::Choice(alternatives) => Some(alternatives),
        _ => None,
    }
}

/// Whether one of several values that this may be is `null`.
fn may_be_null(value: &Value) -> bool {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(alternatives)) => alternatives.iter().any(Value::is_null),
        _ => false,
    }
}

/// Whether a value of unknown type is a sequence all the same.
fn is_open(value: &Value) -> bool {
    match &value.kind {
        Kind::Unknown(unknown) => {
            unknown.ty == Type::Dynamic
                && !unknown.is_mapping()
                && matches!(unknown.shape, Shape::Open { .. })
        }
        _ => false,
    }
}

//! Functions that take parts of lists.

use crate::eval::function::{Accepts, Environment, Failure, Function, Parameter, ResultType};
use crate::eval::unknown::PathStep;
use crate::eval::value::{Kind, Value};
use crate::eval::words::counted;
use crate::types::Type;

use super::parts::{Elements, any_of, elements_of, open, step, take_marks};

pub(super) const CHUNKLIST: Function = Function {
    name: "chunklist",
    parameters: &[
        Parameter::new("list", Accepts::ListOfAny)
            .takes_unknown()
            .takes_marks(),
        Parameter::new("size", Accepts::Number)
            .takes_unknown()
            .takes_marks(),
    ],
    variadic: None,
    result: ResultType::Dynamic,
    compute: chunklist,
};

pub(super) const SLICE: Function = Function {
    name: "slice",
    parameters: &[
        Parameter::new("list", Accepts::Any)
            .takes_unknown()
            .takes_marks(),
        Parameter::new("start_index", Accepts::Number).takes_unknown(),
        Parameter::new("end_index", Accepts::Number).takes_unknown(),
    ],
    variadic: None,
    result: ResultType::Dynamic,
    compute: slice,
};

/// A part of a list that is not wholly known is written out up to so many elements.
const MAX_WRITTEN_OUT: u64 = 64;

/// The whole number that an argument is; `None` where it is not known.
fn whole(arguments: &[Value], at: usize, what: &str) -> Result<Option<u64>, Failure> {
    let Some(number) = arguments[at].as_number() else {
        return Ok(None);
    };
    let Some(number) = number.to_i64() else {
        let message = format!("{what} must be a whole number");
        return Err(Failure::of_argument(at, message));
    };
    u64::try_from(number)
        .map(Some)
        .map_err(|_| Failure::of_argument(at, format!("{what} must not be negative")))
}

fn chunklist(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let size = whole(arguments, 1, "the size")?;
    let (list, marks) = take_marks(&arguments[0]);
    let marks = marks.with(arguments[1].marks);
    let ty = list.ty();
    let chunk_of = |items: &[Value]| match &ty {
        Type::List(element) => Value::list((**element).clone(), items.to_vec()),
        _ => Value::tuple(items.to_vec()),
    };
    let Some(elements) = elements_of(&list) else {
        return Err(Failure::of_argument(0, "a list is required"));
    };
    let result = match (size, &elements.rest) {
        (Some(0), None) if !elements.known.is_empty() => Value::list(ty.clone(), vec![list]),
        (Some(size), None) => {
            environment.spend(elements.known.len())?;
            let size = usize::try_from(size).unwrap_or(usize::MAX).max(1);
            let chunks: Vec<Value> = elements.known.chunks(size).map(chunk_of).collect();
            Value::list(ty.clone(), chunks)
        }
        _ => {
            let (known, most) = (elements.known.len() as u64, elements.max);
            let chunk = Elements {
                known: Vec::new(),
                rest: Some(any_of(elements.possible(), &list)),
                min: u64::from(known > 0),
                max: size.filter(|size| *size > 0).or(most),
            };
            let chunk = open(ty.clone(), chunk, arguments);
            let size = size.filter(|size| *size > 0);
            let chunks = Elements {
                known: Vec::new(),
                rest: Some(chunk),
                min: size.map_or(u64::from(elements.min > 0), |size| {
                    elements.min.div_ceil(size)
                }),
                max: match (size, most) {
                    (Some(size), Some(most)) => Some(most.div_ceil(size)),
                    _ => most,
                },
            };
            open(Type::list(ty.clone()), chunks, arguments)
        }
    };
    Ok(result.marked(marks))
}

fn slice(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let (list, marks) = take_marks(&arguments[0]);
    let ty = list.ty();
    let elements = match elements_of(&list) {
        Some(elements) if !matches!(ty, Type::Set(_)) => elements,
        _ => {
            let message = format!("it takes a list or a tuple, not {}", ty.friendly_name());
            return Err(Failure::of_argument(0, message));
        }
    };
    let start = whole(arguments, 1, "the start index")?;
    let end = whole(arguments, 2, "the end index")?;
    for (at, index) in [(1, start), (2, end)] {
        if let Some(most) = elements.max
            && index.is_some_and(|index| index > most)
        {
            let message = format!("the list has only {}", counted(most, "element"));
            return Err(Failure::of_argument(at, message));
        }
    }
    let result = match (start, end) {
        (Some(start), Some(end)) if start > end => {
            let message = "the start index must not be greater than the end index";
            return Err(Failure::of_argument(1, message));
        }
        (Some(start), Some(end)) => exactly(environment, &list, &elements, start..end)?,
        _ => some(&ty, &elements, arguments),
    };
    Ok(result.marked(marks))
}

/// The elements at these positions, all of which there are.
fn exactly(
    environment: &Environment<'_>,
    list: &Value,
    elements: &Elements,
    places: std::ops::Range<u64>,
) -> Result<Value, Failure> {
    let ty = list.ty();
    let length = places.end - places.start;
    environment.spend(
        usize::try_from(length)
            .unwrap_or(usize::MAX)
            .min(elements.known.len()),
    )?;
    let is_kind_known = ty != Type::Dynamic;
    if elements.rest.is_some() && !(is_kind_known && length <= MAX_WRITTEN_OUT) {
        let part = Elements {
            known: Vec::new(),
            rest: Some(any_of(elements.possible(), list)),
            min: length,
            max: Some(length),
        };
        return Ok(open(ty, part, std::slice::from_ref(list)));
    }
    let symbol = list
        .as_unknown()
        .filter(|unknown| unknown.symbol().is_some());
    let at = |place: u64| match (&elements.rest, symbol) {
        (None, _) => usize::try_from(place)
            .ok()
            .and_then(|place| elements.known.get(place))
            .cloned()
            .unwrap_or_else(Value::null),
        (Some(rest), Some(unknown)) => step(unknown, rest.ty(), PathStep::Index(place)),
        (Some(_), None) => any_of(elements.possible(), list),
    };
    let items: Vec<Value> = places.map(at).collect();
    Ok(match ty {
        Type::List(element) => Kind::List((*element).clone(), items.into()).into(),
        _ => Value::tuple(items),
    })
}

/// Some of the elements, which is not known.
fn some(ty: &Type, elements: &Elements, arguments: &[Value]) -> Value {
    let possible = elements.possible();
    let part = Elements {
        known: Vec::new(),
        rest: (!possible.is_empty()).then(|| any_of(possible, &arguments[0])),
        min: 0,
        max: elements.max,
    };
    let ty = match ty {
        Type::List(_) => ty.clone(),
        _ => Type::Dynamic,
    };
    open(ty, part, arguments)
}

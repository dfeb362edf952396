//! `setproduct`

use crate::eval::convert::{as_far_as_certain, common_type, convert, unify};
use crate::eval::equality::{has_unknown_type, make_set};
use crate::eval::function::{Accepts, Environment, Failure, Function, Parameter, ResultType};
use crate::eval::unknown::Unknown;
use crate::eval::value::{Marks, Value};
use crate::types::Type;

use super::parts::{Elements, any_of, elements_of, open, take_marks};

pub(super) const SETPRODUCT: Function = Function {
    name: "setproduct",
    parameters: &[],
    variadic: Some(
        Parameter::new("sets", Accepts::Any)
            .takes_unknown()
            .takes_marks(),
    ),
    result: ResultType::Dynamic,
    compute: setproduct,
};

/// Every combination of one element of each. Lists and tuples give a list, in the order in which the last one changes
/// fastest; with a set among them it is a set.
fn setproduct(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    if arguments.len() < 2 {
        return Err(Failure::new("it takes at least two sets or lists"));
    }
    let mut marks = Marks::default();
    let mut types: Vec<Type> = Vec::with_capacity(arguments.len());
    let mut all: Vec<Elements> = Vec::with_capacity(arguments.len());
    let mut is_untyped = false;
    for (at, argument) in arguments.iter().enumerate() {
        let (argument, found) = take_marks(argument);
        marks = marks.with(found);
        let element = element_type(&argument, at)?;
        is_untyped |= element.is_none();
        let Some(mut elements) = elements_of(&argument) else {
            return Err(Failure::of_argument(at, "a set or a list is required"));
        };
        if let Some(element) = &element {
            elements.known = convert_all(&elements.known, element, at)?;
        }
        types.push(element.unwrap_or(Type::Dynamic));
        all.push(elements);
    }
    if is_untyped && !all.iter().all(is_of_one_type) {
        let result = Unknown::derived(Type::Dynamic, arguments).not_null();
        return Ok(Value::from(result).marked(marks));
    }
    let has_none = all.iter().any(|elements| elements.max == Some(0));
    // As long as it does not know one of the sets, it does not put anything together.
    let is_computed = !has_none && !arguments.iter().any(Value::is_late);
    if let Some(at) = all
        .iter()
        .position(breaks_terraform)
        .filter(|_| is_computed)
    {
        let message = "Terraform breaks down on elements that come to no one type, such as null beside a list: convert them \
                       with tolist() or tomap()";
        return Err(Failure::of_argument(at, message));
    }
    let is_set = arguments
        .iter()
        .any(|argument| matches!(argument.ty(), Type::Set(_)));
    let counts = all.iter().map(|elements| elements.known.len());
    let total = counts.fold(1, usize::saturating_mul);
    environment.spend(total.saturating_mul(all.len()))?;
    let combined = combinations(&all, total);
    let tuple = Type::tuple(types);
    // Of a tuple that it does not know when it plans, Terraform knows only how many elements there are.
    let is_late = arguments.iter().any(Value::is_late);
    let is_open = is_late || all.iter().any(|elements| elements.rest.is_some());
    // What is not known may turn out to be of a type that is not known either.
    let is_of_open_type = arguments
        .iter()
        .any(|it| !it.is_known() && has_unknown_type(it));
    let is_empty = !is_of_open_type && all.iter().any(|elements| elements.max == Some(0));
    let result = match (is_untyped || is_open && !is_empty, is_set) {
        (false, false) => Value::list(tuple, combined),
        (false, true) => make_set(tuple, combined),
        (true, is_set) => {
            // Whether what is not known in its type is a set decides about the result.
            let ty = match (is_untyped, is_set) {
                (true, _) => Type::Dynamic,
                (false, true) => Type::set(tuple),
                (false, false) => Type::list(tuple),
            };
            let may_coincide = is_set || is_untyped || is_late;
            open(ty, partly(&all, combined, may_coincide), arguments)
        }
    };
    Ok(result.marked(marks))
}

/// Whether all elements are known to be of one type, so that none is converted.
fn is_of_one_type(elements: &Elements) -> bool {
    let types = elements.known.iter().chain(&elements.rest).map(Value::ty);
    let types: Vec<Type> = types.collect();
    let first = types.first();
    first.is_none_or(|first| !first.has_dynamic() && types.iter().all(|ty| ty == first))
}

/// Whether the elements, which have been converted to the type that they come to, are of several all the same, since that
/// leaves something open, such as what a null is: Terraform then puts together what are no elements of one list (measured
/// with 1.11.4).
fn breaks_terraform(elements: &Elements) -> bool {
    let has_certain_type =
        |item: &Value| item.is_null() || item.is_late() || !has_unknown_type(item);
    let mut types = elements.known.iter().filter(|it| has_certain_type(it));
    let first = types.next().map(Value::ty);
    first.is_some_and(|first| types.any(|item| item.ty() != first))
}

/// What the elements of an argument are converted to; `None` where that is not known.
fn element_type(argument: &Value, at: usize) -> Result<Option<Type>, Failure> {
    match argument.ty() {
        Type::List(element) | Type::Set(element) => Ok(Some((*element).clone())),
        Type::Tuple(types) if types.is_empty() => Ok(Some(Type::Dynamic)),
        Type::Tuple(types) => match unify(&types) {
            Some(element) => Ok(Some(as_far_as_certain(element, [argument]))),
            None if has_unknown_type(argument) && may_be_of_one_type(argument) => Ok(None),
            None => Err(Failure::of_argument(
                at,
                "all elements must have the same type",
            )),
        },
        Type::Dynamic => Ok(None),
        _ => Err(Failure::of_argument(at, "a set or a list is required")),
    }
}

/// Whether the elements may come to one type once the type of each is known.
fn may_be_of_one_type(argument: &Value) -> bool {
    let items = argument.elements();
    items.is_none_or(|items| common_type(items).is_some())
}

fn convert_all(items: &[Value], ty: &Type, at: usize) -> Result<Vec<Value>, Failure> {
    let items = items.iter().map(|item| convert(item, ty));
    items
        .collect::<Result<_, _>>()
        .map_err(|mismatch| Failure::of_argument(at, mismatch.to_string()))
}

/// The combinations of what is certainly there.
fn combinations(all: &[Elements], total: usize) -> Vec<Value> {
    let mut combined = Vec::with_capacity(total);
    let mut places = vec![0; all.len()];
    for _ in 0..total {
        let items: Vec<Value> = all
            .iter()
            .zip(&places)
            .map(|(elements, place)| elements.known[*place].clone())
            .collect();
        combined.push(Value::tuple(items));
        for (place, elements) in places.iter_mut().zip(all).rev() {
            *place += 1;
            if *place < elements.known.len() {
                break;
            }
            *place = 0;
        }
    }
    combined
}

/// The product where not all elements are known. Where some combinations may coincide, or Terraform takes them for
/// such, nothing is certain but that there is one.
fn partly(all: &[Elements], known: Vec<Value>, may_coincide: bool) -> Elements {
    let any = |elements: &Elements| {
        let possible = elements.possible();
        let source = possible.first().cloned().unwrap_or_else(Value::null);
        any_of(possible, &source)
    };
    let product = |counts: &mut dyn Iterator<Item = u64>| {
        counts.fold(1, |product: u64, count| product.saturating_mul(count))
    };
    let min = product(&mut all.iter().map(|elements| elements.min));
    let max: Option<Vec<u64>> = all.iter().map(|elements| elements.max).collect();
    Elements {
        rest: Some(Value::tuple(all.iter().map(any).collect::<Vec<Value>>())),
        min: if may_coincide { min.min(1) } else { min },
        max: max.map(|counts| product(&mut counts.into_iter())),
        known,
    }
}

//! Functions of sets.

use crate::eval::convert::{as_far_as_certain, convert, may_unify, undecided_beside, unify};
use crate::eval::equality::has_unknown_type;
use crate::eval::equality::{Presence, Sameness, Values, make_set};
use crate::eval::function::{Accepts, Environment, Failure, Function, Parameter, ResultType};
use crate::eval::set_order::certain_count;
use crate::eval::unknown::Unknown;
use crate::eval::value::{Kind, Value};
use crate::types::Type;

use super::parts::{Elements, any_of, elements_of, open};

const FIRST_SET: Parameter = Parameter::new("first_set", Accepts::SetOfAny).takes_unknown();
const OTHER_SETS: Parameter = Parameter::new("other_sets", Accepts::SetOfAny).takes_unknown();

pub(super) const SETUNION: Function = Function {
    name: "setunion",
    parameters: &[FIRST_SET],
    variadic: Some(OTHER_SETS),
    result: ResultType::Of(common_type),
    compute: setunion,
};

pub(super) const SETINTERSECTION: Function = Function {
    name: "setintersection",
    parameters: &[FIRST_SET],
    variadic: Some(OTHER_SETS),
    result: ResultType::Of(common_type),
    compute: |environment, arguments| {
        // An element stays where it is in every other set.
        filtered(environment, arguments, |all| {
            if all.contains(&Presence::No) {
                Presence::No
            } else if all.contains(&Presence::Maybe) {
                Presence::Maybe
            } else {
                Presence::Yes
            }
        })
    },
};

pub(super) const SETSUBTRACT: Function = Function {
    name: "setsubtract",
    parameters: &[
        Parameter::new("a", Accepts::SetOfAny).takes_unknown(),
        Parameter::new("b", Accepts::SetOfAny).takes_unknown(),
    ],
    variadic: None,
    result: ResultType::Of(common_type),
    compute: |environment, arguments| {
        // An element stays where it is not in the other set.
        filtered(environment, arguments, |all| match all {
            [Presence::Yes] => Presence::No,
            [Presence::No] => Presence::Yes,
            _ => Presence::Maybe,
        })
    },
};

/// The type of set that all sets convert to. An empty set of no particular type fits any.
fn common_type(sets: &[Value]) -> Result<Type, Failure> {
    let elements = sets.iter().filter(|set| !is_any_empty(set));
    let elements = elements.filter_map(|set| set.ty().element().cloned());
    let elements: Vec<Type> = elements.collect();
    if elements.is_empty() {
        return Ok(Type::set(Type::Dynamic));
    }
    match unify(&elements) {
        Some(common) => Ok(Type::set(as_far_as_certain(common, sets))),
        None if sets.iter().any(has_unknown_type) && may_unify(&elements) => {
            Ok(Type::set(Type::Dynamic))
        }
        None => Err(different_types()),
    }
}

fn is_any_empty(set: &Value) -> bool {
    match &set.kind {
        Kind::Set(element, items) => items.is_empty() && *element == Type::Dynamic,
        _ => false,
    }
}

fn different_types() -> Failure {
    Failure::new("the elements of all sets must have one type")
}

/// The element type of the result, and the elements of each set.
fn converted(
    environment: &Environment<'_>,
    sets: &[Value],
) -> Result<(Type, Vec<Elements>), Failure> {
    let ty = common_type(sets)?;
    let mut element = ty.element().cloned().unwrap_or(Type::Dynamic);
    let mut all = Vec::with_capacity(sets.len());
    let mut first: Option<Type> = None;
    for (at, set) in sets.iter().enumerate() {
        let set = match convert(set, &ty) {
            Ok(set) => set,
            // Which type they come to is only known with the types of all elements.
            Err(_) if sets.iter().any(has_unknown_type) => {
                element = Type::Dynamic;
                Unknown::derived(Type::set(Type::Dynamic), [set])
                    .not_null()
                    .into()
            }
            Err(mismatch) => return Err(Failure::of_argument(at, mismatch.to_string())),
        };
        // A type that is not known yet may have become one in one set and another in the next.
        let is_certain = set.is_known() && !has_unknown_type(&set) && !is_any_empty(&set);
        if is_certain && *first.get_or_insert(set.ty()) != set.ty() {
            return Err(different_types());
        }
        let elements =
            elements_of(&set).ok_or_else(|| Failure::of_argument(at, "a set is required"))?;
        environment.spend(elements.known.len())?;
        all.push(elements);
    }
    Ok((element, all))
}

fn setunion(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let (element, sets) = converted(environment, arguments)?;
    let max = sets.iter().map(|set| set.max);
    let max = max.sum::<Option<u64>>();
    let min = sets.iter().map(|set| set.min).max();
    let rests: Vec<Value> = sets.iter().filter_map(|set| set.rest.clone()).collect();
    let known: Vec<Value> = sets.into_iter().flat_map(|set| set.known).collect();
    if rests.is_empty() {
        return Ok(make_set(element, known));
    }
    let mut seen = Values::new(Sameness::InSet);
    let known: Vec<Value> = known.into_iter().filter(|item| seen.insert(item)).collect();
    let elements = Elements {
        min: min.unwrap_or(0).max(certain_count(&known)),
        max,
        rest: Some(any_of(rests.clone(), &rests[0])),
        known,
    };
    Ok(open(Type::set(element), elements, arguments))
}

/// The elements of the first set that `stays` keeps, by where they are in each of the other sets.
fn filtered(
    environment: &Environment<'_>,
    arguments: &[Value],
    stays: fn(&[Presence]) -> Presence,
) -> Result<Value, Failure> {
    let (element, mut sets) = converted(environment, arguments)?;
    if element.has_dynamic() && arguments.iter().any(has_unknown_type) {
        // What differs as it is may be equal once all are of one type.
        for item in sets.iter_mut().flat_map(|set| &mut set.known) {
            *item = undecided_beside(item.clone(), &element);
        }
    }
    let Some((first, others)) = sets.split_first() else {
        return Err(Failure::new("it takes at least one set"));
    };
    let values: Vec<Values<'_>> = others
        .iter()
        .map(|set| Values::of(&set.known, Sameness::InSet))
        .collect();
    let presence =
        |item: &Value| {
            let found = values.iter().zip(others).map(|(values, set)| {
                match (values.find(item), &set.rest) {
                    (Presence::No, Some(_)) => Presence::Maybe,
                    (presence, _) => presence,
                }
            });
            stays(&found.collect::<Vec<Presence>>())
        };
    let (mut known, mut uncertain) = (Vec::new(), Vec::new());
    for item in &first.known {
        let compared = values.iter().map(Values::len).sum::<usize>();
        environment.spend(if item.is_wholly_known() { 1 } else { compared })?;
        match presence(item) {
            Presence::Yes => known.push(item.clone()),
            Presence::Maybe => uncertain.push(item.clone()),
            Presence::No => {}
        }
    }
    uncertain.extend(
        first
            .rest
            .iter()
            .filter(|rest| presence(rest) != Presence::No)
            .cloned(),
    );
    // With nothing in it, it still has the type that all sets come to.
    let is_typed = !element.has_dynamic() || !arguments.iter().any(has_unknown_type);
    if uncertain.is_empty() && is_typed && (first.rest.is_none() || others.is_empty()) {
        return Ok(make_set(element, known));
    }
    if uncertain.is_empty() {
        uncertain.extend(first.rest.clone());
    }
    let elements = Elements {
        min: certain_count(&known),
        max: match first.rest {
            Some(_) => first.max,
            // Of a type that is not known yet, Terraform does not even know the empty set.
            None => Some((known.len() + uncertain.len()) as u64).filter(|max| *max > 0),
        },
        known,
        rest: Some(any_of(uncertain, &arguments[0])),
    };
    Ok(open(Type::set(element), elements, arguments))
}

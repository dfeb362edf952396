//! Functions that compare elements.

use crate::eval::convert::{common_type, convert};
use crate::eval::equality::{Presence, Sameness, Values, compared, equal};
use crate::eval::function::{Accepts, Environment, Failure, Function, Parameter, ResultType};
use crate::eval::set_order::{certain_count, differ_when_planned};
use crate::eval::unknown::Unknown;
use crate::eval::value::Value;
use crate::types::Type;

use super::parts::{Elements, any_of, elements_of, open};

pub(super) const CONTAINS: Function = Function {
    name: "contains",
    parameters: &[
        Parameter::new("list", Accepts::Any).takes_unknown(),
        Parameter::new("value", Accepts::Any).takes_unknown(),
    ],
    variadic: None,
    result: ResultType::Bool,
    compute: contains,
};

pub(super) const DISTINCT: Function = Function {
    name: "distinct",
    parameters: &[Parameter::new("list", Accepts::ListOfAny).takes_unknown()],
    variadic: None,
    result: ResultType::Of(|given| Ok(given[0].ty())),
    compute: distinct,
};

pub(super) const INDEX: Function = Function {
    name: "index",
    parameters: &[
        Parameter::new("list", Accepts::Any).takes_unknown(),
        Parameter::new("value", Accepts::Any).takes_unknown(),
    ],
    variadic: None,
    result: ResultType::Number,
    compute: index,
};

pub(super) const MATCHKEYS: Function = Function {
    name: "matchkeys",
    parameters: &[
        Parameter::new("values", Accepts::ListOfAny).takes_unknown(),
        Parameter::new("keys", Accepts::ListOfAny).takes_unknown(),
        Parameter::new("searchset", Accepts::ListOfAny).takes_unknown(),
    ],
    variadic: None,
    result: ResultType::Of(|given| Ok(given[0].ty())),
    compute: matchkeys,
};

pub(super) const SORT: Function = Function {
    name: "sort",
    parameters: &[Parameter::new("list", Accepts::ListOfString).takes_unknown()],
    variadic: None,
    result: ResultType::Of(|_| Ok(Type::list(Type::String))),
    compute: sort,
};

fn contains(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let [list, wanted] = arguments else {
        return Err(Failure::new("it takes a list and a value"));
    };
    let Some(elements) = elements_of(list) else {
        return Err(Failure::of_argument(0, "a list, tuple or set is required"));
    };
    environment.spend(elements.known.len())?;
    // What there may be besides does not matter where it certainly is another value.
    let is_other = |rest: &Value| equal(rest, wanted) == Some(false);
    let mut is_certain = elements.rest.as_ref().is_none_or(is_other);
    for item in &elements.known {
        match compared(item, wanted) {
            Some(true) => return Ok(Value::bool(true)),
            None => is_certain = false,
            Some(false) => {}
        }
    }
    if is_certain {
        return Ok(Value::bool(false));
    }
    Ok(Unknown::derived(Type::Bool, arguments).not_null().into())
}

fn distinct(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let list = &arguments[0];
    let (Some(elements), Type::List(element)) = (elements_of(list), list.ty()) else {
        return Err(Failure::of_argument(0, "a list is required"));
    };
    environment.spend(elements.known.len())?;
    let mut seen = Values::new(Sameness::Equal);
    let mut kept = Vec::new();
    let mut is_certain = elements.rest.is_none();
    for item in elements.known {
        if is_certain && !item.is_wholly_known() {
            environment.spend(kept.len())?;
        }
        // Once it is not certain, only what is certainly there already needs to be found.
        if is_certain && seen.find(&item) == Presence::Maybe {
            is_certain = false;
        }
        if seen.insert(&item) {
            kept.push(item);
        }
    }
    if is_certain {
        return Ok(Value::list((*element).clone(), kept));
    }
    let elements = Elements {
        min: certain_count(&kept),
        max: match elements.rest {
            Some(_) => elements.max,
            None => Some(kept.len() as u64),
        },
        rest: elements.rest,
        known: kept,
    };
    Ok(open(list.ty(), elements, arguments))
}

/// The first position; where an element before it may be equal too, it may be any of those.
fn index(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let [list, wanted] = arguments else {
        return Err(Failure::new("it takes a list and a value"));
    };
    let (Some(elements), Type::List(_) | Type::Tuple(_) | Type::Dynamic) =
        (elements_of(list), list.ty())
    else {
        return Err(Failure::of_argument(0, "a list or a tuple is required"));
    };
    if elements.rest.is_some() {
        return Ok(Unknown::derived(Type::Number, arguments).not_null().into());
    }
    environment.spend(elements.known.len())?;
    let mut possible = Vec::new();
    let mut is_late = false;
    for (at, item) in elements.known.iter().enumerate() {
        match compared(item, wanted) {
            Some(false) => {}
            Some(true) => {
                possible.push(Value::number(at));
                break;
            }
            None => {
                let of_both = || Unknown::derived(Type::Bool, [item, wanted]);
                is_late |= item.is_late() || wanted.is_late() || of_both().is_late;
                possible.push(Value::number(at));
            }
        }
    }
    if possible.is_empty() {
        return Err(Failure::new("the list has no such element"));
    }
    let source = elements.known.iter().chain([wanted]);
    let source = source
        .clone()
        .find(|value| !value.is_wholly_known())
        .cloned();
    let place = any_of(possible, &source.unwrap_or_else(Value::null));
    // Where only one can be equal, it is that one; until it is known, Terraform does not know that.
    Ok(if is_late { place.later() } else { place })
}

/// The values at whose positions a key is one of those searched for. Terraform takes keys that are not known for
/// none of them; they may be one all the same once they are known.
fn matchkeys(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let Some(common) = common_type(&arguments[1..]) else {
        return Err(Failure::new(
            "the keys and what is searched for must be of one type",
        ));
    };
    let to_common = |at: usize| {
        convert(&arguments[at], &common)
            .map_err(|mismatch| Failure::of_argument(at, mismatch.to_string()))
    };
    let (keys, searched) = (to_common(1)?, to_common(2)?);
    let ty = arguments[0].ty();
    let (Some(values), Some(keys), Some(searched), Type::List(element)) = (
        elements_of(&arguments[0]),
        elements_of(&keys),
        elements_of(&searched),
        &ty,
    ) else {
        return Err(Failure::new("it takes three lists"));
    };
    let differ = |a: &Elements, b: &Elements| a.max.is_some_and(|max| max < b.min);
    let differ_early = differ_when_planned(&arguments[0], &arguments[1]);
    if differ_early || differ(&values, &keys) || differ(&keys, &values) {
        return Err(Failure::new("there must be as many keys as values"));
    }
    if values.rest.is_some() || keys.rest.is_some() {
        let part = Elements {
            rest: Some(any_of(values.possible(), &arguments[0])),
            known: Vec::new(),
            min: 0,
            max: values.max,
        };
        return Ok(open(ty.clone(), part, arguments));
    }
    environment.spend(keys.known.len().saturating_add(searched.known.len()))?;
    let set = Values::of(&searched.known, Sameness::Equal);
    let (mut known, mut uncertain) = (Vec::new(), Vec::new());
    for (key, value) in keys.known.iter().zip(values.known) {
        if !key.is_wholly_known() {
            environment.spend(searched.known.len())?;
        }
        match set.find(key) {
            Presence::Yes => known.push(value),
            Presence::No if searched.rest.is_none() => {}
            _ => uncertain.push(value),
        }
    }
    if uncertain.is_empty() {
        return Ok(Value::list((**element).clone(), known));
    }
    let part = Elements {
        min: known.len() as u64,
        max: Some((known.len() + uncertain.len()) as u64),
        known,
        rest: Some(any_of(uncertain, &arguments[0])),
    };
    Ok(open(ty.clone(), part, arguments))
}

fn sort(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let list = &arguments[0];
    let Some(elements) = elements_of(list) else {
        return Err(Failure::of_argument(0, "a list of strings is required"));
    };
    environment.spend(elements.known.len())?;
    if elements.rest.is_some() {
        return Ok(open(Type::list(Type::String), elements, arguments));
    }
    let mut items = elements.known;
    if items.iter().all(Value::is_known) {
        if let Some(at) = items.iter().position(Value::is_null) {
            let message = format!("element {at} is null, which cannot be sorted");
            return Err(Failure::of_argument(0, message));
        }
        items.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    } else if items.len() > 1 {
        // How many there are is known, but not which is where.
        let count = items.len();
        let any = any_of(items, list);
        items = vec![any; count];
    }
    Ok(Value::list(Type::String, items))
}

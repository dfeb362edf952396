//! Functions of maps and objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::convert::convert;
use crate::eval::function::{Accepts, Environment, Failure, Function, Parameter, ResultType};
use crate::eval::map::Map;
use crate::eval::set_order::{certain_count, differ_when_planned, planned_count};
use crate::eval::unknown::{PathStep, Shape, Unknown};
use crate::eval::value::Value;
use crate::eval::words::{are, counted};
use crate::types::Type;

use super::merging::merge;
use super::parts::{
    Elements, any_of, elements_of, entries_of, open, open_entries, step, take_marks,
};

const MAPPING: Parameter = Parameter::new("mapping", Accepts::Any)
    .takes_unknown()
    .takes_marks();

pub(super) const KEYS: Function = Function {
    name: "keys",
    parameters: &[MAPPING],
    variadic: None,
    result: ResultType::Dynamic,
    compute: keys,
};

pub(super) const VALUES: Function = Function {
    name: "values",
    parameters: &[MAPPING],
    variadic: None,
    result: ResultType::Dynamic,
    compute: values,
};

pub(super) const LOOKUP: Function = Function {
    name: "lookup",
    parameters: &[
        Parameter::new("inputMap", Accepts::Any)
            .takes_unknown()
            .takes_marks(),
        Parameter::new("key", Accepts::String)
            .takes_unknown()
            .takes_marks(),
    ],
    variadic: Some(
        Parameter::new("default", Accepts::Any)
            .nullable()
            .takes_unknown()
            .takes_untyped()
            .takes_marks(),
    ),
    result: ResultType::Dynamic,
    compute: lookup,
};

pub(super) const MERGE: Function = Function {
    name: "merge",
    parameters: &[],
    variadic: Some(
        Parameter::new("maps", Accepts::Any)
            .nullable()
            .takes_unknown()
            .takes_untyped()
            .takes_marks(),
    ),
    result: ResultType::Dynamic,
    compute: merge,
};

pub(super) const TRANSPOSE: Function = Function {
    name: "transpose",
    parameters: &[Parameter::new("values", Accepts::MapOfListOfString)],
    variadic: None,
    result: ResultType::Of(|_| Ok(Type::map(Type::list(Type::String)))),
    compute: transpose,
};

pub(super) const ZIPMAP: Function = Function {
    name: "zipmap",
    parameters: &[
        Parameter::new("keys", Accepts::ListOfString)
            .takes_unknown()
            .takes_marks(),
        Parameter::new("values", Accepts::Any)
            .takes_unknown()
            .takes_marks(),
    ],
    variadic: None,
    result: ResultType::Dynamic,
    compute: zipmap,
};

fn keys(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let (map, marks) = take_marks(&arguments[0]);
    let Some(entries) = entries_of(&map) else {
        return Err(Failure::of_argument(0, "a map or an object is required"));
    };
    let names: Vec<Value> = entries.known.keys().map(Value::string).collect();
    let result = match (map.ty(), entries.rest) {
        (Type::Object(_), _) => Value::tuple(names),
        (Type::Map(_), None) => Value::list(Type::String, names),
        (ty, _) => {
            let ty = match ty {
                Type::Map(_) => Type::list(Type::String),
                _ => Type::Dynamic,
            };
            let name = Unknown::derived(Type::String, [&map]).not_null();
            open(ty, at_least(names, name.into(), &map), arguments)
        }
    };
    Ok(result.marked(marks))
}

/// These elements and others that look like `rest`, as many as `of` has entries.
fn at_least(known: Vec<Value>, rest: Value, of: &Value) -> Elements {
    let refinement = of.as_unknown().map(|unknown| &unknown.refinement);
    let min = refinement.map_or(0, |refinement| refinement.min_length);
    Elements {
        min: min.max(known.len() as u64),
        max: refinement.and_then(|refinement| refinement.max_length),
        known,
        rest: Some(rest),
    }
}

fn values(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let (map, marks) = take_marks(&arguments[0]);
    let Some(entries) = entries_of(&map) else {
        return Err(Failure::of_argument(0, "a map or an object is required"));
    };
    let items: Vec<Value> = entries.known.into_values().collect();
    let result = match (map.ty(), entries.rest) {
        (Type::Object(_), _) => Value::tuple(items),
        (Type::Map(element), None) => Value::list((*element).clone(), items),
        (ty, rest) => {
            let ty = match ty {
                Type::Map(element) => Type::list((*element).clone()),
                _ => Type::Dynamic,
            };
            // Whatever is known of the elements of a map without their names is known of its values too.
            let elements = match map.as_unknown().map(|unknown| &unknown.shape) {
                Some(Shape::Open { known, each } | Shape::Entries { known, each }) => {
                    at_least(known.to_vec(), (**each).clone(), &map)
                }
                _ => at_least(items, rest.unwrap_or_else(Value::null), &map),
            };
            open(ty, elements, arguments)
        }
    };
    Ok(result.marked(marks))
}

fn lookup(_: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let (map, key, default) = match arguments {
        [map, key] => (map, key, None),
        [map, key, default] => (map, key, Some(default)),
        _ => {
            return Err(Failure::of_argument(
                3,
                "it takes a map, a key and one default",
            ));
        }
    };
    let (map, marks) = take_marks(map);
    let marks = marks.with(key.marks);
    let ty = map.ty();
    let Some(entries) = entries_of(&map) else {
        return Err(Failure::of_argument(0, "a map or an object is required"));
    };
    let default = match (&ty, default) {
        (Type::Map(element), Some(default)) => Some(convert(default, element).map_err(|_| {
            let message = "the default must be of the type of the map's elements";
            Failure::of_argument(2, message)
        })?),
        (_, default) => default.cloned(),
    };
    let result = match key.as_str() {
        Some(name) => match (entries.known.get(name), &entries.rest) {
            (Some(entry), _) => entry.clone(),
            (None, None) => default.ok_or_else(|| {
                Failure::of_argument(
                    0,
                    format!("there is no entry {name:?}, and no default is given"),
                )
            })?,
            (None, Some(rest)) => {
                let entry = match map.as_unknown() {
                    Some(unknown) if unknown.symbol().is_some() => {
                        step(unknown, rest.ty(), PathStep::Name(name.into()))
                    }
                    _ => rest.clone(),
                };
                any_of([entry].into_iter().chain(default).collect(), &map)
            }
        },
        None => {
            let possible = entries.known.into_values().chain(entries.rest);
            let possible: Vec<Value> = possible.chain(default).collect();
            let found = any_of(possible, key).learned_with(key);
            // Which attribute of an object it is says of which type it is.
            if key.is_late() && matches!(ty, Type::Object(_)) {
                found.later().of_any_type()
            } else {
                found
            }
        }
    };
    let result = if map.is_late() {
        result.later()
    } else {
        result
    };
    Ok(result.marked(marks))
}

/// A map from each string to the keys whose lists hold it.
fn transpose(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let map = &arguments[0];
    let ty = Type::list(Type::String);
    if !map.is_wholly_known() {
        return Ok(Unknown::derived(Type::map(ty), [map]).not_null().into());
    }
    let mut transposed: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for (name, list) in map.entries().into_iter().flatten() {
        let Some(items) = list.elements() else {
            let message = format!("the list of {name:?} must not be null");
            return Err(Failure::of_argument(0, message));
        };
        environment.spend(items.len())?;
        for item in items.iter() {
            let Some(text) = item.as_text() else {
                let message = format!("a string in the list of {name:?} must not be null");
                return Err(Failure::of_argument(0, message));
            };
            transposed
                .entry(text.shared())
                .or_default()
                .push(Value::string(name));
        }
    }
    let lists = transposed.into_iter();
    let lists: Map = lists
        .map(|(name, keys)| (name, Value::list(Type::String, keys)))
        .collect();
    Ok(Value::map(ty, lists))
}

fn zipmap(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let (keys, key_marks) = take_marks(&arguments[0]);
    let (values, value_marks) = take_marks(&arguments[1]);
    let element = match values.ty() {
        Type::List(element) => Some((*element).clone()),
        Type::Tuple(_) | Type::Dynamic => None,
        _ => return Err(Failure::of_argument(1, "a list or a tuple is required")),
    };
    let (Some(names), Some(items)) = (elements_of(&keys), elements_of(&values)) else {
        return Err(Failure::of_argument(0, "a list of strings is required"));
    };
    environment.spend(names.known.len())?;
    let key_marks = names
        .known
        .iter()
        .fold(key_marks, |marks, name| marks.with(name.marks));
    let marks = key_marks.with(value_marks);
    let is_mismatch = names.max.is_some_and(|max| max < items.min)
        || items.max.is_some_and(|max| max < names.min);
    let is_known = |name: &Value| name.is_wholly_known();
    let is_planned_mismatch =
        names.known.iter().all(is_known) && differ_when_planned(&keys, &values);
    if is_mismatch || is_planned_mismatch {
        let [names, items] = [(&keys, names.min), (&values, items.min)]
            .map(|(of, min)| planned_count(of).unwrap_or(min));
        let (verb, keys, values) = (are(names), counted(names, "key"), counted(items, "value"));
        let message = format!("there {verb} {keys}, but {values}");
        return Err(Failure::new(message));
    }
    let known_names = names.rest.is_none().then_some(&names.known);
    let texts = known_names
        .and_then(|names| names_of(names).transpose())
        .transpose()?;
    let result = match texts {
        Some(texts) => {
            let entries = texts.into_iter().enumerate();
            let entries: Map = entries
                .map(|(at, name)| (name, item_at(&values, &items, at)))
                .collect();
            match (element, values.ty()) {
                (Some(element), _) => Value::map(element, entries),
                (None, Type::Dynamic) => {
                    let partial = Unknown::derived(Type::Dynamic, arguments).not_null();
                    partial.shaped(Shape::Partial(entries)).into()
                }
                (None, _) => Value::object(entries),
            }
        }
        None => unnamed(&names, items, element, arguments),
    };
    Ok(result.marked(marks))
}

/// The names, where all are known.
fn names_of(names: &[Value]) -> Result<Option<Vec<Arc<str>>>, Failure> {
    if let Some(at) = names.iter().position(Value::is_null) {
        return Err(Failure::of_argument(
            0,
            format!("the key at position {at} is null"),
        ));
    }
    let names = names
        .iter()
        .map(|name| name.as_text().map(crate::eval::text::Text::shared));
    Ok(names.collect())
}

/// The element at a position, where there are as many elements as positions.
fn item_at(list: &Value, items: &Elements, at: usize) -> Value {
    match (&items.rest, list.as_unknown()) {
        (None, _) => items.known.get(at).cloned().unwrap_or_else(Value::null),
        (Some(rest), Some(unknown)) if unknown.symbol().is_some() => {
            step(unknown, rest.ty(), PathStep::Index(at as u64))
        }
        (Some(_), _) => any_of(items.possible(), list),
    }
}

/// The map where the names are not all known. The last of equal names counts, so that a value may be lost.
fn unnamed(names: &Elements, items: Elements, element: Option<Type>, arguments: &[Value]) -> Value {
    let certain = certain_count(&names.known);
    let are_distinct = names.rest.is_none() && certain == names.known.len() as u64;
    let possible = items.possible();
    let entries = Elements {
        known: if are_distinct {
            items.known
        } else {
            Vec::new()
        },
        rest: (!possible.is_empty()).then(|| any_of(possible, &arguments[1])),
        min: certain,
        max: names.max.or(items.max),
    };
    match element {
        Some(element) => open(Type::map(element), entries, arguments),
        None => open_entries(entries, arguments),
    }
}

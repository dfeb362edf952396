//! `merge`

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::function::{Environment, Failure};
use crate::eval::map::Map;
use crate::eval::unknown::{Shape, Unknown};
use crate::eval::value::{Marks, Value};
use crate::types::Type;

use super::parts::{Elements, any_of, entries_of, open, open_entries, take_marks};

/// What merging has found so far.
#[derive(Default)]
struct Merged {
    known: BTreeMap<Arc<str>, Value>,
    rests: Vec<Value>,
    marks: Marks,
}

/// The entries of all maps, of equal names the last one. Maps of one type give a map, anything else gives an object.
pub(super) fn merge(environment: &Environment<'_>, arguments: &[Value]) -> Result<Value, Failure> {
    let mut merged = Merged::default();
    // Behind an argument whose type is not known, as that of a bare `null`, Terraform looks at no more types.
    let mut is_checked = true;
    for (at, argument) in arguments.iter().enumerate() {
        let ty = argument.ty();
        is_checked &= ty != Type::Dynamic;
        let entries = match argument.elements() {
            Some(items) if !is_checked => as_entries(&ty, items),
            _ if ty.is_mapping() || ty == Type::Dynamic => Some(argument.clone()),
            _ => None,
        };
        let Some(entries) = entries else {
            let message = format!("a map or an object is required, not {}", ty.friendly_name());
            return Err(Failure::of_argument(at, message));
        };
        if !argument.is_null() {
            add(environment, &entries, &mut merged)?;
        }
    }
    let first = arguments.first().map(Value::ty);
    let common = first.filter(|first| arguments.iter().all(|argument| argument.ty() == *first));
    let Merged {
        known,
        rests,
        marks,
    } = merged;
    let entries = Map::from(known);
    let result = match (rests.is_empty(), common) {
        (true, Some(Type::Map(element))) => Value::map((*element).clone(), entries),
        (true, _) => Value::object(entries),
        (false, common) => {
            let ty = match common {
                Some(ty @ Type::Map(_)) => ty,
                _ => Type::Dynamic,
            };
            unfinished(ty, &entries, &rests, arguments)
        }
    };
    Ok(result.marked(marks))
}

/// What `merge` makes of a sequence whose type it does not look at: nothing of an empty one, and of a set of strings
/// each as its own key.
fn as_entries(ty: &Type, items: &[Value]) -> Option<Value> {
    let is_set = matches!(ty, Type::Set(element) if **element == Type::String);
    if !(items.is_empty() || is_set) {
        return None;
    }
    let entry = |item: &Value| Some((item.as_text()?.shared(), item.clone()));
    let entries: Option<Map> = items.iter().map(entry).collect();
    Some(match entries {
        Some(entries) => Value::object(entries),
        None => Unknown::derived(Type::Dynamic, items).not_null().into(),
    })
}

fn add(
    environment: &Environment<'_>,
    argument: &Value,
    merged: &mut Merged,
) -> Result<(), Failure> {
    let (argument, marks) = take_marks(argument);
    merged.marks = merged.marks.with(marks);
    let Some(entries) = entries_of(&argument) else {
        return Ok(());
    };
    environment.spend(entries.known.len())?;
    if let Some(rest) = entries.rest {
        // Whatever was there before may be replaced.
        environment.spend(merged.known.len())?;
        for (name, before) in &mut merged.known {
            if !entries.known.contains_key(name) {
                *before = any_of(vec![before.clone(), rest.clone()], &argument);
            }
        }
        merged.rests.push(rest);
    }
    merged.known.extend(entries.known);
    Ok(())
}

/// The map where not all names are known.
fn unfinished(ty: Type, entries: &Map, rests: &[Value], arguments: &[Value]) -> Value {
    if entries.is_empty() {
        let is_only_one = arguments.iter().filter(|it| !it.is_null()).count() == 1;
        let known = match arguments.iter().find_map(Value::as_unknown) {
            Some(unknown) if is_only_one => match &unknown.shape {
                Shape::Open { known, .. } | Shape::Entries { known, .. } => known.to_vec(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        let elements = Elements {
            min: u64::from(!known.is_empty()),
            known,
            rest: Some(any_of(rests.to_vec(), &rests[0])),
            max: None,
        };
        return match ty {
            Type::Dynamic => open_entries(elements, arguments),
            ty => open(ty, elements, arguments),
        };
    }
    let mut unknown = Unknown::derived(ty, arguments).not_null();
    unknown.refinement.min_length = entries.len() as u64;
    unknown.shape = Shape::Partial(entries.clone());
    unknown.into()
}

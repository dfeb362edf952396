//! A tuple or an object as one result of a condition, beside a list or a map as the other one.
//!
//! Terraform finds the type that the parts of the tuple come to, and the one that a list of those and the other result come
//! to. Then it takes each part for one of the former type already: it converts no more than what that has otherwise than the
//! latter, and refuses what is of several types after it (measured with 1.11.4).

use std::collections::BTreeMap;

use crate::eval::convert::{may_be_typed_early, unify};
use crate::eval::equality::has_unknown_type;
use crate::eval::value::{Kind, Value};
use crate::types::Type;

/// What is wrong with parts of several types beside an empty list.
const SEVERAL_TYPES: &str = "the result has elements of several types, and the other one leaves open which it takes: \
                             convert it with tolist() or tomap()";

/// What is wrong with them beside a list or map of others.
const KEPT_TYPES: &str = "the other result is a list or map of another type, and Terraform then takes no elements of several \
                          types: give them and their attributes the same types, or convert it with tolist() or tomap()";

/// Why a result is refused beside the other one by what Terraform has in the end, if it is; both come to `ty`.
pub(super) fn refused_in_the_end(value: &Value, other: &Value, ty: &Type) -> Option<&'static str> {
    refused_beside(value, other, ty, has_unknown_type)
}

/// The same by what it has when it plans.
pub(super) fn refused_early(value: &Value, other: &Value, ty: &Type) -> Option<&'static str> {
    refused_beside(
        &value.as_planned(),
        &other.as_planned(),
        ty,
        may_be_typed_early,
    )
}

/// The same where of what `is_open` nothing is said.
fn refused_beside(
    value: &Value,
    other: &Value,
    ty: &Type,
    is_open: fn(&Value) -> bool,
) -> Option<&'static str> {
    let other_type = other.ty();
    let (parts, made) = match (&value.kind, ty, &other_type) {
        (Kind::Tuple(items), Type::List(_), Type::List(_)) => {
            (items.iter().collect::<Vec<_>>(), Made::ListOfList)
        }
        (Kind::Object(entries), Type::Map(_), Type::Map(_)) => {
            (entries.values().collect(), Made::MapOfMap)
        }
        _ => return None,
    };
    let (wanted, other_element) = (ty.element()?, other_type.element()?);
    let is_of_any_type = *wanted == Type::Dynamic;
    if is_of_any_type && (other_type != *ty || is_open(other)) {
        return None;
    }
    if parts.iter().any(|part| is_open(part)) {
        return None;
    }
    let parts: Vec<Type> = parts.into_iter().map(Value::ty).collect();
    let common = unify(&parts)?;
    // Where a list of these comes to no type with the other one, each part is converted as it is.
    let is_in_two_steps = unify(&[common.clone(), other_element.clone()]).is_some();
    if common == *wanted || !is_in_two_steps {
        return None;
    }
    let taken = parts.iter().map(|part| taken_for(part, &common, wanted));
    let taken: Option<Vec<Type>> = taken.collect();
    let is_refused = taken
        .and_then(|taken| made.type_of_elements(&taken, wanted))
        .is_none();
    is_refused.then_some(if is_of_any_type {
        SEVERAL_TYPES
    } else {
        KEPT_TYPES
    })
}

/// What becomes of a part that is taken for one of the type `taken_as` when it is converted to `wanted`; `None` where it is
/// refused.
fn taken_for(part: &Type, taken_as: &Type, wanted: &Type) -> Option<Type> {
    if taken_as == wanted {
        return Some(part.clone());
    }
    match (part, taken_as, wanted) {
        (Type::Object(part), Type::Object(taken_as), Type::Object(wanted)) => {
            let attributes = wanted.attributes.iter().map(|(name, wanted)| {
                let (Some(part), Some(taken_as)) =
                    (part.attributes.get(name), taken_as.attributes.get(name))
                else {
                    return Some((name.clone(), wanted.clone()));
                };
                Some((name.clone(), taken_for(part, taken_as, wanted)?))
            });
            Some(Type::object(attributes.collect::<Option<Vec<_>>>()?))
        }
        (Type::Object(part), Type::Object(taken_as), Type::Map(of)) => {
            let [part, taken_as] = [part, taken_as].map(|it| it.attributes.values());
            let element = elements_taken_for(part, taken_as, of, Made::MapOfObject)?;
            Some(Type::map(element))
        }
        (Type::Tuple(part), Type::Tuple(taken_as), Type::List(of)) => {
            let [part, taken_as] = [part, taken_as].map(|it| it.iter());
            let element = elements_taken_for(part, taken_as, of, Made::ListOfTuple)?;
            Some(Type::list(element))
        }
        (Type::Tuple(part), Type::Tuple(taken_as), Type::Set(of)) => {
            let [part, taken_as] = [part, taken_as].map(|it| it.iter());
            let element = elements_taken_for(part, taken_as, of, Made::SetOfTuple)?;
            Some(Type::set(element))
        }
        (Type::Tuple(part), Type::Tuple(taken_as), Type::Tuple(wanted)) => {
            let types = part.iter().zip(taken_as.iter()).zip(wanted.iter());
            let taken = types.map(|((part, taken_as), wanted)| taken_for(part, taken_as, wanted));
            Some(Type::tuple(taken.collect::<Option<_>>()?))
        }
        (_, _, Type::Dynamic) => Some(part.clone()),
        _ => Some(wanted.clone()),
    }
}

/// The type of the elements of a collection that is made of these parts.
fn elements_taken_for<'t>(
    parts: impl Iterator<Item = &'t Type>,
    taken_as: impl Iterator<Item = &'t Type>,
    wanted: &Type,
    made: Made,
) -> Option<Type> {
    let taken_as: Vec<Type> = taken_as.cloned().collect();
    // A collection of elements of any type is one of those that its elements come to.
    let wanted = match wanted {
        Type::Dynamic => unify(&taken_as).unwrap_or(Type::Dynamic),
        _ => wanted.clone(),
    };
    let pairs = parts.zip(&taken_as);
    let taken = pairs.map(|(part, taken_as)| taken_for(part, taken_as, &wanted));
    made.type_of_elements(&taken.collect::<Option<Vec<_>>>()?, &wanted)
}

/// What is made a collection, and of what: Terraform brings elements to one type in some of these ways only.
#[derive(Clone, Copy)]
enum Made {
    ListOfList,
    ListOfTuple,
    SetOfTuple,
    MapOfMap,
    MapOfObject,
}

impl Made {
    /// The type of the elements where those that are put in are of these types; `wanted` where there are none, `None` where
    /// they are refused.
    fn type_of_elements(self, types: &[Type], wanted: &Type) -> Option<Type> {
        // What is of no known type is taken for one of any other.
        let mut known = types.iter().filter(|ty| **ty != Type::Dynamic);
        let Some(first) = known.next() else {
            return Some(types.first().unwrap_or(wanted).clone());
        };
        if known.all(|other| other == first) {
            return Some(first.clone());
        }
        let is_compound = wanted.is_collection() || matches!(wanted, Type::Object(_));
        let are_brought_to_one = match self {
            Self::ListOfList | Self::SetOfTuple => false,
            Self::ListOfTuple => true,
            Self::MapOfObject => is_compound,
            Self::MapOfMap => is_compound && !have_parts_half_null(types),
        };
        are_brought_to_one.then(|| unify(types)).flatten()
    }
}

/// Whether a part is `null`, of no particular type, in some of these and not in others.
fn have_parts_half_null<'t>(types: impl IntoIterator<Item = &'t Type>) -> bool {
    let mut attributes: BTreeMap<&str, Vec<&Type>> = BTreeMap::new();
    let mut elements: Vec<&Type> = Vec::new();
    for ty in types {
        match ty {
            Type::Object(object) => {
                for (name, ty) in &object.attributes {
                    attributes.entry(name).or_default().push(ty);
                }
            }
            Type::Tuple(items) => elements.extend(items.iter()),
            Type::List(element) | Type::Set(element) | Type::Map(element) => elements.push(element),
            _ => {}
        }
    }
    let is_half_null = |types: &[&Type]| {
        let nulls = types.iter().filter(|ty| ***ty == Type::Dynamic).count();
        nulls > 0 && nulls < types.len()
    };
    let mut places = attributes.into_values().chain([elements]);
    places.any(|types| !types.is_empty() && (is_half_null(&types) || have_parts_half_null(types)))
}

//! Which types convert to which, for values that are not known or `null`.

use std::fmt;
use std::sync::Arc;

use crate::types::{ObjectType, Type};

use super::unify;
use crate::eval::nearest::nearest;

/// Why a value cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The way to the part at fault: `.a[0]`; empty for the value itself.
    pub path: String,
    /// What is wrong, without a full stop.
    pub message: String,
}

impl Mismatch {
    pub(super) fn new(message: &str) -> Self {
        Self {
            path: String::new(),
            message: message.to_owned(),
        }
    }

    pub(super) fn of_types(found: &Type, wanted: &Type) -> Self {
        if let (Type::Tuple(found), Type::Tuple(wanted)) = (found, wanted)
            && found.len() != wanted.len()
        {
            let (has, needs) = (found.len(), wanted.len());
            return Self::new(&format!(
                "a tuple of {needs} elements is required, but this one has {has}"
            ));
        }
        let wanted = wanted.friendly_name();
        let found = found.friendly_name();
        Self::new(&format!("{wanted} is required, but this is {found}"))
    }

    /// An attribute that is wanted and not there, where something else is that `wanted` does not name.
    pub(super) fn missing<'n>(
        name: &str,
        found: impl IntoIterator<Item = &'n Arc<str>>,
        wanted: &ObjectType,
    ) -> Self {
        let others = found.into_iter().map(|found| &**found);
        let others = others.filter(|other| !wanted.attributes.contains_key(*other));
        let hint =
            likely(name, others).map_or(String::new(), |other| format!(", but there is {other:?}"));
        Self::new(&format!("the attribute {name:?} is required{hint}"))
    }

    pub(super) fn inside_index(mut self, index: usize) -> Self {
        self.path = format!("[{index}]{}", self.path);
        self
    }

    pub(super) fn inside_name(mut self, name: &str) -> Self {
        self.path = format!(".{name}{}", self.path);
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path.trim_start_matches('.'), self.message)
        }
    }
}

/// The name that stands for another one: nearly the same, or the beginning of it.
fn likely<'n>(name: &str, others: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let others: Vec<&str> = others.collect();
    let near = nearest(name, others.iter().copied(), usize::MAX);
    let is_part = |other: &&&str| {
        let (short, long) = if other.len() < name.len() {
            (**other, name)
        } else {
            (name, **other)
        };
        short.len() >= 3 && long.starts_with(short)
    };
    near.or_else(|| others.iter().find(is_part).copied())
}

/// The type that a value of type `found` has after conversion to `wanted`, whatever the value is. `Err` where no
/// value of that type converts.
pub(super) fn conversion_type(found: &Type, wanted: &Type) -> Result<Type, Mismatch> {
    check(found, wanted)?;
    Ok(replaced(found, wanted))
}

/// Whether values of type `found` convert to `wanted` as far as the types say.
pub(super) fn check(found: &Type, wanted: &Type) -> Result<(), Mismatch> {
    match (found, wanted) {
        (_, Type::Dynamic)
        | (Type::Dynamic, _)
        | (Type::Bool | Type::Number, Type::String)
        | (Type::String, Type::Bool | Type::Number) => Ok(()),
        (found, wanted) if found == wanted => Ok(()),
        (Type::List(from) | Type::Set(from), Type::List(to) | Type::Set(to))
        | (Type::Map(from), Type::Map(to)) => check(from, to),
        (Type::Tuple(from), Type::List(to) | Type::Set(to)) => {
            let to = element_of_tuple(from, to)?;
            let inside = |(at, from)| check(from, &to).map_err(|fault| fault.inside_index(at));
            from.iter().enumerate().try_for_each(inside)
        }
        (Type::Tuple(from), Type::Tuple(to)) if from.len() == to.len() => {
            let mut pairs = from.iter().zip(to.iter()).enumerate();
            pairs.try_for_each(|(at, (from, to))| {
                check(from, to).map_err(|fault| fault.inside_index(at))
            })
        }
        (Type::Object(from), Type::Map(to)) => {
            let to = element_of_object(from, to)?;
            let inside = |(name, from): (&Arc<str>, &Type)| {
                check(from, &to).map_err(|fault| fault.inside_name(name))
            };
            from.attributes.iter().try_for_each(inside)
        }
        (Type::Map(from), Type::Object(to)) => {
            to.attributes.iter().try_for_each(|(name, wanted)| {
                // An attribute that may be left out may also be missing in the map.
                if to.optional.contains(name) {
                    return Ok(());
                }
                check(from, wanted).map_err(|fault| fault.inside_name(name))
            })
        }
        (Type::Object(from), Type::Object(to)) => {
            let attribute = |(name, wanted): (&Arc<str>, &Type)| match from.attributes.get(name) {
                Some(found) => check(found, wanted).map_err(|fault| fault.inside_name(name)),
                None if to.optional.contains(name) => Ok(()),
                None => Err(Mismatch::missing(name, from.attributes.keys(), to)),
            };
            to.attributes.iter().try_for_each(attribute)
        }
        _ => Err(Mismatch::of_types(found, wanted)),
    }
}

/// What the elements of a tuple are converted to where `wanted` is the element type of a list or set.
pub(super) fn element_of_tuple(found: &[Type], wanted: &Type) -> Result<Type, Mismatch> {
    let all_dynamic = || found.iter().all(|ty| *ty == Type::Dynamic);
    match element_of(found, wanted)? {
        // Beside elements of a known kind, a bare `null` may only be what a primitive value is.
        Type::Dynamic if *wanted == Type::Dynamic && !all_dynamic() => Err(no_common_type()),
        element => Ok(element),
    }
}

/// What the attributes of an object are converted to where `wanted` is the element type of a map.
pub(super) fn element_of_object(found: &ObjectType, wanted: &Type) -> Result<Type, Mismatch> {
    element_of(
        &found.attributes.values().cloned().collect::<Vec<Type>>(),
        wanted,
    )
}

fn element_of(found: &[Type], wanted: &Type) -> Result<Type, Mismatch> {
    if *wanted != Type::Dynamic || found.is_empty() {
        return Ok(wanted.clone());
    }
    unify(found).ok_or_else(no_common_type)
}

pub(super) fn no_common_type() -> Mismatch {
    Mismatch::new("all elements must have the same type")
}

/// The type of a value that is `null` or not known, of type `found`, after a conversion to `wanted` that is possible.
pub(super) fn replaced(found: &Type, wanted: &Type) -> Type {
    let unified = |types: Vec<Type>, wanted: &Type| match unify(&types) {
        Some(common) => replaced(&common, wanted),
        None => wanted.without_optional(),
    };
    match (found, wanted) {
        (_, Type::Dynamic) => found.clone(),
        (Type::Map(from), Type::Map(to)) => Type::map(replaced(from, to)),
        (Type::Object(from), Type::Map(to)) => {
            Type::map(unified(from.attributes.values().cloned().collect(), to))
        }
        (Type::List(from) | Type::Set(from), Type::List(to)) => Type::list(replaced(from, to)),
        (Type::List(from) | Type::Set(from), Type::Set(to)) => Type::set(replaced(from, to)),
        (Type::Tuple(from), Type::List(to)) => Type::list(unified(from.to_vec(), to)),
        (Type::Tuple(from), Type::Set(to)) => Type::set(unified(from.to_vec(), to)),
        (Type::Tuple(from), Type::Tuple(to)) if from.len() == to.len() => {
            let elements = from.iter().zip(to.iter());
            Type::tuple(elements.map(|(from, to)| replaced(from, to)).collect())
        }
        (Type::Map(from), Type::Object(to)) => {
            let attributes = to.attributes.iter();
            Type::object(attributes.map(|(name, to)| (name.clone(), replaced(from, to))))
        }
        (Type::Object(from), Type::Object(to)) => {
            let attribute = |(name, to): (&Arc<str>, &Type)| match from.attributes.get(name) {
                Some(found) => (name.clone(), replaced(found, to)),
                None => (name.clone(), to.without_optional()),
            };
            Type::object(to.attributes.iter().map(attribute))
        }
        _ => wanted.without_optional(),
    }
}

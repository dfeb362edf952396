//! The parts of values: the elements of lists, sets and tuples, and the entries of maps and objects.

use std::convert::Infallible;
use std::sync::Arc;

use crate::types::Type;

use super::map::Map;
use super::value::{Kind, Value};

impl Value {
    /// The elements or entries of a value that is known itself, in order; nothing else has any.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Self> {
        let items = self.elements().into_iter().flat_map(|items| items.iter());
        let entries = self.entries().into_iter().flat_map(Map::values);
        items.chain(entries)
    }
}

impl Kind {
    /// The type of the elements of a collection that is known itself.
    pub(super) fn element_type(&self) -> Option<&Type> {
        match self {
            Self::List(ty, _) | Self::Set(ty, _) | Self::Map(ty, _) => Some(ty),
            _ => None,
        }
    }

    /// The same with elements of another type, which they are of already.
    pub(super) fn of_elements(self, ty: Type) -> Self {
        match self {
            Self::List(_, items) => Self::List(ty, items),
            Self::Set(_, items) => Self::Set(ty, items),
            Self::Map(_, entries) => Self::Map(ty, entries),
            other => other,
        }
    }

    /// The same with what `change` makes of each part.
    pub(super) fn with_parts(&self, mut change: impl FnMut(&Value) -> Value) -> Self {
        let Ok(kind) = self.try_with_parts(|part| Ok::<_, Infallible>(change(part)));
        kind
    }

    /// The same with what `change` makes of each part, unless it fails for one.
    pub(super) fn try_with_parts<E>(
        &self,
        mut change: impl FnMut(&Value) -> Result<Value, E>,
    ) -> Result<Self, E> {
        let each = |items: &[Value], change| -> Result<Arc<[Value]>, E> {
            items.iter().map(change).collect()
        };
        Ok(match self {
            Self::List(ty, items) => Self::List(ty.clone(), each(items, &mut change)?),
            Self::Set(ty, items) => Self::Set(ty.clone(), each(items, &mut change)?),
            Self::Tuple(items) => Self::Tuple(each(items, &mut change)?),
            Self::Map(ty, entries) => Self::Map(ty.clone(), entries.try_with_values(change)?),
            Self::Object(entries) => Self::Object(entries.try_with_values(change)?),
            other => other.clone(),
        })
    }

    /// The same with what `merge` makes of each part and the one at its place in `other`. `None` where that has not the
    /// same places, and of sets, whose elements have none.
    pub(super) fn merged_with(
        &self,
        other: &Self,
        merge: impl Fn(&Value, &Value) -> Value,
    ) -> Option<Self> {
        let each = |items: &[Value], others: &[Value]| {
            let pairs = items.iter().zip(others);
            pairs.map(|(item, other)| merge(item, other)).collect()
        };
        let named = |entries: &Map, others: &Map| {
            let pairs = entries.iter().zip(others.values());
            pairs
                .map(|((name, entry), other)| (name.clone(), merge(entry, other)))
                .collect()
        };
        Some(match (self, other) {
            (Self::List(ty, items), Self::List(_, others)) if items.len() == others.len() => {
                Self::List(ty.clone(), each(items, others))
            }
            (Self::Tuple(items), Self::Tuple(others)) if items.len() == others.len() => {
                Self::Tuple(each(items, others))
            }
            (Self::Map(ty, entries), Self::Map(_, others))
                if entries.names().eq(others.names()) =>
            {
                Self::Map(ty.clone(), named(entries, others))
            }
            (Self::Object(entries), Self::Object(others)) if entries.names().eq(others.names()) => {
                Self::Object(named(entries, others))
            }
            _ => return None,
        })
    }
}

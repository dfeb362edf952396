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

    /// The same with what `merge` makes of each part and the one at its place in `other`: lists and tuples have the same
    /// places, and so have maps and objects. `None` where that has not as many or other names, and of sets, whose elements
    /// have no places.
    pub(super) fn merged_with(
        &self,
        other: &Self,
        merge: impl Fn(&Value, &Value) -> Value,
    ) -> Option<Self> {
        let mut others: Box<dyn Iterator<Item = &Value>> = match (self, other) {
            (
                Self::List(_, items) | Self::Tuple(items),
                Self::List(_, others) | Self::Tuple(others),
            ) if items.len() == others.len() => Box::new(others.iter()),
            (
                Self::Map(_, entries) | Self::Object(entries),
                Self::Map(_, others) | Self::Object(others),
            ) if entries.names().eq(others.names()) => Box::new(others.values()),
            _ => return None,
        };
        Some(self.with_parts(|part| match others.next() {
            Some(other) => merge(part, other),
            None => part.clone(),
        }))
    }
}

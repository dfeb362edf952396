//! Terraform's types as plain data. How values become values of another type is the evaluator's concern.

mod json;
mod show;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use json::{from_json, to_json};

/// A type of the language. The order and equality are structural.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// Not known yet, or any: the type of a bare `null`, and `any` in a constraint.
    Dynamic,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(T)`
    List(Arc<Type>),
    /// `set(T)`
    Set(Arc<Type>),
    /// `map(T)`
    Map(Arc<Type>),
    /// `tuple([A, B])`
    Tuple(Arc<Vec<Type>>),
    /// `object({ a = A })`
    Object(Arc<ObjectType>),
}

/// The attributes of an object type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ObjectType {
    /// In order of their names' bytes.
    pub attributes: BTreeMap<Arc<str>, Type>,
    /// Those that may be left out. Only constraints have some; the type of a value has none.
    pub optional: BTreeSet<Arc<str>>,
}

impl Type {
    /// `list(element)`
    pub fn list(element: Type) -> Self {
        Self::List(Arc::new(element))
    }

    /// `set(element)`
    pub fn set(element: Type) -> Self {
        Self::Set(Arc::new(element))
    }

    /// `map(element)`
    pub fn map(element: Type) -> Self {
        Self::Map(Arc::new(element))
    }

    /// `tuple([…])`
    pub fn tuple(elements: Vec<Type>) -> Self {
        Self::Tuple(Arc::new(elements))
    }

    /// `object({…})` without optional attributes.
    pub fn object<N: Into<Arc<str>>>(attributes: impl IntoIterator<Item = (N, Type)>) -> Self {
        let attributes = attributes.into_iter();
        Self::Object(Arc::new(ObjectType {
            attributes: attributes.map(|(name, ty)| (name.into(), ty)).collect(),
            optional: BTreeSet::new(),
        }))
    }

    /// Whether it is `bool`, `number` or `string`.
    pub fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::String)
    }

    /// Whether it is a list, set or map.
    pub fn is_collection(&self) -> bool {
        matches!(self, Self::List(_) | Self::Set(_) | Self::Map(_))
    }

    /// Whether values of it are iterated in order of position: list, set or tuple.
    pub fn is_sequence(&self) -> bool {
        matches!(self, Self::List(_) | Self::Set(_) | Self::Tuple(_))
    }

    /// Whether values of it have names for their entries: map or object.
    pub fn is_mapping(&self) -> bool {
        matches!(self, Self::Map(_) | Self::Object(_))
    }

    /// The element type of a list, set or map.
    pub fn element(&self) -> Option<&Type> {
        match self {
            Self::List(element) | Self::Set(element) | Self::Map(element) => Some(element),
            _ => None,
        }
    }

    /// Whether it is [`Type::Dynamic`] or holds it anywhere.
    pub fn has_dynamic(&self) -> bool {
        match self {
            Self::Dynamic => true,
            Self::Bool | Self::Number | Self::String => false,
            Self::List(element) | Self::Set(element) | Self::Map(element) => element.has_dynamic(),
            Self::Tuple(elements) => elements.iter().any(Type::has_dynamic),
            Self::Object(object) => object.attributes.values().any(Type::has_dynamic),
        }
    }

    /// The same without optional attributes: what a value of this constraint has for a type.
    pub fn without_optional(&self) -> Type {
        match self {
            Self::Dynamic | Self::Bool | Self::Number | Self::String => self.clone(),
            Self::List(element) => Self::list(element.without_optional()),
            Self::Set(element) => Self::set(element.without_optional()),
            Self::Map(element) => Self::map(element.without_optional()),
            Self::Tuple(elements) => {
                Self::tuple(elements.iter().map(Type::without_optional).collect())
            }
            Self::Object(object) => {
                let attributes = object.attributes.iter();
                Self::object(attributes.map(|(name, ty)| (name.clone(), ty.without_optional())))
            }
        }
    }
}

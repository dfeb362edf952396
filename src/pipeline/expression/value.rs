//! What an expression stands for.

use std::collections::BTreeMap;

use super::super::phrase::{Cause, Phrase, Truth};
use crate::data::{Kind, Node};

/// A value of GitHub's expressions.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, and what is not set.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(Phrase),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object {
        /// What is known of it.
        entries: BTreeMap<String, Value>,
        /// Why it may have others; `None` where it has not.
        others: Option<Cause>,
    },
    /// It is not known.
    Open(Cause),
}

impl Value {
    /// An object with nothing but these entries.
    pub fn object(entries: BTreeMap<String, Value>) -> Self {
        Self::Object {
            entries,
            others: None,
        }
    }

    /// A known string.
    pub fn text(text: &str) -> Self {
        Self::Text(Phrase::from(text))
    }

    /// A value as it is written in a workflow, without expressions.
    pub fn of_node(node: &Node) -> Self {
        match &node.kind {
            Kind::Null => Self::Null,
            Kind::Bool(value) => Self::Bool(*value),
            Kind::Number(text) => text.parse().map_or_else(|_| Self::text(text), Self::Number),
            Kind::String(text) => Self::text(text),
            Kind::Sequence(elements) => Self::List(elements.iter().map(Self::of_node).collect()),
            Kind::Mapping(entries) => {
                let entries = entries.iter();
                Self::object(
                    entries
                        .map(|(key, value)| (key.text.clone(), Self::of_node(value)))
                        .collect(),
                )
            }
            Kind::Partial(_) | Kind::Hole => Self::Open(Cause::new("it is not written out")),
        }
    }

    /// Whether it counts as true.
    pub fn truth(&self) -> Truth {
        match self {
            Self::Null => Truth::No,
            Self::Bool(value) => Truth::of(*value),
            Self::Number(number) => Truth::of(*number != 0.0 && !number.is_nan()),
            Self::Text(phrase) => match (phrase.known(), phrase.cause()) {
                (Some(text), _) => Truth::of(!text.is_empty()),
                _ if !phrase.beginning().is_empty() || !phrase.ending().is_empty() => Truth::Yes,
                (None, Some(cause)) => Truth::Open(cause.clone()),
                (None, None) => Truth::Yes,
            },
            Self::List(_) | Self::Object { .. } => Truth::Yes,
            Self::Open(cause) => Truth::Open(cause.clone()),
        }
    }

    /// Its text, as it is put in place of an expression.
    pub fn to_phrase(&self) -> Phrase {
        match self {
            Self::Null => Phrase::default(),
            Self::Bool(value) => Phrase::from(if *value { "true" } else { "false" }),
            Self::Number(number) => Phrase::from(number.to_string().as_str()),
            Self::Text(phrase) => phrase.clone(),
            Self::List(_) => Phrase::from("Array"),
            Self::Object { .. } => Phrase::from("Object"),
            Self::Open(cause) => Phrase::open(cause.clone()),
        }
    }

    /// The entry of this name; letters of both cases are the same.
    pub fn member(&self, name: &str) -> Self {
        match self {
            Self::Object { entries, others } => {
                let found = entries
                    .iter()
                    .find(|(key, _)| key.eq_ignore_ascii_case(name));
                match (found, others) {
                    (Some((_, value)), _) => value.clone(),
                    (None, Some(cause)) => Self::Open(cause.clone()),
                    (None, None) => Self::Null,
                }
            }
            Self::Open(cause) => Self::Open(cause.clone()),
            _ => Self::Null,
        }
    }

    /// The entry or element that another value names.
    pub fn index(&self, key: &Self) -> Self {
        match (self, key) {
            (_, Self::Open(cause)) => Self::Open(cause.clone()),
            (Self::List(elements), Self::Number(number)) => {
                let wanted = (0u32..).zip(elements);
                let mut wanted = wanted.filter(|(at, _)| f64::from(*at).total_cmp(number).is_eq());
                wanted.next().map_or(Self::Null, |(_, value)| value.clone())
            }
            (_, Self::Text(phrase)) => match (phrase.known(), phrase.cause()) {
                (Some(name), _) => self.member(name),
                (None, Some(cause)) => Self::Open(cause.clone()),
                (None, None) => Self::Null,
            },
            (Self::Open(cause), _) => Self::Open(cause.clone()),
            _ => Self::Null,
        }
    }

    /// `*`: all elements or values.
    pub fn every(&self) -> Self {
        match self {
            Self::List(elements) => Self::List(elements.clone()),
            Self::Object {
                entries,
                others: None,
            } => Self::List(entries.values().cloned().collect()),
            Self::Object {
                others: Some(cause),
                ..
            }
            | Self::Open(cause) => Self::Open(cause.clone()),
            _ => Self::List(Vec::new()),
        }
    }
}

//! Which one thing a value stands for.

use crate::eval::{Part, PathStep, Shape, Symbol, Value};

use super::{Graph, NodeId};

/// One thing, whatever it is called by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identity {
    /// A resource or data source of the environment.
    Node(NodeId),
    /// What an attribute of something else says, such as one of another environment.
    Symbol(Symbol),
    /// What this id or name stands for.
    Text(String),
}

/// An attribute of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'v> {
    /// Whose it is.
    pub node: NodeId,
    /// The attribute's name; its first step where it is nested.
    pub attribute: &'v str,
    /// Whether it stands for one value: not where it is that of any of an unknown number of instances.
    pub is_single: bool,
}

impl Graph<'_> {
    /// The attribute of a node that a value is exactly.
    pub fn reference<'v>(&self, value: &'v Value) -> Option<Reference<'v>> {
        let symbol = symbol(value)?;
        let [PathStep::Name(attribute), ..] = &*symbol.path else {
            return None;
        };
        let node = self.find(&symbol.owner)?;
        Some(Reference {
            node,
            attribute,
            // One of any number of instances tells nothing of the others.
            is_single: symbol.is_single() && !self.node(node).is_any(),
        })
    }

    /// The node that a value names by one of these attributes, such as `id`.
    pub fn node_named(&self, value: &Value, attributes: &[&str]) -> Option<NodeId> {
        let reference = self.reference(value)?;
        attributes
            .contains(&reference.attribute)
            .then_some(reference.node)
    }

    /// What a value names by one of these attributes, such as `id`; `None` where it is not one certain thing.
    pub fn identity(&self, value: &Value, attributes: &[&str]) -> Option<Identity> {
        if let Some(text) = value.as_str() {
            return Some(Identity::Text(text.to_owned()));
        }
        let symbol = symbol(value)?;
        match self.reference(value) {
            Some(reference) if attributes.contains(&reference.attribute) => {
                Some(Identity::Node(reference.node))
            }
            _ => symbol.is_single().then(|| Identity::Symbol(symbol.clone())),
        }
    }
}

/// The attribute that a value is exactly, also as the only part of a text: `join("", aws_subnet.this[*].id)` of one
/// subnet is its id.
fn symbol(value: &Value) -> Option<&Symbol> {
    let unknown = value.as_unknown()?;
    match &unknown.shape {
        Shape::Template(parts) => match &**parts {
            [Part::Hole(hole)] => hole.as_unknown()?.symbol(),
            _ => None,
        },
        _ => unknown.symbol(),
    }
}

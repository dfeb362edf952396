//! Trees of documents as AWS and its provider read them.

use std::collections::BTreeMap;

use crate::data::{Kind, Node};

/// A tree without entries that are `null`, which count as not given, and with the keys that `names` lists by their lower
/// case in their proper case: Go reads names in any.
pub(super) fn as_read_by_go(node: &Node, names: &BTreeMap<String, String>) -> Node {
    let kind = match &node.kind {
        Kind::Sequence(elements) => Kind::Sequence(
            elements
                .iter()
                .map(|element| as_read_by_go(element, names))
                .collect(),
        ),
        Kind::Mapping(entries) => {
            let given = entries.iter().filter(|(_, value)| value.kind != Kind::Null);
            let read = given.map(|(key, value)| {
                let mut key = key.clone();
                if !key.partial
                    && let Some(name) = names.get(&key.text.to_ascii_lowercase())
                {
                    key.text.clone_from(name);
                }
                (key, as_read_by_go(value, names))
            });
            Kind::Mapping(read.collect())
        }
        other => other.clone(),
    };
    Node {
        kind,
        span: node.span,
    }
}

/// The number that a node is.
pub(super) fn number(node: &Node) -> Option<f64> {
    match &node.kind {
        Kind::Number(text) => text.parse().ok(),
        _ => None,
    }
}

/// The boolean that a node is.
pub(super) fn flag(node: &Node) -> Option<bool> {
    match node.kind {
        Kind::Bool(flag) => Some(flag),
        _ => None,
    }
}

/// Whether every element of a list and every key of a mapping is known; what they hold may not be.
pub(super) fn is_closed(node: &Node) -> bool {
    match &node.kind {
        Kind::Hole => false,
        Kind::Sequence(elements) => elements.iter().all(|element| element.kind != Kind::Hole),
        Kind::Mapping(entries) => entries.iter().all(|(key, _)| !key.partial),
        _ => true,
    }
}

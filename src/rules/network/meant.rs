//! What a subnet is meant to be. Names decide nothing about what it is: they only say of which subnets somebody should
//! be told that they are something else.

use std::collections::BTreeSet;

use crate::aws::Infrastructure;
use crate::graph::{Node, NodeId};
use crate::repo::words::tokens;

/// Words that people give to subnets that nobody outside should reach.
const PRIVATE: &[&str] = &[
    "private", "internal", "isolated", "intra", "app", "data", "database", "db", "backend",
];

/// Words that people give to subnets that the internet should reach.
const PUBLIC: &[&str] = &["public", "dmz", "external", "ingress"];

/// Why a subnet is meant to be private or public: a clause that reads after "is meant to be private:".
pub(in super::super) struct Meaning(pub(super) String);

/// Why a subnet is meant to be private, where something says so.
pub(in super::super) fn private(
    infrastructure: &Infrastructure<'_>,
    subnet: NodeId,
) -> Option<Meaning> {
    let node = infrastructure.graph.node(subnet);
    let words = words(node);
    // "public-app" says public.
    if PUBLIC.iter().any(|word| words.contains(*word)) {
        return None;
    }
    named(&words, PRIVATE)
}

/// Why a subnet is meant to be public, where something says so.
pub(super) fn public(infrastructure: &Infrastructure<'_>, subnet: NodeId) -> Option<Meaning> {
    let node = infrastructure.graph.node(subnet);
    let words = words(node);
    if PRIVATE.iter().any(|word| words.contains(*word)) {
        return None;
    }
    named(&words, PUBLIC)
}

fn named(words: &BTreeSet<String>, meant: &[&str]) -> Option<Meaning> {
    let word = meant.iter().find(|word| words.contains(**word))?;
    Some(Meaning(format!("its name says {word}")))
}

/// The words of a block's name, its key and its tags.
fn words(node: &Node<'_>) -> BTreeSet<String> {
    let address = &node.instance.owner.address;
    let mut texts = vec![address.name.to_string()];
    if let Some(crate::address::Key::Text(key)) = &address.key {
        texts.push(key.to_string());
    }
    let tags = node.attribute("tags").and_then(|tags| tags.entries());
    for (name, value) in tags.into_iter().flatten() {
        if ["name", "tier", "type"].contains(&name.to_lowercase().as_str()) {
            texts.extend(value.as_str().map(str::to_owned));
        }
    }
    let words = texts.iter().flat_map(|text| tokens(text));
    words.map(|(_, word)| word.to_lowercase()).collect()
}

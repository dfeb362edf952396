//! What an instance says in common words, to tell whether another is the same under another address.

use crate::eval::{Kind, Part, PathStep, Shape, Unknown, Value};
use crate::graph::Node;

use super::words::Words;

/// The arguments that name a resource.
pub(super) const NAMES: &[&str] = &[
    "name",
    "identifier",
    "cluster_identifier",
    "function_name",
    "bucket",
    "replication_group_id",
    "cluster_id",
    "domain_name",
];

/// How deep a sketch goes into a value.
const MAX_DEPTH: usize = 6;

/// How many lines a sketch has at most.
const MAX_LINES: usize = 512;

/// One line for each thing that is set, sorted. Of other instances only the type and the attribute counts: which of
/// them are the same is not known yet.
pub(super) fn sketch(node: &Node<'_>, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(entries) = node.instance.shown.entries() {
        for (name, value) in entries {
            if node.given(name).is_some() && &**name != "tags_all" {
                add(value, name, words, 0, &mut lines);
            }
        }
    }
    lines.sort();
    lines
}

fn add(value: &Value, path: &str, words: &Words, depth: usize, into: &mut Vec<String>) {
    if depth > MAX_DEPTH || into.len() >= MAX_LINES || value.is_null() {
        return;
    }
    match &value.kind {
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            for item in items.iter() {
                add(item, path, words, depth + 1, into);
            }
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            for (name, entry) in entries {
                let name = words.common(name);
                add(entry, &format!("{path}.{name}"), words, depth + 1, into);
            }
        }
        Kind::Unknown(unknown) => into.push(format!("{path}={}", unknown_sketch(unknown, words))),
        Kind::String(text) => into.push(format!("{path}={}", words.common(text.as_str()))),
        Kind::Bool(flag) => into.push(format!("{path}={flag}")),
        Kind::Number(number) => into.push(format!("{path}={number}")),
        Kind::Null(_) => {}
    }
}

fn unknown_sketch(unknown: &Unknown, words: &Words) -> String {
    match &unknown.shape {
        Shape::Symbol(symbol) => {
            let steps = symbol.path.iter().filter_map(|step| match step {
                PathStep::Name(name) => Some(&**name),
                _ => None,
            });
            let steps: Vec<&str> = steps.collect();
            format!("<{}.{}>", symbol.owner.address.kind, steps.join("."))
        }
        Shape::Template(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Text(text, _) => words.common(text.as_str()).into_owned(),
                Part::Hole(hole) => match &hole.kind {
                    Kind::Unknown(unknown) => unknown_sketch(unknown, words),
                    _ => "<?>".to_owned(),
                },
            })
            .collect(),
        _ => "<?>".to_owned(),
    }
}

/// The share of lines that two sketches have in common, from 0 to 1.
pub(super) fn likeness(one: &[String], other: &[String]) -> f64 {
    let (mut at, mut other_at, mut common) = (0, 0, 0);
    while at < one.len() && other_at < other.len() {
        match one[at].cmp(&other[other_at]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other_at += 1,
            std::cmp::Ordering::Equal => {
                at += 1;
                other_at += 1;
                common += 1;
            }
        }
    }
    let all = one.len() + other.len() - common;
    #[allow(clippy::cast_precision_loss, reason = "a sketch has few lines")]
    let share = if all == 0 {
        0.0
    } else {
        common as f64 / all as f64
    };
    share
}

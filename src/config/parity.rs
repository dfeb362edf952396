//! `[parity]`: which environments must be the same system, and in what they may differ.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Written;
use super::lower::Fault;
use super::pattern::{check_glob, is_rooted};
use crate::data::{Kind, Node};
use crate::diagnostic::Date;

/// `[parity]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parity {
    /// Pairs of environments: the reference, and the one that is compared with it. Empty where they are to be found.
    pub pairs: Vec<[Written<String>; 2]>,
    /// How many days a version may be tried out before production has to follow; for ever where it is not set.
    pub promotion_days: Option<u32>,
    /// `[[parity.expect]]`, in order.
    pub expect: Vec<Expectation>,
}

/// `[[parity.expect]]`: a difference that may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expectation {
    /// Where the entry begins.
    pub range: Range<usize>,
    /// A glob of stacks as comparisons name them, such as `us-east-1/vpc`; every one where it is not set.
    pub stack: Option<Written<String>>,
    /// What may differ: a path in which `*` and `?` stand for anything.
    pub what: Written<String>,
    /// The values that environments must have, by environment. Its place is that of the name.
    pub pins: BTreeMap<String, Written<String>>,
    /// The environment that alone has it.
    pub only: Option<Written<String>>,
    /// Why it may be.
    pub reason: String,
    /// The last day on which it may be.
    pub until: Option<Date>,
}

/// The keys of an entry that are not names of environments.
pub const EXPECTATION_KEYS: &[&str] = &["stack", "what", "only", "reason", "until"];

/// Reads the section. What has the wrong shape is left out here; the schema has reported it.
pub(super) fn lower(node: &Node, faults: &mut Vec<Fault>) -> Parity {
    let elements = |name: &str| node.get(name).map(Node::elements).unwrap_or_default();
    let pairs = elements("pairs").iter();
    Parity {
        pairs: pairs.filter_map(|node| pair(node, faults)).collect(),
        promotion_days: node.get("promotion_days").and_then(days),
        expect: elements("expect")
            .iter()
            .map(|node| expectation(node, faults))
            .collect(),
    }
}

fn days(node: &Node) -> Option<u32> {
    match &node.kind {
        Kind::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn pair(node: &Node, faults: &mut Vec<Fault>) -> Option<[Written<String>; 2]> {
    let [reference, other] = node.elements() else {
        return None;
    };
    let (reference, other) = (text(reference)?, text(other)?);
    if reference.value == other.value {
        let message = format!(
            "`{}` is compared with itself; name the environment that must be like it second",
            reference.value
        );
        faults.push((other.range.clone(), message));
    }
    Some([reference, other])
}

fn expectation(node: &Node, faults: &mut Vec<Fault>) -> Expectation {
    let written = |name: &str| node.get(name).and_then(text);
    let stack = written("stack");
    if let Some(glob) = &stack {
        let checked = if is_rooted(&glob.value) {
            Err(format!(
                "`{}` matches nothing: stacks are named without `/` or `./` before them",
                glob.value
            ))
        } else {
            check_glob(&glob.value)
        };
        faults.extend(checked.err().map(|message| (glob.range.clone(), message)));
    }
    let until = written("until");
    let day = until.as_ref().map(|until| Date::parse(&until.value));
    if let (Some(until), Some(None)) = (&until, &day) {
        let message = format!(
            "`until` must be a day such as 2026-12-31, but is `{}`",
            until.value
        );
        faults.push((until.range.clone(), message));
    }
    let reason = written("reason").unwrap_or_default();
    if !reason.value.is_empty() && reason.value.trim().is_empty() {
        let message = "`reason` must say why the difference may be".to_owned();
        faults.push((reason.range.clone(), message));
    }
    let is_pin = |name: &str| !EXPECTATION_KEYS.contains(&name);
    let entries = node.entries().iter().filter(|(key, _)| is_pin(&key.text));
    let pins = entries.filter_map(|(key, value)| {
        let pinned = Written {
            value: shown(value)?,
            range: key.span.range(),
        };
        Some((key.text.clone(), pinned))
    });
    Expectation {
        range: node.span.range(),
        stack,
        what: written("what").unwrap_or_default(),
        pins: pins.collect(),
        only: written("only"),
        reason: reason.value.trim().to_owned(),
        until: day.flatten(),
    }
}

fn text(node: &Node) -> Option<Written<String>> {
    Some(Written {
        value: node.as_str()?.to_owned(),
        range: node.span.range(),
    })
}

/// A value as comparisons show it.
fn shown(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Bool(value) => Some(value.to_string()),
        Kind::Number(text) | Kind::String(text) => Some(text.clone()),
        Kind::Sequence(elements) => {
            let element = |node: &Node| match &node.kind {
                Kind::String(text) => Some(format!("{text:?}")),
                _ => shown(node),
            };
            let elements: Option<Vec<String>> = elements.iter().map(element).collect();
            Some(format!("[{}]", elements?.join(", ")))
        }
        _ => None,
    }
}

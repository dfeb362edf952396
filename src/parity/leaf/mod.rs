//! Where two values differ, leaf by leaf.

mod elements;
mod unknown;

use std::collections::BTreeSet;

use crate::eval::{Kind, Shape, Unknown, Value};
use crate::graph::{Graph, Node, NodeId};

use super::argument::plain;
use super::both::{Both, Which};
use super::class::omitted;
use super::matching::Matching;
use super::words::Words;

/// How many leaves of one argument are told apart.
pub(super) const MAX_LEAVES: usize = 256;

/// How deep values are compared.
const MAX_DEPTH: usize = 64;

/// A part in which two values differ.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// The way to it, such as `scaling_configuration[0].max_capacity`.
    pub(super) path: String,
    /// What each side has there; `None` where there is nothing.
    pub(super) values: Both<Option<Value>>,
    /// What kind of difference it is.
    pub(super) kind: LeafKind,
}

/// What kind of difference there is in a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LeafKind {
    /// Two values that are not the same.
    Value,
    /// An element that only one side has.
    Element,
    /// An element that only one side has because of these instances, which that side alone has.
    Of(Which, BTreeSet<NodeId>),
    /// Whether they are the same is not known: a clause.
    Uncertain(String),
}

/// What values of two sides are compared by.
pub(super) struct Comparer<'c> {
    pub(super) graphs: Both<&'c Graph<'c>>,
    pub(super) words: Both<&'c Words>,
    pub(super) matching: &'c Matching,
    /// The instances whose arguments are compared, where that is what is compared.
    pub(super) nodes: Option<Both<&'c Node<'c>>>,
}

impl Comparer<'_> {
    /// Where two values differ, in order, up to a number that nobody reads to its end.
    pub(super) fn leaves(&self, path: &str, values: Both<Option<&Value>>) -> Vec<Leaf> {
        self.leaves_and_more(path, values).0
    }

    /// The same, and whether there are more.
    pub(super) fn leaves_and_more(
        &self,
        path: &str,
        values: Both<Option<&Value>>,
    ) -> (Vec<Leaf>, bool) {
        let mut leaves = Vec::new();
        self.compare(path, values, 0, &mut leaves);
        let has_more = leaves.len() > MAX_LEAVES;
        leaves.truncate(MAX_LEAVES);
        (leaves, has_more)
    }

    /// Whether two values certainly are the same.
    pub(super) fn are_same(&self, values: Both<Option<&Value>>) -> bool {
        let mut leaves = Vec::new();
        self.compare("", values, 0, &mut leaves);
        leaves.is_empty()
    }

    fn compare(
        &self,
        path: &str,
        values: Both<Option<&Value>>,
        depth: usize,
        into: &mut Vec<Leaf>,
    ) {
        if into.len() > MAX_LEAVES || depth > MAX_DEPTH {
            return;
        }
        let (left, right) = match (values.reference, values.other) {
            (None, None) => return,
            (Some(left), Some(right)) if left.is_null() && right.is_null() => return,
            (Some(left), Some(right)) => (left, right),
            (Some(one), None) | (None, Some(one)) => {
                if self.is_said(path, one) {
                    into.push(leaf(path, values, LeafKind::Value));
                }
                return;
            }
        };
        if left.is_null() != right.is_null() {
            let one = if left.is_null() { right } else { left };
            if self.is_said(path, one) {
                let kind = match one.as_unknown() {
                    Some(unknown) if !unknown.is_never_null() => uncertain(unknown),
                    _ => LeafKind::Value,
                };
                into.push(leaf(path, values, kind));
            }
            return;
        }
        match (&left.kind, &right.kind) {
            (Kind::Unknown(left), Kind::Unknown(right)) => {
                self.compare_unknown(path, values, Both::new(left, right), depth, into);
            }
            (Kind::Unknown(unknown), _) | (_, Kind::Unknown(unknown)) => {
                into.push(leaf(path, values, uncertain(unknown)));
            }
            _ => self.compare_known(path, Both::new(left, right), depth, into),
        }
    }

    /// Whether a value is another than what there is where the argument is omitted.
    fn is_said(&self, path: &str, value: &Value) -> bool {
        if let Some(items) = value.elements() {
            let mut items = items.iter();
            return items.any(|item| self.is_mark(item) || self.is_said(path, item));
        }
        let entries = match value.as_unknown().map(|unknown| &unknown.shape) {
            // What AWS adds it adds to what is not said as well.
            Some(Shape::Partial(entries)) => Some(entries),
            _ => value.entries(),
        };
        if let Some(entries) = entries {
            let mut names = entries.names();
            return names.any(|name| {
                let inner = entries.get(name);
                inner.is_some_and(|inner| self.is_said(&step(path, name), inner))
            });
        }
        // What AWS decides is the same as not to say it.
        let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
        if let (Some(symbol), Some(nodes)) = (symbol, self.nodes) {
            let owners = nodes.map(|node| &*node.instance.owner);
            if *symbol.owner == *owners.reference || *symbol.owner == *owners.other {
                return false;
            }
        }
        let kind = self.nodes.map(|nodes| nodes.reference.kind());
        let omitted = kind.and_then(|kind| omitted(kind, &plain(path)));
        match (omitted, scalar(value)) {
            (Some(omitted), Some(text)) => !text.is_empty() && text != omitted,
            _ => !is_nothing(value),
        }
    }

    /// Whether it is a block that says something by being there, such as `block {}` in a rule of a firewall: it has
    /// no arguments that could.
    fn is_mark(&self, value: &Value) -> bool {
        let entries = value.entries().filter(|_| self.nodes.is_some());
        entries.is_some_and(|entries| entries.values().all(|inner| inner.elements().is_some()))
    }

    fn compare_known(&self, path: &str, values: Both<&Value>, depth: usize, into: &mut Vec<Leaf>) {
        let Both {
            reference: left,
            other: right,
        } = values;
        if let (Some(left_entries), Some(right_entries)) = (left.entries(), right.entries()) {
            let names = |map: &crate::eval::Map, words: &Words| {
                let names = map.names();
                names
                    .map(|name| (words.common(name).into_owned(), name.clone()))
                    .collect::<std::collections::BTreeMap<_, _>>()
            };
            let left_names = names(left_entries, self.words.reference);
            let right_names = names(right_entries, self.words.other);
            let all: BTreeSet<&String> = left_names.keys().chain(right_names.keys()).collect();
            for name in all {
                let own = Both::new(left_names.get(name), right_names.get(name));
                let shown = own.reference.or(own.other).map_or("", |name| &**name);
                let values = Both::new(
                    own.reference.and_then(|name| left_entries.get(name)),
                    own.other.and_then(|name| right_entries.get(name)),
                );
                self.compare(&step(path, shown), values, depth + 1, into);
            }
            return;
        }
        if let (Some(left_items), Some(right_items)) = (left.elements(), right.elements()) {
            let is_set = matches!(left.kind, Kind::Set(..)) || matches!(right.kind, Kind::Set(..));
            self.compare_elements(
                path,
                Both::new(left_items, right_items),
                is_set,
                depth,
                into,
            );
            return;
        }
        let is_same = match (&left.kind, &right.kind) {
            (Kind::Bool(left), Kind::Bool(right)) => left == right,
            (Kind::Number(left), Kind::Number(right)) => left == right,
            (Kind::String(left), Kind::String(right)) => {
                self.words.are_same(left.as_str(), right.as_str())
            }
            _ => scalar(left).is_some() && scalar(left) == scalar(right),
        };
        if !is_same {
            into.push(leaf(
                path,
                values.map(|value| Some(*value)),
                LeafKind::Value,
            ));
        }
    }

    /// Of two values that are not the same, whether one is that of an instance which its side alone has.
    fn kind_of(&self, values: Both<Option<&Value>>) -> LeafKind {
        for which in Which::ALL {
            let alone = values.get(which).map(|value| self.alone(which, value));
            if let Some(alone) = alone.filter(|alone| !alone.is_empty()) {
                return LeafKind::Of(which, alone);
            }
        }
        LeafKind::Value
    }

    /// The instances in a value that one side alone has.
    fn alone(&self, which: Which, value: &Value) -> BTreeSet<NodeId> {
        let graph = self.graphs.get(which);
        let symbols = crate::eval::symbols_of(value);
        let nodes = symbols
            .iter()
            .filter_map(|symbol| graph.find(&symbol.owner));
        nodes
            .filter(|id| self.matching.counterpart(which, *id).is_none())
            .collect()
    }
}

/// The text that Terraform converts a value to.
fn scalar(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Bool(flag) => Some(flag.to_string()),
        Kind::Number(number) => Some(number.to_string()),
        Kind::String(text) => Some(text.as_str().to_owned()),
        _ => None,
    }
}

fn leaf(path: &str, values: Both<Option<&Value>>, kind: LeafKind) -> Leaf {
    Leaf {
        path: path.to_owned(),
        values: values.map(|value| value.cloned()),
        kind,
    }
}

fn uncertain(unknown: &Unknown) -> LeafKind {
    LeafKind::Uncertain(unknown.cause.to_string())
}

/// Whether it is a block, also one to which AWS adds something.
fn is_object(value: &Value) -> bool {
    let shape = value.as_unknown().map(|unknown| &unknown.shape);
    value.entries().is_some() || matches!(shape, Some(Shape::Partial(_)))
}

/// Whether to say it is the same as to say nothing.
fn is_nothing(value: &Value) -> bool {
    match &value.kind {
        Kind::Null(_) => true,
        Kind::Bool(flag) => !flag,
        Kind::String(text) => text.as_str().is_empty(),
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            items.iter().all(is_nothing)
        }
        Kind::Map(_, entries) | Kind::Object(entries) => entries.values().all(is_nothing),
        Kind::Unknown(unknown) => match &unknown.shape {
            // What AWS adds it adds to what is not said as well.
            Shape::Partial(entries) => entries.values().all(is_nothing),
            _ => false,
        },
        Kind::Number(_) => false,
    }
}

/// One step further.
pub(super) fn step(path: &str, name: &str) -> String {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    match (
        path.is_empty(),
        name.chars().all(is_name) && !name.is_empty(),
    ) {
        (true, _) => name.to_owned(),
        (false, true) => format!("{path}.{name}"),
        (false, false) => format!("{path}[{name:?}]"),
    }
}

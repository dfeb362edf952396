//! Where two values differ, leaf by leaf.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::eval::{Encoding, Kind, Map, Owner, Part, Shape, Symbol, Unknown, Value, show};
use crate::graph::{Graph, Node, NodeId};

use super::both::{Both, Which};
use super::class::{Class, class_of, omitted};
use super::judge::plain;
use super::matching::Matching;
use super::words::Words;

/// How many leaves of one argument are told apart.
pub(super) const MAX_LEAVES: usize = 256;

/// How many elements of a set or list are held against each other to find those that are the same.
const MAX_ELEMENTS: usize = 512;

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

/// Whether two values are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sameness {
    Yes,
    No,
    /// Not known.
    Maybe,
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

    fn compare_elements(
        &self,
        path: &str,
        items: Both<&[Value]>,
        is_set: bool,
        depth: usize,
        into: &mut Vec<Leaf>,
    ) {
        let position = |at: usize| {
            if is_set {
                "[*]".to_owned()
            } else {
                format!("[{at}]")
            }
        };
        let mut rest: Both<Vec<usize>> = items.map(|items| (0..items.len()).collect());
        if is_set || items.reference.len() != items.other.len() {
            self.drop_same(items, &mut rest);
        }
        let pairs = rest.reference.len().min(rest.other.len());
        // What one side has more of is told by itself; where as many are left, each is held against one.
        let is_even = rest.reference.len() == rest.other.len();
        let are_blocks = |which: Which| items.get(which).iter().all(|it| it.entries().is_some());
        if is_even || (are_blocks(Which::Reference) && are_blocks(Which::Other)) {
            for at in 0..pairs {
                let (left, right) = (rest.reference[at], rest.other[at]);
                let values = Both::new(Some(&items.reference[left]), Some(&items.other[right]));
                self.compare(
                    &format!("{path}{}", position(left)),
                    values,
                    depth + 1,
                    into,
                );
            }
            rest.reference.drain(..pairs);
            rest.other.drain(..pairs);
        }
        for which in Which::ALL {
            for at in rest.get(which) {
                if into.len() > MAX_LEAVES {
                    return;
                }
                let value = &items.get(which)[*at];
                let path = format!("{path}{}", position(*at));
                if is_object(value) && !self.is_mark(value) && !self.is_said(&path, value) {
                    continue;
                }
                let mut values = Both::new(None, None);
                *values.get_mut(which) = Some(value);
                let alone = self.alone(which, value);
                let kind = if alone.is_empty() {
                    LeafKind::Element
                } else {
                    LeafKind::Of(which, alone)
                };
                into.push(leaf(&path, values, kind));
            }
        }
    }

    /// Takes out what both sides have.
    fn drop_same(&self, items: Both<&[Value]>, rest: &mut Both<Vec<usize>>) {
        self.drop_of_one_text(items, rest);
        if rest.reference.len().max(rest.other.len()) > MAX_ELEMENTS {
            return;
        }
        rest.reference.retain(|left| {
            let same = rest.other.iter().position(|right| {
                self.are_same(Both::new(
                    Some(&items.reference[*left]),
                    Some(&items.other[*right]),
                ))
            });
            same.map(|at| rest.other.remove(at)).is_none()
        });
    }

    /// Takes out what both sides write alike, of however many elements.
    fn drop_of_one_text(&self, items: Both<&[Value]>, rest: &mut Both<Vec<usize>>) {
        let text = |which: Which, at: usize| {
            let value = &items.get(which)[at];
            let words: &Words = self.words.get(which);
            value
                .is_known()
                .then(|| words.common(&show(value)).into_owned())
        };
        let mut others: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for at in &rest.other {
            if let Some(text) = text(Which::Other, *at) {
                others.entry(text).or_default().push_back(*at);
            }
        }
        let mut taken = BTreeSet::new();
        rest.reference.retain(|at| {
            let text = text(Which::Reference, *at);
            let same = text.and_then(|text| others.get_mut(&text)?.pop_front());
            !same.is_some_and(|same| taken.insert(same))
        });
        rest.other.retain(|at| !taken.contains(at));
    }

    fn compare_unknown(
        &self,
        path: &str,
        values: Both<Option<&Value>>,
        unknowns: Both<&std::sync::Arc<Unknown>>,
        depth: usize,
        into: &mut Vec<Leaf>,
    ) {
        let (left, right) = (&unknowns.reference.shape, &unknowns.other.shape);
        match (left, right) {
            (Shape::Symbol(left), Shape::Symbol(right)) => {
                match self.same_symbol(Both::new(left, right)) {
                    Sameness::Yes => {}
                    Sameness::No => into.push(leaf(path, values, self.kind_of(values))),
                    Sameness::Maybe => into.push(leaf(path, values, uncertain(unknowns.reference))),
                }
            }
            (Shape::Template(left), Shape::Template(right)) => {
                match self.same_parts(Both::new(left, right), depth) {
                    Sameness::Yes => {}
                    Sameness::No => into.push(leaf(path, values, self.kind_of(values))),
                    Sameness::Maybe => into.push(leaf(path, values, uncertain(unknowns.reference))),
                }
            }
            (Shape::Encoded(one, left), Shape::Encoded(other, right))
                if one == other && *one != Encoding::Base64 =>
            {
                let values = Both::new(Some(&**left), Some(&**right));
                self.compare(path, values, depth + 1, into);
            }
            (Shape::Partial(left), Shape::Partial(right)) => {
                let as_objects = Both::new(left, right).map(|map| Value::object((*map).clone()));
                self.compare_known(path, as_objects.as_ref(), depth + 1, into);
            }
            (Shape::Choice(left), Shape::Choice(right)) if left.len() == right.len() => {
                let mut pairs = left.iter().zip(right.iter());
                if !pairs.all(|(left, right)| self.are_same(Both::new(Some(left), Some(right)))) {
                    into.push(leaf(path, values, uncertain(unknowns.reference)));
                }
            }
            // What stays unknown for the same reason is taken for the same: the argument comes from the same place.
            _ if unknowns.reference.cause == unknowns.other.cause => {}
            _ => into.push(leaf(path, values, uncertain(unknowns.reference))),
        }
    }

    fn same_symbol(&self, symbols: Both<&Symbol>) -> Sameness {
        let Both {
            reference: left,
            other: right,
        } = symbols;
        let owners = Both::new(&*left.owner, &*right.owner);
        let are_same = match self.matching.are_same(self.graphs, owners) {
            Some(are_same) => are_same,
            // Of a stack of neither side: the same for both, or told by its name.
            None => {
                self.words.are_same(&left.owner.stack, &right.owner.stack)
                    && self.words.are_same(
                        &left.owner.address.to_string(),
                        &right.owner.address.to_string(),
                    )
            }
        };
        if are_same && left.path == right.path {
            if is_data(left) && !self.is_same_search(owners) {
                return Sameness::Maybe;
            }
            Sameness::Yes
        } else if are_same || (left.owner.address.kind == right.owner.address.kind && is_data(left))
        {
            // Two attributes of one thing may have one value, and two searches may find the same.
            Sameness::Maybe
        } else {
            Sameness::No
        }
    }

    /// Whether two data sources look for the same: what they ask for by name, id or tag each environment has of its own.
    fn is_same_search(&self, owners: Both<&Owner>) -> bool {
        let nodes = Both::of(|which| {
            let graph = self.graphs.get(which);
            graph.find(owners.get(which)).map(|id| graph.node(id))
        });
        let Some(nodes) = nodes.both() else {
            return true;
        };
        let kind = nodes.reference.kind();
        let entries = nodes.map(|node| node.instance.shown.entries());
        let names: BTreeSet<&str> = [entries.reference, entries.other]
            .into_iter()
            .flatten()
            .flat_map(Map::names)
            .map(|name| &**name)
            .collect();
        let is_own = |name: &str| {
            let is_key = ["id", "ids", "arn", "filter", "tags", "config"].contains(&name);
            let is_named = ["_id", "_ids", "_arn", "_name"];
            let is_named = is_named.iter().any(|end| name.ends_with(end));
            is_key || is_named || class_of(kind, name) != Class::Substance
        };
        let is_asked = |name: &&str| !is_own(name);
        names.into_iter().filter(is_asked).all(|name| {
            let known = nodes.map(|node| node.given(name).filter(|it| it.is_known()));
            match known.both() {
                Some(both) => self.are_same(both.map(|it| Some(*it))),
                None => true,
            }
        })
    }

    fn same_parts(&self, parts: Both<&[Part]>, depth: usize) -> Sameness {
        if parts.reference.len() != parts.other.len() {
            return Sameness::No;
        }
        let mut all = Sameness::Yes;
        for (left, right) in parts.reference.iter().zip(parts.other) {
            match (left, right) {
                (Part::Text(left, _), Part::Text(right, _)) => {
                    if !self.words.are_same(left.as_str(), right.as_str()) {
                        return Sameness::No;
                    }
                }
                (Part::Hole(left), Part::Hole(right)) => {
                    let mut leaves = Vec::new();
                    let values = Both::new(Some(left), Some(right));
                    self.compare("", values, depth + 1, &mut leaves);
                    let is_open = |leaf: &Leaf| matches!(leaf.kind, LeafKind::Uncertain(_));
                    if leaves.iter().any(|leaf| !is_open(leaf)) {
                        return Sameness::No;
                    }
                    if !leaves.is_empty() {
                        all = Sameness::Maybe;
                    }
                }
                _ => return Sameness::Maybe,
            }
        }
        all
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

fn is_data(symbol: &Symbol) -> bool {
    symbol.owner.address.mode == crate::address::ResourceMode::Data
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

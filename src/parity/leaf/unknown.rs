//! Values of which not all is known: whether what they are made of is the same.

use std::collections::BTreeSet;

use crate::eval::{Encoding, Map, Owner, Part, Shape, Symbol, Unknown, Value};

use super::super::both::Both;
use super::super::class::{Class, class_of};
use super::{Comparer, Leaf, LeafKind, leaf, uncertain};

/// Whether two values are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sameness {
    Yes,
    No,
    /// Not known.
    Maybe,
}

impl Comparer<'_> {
    pub(super) fn compare_unknown(
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
}

fn is_data(symbol: &Symbol) -> bool {
    symbol.owner.address.mode == crate::address::ResourceMode::Data
}

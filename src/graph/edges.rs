//! How instances refer to each other.

use std::sync::Arc;

use crate::eval::{Part, PathStep, Shape, Symbol, Value};

use super::{Graph, NodeId, node_id};

/// How certainly an attribute refers to another instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeClass {
    /// The attribute, or an element of it, is exactly the other's attribute.
    Exact,
    /// A text or document holds the other's attribute.
    Embedded,
    /// It may, or it is computed from the other's attribute.
    Possible,
}

/// An attribute of one instance that refers to an attribute of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Whose attribute refers.
    pub from: NodeId,
    /// The attribute that refers: its name in the resource.
    pub attribute: Arc<str>,
    /// To which instance.
    pub to: NodeId,
    /// To which attribute of it; empty for all of it.
    pub target: Arc<[PathStep]>,
    /// How certainly.
    pub class: EdgeClass,
}

/// Fills in the edges of a graph from the values of its nodes.
pub(super) fn connect(graph: &mut Graph<'_>) {
    let mut edges = Vec::new();
    for (from, node) in graph.nodes() {
        let entries = match node.instance.value.as_unknown().map(|it| &it.shape) {
            Some(Shape::Resource { known, .. }) => Some(known),
            _ => node.instance.value.entries(),
        };
        for (attribute, value) in entries.into_iter().flatten() {
            let mut add = |symbol: &Symbol, class: EdgeClass| {
                // What AWS decides of an instance is an attribute of its own.
                if let Some(to) = graph.find(&symbol.owner).filter(|to| *to != from) {
                    edges.push(Edge {
                        from,
                        attribute: attribute.clone(),
                        to,
                        target: symbol.path.clone(),
                        class,
                    });
                }
            };
            collect(value, EdgeClass::Exact, &mut add);
        }
    }
    edges.sort();
    edges.dedup_by(|later, earlier| {
        // The classes are in order: the surest one stays.
        (later.from, &later.attribute, later.to) == (earlier.from, &earlier.attribute, earlier.to)
            && later.target == earlier.target
    });
    let count = graph.nodes.len();
    let mut outgoing = Vec::with_capacity(count);
    let mut start = 0;
    for at in 0..count {
        let own = edges[start..]
            .iter()
            .take_while(|edge| edge.from == node_id(at))
            .count();
        outgoing.push(start..start + own);
        start += own;
    }
    let mut incoming = vec![Vec::new(); count];
    for (at, edge) in edges.iter().enumerate() {
        incoming[edge.to.0 as usize].push(node_id(at).0);
    }
    graph.edges = edges;
    graph.outgoing = outgoing;
    graph.incoming = incoming;
}

/// Calls `add` with every attribute that a value refers to.
fn collect(value: &Value, class: EdgeClass, add: &mut dyn FnMut(&Symbol, EdgeClass)) {
    if let Some(items) = value.elements() {
        items.iter().for_each(|item| collect(item, class, add));
        return;
    }
    if let Some(entries) = value.entries() {
        entries.values().for_each(|it| collect(it, class, add));
        return;
    }
    let Some(unknown) = value.as_unknown() else {
        return;
    };
    for symbol in &unknown.dependencies {
        add(symbol, EdgeClass::Possible);
    }
    let embedded = class.max(EdgeClass::Embedded);
    match &unknown.shape {
        Shape::Opaque | Shape::Folder(_) => {}
        Shape::Symbol(symbol) if symbol.is_single() => add(symbol, class),
        Shape::Symbol(symbol) => add(symbol, EdgeClass::Possible),
        Shape::Template(parts) => {
            for part in parts.iter() {
                if let Part::Hole(hole) = part {
                    collect(hole, embedded, add);
                }
            }
        }
        Shape::Encoded(_, inner) => collect(inner, embedded, add),
        Shape::Choice(branches) => {
            let possible = EdgeClass::Possible;
            branches.iter().for_each(|it| collect(it, possible, add));
        }
        Shape::Open { known, each } | Shape::Entries { known, each } => {
            known.iter().for_each(|it| collect(it, class, add));
            collect(each, EdgeClass::Possible, add);
        }
        Shape::Resource { symbol, known } => {
            add(symbol, class);
            known.values().for_each(|it| collect(it, class, add));
        }
        Shape::Partial(entries) => entries.values().for_each(|it| collect(it, class, add)),
    }
}

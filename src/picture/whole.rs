//! The whole graph as plain data, for programs that want more than is drawn.

use crate::address::ResourceMode;
use crate::eval::PathStep;
use crate::graph::{EdgeClass, Graph};

/// One instance of a resource or data source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Its stack.
    pub stack: String,
    /// Terraform's address in it.
    pub address: String,
    /// Its type, such as `aws_subnet`.
    pub kind: String,
    /// `managed`, `data` or `ephemeral`.
    pub mode: &'static str,
    /// Whether it stands for any number of instances, also none.
    pub is_any: bool,
}

/// That one instance refers to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The position of the one that refers in [`super::Picture::things`].
    pub from: usize,
    /// Its attribute that does.
    pub attribute: String,
    /// The position of the other.
    pub to: usize,
    /// The attribute of the other that is meant; empty for all of it.
    pub target: String,
    /// How certainly: `exact`, `embedded` or `possible`.
    pub class: &'static str,
}

/// Every node and edge of a graph, in its order.
pub(super) fn of(graph: &Graph<'_>) -> (Vec<Thing>, Vec<Link>) {
    let (mut things, mut links) = (Vec::new(), Vec::new());
    for (id, node) in graph.nodes() {
        things.push(Thing {
            stack: graph.stack_path(node.stack).to_owned(),
            address: node.address(),
            kind: node.kind().to_owned(),
            mode: match node.declaration.mode {
                ResourceMode::Managed => "managed",
                ResourceMode::Data => "data",
                ResourceMode::Ephemeral => "ephemeral",
            },
            is_any: node.is_any(),
        });
        let outgoing = graph.outgoing(id).iter();
        links.extend(outgoing.map(|edge| Link {
            from: edge.from.0 as usize,
            attribute: edge.attribute.to_string(),
            to: edge.to.0 as usize,
            target: path(&edge.target),
            class: match edge.class {
                EdgeClass::Exact => "exact",
                EdgeClass::Embedded => "embedded",
                EdgeClass::Possible => "possible",
            },
        }));
    }
    (things, links)
}

/// A path as Terraform writes it, without a dot before its first name.
fn path(steps: &[PathStep]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            PathStep::Name(name) if text.is_empty() => text.push_str(name),
            PathStep::Name(name) => text.extend([".", name]),
            PathStep::Index(at) => text.extend(["[", &at.to_string(), "]"]),
            PathStep::Any => text.push_str("[*]"),
        }
    }
    text
}

//! Security groups: which one a value names.

use crate::address::ResourceMode;
use crate::eval::Value;
use crate::graph::{Graph, Identity, NodeId};

use super::super::Unsure;

/// One security group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupId {
    /// An `aws_security_group`.
    Own(NodeId),
    /// The one that AWS makes with this VPC, and that everything gets which names no other.
    OfVpc(Identity),
    /// Another one, such as one that the repository only reads.
    Elsewhere(Identity),
}

impl GroupId {
    /// The group that a value names.
    pub fn named(graph: &Graph<'_>, value: &Value) -> Result<Self, Unsure> {
        let Some(reference) = graph.reference(value) else {
            return match graph.identity(value, &["id"]) {
                Some(identity) => Ok(Self::Elsewhere(identity)),
                None => Err(Unsure::of(value)),
            };
        };
        let node = graph.node(reference.node);
        let is_made = node.declaration.mode == ResourceMode::Managed;
        match (node.kind(), reference.attribute) {
            ("aws_security_group", "id" | "name") if is_made => Ok(Self::Own(reference.node)),
            ("aws_default_security_group", "id") => Ok(Self::adopted(graph, reference.node)),
            ("aws_vpc" | "aws_default_vpc", "default_security_group_id") if is_made => {
                Ok(Self::OfVpc(Identity::Node(reference.node)))
            }
            _ => match graph.identity(value, &["id"]) {
                Some(identity) => Ok(Self::Elsewhere(identity)),
                None => Err(Unsure::of(value)),
            },
        }
    }

    /// The group that an `aws_default_security_group` takes over: that of its VPC.
    pub(super) fn adopted(graph: &Graph<'_>, node: NodeId) -> Self {
        let vpc = graph.node(node).given("vpc_id");
        match vpc.and_then(|vpc| graph.identity(vpc, &["id"])) {
            Some(vpc) => Self::OfVpc(vpc),
            None => Self::Own(node),
        }
    }

    /// The VPC in which it is, where that is known.
    pub fn vpc(&self, graph: &Graph<'_>) -> Option<Identity> {
        match self {
            Self::Own(node) => graph.identity(graph.node(*node).given("vpc_id")?, &["id"]),
            Self::OfVpc(vpc) => Some(vpc.clone()),
            Self::Elsewhere(_) => None,
        }
    }

    /// As messages call it.
    pub fn told(&self, graph: &Graph<'_>) -> String {
        let of = |identity: &Identity| match identity {
            Identity::Node(node) => graph.node(*node).address(),
            Identity::Symbol(symbol) => symbol.to_string(),
            Identity::Text(text) => text.clone(),
        };
        match self {
            Self::Own(node) => graph.node(*node).address(),
            Self::OfVpc(vpc) => format!("the default group of {}", of(vpc)),
            Self::Elsewhere(identity) => of(identity),
        }
    }

    /// The resource that it is, or that it is made with, where that is of the environment.
    pub fn node(&self) -> Option<NodeId> {
        match self {
            Self::Own(node)
            | Self::OfVpc(Identity::Node(node))
            | Self::Elsewhere(Identity::Node(node)) => Some(*node),
            _ => None,
        }
    }
}

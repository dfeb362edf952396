//! Where a policy finds the resources and data sources that it asks for: an environment of the repository, or the mocks
//! of a test.

use std::sync::Arc;

use crate::eval::{Cause, Symbol, Value};
use crate::graph::NodeId;
use crate::source::Span;
use crate::types::Type;

/// The resource that a policy judges while it asks for others.
pub(super) type Asker = NodeId;

/// A resource that may be found.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// Its attributes.
    pub(super) attrs: Value,
    /// What is to be said of it besides.
    pub(super) meta: Value,
    /// Whether it stands for any number of instances, also none.
    pub(super) is_any: bool,
    /// The instance, where it is one of the repository.
    pub(super) node: Option<NodeId>,
}

/// What may be there although nobody sees it.
#[derive(Debug, Clone)]
pub(super) struct Unseen {
    /// Why.
    pub(super) cause: Cause,
    /// Where it would be seen.
    pub(super) at: Option<Span>,
}

/// Where resources are found.
pub(super) trait World {
    /// The resources of a type, in order.
    fn resources(&self, kind: &str) -> Arc<[Candidate]>;

    /// The positions among them of all whose attribute may have this value; `None` where that may be any.
    fn matching(&self, _kind: &str, _attribute: &str, _wanted: &Value) -> Option<Vec<usize>> {
        None
    }

    /// What the block of the resource says whose attribute the symbol is; `None` where that is not known.
    fn argument(&self, _symbol: &Symbol, _name: &str) -> Option<Value> {
        None
    }

    /// The data sources of a type, in order.
    fn data_sources(&self, kind: &str) -> Arc<[Candidate]>;

    /// Why there may be more resources than one sees. `wanted` are the values that they are looked for by.
    fn unseen(&self, wanted: &[&Value]) -> Option<Unseen>;

    /// `iaclint::environment()`: the environment's name; `null` where there is none.
    fn environment(&self) -> Value;

    /// `iaclint::subnet_class(id)`: `public`, `private` or `isolated`.
    fn subnet_class(&self, subnet: &Value) -> Value;

    /// `iaclint::zones(ids)`: the availability zones that subnets lie in, each once.
    fn zones(&self, subnets: &Value) -> Value;

    /// Whether there is one of `candidate` for each of `asker`, although nobody knows how many there are.
    fn are_parallel(&self, candidate: NodeId, asker: Asker) -> bool;
}

/// Nowhere, where nothing is.
pub(super) struct Nowhere;

impl World for Nowhere {
    fn resources(&self, _: &str) -> Arc<[Candidate]> {
        Arc::from([])
    }

    fn data_sources(&self, _: &str) -> Arc<[Candidate]> {
        Arc::from([])
    }

    fn unseen(&self, _: &[&Value]) -> Option<Unseen> {
        None
    }

    fn environment(&self) -> Value {
        Value::null()
    }

    fn subnet_class(&self, _: &Value) -> Value {
        Value::unknown(Type::String, Cause::Apply)
    }

    fn zones(&self, _: &Value) -> Value {
        Value::unknown(Type::list(Type::String), Cause::Apply)
    }

    fn are_parallel(&self, _: NodeId, _: Asker) -> bool {
        false
    }
}

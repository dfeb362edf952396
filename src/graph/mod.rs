//! The infrastructure of one environment as a graph: instances of resources and data sources, and how they refer to
//! each other, across stacks.
//!
//! Nothing here knows what a subnet is. That is the business of [`crate::aws`], which asks the graph.

mod edges;
mod list;
mod loose;
mod parallel;
mod reference;
mod set_keys;
#[cfg(test)]
mod tests;
mod unseen;
mod written;
#[cfg(test)]
mod written_tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::address::{Key, ResourceMode};
use crate::eval::{Owner, Shape, Value};
use crate::hcl::{Block, Body, Expression};
use crate::plan::{ModuleInstance, Plan, ResourceInstance};
use crate::repo::{Environment, Resource, StackId};
use crate::source::Span;

pub use edges::{Edge, EdgeClass};
pub use list::{Members, alternatives, possible};
pub use reference::{Identity, Reference};
pub use unseen::Unseen;
pub use written::Written;

/// How many module instances of one stack have their resources in the graph: modules that each call the next several
/// times make more of them than anybody reads about.
const MAX_MODULES: usize = 4_096;

/// The position of a node in its graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// Everything that the stacks of one environment would make or read.
#[derive(Debug)]
pub struct Graph<'g> {
    /// What it was read from.
    pub plan: &'g Plan<'g>,
    /// The environment; `None` for the stacks that belong to none.
    pub environment: Option<&'g Environment>,
    /// Its stacks, in order of path.
    pub stacks: Vec<StackId>,
    nodes: Vec<Node<'g>>,
    by_owner: HashMap<Arc<Owner>, NodeId>,
    /// The nodes that stand for any number of instances, by their owners with every key left open.
    open: HashMap<Owner, Vec<NodeId>>,
    managed: BTreeMap<&'g str, Vec<NodeId>>,
    data: BTreeMap<&'g str, Vec<NodeId>>,
    edges: Vec<Edge>,
    /// Calls of modules that are not in the repository.
    pub unseen: Vec<Unseen>,
    incoming: Vec<Vec<u32>>,
    outgoing: Vec<std::ops::Range<usize>>,
    loose: loose::Loose,
}

/// One instance of a resource or data source.
#[derive(Debug, Clone, Copy)]
pub struct Node<'g> {
    /// Its stack.
    pub stack: StackId,
    /// The module instance that holds it.
    pub module: &'g ModuleInstance<'g>,
    /// The index of that in [`crate::plan::StackPlan::modules`].
    pub module_at: usize,
    /// Its block.
    pub declaration: &'g Resource<'g>,
    /// Its address and values.
    pub instance: &'g ResourceInstance,
}

/// The graph of each environment, in their order, and last that of the stacks that belong to no environment.
pub fn graphs<'g>(plan: &'g Plan<'g>) -> Vec<Graph<'g>> {
    let named: Vec<Option<&'g Environment>> = plan.repo.environments.iter().map(Some).collect();
    let all: Vec<Option<&'g Environment>> = named.into_iter().chain([None]).collect();
    all.par_iter()
        .map(|environment| Graph::of(plan, *environment))
        .collect()
}

impl<'g> Graph<'g> {
    /// The graph of an environment, or of the stacks that belong to none.
    pub fn of(plan: &'g Plan<'g>, environment: Option<&'g Environment>) -> Self {
        let stacks: Vec<StackId> = match environment {
            Some(environment) => environment.stacks.clone(),
            None => plan
                .repo
                .stacks()
                .filter(|(_, stack)| stack.place.environment.is_none())
                .map(|(id, _)| id)
                .collect(),
        };
        let nodes: Vec<Node<'g>> = stacks.iter().flat_map(|id| nodes_of(plan, *id)).collect();
        let mut by_owner = HashMap::with_capacity(nodes.len());
        let mut open: HashMap<Owner, Vec<NodeId>> = HashMap::new();
        let mut managed: BTreeMap<&'g str, Vec<NodeId>> = BTreeMap::new();
        let mut data: BTreeMap<&'g str, Vec<NodeId>> = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            let id = node_id(at);
            by_owner.insert(node.instance.owner.clone(), id);
            if node.is_any() {
                let owner = with_open_keys(&node.instance.owner);
                open.entry(owner).or_default().push(id);
            }
            match node.declaration.mode {
                ResourceMode::Managed => managed.entry(node.kind()).or_default().push(id),
                ResourceMode::Data => data.entry(node.kind()).or_default().push(id),
                ResourceMode::Ephemeral => {}
            }
        }
        let mut graph = Self {
            plan,
            environment,
            stacks,
            nodes,
            by_owner,
            open,
            managed,
            data,
            edges: Vec::new(),
            unseen: Vec::new(),
            incoming: Vec::new(),
            outgoing: Vec::new(),
            loose: loose::Loose::default(),
        };
        edges::connect(&mut graph);
        graph.unseen = unseen::find(&graph);
        graph
    }

    /// The node of this id.
    pub fn node(&self, id: NodeId) -> &Node<'g> {
        &self.nodes[id.0 as usize]
    }

    /// Every node, in order of stack and module instance.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = (NodeId, &Node<'g>)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.map(|(at, node)| (node_id(at), node))
    }

    /// The node of an instance, or the one that stands for it and any others of its block; `None` where it belongs to
    /// another environment.
    pub fn find(&self, owner: &Owner) -> Option<NodeId> {
        if let Some(found) = self.by_owner.get(owner) {
            return Some(*found);
        }
        if self.open.is_empty() {
            return None;
        }
        let mut open = self.open.get(&with_open_keys(owner))?.iter();
        open.find(|id| stands_for(&self.node(**id).instance.owner, owner))
            .copied()
    }

    /// Every resource of this type, in order.
    pub fn resources<'s>(
        &'s self,
        kind: &str,
    ) -> impl Iterator<Item = (NodeId, &'s Node<'g>)> + Clone + use<'s, 'g> {
        self.all_of(self.managed.get(kind))
    }

    /// Every data source of this type, in order.
    pub fn data_sources<'s>(
        &'s self,
        kind: &str,
    ) -> impl Iterator<Item = (NodeId, &'s Node<'g>)> + Clone + use<'s, 'g> {
        self.all_of(self.data.get(kind))
    }

    fn all_of<'s>(
        &'s self,
        ids: Option<&'s Vec<NodeId>>,
    ) -> impl Iterator<Item = (NodeId, &'s Node<'g>)> + Clone + use<'s, 'g> {
        let ids = ids.map_or(&[][..], Vec::as_slice).iter();
        ids.map(|id| (*id, self.node(*id)))
    }

    /// The types of the resources that there are, in order.
    pub fn kinds(&self) -> impl Iterator<Item = &'g str> {
        self.managed.keys().copied()
    }

    /// What a node refers to, in order of attribute.
    pub fn outgoing(&self, id: NodeId) -> &[Edge] {
        &self.edges[self.outgoing[id.0 as usize].clone()]
    }

    /// What refers to a node, in order.
    pub fn incoming(&self, id: NodeId) -> impl Iterator<Item = &Edge> {
        let found = self.incoming[id.0 as usize].iter();
        found.map(|at| &self.edges[*at as usize])
    }

    /// The path of a stack as messages name it.
    pub fn stack_path(&self, id: StackId) -> &'g str {
        &self.plan.repo.stack(id).path
    }
}

impl<'g> Node<'g> {
    /// Its type.
    pub fn kind(&self) -> &'g str {
        self.declaration.kind
    }

    /// Terraform's address of it in its stack.
    pub fn address(&self) -> String {
        self.instance.owner.address.to_string()
    }

    /// The value of an attribute; what is sensitive in it is not known. What a provider of unknown schema may add is not there.
    pub fn attribute(&self, name: &str) -> Option<&'g Value> {
        match self.instance.shown.entries() {
            Some(entries) => entries.get(name),
            None => match self.instance.shown.as_unknown().map(|it| &it.shape) {
                Some(Shape::Resource { known, .. }) => known.get(name),
                _ => None,
            },
        }
    }

    /// The value of an attribute that is set: neither missing nor `null`, and not left for the provider to decide.
    pub fn given(&self, name: &str) -> Option<&'g Value> {
        let value = self.attribute(name).filter(|value| !value.is_null())?;
        (!self.is_left_open(value)).then_some(value)
    }

    /// An argument of one of its blocks that is set, as [`Self::given`] says of its own arguments.
    pub fn given_in<'v>(&self, block: &'v Value, name: &str) -> Option<&'v Value> {
        let value = match block.as_unknown().map(|it| &it.shape) {
            Some(Shape::Partial(entries)) => entries.get(name),
            _ => block.get(name),
        };
        value.filter(|value| !value.is_null() && !self.is_left_open(value))
    }

    /// Whether a value is what AWS decides because the block does not say it: an attribute of the instance itself.
    fn is_left_open(&self, value: &Value) -> bool {
        let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
        symbol.is_some_and(|symbol| *symbol.owner == *self.instance.owner)
    }

    /// The blocks of this type, or the objects of an attribute that stands for such blocks.
    pub fn blocks(&self, name: &str) -> Vec<Members<'g>> {
        let given = self.given(name);
        given.map_or_else(|| vec![Members::default()], alternatives)
    }

    /// Whether it stands for any number of instances, also none, since `count` or `for_each` is not known.
    pub fn is_any(&self) -> bool {
        let address = &self.instance.owner.address;
        let is_any = |key: &Option<Key>| *key == Some(Key::Any);
        is_any(&address.key) || address.module.0.iter().any(|(_, key)| is_any(key))
    }

    /// The expression of an argument (`a.b` for one inside a block), where it is written.
    pub fn argument(&self, path: &str) -> Option<&'g Expression> {
        let mut body = &self.declaration.block.body;
        let (blocks, name) = path.rsplit_once('.').unwrap_or(("", path));
        for block in blocks.split('.').filter(|block| !block.is_empty()) {
            body = block_named(body, block)?.1;
        }
        Some(&body.attribute(name)?.value)
    }

    /// Where an argument is written (`a.b` for one inside a block): its expression, else the first line of the innermost
    /// block on the way to it.
    pub fn place(&self, path: &str) -> Span {
        if let Some(argument) = self.argument(path) {
            return argument.span;
        }
        let mut body = &self.declaration.block.body;
        let mut place = self.declaration.block.header();
        for name in path.split('.') {
            let Some((header, inner)) = block_named(body, name) else {
                break;
            };
            place = header;
            body = inner;
        }
        place
    }

    /// The first line of its block.
    pub fn header(&self) -> Span {
        self.declaration.block.header()
    }
}

/// The first block of this type, also of a `dynamic` one: its first line, and what its blocks say.
fn block_named<'b>(body: &'b Body, kind: &str) -> Option<(Span, &'b Body)> {
    if let Some(block) = body.blocks_of(kind).next() {
        return Some((block.header(), &block.body));
    }
    let mut dynamic = body.blocks_of("dynamic");
    let of_kind = |block: &&Block| {
        block
            .labels
            .first()
            .is_some_and(|label| &*label.text == kind)
    };
    let dynamic = dynamic.find(of_kind)?;
    let content = dynamic.body.blocks_of("content").next()?;
    Some((dynamic.header(), &content.body))
}

fn nodes_of<'g>(plan: &'g Plan<'g>, stack: StackId) -> Vec<Node<'g>> {
    let modules = plan.stack(stack).modules.iter().enumerate();
    let mut nodes = Vec::new();
    for (module_at, module) in modules.take(MAX_MODULES) {
        for resources in module.resources.values() {
            nodes.extend(resources.instances.iter().map(|instance| Node {
                stack,
                module,
                module_at,
                declaration: resources.declaration,
                instance,
            }));
        }
    }
    nodes
}

/// An owner in which each key may be any.
fn with_open_keys(owner: &Owner) -> Owner {
    let mut owner = owner.clone();
    let module = owner.address.module.0.iter_mut().map(|(_, key)| key);
    for key in module.chain([&mut owner.address.key]).flatten() {
        *key = Key::Any;
    }
    owner
}

/// Whether an owner with keys that may be any is that of an instance, among others.
fn stands_for(any: &Owner, owner: &Owner) -> bool {
    let is_key = |any: &Option<Key>, key: &Option<Key>| any == key || *any == Some(Key::Any);
    let modules = any.address.module.0.iter().zip(&owner.address.module.0);
    is_key(&any.address.key, &owner.address.key)
        && modules
            .into_iter()
            .all(|((_, any), (_, key))| is_key(any, key))
}

fn node_id(at: usize) -> NodeId {
    NodeId(u32::try_from(at).unwrap_or(u32::MAX))
}

//! Which instances of one side are which of the other: by what they are, not by their positions.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use crate::address::{Key, ResourceMode};
use crate::eval::Owner;
use crate::graph::{Graph, Node, NodeId};

use super::both::{Both, Which};
use super::side::{Pairing, StackPair};
use super::sketch::{NAMES, likeness, sketch};
use super::words::Words;

/// Of how many instances of one type in one stack every one is held against every other.
const MAX_COMPARED: usize = 128;

/// How much of what two instances say must be the same for one to be the other under another address.
const ALIKE: f64 = 0.5;

/// The same where each side has one instance of the type that is left.
const ALIKE_ALONE: f64 = 0.3;

/// The instances of two sides, put together.
#[derive(Debug, Default)]
pub struct Matching {
    of: Both<HashMap<NodeId, NodeId>>,
    /// The instances that are the same, with their pair of stacks, in order.
    pub pairs: Vec<(usize, Both<NodeId>)>,
    /// Managed instances of one side only, with their pair of stacks, in order.
    pub alone: Both<Vec<(usize, NodeId)>>,
}

impl Matching {
    /// Matches all instances of the stacks that both sides have.
    pub fn of(pairing: &Pairing<'_>) -> Self {
        let mut matching = Self::default();
        for (at, pair) in pairing.pairs.iter().enumerate() {
            matching.match_stack(pairing, at, pair);
        }
        matching.match_moved(pairing);
        matching.pairs.sort();
        matching
    }

    /// What an instance of one side is on the other.
    pub fn counterpart(&self, which: Which, id: NodeId) -> Option<NodeId> {
        self.of.get(which).get(&id).copied()
    }

    /// Whether two instances, named by an attribute of each, are the same.
    pub fn are_same(&self, graphs: Both<&Graph<'_>>, owners: Both<&Owner>) -> Option<bool> {
        let left = graphs.reference.find(owners.reference)?;
        let right = graphs.other.find(owners.other)?;
        Some(self.counterpart(Which::Reference, left) == Some(right))
    }

    fn add(&mut self, stack: usize, left: NodeId, right: NodeId) {
        self.of.reference.insert(left, right);
        self.of.other.insert(right, left);
        self.pairs.push((stack, Both::new(left, right)));
    }

    fn match_stack(&mut self, pairing: &Pairing<'_>, at: usize, pair: &StackPair) {
        let words = &pair.words;
        let graphs = pairing.graphs();
        let mut blocks = Both::of(|which| {
            let id = *pair.ids.get(which);
            by_block(graphs.get(which), pairing.nodes(which, id), (pair, which))
        });
        for (block, left) in &mut blocks.reference {
            if let Some(right) = blocks.other.get_mut(block) {
                self.match_block(at, graphs, words.as_ref(), &mut Both::new(left, right));
            }
        }
        let rest = blocks.map(rest_by_kind);
        for (kind, left) in &rest.reference {
            let none = Vec::new();
            let right = rest.other.get(kind).unwrap_or(&none);
            let found = alike(graphs, words.as_ref(), Both::new(left, right));
            for (left, right) in found {
                self.add(at, left, right);
            }
        }
        for which in Which::ALL {
            let all = rest.get(which).values().flatten();
            let taken = self.of.get(which);
            let left: Vec<NodeId> = all.filter(|id| !taken.contains_key(*id)).copied().collect();
            let graph = graphs.get(which);
            let managed = |id: &NodeId| graph.node(*id).declaration.mode == ResourceMode::Managed;
            let left = left.into_iter().filter(managed);
            self.alone.get_mut(which).extend(left.map(|id| (at, id)));
        }
        for which in Which::ALL {
            self.alone.get_mut(which).sort();
        }
    }

    /// The instances of one block. Positions tell nothing where the same instance lies at another.
    fn match_block(
        &mut self,
        stack: usize,
        graphs: Both<&Graph<'_>>,
        words: Both<&Words>,
        blocks: &mut Both<&mut Instances>,
    ) {
        let is_counted = |instances: &Instances| {
            let mut keys = instances.iter().map(|(_, key, _)| key);
            instances.len() > 1 && keys.any(|key| key.contains("[#"))
        };
        if is_counted(blocks.reference) && is_counted(blocks.other) {
            let ids = Both::new(&*blocks.reference, &*blocks.other)
                .map(|it| it.iter().map(|(_, _, id)| *id).collect::<Vec<NodeId>>());
            for (left, right) in identical(graphs, words, ids.as_ref().map(|it| it.as_slice())) {
                self.add(stack, left, right);
            }
        }
        let others: HashMap<&str, NodeId> = blocks
            .other
            .iter()
            .filter(|(_, _, id)| !self.of.other.contains_key(id))
            .map(|(_, key, id)| (key.as_str(), *id))
            .collect();
        for (_, key, id) in blocks.reference.iter() {
            if self.of.reference.contains_key(id) {
                continue;
            }
            if let Some(right) = others.get(key.as_str()) {
                self.add(stack, *id, *right);
            }
        }
        let is_left = |which: Which, id: NodeId| self.counterpart(which, id).is_none();
        blocks
            .reference
            .retain(|(_, _, id)| is_left(Which::Reference, *id));
        blocks.other.retain(|(_, _, id)| is_left(Which::Other, *id));
    }

    /// What is the same and lies in another stack.
    fn match_moved(&mut self, pairing: &Pairing<'_>) {
        let graphs = pairing.graphs();
        let words = pairing.sides.map(|side| side.words.clone());
        let by_kind = |which: Which| {
            let mut found: BTreeMap<&str, Vec<(usize, NodeId)>> = BTreeMap::new();
            for (stack, id) in self.alone.get(which) {
                let kind = graphs.get(which).node(*id).kind();
                found.entry(kind).or_default().push((*stack, *id));
            }
            found
        };
        let all = Both::of(by_kind);
        let mut moved = Vec::new();
        for (kind, left) in &all.reference {
            let Some(right) = all.other.get(kind) else {
                continue;
            };
            let ids = Both::new(left, right)
                .map(|all| all.iter().map(|(_, id)| *id).collect::<Vec<NodeId>>());
            let found = identical(graphs, words.as_ref(), ids.as_ref().map(|it| it.as_slice()));
            for (one, other) in found {
                let stack = left
                    .iter()
                    .find(|(_, id)| *id == one)
                    .map_or(0, |(stack, _)| *stack);
                moved.push((stack, one, other));
            }
        }
        for (stack, left, right) in moved {
            self.add(stack, left, right);
        }
        for which in Which::ALL {
            let taken = self.of.get(which);
            let alone = self.alone.get_mut(which);
            alone.retain(|(_, id)| !taken.contains_key(id));
        }
    }
}

/// The address of an instance's block, without keys.
pub(super) fn block_address(node: &Node<'_>) -> String {
    let address = &node.instance.owner.address;
    let calls = address.module.0.iter();
    let mut block: String = calls.flat_map(|(call, _)| ["module.", call, "."]).collect();
    block.extend([address.mode.prefix(), &*address.kind, ".", &*address.name]);
    block
}

/// The instances of one block: the module instance, the keys on the way in common words, and the node.
type Instances = Vec<(String, String, NodeId)>;

/// By the block's address without keys.
fn by_block(
    graph: &Graph<'_>,
    nodes: impl Iterator<Item = NodeId>,
    (pair, which): (&StackPair, Which),
) -> BTreeMap<String, Instances> {
    let words = pair.words.get(which);
    let mut found: BTreeMap<String, Instances> = BTreeMap::new();
    for id in nodes {
        let address = &graph.node(id).instance.owner.address;
        let mut block = String::new();
        let mut keys = String::new();
        for (depth, (call, key)) in address.module.0.iter().enumerate() {
            // The calls of the root module may go by other names.
            block.push_str(if depth == 0 {
                pair.call(which, call)
            } else {
                call
            });
            block.push('/');
            add_key(&mut keys, key.as_ref(), words);
        }
        block.push_str(address.mode.prefix());
        block.push_str(&address.kind);
        block.push('.');
        block.push_str(&address.name);
        add_key(&mut keys, address.key.as_ref(), words);
        found
            .entry(block.clone())
            .or_default()
            .push((block, keys, id));
    }
    found
}

fn add_key(keys: &mut String, key: Option<&Key>, words: &Words) {
    match key {
        None => keys.push_str("[]"),
        Some(Key::Any) => keys.push_str("[*]"),
        Some(Key::Index(index)) => {
            let _ = write!(keys, "[#{index}]");
        }
        Some(Key::Text(text)) => {
            let _ = write!(keys, "[{:?}]", words.common(text));
        }
    }
}

fn rest_by_kind(blocks: &BTreeMap<String, Instances>) -> BTreeMap<String, Vec<NodeId>> {
    let mut found: BTreeMap<String, Vec<NodeId>> = BTreeMap::new();
    for (block, instances) in blocks {
        let address = block.rsplit('/').next().unwrap_or(block);
        let kind = address.rsplit_once('.').map_or(address, |(kind, _)| kind);
        let ids = instances.iter().map(|(_, _, id)| *id);
        found.entry(kind.to_owned()).or_default().extend(ids);
    }
    found
}

/// Those that say exactly the same, each with the first such one that is not taken.
fn identical(
    graphs: Both<&Graph<'_>>,
    words: Both<&Words>,
    ids: Both<&[NodeId]>,
) -> Vec<(NodeId, NodeId)> {
    let mut others: HashMap<Vec<String>, Vec<NodeId>> = HashMap::new();
    for id in ids.other.iter().rev() {
        let sketch = sketch(graphs.other.node(*id), words.other);
        others.entry(sketch).or_default().push(*id);
    }
    let mut found = Vec::new();
    for id in ids.reference {
        let sketch = sketch(graphs.reference.node(*id), words.reference);
        let same = others.get_mut(&sketch).and_then(Vec::pop);
        found.extend(same.map(|other| (*id, other)));
    }
    found
}

/// Those that go by one name, which nothing else of the type does on its side.
fn named_alike(
    graphs: Both<&Graph<'_>>,
    words: Both<&Words>,
    ids: Both<&Vec<NodeId>>,
    taken: &Both<HashSet<NodeId>>,
) -> Vec<(NodeId, NodeId)> {
    let names = Both::of(|which| {
        let mut found: BTreeMap<String, Option<NodeId>> = BTreeMap::new();
        let all = ids.get(which).iter().copied();
        for id in all.filter(|id| !taken.get(which).contains(id)) {
            let node = graphs.get(which).node(id);
            let given = NAMES.iter().find_map(|name| node.given(name)?.as_str());
            if let Some(name) = given.filter(|_| node.declaration.mode == ResourceMode::Managed) {
                let entry = found.entry(words.get(which).common(name).into_owned());
                entry.and_modify(|it| *it = None).or_insert(Some(id));
            }
        }
        found
    });
    let same = names.reference.iter();
    let same = same.filter_map(|(name, left)| Some(((*left)?, (*names.other.get(name)?)?)));
    same.collect()
}

/// Those that say the same, and of the rest those that say mostly the same, the most alike first.
fn alike(
    graphs: Both<&Graph<'_>>,
    words: Both<&Words>,
    ids: Both<&Vec<NodeId>>,
) -> Vec<(NodeId, NodeId)> {
    let mut found = identical(graphs, words, ids.map(|it| it.as_slice()));
    let mut taken: Both<HashSet<NodeId>> = Both {
        reference: found.iter().map(|(left, _)| *left).collect(),
        other: found.iter().map(|(_, right)| *right).collect(),
    };
    for (left, right) in named_alike(graphs, words, ids, &taken) {
        taken.reference.insert(left);
        taken.other.insert(right);
        found.push((left, right));
    }
    let rest = Both::of(|which| {
        let all = ids.get(which).iter().copied();
        let rest = all.filter(|id| !taken.get(which).contains(id));
        let graph = graphs.get(which);
        rest.take(MAX_COMPARED)
            .map(|id| (id, sketch(graph.node(id), words.get(which))))
            .collect::<Vec<(NodeId, Vec<String>)>>()
    });
    // Where there is one on each side, nothing else can be meant.
    let is_alone = rest.reference.len() == 1 && rest.other.len() == 1;
    let least = if is_alone { ALIKE_ALONE } else { ALIKE };
    let mut scored: Vec<(f64, NodeId, NodeId)> = Vec::new();
    for (left, one) in &rest.reference {
        for (right, other) in &rest.other {
            let score = likeness(one, other);
            if score >= least {
                scored.push((score, *left, *right));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, left, right) in scored {
        if !taken.reference.contains(&left) && !taken.other.contains(&right) {
            taken.reference.insert(left);
            taken.other.insert(right);
            found.push((left, right));
        }
    }
    found
}

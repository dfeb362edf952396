//! Which instances would be made on one side only, and which would be made otherwise: level L2.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::ResourceMode;
use crate::eval::{Style, Value, show_line};
use crate::graph::{Graph, Node, NodeId};
use crate::hcl::Expression;
use crate::source::Span;

use super::both::{Both, Which};
use super::cause::{Causes, Follow, Telling};
use super::judge::{doubt, of_existence, of_leaf, plain};
use super::leaf::{Comparer, Leaf, LeafKind, MAX_LEAVES};
use super::matching::{Matching, block_address};
use super::origin::{OriginKey, Spot, Tracer};
use super::side::Pairing;
use super::words::Words;
use super::{Found, Uncertain, meaning};

/// Adds what differs.
pub(super) fn compare(
    pairing: &Pairing<'_>,
    matching: &Matching,
    unpaired: &Both<BTreeSet<NodeId>>,
    found: &mut Found,
) {
    let words: Vec<Both<Words>> = pairing
        .pairs
        .iter()
        .map(|pair| pairing.words(pair))
        .collect();
    let tracer = Tracer::new(pairing, matching, &words);
    let mut values = Values {
        pairing,
        matching,
        words: &words,
        tracer,
        unpaired,
        causes: Causes::default(),
        of_alone: Both::default(),
    };
    values.existence();
    values.attributes(found);
    let Values { tracer, causes, .. } = values;
    let telling = Telling {
        pairing,
        matching,
        words: &words,
    };
    causes.tell(&telling, &tracer.origins, found);
}

struct Values<'t, 'p> {
    pairing: &'t Pairing<'p>,
    matching: &'t Matching,
    words: &'t [Both<Words>],
    tracer: Tracer<'t, 'p>,
    /// The alarms that watch what no alarm of the other side does.
    unpaired: &'t Both<BTreeSet<NodeId>>,
    causes: Causes,
    /// Why each instance of one side is not on the other.
    of_alone: Both<BTreeMap<NodeId, BTreeSet<OriginKey>>>,
}

impl<'t, 'p: 't> Values<'t, 'p> {
    /// Instances of one side only, block by block.
    fn existence(&mut self) {
        let graphs = self.pairing.graphs();
        let mut blocks: BTreeMap<(usize, String), Both<Vec<NodeId>>> = BTreeMap::new();
        for which in Which::ALL {
            for (stack, id) in self.matching.alone.get(which) {
                let block = block_address(graphs.get(which).node(*id));
                let entry = blocks.entry((*stack, block)).or_default();
                entry.get_mut(which).push(*id);
            }
        }
        let counts = self.counts();
        for ((stack, block), alone) in blocks {
            let count = counts
                .get(&(stack, block.clone()))
                .copied()
                .unwrap_or_default();
            let origins = self.origins_of_block(stack, &block, &alone);
            for which in Which::ALL {
                for id in alone.get(which) {
                    self.of_alone.get_mut(which).insert(*id, origins.clone());
                }
            }
            let which = if alone.reference.is_empty() {
                Which::Other
            } else {
                Which::Reference
            };
            let Some(id) = alone.get(which).first() else {
                continue;
            };
            let kind = graphs.get(which).node(*id).kind();
            let is_alarm = Which::ALL.into_iter().any(|which| {
                let mut all = alone.get(which).iter();
                all.any(|id| self.unpaired.get(which).contains(id))
            });
            // An alarm without another cause is told by what it watches.
            let is_caused = origins
                .iter()
                .any(|(_, path)| !path.starts_with("resource."));
            let node = graphs.get(which).node(*id);
            let is_apart = is_of_unknown_group(graphs.get(which), node);
            if meaning::covers(kind, None) && !(is_alarm && is_caused) && !is_apart {
                continue;
            }
            let mut judged = of_existence(self.pairing, kind, which, count);
            if is_alarm {
                judged.rule = "parity-alarm-missing";
            } else if (count.reference == 0 || count.other == 0)
                && self.spots_of_block(stack, which, node).is_some()
            {
                judged.rule = "parity-count-zero";
            }
            let is_zero = count.reference == 0 || count.other == 0;
            let shown = count.map(|count| (*count > 0 || !is_zero).then(|| count.to_string()));
            let written = Both::default();
            self.causes.add(
                origins,
                Follow {
                    stack,
                    path: block,
                    shown,
                    written,
                    judged,
                },
            );
        }
    }

    /// How many instances each block has.
    fn counts(&self) -> BTreeMap<(usize, String), Both<usize>> {
        let mut counts: BTreeMap<(usize, String), Both<usize>> = BTreeMap::new();
        let graphs = self.pairing.graphs();
        for (at, pair) in self.pairing.pairs.iter().enumerate() {
            for which in Which::ALL {
                let graph = graphs.get(which);
                for id in self.pairing.nodes(which, *pair.ids.get(which)) {
                    let entry = counts
                        .entry((at, block_address(graph.node(id))))
                        .or_default();
                    *entry.get_mut(which) += 1;
                }
            }
        }
        counts
    }

    /// Why a block has instances on one side only.
    fn origins_of_block(
        &mut self,
        stack: usize,
        block: &str,
        alone: &Both<Vec<NodeId>>,
    ) -> BTreeSet<OriginKey> {
        let graphs = self.pairing.graphs();
        let which = if alone.reference.is_empty() {
            Which::Other
        } else {
            Which::Reference
        };
        let Some(id) = alone.get(which).first() else {
            return BTreeSet::new();
        };
        let node = graphs.get(which).node(*id);
        let spots = self.spots_of_block(stack, which, node);
        if let Some(spots) = spots {
            let mut found = BTreeSet::new();
            for argument in ["for_each", "count"] {
                found.extend(self.tracer.repetition(stack, &spots, argument, 0));
            }
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(found) = self.origins_of_calls(stack, which, node) {
            return found;
        }
        let mut places = Both::default();
        if let Some((path, span)) = self.file_of_one_side(stack, which, node) {
            *places.get_mut(which) = Some(span);
            return [self.tracer.here(stack, &path, places, Both::default())].into();
        }
        *places.get_mut(which) = Some(node.header());
        let path = format!("resource.{block}");
        [self.tracer.here(stack, &path, places, Both::default())].into()
    }

    /// The file of a stack's folder that a node is declared in, where the other side has none of that name: what a whole
    /// file brings is one cause.
    fn file_of_one_side(
        &self,
        stack: usize,
        which: Which,
        node: &Node<'p>,
    ) -> Option<(String, Span)> {
        if !node.module.path.0.is_empty() {
            return None;
        }
        let sources = self.pairing.context.sources;
        let other = *self.pairing.pairs[stack].ids.get(which.opposite());
        let folder = self.pairing.context.repo.stack(other).directory;
        let file = node.header().file;
        let path = &sources.file(file).path;
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_missing = sources.file_in(folder, name).is_none();
        is_missing.then(|| (format!("file:{name}"), Span::file_start(file)))
    }

    /// The block of a node on both sides, where both have it.
    fn spots_of_block(
        &self,
        stack: usize,
        which: Which,
        node: &Node<'p>,
    ) -> Option<Both<Spot<'p>>> {
        let opposite = self.opposite_module(stack, which.opposite(), node)?;
        let repo = self.pairing.context.repo;
        let address = node.declaration.address();
        let plan = self.pairing.plan();
        let pair = &self.pairing.pairs[stack];
        let other_stack = *pair.ids.get(which.opposite());
        let module = repo.module(plan.stack(other_stack).modules[opposite].module);
        let block = module.resources.get(&address)?;
        let own = spot_of(node);
        let other = Spot {
            stack: other_stack,
            module: opposite,
            block: Some(&*block.block),
            address,
            ..own.clone()
        };
        Some(match which {
            Which::Reference => Both::new(own, other),
            Which::Other => Both::new(other, own),
        })
    }

    /// The module instance of the other side at the same path.
    fn opposite_module(&self, stack: usize, which: Which, node: &Node<'p>) -> Option<usize> {
        let pair = &self.pairing.pairs[stack];
        let modules = &self.pairing.plan().stack(*pair.ids.get(which)).modules;
        let names = |path: &crate::address::ModulePath| {
            let calls = path.0.iter();
            calls.map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        let wanted = &node.module.path;
        let exact = modules.iter().position(|module| module.path == *wanted);
        exact.or_else(|| {
            let wanted = names(wanted);
            modules
                .iter()
                .position(|module| names(&module.path) == wanted)
        })
    }

    /// Why one side has a module instance on the way to a node that the other has not.
    fn origins_of_calls(
        &mut self,
        stack: usize,
        which: Which,
        node: &Node<'p>,
    ) -> Option<BTreeSet<OriginKey>> {
        let plan = self.pairing.plan();
        let repo = self.pairing.context.repo;
        let pair = &self.pairing.pairs[stack];
        let own_stack = *pair.ids.get(which);
        let other_stack = *pair.ids.get(which.opposite());
        let mut at = node.module_at;
        let mut chain = vec![at];
        while let Some(caller) = plan.stack(own_stack).modules[at].caller {
            at = caller;
            chain.push(at);
        }
        // From the root module down to the first call that the other side has not, or makes otherwise.
        let mut other_at = 0;
        for pair in chain.iter().rev().collect::<Vec<_>>().windows(2) {
            let (outer, inner) = (*pair[0], *pair[1]);
            let instance = &plan.stack(own_stack).modules[inner];
            let (name, key) = instance.path.0.last()?;
            let other_outer = &plan.stack(other_stack).modules[other_at];
            let own_call = repo
                .module(plan.stack(own_stack).modules[outer].module)
                .calls
                .get(&**name)?;
            let prefix: String = plan.stack(own_stack).modules[outer]
                .path
                .0
                .iter()
                .map(|(name, _)| format!("module.{name}."))
                .collect();
            let Some(other_call) = repo.module(other_outer.module).calls.get(&**name) else {
                let mut places = Both::default();
                *places.get_mut(which) = Some(own_call.block.header());
                let path = format!("{prefix}module.{name}");
                return Some([self.tracer.here(stack, &path, places, Both::default())].into());
            };
            let made = other_outer.calls.get(&**name).into_iter().flatten();
            let same_key = |at: &&usize| {
                let path = &plan.stack(other_stack).modules[**at].path;
                path.0.last().is_some_and(|(_, it)| it == key)
            };
            match made.clone().find(same_key) {
                Some(found) => other_at = *found,
                None => {
                    let spot = |stack, module, block| Spot {
                        module,
                        block: Some(block),
                        address: format!("module.{name}"),
                        ..Spot::root(stack)
                    };
                    let own = spot(own_stack, outer, &*own_call.block);
                    let other = spot(other_stack, other_at, &*other_call.block);
                    let spots = match which {
                        Which::Reference => Both::new(own, other),
                        Which::Other => Both::new(other, own),
                    };
                    let mut found = self.tracer.repetition(stack, &spots, "for_each", 0);
                    found.extend(self.tracer.repetition(stack, &spots, "count", 0));
                    if !found.is_empty() {
                        return Some(found);
                    }
                    other_at = *made.clone().next()?;
                }
            }
        }
        None
    }

    /// Instances of both sides, attribute by attribute.
    fn attributes(&mut self, found: &mut Found) {
        let graphs = self.pairing.graphs();
        for (stack, ids) in &self.matching.pairs {
            let nodes = Both::of(|which| *graphs.get(which).node(*ids.get(which)));
            let is_told = meaning::covers(nodes.reference.kind(), None)
                && !is_of_unknown_group(graphs.reference, &nodes.reference)
                && !Which::ALL
                    .into_iter()
                    .all(|which| self.unpaired.get(which).contains(ids.get(which)));
            if nodes.reference.declaration.mode != ResourceMode::Managed || is_told {
                continue;
            }
            self.attributes_of(*stack, &nodes, found);
        }
    }

    fn attributes_of(&mut self, stack: usize, nodes: &Both<Node<'p>>, found: &mut Found) {
        let words = self.words;
        let comparer = Comparer {
            graphs: self.pairing.graphs(),
            words: words[stack].as_ref(),
            matching: self.matching,
        };
        let kind = nodes.reference.kind();
        for name in names_of(nodes) {
            let is_told = !meaning::covers(kind, None) && meaning::covers(kind, Some(&name));
            if name == "tags_all" || is_told {
                continue;
            }
            let given = nodes.map(|node| node.given(&name));
            let canonical = given.both().and_then(|values| {
                meaning::canonical_of_both(kind, &name, values, words[stack].as_ref())
            });
            let values = match &canonical {
                Some(documents) => documents.as_ref().map(|document| Some(*document)),
                None => given,
            };
            let (leaves, has_more) = comparer.leaves_and_more(&name, values);
            for leaf in leaves {
                self.tell_leaf(stack, nodes, &name, &leaf, found);
            }
            if has_more {
                found.uncertain.push(Uncertain {
                    stack: self.pairing.pairs[stack].name.clone(),
                    path: format!("resource.{}.{name}", block_address(&nodes.reference)),
                    places: nodes.map(|node| Some(node.place(&name))),
                    reason: format!(
                        "more than {MAX_LEAVES} parts of it differ, and the others are not listed"
                    ),
                });
            }
        }
    }

    fn tell_leaf(
        &mut self,
        stack: usize,
        nodes: &Both<Node<'p>>,
        name: &str,
        leaf: &Leaf,
        found: &mut Found,
    ) {
        let pair = &self.pairing.pairs[stack];
        let block = block_address(&nodes.reference);
        let path = format!("{block}.{}", leaf.path);
        let reason = match &leaf.kind {
            LeafKind::Uncertain(reason) => Some(reason.clone()),
            _ => doubt(nodes.reference.kind(), leaf),
        };
        if let Some(reason) = reason {
            found.uncertain.push(Uncertain {
                stack: pair.name.clone(),
                path: format!("resource.{path}"),
                places: nodes.map(|node| Some(node.place(name))),
                reason,
            });
            return;
        }
        let origins = match &leaf.kind {
            LeafKind::Of(which, alone) => {
                let known = self.of_alone.get(*which);
                let all = alone.iter().filter_map(|id| known.get(id));
                all.flatten().cloned().collect()
            }
            _ => self.origins_of_argument(stack, nodes, name, leaf),
        };
        let judged = of_leaf(self.pairing, nodes.reference.kind(), leaf);
        let shown = leaf.values.map(|value| value.as_ref().map(shown));
        let written = leaf
            .values
            .map(|value| value.as_ref().and_then(Value::place));
        self.causes.add(
            origins,
            Follow {
                stack,
                path,
                shown,
                written,
                judged,
            },
        );
    }

    /// Why an argument differs: everything that stands under its name counts.
    fn origins_of_argument(
        &mut self,
        stack: usize,
        nodes: &Both<Node<'p>>,
        name: &str,
        leaf: &Leaf,
    ) -> BTreeSet<OriginKey> {
        let block = block_address(&nodes.reference);
        let inner = plain(&leaf.path);
        let exact = nodes.map(|node| node.argument(&inner));
        let spots = nodes.map(spot_of);
        let path = format!("resource.{block}.{name}");
        if exact.reference.is_some() && exact.other.is_some() {
            return self
                .tracer
                .causes(stack, spots, exact, &format!("resource.{block}.{inner}"));
        }
        let all = nodes.map(|node| expressions_of(node, name));
        let mut found = BTreeSet::new();
        if all.reference.len() == all.other.len() {
            for (left, right) in all.reference.iter().zip(&all.other) {
                let both = Both::new(Some(*left), Some(*right));
                found.extend(self.tracer.causes(stack, spots.clone(), both, &path));
            }
            // What is the same on both sides is no cause.
            let own = (stack, path.clone());
            if found.len() > 1 {
                found.remove(&own);
            }
        }
        if found.is_empty() {
            let places: Both<Option<Span>> = nodes.map(|node| Some(node.place(name)));
            found.insert(self.tracer.here(stack, &path, places, leaf.values.clone()));
        }
        found
    }
}

/// Whether it is a rule of a security group that is no resource of the environment: what such a group lets through in all
/// is not known, so that the rule itself is compared.
fn is_of_unknown_group(graph: &Graph<'_>, node: &Node<'_>) -> bool {
    let group = node.given("security_group_id");
    let named = group.and_then(|value| graph.node_named(value, &["id"]));
    let is_managed =
        named.is_some_and(|id| graph.node(id).declaration.mode == ResourceMode::Managed);
    node.kind().contains("security_group")
        && node.attribute("security_group_id").is_some()
        && !is_managed
}

/// A value on one line.
pub(super) fn shown(value: &Value) -> String {
    show_line(value, Style::default())
}

fn spot_of<'p>(node: &Node<'p>) -> Spot<'p> {
    Spot {
        stack: node.stack,
        module: node.module_at,
        repetition: &node.instance.repetition,
        block: Some(&*node.declaration.block),
        address: node.declaration.address(),
    }
}

/// The names of all attributes of two nodes.
fn names_of(nodes: &Both<Node<'_>>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for which in Which::ALL {
        let node = nodes.get(which);
        let entries = node.instance.shown.entries();
        for name in entries.into_iter().flat_map(crate::eval::Map::names) {
            if node.given(name).is_some() {
                names.insert(name.to_string());
            }
        }
    }
    names
}

/// Every expression of an argument, or of the blocks of its name.
fn expressions_of<'p>(node: &Node<'p>, name: &str) -> Vec<&'p Expression> {
    let body = &node.declaration.block.body;
    let mut found = Vec::new();
    if let Some(argument) = body.attribute(name) {
        found.push(&argument.value);
    }
    let is_named = |block: &&crate::hcl::Block| {
        let label = block.labels.first().map(|label| &*label.text);
        block.kind.text.as_ref() == name
            || (block.kind.text.as_ref() == "dynamic" && label == Some(name))
    };
    for block in body.blocks.iter().filter(is_named) {
        for_each_argument(&block.body, &mut found);
    }
    found
}

fn for_each_argument<'p>(body: &'p crate::hcl::Body, into: &mut Vec<&'p Expression>) {
    into.extend(body.attributes.iter().map(|argument| &argument.value));
    for block in &body.blocks {
        for_each_argument(&block.body, into);
    }
}

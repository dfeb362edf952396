//! Instances of one side only, and why they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::ModulePath;
use crate::graph::{Node, NodeId};
use crate::source::Span;

use super::super::both::{Both, Which};
use super::super::cause::Follow;
use super::super::judge::of_existence;
use super::super::matching::block_address;
use super::super::origin::{OriginKey, Spot};
use super::super::{Found, Uncertain, meaning};
use super::{Values, is_of_unknown_group, spot_of};

/// The side that has fewer.
fn fewer(count: Both<usize>) -> Option<Which> {
    match count.reference.cmp(&count.other) {
        std::cmp::Ordering::Less => Some(Which::Reference),
        std::cmp::Ordering::Greater => Some(Which::Other),
        std::cmp::Ordering::Equal => None,
    }
}

/// How many instances a block has.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    of: Both<usize>,
    /// Whether one of them stands for any number.
    is_open: Both<bool>,
}

impl<'t, 'p: 't> Values<'t, 'p> {
    /// Instances of one side only, block by block.
    pub(super) fn existence(&mut self, found: &mut Found) {
        let graphs = self.pairing.graphs();
        let mut blocks: BTreeMap<(usize, String), Both<Vec<NodeId>>> = BTreeMap::new();
        for which in Which::ALL {
            for (stack, id) in self.matching.alone.get(which) {
                let block = self.block(*stack, which, graphs.get(which).node(*id));
                let entry = blocks.entry((*stack, block)).or_default();
                entry.get_mut(which).push(*id);
            }
        }
        let counts = self.counts();
        for ((stack, block), alone) in blocks {
            let Count { of: count, is_open } = counts
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
            let is_in_both = || self.spots_of_block(stack, which, node).is_some();
            if is_open.reference != is_open.other && is_in_both() {
                self.doubt_count(stack, &block, (which, node), found);
                continue;
            }
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
                    fewer: fewer(count),
                    judged,
                },
            );
        }
    }

    /// Says that it is not known how many instances of a block there are.
    pub(super) fn doubt_count(
        &self,
        stack: usize,
        block: &str,
        (which, node): (Which, &Node<'_>),
        found: &mut Found,
    ) {
        let mut places = Both::default();
        *places.get_mut(which) = Some(node.header());
        let told = Uncertain {
            stack: self.pairing.pairs[stack].name.clone(),
            path: format!("resource.{block}"),
            places,
            reason: "how many of them one side has is not known".to_owned(),
        };
        let mut others = found.uncertain.iter();
        if !others.any(|it| it.stack == told.stack && it.path == told.path) {
            found.uncertain.push(told);
        }
    }

    /// The address of a node's block as the reference would have it.
    pub(super) fn block(&self, stack: usize, which: Which, node: &Node<'_>) -> String {
        self.pairing.pairs[stack].block(which, block_address(node))
    }

    /// How many instances each block has.
    fn counts(&self) -> BTreeMap<(usize, String), Count> {
        let mut counts: BTreeMap<(usize, String), Count> = BTreeMap::new();
        let graphs = self.pairing.graphs();
        for (at, pair) in self.pairing.pairs.iter().enumerate() {
            for which in Which::ALL {
                let graph = graphs.get(which);
                for id in self.pairing.nodes(which, *pair.ids.get(which)) {
                    let node = graph.node(id);
                    let block = self.block(at, which, node);
                    let entry = counts.entry((at, block)).or_default();
                    *entry.of.get_mut(which) += 1;
                    *entry.is_open.get_mut(which) |= node.is_any();
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
        let names = |which: Which, path: &'p ModulePath| -> Vec<&str> {
            let calls = path.0.iter().enumerate();
            let name = |(depth, (name, _)): (usize, &'p (_, _))| -> &str {
                let name: &'p std::sync::Arc<str> = name;
                if depth == 0 {
                    pair.call(which, name)
                } else {
                    name
                }
            };
            calls.map(name).collect()
        };
        let keys = |path: &'p ModulePath| path.0.iter().map(|(_, key)| key);
        let wanted = names(which.opposite(), &node.module.path);
        let same = || {
            let all = modules.iter().enumerate();
            all.filter(|(_, module)| names(which, &module.path) == wanted)
        };
        let exact = same().find(|(_, module)| keys(&module.path).eq(keys(&node.module.path)));
        exact.or_else(|| same().next()).map(|(at, _)| at)
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
            // The calls of the root module may go by other names.
            let name_there = if outer == 0 {
                let pair = &self.pairing.pairs[stack];
                pair.call_there(which.opposite(), pair.call(which, name))
            } else {
                name
            };
            let Some(other_call) = repo.module(other_outer.module).calls.get(name_there) else {
                let mut places = Both::default();
                *places.get_mut(which) = Some(own_call.block.header());
                let path = format!("{prefix}module.{name}");
                return Some([self.tracer.here(stack, &path, places, Both::default())].into());
            };
            let made = other_outer.calls.get(name_there).into_iter().flatten();
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
}

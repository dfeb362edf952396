//! Which instances would be made on one side only, and which would be made otherwise: level L2.

mod existence;
mod trace_back;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use crate::address::ResourceMode;
use crate::aws::region_of;
use crate::diagnostic::Severity;
use crate::eval::{Style, Value, show_line};
use crate::graph::{Graph, Node, NodeId};
use crate::hcl::ExpressionKind;
use crate::source::Span;

use super::both::{Both, Which};
use super::cause::{Causes, Follow, Telling};
use super::judge::{Judged, Verdict, doubt, of_leaf, of_policy};
use super::leaf::{Comparer, Leaf, LeafKind, MAX_LEAVES};
use super::matching::{Matching, block_address};
use super::origin::{OriginKey, Spot, Tracer};
use super::side::Pairing;
use super::{Found, Level, Uncertain, meaning};

pub(super) use trace_back::{Made, Untraced};
use written::{expressions_of, written_at};

/// Adds what differs.
pub(super) fn compare<'t, 'p: 't>(
    pairing: &'t Pairing<'p>,
    matching: &'t Matching,
    unpaired: &'t Both<BTreeSet<NodeId>>,
    found: &mut Found,
) -> Values<'t, 'p> {
    let tracer = Tracer::new(pairing, matching);
    let mut values = Values {
        pairing,
        matching,
        tracer,
        unpaired,
        causes: Causes::default(),
        of_alone: Both::default(),
    };
    values.existence(found);
    values.attributes(found);
    let telling = Telling {
        pairing,
        matching,
        level: Level::Values,
    };
    let causes = std::mem::take(&mut values.causes);
    causes.tell(&telling, &values.tracer.origins, found);
    values
}

/// What keeps Terraform from destroying an instance.
const GUARD: &str = "lifecycle.prevent_destroy";

/// What switches a guard on; Terraform takes nothing but a literal there.
const TRUE: ExpressionKind = ExpressionKind::Bool(true);

/// What was compared, and why it differs.
pub(super) struct Values<'t, 'p> {
    pairing: &'t Pairing<'p>,
    matching: &'t Matching,
    tracer: Tracer<'t, 'p>,
    /// The alarms that watch what no alarm of the other side does.
    unpaired: &'t Both<BTreeSet<NodeId>>,
    causes: Causes,
    /// Why each instance of one side is not on the other.
    of_alone: Both<BTreeMap<NodeId, BTreeSet<OriginKey>>>,
}

impl<'t, 'p: 't> Values<'t, 'p> {
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
            if nodes.reference.is_any() != nodes.other.is_any() {
                let which = if nodes.reference.is_any() {
                    Which::Reference
                } else {
                    Which::Other
                };
                let block = self.block(*stack, Which::Reference, &nodes.reference);
                self.doubt_count(*stack, &block, (which, nodes.get(which)), found);
            }
            self.attributes_of(*stack, &nodes, found);
            self.guard(*stack, &nodes);
            self.elsewhere(*stack, *ids, &nodes);
        }
    }

    fn attributes_of(&mut self, stack: usize, nodes: &Both<Node<'p>>, found: &mut Found) {
        let words = self.pairing.pairs[stack].words.as_ref();
        let comparer = Comparer {
            graphs: self.pairing.graphs(),
            words,
            matching: self.matching,
            nodes: Some(nodes.as_ref()),
        };
        let kind = nodes.reference.kind();
        for name in names_of(nodes) {
            let is_told = !meaning::covers(kind, None) && meaning::covers(kind, Some(&name));
            // How long Terraform waits is nothing that is made.
            if matches!(&*name, "tags_all" | "timeouts") || is_told {
                continue;
            }
            let given = nodes.map(|node| node.given(&name));
            let canonical = given
                .both()
                .and_then(|values| meaning::canonical_of_both(kind, &name, values, words));
            let values = match &canonical {
                Some(documents) => documents.as_ref().map(|document| Some(*document)),
                None => given,
            };
            let open = canonical
                .as_ref()
                .and_then(|documents| meaning::open_to_more(documents.as_ref(), words));
            let (leaves, has_more) = comparer.leaves_and_more(&name, values);
            for leaf in leaves {
                self.tell_leaf((stack, nodes), (&name, open), &leaf, found);
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

    /// Whether Terraform refuses to destroy an instance, on one side only.
    fn guard(&mut self, stack: usize, nodes: &Both<Node<'p>>) {
        let blocks = nodes.map(|node| node.declaration.block.header());
        if blocks.reference == blocks.other {
            return;
        }
        let expressions = nodes.map(|node| node.argument(GUARD));
        let is_guarded = expressions.map(|it| it.is_some_and(|it| it.kind == TRUE));
        if is_guarded.reference == is_guarded.other {
            return;
        }
        let values = is_guarded.map(|it| Some(Value::bool(*it)));
        let leaf = Leaf {
            path: GUARD.to_owned(),
            values: values.clone(),
            kind: LeafKind::Value,
        };
        let judged = of_leaf(self.pairing, nodes.reference.kind(), &leaf);
        let path = format!("{}.{GUARD}", block_address(&nodes.reference));
        let places = nodes.map(|node| Some(node.place(GUARD)));
        let shown = values.map(|value| value.as_ref().map(shown));
        let origin = format!("resource.{path}");
        let origin = self.tracer.here(stack, &origin, places, values);
        let follow = Follow {
            stack,
            path,
            shown,
            written: Both::default(),
            fewer: None,
            judged,
        };
        self.causes.add([origin].into(), follow);
    }

    /// Whether an instance is made by a provider of another name, which makes it in another region.
    fn elsewhere(&mut self, stack: usize, ids: Both<NodeId>, nodes: &Both<Node<'p>>) {
        let blocks = nodes.map(|node| node.declaration.block.header());
        if blocks.reference == blocks.other {
            return;
        }
        let arguments = nodes.map(|node| node.argument("provider"));
        if arguments.reference.is_some() == arguments.other.is_some() {
            return;
        }
        let graphs = self.pairing.graphs();
        let regions = Both::of(|which| region_of(graphs.get(which), *ids.get(which)));
        let Some(regions) = regions.both() else {
            return;
        };
        // Each side has a region of its own.
        let words = self.pairing.pairs[stack].words.as_ref();
        if words.are_same(regions.reference, regions.other) {
            return;
        }
        let kind = nodes.reference.kind();
        let prefix = kind.split('_').next().unwrap_or(kind);
        let sources = self.pairing.context.sources;
        let shown =
            arguments.map(|it| Some(it.map_or(prefix, |it| sources.snippet(it.span)).to_owned()));
        let judged = Judged {
            verdict: Verdict::Unexpected,
            rule: "parity-resource-value",
            severity: Severity::Warning,
            weaker: None,
            reason: "it is made in another region than in the other environment",
        };
        let path = format!("{}.provider", block_address(&nodes.reference));
        let places = nodes.map(|node| Some(node.place("provider")));
        let origin = self
            .tracer
            .here(stack, &format!("resource.{path}"), places, Both::default());
        let follow = Follow {
            stack,
            path,
            shown,
            written: Both::default(),
            fewer: None,
            judged,
        };
        self.causes.add([origin].into(), follow);
    }

    fn tell_leaf(
        &mut self,
        (stack, nodes): (usize, &Both<Node<'p>>),
        (name, open): (&str, Option<Which>),
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
        let judged = match open {
            Some(which) => of_policy(self.pairing, judged, which),
            None => judged,
        };
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
                fewer: None,
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
        let spots = nodes.map(spot_of);
        let path = format!("resource.{block}.{name}");
        let exact = nodes.map(|node| written_at(node, &leaf.path)).both();
        if let Some(Both { reference, other }) = exact.filter(|it| it.reference.0 == it.other.0) {
            let path = format!("resource.{block}.{}", reference.0);
            let expressions = Both::new(Some(reference.1), Some(other.1));
            return self.tracer.causes(stack, spots, expressions, &path);
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

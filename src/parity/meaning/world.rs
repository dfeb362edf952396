//! What the comparisons of this level share: whose an instance is, what it is on the other side, and how to tell.

use std::collections::HashMap;

use crate::aws::Infrastructure;
use crate::diagnostic::Severity;
use crate::eval::symbols_of;
use crate::graph::{Graph, Node, NodeId};
use crate::repo::StackId;
use crate::source::Span;

use super::super::both::{Both, Which};
use super::super::side::Pairing;
use super::super::values::{Made, Untraced};
use super::super::{Consequence, Difference, Form, Found, Level, Standing, Uncertain};
use super::Counterpart;

/// Both sides, with which instances are the same.
pub(super) struct World<'w, 'p> {
    pub(super) pairing: &'w Pairing<'p>,
    counterpart: Counterpart<'w>,
    stacks: Both<HashMap<StackId, usize>>,
}

/// What a difference is told with, beside what each side has.
pub(super) struct Telling {
    pub(super) rule: &'static str,
    pub(super) path: String,
    pub(super) weaker: Option<Which>,
    pub(super) severity: Severity,
    pub(super) reason: &'static str,
    /// The blocks that make it, each with its stack: where a difference of one is told already, this follows from it.
    pub(super) explained: Vec<(String, String)>,
    /// Where the values that differ were written, if not at the places that are told: a difference that is told there
    /// already is the cause.
    pub(super) written: Both<Option<Span>>,
    /// Why it may be, where it may.
    pub(super) legitimate: Option<&'static str>,
    /// What makes it: where that differs for a reason, the reason is the cause.
    pub(super) made: Vec<Made>,
}

impl<'w, 'p> World<'w, 'p> {
    pub(super) fn new(pairing: &'w Pairing<'p>, counterpart: Counterpart<'w>) -> Self {
        let stacks = Both::of(|which| {
            let pairs = pairing.pairs.iter().enumerate();
            pairs.map(|(at, pair)| (*pair.ids.get(which), at)).collect()
        });
        Self {
            pairing,
            counterpart,
            stacks,
        }
    }

    pub(super) fn infrastructure(&self, which: Which) -> &'p Infrastructure<'p> {
        self.pairing.sides.get(which).infrastructure
    }

    pub(super) fn graph(&self, which: Which) -> &'p Graph<'p> {
        &self.infrastructure(which).graph
    }

    pub(super) fn node(&self, which: Which, id: NodeId) -> &'p Node<'p> {
        self.graph(which).node(id)
    }

    pub(super) fn counterpart(&self, which: Which, id: NodeId) -> Option<NodeId> {
        (self.counterpart)(which, id)
    }

    /// What an instance of either side is on the reference, where both sides have it.
    pub(super) fn in_reference(&self, which: Which, id: NodeId) -> Option<NodeId> {
        let counterpart = self.counterpart(which, id)?;
        Some(match which {
            Which::Reference => id,
            Which::Other => counterpart,
        })
    }

    /// What of an instance's argument makes something: that the instance is there, where its side alone has it.
    pub(super) fn made_by(&self, which: Which, id: NodeId, argument: &str) -> Made {
        match self.counterpart(which, id) {
            None => Made::Alone(which, id),
            Some(there) => Made::Argument(
                match which {
                    Which::Reference => Both::new(id, there),
                    Which::Other => Both::new(there, id),
                },
                argument.to_owned(),
            ),
        }
    }

    /// The position of the pair of stacks that an instance belongs to; `None` where only one side has its stack.
    pub(super) fn stack_of(&self, which: Which, id: NodeId) -> Option<usize> {
        let stack = self.node(which, id).stack;
        self.stacks.get(which).get(&stack).copied()
    }

    /// The block of an instance with its stack, as differences name them.
    pub(super) fn place_of(&self, which: Which, id: NodeId) -> Option<(String, String)> {
        let stack = self.stack_of(which, id)?;
        let pair = &self.pairing.pairs[stack];
        let block = pair.block(which, block_of(self.node(which, id)));
        Some((pair.name.clone(), block))
    }

    /// Why states that an instance, or what it is on the other side, is made of are read by one side only: the
    /// differences that say so.
    pub(super) fn unread_by(&self, which: Which, id: NodeId) -> Vec<(String, String)> {
        let there = self.counterpart(which, id);
        let there = there.map(|id| (which.opposite(), id));
        let mut found = Vec::new();
        for (which, id) in [(which, id)].into_iter().chain(there) {
            let symbols = symbols_of(&self.node(which, id).instance.shown);
            for symbol in &symbols {
                let owner = &symbol.owner;
                if &*owner.address.kind == "terraform_remote_state" {
                    let address = owner.address.to_string();
                    found.extend(self.pairing.unread.cause(&owner.stack, &address).cloned());
                }
            }
        }
        found
    }

    /// A text in a stack's instance in common words.
    pub(super) fn common(&self, which: Which, stack: usize, text: &str) -> String {
        self.pairing.pairs[stack]
            .words
            .get(which)
            .common(text)
            .into_owned()
    }

    /// Instances of both sides by both ids, in order of the reference.
    pub(super) fn matched(
        &self,
        ids: impl IntoIterator<Item = NodeId>,
    ) -> impl Iterator<Item = Both<NodeId>> {
        let ids = ids.into_iter();
        ids.filter_map(|id| Some(Both::new(id, self.counterpart(Which::Reference, id)?)))
    }

    /// Tells a difference. What follows from one that is told already, since the same places make both, is told with
    /// that.
    pub(super) fn tell(
        &self,
        telling: Telling,
        stack: usize,
        shown: Both<Option<String>>,
        places: Both<Option<Span>>,
        found: &mut Found,
    ) {
        let form = match (&shown.reference, &shown.other) {
            (Some(_), None) => Form::Only(Which::Reference),
            (None, Some(_)) => Form::Only(Which::Other),
            _ => Form::Different,
        };
        let standing = match telling.legitimate {
            Some(reason) => Standing::Legitimate(reason),
            None => Standing::Unexpected,
        };
        let (explained, written) = (telling.explained, telling.written);
        let difference = Difference {
            rule: telling.rule,
            level: Level::Meaning,
            form,
            weaker: telling.weaker,
            stack: self.pairing.pairs[stack].name.clone(),
            path: telling.path,
            shown,
            places,
            severity: telling.severity,
            follows: Vec::new(),
            standing,
            reason: telling.reason.to_owned(),
        };
        let mut told = found.differences.iter_mut();
        let is_written_there = |it: &Difference| {
            written.both().is_some() && it.places == written && it.is_unexpected()
        };
        match told.find(|it| {
            is_cause(it, &difference) || is_written_there(it) || explains(it, &explained)
        }) {
            Some(cause) => follow(cause, difference),
            None => {
                found.untraced.push(Untraced {
                    at: found.differences.len(),
                    stack,
                    made: telling.made,
                    reason: telling.reason,
                });
                found.differences.push(difference);
            }
        }
    }

    /// Tells something with the difference of one of these blocks, whether that may be or not.
    pub(super) fn follow_any(
        &self,
        blocks: &[(String, String)],
        stack: usize,
        path: String,
        shown: Both<Option<String>>,
        found: &mut Found,
    ) {
        let is_about = |difference: &&mut Difference| {
            blocks.iter().any(|(stack, block)| {
                let path = format!("resource.{block}");
                let mut follows = difference.follows.iter();
                (difference.stack == *stack && difference.path == path)
                    || follows.any(|it| it.stack == *stack && it.path == path)
            })
        };
        if let Some(cause) = found.differences.iter_mut().find(is_about) {
            cause.follows.push(Consequence {
                stack: self.pairing.pairs[stack].name.clone(),
                path,
                shown,
            });
        }
    }

    /// Tells what cannot be compared.
    pub(super) fn doubt(
        &self,
        stack: usize,
        path: String,
        places: Both<Option<Span>>,
        reason: String,
        found: &mut Found,
    ) {
        found.uncertain.push(Uncertain {
            stack: self.pairing.pairs[stack].name.clone(),
            path,
            places,
            reason,
        });
    }
}

/// Whether a difference is told already by the places that make another.
fn is_cause(cause: &Difference, difference: &Difference) -> bool {
    let are_same = |which: Which| {
        let place = difference.places.get(which);
        place.is_none() || place == cause.places.get(which)
    };
    cause.level < difference.level
        && cause.is_unexpected()
        && difference.places != Both::default()
        && Which::ALL.into_iter().all(are_same)
}

/// Whether a difference that is told already is one of these blocks, or of a module that holds one and that only one
/// side calls.
fn explains(cause: &Difference, blocks: &[(String, String)]) -> bool {
    let is_within = |path: &str, block: &str| {
        let rest = path.strip_prefix(block);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let bare = |path| str::strip_prefix(path, "resource.").unwrap_or(path);
    let is_about = |(stack, block): &(String, String)| {
        let path = &cause.path;
        let own = bare(path);
        let is_call = path.starts_with("module.") && matches!(cause.form, Form::Only(_));
        let is_own = is_within(own, block) || (is_call && is_within(block, path));
        let mut follows = cause.follows.iter();
        (cause.stack == *stack && is_own)
            || follows.any(|it| it.stack == *stack && is_within(bare(&it.path), block))
    };
    cause.level < Level::Meaning && cause.is_unexpected() && blocks.iter().any(is_about)
}

/// Tells a difference with its cause, which matters as much.
fn follow(cause: &mut Difference, difference: Difference) {
    if difference.is_unexpected() {
        cause.severity = cause.severity.max(difference.severity);
        cause.weaker = cause.weaker.or(difference.weaker);
    }
    cause.follows.push(Consequence {
        stack: difference.stack,
        path: difference.path,
        shown: difference.shown,
    });
}

/// The address of an instance's block, without keys and without `data.`: what one side reads the other may make.
pub(super) fn block_of(node: &Node<'_>) -> String {
    let address = &node.instance.owner.address;
    let calls = address.module.0.iter();
    let mut block: String = calls.flat_map(|(call, _)| ["module.", call, "."]).collect();
    block.extend([&*address.kind, ".", &*address.name]);
    block
}

//! What things amount to, told with what makes it so.

use std::collections::BTreeSet;

use crate::graph::NodeId;

use super::super::both::{Both, Which};
use super::super::cause::{Causes, Follow, Telling};
use super::super::judge::{Judged, Verdict};
use super::super::leaf::{Leaf, LeafKind};
use super::super::origin::OriginKey;
use super::super::{Difference, Found, Level, Standing};
use super::Values;

/// A difference that is told by itself so far.
#[derive(Debug)]
pub(in crate::parity) struct Untraced {
    /// Its position among the differences.
    pub(in crate::parity) at: usize,
    /// The pair of stacks.
    pub(in crate::parity) stack: usize,
    pub(in crate::parity) made: Vec<Made>,
    /// Why it matters.
    pub(in crate::parity) reason: &'static str,
}

/// What makes a difference in what things amount to.
#[derive(Debug, Clone)]
pub(in crate::parity) enum Made {
    /// That its side alone has an instance.
    Alone(Which, NodeId),
    /// An argument of an instance, by its path.
    Argument(Both<NodeId>, String),
}

impl<'t, 'p: 't> Values<'t, 'p> {
    /// Tells each difference that is made elsewhere where it is made.
    pub(in crate::parity) fn trace_back(&mut self, found: &mut Found) {
        let mut causes = Causes::default();
        let mut is_moved = vec![false; found.differences.len()];
        for untraced in std::mem::take(&mut found.untraced) {
            let origins = self.origins_of(&untraced);
            let Some(origin) = self.cause_of(&origins, &found.differences) else {
                continue;
            };
            is_moved[untraced.at] = true;
            let difference = &found.differences[untraced.at];
            causes.add([origin].into(), follow(&untraced, difference));
        }
        let mut at = 0;
        found.differences.retain(|_| {
            at += 1;
            !is_moved[at - 1]
        });
        let telling = Telling {
            pairing: self.pairing,
            matching: self.matching,
            level: Level::Meaning,
        };
        causes.tell(&telling, &self.tracer.origins, found);
    }

    /// Where what makes a difference was decided, if not where it is told anyway.
    fn origins_of(&mut self, untraced: &Untraced) -> BTreeSet<OriginKey> {
        let mut origins = BTreeSet::new();
        let graphs = self.pairing.graphs();
        for made in &untraced.made {
            match made {
                Made::Alone(which, id) => {
                    let known = self.of_alone.get(*which).get(id).into_iter().flatten();
                    let block = self.block(untraced.stack, *which, graphs.get(*which).node(*id));
                    let is_elsewhere = |it: &&OriginKey| !it.1.starts_with(&block);
                    origins.extend(known.filter(is_elsewhere).cloned());
                }
                Made::Argument(ids, path) => {
                    let nodes = Both::of(|which| *graphs.get(which).node(*ids.get(which)));
                    let name = path.split(['.', '[']).next().unwrap_or(path);
                    let leaf = Leaf {
                        path: path.clone(),
                        values: Both::default(),
                        kind: LeafKind::Value,
                    };
                    let stack = untraced.stack;
                    origins.extend(self.origins_of_argument(stack, &nodes, name, &leaf));
                }
            }
        }
        origins.retain(|(_, path)| !path.starts_with("resource."));
        origins
    }

    /// The one cause of several that may be: the one that is told already, if any is.
    fn cause_of(
        &self,
        origins: &BTreeSet<OriginKey>,
        differences: &[Difference],
    ) -> Option<OriginKey> {
        let is_told = |(stack, path): &&OriginKey| {
            let stack = &self.pairing.pairs[*stack].name;
            differences.iter().any(|it| {
                let rest = it.path.strip_prefix(path.as_str());
                it.stack == *stack
                    && rest.is_some_and(|it| it.is_empty() || it.starts_with(['.', '[']))
            })
        };
        let told = origins.iter().find(is_told).cloned();
        // Of several that are told nowhere it is not known which one it is.
        told.or_else(|| origins.first().filter(|_| origins.len() == 1).cloned())
    }
}

fn follow(untraced: &Untraced, difference: &Difference) -> Follow {
    let path = &difference.path;
    Follow {
        stack: untraced.stack,
        path: path.strip_prefix("resource.").unwrap_or(path).to_owned(),
        shown: difference.shown.clone(),
        written: difference.places,
        fewer: None,
        judged: Judged {
            verdict: match difference.standing {
                Standing::Unexpected => Verdict::Unexpected,
                _ => Verdict::Legitimate,
            },
            rule: difference.rule,
            severity: difference.severity,
            weaker: difference.weaker,
            reason: match difference.standing {
                Standing::Legitimate(reason) => reason,
                _ => untraced.reason,
            },
        },
    }
}

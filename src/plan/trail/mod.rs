//! Where a value came from: the places that lead to it, from the expression that is asked for to what was written
//! first.
//!
//! Nothing is recorded while stacks are evaluated; the trail is found afterwards by following references from
//! definition to definition. Where a reference selects one entry of an object, only that entry is followed.

mod call;
mod follow;
mod origin;
mod reference;
mod resource;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use crate::eval::{Budget, Value};
use crate::hcl::{Block, Expression};
use crate::repo::{Module, StackId};
use crate::source::Span;

use super::{ModuleInstance, Plan, Repetition};

pub use origin::{Origin, Within};

/// At most so many places are listed.
const MAX_STEPS: usize = 200;

/// How many definitions lead from one to the next.
const MAX_DEPTH: usize = 64;

/// How many expressions are looked at.
const MAX_VISITS: usize = 20_000;

/// What may be spent on telling which branch of a conditional counts, and the like.
const MAX_WORK: u64 = 20_000_000;

/// The places that lead to a value.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    /// From the use to the origin. What a step leads to stands below it.
    pub steps: Vec<TrailStep>,
    /// What is taken for granted on the way, in order of place.
    pub assumptions: Vec<Assumption>,
    /// Whether there are more than are listed.
    pub is_cut: bool,
}

/// One place on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailStep {
    /// The argument, entry or block.
    pub span: Span,
    /// What stands there, such as `module.ecs, argument subnet_ids`.
    pub text: String,
    /// How many times the way branched before: where several steps lead on from one, they are a level deeper.
    pub level: usize,
}

/// Something that holds only if the repository shows all there is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assumption {
    /// The block of which it is assumed.
    pub span: Span,
    /// A sentence without a full stop.
    pub text: String,
}

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// `.name`, or the key of a map.
    Name(Arc<str>),
    /// The element at a position.
    Index(u64),
    /// Some element, position not known.
    Any,
    /// Not what the entries are, only which there are. Nothing follows it.
    Keys,
}

/// Where an expression stands.
#[derive(Clone)]
struct Place<'t> {
    stack: StackId,
    module: usize,
    repetition: &'t Repetition,
    /// The block with `count` or `for_each` around it, and its instance's address.
    block: Option<(Arc<str>, &'t Block)>,
    /// The names that `for` and `dynamic` give, the innermost last.
    bound: Vec<Bound<'t>>,
    /// The step that led here.
    parent: Option<usize>,
    depth: usize,
}

/// A name that stands for an element of a collection.
#[derive(Clone)]
struct Bound<'t> {
    name: &'t str,
    /// The element's place in the collection.
    element: Way,
    /// What is gone through, and where that stands; `None` for a name that stands for a key.
    collection: Option<(&'t Expression, Rc<Place<'t>>)>,
    /// Whether the element is reached by `.value`, as in `dynamic` blocks.
    is_iterator: bool,
    is_used: Rc<Cell<bool>>,
}

/// A trail while it is being found.
struct Walk<'t, 'a> {
    plan: &'t Plan<'a>,
    start: StackId,
    steps: Vec<(TrailStep, Option<usize>)>,
    assumptions: BTreeSet<Assumption>,
    listed: BTreeSet<Span>,
    seen: BTreeSet<(StackId, usize, Span, Vec<Way>)>,
    visits: usize,
    budget: Budget,
    is_cut: bool,
}

impl Plan<'_> {
    /// The trail of an expression that stands where [`Plan::evaluate`] says.
    pub fn trail(
        &self,
        stack: StackId,
        module: usize,
        repetition: &Repetition,
        expression: &Expression,
    ) -> Trail {
        let mut walk = Walk {
            plan: self,
            start: stack,
            steps: Vec::new(),
            assumptions: BTreeSet::new(),
            listed: BTreeSet::new(),
            seen: BTreeSet::new(),
            visits: 0,
            budget: Budget::of(MAX_WORK),
            is_cut: false,
        };
        let place = Place {
            stack,
            module,
            repetition,
            block: None,
            bound: Vec::new(),
            parent: None,
            depth: 0,
        };
        walk.follow(expression, &[], &place);
        walk.finish()
    }
}

impl<'t, 'a> Walk<'t, 'a> {
    fn finish(self) -> Trail {
        let mut children = vec![0_usize; self.steps.len()];
        let mut roots = 0;
        for (_, parent) in &self.steps {
            match parent {
                Some(parent) => children[*parent] += 1,
                None => roots += 1,
            }
        }
        let mut steps: Vec<TrailStep> = Vec::with_capacity(self.steps.len());
        for (mut step, parent) in self.steps {
            // A parent stands before its children, so its level is there already.
            step.level = match parent {
                Some(parent) => steps[parent].level + usize::from(children[parent] > 1),
                None => usize::from(roots > 1),
            };
            steps.push(step);
        }
        if roots > 1 {
            // The expression itself is no step, so what it refers to stands at the margin.
            for step in &mut steps {
                step.level -= 1;
            }
        }
        Trail {
            steps,
            assumptions: self.assumptions.into_iter().collect(),
            is_cut: self.is_cut,
        }
    }

    fn instance(&self, place: &Place<'_>) -> &'t ModuleInstance<'a> {
        let plan = self.plan;
        &plan.stack(place.stack).modules[place.module]
    }

    fn module(&self, place: &Place<'_>) -> &'t Module<'a> {
        self.plan.repo.module(self.instance(place).module)
    }

    /// What an expression stands for; faults are not told here.
    fn value(&self, expression: &Expression, place: &Place<'_>) -> Value {
        let (value, _) = self.plan.evaluate_within(
            (place.stack, place.module, place.repetition),
            expression,
            &self.budget,
        );
        value
    }

    /// What stands before a name in the module at `place`.
    fn prefix(&self, place: &Place<'_>) -> String {
        self.instance(place).path.prefix()
    }

    /// What stands behind an address in another stack than that of the question.
    fn of_stack(&self, place: &Place<'_>) -> String {
        if place.stack == self.start {
            String::new()
        } else {
            format!(" of {}", self.plan.repo.stack(place.stack).path)
        }
    }

    /// Lists a place once, and gives what follows from it a parent; `None` where the same was followed before.
    fn step(
        &mut self,
        from: &Place<'t>,
        inside: Place<'t>,
        (span, text): (Span, String),
        path: &[Way],
    ) -> Option<Place<'t>> {
        let key = (inside.stack, inside.module, span, path.to_vec());
        if !self.seen.insert(key) {
            return None;
        }
        if from.depth >= MAX_DEPTH || self.steps.len() >= MAX_STEPS {
            self.is_cut = true;
            return None;
        }
        let parent = if self.listed.insert(span) {
            let step = TrailStep {
                span,
                text,
                level: 0,
            };
            self.steps.push((step, from.parent));
            Some(self.steps.len() - 1)
        } else {
            from.parent
        };
        Some(Place {
            parent,
            depth: from.depth + 1,
            ..inside
        })
    }
}

impl Place<'_> {
    /// Another module instance of the same stack, outside of any block.
    fn outside(&self, module: usize) -> Self {
        Self {
            stack: self.stack,
            module,
            repetition: &Repetition::None,
            block: None,
            bound: Vec::new(),
            parent: None,
            depth: 0,
        }
    }
}

/// A path as it is written behind a name: `.a["b c"][0]`.
fn path_text(path: &[Way]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Way::Name(name) if is_plain(name) => {
                text.push('.');
                text.push_str(name);
            }
            Way::Name(name) => {
                text.push_str(&crate::address::Key::Text(name.clone()).to_string());
            }
            Way::Index(at) => {
                let _ = write!(text, "[{at}]");
            }
            Way::Any => text.push_str("[*]"),
            Way::Keys => {}
        }
    }
    text
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

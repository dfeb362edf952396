//! The one place where a value is written that an argument only passes on: what must be edited to change it.
//!
//! [`Plan::trail`] shows everything that leads to a value. Here only the straight way is followed: through names,
//! entries and calls that give a value on as it is, up to where somebody wrote it or made something new of it.

mod definition;
mod inside;

use std::rc::Rc;

use crate::eval::{Budget, Value};
use crate::hcl::{Block, Conditional, Expression, ExpressionKind, UnaryOperator, as_reference};
use crate::plan::{ModuleInstance, Plan, Repetition};
use crate::repo::{Module, StackId};
use crate::source::{FileKind, Span};

use super::Way;

/// How many expressions are gone through.
const MAX_STEPS: usize = 256;

/// What may be spent on telling which branch of a conditional counts, and the like.
const MAX_WORK: u64 = 1_000_000;

/// An instance of a block, in which an expression stands.
#[derive(Debug, Clone, Copy)]
pub struct Within<'t> {
    /// Its stack.
    pub stack: StackId,
    /// The index of the module instance that holds it.
    pub module: usize,
    /// Which of the block's instances it is.
    pub repetition: &'t Repetition,
    /// The block.
    pub block: &'t Block,
}

/// Where a value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// What must be edited.
    pub span: Span,
    /// The references that lead there, from the use on.
    pub uses: Vec<Span>,
}

/// Where an expression stands.
#[derive(Clone)]
struct Spot<'t> {
    module: usize,
    repetition: &'t Repetition,
    block: Option<&'t Block>,
    /// The names that `for` and `dynamic` give, the innermost last.
    bound: Vec<Bound<'t>>,
}

/// A name that stands for an element of a collection.
#[derive(Clone)]
struct Bound<'t> {
    name: &'t str,
    element: Way,
    collection: &'t Expression,
    around: Rc<Spot<'t>>,
    /// Whether the element is reached by `.value`, as in `dynamic` blocks.
    is_iterator: bool,
}

/// An expression of whose value the part at `path` is wanted.
#[derive(Clone)]
struct At<'t> {
    expression: &'t Expression,
    path: Vec<Way>,
    spot: Spot<'t>,
}

/// Where a way has come to, and the references that it went through.
struct Found<'t> {
    end: At<'t>,
    uses: Vec<Span>,
    /// The last expression of which the whole value is wanted, and how many references led there.
    whole: (&'t Expression, usize),
}

struct Walk<'t, 'a> {
    plan: &'t Plan<'a>,
    stack: StackId,
    budget: Budget,
    left: usize,
}

impl Plan<'_> {
    /// Where the value of an expression in an instance of a block is written. `is_number` says that only which
    /// instances it makes is wanted, as of `for_each`.
    pub fn origin<'t>(
        &'t self,
        within: Within<'t>,
        expression: &'t Expression,
        is_number: bool,
    ) -> Origin {
        let mut walk = Walk {
            plan: self,
            stack: within.stack,
            budget: Budget::of(MAX_WORK),
            left: MAX_STEPS,
        };
        let mut spot = Spot {
            module: within.module,
            repetition: within.repetition,
            block: Some(within.block),
            bound: Vec::new(),
        };
        bind_iterators(within.block, expression.span, &mut spot);
        let start = At {
            expression,
            path: if is_number {
                vec![Way::Keys]
            } else {
                Vec::new()
            },
            spot,
        };
        let value = walk.value(expression, &start.spot);
        let way = walk.way(start);
        walk.settle(way, &value)
    }
}

impl<'t, 'a> Walk<'t, 'a> {
    /// Follows the straight way to its end.
    fn way(&mut self, start: At<'t>) -> Found<'t> {
        let wanted = start.path.clone();
        let mut found = Found {
            whole: (start.expression, 0),
            end: start,
            uses: Vec::new(),
        };
        while self.left > 0 {
            self.left -= 1;
            if found.end.path == wanted || found.end.path == [Way::Keys] {
                found.whole = (found.end.expression, found.uses.len());
            }
            if let ExpressionKind::Conditional(conditional) = &found.end.expression.kind {
                let inner = self.conditional(conditional, &found.end);
                if let Some(inner) = inner {
                    if found.end.path == wanted {
                        found.whole = (inner.whole.0, found.uses.len() + inner.whole.1);
                    }
                    found.uses.extend(inner.uses);
                    found.end = inner.end;
                }
                break;
            }
            if let Some(inner) = self.inside(&found.end) {
                found.end = inner;
            } else if let Some(definition) = self.definition(&found.end) {
                found.uses.push(found.end.expression.span);
                found.end = definition;
            } else {
                break;
            }
        }
        found
    }

    /// The branch that counts. Where it leads nowhere else and a mere switch chooses it, the switch.
    fn conditional(&mut self, conditional: &'t Conditional, at: &At<'t>) -> Option<Found<'t>> {
        let chosen = self.value(&conditional.condition, &at.spot).as_bool()?;
        let branch = if chosen {
            &conditional.yes
        } else {
            &conditional.no
        };
        let found = self.way(at.with(branch, at.path.clone()));
        if found.uses.is_empty() && is_switch(&conditional.condition) {
            let switch = self.way(at.with(&conditional.condition, Vec::new()));
            if !switch.uses.is_empty() {
                return Some(switch);
            }
        }
        Some(found)
    }

    /// The end of a way, or the place of the value itself: in a data file, or within an expression of whose parts it
    /// is not clear which counts.
    fn settle(&self, found: Found<'t>, value: &Value) -> Origin {
        let Found {
            end,
            mut uses,
            whole,
        } = found;
        let is_whole = std::ptr::eq(end.expression, whole.0) || is_missing_in(&end);
        let here = end.expression.span;
        let place = Some(value)
            .filter(|value| is_plain(value))
            .and_then(Value::place);
        let sources = self.plan.repo.sources;
        let is_data = |span: Span| {
            let kind = sources.file(span.file).kind;
            let values = [FileKind::Variables, FileKind::VariablesJson];
            !kind.is_configuration() && !values.contains(&kind)
        };
        let span = match place {
            Some(place) if !end.path.is_empty() && here.contains(place) => place,
            Some(place) if is_data(place) => {
                uses.push(here);
                place
            }
            _ if is_whole => here,
            // An entry of something that is not written out: who takes it is at fault.
            _ => {
                uses.truncate(whole.1);
                whole.0.span
            }
        };
        uses.retain(|used| *used != span);
        uses.dedup();
        Origin { span, uses }
    }

    fn value(&self, expression: &Expression, spot: &Spot<'t>) -> Value {
        let at = (self.stack, spot.module, spot.repetition);
        self.plan.evaluate_within(at, expression, &self.budget).0
    }

    fn instance(&self, module: usize) -> &'t ModuleInstance<'a> {
        &self.plan.stack(self.stack).modules[module]
    }

    fn module(&self, module: usize) -> &'t Module<'a> {
        self.plan.repo.module(self.instance(module).module)
    }
}

impl<'t> At<'t> {
    /// Another expression that stands in the same place.
    fn with(&self, expression: &'t Expression, path: Vec<Way>) -> Self {
        Self {
            expression,
            path,
            spot: self.spot.clone(),
        }
    }
}

/// A module instance outside of any block.
fn outside<'t>(module: usize) -> Spot<'t> {
    Spot {
        module,
        repetition: &Repetition::None,
        block: None,
        bound: Vec::new(),
    }
}

/// Gives a spot the names of the `dynamic` blocks around the place of an expression.
fn bind_iterators<'t>(block: &'t Block, place: Span, spot: &mut Spot<'t>) {
    let mut current = Some(block);
    while let Some(block) = current {
        current = block.body.blocks.iter().find(|it| it.span.contains(place));
        let Some(inner) = current.filter(|it| &*it.kind.text == "dynamic") else {
            continue;
        };
        let iterator = inner.body.attribute("iterator");
        let iterator = iterator.and_then(|iterator| as_reference(&iterator.value));
        let name = iterator.map(|(root, _)| root).or(inner.label(0));
        let for_each = inner.body.attribute("for_each");
        if let (Some(name), Some(for_each)) = (name, for_each) {
            let around = Rc::new(spot.clone());
            spot.bound.push(Bound {
                name,
                element: Way::Any,
                collection: &for_each.value,
                around,
                is_iterator: true,
            });
        }
    }
}

/// Whether an object is written out and has no such entry: that is where one is to be added.
fn is_missing_in(at: &At<'_>) -> bool {
    match (&at.expression.kind, at.path.first()) {
        (ExpressionKind::Object(items), Some(Way::Name(_))) => {
            items.iter().all(|item| item.key.as_str().is_some())
        }
        _ => false,
    }
}

/// Whether a condition is a name and nothing else, or its opposite.
fn is_switch(condition: &Expression) -> bool {
    match &condition.kind {
        ExpressionKind::Parentheses(inner) | ExpressionKind::Unary(UnaryOperator::Not, inner) => {
            is_switch(inner)
        }
        _ => as_reference(condition).is_some(),
    }
}

/// Whether a value is known and has no parts.
fn is_plain(value: &Value) -> bool {
    value.as_bool().is_some() || value.as_number().is_some() || value.as_str().is_some()
}

fn under(step: Way, path: &[Way]) -> Vec<Way> {
    std::iter::once(step).chain(path.iter().cloned()).collect()
}

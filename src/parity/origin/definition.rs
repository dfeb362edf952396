//! What a reference stands for: where its definition is, on both sides.

use std::collections::BTreeSet;

use crate::eval::Value;
use crate::hcl::{Block, Body, Expression, step_name};

use super::reference::{Reference, arguments, attribute_name, names};
use super::{NEVER, OriginKey, Question, Spot, Tracer};
use crate::parity::both::Both;
use crate::parity::leaf::{Leaf, LeafKind};
use crate::plan::Repetition;

impl<'t, 'p: 't> Tracer<'t, 'p> {
    /// Follows a reference that does not have the same value on both sides to what it stands for.
    pub(super) fn definition(
        &mut self,
        question: &Question<'p>,
        reference: Both<&Reference<'p>>,
        inner: &[String],
        depth: usize,
        found: &mut BTreeSet<OriginKey>,
    ) {
        // What is asked for of the thing that is referred to.
        let part = |taken: usize| -> Vec<String> {
            let steps = reference.reference.steps.get(taken..).unwrap_or_default();
            let names = names(steps).map(|names| names.into_iter().chain(inner.iter().cloned()));
            names.map(Iterator::collect).unwrap_or_default()
        };
        let root = reference.reference.root;
        let Some(name) = step_name(reference.reference.steps, 0) else {
            return;
        };
        match root {
            "var" => found.extend(self.variable(question, name, &part(1), depth)),
            "local" => {
                let expressions = question
                    .spots
                    .map(|spot| self.module(spot).locals.get(name).map(|local| &local.value));
                let spots = question.spots.map(Self::bare);
                let path = format!("{}local.{name}", self.prefix(&question.spots.reference));
                let asked = (path, part(1));
                found.extend(self.ask(question.stack, spots, expressions, asked, depth));
            }
            "each" | "count" => {
                let key = match question.spots.reference.repetition {
                    Repetition::Each(key, _) if name == "value" => key.as_str(),
                    _ => None,
                };
                let key = key.map(|key| {
                    let part = part(1).into_iter();
                    std::iter::once(key.to_owned()).chain(part).collect()
                });
                let argument = if root == "each" { "for_each" } else { "count" };
                let asked = (argument, key.unwrap_or_default());
                found.extend(self.repeated(question.stack, &question.spots, asked, depth));
            }
            "module" => found.extend(self.output(question, reference, part(2), depth)),
            "data" if name == "terraform_remote_state" => {
                let asked = (reference.reference, part(4));
                found.extend(self.remote_state(question, asked, depth));
            }
            "path" | "terraform" | "self" => {}
            _ => match self.dynamic(question, root, depth) {
                Some(causes) => found.extend(causes),
                None => found.extend(self.resource(question, reference.reference, depth)),
            },
        }
    }

    pub(super) fn ask(
        &mut self,
        stack: usize,
        spots: Both<Spot<'p>>,
        expressions: Both<Option<&'p Expression>>,
        (path, steps): (String, Vec<String>),
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let Some(expressions) = expressions.both() else {
            let places = expressions.map(|one| one.map(|it| it.span));
            if expressions.reference.is_none() && expressions.other.is_none() {
                return BTreeSet::new();
            }
            let values = Both::of(|which| {
                let expression = *expressions.get(which);
                self.evaluate(spots.get(which), expression?)
            });
            return [self.here(stack, &path, places, values)].into();
        };
        let question = Question {
            stack,
            spots,
            expressions,
            path,
            steps,
        };
        self.trace(&question, depth + 1)
    }

    /// What `for_each` or `count` of the block around two spots differs by.
    pub(in crate::parity) fn repetition(
        &mut self,
        stack: usize,
        spots: &Both<Spot<'p>>,
        argument: &str,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        self.repeated(stack, spots, (argument, Vec::new()), depth)
    }

    fn repeated(
        &mut self,
        stack: usize,
        spots: &Both<Spot<'p>>,
        (argument, steps): (&str, Vec<String>),
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let expressions = spots.map(|spot| {
            let argument = spot.block?.body.attribute(argument)?;
            Some(&argument.value)
        });
        let spot = &spots.reference;
        let path = format!("{}{}.{argument}", self.prefix(spot), spot.address);
        let bare = spots.map(Self::bare);
        self.ask(stack, bare, expressions, (path, steps), depth)
    }

    /// The same place outside of its block.
    pub(super) fn bare(spot: &Spot<'p>) -> Spot<'p> {
        Spot {
            repetition: &NEVER,
            block: None,
            address: String::new(),
            ..spot.clone()
        }
    }

    /// What stands before addresses in the module of a spot, without keys.
    pub(super) fn prefix(&self, spot: &Spot<'p>) -> String {
        let calls = self.instance(spot).path.0.iter();
        calls.map(|(name, _)| format!("module.{name}.")).collect()
    }

    fn variable(
        &mut self,
        question: &Question<'p>,
        name: &str,
        steps: &[String],
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let calls = question.spots.map(|spot| self.call_of(spot));
        let Some(calls) = calls.both() else {
            let values = question
                .spots
                .map(|spot| self.instance(spot).variables.get(name).cloned());
            let places = Both::of(|which| {
                let value = values.get(which).as_ref().and_then(Value::place);
                let block = self.module(question.spots.get(which)).variables.get(name);
                value.or(block.map(|block| block.header()))
            });
            let path = format!("{}var.{name}", self.prefix(&question.spots.reference));
            return [self.narrowed(question, &path, places, values, steps)].into();
        };
        let path = format!("{}{name}", self.prefix(&question.spots.reference));
        let expressions = calls.map(|(_, block)| {
            let argument = block.body.attribute(name)?;
            Some(&argument.value)
        });
        let outer = calls.map(|(spot, _)| spot.clone());
        let asked = (path.clone(), steps.to_vec());
        let found = self.ask(question.stack, outer, expressions, asked, depth);
        if !found.is_empty() {
            return found;
        }
        // Neither gives it: the defaults are not the same.
        let values = question
            .spots
            .map(|spot| self.instance(spot).variables.get(name).cloned());
        let places = question.spots.map(|spot| {
            let block = self.module(spot).variables.get(name)?;
            Some(block.header())
        });
        [self.narrowed(question, &path, places, values, steps)].into()
    }

    /// The call that makes the module instance of a spot, and where that call stands.
    fn call_of(&self, spot: &Spot<'p>) -> Option<(Spot<'p>, &'p Block)> {
        let instance = self.instance(spot);
        let caller = instance.caller?;
        let (name, _) = instance.path.0.last()?;
        let outer = &self.pairing.plan().stack(spot.stack).modules[caller];
        let call = self
            .pairing
            .context
            .repo
            .module(outer.module)
            .calls
            .get(&**name)?;
        let outer = Spot {
            stack: spot.stack,
            module: caller,
            repetition: &instance.repetition,
            block: Some(&call.block),
            address: format!("module.{name}"),
        };
        Some((outer, &call.block))
    }

    fn output(
        &mut self,
        question: &Question<'p>,
        reference: Both<&Reference<'p>>,
        steps: Vec<String>,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        // A call may go by another name on each side.
        let calls = reference.map(|reference| step_name(reference.steps, 0).unwrap_or_default());
        let names =
            reference.map(|reference| reference.steps.iter().skip(1).find_map(attribute_name));
        let made = Both::of(|which| {
            let spot = question.spots.get(which);
            let instance = self.instance(spot).calls.get(*calls.get(which))?.first()?;
            Some(Spot {
                module: *instance,
                ..Self::bare(spot)
            })
        });
        let (Some(names), Some(made)) = (names.both(), made.both()) else {
            // Which instances there are is what differs.
            let spots = Both::of(|which| {
                let spot = question.spots.get(which);
                let call = *calls.get(which);
                let block = self.module(spot).calls.get(call);
                Spot {
                    block: block.map(|call| &*call.block),
                    address: format!("module.{call}"),
                    ..Self::bare(spot)
                }
            });
            let mut found = self.repetition(question.stack, &spots, "for_each", depth);
            found.extend(self.repetition(question.stack, &spots, "count", depth));
            return found;
        };
        let expressions = Both::of(|which| {
            let output = self
                .module(made.get(which))
                .outputs
                .get(*names.get(which))?;
            Some(&output.body.attribute("value")?.value)
        });
        let path = format!("{}output.{}", self.prefix(&made.reference), names.reference);
        self.ask(question.stack, made, expressions, (path, steps), depth)
    }

    /// The list that a `dynamic` block of the block around a spot is made of, by the name of its iterator.
    fn dynamic(
        &mut self,
        question: &Question<'p>,
        iterator: &str,
        depth: usize,
    ) -> Option<BTreeSet<OriginKey>> {
        let lists = question
            .spots
            .map(|spot| list_of(&spot.block?.body, iterator));
        let lists = lists.both()?;
        let path = format!("{}.{iterator}", question.spots.reference.address);
        let path = format!("{}{path}", self.prefix(&question.spots.reference));
        let asked = (path, Vec::new());
        let spots = question.spots.clone();
        Some(self.ask(
            question.stack,
            spots,
            lists.map(|it| Some(*it)),
            asked,
            depth,
        ))
    }

    fn resource(
        &mut self,
        question: &Question<'p>,
        reference: &Reference<'p>,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let is_data = reference.root == "data";
        let at = usize::from(is_data);
        let Some(name) = step_name(reference.steps, at) else {
            return BTreeSet::new();
        };
        let address = match (is_data, step_name(reference.steps, 0)) {
            (true, Some(kind)) => format!("data.{kind}.{name}"),
            _ => format!("{}.{name}", reference.root),
        };
        let spots = question.spots.map(|spot| {
            let instance = self.instance(spot);
            let first = instance.resources.get(address.as_str())?.instances.first();
            let block = self.module(spot).resources.get(&address)?;
            Some(Spot {
                repetition: first.map_or(&NEVER, |first| &first.repetition),
                block: Some(&*block.block),
                address: address.clone(),
                ..spot.clone()
            })
        });
        let Some(spots) = spots.both() else {
            return BTreeSet::new();
        };
        let argument = reference.steps.iter().skip(at + 1).find_map(attribute_name);
        let expressions = spots.map(|spot| {
            let argument = spot.block?.body.attribute(argument?)?;
            Some(&argument.value)
        });
        let path = format!(
            "{}{address}.{}",
            self.prefix(&question.spots.reference),
            argument.unwrap_or_default()
        );
        let mut found = self.repetition(question.stack, &spots, "for_each", depth);
        found.extend(self.repetition(question.stack, &spots, "count", depth));
        // Which instances there are decides before what one of them says.
        let has_both = expressions.reference.is_some() || expressions.other.is_some();
        if has_both {
            let asked = (path, Vec::new());
            found.extend(self.ask(question.stack, spots, expressions, asked, depth));
        } else {
            found.extend(self.computed(question.stack, &spots, &path, depth));
        }
        found
    }

    /// What differs in the arguments of a block that something is computed from, such as a policy's document.
    fn computed(
        &mut self,
        stack: usize,
        spots: &Both<Spot<'p>>,
        path: &str,
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let mut found = BTreeSet::new();
        let all = spots.map(|spot| spot.block.map(|block| arguments(&block.body)));
        let Some(all) = all.both() else {
            return found;
        };
        // Blocks of other forms differ themselves.
        if all.reference.len() != all.other.len() {
            return found;
        }
        for (left, right) in all.reference.iter().zip(&all.other) {
            let expressions = Both::new(*left, *right);
            let values = Both::of(|which| self.evaluate(spots.get(which), expressions.get(which)));
            let comparer = self.comparer(stack);
            let leaves = comparer.leaves("", values.as_ref().map(|it| it.as_ref()));
            let is_known = |leaf: &Leaf| !matches!(leaf.kind, LeafKind::Uncertain(_));
            if leaves.iter().any(is_known) {
                let asked = (path.to_owned(), Vec::new());
                let expressions = expressions.map(|it| Some(*it));
                found.extend(self.ask(stack, spots.clone(), expressions, asked, depth));
            }
        }
        found
    }
}

/// What a `dynamic` block somewhere in a body is repeated by, by the name of its iterator.
fn list_of<'p>(body: &'p Body, iterator: &str) -> Option<&'p Expression> {
    body.blocks.iter().find_map(|block| {
        let label = block.labels.first().map(|label| &*label.text);
        let is_dynamic = block.kind.text.as_ref() == "dynamic";
        let is_wanted = is_dynamic && label == Some(iterator);
        let list = block.body.attribute("for_each").filter(|_| is_wanted);
        list.map(|list| &list.value)
            .or_else(|| list_of(&block.body, iterator))
    })
}

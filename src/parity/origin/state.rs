//! What another stack gives by its state.

use std::collections::BTreeSet;

use crate::hcl::step_name;

use super::reference::{Reference, attribute_name};
use super::{OriginKey, Question, Spot, Tracer};
use crate::parity::both::{Both, Which};

impl<'t, 'p: 't> Tracer<'t, 'p> {
    pub(super) fn remote_state(
        &mut self,
        question: &Question<'p>,
        (reference, steps): (&Reference<'p>, Vec<String>),
        depth: usize,
    ) -> BTreeSet<OriginKey> {
        let (Some(name), Some(output)) = (
            step_name(reference.steps, 1),
            reference.steps.iter().skip(3).find_map(attribute_name),
        ) else {
            return BTreeSet::new();
        };
        let writers = question.spots.map(|spot| {
            let reads = &self.pairing.plan().stack(spot.stack).reads;
            let mut reads = reads.iter();
            let read = reads.find(|read| read.module == spot.module && read.name() == name)?;
            read.writers().first().copied()
        });
        let mut pairs = self.pairing.pairs.iter();
        let stack = writers
            .both()
            .and_then(|writers| pairs.position(|pair| pair.ids == writers));
        let (Some(stack), Some(writers)) = (stack, writers.both()) else {
            // They do not read the same stack: which one is what differs.
            let address = format!("data.terraform_remote_state.{name}");
            if let Some(found) = self.lost_state(question, &address) {
                return [found].into();
            }
            let expressions = question.spots.map(|spot| {
                let block = self.module(spot).resources.get(&address)?;
                Some(&block.block.body.attribute("config")?.value)
            });
            let spots = question.spots.map(Self::bare);
            let path = format!("{}{address}.config", self.prefix(&question.spots.reference));
            let asked = (path, Vec::new());
            return self.ask(question.stack, spots, expressions, asked, depth);
        };
        let spots = writers.map(|stack| Spot::root(*stack));
        let expressions = spots.map(|spot| {
            let output = self.module(spot).outputs.get(output)?;
            Some(&output.body.attribute("value")?.value)
        });
        let asked = (format!("output.{output}"), steps);
        self.ask(stack, spots, expressions, asked, depth)
    }

    /// Why one side does not read a state that the other reads, where that is known.
    fn lost_state(&mut self, question: &Question<'p>, address: &str) -> Option<OriginKey> {
        let pairing = self.pairing;
        let address = format!("{}{address}", self.prefix(&question.spots.reference));
        let stacks = question
            .spots
            .map(|spot| &pairing.context.repo.stack(spot.stack).path);
        let mut causes = Which::ALL
            .into_iter()
            .filter_map(|which| pairing.unread.cause(stacks.get(which), &address));
        // It is told already: what follows from it is told with that.
        let (stack, path) = causes.next()?;
        let at = pairing.pairs.iter().position(|pair| pair.name == *stack);
        let at = at.unwrap_or(question.stack);
        Some(self.here(at, path, Both::default(), Both::default()))
    }
}

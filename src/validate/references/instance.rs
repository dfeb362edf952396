//! Indexes: a block with `count` or `for_each` has several instances, any other has one.

use crate::hcl::{ExpressionKind, Step, StepKind};
use crate::plan::is_literal;
use crate::repo::Resource;
use crate::source::Span;

use super::place::{Place, Repetition, View};
use super::reference::Reference;
use super::{Judge, Problem, ProblemKind};

impl Judge<'_> {
    /// What follows the name of a resource that is declared.
    pub(super) fn instance(
        &mut self,
        resource: &Resource<'_>,
        reference: Reference<'_>,
        rest: &[Step],
        place: &Place<'_>,
    ) {
        let Some(first) = rest.first() else {
            return;
        };
        let repetition = Repetition::of(&resource.block.body);
        match &first.kind {
            StepKind::Attribute(_) if place.view == View::Names => {}
            StepKind::Attribute(name) => {
                if repetition == Repetition::None {
                    self.attribute_of(resource, rest, place);
                } else {
                    let address = resource.address();
                    let problem =
                        Self::lacks_index(&address, repetition, name, reference, first, place);
                    self.report(place, problem);
                }
            }
            kind if is_literal(kind) => {
                if repetition == Repetition::None {
                    let problem = self.needless_index(&resource.address(), first);
                    self.report(place, problem);
                } else if is_fraction(kind) {
                    let message = "the index of an instance is a whole number or a text";
                    let help = "Write a whole number";
                    let problem = Problem::new(ProblemKind::Instance, first.span, message, help);
                    self.report(place, problem);
                } else if place.view != View::Names {
                    self.attribute_of(resource, &rest[1..], place);
                }
            }
            _ => {}
        }
    }

    /// An attribute of all instances at once.
    pub(super) fn lacks_index(
        address: &str,
        repetition: Repetition,
        attribute: &str,
        reference: Reference<'_>,
        first: &Step,
        place: &Place<'_>,
    ) -> Problem {
        let (argument, key) = match (repetition, place.repetition) {
            (Repetition::ForEach, Repetition::ForEach) => ("for_each", "each.key"),
            (Repetition::ForEach, _) => ("for_each", "\"KEY\""),
            (_, Repetition::Count) => ("count", "count.index"),
            _ => ("count", "0"),
        };
        let all = match repetition {
            Repetition::ForEach => format!("values({address})[*].{attribute}"),
            _ => format!("{address}[*].{attribute}"),
        };
        let message = format!(
            "{address} has {argument}, so {attribute:?} is an attribute of each of its instances"
        );
        let help = format!("Write {address}[{key}].{attribute} for one, or {all} for all");
        Problem::new(
            ProblemKind::Instance,
            before(reference.span, first),
            message,
            help,
        )
    }

    /// An index on the only instance.
    pub(super) fn needless_index(&self, address: &str, step: &Step) -> Problem {
        let message =
            format!("{address} has neither count nor for_each, so there is nothing to index");
        let help = "Remove the index";
        let problem = Problem::new(ProblemKind::Instance, step.span, message, help);
        if self.text(step.span).starts_with(['[', '.']) {
            problem.fix("Remove the index", step.span, "")
        } else {
            problem
        }
    }
}

/// A reference up to a step of it.
fn before(reference: Span, step: &Step) -> Span {
    if reference.start < step.span.start && step.span.start < reference.end {
        Span {
            end: step.span.start,
            ..reference
        }
    } else {
        reference
    }
}

fn is_fraction(step: &StepKind) -> bool {
    let StepKind::Index(index) = step else {
        return false;
    };
    match &index.kind {
        ExpressionKind::Number(text) => {
            let parts = text.split_once('.');
            !text.contains(['e', 'E'])
                && parts.is_some_and(|(_, digits)| digits.bytes().any(|digit| digit != b'0'))
        }
        _ => false,
    }
}

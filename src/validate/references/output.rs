//! Module calls, and the outputs that are read of them.

use crate::hcl::{ExpressionKind, Step, StepKind};
use crate::repo::{Module, ModuleCall};

use super::near::{listed, near};
use super::place::{Place, Repetition, View};
use super::reference::Reference;
use super::{Judge, Problem, ProblemKind, entered};

impl Judge<'_> {
    /// `module.NAME` and what follows.
    pub(super) fn called(
        &mut self,
        reference: Reference<'_>,
        (name, step): (&str, &Step),
        place: &Place<'_>,
    ) {
        let Some(call) = self.module.calls.get(name) else {
            self.undeclared_call(name, step, place);
            return;
        };
        let Some(module) = self.facts.repo.called_module(call) else {
            return;
        };
        if place.view == View::Names || !self.facts.repo.is_whole(module) {
            return;
        }
        let rest = &reference.steps[1..];
        let (Some(first), second) = (rest.first(), entered(rest, 1)) else {
            return;
        };
        match (Repetition::of(&call.block.body), &first.kind, second) {
            (Repetition::None, StepKind::Attribute(output), _) => {
                self.output(call, module, (output, first), place);
            }
            (Repetition::None, StepKind::LegacyIndex(_), _) => self.single(call, first, place),
            (Repetition::None, StepKind::Index(index), _) => match &index.kind {
                ExpressionKind::Number(_) => self.single(call, first, place),
                ExpressionKind::String(output) => self.output(call, module, (output, first), place),
                _ => {}
            },
            (Repetition::Count, StepKind::Attribute(output), _) => {
                let address = format!("module.{name}");
                let problem =
                    Self::lacks_index(&address, Repetition::Count, output, reference, first, place);
                self.report_evaluated(place, problem);
            }
            (Repetition::Count, _, Some(output))
            | (Repetition::ForEach, StepKind::Index(_) | StepKind::LegacyIndex(_), Some(output)) => {
                self.output(call, module, output, place);
            }
            // The instances of for_each may have any name.
            _ => {}
        }
    }

    fn undeclared_call(&mut self, name: &str, step: &Step, place: &Place<'_>) {
        if self.is_generated(&format!("module.{name}")) {
            return;
        }
        let message = format!("module.{name} is not declared in this module");
        let calls = self.module.calls.keys().copied();
        let near = near(name, calls.clone());
        let help = match (near, listed(&calls.collect::<Vec<&str>>())) {
            (Some(near), _) => format!("Did you mean module.{}?", near.name),
            (None, Some(calls)) => format!("There is a module block for {calls}"),
            (None, None) => "Declare it, or refer to one that is declared".to_owned(),
        };
        let span = self.name_span(step, name);
        let mut problem = Problem::new(ProblemKind::Undeclared, span, message, help);
        if let Some(near) = near.filter(|near| near.is_certain) {
            problem = self.fixed(problem, span, name, near.name);
        }
        self.report(place, problem);
    }

    fn single(&mut self, call: &ModuleCall<'_>, step: &Step, place: &Place<'_>) {
        let problem = self.needless_index(&format!("module.{}", call.name), step);
        self.report_evaluated(place, problem);
    }

    fn output(
        &mut self,
        call: &ModuleCall<'_>,
        module: &Module<'_>,
        (output, step): (&str, &Step),
        place: &Place<'_>,
    ) {
        if module.outputs.contains_key(output) {
            return;
        }
        let name = call.name;
        let message = format!("module.{name} has no output {output:?}");
        let outputs = module.outputs.keys().copied();
        let near = near(output, outputs.clone());
        let all: Vec<&str> = outputs.collect();
        let help = match (near, listed(&all)) {
            (Some(near), _) => format!("Did you mean {}?", near.name),
            (None, _) if all.is_empty() => {
                format!("Declare it in {}, which has no outputs", module.name())
            }
            (None, Some(all)) => format!("Its outputs are {all}"),
            (None, None) => format!(
                "Declare it in {}, or read one of its {} outputs",
                module.name(),
                all.len()
            ),
        };
        let span = self.name_span(step, output);
        let mut problem = Problem::new(ProblemKind::Output, span, message, help)
            .related(call.source_span, "the module that is called");
        if let Some(near) = near.filter(|near| near.is_certain) {
            problem = self.fixed(problem, span, output, near.name);
        }
        self.report_evaluated(place, problem);
    }
}

//! What a module refers to that is not there: all that Terraform looks up before it evaluates anything, also in
//! branches that are never taken and inside `try`.
//!
//! Names that stand for something only while an expression is evaluated, such as the outputs of a module or the
//! content of a `dynamic` block, are judged as well. Where nothing tells that they are ever evaluated, what is wrong
//! with them is no more than a warning.

mod address;
mod expression;
mod fixed;
mod function;
mod generated;
mod given;
mod imports;
mod instance;
mod meta;
mod moves;
mod near;
mod output;
mod own_provider;
mod place;
mod provider;
mod reference;
mod resource;
mod schema;
mod target;
mod walk;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::address::ResourceMode;
use crate::diagnostic::{Instance, Severity, Verdict};
use crate::hcl::{Step, StepKind};
use crate::repo::{Module, Resource, StackId};
use crate::source::{FileId, Span};

use super::{Facts, Problem, ProblemKind};
use place::Place;

pub(super) use generated::Generated;
pub(super) use given::judge as judge_given;
pub(super) use moves::judge_across as judge_moves;

/// Whatever a module refers to that is not there.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    if !facts.repo.is_whole(module) {
        return;
    }
    let mut judge = Judge::of(facts, module);
    walk::module(&mut judge);
    provider::judge(&mut judge);
    own_provider::judge(&mut judge);
    address::judge(&mut judge);
    imports::judge(&mut judge);
    moves::judge(&mut judge);
    fixed::judge(&mut judge);
    problems.append(&mut judge.problems);
}

/// Where references lead nowhere, or something is not written in the form that Terraform wants.
pub(super) struct Told(BTreeMap<FileId, Vec<Span>>);

impl Told {
    /// Of these problems of modules.
    pub(super) fn of<'p>(problems: impl Iterator<Item = &'p Problem>) -> Self {
        let mut told: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for problem in problems {
            let own = matches!(
                problem.kind,
                ProblemKind::Undeclared
                    | ProblemKind::Function
                    | ProblemKind::Output
                    | ProblemKind::Attribute
                    | ProblemKind::Instance
                    | ProblemKind::Form
            );
            if own && problem.verdict == Verdict::Fail {
                told.entry(problem.span.file)
                    .or_default()
                    .push(problem.span);
            }
        }
        Self(told)
    }

    /// Whether what a stack's evaluation says about an expression follows from one of them.
    pub(super) fn explains(&self, problem: &Problem) -> bool {
        let spans = self.0.get(&problem.span.file);
        spans.is_some_and(|spans| spans.iter().any(|told| told.overlaps(problem.span)))
    }
}

/// One module, and what was found in it.
struct Judge<'j> {
    facts: &'j Facts<'j>,
    module: &'j Module<'j>,
    /// Resources, data sources and ephemeral resources by type and name.
    resources: BTreeMap<(ResourceMode, &'j str, &'j str), &'j Resource<'j>>,
    problems: Vec<Problem>,
}

impl<'j> Judge<'j> {
    fn of(facts: &'j Facts<'j>, module: &'j Module<'j>) -> Self {
        let all = module.resources.values();
        Self {
            facts,
            module,
            resources: all.map(|it| ((it.mode, it.kind, it.name), it)).collect(),
            problems: Vec::new(),
        }
    }

    /// Reports what Terraform says before it evaluates anything. The content of a `dynamic` block is looked at only
    /// where there is an element for it.
    fn report(&mut self, place: &Place<'_>, problem: Problem) {
        let problem = problem.address(place.owner.address());
        if place.in_dynamic {
            self.report_if_evaluated(problem);
        } else {
            self.problems.push(problem);
        }
    }

    /// Reports what Terraform says when it evaluates the expression, unless that is tried on purpose.
    fn report_evaluated(&mut self, place: &Place<'_>, problem: Problem) {
        let problem = problem.address(place.owner.address());
        if place.is_tried {
            return;
        }
        if place.in_dynamic || place.in_branch {
            self.report_if_evaluated(problem);
        } else {
            self.problems.push(problem);
        }
    }

    /// A problem of the stacks whose evaluation met it; a warning where none did.
    fn report_if_evaluated(&mut self, mut problem: Problem) {
        let met = |id: &StackId| {
            let mut faults = self.facts.plan.stack(*id).faults.iter();
            faults.any(|found| found.fault.span.overlaps(problem.span))
        };
        let met: Vec<StackId> = self.facts.stacks_of(self.module).filter(met).collect();
        if met.is_empty() {
            problem.severity = Some(Severity::Warning);
        } else {
            problem.instances = self.instances(&met, problem.address.as_deref());
        }
        self.problems.push(problem);
    }

    fn instances(&self, stacks: &[StackId], address: Option<&str>) -> Vec<Instance> {
        let of_stack = |id: &StackId| {
            let stack = self.facts.repo.stack(*id);
            let is_root = self.facts.repo.module(stack.module).directory == self.module.directory;
            Instance {
                environment: stack.place.environment.clone(),
                stack: stack.path.clone(),
                address: address.filter(|_| is_root).map(str::to_owned),
            }
        };
        stacks.iter().map(of_stack).collect()
    }

    /// Whether a file that is not there before Terraform runs may declare the name.
    fn is_generated(&self, name: &str) -> bool {
        self.facts.generated().may_declare(name)
    }

    /// The text of the file at a span.
    fn text(&self, span: Span) -> &'j str {
        let text = &self.facts.sources.text(span.file).content;
        text.get(span.range()).unwrap_or_default()
    }

    /// Where the name that a step enters stands: without its dot or brackets where the file has it so.
    fn name_span(&self, step: &Step, name: &str) -> Span {
        let length = u32::try_from(name.len()).unwrap_or(u32::MAX);
        let bare = Span {
            start: step.span.end.saturating_sub(length),
            ..step.span
        };
        if step.span.contains(bare) && self.text(bare) == name {
            bare
        } else {
            step.span
        }
    }

    /// Where the first name of a reference stands.
    fn root_span(&self, root: &str, span: Span) -> Span {
        let length = u32::try_from(root.len()).unwrap_or(u32::MAX);
        let bare = Span {
            end: span.start.saturating_add(length),
            ..span
        };
        if span.contains(bare) && self.text(bare) == root {
            bare
        } else {
            span
        }
    }

    /// The same problem with a change of `span` from `old` to `new`, where the file has it so.
    fn fixed(&self, problem: Problem, span: Span, old: &str, new: &str) -> Problem {
        if self.text(span) == old {
            problem.fix(format!("Write {new}"), span, new)
        } else {
            problem
        }
    }
}

/// The name that the step at `index` enters by `.name`.
fn entered(steps: &[Step], index: usize) -> Option<(&str, &Step)> {
    let step = steps.get(index)?;
    match &step.kind {
        StepKind::Attribute(name) => Some((name, step)),
        _ => None,
    }
}

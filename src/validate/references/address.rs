//! The addresses in `moved`, `removed` and `import` blocks.

use crate::address::ResourceMode;
use crate::diagnostic::Severity;
use crate::hcl::{Block, Expression, Step, StepKind, as_reference};
use crate::repo::{Module, Resource};

use super::near::near;
use super::place::{Owner, Place, Repetition};
use super::{Judge, Problem, ProblemKind, entered};

/// An address: module calls, then a resource unless the last call itself is meant.
struct Target<'t> {
    calls: Vec<Part<'t>>,
    resource: Option<(ResourceMode, &'t str, Part<'t>)>,
}

/// One name of an address.
#[derive(Clone, Copy)]
struct Part<'t> {
    name: &'t str,
    step: &'t Step,
    index: Option<&'t StepKind>,
}

/// What an address leads to.
enum Found<'f> {
    Call(Repetition),
    Resource(&'f Resource<'f>),
    /// The call at this position is not declared.
    NoCall(usize),
    /// The resource is not declared in its module.
    NoResource(&'f Module<'f>),
    /// A module on the way cannot be read, or has several instances.
    Unknown,
}

/// Addresses that do not fit what is declared.
pub(super) fn judge(judge: &mut Judge<'_>) {
    let module = judge.module;
    for block in &module.others {
        match &*block.kind.text {
            "moved" => judge.moved(block),
            "removed" => judge.removed(block),
            "import" => judge.imported(block),
            _ => {}
        }
    }
}

impl Judge<'_> {
    /// What has moved elsewhere is no longer there.
    fn moved(&mut self, block: &Block) {
        let (Some((from, at)), Some((to, _))) = (target(block, "from"), target(block, "to")) else {
            return;
        };
        if from.last_index().is_some() {
            return;
        }
        let is_there = match self.find(&from) {
            Found::Resource(resource) => {
                let is_single = Repetition::of(&resource.block.body) == Repetition::None;
                is_single || (to.last_index().is_none() && from.text() != to.text())
            }
            Found::Call(repetition) => repetition == Repetition::None,
            _ => false,
        };
        if is_there && (from.text() != to.text() || to.last_index().is_some()) {
            let address = from.text();
            let message = format!("{address} is still declared, so it has not moved");
            let help = format!("Remove the moved block, or what declares {address}");
            let problem = Problem::new(ProblemKind::Moved, at.span, message, help);
            self.report(&Place::of(Owner::Nameless("moved")), problem);
        }
    }

    fn removed(&mut self, block: &Block) {
        let Some((from, at)) = target(block, "from") else {
            return;
        };
        if matches!(self.find(&from), Found::Resource(_) | Found::Call(_)) {
            let address = from.text();
            let message = format!("{address} is still declared, so it is not removed");
            let help = format!("Remove what declares {address}, or the removed block");
            let problem = Problem::new(ProblemKind::Moved, at.span, message, help);
            self.report(&Place::of(Owner::Nameless("removed")), problem);
        }
    }

    fn imported(&mut self, block: &Block) {
        let Some((to, at)) = target(block, "to") else {
            return;
        };
        let place = Place::of(Owner::Nameless("import"));
        let Some((mode, kind, last)) = to
            .resource
            .filter(|(mode, ..)| *mode == ResourceMode::Managed)
        else {
            return;
        };
        let address = to.text();
        match self.find(&to) {
            Found::NoCall(position) => {
                let part = to.calls[position];
                let message = format!(
                    "module.{} is not declared, so nothing can be imported into it",
                    part.name
                );
                let help = "Declare it, or correct the name";
                let span = self.name_span(part.step, part.name);
                let problem = Problem::new(ProblemKind::Undeclared, span, message, help);
                self.report(&place, problem);
            }
            Found::NoResource(module) => {
                let near = near(last.name, names_of(module, mode, kind));
                let message =
                    format!("{address} is not declared, so nothing can be imported as it");
                let help = match near {
                    Some(near) => format!("Did you mean {kind}.{}?", near.name),
                    None => "Declare it; for resources of the root module `terraform plan -generate-config-out=FILE` writes it".to_owned(),
                };
                let span = self.name_span(last.step, last.name);
                let mut problem = Problem::new(ProblemKind::Undeclared, span, message, help);
                if let Some(near) = near.filter(|near| near.is_certain) {
                    problem = self.fixed(problem, span, last.name, near.name);
                }
                if to.calls.is_empty() {
                    problem = problem.severity(Severity::Warning);
                }
                self.report(&place, problem);
            }
            Found::Resource(resource) => {
                let repetition = Repetition::of(&resource.block.body);
                let problem = match (repetition, last.index) {
                    (Repetition::None, Some(_)) => {
                        format!(
                            "{address} has neither count nor for_each, so it is imported without an index"
                        )
                    }
                    (Repetition::Count | Repetition::ForEach, None) => {
                        format!(
                            "{address} has several instances, so the index of one is needed to import it"
                        )
                    }
                    _ => return,
                };
                let help = "Write the address of one instance";
                let problem = Problem::new(ProblemKind::Instance, at.span, problem, help);
                self.report(&place, problem);
            }
            Found::Call(_) | Found::Unknown => {}
        }
    }

    fn find(&self, target: &Target<'_>) -> Found<'_> {
        let mut module = self.module;
        let mut last = Repetition::None;
        for (at, part) in target.calls.iter().enumerate() {
            let Some(call) = module.calls.get(part.name) else {
                return Found::NoCall(at);
            };
            last = Repetition::of(&call.block.body);
            let is_last = at + 1 == target.calls.len() && target.resource.is_none();
            if is_last {
                break;
            }
            let Some(called) = self.facts.repo.called_module(call) else {
                return Found::Unknown;
            };
            if last != Repetition::None || !self.facts.repo.is_whole(called) {
                return Found::Unknown;
            }
            module = called;
        }
        let Some((mode, kind, part)) = target.resource else {
            return Found::Call(last);
        };
        let mut all = module.resources.values();
        let found = all.find(|it| it.mode == mode && it.kind == kind && it.name == part.name);
        found.map_or(Found::NoResource(module), Found::Resource)
    }
}

fn names_of<'m>(
    module: &'m Module<'_>,
    mode: ResourceMode,
    kind: &'m str,
) -> impl Iterator<Item = &'m str> {
    let all = module.resources.values();
    all.filter(move |it| it.mode == mode && it.kind == kind)
        .map(|it| it.name)
}

impl Target<'_> {
    fn last_index(&self) -> Option<&StepKind> {
        match self.resource {
            Some((.., part)) => part.index,
            None => self.calls.last().and_then(|part| part.index),
        }
    }

    /// As it is written, without indexes.
    fn text(&self) -> String {
        let calls = self
            .calls
            .iter()
            .map(|part| format!("module.{}", part.name));
        let resource = self
            .resource
            .map(|(mode, kind, part)| format!("{}{kind}.{}", mode.prefix(), part.name));
        calls.chain(resource).collect::<Vec<String>>().join(".")
    }
}

/// The address in an argument of a block.
fn target<'b>(block: &'b Block, argument: &str) -> Option<(Target<'b>, &'b Expression)> {
    let expression = &block.body.attribute(argument)?.value;
    let (root, steps) = as_reference(expression)?;
    let mut target = Target {
        calls: Vec::new(),
        resource: None,
    };
    let mut word = root;
    let mut at = 0;
    while word == "module" {
        let part = part(steps, &mut at)?;
        target.calls.push(part);
        if at == steps.len() {
            return Some((target, expression));
        }
        word = entered(steps, at)?.0;
        at += 1;
    }
    let mode = match word {
        "data" => ResourceMode::Data,
        "ephemeral" => ResourceMode::Ephemeral,
        _ => ResourceMode::Managed,
    };
    let kind = if mode != ResourceMode::Managed || word == "resource" {
        at += 1;
        entered(steps, at - 1)?.0
    } else {
        word
    };
    target.resource = Some((mode, kind, part(steps, &mut at)?));
    (at == steps.len()).then_some((target, expression))
}

/// The name at a position, and the index behind it.
fn part<'b>(steps: &'b [Step], at: &mut usize) -> Option<Part<'b>> {
    let (name, step) = entered(steps, *at)?;
    *at += 1;
    let index = steps.get(*at).map(|step| &step.kind);
    let index = index.filter(|kind| !matches!(kind, StepKind::Attribute(_)));
    *at += usize::from(index.is_some());
    Some(Part { name, step, index })
}

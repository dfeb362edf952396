//! The addresses in `moved`, `removed` and `import` blocks.

use crate::address::ResourceMode;
use crate::diagnostic::Severity;
use crate::hcl::Block;
use crate::repo::{Module, Resource};

use super::near::near;
use super::place::{Owner, Place, Repetition};
use super::target::{Moving, Target, moving, target};
use super::{Judge, Problem, ProblemKind};

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
        let Some((from_end, to_end)) = moving(block) else {
            return;
        };
        // Where neither end has an index all instances are meant, and else the one that has none.
        let is_whole = from.last_index().is_none() && to.last_index().is_none();
        let is_there = match self.find(&from) {
            Found::Resource(resource) if from.last_index().is_none() => {
                is_whole || Repetition::of(&resource.block.body) == Repetition::None
            }
            Found::Call(repetition) if from.last_index().is_none() => {
                is_whole || repetition == Repetition::None
            }
            Found::Resource(_) | Found::Call(_) | Found::Unknown => self.is_made(&from_end),
            Found::NoCall(_) | Found::NoResource(_) => false,
        };
        if is_there && from_end != to_end {
            let message = format!("{from_end} is still declared, so it has not moved");
            let help = format!("Remove the moved block, or what declares {from_end}");
            let problem = Problem::new(ProblemKind::Moved, at.span, message, help);
            self.report(&Place::of(Owner::Nameless("moved")), problem);
        }
    }

    /// Whether some stack certainly has what moves, in its first instance of the module.
    fn is_made(&self, moving: &Moving) -> bool {
        let own = self.facts.repo.module_id_at(&self.module.path);
        self.facts.stacks_of(self.module).any(|id| {
            let plan = self.facts.plan.stack(id);
            let mut modules = plan.modules.iter();
            let first = modules.find(|it| Some(it.module) == own);
            first.is_some_and(|first| moving.is_in(plan, first))
        })
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

    /// Whether a resource is certainly declared.
    pub(super) fn declares(&self, target: &Target<'_>) -> bool {
        matches!(self.find(target), Found::Resource(_))
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

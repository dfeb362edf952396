//! The module instances of a stack, as those who judge them go through them.

use crate::eval::{Budget, Value};
use crate::hcl::Expression;
use crate::repo::{Module, ModuleCall, Resource, Stack, StackId};

use super::rounds::LEAST;
use super::{ModuleInstance, Plan, Repetition};

/// How many module instances of one stack are visited. Modules that each call the next several times would otherwise
/// make a number of instances that grows exponentially with their depth.
const MAX_VISITS: usize = 4_096;

/// What the expressions that are evaluated on one walk may cost together, whatever the evaluation of the stack took.
const MAX_WORK: u64 = 20_000_000;

/// How many times what the evaluation of a stack took one walk through it may take. Expressions are evaluated again,
/// also those inside others, but what they name is there. Every stack was evaluated within what all stacks of a
/// repository may take together, so that all walks are bounded by that too.
const MAX_TIMES: u64 = 2;

/// One walk through a stack, and what it may still cost.
#[derive(Debug)]
pub struct Walk<'w> {
    plan: &'w Plan<'w>,
    id: StackId,
    budget: Budget,
}

/// A module instance that is visited.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'w> {
    walk: &'w Walk<'w>,
    /// Its index in [`super::StackPlan::modules`].
    pub at: usize,
    /// Its stack.
    pub stack: &'w Stack<'w>,
    /// What it is an instance of.
    pub module: &'w Module<'w>,
    /// What is known of it.
    pub instance: &'w ModuleInstance<'w>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(plan: &'w Plan<'w>, id: StackId) -> Self {
        let stack = plan.stack(id);
        let work = if stack.is_cut {
            stack.work
        } else {
            stack.work.saturating_mul(MAX_TIMES).saturating_add(LEAST)
        };
        let budget = Budget::of(work.min(MAX_WORK));
        Self { plan, id, budget }
    }

    /// The root module.
    pub fn root(&self) -> Visit<'_> {
        self.visit(0)
    }

    /// Every module instance, up to `MAX_VISITS`: the root module first, and each after the one that calls it.
    pub fn visits(&self) -> impl Iterator<Item = Visit<'_>> {
        let count = self.plan.stack(self.id).modules.len();
        (0..count.min(MAX_VISITS)).map(|at| self.visit(at))
    }

    fn visit(&self, at: usize) -> Visit<'_> {
        let repo = self.plan.repo;
        let instance = &self.plan.stack(self.id).modules[at];
        Visit {
            walk: self,
            at,
            stack: repo.stack(self.id),
            module: repo.module(instance.module),
            instance,
        }
    }
}

impl<'w> Visit<'w> {
    /// Whether it is the root module.
    pub fn is_root(&self) -> bool {
        self.instance.caller.is_none()
    }

    /// The module instance that calls it, and the call.
    pub fn caller(&self) -> Option<(Visit<'w>, &'w ModuleCall<'w>)> {
        let outer = self.walk.visit(self.instance.caller?);
        let (name, _) = self.instance.path.0.last()?;
        Some((outer, outer.module.calls.get(&**name)?))
    }

    /// What stands before the address of a block here, such as `module.vpc.`; empty in the root module. Instances of
    /// one call have one prefix.
    pub fn prefix(&self) -> String {
        let calls = self.instance.path.0.iter();
        calls.map(|(name, _)| format!("module.{name}.")).collect()
    }

    /// The value of an expression outside of any block that is repeated. `each` and `count` are not known there.
    pub fn evaluate(&self, expression: &Expression) -> Value {
        self.evaluate_in(&Repetition::None, expression)
    }

    /// The value of an expression inside the instance of a block that `repetition` tells.
    pub fn evaluate_in(&self, repetition: &Repetition, expression: &Expression) -> Value {
        let place = (self.walk.id, self.at, repetition);
        let plan = self.walk.plan;
        plan.evaluate_within(place, expression, &self.walk.budget).0
    }

    /// What `count` or `for_each` of a resource of this module give to each of its instances.
    pub fn repetitions(&self, resource: &Resource<'_>) -> impl Iterator<Item = &'w Repetition> {
        let found = self.instance.resources.get(resource.address().as_str());
        let instances = found.map_or(&[][..], |resources| resources.instances.as_slice());
        instances.iter().map(|instance| &instance.repetition)
    }

    /// The module instances that a call in this module makes.
    pub fn called(&self, call: &ModuleCall<'_>) -> impl Iterator<Item = Visit<'w>> {
        let made = self.instance.calls.get(call.name);
        let walk = self.walk;
        made.into_iter().flatten().map(|at| walk.visit(*at))
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::plan::{Knowledge, build};
    use crate::repo::{Repo, StackId, Syntax};
    use crate::schema::Schemas;
    use crate::source::Sources;

    #[test]
    fn a_walk_takes_a_few_times_what_its_stack_took() {
        let text = "x".repeat(60_000);
        let main = format!("output \"o\" {{\n  value = jsonencode(\"{text}\")\n}}\n");
        let sources = Sources::from_memory([("live/prod/main.tf", main.as_str())]);
        let syntax = Syntax::new(&sources);
        let repo = Repo::build(&sources, &syntax, &Config::default());
        let schemas = Schemas::embedded();
        let plan = build(&repo, Knowledge { schemas: &schemas });
        let walk = plan.walk(StackId(0));
        let root = walk.root();
        let output = root.module.outputs["o"].body.attribute("value").unwrap();
        let known = (0..200).take_while(|_| root.evaluate(&output.value).is_known());
        let count = known.count();
        assert!((2..20).contains(&count), "{count}");
    }
}

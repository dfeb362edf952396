//! Expressions in the scope of a module instance whose values are all there.

use crate::eval::{Budget, Evaluator, Fault, Files, Resolved, Scope, Value};
use crate::hcl::{Expression, Step};
use crate::repo::{Module, Repo, Resource, Stack, StackId};
use crate::schema::Block as Schema;
use crate::source::{Span, relative_path};

use super::files::{RepositoryFiles, is_installed};
use super::names::{Declared, check, function_provider, nearest_of, resolve};
use super::{ModuleInstance, Plan, Repetition, StackPlan};

/// The names of one module instance, inside one instance of a block.
struct FrozenNames<'n, 'a> {
    plan: &'n StackPlan<'a>,
    repo: &'n Repo<'a>,
    stack: &'n Stack<'a>,
    instance: &'n ModuleInstance<'a>,
    repetition: &'n Repetition,
    files: RepositoryFiles<'n>,
    /// Whether somebody is told what is at fault.
    is_told: bool,
}

impl Plan<'_> {
    /// The value of an expression where it stands in the module instance at the index `module` of a stack's
    /// [`super::StackPlan::modules`], inside the instance of a block that `repetition` tells; and what Terraform
    /// would refuse in it, in order of evaluation. Nothing of the plan is computed again.
    pub fn evaluate(
        &self,
        stack: StackId,
        module: usize,
        repetition: &Repetition,
        expression: &Expression,
    ) -> (Value, Vec<Fault>) {
        let budget = Budget::default();
        self.evaluate_for((stack, module, repetition), expression, &budget, true)
    }

    /// The same within a budget that others share. The faults say only that something is wrong, not what may be meant:
    /// to look for that among all names takes long.
    pub(super) fn evaluate_within(
        &self,
        place: (StackId, usize, &Repetition),
        expression: &Expression,
        budget: &Budget,
    ) -> (Value, Vec<Fault>) {
        self.evaluate_for(place, expression, budget, false)
    }

    fn evaluate_for(
        &self,
        (id, module, repetition): (StackId, usize, &Repetition),
        expression: &Expression,
        budget: &Budget,
        is_told: bool,
    ) -> (Value, Vec<Fault>) {
        let repo = self.repo;
        let stack = repo.stack(id);
        let folder = &repo.sources.directory(stack.directory).path;
        let names = FrozenNames {
            plan: self.stack(id),
            repo,
            stack,
            instance: &self.stack(id).modules[module],
            repetition,
            files: RepositoryFiles::new(repo.sources, &repo.ignores, folder),
            is_told,
        };
        let (value, faults) = Evaluator::new(&names, budget).evaluate_once(expression);
        (value.settled_throughout(), faults)
    }
}

impl<'a> Declared<'a> for FrozenNames<'_, 'a> {
    fn place(&self) -> (&Repo<'a>, &Stack<'a>, &Module<'a>) {
        let module = self.repo.module(self.instance.module);
        (self.repo, self.stack, module)
    }

    fn repetition(&self) -> &Repetition {
        self.repetition
    }

    fn folder(&self) -> String {
        let folder = &self.repo.module(self.instance.module).path;
        let mut current = self.instance;
        while let (Some(caller), Some((name, _))) = (current.caller, current.path.0.last()) {
            let outer = &self.plan.modules[caller];
            let call = self.repo.module(outer.module).calls.get(&**name);
            if call.is_some_and(is_installed) {
                return self.files.installed(&current.path, folder);
            }
            current = outer;
        }
        relative_path(&self.repo.module(self.stack.module).path, folder)
    }

    fn variable(&self, name: &str, _: Span) -> Option<Value> {
        self.instance.variables.get(name).cloned()
    }

    fn local(&self, name: &str, _: Span) -> Option<Value> {
        self.instance.locals.get(name).cloned()
    }

    fn called(&self, name: &str, _: &[Step], _: Span) -> Option<Value> {
        self.instance.called.get(name).cloned()
    }

    fn resource(&self, address: &str, _: Span) -> Option<Value> {
        let resources = self.instance.resources.get(address)?;
        Some(resources.whole.clone())
    }

    fn hint(&self, what: &'static str, name: &str) -> Option<String> {
        if !self.is_told {
            return None;
        }
        let (_, _, module) = self.place();
        nearest_of(module, what, name)
    }

    fn schema(&self, declaration: &Resource<'a>) -> Option<&Schema> {
        let resources = self.instance.resources.get(&*declaration.address())?;
        resources.schema
    }
}

impl Scope for FrozenNames<'_, '_> {
    fn resolve(&self, root: &str, steps: &[Step], span: Span) -> Result<Resolved, Fault> {
        resolve(self, root, steps, span)
    }

    fn check(&self, root: &str, steps: &[Step], span: Span) -> Result<(), Fault> {
        check(self, root, steps, span)
    }

    fn provider(&self, name: &str) -> Option<String> {
        let (_, _, module) = self.place();
        function_provider(module, name)
    }

    fn files(&self) -> &dyn Files {
        &self.files
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Knowledge, Repetition, build};
    use crate::config::Config;
    use crate::eval::{Budget, Fault, Value, show};
    use crate::hcl::parse_expression;
    use crate::repo::{Repo, StackId, Syntax};
    use crate::schema::Schemas;
    use crate::source::{FileId, Sources};

    const ROOT: &str = r#"
variable "name" { default = "shop" }
locals { tags = { name = var.name, folder = path.module } }
module "net" {
  source = "../../modules/aws/net"
  count  = 2
  index  = count.index
}
"#;
    const NET: &str = r#"
variable "index" { type = number }
output "cidr" { value = "10.${var.index}.0.0/16" }
"#;

    /// Rules ask from many threads.
    const fn shared_by_threads<T: Sync>() {}
    const _: () = shared_by_threads::<super::Plan<'static>>();

    #[test]
    fn expressions_are_evaluated_in_the_scope_of_a_module_instance() {
        let sources = Sources::from_memory([
            ("live/prod/main.tf", ROOT),
            ("modules/aws/net/main.tf", NET),
        ]);
        let (syntax, config) = (Syntax::new(&sources), Config::default());
        let repo = Repo::build(&sources, &syntax, &config);
        let schemas = Schemas::embedded();
        let plan = build(&repo, Knowledge { schemas: &schemas });
        let shown = |module: usize, repetition: &Repetition, text: &str| {
            let expression = parse_expression(FileId(0), text).unwrap();
            let (value, faults) = plan.evaluate(StackId(0), module, repetition, &expression);
            (show(&value), faults.len())
        };
        let none = Repetition::None;
        let root = |text| shown(0, &none, text);
        let cidrs = r#"["10.0.0.0/16", "10.1.0.0/16"]"#;
        assert_eq!(root("module.net[*].cidr"), (cidrs.to_owned(), 0));
        let tags = r#"{ folder = ".", name = "shop" }"#;
        assert_eq!(root("local.tags"), (tags.to_owned(), 0));
        assert_eq!(root("var.nam").1, 1);
        assert_eq!(root("each.key").1, 1);
        let inside = shown(2, &none, "path.module");
        assert_eq!(inside, ("\"../../modules/aws/net\"".to_owned(), 0));
        assert_eq!(shown(2, &none, "var.index + 1"), ("2".to_owned(), 0));
        let expression = parse_expression(FileId(0), "var.nam").unwrap();
        let message = |faults: Vec<Fault>| faults[0].message.clone();
        let told = plan.evaluate(StackId(0), 0, &none, &expression).1;
        assert!(message(told).ends_with("did you mean \"name\"?"));
        let budget = Budget::default();
        let untold = plan
            .evaluate_within((StackId(0), 0, &none), &expression, &budget)
            .1;
        assert!(message(untold).ends_with("is declared in this module"));
        let each = Repetition::Each(Value::string("a"), Value::bool(true));
        assert_eq!(shown(0, &each, "each.key"), ("\"a\"".to_owned(), 0));
    }
}

//! One module as one stack calls it: what its names stand for.

use std::cell::Cell;

use crate::eval::{Budget, Named, Scope, Value, evaluate, evaluate_within};
use crate::hcl::Expression;
use crate::source::relative_path;

use super::Repo;
use super::module::{Module, ModuleCall};
use super::module_source::ModuleSource;
use super::stack::Stack;

/// How deep module calls are followed; Terraform's own repositories stay far below.
const MAX_CALL_DEPTH: usize = 16;

/// How many frames of one stack are visited. Modules that each call the next several times would otherwise make a
/// number of frames that grows exponentially with their depth.
const MAX_FRAMES: u32 = 4_096;

/// A module within a stack: the root module, or one reached through calls.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'f> {
    /// The stack.
    pub stack: &'f Stack<'f>,
    /// The module.
    pub module: &'f Module<'f>,
    /// The call that leads here and the frame it stands in; `None` for the root module.
    pub caller: Option<(&'f Frame<'f>, &'f ModuleCall<'f>)>,
}

impl<'f> Frame<'f> {
    /// The root module of a stack.
    pub fn root(repo: &'f Repo<'f>, stack: &'f Stack<'f>) -> Self {
        Self {
            stack,
            module: repo.module(stack.module),
            caller: None,
        }
    }

    /// What stands before an address here, such as `module.vpc.`; empty in the root module.
    pub fn prefix(&self) -> String {
        match self.caller {
            Some((outer, call)) => format!("{}module.{}.", outer.prefix(), call.name),
            None => String::new(),
        }
    }

    /// Evaluates an expression of this module.
    pub fn evaluate(&self, expression: &Expression) -> Value {
        evaluate(expression, self)
    }

    /// Evaluates an expression of this module within a budget that others share.
    pub fn evaluate_within(&self, expression: &Expression, budget: &Budget) -> Value {
        evaluate_within(expression, self, budget)
    }

    /// Calls `visit` with this frame and every one reached from it through local module calls, up to
    /// `MAX_FRAMES`.
    pub fn each(&self, repo: &Repo<'_>, visit: &mut dyn FnMut(&Frame<'_>)) {
        self.each_within(repo, &Cell::new(MAX_FRAMES), visit);
    }

    fn each_within(&self, repo: &Repo<'_>, left: &Cell<u32>, visit: &mut dyn FnMut(&Frame<'_>)) {
        let Some(rest) = left.get().checked_sub(1) else {
            return;
        };
        left.set(rest);
        visit(self);
        if self.depth() >= MAX_CALL_DEPTH {
            return;
        }
        for call in self.module.calls.values() {
            let Some(module) = repo.called_module(call) else {
                continue;
            };
            // A module that calls itself is Terraform's error, not a reason to go on for ever.
            if !self.is_inside(module) {
                Frame {
                    stack: self.stack,
                    module,
                    caller: Some((self, call)),
                }
                .each_within(repo, left, visit);
            }
        }
    }

    fn depth(&self) -> usize {
        self.caller.map_or(0, |(outer, _)| outer.depth() + 1)
    }

    fn is_inside(&self, module: &Module<'_>) -> bool {
        self.module.directory == module.directory
            || self
                .caller
                .is_some_and(|(outer, _)| outer.is_inside(module))
    }
}

impl Scope for Frame<'_> {
    fn variable(&self, name: &str) -> Named<'_> {
        let given: Option<(&Expression, &dyn Scope)> = match self.caller {
            Some((outer, call)) => {
                let argument = call.block.body.attribute(name);
                argument.map(|argument| (&argument.value, outer as &dyn Scope))
            }
            None => {
                let value = self.stack.variables.get(name);
                value.map(|value| (&value.value, self as &dyn Scope))
            }
        };
        if let Some((expression, scope)) = given {
            return Named::Expression(expression, scope);
        }
        let declared = self.module.variables.get(name);
        match declared.map(|block| block.body.attribute("default")) {
            Some(Some(default)) => Named::Expression(&default.value, self),
            Some(None) => Named::Unknown(format!("var.{name} is given no value in the repository")),
            None => Named::Unknown(format!("var.{name} is not declared")),
        }
    }

    fn local(&self, name: &str) -> Named<'_> {
        match self.module.locals.get(name) {
            Some(local) => Named::Expression(&local.value, self),
            None => Named::Unknown(format!("local.{name} is not declared")),
        }
    }

    fn named(&self, root: &str, name: &str) -> Option<String> {
        match (root, name) {
            ("terraform", "workspace") => self.stack.workspace.clone(),
            ("path", "root") => Some(".".to_owned()),
            ("path", "module") => Some(relative_path(self.root_path(), &self.module.path)),
            _ => None,
        }
    }
}

impl Frame<'_> {
    fn root_path(&self) -> &str {
        self.caller
            .map_or(&self.module.path, |(outer, _)| outer.root_path())
    }
}

impl Repo<'_> {
    /// The module that a call leads to, where it is in this repository.
    pub fn called_module(&self, call: &ModuleCall<'_>) -> Option<&Module<'_>> {
        match &call.source {
            ModuleSource::Local(path) | ModuleSource::Own { path, .. } => self.module_at(path),
            _ => None,
        }
    }
}

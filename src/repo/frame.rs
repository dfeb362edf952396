//! The modules that the calls of a stack lead to, whether the calls make instances or not.

use std::cell::Cell;

use super::Repo;
use super::module::{Module, ModuleCall};
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

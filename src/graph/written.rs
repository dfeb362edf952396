//! Where somebody must edit to change an argument of an instance.

use crate::diagnostic::Note;
use crate::eval::Value;
use crate::hcl::{Expression, ExpressionKind, as_reference, step_name};
use crate::source::Span;

use super::{Graph, NodeId};

/// How many definitions are followed from one to the next.
const MAX_STEPS: usize = 32;

/// Where an argument gets its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What must be edited.
    pub span: Span,
    /// The places from there to the argument, without the first.
    pub trail: Vec<Note>,
}

impl<'g> Graph<'g> {
    /// Where the argument at `path` (`a.b` for one inside a block) gets its value: where it only passes on a variable or
    /// local, the place that gives those their value, such as a module call's argument in a stack or a line of a tfvars
    /// file. The block's first line where the argument is not written.
    pub fn written(&self, id: NodeId, path: &str) -> Written {
        let node = self.node(id);
        match node.argument(path) {
            Some(expression) => self.written_from(id, expression),
            None => Written {
                span: node.place(path),
                trail: Vec::new(),
            },
        }
    }

    /// The same of an expression of the block, such as one entry of an argument.
    pub fn written_from(&self, id: NodeId, mut expression: &'g Expression) -> Written {
        let node = self.node(id);
        let mut trail = Vec::new();
        let plan = self.plan.stack(node.stack);
        let mut at = node.module_at;
        for _ in 0..MAX_STEPS {
            let instance = &plan.modules[at];
            let module = self.plan.repo.module(instance.module);
            let Some((root, [step])) = as_reference(bare(expression)) else {
                break;
            };
            let Some(name) = step_name(std::slice::from_ref(step), 0) else {
                break;
            };
            let used = Note {
                span: expression.span,
                text: "used here".to_owned(),
            };
            match root {
                "local" => {
                    let Some(local) = module.locals.get(name) else {
                        break;
                    };
                    trail.insert(0, used);
                    expression = &local.value;
                }
                "var" => {
                    let passed = instance.caller.and_then(|caller| {
                        let outer = self.plan.repo.module(plan.modules[caller].module);
                        let (call, _) = instance.path.0.last()?;
                        let call = outer.calls.get(&**call)?;
                        Some((caller, &call.block.body.attribute(name)?.value))
                    });
                    if let Some((caller, passed)) = passed {
                        trail.insert(0, used);
                        (at, expression) = (caller, passed);
                        continue;
                    }
                    // What no caller gives is a default, or comes from a tfvars file.
                    let given = instance.variables.get(name).and_then(Value::place);
                    let span = given.unwrap_or(expression.span);
                    if span != expression.span {
                        trail.insert(0, used);
                    }
                    return Written { span, trail };
                }
                _ => break,
            }
        }
        let span = expression.span;
        Written { span, trail }
    }
}

fn bare(expression: &Expression) -> &Expression {
    match &expression.kind {
        ExpressionKind::Parentheses(inner) => bare(inner),
        _ => expression,
    }
}

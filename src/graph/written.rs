//! Where somebody must edit to change an argument of an instance.

use crate::diagnostic::Note;
use crate::hcl::Expression;
use crate::plan::{Origin, Within};
use crate::source::Span;

use super::{Graph, NodeId};

/// Where an argument gets its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What must be edited.
    pub span: Span,
    /// The places from there to the argument, without the first.
    pub trail: Vec<Note>,
}

impl<'g> Graph<'g> {
    /// Where the argument at `path` (`a.b` for one inside a block) gets its value: where it only passes one on, the
    /// place that gives it, such as a module call's argument in a stack, a line of a tfvars file or of a data file. The
    /// block's first line where the argument is not written.
    pub fn written(&self, id: NodeId, path: &str) -> Written {
        let node = self.node(id);
        match node.argument(path) {
            Some(expression) => self.written_of(id, expression, path == "for_each"),
            None => Written {
                span: node.place(path),
                trail: Vec::new(),
            },
        }
    }

    /// The same of an expression of the block, such as one entry of an argument.
    pub fn written_from(&self, id: NodeId, expression: &'g Expression) -> Written {
        self.written_of(id, expression, false)
    }

    fn written_of(&self, id: NodeId, expression: &'g Expression, is_number: bool) -> Written {
        let node = self.node(id);
        let within = Within {
            stack: node.stack,
            module: node.module_at,
            repetition: &node.instance.repetition,
            block: &node.declaration.block,
        };
        let Origin { span, uses } = self.plan.origin(within, expression, is_number);
        let used = |span: Span| Note {
            span,
            text: "used here".to_owned(),
        };
        Written {
            span,
            trail: uses.into_iter().rev().map(used).collect(),
        }
    }
}

//! Instances of two blocks whose number is not known, but the same.

use crate::address::Key;
use crate::hcl::{Expression, each_reference, step_name};

use super::{Graph, Node, NodeId};

impl Graph<'_> {
    /// Whether there is one instance of `left` for each instance of `right`, also where it is not known how many: both
    /// are made in one module instance, and are repeated alike, or one is repeated by the other.
    pub fn are_parallel(&self, left: NodeId, right: NodeId) -> bool {
        let (left, right) = (self.node(left), self.node(right));
        if left.stack != right.stack || left.module_at != right.module_at {
            return false;
        }
        let is_repeated = |node: &Node<'_>| node.instance.owner.address.key == Some(Key::Any);
        match (is_repeated(left), is_repeated(right)) {
            (false, false) => true,
            (true, true) => {
                self.repeats_alike(left, right)
                    || repeats_by(left, right)
                    || repeats_by(right, left)
            }
            _ => false,
        }
    }

    /// Whether the same expression stands for `count` or `for_each` in both blocks.
    fn repeats_alike(&self, left: &Node<'_>, right: &Node<'_>) -> bool {
        let (Some(left), Some(right)) = (repetition(left), repetition(right)) else {
            return false;
        };
        let text = |expression: &Expression| -> String {
            let snippet = self.plan.repo.sources.snippet(expression.span);
            snippet.split_whitespace().collect()
        };
        text(left) == text(right)
    }
}

/// The expression of `count` or `for_each`.
fn repetition<'n>(node: &'n Node<'_>) -> Option<&'n Expression> {
    let body = &node.declaration.block.body;
    let attribute = body.attribute("count").or(body.attribute("for_each"))?;
    Some(&attribute.value)
}

/// Whether the one is made for each instance of the other: `for_each = aws_subnet.private`, or
/// `count = length(aws_subnet.private)`.
fn repeats_by(node: &Node<'_>, other: &Node<'_>) -> bool {
    let Some(expression) = repetition(node) else {
        return false;
    };
    let mut found = false;
    each_reference(expression, &mut |root, steps, _| {
        let (kind, name) = (other.declaration.kind, other.declaration.name);
        found |= root == kind && step_name(steps, 0) == Some(name);
    });
    found
}

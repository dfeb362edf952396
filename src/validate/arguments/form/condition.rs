//! The conditions of preconditions, postconditions and checks.

use crate::hcl::{Block, Expression, ExpressionKind, walk_expression};

use super::super::super::Problem;
use super::Judge;

impl Judge<'_> {
    /// A `check` asserts something of what exists, and its data source is one.
    pub(super) fn check(&self, block: &Block, problems: &mut Vec<Problem>) {
        self.conditions(block, &["assert"], problems);
        for data in block.body.blocks_of("data") {
            let arguments = data.body.attributes.iter().map(|it| &it.name);
            let arguments = arguments.filter(|it| matches!(&*it.text, "count" | "for_each"));
            let blocks = data.body.blocks.iter().map(|it| &it.kind);
            let blocks = blocks.filter(|it| &*it.text == "lifecycle");
            for name in arguments.chain(blocks) {
                let message = format!("the data source inside a check takes no {}", name.text);
                let help = "Remove it, or move the data source out of the check";
                problems.push(self.form(name.span, message, help));
            }
        }
    }

    /// A condition refers to something: else it would not check anything.
    pub(super) fn conditions(&self, block: &Block, kinds: &[&str], problems: &mut Vec<Problem>) {
        for rule in &block.body.blocks {
            let kind = &*rule.kind.text;
            if !kinds.contains(&kind) {
                continue;
            }
            let condition = rule.body.attribute("condition");
            if let Some(condition) = condition.filter(|it| !refers(&it.value)) {
                let message = format!(
                    "the {kind} of {} refers to nothing, so it checks nothing",
                    self.address()
                );
                let help = "Refer to what shall be checked";
                problems.push(self.form(condition.value.span, message, help));
            }
        }
    }
}

/// Whether an expression names anything, be it only what a `for` calls its values.
fn refers(expression: &Expression) -> bool {
    let mut found = false;
    walk_expression(expression, &mut |inner| {
        found |= matches!(inner.kind, ExpressionKind::Variable(_));
    });
    found
}

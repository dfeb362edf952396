//! Arguments that Terraform reads before it knows any value.

use crate::hcl::{Block, Expression, ExpressionKind, as_reference, step_name, walk_expression};
use crate::source::Span;

use super::super::super::Problem;
use super::Judge;

impl Judge<'_> {
    /// An argument that takes nothing but true or false.
    pub(super) fn flag(&self, block: &Block, argument: &str, problems: &mut Vec<Problem>) {
        let Some(given) = block.body.attribute(argument) else {
            return;
        };
        let what = format!("{argument} of {}", self.address());
        let (span, message) = if let Some(span) = self.computed(&given.value) {
            (
                span,
                format!("{what} is computed, but takes only true or false"),
            )
        } else if is_no_flag(&given.value) {
            (
                given.value.span,
                format!("{what} is neither true nor false"),
            )
        } else {
            return;
        };
        problems.push(self.form(span, message, "Write true or false"));
    }

    /// An argument that takes nothing but a text as it is.
    pub(super) fn text(&self, block: &Block, argument: &str, problems: &mut Vec<Problem>) {
        let Some(given) = block.body.attribute(argument) else {
            return;
        };
        let what = format!("{argument} of {}", self.address());
        let (span, message) = if let Some(span) = self.computed(&given.value) {
            (span, format!("{what} is computed, but takes a plain text"))
        } else if is_no_text(&given.value) {
            (given.value.span, format!("{what} is no text"))
        } else {
            return;
        };
        problems.push(self.form(span, message, "Write a text in quotes, without references"));
    }

    /// Where an expression is computed. A name that is not declared is told as that.
    pub(super) fn computed(&self, expression: &Expression) -> Option<Span> {
        computed(expression).filter(|_| !self.has_undeclared(expression))
    }

    fn has_undeclared(&self, expression: &Expression) -> bool {
        let mut found = false;
        walk_expression(expression, &mut |inner| {
            let Some((root, steps)) = as_reference(inner) else {
                return;
            };
            let Some(name) = step_name(steps, 0) else {
                return;
            };
            found |= match root {
                "var" => !self.module.variables.contains_key(name),
                "local" => !self.module.locals.contains_key(name),
                "module" => !self.module.calls.contains_key(name),
                _ => false,
            };
        });
        found
    }
}

/// Where an expression refers to something or calls a function; what `for` names is its own.
pub(super) fn computed(expression: &Expression) -> Option<Span> {
    let mut found = None;
    let mut has_names = false;
    walk_expression(expression, &mut |inner| match &inner.kind {
        ExpressionKind::For(_) => has_names = true,
        ExpressionKind::Variable(_) | ExpressionKind::Call(_) | ExpressionKind::Access(_) => {
            found = found.or(Some(inner.span));
        }
        _ => {}
    });
    found.filter(|_| !has_names)
}

fn is_no_flag(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::String(text) => !matches!(&**text, "true" | "false" | "1" | "0"),
        ExpressionKind::Null
        | ExpressionKind::Number(_)
        | ExpressionKind::Tuple(_)
        | ExpressionKind::Object(_) => true,
        ExpressionKind::Parentheses(inner) => is_no_flag(inner),
        _ => false,
    }
}

fn is_no_text(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Null | ExpressionKind::Tuple(_) | ExpressionKind::Object(_) => true,
        ExpressionKind::Parentheses(inner) => is_no_text(inner),
        _ => false,
    }
}

//! Moves an expression that was read from a string's text to its place in the file.

use super::{Expression, ExpressionKind, Name, ObjectKey, StepKind, Template, TemplatePart};
use crate::source::Span;

/// Replaces the span of an expression and of everything in it by what `place` makes of it.
pub(super) fn move_spans(expression: &mut Expression, place: &impl Fn(&mut Span)) {
    place(&mut expression.span);
    match &mut expression.kind {
        ExpressionKind::Template(template) => template_spans(template, place),
        ExpressionKind::Tuple(items) => all(items, place),
        ExpressionKind::Object(items) => {
            for item in items {
                match &mut item.key {
                    ObjectKey::Name(name) => place(&mut name.span),
                    ObjectKey::Expression(key) => move_spans(key, place),
                }
                move_spans(&mut item.value, place);
            }
        }
        ExpressionKind::Access(access) => {
            move_spans(&mut access.base, place);
            for step in &mut access.steps {
                place(&mut step.span);
                if let StepKind::Index(index) = &mut step.kind {
                    move_spans(index, place);
                }
            }
        }
        ExpressionKind::Call(call) => {
            place(&mut call.name.span);
            all(&mut call.arguments, place);
        }
        ExpressionKind::Conditional(node) => {
            all([&mut node.condition, &mut node.yes, &mut node.no], place);
        }
        ExpressionKind::Unary(_, inner) | ExpressionKind::Parentheses(inner) => {
            move_spans(inner, place);
        }
        ExpressionKind::Binary(node) => all([&mut node.left, &mut node.right], place),
        ExpressionKind::For(node) => {
            names(&mut node.key_name, &mut node.value_name, place);
            all([&mut node.collection, &mut node.value], place);
            all(node.key.iter_mut().chain(&mut node.condition), place);
        }
        ExpressionKind::Null
        | ExpressionKind::Bool(_)
        | ExpressionKind::Number(_)
        | ExpressionKind::String(_)
        | ExpressionKind::Variable(_) => {}
    }
}

fn all<'e>(expressions: impl IntoIterator<Item = &'e mut Expression>, place: &impl Fn(&mut Span)) {
    for expression in expressions {
        move_spans(expression, place);
    }
}

fn names(key: &mut Option<Name>, value: &mut Name, place: &impl Fn(&mut Span)) {
    if let Some(key) = key {
        place(&mut key.span);
    }
    place(&mut value.span);
}

fn template_spans(template: &mut Template, place: &impl Fn(&mut Span)) {
    for part in &mut template.parts {
        match part {
            TemplatePart::Literal(_, span) => place(span),
            TemplatePart::Interpolation(inner) => move_spans(inner, place),
            TemplatePart::If {
                condition,
                yes,
                no,
                span,
            } => {
                place(span);
                move_spans(condition, place);
                template_spans(yes, place);
                template_spans(no, place);
            }
            TemplatePart::For {
                key_name,
                value_name,
                collection,
                body,
                span,
            } => {
                place(span);
                names(key_name, value_name, place);
                move_spans(collection, place);
                template_spans(body, place);
            }
        }
    }
}

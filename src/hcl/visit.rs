//! Walking over a tree.

use super::ast::{
    Body, Expression, ExpressionKind, ObjectKey, Step, StepKind, Template, TemplatePart,
};

/// Calls `visit` with `expression` and every expression inside it, outer ones first.
pub fn walk_expression<'a>(expression: &'a Expression, visit: &mut dyn FnMut(&'a Expression)) {
    visit(expression);
    match &expression.kind {
        ExpressionKind::Null
        | ExpressionKind::Bool(_)
        | ExpressionKind::Number(_)
        | ExpressionKind::String(_)
        | ExpressionKind::Variable(_) => {}
        ExpressionKind::Template(template) => walk_template(template, visit),
        ExpressionKind::Tuple(items) => items.iter().for_each(|item| walk_expression(item, visit)),
        ExpressionKind::Object(items) => {
            for item in items {
                if let ObjectKey::Expression(key) = &item.key {
                    walk_expression(key, visit);
                }
                walk_expression(&item.value, visit);
            }
        }
        ExpressionKind::Access(access) => {
            walk_expression(&access.base, visit);
            for step in &access.steps {
                if let StepKind::Index(index) = &step.kind {
                    walk_expression(index, visit);
                }
            }
        }
        ExpressionKind::Call(call) => {
            call.arguments
                .iter()
                .for_each(|argument| walk_expression(argument, visit));
        }
        ExpressionKind::Conditional(conditional) => {
            walk_expression(&conditional.condition, visit);
            walk_expression(&conditional.yes, visit);
            walk_expression(&conditional.no, visit);
        }
        ExpressionKind::Unary(_, inner) | ExpressionKind::Parentheses(inner) => {
            walk_expression(inner, visit);
        }
        ExpressionKind::Binary(binary) => {
            walk_expression(&binary.left, visit);
            walk_expression(&binary.right, visit);
        }
        ExpressionKind::For(each) => {
            walk_expression(&each.collection, visit);
            each.key
                .iter()
                .chain([&each.value])
                .chain(&each.condition)
                .for_each(|part| {
                    walk_expression(part, visit);
                });
        }
    }
}

fn walk_template<'a>(template: &'a Template, visit: &mut dyn FnMut(&'a Expression)) {
    for part in &template.parts {
        match part {
            TemplatePart::Literal(..) => {}
            TemplatePart::Interpolation(inner) => walk_expression(inner, visit),
            TemplatePart::If {
                condition, yes, no, ..
            } => {
                walk_expression(condition, visit);
                walk_template(yes, visit);
                walk_template(no, visit);
            }
            TemplatePart::For {
                collection, body, ..
            } => {
                walk_expression(collection, visit);
                walk_template(body, visit);
            }
        }
    }
}

/// Calls `visit` with every expression of a body, at any depth of blocks and expressions.
pub fn walk_body<'a>(body: &'a Body, visit: &mut dyn FnMut(&'a Expression)) {
    body.attributes
        .iter()
        .for_each(|attribute| walk_expression(&attribute.value, visit));
    body.blocks
        .iter()
        .for_each(|block| walk_body(&block.body, visit));
}

/// The reference an expression makes if it is one: its root name and the steps after it.
pub fn as_reference(expression: &Expression) -> Option<(&str, &[Step])> {
    match &expression.kind {
        ExpressionKind::Variable(root) => Some((root, &[])),
        ExpressionKind::Access(access) => match &access.base.kind {
            ExpressionKind::Variable(root) => Some((root, &access.steps)),
            _ => None,
        },
        _ => None,
    }
}

/// The name that the step at `index` enters by `.name` or `["name"]`.
pub fn step_name(steps: &[Step], index: usize) -> Option<&str> {
    match &steps.get(index)?.kind {
        StepKind::Attribute(name) => Some(name),
        StepKind::Index(expression) => expression.as_str(),
        _ => None,
    }
}

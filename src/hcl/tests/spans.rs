//! Every span lies in the text, on character boundaries, and children lie in their parents.

use crate::hcl::{
    Body, Expression, ExpressionKind, Name, ObjectKey, Parsed, StepKind, Template, TemplatePart,
};
use crate::source::Span;

/// Panics where a span of the result is not inside the text or not inside its parent.
pub(super) fn check(text: &str, parsed: &Parsed) {
    let checker = Checker { text };
    checker.body(&parsed.body, parsed.body.span);
    for error in &parsed.errors {
        checker.inside(error.span, parsed.body.span);
        for (span, _) in &error.related {
            checker.inside(*span, parsed.body.span);
        }
    }
}

struct Checker<'a> {
    text: &'a str,
}

impl Checker<'_> {
    fn inside(&self, span: Span, parent: Span) {
        assert!(
            self.text.get(span.range()).is_some(),
            "{span:?} is not in the text {:?}",
            self.text
        );
        assert!(
            parent.contains(span),
            "{span:?} is not inside {parent:?} in {:?}",
            self.text
        );
    }

    fn body(&self, body: &Body, parent: Span) {
        self.inside(body.span, parent);
        for attribute in &body.attributes {
            self.name(&attribute.name, body.span);
            self.expression(&attribute.value, body.span);
        }
        for block in &body.blocks {
            self.inside(block.span, body.span);
            self.name(&block.kind, block.span);
            for label in &block.labels {
                self.name(label, block.span);
            }
            self.body(&block.body, block.span);
        }
    }

    fn name(&self, name: &Name, parent: Span) {
        self.inside(name.span, parent);
    }

    fn all<'e>(&self, expressions: impl IntoIterator<Item = &'e Expression>, parent: Span) {
        for expression in expressions {
            self.expression(expression, parent);
        }
    }

    fn expression(&self, expression: &Expression, parent: Span) {
        let span = expression.span;
        self.inside(span, parent);
        match &expression.kind {
            ExpressionKind::Template(template) => self.template(template, span),
            ExpressionKind::Tuple(items) => self.all(items, span),
            ExpressionKind::Object(items) => {
                for item in items {
                    match &item.key {
                        ObjectKey::Name(name) => self.name(name, span),
                        ObjectKey::Expression(key) => self.expression(key, span),
                    }
                    self.expression(&item.value, span);
                }
            }
            ExpressionKind::Access(access) => {
                self.expression(&access.base, span);
                for step in &access.steps {
                    self.inside(step.span, span);
                    if let StepKind::Index(index) = &step.kind {
                        self.expression(index, step.span);
                    }
                }
            }
            ExpressionKind::Call(call) => {
                self.name(&call.name, span);
                self.all(&call.arguments, span);
            }
            ExpressionKind::Conditional(node) => {
                self.all([&node.condition, &node.yes, &node.no], span);
            }
            ExpressionKind::Unary(_, inner) | ExpressionKind::Parentheses(inner) => {
                self.expression(inner, span);
            }
            ExpressionKind::Binary(node) => self.all([&node.left, &node.right], span),
            ExpressionKind::For(node) => {
                if let Some(name) = &node.key_name {
                    self.name(name, span);
                }
                self.name(&node.value_name, span);
                self.all([&node.collection, &node.value], span);
                self.all(node.key.iter().chain(&node.condition), span);
            }
            _ => {}
        }
    }

    fn template(&self, template: &Template, parent: Span) {
        for part in &template.parts {
            match part {
                TemplatePart::Literal(_, span) => self.inside(*span, parent),
                TemplatePart::Interpolation(inner) => self.expression(inner, parent),
                TemplatePart::If {
                    condition,
                    yes,
                    no,
                    span,
                } => {
                    self.inside(*span, parent);
                    self.expression(condition, *span);
                    self.template(yes, *span);
                    self.template(no, *span);
                }
                TemplatePart::For {
                    key_name,
                    value_name,
                    collection,
                    body,
                    span,
                } => {
                    self.inside(*span, parent);
                    if let Some(name) = key_name {
                        self.name(name, *span);
                    }
                    self.name(value_name, *span);
                    self.expression(collection, *span);
                    self.template(body, *span);
                }
            }
        }
    }
}

//! Expressions, and the names that `for` and `dynamic` bring into them.

use crate::hcl::{
    BinaryOperator, Block, Call, Expression, ExpressionKind, For, ObjectItem, ObjectKey, Step,
    StepKind, Template, TemplatePart, as_reference,
};
use crate::source::FileKind;

use super::place::{Names, Place};
use super::walk::nested;
use super::{Judge, Problem, ProblemKind};

impl Judge<'_> {
    /// A `dynamic` block: its content is evaluated once for each element.
    pub(super) fn dynamic(&mut self, block: &Block, place: &Place<'_>) {
        if let Some(for_each) = block.body.attribute("for_each") {
            self.expression(&for_each.value, place);
        }
        let iterator = block.body.attribute("iterator").and_then(|iterator| {
            let name = as_reference(&iterator.value).map(|(root, _)| root);
            name.or(iterator.value.as_str())
        });
        let names = Names {
            key: None,
            value: iterator.or(block.label(0)).unwrap_or_default(),
            is_iterator: true,
            outer: place.names,
        };
        let inside = Place {
            names: Some(&names),
            in_dynamic: true,
            ..*place
        };
        if let Some(labels) = block.body.attribute("labels") {
            self.expression(&labels.value, &inside);
        }
        for content in block.body.blocks_of("content") {
            for attribute in &content.body.attributes {
                self.expression(&attribute.value, &inside);
            }
            for block in &content.body.blocks {
                nested(self, block, &inside);
            }
        }
    }

    /// Everything that an expression refers to.
    pub(super) fn expression(&mut self, expression: &Expression, place: &Place<'_>) {
        match &expression.kind {
            ExpressionKind::Null
            | ExpressionKind::Bool(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::String(_) => {}
            ExpressionKind::Variable(root) => self.reference(root, &[], expression.span, place),
            ExpressionKind::Access(access) => {
                match &access.base.kind {
                    ExpressionKind::Variable(root) => {
                        self.reference(root, &access.steps, expression.span, place);
                    }
                    _ => self.expression(&access.base, place),
                }
                self.indexes(&access.steps, place);
            }
            ExpressionKind::Template(template) => self.template(template, place),
            ExpressionKind::Tuple(items) => {
                for item in items {
                    self.expression(item, place);
                }
            }
            ExpressionKind::Object(items) => {
                for item in items {
                    self.item(item, place);
                }
            }
            ExpressionKind::Call(call) => self.call(call, place),
            ExpressionKind::Conditional(conditional) => {
                self.expression(&conditional.condition, place);
                self.expression(&conditional.yes, &place.branch());
                self.expression(&conditional.no, &place.branch());
            }
            ExpressionKind::Unary(_, inner) | ExpressionKind::Parentheses(inner) => {
                self.expression(inner, place);
            }
            ExpressionKind::Binary(binary) => {
                self.expression(&binary.left, place);
                // Newer versions of Terraform pass over what does not decide.
                let right = match binary.operator {
                    BinaryOperator::And | BinaryOperator::Or => place.branch(),
                    _ => *place,
                };
                self.expression(&binary.right, &right);
            }
            ExpressionKind::For(each) => self.each(each, place),
        }
    }

    /// The expressions in brackets.
    pub(super) fn indexes(&mut self, steps: &[Step], place: &Place<'_>) {
        for step in steps {
            if let StepKind::Index(index) = &step.kind {
                self.expression(index, place);
            }
        }
    }

    fn item(&mut self, item: &ObjectItem, place: &Place<'_>) {
        if let ObjectKey::Expression(key) = &item.key {
            self.ambiguous_key(key, place);
            self.expression(key, place);
        }
        // In JSON syntax blocks of a provider's look like objects, and so do the `dynamic` ones inside of them.
        let kind = self.facts.sources.file(item.value.span.file).kind;
        if kind == FileKind::TerraformJson && item.key.as_str() == Some("dynamic") {
            return;
        }
        self.expression(&item.value, place);
    }

    /// A reference as the key of an object, without parentheses: Terraform takes it neither for a reference nor for a name.
    fn ambiguous_key(&mut self, key: &Expression, place: &Place<'_>) {
        let is_plain = |step: &Step| match &step.kind {
            StepKind::Attribute(_) | StepKind::LegacyIndex(_) => true,
            StepKind::Index(index) => {
                index.as_str().is_some() || matches!(index.kind, ExpressionKind::Number(_))
            }
            StepKind::FullSplat | StepKind::AttributeSplat => false,
        };
        let is_native = self.facts.sources.file(key.span.file).kind != FileKind::TerraformJson;
        let is_reference = as_reference(key)
            .is_some_and(|(_, steps)| !steps.is_empty() && steps.iter().all(is_plain));
        if !is_native || !is_reference {
            return;
        }
        let text = self.text(key.span);
        let message = format!("{text} as a key may be meant as a reference or as a name");
        let help =
            format!("Write ({text}) for what it refers to, or put it in quotes for the name");
        let problem = Problem::new(ProblemKind::Form, key.span, message, help);
        self.report_evaluated(place, problem);
    }

    fn call(&mut self, call: &Call, place: &Place<'_>) {
        self.function(call, place);
        let is_tried = place.is_tried || matches!(&*call.name.text, "try" | "can");
        let inside = Place { is_tried, ..*place };
        for argument in &call.arguments {
            self.expression(argument, &inside);
        }
    }

    fn each(&mut self, each: &For, place: &Place<'_>) {
        self.expression(&each.collection, place);
        let names = Names {
            key: each.key_name.as_ref().map(|name| &*name.text),
            value: &each.value_name.text,
            is_iterator: false,
            outer: place.names,
        };
        let inside = Place {
            names: Some(&names),
            ..place.branch()
        };
        for part in each.key.iter().chain([&each.value]).chain(&each.condition) {
            self.expression(part, &inside);
        }
    }

    fn template(&mut self, template: &Template, place: &Place<'_>) {
        for part in &template.parts {
            match part {
                TemplatePart::Literal(..) => {}
                TemplatePart::Interpolation(inner) => self.expression(inner, place),
                TemplatePart::If {
                    condition, yes, no, ..
                } => {
                    self.expression(condition, place);
                    self.template(yes, &place.branch());
                    self.template(no, &place.branch());
                }
                TemplatePart::For {
                    key_name,
                    value_name,
                    collection,
                    body,
                    ..
                } => {
                    self.expression(collection, place);
                    let names = Names {
                        key: key_name.as_ref().map(|name| &*name.text),
                        value: &value_name.text,
                        is_iterator: false,
                        outer: place.names,
                    };
                    let inside = Place {
                        names: Some(&names),
                        ..place.branch()
                    };
                    self.template(body, &inside);
                }
            }
        }
    }
}

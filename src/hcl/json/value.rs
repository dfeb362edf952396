//! Values of JSON syntax as expressions: strings are templates, references or plain text.

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::{Range, Ranged};

use crate::hcl::native;
use crate::hcl::{Expression, ExpressionKind, ObjectItem, ObjectKey, UnaryOperator};
use crate::source::Span;

use super::layout::Strings;
use super::{MAX_DEPTH, Reader};
use crate::hcl::respan::move_spans;

impl Reader<'_> {
    pub(super) fn value(&mut self, value: &Value, strings: Strings) -> Expression {
        let span = self.span(value.range());
        if self.depth >= MAX_DEPTH {
            self.error(
                span,
                "nested more than 64 levels deep; iaclint does not read it",
                "split it up, with local values or modules",
            );
            return Expression {
                kind: ExpressionKind::Null,
                span,
            };
        }
        self.depth += 1;
        let kind = match value {
            Value::NullKeyword(_) => ExpressionKind::Null,
            Value::BooleanLit(literal) => ExpressionKind::Bool(literal.value),
            Value::NumberLit(literal) => number(literal.value, span),
            Value::StringLit(literal) => {
                let expression = self.string(&literal.value, literal.range, strings);
                self.depth -= 1;
                return expression;
            }
            Value::Array(array) => {
                let items = array.elements.iter();
                ExpressionKind::Tuple(items.map(|item| self.value(item, strings)).collect())
            }
            Value::Object(object) => {
                let items = object.properties.iter();
                ExpressionKind::Object(items.map(|item| self.item(item, strings)).collect())
            }
        };
        self.depth -= 1;
        Expression { kind, span }
    }

    fn item(&mut self, property: &ObjectProp, strings: Strings) -> ObjectItem {
        // `configuration_aliases` holds references inside an entry whose other strings are plain.
        let inner = match property.name.as_str() {
            "configuration_aliases" => Strings::References,
            _ => strings,
        };
        let key = self.string(property.name.as_str(), property.name.range(), strings);
        let key = match key.kind {
            ExpressionKind::Variable(_) => ObjectKey::Name(crate::hcl::Name {
                text: property.name.as_str().into(),
                span: key.span,
            }),
            _ => ObjectKey::Expression(key),
        };
        ObjectItem {
            key,
            value: self.value(&property.value, inner),
        }
    }

    /// A string; `range` includes the quotes, `text` has its escapes resolved.
    fn string(&mut self, text: &str, range: Range, strings: Strings) -> Expression {
        let span = self.span(range);
        let plain = || Expression {
            kind: ExpressionKind::String(text.into()),
            span,
        };
        let is_template = text.contains("${") || text.contains("%{");
        if strings == Strings::Literals || (strings == Strings::Templates && !is_template) {
            return plain();
        }
        let read = if is_template {
            native::template(self.file, text)
        } else {
            native::expression(self.file, text)
        };
        // Where nothing is escaped, the text lies in the file as it is, and places in it are exact.
        let inner = range.start + 1..range.end.saturating_sub(1);
        let shift = (self.text.get(inner.clone()) == Some(text)).then_some(span.start + 1);
        let place = |found: &mut Span| match shift {
            Some(shift) => {
                found.start += shift;
                found.end += shift;
            }
            None => *found = span,
        };
        match read {
            Ok(mut expression) => {
                move_spans(&mut expression, &place);
                if matches!(
                    expression.kind,
                    ExpressionKind::Template(_) | ExpressionKind::String(_)
                ) {
                    expression.span = span;
                }
                expression
            }
            Err(errors) => {
                for mut error in errors {
                    place(&mut error.span);
                    error.related.iter_mut().for_each(|(span, _)| place(span));
                    self.errors.push(error);
                }
                plain()
            }
        }
    }
}

fn number(text: &str, span: Span) -> ExpressionKind {
    match text.strip_prefix('-') {
        None => ExpressionKind::Number(text.into()),
        Some(digits) => {
            let kind = ExpressionKind::Number(digits.into());
            let span = Span {
                start: span.start + 1,
                ..span
            };
            ExpressionKind::Unary(UnaryOperator::Negate, Box::new(Expression { kind, span }))
        }
    }
}

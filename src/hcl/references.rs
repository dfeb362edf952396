//! What an expression refers to outside of itself.

use crate::source::Span;

use super::ast::{
    Expression, ExpressionKind, Name, ObjectKey, Step, StepKind, Template, TemplatePart,
};

/// Calls `visit` with the first name, the steps and the place of every reference in `expression`, except those to names
/// that a `for` inside it gives.
pub fn each_reference<'a>(
    expression: &'a Expression,
    visit: &mut dyn FnMut(&'a str, &'a [Step], Span),
) {
    let given = Vec::new();
    Walk { given, visit }.expression(expression);
}

/// The same for a template.
pub fn each_reference_of_template<'a>(
    template: &'a Template,
    visit: &mut dyn FnMut(&'a str, &'a [Step], Span),
) {
    let given = Vec::new();
    Walk { given, visit }.template(template);
}

struct Walk<'a, 'v> {
    /// The names that are given here, those of inner `for` last.
    given: Vec<&'a str>,
    visit: &'v mut dyn FnMut(&'a str, &'a [Step], Span),
}

impl<'a> Walk<'a, '_> {
    fn reference(&mut self, root: &'a str, steps: &'a [Step], span: Span) {
        if !self.given.contains(&root) {
            (self.visit)(root, steps, span);
        }
    }

    fn all(&mut self, expressions: impl IntoIterator<Item = &'a Expression>) {
        for expression in expressions {
            self.expression(expression);
        }
    }

    fn expression(&mut self, expression: &'a Expression) {
        match &expression.kind {
            ExpressionKind::Null
            | ExpressionKind::Bool(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::String(_) => {}
            ExpressionKind::Variable(root) => self.reference(root, &[], expression.span),
            ExpressionKind::Access(access) => {
                match &access.base.kind {
                    ExpressionKind::Variable(root) => {
                        self.reference(root, &access.steps, expression.span);
                    }
                    _ => self.expression(&access.base),
                }
                for step in &access.steps {
                    if let StepKind::Index(index) = &step.kind {
                        self.expression(index);
                    }
                }
            }
            ExpressionKind::Template(template) => self.template(template),
            ExpressionKind::Tuple(items) => self.all(items),
            ExpressionKind::Object(items) => {
                for item in items {
                    if let ObjectKey::Expression(key) = &item.key {
                        self.expression(key);
                    }
                    self.expression(&item.value);
                }
            }
            ExpressionKind::Call(call) => self.all(&call.arguments),
            ExpressionKind::Conditional(it) => self.all([&it.condition, &it.yes, &it.no]),
            ExpressionKind::Unary(_, inner) | ExpressionKind::Parentheses(inner) => {
                self.expression(inner);
            }
            ExpressionKind::Binary(binary) => self.all([&binary.left, &binary.right]),
            ExpressionKind::For(each) => {
                self.expression(&each.collection);
                let names = (each.key_name.as_ref(), &each.value_name);
                let parts = each.key.iter().chain([&each.value]).chain(&each.condition);
                self.inside(names, |inner| inner.all(parts));
            }
        }
    }

    fn template(&mut self, template: &'a Template) {
        for part in &template.parts {
            match part {
                TemplatePart::Literal(..) => {}
                TemplatePart::Interpolation(inner) => self.expression(inner),
                TemplatePart::If {
                    condition, yes, no, ..
                } => {
                    self.expression(condition);
                    self.template(yes);
                    self.template(no);
                }
                TemplatePart::For {
                    key_name,
                    value_name,
                    collection,
                    body,
                    ..
                } => {
                    self.expression(collection);
                    let names = (key_name.as_ref(), value_name);
                    self.inside(names, |inner| inner.template(body));
                }
            }
        }
    }

    fn inside(&mut self, (key, value): (Option<&'a Name>, &'a Name), work: impl FnOnce(&mut Self)) {
        let before = self.given.len();
        let names = key.into_iter().chain([value]);
        self.given.extend(names.map(|name| &*name.text));
        work(self);
        self.given.truncate(before);
    }
}

#[cfg(test)]
mod tests {
    use super::each_reference;
    use crate::hcl::parse_expression;
    use crate::source::FileId;

    #[test]
    fn names_that_a_for_gives_are_no_references() {
        let roots = |text: &str| {
            let expression = parse_expression(FileId(0), text).unwrap();
            let mut found = Vec::new();
            each_reference(&expression, &mut |root, steps, _| {
                found.push(format!("{root}/{}", steps.len()));
            });
            found.join(" ")
        };
        assert_eq!(roots("a.b[c.d].e"), "a/3 c/1");
        assert_eq!(roots("[for k, v in v.x : k if v.y == w.z]"), "v/1 w/1");
        assert_eq!(
            roots("[for v in [] : v.a] == v.b ? f(g) : {(h) = i}"),
            "v/1 g/0 h/0 i/0"
        );
        assert_eq!(
            roots("\"${a}%{ for a in b }${a}%{ if c }${d}%{ endif }%{ endfor }\""),
            "a/0 b/0 c/0 d/0"
        );
    }
}

//! What an expression means, as far as the repository's own text decides it.
//!
//! A value is known or it is not; what is not known says why. Every text knows which span each of its pieces was
//! written at, so that a finding points at the line to edit and not at the line that uses it.

mod value;

pub use value::{Piece, Text, Unknown, Value};

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::hcl::{
    Access, Expression, ExpressionKind, ObjectKey, Step, StepKind, Template, TemplatePart,
    step_name,
};
use crate::source::Span;

/// What the names in an expression stand for. The evaluator asks; whoever knows the module answers.
pub trait Scope {
    /// What `var.NAME` stands for.
    fn variable(&self, name: &str) -> Named<'_>;
    /// What `local.NAME` stands for.
    fn local(&self, name: &str) -> Named<'_>;
    /// The value of `path.NAME` or `terraform.NAME`; `None` where there is no such thing.
    fn named(&self, root: &str, name: &str) -> Option<String>;
}

/// What a name stands for.
pub enum Named<'s> {
    /// An expression, and the scope it stands in.
    Expression(&'s Expression, &'s dyn Scope),
    /// Nothing that is known, because of this.
    Unknown(String),
}

/// Bounds the work of one evaluation: hostile input must end too.
#[derive(Debug)]
pub struct Budget {
    steps: Cell<u32>,
    depth: Cell<u32>,
    bytes: Cell<usize>,
}

const MAX_STEPS: u32 = 20_000;
const MAX_DEPTH: u32 = 100;
const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Of all texts that one evaluation copies: a large one may be named many times.
const MAX_COPIED_BYTES: usize = 4 * 1024 * 1024;

impl Default for Budget {
    fn default() -> Self {
        Self {
            steps: Cell::new(MAX_STEPS),
            depth: Cell::new(0),
            bytes: Cell::new(MAX_COPIED_BYTES),
        }
    }
}

impl Budget {
    /// A budget for many evaluations together.
    pub fn shared() -> Self {
        Self {
            steps: Cell::new(100 * MAX_STEPS),
            depth: Cell::new(0),
            bytes: Cell::new(100 * MAX_COPIED_BYTES),
        }
    }

    /// Runs `work` one level deeper, or gives an unknown value where the budget is spent.
    pub fn spend(&self, at: Span, work: impl FnOnce() -> Value) -> Value {
        let steps = self.steps.get();
        let depth = self.depth.get();
        if steps == 0 || depth >= MAX_DEPTH {
            return Value::unknown("it takes more steps than iaclint follows", at);
        }
        self.steps.set(steps - 1);
        self.depth.set(depth + 1);
        let value = work();
        self.depth.set(depth);
        value
    }

    /// `text`, written at `span`, or an unknown value where the texts copied so far are too long.
    fn copy(&self, text: &str, span: Span) -> Value {
        match self.bytes.get().checked_sub(text.len()) {
            Some(left) => {
                self.bytes.set(left);
                Value::Text(Text::written(text, span))
            }
            None => Value::unknown("it is longer than iaclint follows", span),
        }
    }
}

/// Evaluates `expression` in `scope`.
pub fn evaluate(expression: &Expression, scope: &dyn Scope) -> Value {
    evaluate_within(expression, scope, &Budget::default())
}

/// Evaluates within what is left of `budget`: for a [`Scope`] that follows a name to another expression.
pub fn evaluate_within(expression: &Expression, scope: &dyn Scope, budget: &Budget) -> Value {
    budget.spend(expression.span, || evaluate_kind(expression, scope, budget))
}

fn evaluate_kind(expression: &Expression, scope: &dyn Scope, budget: &Budget) -> Value {
    let span = expression.span;
    match &expression.kind {
        ExpressionKind::Null => Value::Null(span),
        ExpressionKind::Bool(value) => Value::Bool(*value, span),
        ExpressionKind::Number(text) => Value::Number(text.to_string(), span),
        ExpressionKind::String(text) => budget.copy(text, span),
        ExpressionKind::Template(template) => template_text(template, span, scope, budget),
        ExpressionKind::Parentheses(inner) => evaluate_within(inner, scope, budget),
        ExpressionKind::Tuple(items) => {
            let items = items
                .iter()
                .map(|item| evaluate_within(item, scope, budget))
                .collect();
            Value::List(items, span)
        }
        ExpressionKind::Object(items) => {
            let mut entries = BTreeMap::new();
            for item in items {
                let key = match &item.key {
                    ObjectKey::Name(name) => Some(name.text.to_string()),
                    ObjectKey::Expression(key) => evaluate_within(key, scope, budget)
                        .as_str()
                        .map(str::to_owned),
                };
                let Some(key) = key else {
                    return Value::unknown("it has a key that is not known", item.key.span());
                };
                entries.insert(key, evaluate_within(&item.value, scope, budget));
            }
            Value::Map(entries, span)
        }
        ExpressionKind::Access(access) => evaluate_access(access, span, scope, budget),
        ExpressionKind::Conditional(conditional) => {
            match evaluate_within(&conditional.condition, scope, budget) {
                Value::Bool(true, _) => evaluate_within(&conditional.yes, scope, budget),
                Value::Bool(false, _) => evaluate_within(&conditional.no, scope, budget),
                _ => Value::unknown(
                    "it depends on a condition that is not known",
                    conditional.condition.span,
                ),
            }
        }
        ExpressionKind::Variable(_)
        | ExpressionKind::Call(_)
        | ExpressionKind::Unary(..)
        | ExpressionKind::Binary(_)
        | ExpressionKind::For(_) => Value::unknown("it is computed", span),
    }
}

fn evaluate_access(access: &Access, span: Span, scope: &dyn Scope, budget: &Budget) -> Value {
    let ExpressionKind::Variable(root) = &access.base.kind else {
        let base = evaluate_within(&access.base, scope, budget);
        return follow(base, &access.steps, span, scope, budget);
    };
    let Some((
        Step {
            kind: StepKind::Attribute(name),
            ..
        },
        rest,
    )) = access.steps.split_first()
    else {
        return Value::unknown("it is computed", span);
    };
    let named = match &**root {
        "var" => Some(scope.variable(name)),
        "local" => Some(scope.local(name)),
        _ => None,
    };
    let value = match (named, &**root) {
        (Some(Named::Unknown(reason)), _) => Value::unknown(reason, span),
        (Some(Named::Expression(expression, inner)), _) => {
            let (expression, rest) = enter(expression, rest);
            let value = evaluate_within(expression, inner, budget);
            return follow(value, rest, span, scope, budget);
        }
        (None, root) => match scope.named(root, name) {
            Some(text) => Value::Text(Text::written(&text, span)),
            None => Value::unknown("it refers to what Terraform knows only after apply", span),
        },
    };
    follow(value, rest, span, scope, budget)
}

/// Goes into object constructors by literal keys without evaluating their other entries: one entry of a large map
/// is often all that is wanted. Gives what is reached and the steps that are left.
fn enter<'e>(
    mut expression: &'e Expression,
    mut steps: &'e [Step],
) -> (&'e Expression, &'e [Step]) {
    loop {
        let items = match &expression.kind {
            ExpressionKind::Parentheses(inner) => {
                expression = inner;
                continue;
            }
            ExpressionKind::Object(items) => items,
            _ => return (expression, steps),
        };
        let Some(key) = step_name(steps, 0) else {
            return (expression, steps);
        };
        // The last of equal keys counts; a key that must be computed could be any.
        let last = items
            .iter()
            .rev()
            .take_while(|item| item.key.as_str().is_some());
        let Some(item) = last.into_iter().find(|item| item.key.as_str() == Some(key)) else {
            return (expression, steps);
        };
        (expression, steps) = (&item.value, &steps[1..]);
    }
}

/// Enters `value` by attribute names and known indexes.
fn follow(
    mut value: Value,
    steps: &[Step],
    span: Span,
    scope: &dyn Scope,
    budget: &Budget,
) -> Value {
    for step in steps {
        let key = match &step.kind {
            StepKind::Attribute(name) => name.to_string(),
            StepKind::LegacyIndex(index) => index.to_string(),
            StepKind::Index(index) => match evaluate_within(index, scope, budget) {
                Value::Text(text) => text.text,
                Value::Number(number, _) => number,
                _ => {
                    return Value::unknown("it is looked up by a key that is not known", step.span);
                }
            },
            StepKind::AttributeSplat | StepKind::FullSplat => {
                return Value::unknown("it is computed", step.span);
            }
        };
        value = match value {
            Value::Map(mut entries, _) => match entries.remove(&key) {
                Some(entry) => entry,
                None => {
                    return Value::unknown("the key it is looked up by does not exist", step.span);
                }
            },
            Value::List(mut items, _) => match key.parse::<usize>() {
                Ok(index) if index < items.len() => items.swap_remove(index),
                _ => {
                    return Value::unknown(
                        "the index it is looked up by does not exist",
                        step.span,
                    );
                }
            },
            unknown @ Value::Unknown(_) => return unknown,
            _ => return Value::unknown("it has no attributes", span),
        };
    }
    value
}

fn template_text(template: &Template, span: Span, scope: &dyn Scope, budget: &Budget) -> Value {
    if let [TemplatePart::Interpolation(only)] = template.parts.as_slice() {
        return evaluate_within(only, scope, budget);
    }
    let mut text = Text::default();
    for part in &template.parts {
        match part {
            TemplatePart::Literal(literal, at) => match budget.copy(literal, *at) {
                Value::Text(literal) => text.push(&literal),
                unknown => return unknown,
            },
            TemplatePart::Interpolation(inner) => match evaluate_within(inner, scope, budget) {
                Value::Text(inner) => text.push(&inner),
                Value::Number(number, at) => text.push(&Text::written(&number, at)),
                Value::Bool(value, at) => text.push(&Text::written(&value.to_string(), at)),
                unknown @ Value::Unknown(_) => return unknown,
                _ => return Value::unknown("it puts what is no text into a text", inner.span),
            },
            TemplatePart::If { span, .. } | TemplatePart::For { span, .. } => {
                return Value::unknown("it is computed", *span);
            }
        }
        if text.text.len() > MAX_TEXT_BYTES {
            return Value::unknown("it is longer than iaclint follows", span);
        }
    }
    Value::Text(text)
}

#[cfg(test)]
mod tests {
    use super::{Named, Scope, Value, evaluate};
    use crate::hcl::{Body, Expression, parse};
    use crate::source::{FileId, FileKind};

    /// The locals of one file.
    struct Locals(Body);

    impl Scope for Locals {
        fn variable(&self, _: &str) -> Named<'_> {
            Named::Unknown("it is not set".to_owned())
        }

        fn local(&self, name: &str) -> Named<'_> {
            match self.0.attribute(name) {
                Some(local) => Named::Expression(&local.value, self),
                None => Named::Unknown("it is not declared".to_owned()),
            }
        }

        fn named(&self, _: &str, _: &str) -> Option<String> {
            None
        }
    }

    fn value(locals: &str) -> Value {
        let parsed = parse(FileId(0), FileKind::Variables, locals);
        assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
        let scope = Locals(parsed.body);
        let wanted: &Expression = &scope.0.attribute("wanted").unwrap().value;
        evaluate(wanted, &scope)
    }

    #[test]
    fn one_entry_of_an_object_is_reached_without_the_others() {
        let map = "m = { a = { b = \"one\" }, c = var.x, a = { b = \"two\" } }\n";
        let text = |wanted: &str| {
            value(&format!("{map}wanted = {wanted}\n"))
                .as_str()
                .map(str::to_owned)
        };
        assert_eq!(
            text("local.m.a.b").as_deref(),
            Some("two"),
            "the last of equal keys counts"
        );
        assert_eq!(text("local.m[\"a\"].b").as_deref(), Some("two"));
        assert_eq!(text("(local.m).a.b").as_deref(), Some("two"));
        assert_eq!(text("local.m.c"), None);
        assert_eq!(text("local.m.d"), None);
    }

    #[test]
    fn a_computed_key_may_be_any() {
        let map = "m = { a = \"one\", (var.k) = \"two\" }\n";
        assert!(value(&format!("{map}wanted = local.m.a\n")).is_unknown());
        let known = "k = \"a\"\nm = { a = \"one\", (local.k) = \"two\" }\n";
        assert_eq!(
            value(&format!("{known}wanted = local.m.a\n")).as_str(),
            Some("two")
        );
    }

    #[test]
    fn long_and_circular_chains_end() {
        assert!(value("wanted = local.a\na = local.b\nb = local.a\n").is_unknown());
        let chain: String = (0..500)
            .map(|at| format!("l{at} = local.l{}\n", at + 1))
            .collect();
        assert!(value(&format!("{chain}l500 = 1\nwanted = local.l0\n")).is_unknown());
        let bomb: String = (0..60)
            .map(|at| format!("l{at} = \"${{local.l{0}}}${{local.l{0}}}\"\n", at + 1))
            .collect();
        assert!(value(&format!("{bomb}l60 = \"x\"\nwanted = local.l0\n")).is_unknown());
    }
}

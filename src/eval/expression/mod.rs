//! Expressions to values.

mod absent;
mod access;
mod attempt;
mod beside;
mod branch_types;
mod call;
mod certain;
mod conditional;
mod constructor;
mod operator;
mod rounds;
mod splat;
mod template;

use std::cell::{Cell, RefCell};

use crate::hcl::{
    Expression, ExpressionKind, Name, Step, Template, each_reference, each_reference_of_template,
};
use crate::source::Span;
use crate::types::Type;

use super::budget::{Budget, VALUE_COST};
use super::fault::{Fault, FaultKind};
use super::number::Number;
use super::scope::Scope;
use super::text::Text;
use super::unknown::{Cause, Unknown, are_learned_late};
use super::value::{Kind, Value};

/// At most so many values in one, each counted as often as it is there.
const MAX_SIZE: u32 = 4_000_000;

/// Evaluates expressions of one scope. What Terraform would refuse is collected on the way.
pub struct Evaluator<'e> {
    scope: &'e dyn Scope,
    budget: &'e Budget,
    faults: RefCell<Vec<Fault>>,
    /// Whether what was evaluated since somebody cleared it could still fail when more is known.
    doubt: Cell<Doubt>,
    /// Whether this is a file's template, which cannot render templates itself.
    is_template: bool,
    /// Whether what names stand for is taken as Terraform knows it when it plans.
    is_planned: bool,
    /// Whether Terraform evaluates this only when it applies, since it waits for a condition or a collection.
    is_put_off: Cell<bool>,
    /// Where every fault goes as well, also those that are dropped because what they are in may not be evaluated.
    log: Option<&'e RefCell<Vec<Fault>>>,
}

/// Whether what can be evaluated may fail once more is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    /// It never does.
    #[default]
    None,
    /// Only for what Terraform learns when it applies: it does not fail while Terraform plans.
    Later,
    /// For what Terraform may know when it plans.
    Open,
}

/// Names that an expression gives to values for its inner parts: those of `for` and of `dynamic` blocks.
pub struct Bindings<'b> {
    /// The name.
    pub name: &'b str,
    /// What it stands for.
    pub value: Value,
    /// The names around it.
    pub outer: Option<&'b Bindings<'b>>,
}

impl<'b> Bindings<'b> {
    fn find(bindings: Option<&'b Self>, name: &str) -> Option<&'b Value> {
        let mut current = bindings;
        while let Some(found) = current {
            if found.name == name {
                return Some(&found.value);
            }
            current = found.outer;
        }
        None
    }
}

/// Runs `work` with the names of one round of a `for`: that of the key, where there is one, and that of the value.
fn in_round<T>(
    (key_name, value_name): (Option<&Name>, &Name),
    (key, value): (Value, Value),
    outer: Option<&Bindings<'_>>,
    work: impl FnOnce(&Bindings<'_>) -> T,
) -> T {
    let keyed = key_name.map(|name| Bindings {
        name: &name.text,
        value: key,
        outer,
    });
    work(&Bindings {
        name: &value_name.text,
        value,
        outer: keyed.as_ref().or(outer),
    })
}

impl<'e> Evaluator<'e> {
    /// An evaluator for expressions whose names `scope` knows.
    pub fn new(scope: &'e dyn Scope, budget: &'e Budget) -> Self {
        Self {
            scope,
            budget,
            faults: RefCell::default(),
            doubt: Cell::default(),
            is_template: false,
            is_planned: false,
            is_put_off: Cell::default(),
            log: None,
        }
    }

    /// The same, which puts down every fault in `log` as well when it is found: also one of a branch that may not be
    /// taken, or of a round that may not happen.
    pub fn logging(self, log: &'e RefCell<Vec<Fault>>) -> Self {
        Self {
            log: Some(log),
            ..self
        }
    }

    /// The value of an expression. Never fails: what Terraform would refuse is a fault, and its value is not known.
    pub fn evaluate(&self, expression: &Expression, bindings: Option<&Bindings<'_>>) -> Value {
        let value = self
            .budget
            .deeper(|| self.evaluate_kind(expression, bindings));
        match value {
            // Whoever uses it walks over it.
            Some(value) if value.size > MAX_SIZE => {
                self.budget.refuse();
                self.exhausted(expression.span)
            }
            Some(value) if self.budget.take(value.size as usize / 32) => self.as_known(value),
            _ => self.exhausted(expression.span),
        }
    }

    /// The value of an expression and all that is at fault in it.
    pub fn evaluate_once(self, expression: &Expression) -> (Value, Vec<Fault>) {
        let value = self.evaluate(expression, None);
        (value, self.faults.into_inner())
    }

    /// The faults found since the last time, in the order in which they were found.
    pub fn take_faults(&self) -> Vec<Fault> {
        self.faults.take()
    }

    /// Records a fault; the value in its place.
    pub fn fail(&self, kind: FaultKind, span: Span, message: impl Into<String>) -> Value {
        self.fail_with(Fault::new(kind, span, message))
    }

    /// Records a fault; the value in its place.
    pub fn fail_with(&self, fault: Fault) -> Value {
        let span = fault.span;
        if let Some(log) = self.log {
            log.borrow_mut().push(fault.clone());
        }
        self.faults.borrow_mut().push(fault);
        failed(span)
    }

    /// Takes what `count` values cost that somebody is about to make; `None` where nothing is left for them, which is
    /// told at `span`.
    pub fn afford(&self, count: usize, span: Span) -> Option<()> {
        if self.budget.take(count.saturating_mul(VALUE_COST)) {
            return Some(());
        }
        self.exhausted(span);
        None
    }

    fn exhausted(&self, span: Span) -> Value {
        let mut faults = self.faults.borrow_mut();
        // Everything around it is cut off as well: once is enough.
        if !faults.iter().any(|fault| fault.kind == FaultKind::Budget) {
            let message = "it takes more work than iaclint spends";
            faults.push(Fault::new(FaultKind::Budget, span, message));
        }
        Value::unknown(Type::Dynamic, Cause::Budget).at(span)
    }

    fn evaluate_kind(&self, expression: &Expression, bindings: Option<&Bindings<'_>>) -> Value {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Null => Value::null().at(span),
            ExpressionKind::Bool(value) => Value::bool(*value).at(span),
            ExpressionKind::Number(text) => match Number::parse(text) {
                Some(number) => Value::number(number).at(span),
                None => self.fail(FaultKind::Type, span, "this is not a number"),
            },
            ExpressionKind::String(text) => {
                if !self.budget.take(text.len() / 64) {
                    return self.exhausted(span);
                }
                Value::from(Kind::String(Text::written(text))).at(span)
            }
            ExpressionKind::Template(template) => self.template(template, span, bindings),
            ExpressionKind::Parentheses(inner) => self.evaluate(inner, bindings),
            ExpressionKind::Tuple(items) => {
                let items: Vec<Value> = items
                    .iter()
                    .map(|item| self.evaluate(item, bindings))
                    .collect();
                Value::tuple(items).at(span)
            }
            ExpressionKind::Object(items) => self.object(items, span, bindings),
            ExpressionKind::Variable(name) => self.reference(name, &[], span, bindings),
            ExpressionKind::Access(access) => self.access(access, span, bindings),
            ExpressionKind::Call(call) => self.call(call, span, bindings),
            ExpressionKind::Conditional(conditional) => {
                self.conditional(conditional, span, bindings)
            }
            ExpressionKind::Unary(operator, operand) => {
                self.unary(*operator, operand, span, bindings)
            }
            ExpressionKind::Binary(binary) => self.binary(binary, span, bindings),
            ExpressionKind::For(each) => self.for_each(each, span, bindings),
        }
    }

    /// Runs `work` and forgets its faults: what it evaluates may not be there at all.
    pub fn quietly<T>(&self, work: impl FnOnce() -> T) -> T {
        self.apart(work).0
    }

    /// Runs `work`, which Terraform does only when it applies if it `waits`.
    fn put_off_if<T>(&self, waits: bool, work: impl FnOnce() -> T) -> T {
        let before = self.is_put_off.get();
        self.is_put_off.set(before || waits);
        let result = work();
        self.is_put_off.set(before);
        result
    }

    /// Runs `work` and gives its faults apart, as if it had not been run.
    fn apart<T>(&self, work: impl FnOnce() -> T) -> (T, Vec<Fault>) {
        let before = self.faults.borrow().len();
        let result = work();
        let found = self.faults.borrow_mut().split_off(before);
        (result, found)
    }

    /// Records faults, which Terraform finds only when it applies if `are_late`.
    fn keep(&self, faults: Vec<Fault>, are_late: bool) {
        let faults = faults.into_iter().map(|fault| fault.late_if(are_late));
        self.faults.borrow_mut().extend(faults);
    }

    /// Records those of the faults of what is left out that count all the same: names that are not declared are found
    /// before anything is evaluated.
    fn keep_uncaught(&self, faults: Vec<Fault>) {
        let uncaught = faults.into_iter().filter(|fault| !fault.kind.is_caught());
        self.faults.borrow_mut().extend(uncaught);
    }

    /// What is at fault in an expression that is not evaluated: Terraform looks at its names all the same.
    fn pass_over(&self, expression: &Expression, bindings: Option<&Bindings<'_>>) {
        each_reference(expression, &mut |root, steps, span| {
            self.check_reference(root, steps, span, bindings);
        });
    }

    /// The same for a text.
    fn pass_over_text(&self, template: &Template, bindings: Option<&Bindings<'_>>) {
        each_reference_of_template(template, &mut |root, steps, span| {
            self.check_reference(root, steps, span, bindings);
        });
    }

    fn check_reference(
        &self,
        root: &str,
        steps: &[Step],
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) {
        if Bindings::find(bindings, root).is_none()
            && let Err(fault) = self.scope.check(root, steps, span)
        {
            self.faults.borrow_mut().push(fault);
        }
    }

    /// The value in place of one of this type that cannot be computed for what is at fault since there were `before` faults.
    fn failed_since(&self, before: usize, ty: Type, span: Span) -> Value {
        if self.are_late_since(before) {
            failed_later(ty, span)
        } else {
            failed_of(ty, span)
        }
    }

    /// Whether there are faults since there were `before`, and Terraform finds them only when it applies.
    fn are_late_since(&self, before: usize) -> bool {
        let faults = self.faults.borrow();
        let faults = faults.get(before..).unwrap_or_default();
        !faults.is_empty() && faults.iter().all(|fault| fault.is_late)
    }

    /// How many faults there are so far.
    fn fault_count(&self) -> usize {
        self.faults.borrow().len()
    }

    /// Says that what is being evaluated may still fail when more is known.
    fn note_uncertain(&self) {
        self.note(Doubt::Open);
    }

    /// The same where it depends on what is not known in these values.
    fn note_uncertain_of<'v>(&self, values: impl IntoIterator<Item = &'v Value>) {
        self.note(if are_learned_late(values) {
            Doubt::Later
        } else {
            Doubt::Open
        });
    }

    fn note(&self, doubt: Doubt) {
        self.doubt.set(self.doubt.get().max(doubt));
    }
}

/// The value in place of one that Terraform would refuse to compute.
pub(super) fn failed(span: Span) -> Value {
    missing(Cause::Failed, span)
}

/// The same where what the value would be says of which type it would have been.
fn failed_of(ty: Type, span: Span) -> Value {
    let unknown = Unknown {
        at: Some(span),
        ..Unknown::new(ty, Cause::Failed)
    };
    Value::from(unknown).at(span)
}

/// The same where Terraform finds only when it applies that it cannot compute the value.
fn failed_later(ty: Type, span: Span) -> Value {
    let unknown = Unknown {
        at: Some(span),
        ..Unknown::new(ty, Cause::Failed).late()
    };
    Value::from(unknown).at(span)
}

/// A value of which nothing is known, because of what stands at `span`.
pub(crate) fn missing(cause: Cause, span: Span) -> Value {
    let unknown = Unknown {
        at: Some(span),
        ..Unknown::new(Type::Dynamic, cause)
    };
    Value::from(unknown).at(span)
}

/// A value of type `ty` that is computed from `sources` and not known because they are not.
fn derived<'v>(ty: Type, sources: impl IntoIterator<Item = &'v Value>, span: Span) -> Value {
    Value::from(Unknown::derived(ty, sources)).at(span)
}

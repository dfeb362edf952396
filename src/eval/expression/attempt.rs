//! `try` and `can`: what can be evaluated, now and once more is known.

use std::cell::{Cell, RefCell};

use crate::hcl::Expression;
use crate::source::Span;
use crate::types::Type;

use crate::eval::fault::{Fault, FaultKind};
use crate::eval::function::choice;
use crate::eval::unknown::Unknown;
use crate::eval::value::Value;

use super::{Bindings, Evaluator, derived};

impl Evaluator<'_> {
    /// The first argument that can be evaluated. Where that depends on what is not known, it may be any later one.
    pub(super) fn try_each(
        &self,
        arguments: &[Expression],
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let before = self.may_fail.get();
        let mut possible: Vec<Value> = Vec::new();
        let mut sources: Vec<Value> = Vec::new();
        let mut is_late = false;
        for (at, argument) in arguments.iter().enumerate() {
            self.may_fail.set(false);
            let (value, faults) = self.apart(|| self.evaluate(argument, bindings));
            if faults.iter().any(|fault| !fault.kind.is_caught()) {
                self.faults.borrow_mut().extend(faults);
                return value;
            }
            if !faults.is_empty() {
                is_late |= self.fails_late(argument, &faults, bindings);
                continue;
            }
            let may_fail = self.may_fail.get();
            sources.push(value.clone());
            possible.push(value);
            if !may_fail {
                self.may_fail.set(before);
                for other in &arguments[at + 1..] {
                    self.pass_over(other, bindings);
                }
                return match possible.len() {
                    // Terraform takes what is not wholly known for what may still fail.
                    1 if is_late || possible[0].is_partly_late() => {
                        possible.swap_remove(0).later().of_any_type()
                    }
                    1 => possible.swap_remove(0),
                    _ => choice(possible, &derived(Type::Dynamic, &sources, span)),
                };
            }
        }
        if possible.is_empty() {
            self.may_fail.set(before);
            return self.fail(
                FaultKind::Function,
                span,
                "try(): none of the arguments can be evaluated",
            );
        }
        self.may_fail.set(true);
        choice(possible, &derived(Type::Dynamic, &sources, span))
    }

    /// Whether Terraform finds out only when it applies that an expression cannot be evaluated. With what it knows when
    /// it plans, the expression may fail elsewhere already.
    fn fails_late(
        &self,
        expression: &Expression,
        faults: &[Fault],
        bindings: Option<&Bindings<'_>>,
    ) -> bool {
        if faults.is_empty() || !faults.iter().all(|fault| fault.is_late) {
            return false;
        }
        let planned = Evaluator {
            faults: RefCell::default(),
            may_fail: Cell::new(false),
            is_planned: true,
            log: None,
            ..*self
        };
        planned.evaluate(expression, bindings);
        planned.take_faults().is_empty()
    }

    /// Whether the argument can be evaluated.
    pub(super) fn can(
        &self,
        arguments: &[Expression],
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let [argument] = arguments else {
            return self.fail(FaultKind::Function, span, "can() takes one argument");
        };
        let before = self.may_fail.replace(false);
        let (value, faults) = self.apart(|| self.evaluate(argument, bindings));
        let may_fail = self.may_fail.replace(before);
        if faults.iter().any(|fault| !fault.kind.is_caught()) {
            self.faults.borrow_mut().extend(faults);
            return value;
        }
        if may_fail && faults.is_empty() {
            return Value::from(Unknown::derived(Type::Bool, [&value]).not_null()).at(span);
        }
        let can = Value::bool(faults.is_empty()).at(span);
        // Of what it does not know wholly, Terraform does not say whether it can be evaluated.
        if self.fails_late(argument, &faults, bindings)
            || (value.is_partly_late() && faults.is_empty())
        {
            can.later()
        } else {
            can
        }
    }
}

//! `try` and `can`: what can be evaluated, now and once more is known.

use std::cell::{Cell, RefCell};

use crate::hcl::Expression;
use crate::source::Span;
use crate::types::Type;

use crate::eval::fault::{Fault, FaultKind};
use crate::eval::function::choice;
use crate::eval::unknown::Unknown;
use crate::eval::value::Value;

use super::{Bindings, Doubt, Evaluator, derived};

impl Evaluator<'_> {
    /// The first argument that can be evaluated. Where that depends on what is not known, it may be any later one.
    pub(super) fn try_each(
        &self,
        arguments: &[Expression],
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let before = self.doubt.get();
        let mut doubt = before;
        let mut possible: Vec<Value> = Vec::new();
        let mut sources: Vec<Value> = Vec::new();
        let mut is_late = false;
        for (at, argument) in arguments.iter().enumerate() {
            self.doubt.set(Doubt::None);
            let (value, faults) = self.apart(|| self.evaluate(argument, bindings));
            if faults.iter().any(|fault| !fault.kind.is_caught()) {
                self.faults.borrow_mut().extend(faults);
                return value;
            }
            if !faults.is_empty() {
                is_late |= self.fails_late(argument, &faults, bindings);
                continue;
            }
            doubt = doubt.max(self.doubt.get());
            let may_fail = self.may_fail_when_planned(&value);
            sources.push(value.clone());
            possible.push(value);
            if !may_fail {
                self.doubt.set(before);
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
            self.doubt.set(before);
            return self.fail(
                FaultKind::Function,
                span,
                "try(): none of the arguments can be evaluated",
            );
        }
        self.doubt.set(doubt);
        choice(possible, &derived(Type::Dynamic, &sources, span))
    }

    /// Whether what came to this value may still fail, so that Terraform does not take it when it plans: it takes what it
    /// knows wholly, whatever else of the expression it does not know.
    fn may_fail_when_planned(&self, value: &Value) -> bool {
        match self.doubt.get() {
            Doubt::None => false,
            Doubt::Later => !value.is_wholly_known(),
            Doubt::Open => true,
        }
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
            doubt: Cell::default(),
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
        let before = self.doubt.take();
        let (value, faults) = self.apart(|| self.evaluate(argument, bindings));
        let may_fail = self.may_fail_when_planned(&value);
        self.doubt.set(before);
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

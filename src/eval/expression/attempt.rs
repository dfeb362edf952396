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
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            self.doubt.set(Doubt::None);
            let (value, faults) = self.apart(|| self.evaluate(argument, bindings));
            if faults.iter().any(|fault| !fault.kind.is_caught()) {
                self.faults.borrow_mut().extend(faults);
                return value;
            }
            let (value, is_taken) = if faults.is_empty() {
                doubt = doubt.max(self.doubt.get());
                let is_taken = !self.may_fail_when_planned(&value);
                (value, is_taken)
            } else {
                match self.before_it_fails(argument, &faults, bindings) {
                    // Terraform takes what it knows wholly when it plans, and keeps it.
                    Some(planned) if planned.is_wholly_known() => (planned, true),
                    planned => {
                        is_late |= planned.is_some();
                        continue;
                    }
                }
            };
            sources.push(value.clone());
            possible.push(value);
            if is_taken {
                self.doubt.set(before);
                arguments.for_each(|other| self.pass_over(other, bindings));
                return first_of(possible, &sources, is_late, span);
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
        one_of(possible, &sources, span)
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

    /// The value of an expression as Terraform has it when it plans, if it finds out only when it applies that the
    /// expression cannot be evaluated. With what it knows then, the expression may fail elsewhere already.
    fn before_it_fails(
        &self,
        expression: &Expression,
        faults: &[Fault],
        bindings: Option<&Bindings<'_>>,
    ) -> Option<Value> {
        // What is evaluated with what Terraform knows when it plans fails for that; evaluated again it fails again.
        let are_late = faults.iter().all(|fault| fault.is_late);
        if faults.is_empty() || !are_late || self.is_planned {
            return None;
        }
        let planned = Evaluator {
            faults: RefCell::default(),
            doubt: Cell::default(),
            is_planned: true,
            is_put_off: Cell::new(self.is_put_off.get()),
            log: None,
            ..*self
        };
        let value = planned.evaluate(expression, bindings);
        planned.take_faults().is_empty().then_some(value)
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
        let can = |can: bool| Value::bool(can).at(span);
        // Of what it does not know wholly, Terraform does not say whether it can be evaluated.
        match self.before_it_fails(argument, &faults, bindings) {
            Some(planned) if planned.is_wholly_known() => can(true),
            Some(_) => can(false).later(),
            None if faults.is_empty() && value.is_partly_late() => can(true).later(),
            None => can(faults.is_empty()),
        }
    }
}

/// One of the values of arguments, the last of which certainly can be evaluated; `is_late` where Terraform finds out
/// only when it applies that one before cannot.
fn first_of(mut possible: Vec<Value>, sources: &[Value], is_late: bool, span: Span) -> Value {
    match possible.len() {
        // Terraform takes what is not wholly known for what may still fail.
        1 if is_late || possible[0].is_partly_late() => {
            possible.swap_remove(0).later().of_any_type()
        }
        1 => possible.swap_remove(0),
        _ => one_of(possible, sources, span),
    }
}

/// One of several: as long as Terraform does not know which, it does not know of which type it is.
fn one_of(possible: Vec<Value>, sources: &[Value], span: Span) -> Value {
    let one = choice(possible, &derived(Type::Dynamic, sources, span));
    if one.is_late() {
        one.of_any_type()
    } else {
        one
    }
}

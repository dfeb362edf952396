//! Operators.

use crate::hcl::{Binary, BinaryOperator, Expression, UnaryOperator};
use crate::source::Span;
use crate::types::Type;

use crate::eval::convert::convert;
use crate::eval::equality::{compared, differ_later, equal};
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::late::known_when_planned;
use crate::eval::number::Number;
use crate::eval::unknown::{Cause, Shape, Unknown};
use crate::eval::value::{Kind, Marks, Value};

use super::{Bindings, Evaluator, derived, failed_of};

impl Evaluator<'_> {
    pub(super) fn unary(
        &self,
        operator: UnaryOperator,
        operand: &Expression,
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let ty = match operator {
            UnaryOperator::Negate => Type::Number,
            UnaryOperator::Not => Type::Bool,
        };
        let before = self.fault_count();
        let value = self.evaluate(operand, bindings);
        if self.fault_count() > before {
            return self.failed_since(before, ty, span);
        }
        let (value, marks) = value.unmarked();
        let compute = |value: &Value| match self.operand(value, &ty, operand.span) {
            Err(()) => failed_of(ty.clone(), span),
            Ok(value) => match (&value.kind, operator) {
                (Kind::Number(number), _) => Value::number(number.negate()),
                (Kind::Bool(flag), _) => Value::bool(!flag),
                _ => not_null(derived(ty.clone(), [&value], span)),
            },
        };
        let result = self.for_alternatives(&value, compute);
        let result = self.when_planned(result, [&value, &value], || {
            self.for_alternatives(&value.as_planned(), compute)
        });
        result.at(span).marked(marks)
    }

    pub(super) fn binary(
        &self,
        binary: &Binary,
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let before = self.fault_count();
        let left = self.evaluate(&binary.left, bindings);
        let (right, faults) = self.apart(|| self.evaluate(&binary.right, bindings));
        // Since Terraform 1.12 the right side need not be computable where the left one decides.
        let decides = match binary.operator {
            BinaryOperator::And => Some(false),
            BinaryOperator::Or => Some(true),
            _ => None,
        };
        let may_skip = !faults.is_empty() && self.scope.short_circuits();
        if may_skip && decides.is_some() && left.as_bool() == decides {
            self.keep_uncaught(faults);
            return left.at(span);
        }
        self.faults.borrow_mut().extend(faults);
        if self.fault_count() > before {
            // Of operands that are at fault anywhere, only the type of the result is left.
            return self.failed_since(before, result_type(binary.operator), span);
        }
        let (left, left_marks) = left.unmarked();
        let (right, right_marks) = right.unmarked();
        let compute = |left: &Value, right: &Value| {
            self.for_alternatives(left, |left| {
                self.for_alternatives(right, |right| self.operate(binary, left, right, span))
            })
        };
        let result = self.when_planned(compute(&left, &right), [&left, &right], || {
            compute(&left.as_planned(), &right.as_planned())
        });
        result.at(span).marked(Marks::with(left_marks, right_marks))
    }

    /// A result as Terraform knows it when it plans, if something that it was computed from is late.
    fn when_planned(
        &self,
        ours: Value,
        sources: [&Value; 2],
        compute: impl FnOnce() -> Value,
    ) -> Value {
        let is_simply_unknown = ours
            .as_unknown()
            .is_some_and(|it| it.is_late && !matches!(it.shape, Shape::Choice(_)));
        if is_simply_unknown || !sources.iter().any(|source| source.holds_late) {
            return ours;
        }
        let doubt = self.doubt.get();
        let planned = self.quietly(compute);
        self.doubt.set(doubt);
        known_when_planned(ours, &planned)
    }

    /// The result for each of what a value may be, or for the value where it is one.
    fn for_alternatives(&self, value: &Value, compute: impl Fn(&Value) -> Value) -> Value {
        match value.as_unknown().map(|unknown| &unknown.shape) {
            Some(Shape::Choice(alternatives)) => {
                let result = self.each_alternative(value, alternatives, compute);
                agreed(result)
            }
            _ => compute(value),
        }
    }

    fn operate(&self, binary: &Binary, left: &Value, right: &Value, span: Span) -> Value {
        match binary.operator {
            BinaryOperator::Equal | BinaryOperator::NotEqual => {
                let wanted = binary.operator == BinaryOperator::Equal;
                match compared(left, right) {
                    Some(answer) => {
                        let result = Value::bool(answer == wanted);
                        let is_planned = left.is_as_planned() && right.is_as_planned();
                        // What decides may stand behind what Terraform does not know.
                        if is_planned && !answer && differ_later(left, right) {
                            result.later()
                        } else {
                            result
                        }
                    }
                    None => not_null(derived(Type::Bool, [left, right], span)),
                }
            }
            BinaryOperator::And | BinaryOperator::Or => self.logic(binary, left, right, span),
            _ => self.arithmetic(binary, left, right, span),
        }
    }

    fn logic(&self, binary: &Binary, left: &Value, right: &Value, span: Span) -> Value {
        let (Ok(left), Ok(right)) = (
            self.operand(left, &Type::Bool, binary.left.span),
            self.operand(right, &Type::Bool, binary.right.span),
        ) else {
            return failed_of(Type::Bool, span);
        };
        let (left_is_late, right_is_late) = (left.is_late(), right.is_late());
        // One side may decide although the other is not known.
        let decides = binary.operator == BinaryOperator::Or;
        match (left.as_bool(), right.as_bool()) {
            (Some(value), _) | (_, Some(value)) if value == decides => {
                let result = Value::bool(decides);
                // Before 1.12 Terraform waits for the other side.
                let waits = !self.scope.short_circuits() && (left_is_late || right_is_late);
                if waits { result.later() } else { result }
            }
            (Some(_), Some(_)) => Value::bool(!decides),
            _ => not_null(derived(Type::Bool, [&left, &right], span)),
        }
    }

    fn arithmetic(&self, binary: &Binary, left: &Value, right: &Value, span: Span) -> Value {
        let (Ok(left), Ok(right)) = (
            self.operand(left, &Type::Number, binary.left.span),
            self.operand(right, &Type::Number, binary.right.span),
        ) else {
            let ty = if is_comparison(binary.operator) {
                Type::Bool
            } else {
                Type::Number
            };
            return failed_of(ty, span);
        };
        let (Some(a), Some(b)) = (left.as_number(), right.as_number()) else {
            return unknown_arithmetic(binary.operator, &left, &right, span);
        };
        let result = match binary.operator {
            BinaryOperator::Add => a.add(b),
            BinaryOperator::Subtract => a.subtract(b),
            BinaryOperator::Multiply => a.multiply(b),
            BinaryOperator::Divide => a.divide(b),
            BinaryOperator::Modulo => a.remainder(b),
            BinaryOperator::Less => return Value::bool(a < b),
            BinaryOperator::LessOrEqual => return Value::bool(a <= b),
            BinaryOperator::Greater => return Value::bool(a > b),
            _ => return Value::bool(a >= b),
        };
        match result {
            Some(number) => Value::number(number),
            None => {
                self.fail(FaultKind::Type, span, "this calculation has no result");
                failed_of(Type::Number, span)
            }
        }
    }

    /// The operand as the operator takes it.
    fn operand(&self, value: &Value, ty: &Type, span: Span) -> Result<Value, ()> {
        if value.is_null() {
            let message = "an operand must not be null";
            self.fail_with(Fault::new(FaultKind::Null, span, message).of([value]));
            return Err(());
        }
        if !value.is_known() && value.ty() != *ty {
            self.note_uncertain_of([value]);
        }
        convert(value, ty).map_err(|mismatch| {
            let message = format!("the operand is of the wrong type: {mismatch}");
            self.fail_with(Fault::new(FaultKind::Type, span, message).of([value]));
        })
    }
}

/// The type of what an operator gives.
fn result_type(operator: BinaryOperator) -> Type {
    match operator {
        BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo => Type::Number,
        _ => Type::Bool,
    }
}

/// One value where all alternatives are the same one.
fn agreed(value: Value) -> Value {
    let Some(Shape::Choice(alternatives)) = value.as_unknown().map(|unknown| &unknown.shape) else {
        return value;
    };
    let Some(first) = alternatives.first() else {
        return value;
    };
    if alternatives
        .iter()
        .all(|other| equal(first, other) == Some(true))
    {
        let marks = value.marks;
        let first = first.clone().marked(marks);
        return first.learned_with(&value);
    }
    value
}

fn not_null(value: Value) -> Value {
    match value.kind {
        Kind::Unknown(unknown) => {
            let unknown = Unknown {
                refinement: crate::eval::Refinement {
                    not_null: true,
                    ..unknown.refinement.clone()
                },
                ..(*unknown).clone()
            };
            Value {
                kind: Value::from(unknown).kind,
                ..value
            }
        }
        _ => value,
    }
}

/// What is known of an operation on numbers that are not: a comparison may be decided by their bounds.
fn unknown_arithmetic(operator: BinaryOperator, left: &Value, right: &Value, span: Span) -> Value {
    if !is_comparison(operator) {
        return not_null(derived(Type::Number, [left, right], span));
    }
    let (low_left, high_left) = bounds(left);
    let (low_right, high_right) = bounds(right);
    // `Less` holds for certain if the largest left is below the smallest right, and so on.
    let below = |high: &Bound, low: &Bound, or_equal: bool| {
        matches!((high, low), (Some((high, high_in)), Some((low, low_in)))
            if high < low || (high == low && (or_equal || !(*high_in && *low_in))))
    };
    // Terraform tells nothing where bounds meet (measured with 1.11.4).
    let is_apart = |high: &Bound, low: &Bound| matches!((high, low), (Some((high, _)), Some((low, _))) if high < low);
    let are_apart = is_apart(&high_left, &low_right) || is_apart(&high_right, &low_left);
    let answer = match operator {
        BinaryOperator::Less if below(&high_left, &low_right, false) => Some(true),
        BinaryOperator::Less if below(&high_right, &low_left, true) => Some(false),
        BinaryOperator::LessOrEqual if below(&high_left, &low_right, true) => Some(true),
        BinaryOperator::LessOrEqual if below(&high_right, &low_left, false) => Some(false),
        BinaryOperator::Greater if below(&high_right, &low_left, false) => Some(true),
        BinaryOperator::Greater if below(&high_left, &low_right, true) => Some(false),
        BinaryOperator::GreaterOrEqual if below(&high_right, &low_left, true) => Some(true),
        BinaryOperator::GreaterOrEqual if below(&high_left, &low_right, false) => Some(false),
        _ => None,
    };
    match answer {
        Some(answer) if are_apart => Value::bool(answer),
        Some(answer) => Value::bool(answer).learned_with(left).learned_with(right),
        None => not_null(derived(Type::Bool, [left, right], span)),
    }
}

fn is_comparison(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual
    )
}

type Bound = Option<(Number, bool)>;

fn bounds(value: &Value) -> (Bound, Bound) {
    match &value.kind {
        Kind::Number(number) => (Some((number.clone(), true)), Some((number.clone(), true))),
        Kind::Unknown(unknown) if unknown.cause != Cause::Failed => (
            unknown.refinement.minimum.clone(),
            unknown.refinement.maximum.clone(),
        ),
        _ => (None, None),
    }
}

//! `[*]` and `.*`

use crate::hcl::{Step, StepKind};
use crate::source::Span;
use crate::types::Type;

use crate::eval::convert::unify;
use crate::eval::fault::FaultKind;
use crate::eval::late::of_exact_length;
use crate::eval::set_order::{
    counted, gone_over, is_order_known, planned_count_of, unordered, unordered_of,
    with_planned_count,
};
use crate::eval::unknown::{Cause, Shape, Unknown};
use crate::eval::value::{Kind, Value};

use super::{Bindings, Evaluator, derived, failed, failed_later, missing};

impl Evaluator<'_> {
    /// What a splat and the steps after it come to in something that is at fault anywhere, since there were `before` faults:
    /// not even the type is left, unless Terraform plans with it.
    pub(super) fn splat_of_failed(
        &self,
        before: usize,
        value: &Value,
        steps: &[Step],
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        for step in steps {
            self.pass_over_index(step, bindings);
        }
        let span = steps[0].span;
        if !self.are_late_since(before) {
            return failed(span);
        }
        let planned = || self.follow(value.as_planned(), steps, bindings);
        failed_later(self.quietly(planned).planned_type(), span)
    }

    /// The steps applied to each element. A value that is no sequence counts as a sequence of one, and `null` as an
    /// empty one.
    pub(super) fn splat(
        &self,
        value: &Value,
        steps: &[Step],
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        // Each step into each element makes a value.
        let made = value.width().saturating_mul(steps.len() + 1);
        if self.afford(made, span).is_none() {
            return missing(Cause::Budget, span);
        }
        let inner = |item: &Value| self.follow(item.clone(), steps, bindings);
        let result = match &value.kind {
            Kind::Null(ty) if ty.is_sequence() => {
                return self.fail(
                    FaultKind::Null,
                    span,
                    "this list is null, so [*] has nothing to go over",
                );
            }
            Kind::Null(_) => Value::tuple(Vec::new()),
            Kind::Tuple(items) => Value::tuple(items.iter().map(inner).collect::<Vec<_>>()),
            Kind::List(element, items) | Kind::Set(element, items) => {
                let results: Vec<Value> = items.iter().map(inner).collect();
                let list = self.list_of(results, element, steps, bindings, span);
                match (&value.kind, &list.kind) {
                    (Kind::Set(..), Kind::List(ty, results)) if !is_order_known(items) => {
                        let list = unordered(Type::list(ty.clone()), results.to_vec(), items);
                        gone_over(list, items)
                    }
                    (Kind::Set(..), Kind::Tuple(results)) if !is_order_known(items) => {
                        gone_over(unordered(Type::Dynamic, results.to_vec(), items), items)
                    }
                    _ => list,
                }
            }
            Kind::Unknown(unknown) => {
                return self.splat_unknown(value, unknown, steps, span, bindings);
            }
            _ => Value::tuple(vec![inner(value)]),
        };
        result.at(value.origin.unwrap_or(span)).marked(value.marks)
    }

    /// A list of what the elements of a list became: they are of one type, since the elements were.
    fn list_of(
        &self,
        items: Vec<Value>,
        element: &Type,
        steps: &[Step],
        bindings: Option<&Bindings<'_>>,
        span: Span,
    ) -> Value {
        if items.is_empty() {
            let doubt = self.doubt.get();
            let ty = self.type_of_each(element, steps, bindings, span);
            self.doubt.set(doubt);
            return Value::list(ty, Vec::new());
        }
        let types: Vec<Type> = items.iter().map(Value::ty).collect();
        match unify(&types) {
            Some(ty) if types.iter().all(|found| *found == ty) => Value::list(ty, items),
            _ => Value::tuple(items),
        }
    }

    /// What the elements of a list would become if there were any. Terraform refuses for their type what it refuses of
    /// every such element.
    fn type_of_each(
        &self,
        element: &Type,
        steps: &[Step],
        bindings: Option<&Bindings<'_>>,
        span: Span,
    ) -> Type {
        let mut sample = Value::from(Unknown::new(element.clone(), Cause::Apply)).at(span);
        for (at, step) in steps.iter().enumerate() {
            sample = match &step.kind {
                // Whether an object that it does not know has this attribute, Terraform does not ask.
                StepKind::Index(_) if matches!(sample.ty(), Type::Object(_)) => {
                    self.pass_over_index(step, bindings);
                    missing(Cause::Apply, step.span)
                }
                StepKind::FullSplat => {
                    let each = |ty: &Type| self.type_of_each(ty, &steps[at + 1..], bindings, span);
                    return match sample.ty() {
                        Type::List(element) | Type::Set(element) => Type::list(each(&element)),
                        Type::Tuple(types) => Type::tuple(types.iter().map(each).collect()),
                        Type::Dynamic => Type::Dynamic,
                        // What may be `null` may be no element, or one.
                        single => {
                            each(&single);
                            Type::Dynamic
                        }
                    };
                }
                StepKind::AttributeSplat => {
                    return self.follow(sample, &steps[at..], bindings).ty();
                }
                _ => self.follow(sample, std::slice::from_ref(step), bindings),
            };
        }
        sample.ty()
    }

    fn splat_unknown(
        &self,
        value: &Value,
        unknown: &Unknown,
        steps: &[Step],
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let inner = |item: &Value| self.follow(item.clone(), steps, bindings);
        let is_sequence =
            matches!(unknown.ty, Type::Dynamic | Type::Tuple(_)) || unknown.ty.is_sequence();
        let is_single = !is_sequence && unknown.refinement.not_null;
        let result = match (&unknown.shape, &unknown.ty) {
            // Terraform too sees that there is one element.
            (Shape::Choice(_), _)
                if unknown.is_late && !unknown.is_late_and_untyped() && is_single =>
            {
                Value::tuple(vec![inner(value)])
            }
            (Shape::Choice(alternatives), _) => {
                let result = self.each_alternative(value, alternatives, |one| {
                    self.splat(one, steps, span, bindings)
                });
                return if is_sequence {
                    never_null(result, unknown)
                } else {
                    of_one_or_none(result, unknown)
                };
            }
            (Shape::Open { known, .. }, ty) if counted(unknown).is_some() => {
                let of_list = matches!(ty, Type::List(_));
                let results: Vec<Value> = known.iter().map(inner).collect();
                let types: Vec<Type> = results.iter().map(Value::ty).collect();
                let ty = match unify(&types).filter(|_| of_list) {
                    Some(ty) if types.iter().all(|found| *found == ty) => Type::list(ty),
                    _ => Type::Dynamic,
                };
                let count = known.len() as u64;
                let sequence = unordered_of(ty, results, known, count);
                match planned_count_of(unknown) {
                    Some(count) => with_planned_count(sequence, count),
                    None => sequence,
                }
            }
            (Shape::Open { known, each }, _) if !unknown.is_mapping() => {
                let known: Vec<Value> = known.iter().map(inner).collect();
                let each = inner(each);
                let sequence = in_the_same_order(open(known, each, unknown), unknown);
                match planned_count_of(unknown) {
                    Some(count) => with_planned_count(sequence, count),
                    None => sequence,
                }
            }
            (Shape::Entries { .. } | Shape::Partial(_), Type::Dynamic)
                if unknown.refinement.not_null =>
            {
                Value::tuple(vec![inner(value)])
            }
            // One instance of a resource is an object, whatever else its provider's version gives it.
            (Shape::Resource { .. }, _) => Value::tuple(vec![inner(value)]),
            (Shape::Symbol(symbol), Type::List(element) | Type::Set(element)) => {
                let any = crate::eval::PathStep::Any;
                let each =
                    crate::eval::convert::step_into(symbol, (**element).clone(), any, unknown);
                if steps.is_empty() && matches!(unknown.ty, Type::List(_)) {
                    return value.clone();
                }
                open(Vec::new(), inner(&each), unknown)
            }
            (_, Type::List(element) | Type::Set(element)) => {
                let each = inner(&Unknown::derived((**element).clone(), [value]).into());
                Unknown::derived(Type::list(each.ty()), [value]).into()
            }
            (Shape::Opaque, Type::Tuple(types)) => {
                let each = |ty: &Type| inner(&Unknown::derived(ty.clone(), [value]).into()).ty();
                let ty = Type::tuple(types.iter().map(each).collect());
                Unknown::derived(ty, [value]).into()
            }
            (_, Type::Dynamic | Type::Tuple(_)) if !unknown.is_mapping() => {
                self.note_uncertain_of([value]);
                derived(Type::Dynamic, [value], span)
            }
            // A value that is no sequence and not `null` is a sequence of one.
            (_, _) if unknown.refinement.not_null => Value::tuple(vec![inner(value)]),
            (_, _) if unknown.symbol().is_some() => {
                let one = Value::tuple(vec![inner(value)]);
                one.learned_with(value)
            }
            (_, _) => open(Vec::new(), inner(value), unknown),
        };
        let result = if is_sequence {
            never_null(result, unknown)
        } else {
            of_one_or_none(result, unknown)
        };
        result.at(value.origin.unwrap_or(span)).marked(value.marks)
    }
}

/// What came of a single value, or of none where it is `null`: until Terraform knows which, it knows no type either.
fn of_one_or_none(result: Value, of: &Unknown) -> Value {
    if of.refinement.not_null && !of.is_late_and_untyped() {
        return result;
    }
    let result = match result.as_unknown() {
        Some(unknown) if !is_of_one_type(unknown) => {
            let mut unknown = (**unknown).clone();
            unknown.ty = Type::Dynamic;
            Value::from(unknown).in_place_of(&result)
        }
        _ => result,
    };
    if of.is_late {
        result.later().of_any_type()
    } else {
        result
    }
}

/// Whether all that a value may be is of the type that is said of it.
fn is_of_one_type(unknown: &Unknown) -> bool {
    match &unknown.shape {
        Shape::Choice(alternatives) => alternatives.iter().all(|one| one.ty() == unknown.ty),
        _ => true,
    }
}

/// What came of a sequence, which is a sequence and never `null`: that too Terraform knows as soon as it knows the
/// types, and how many elements there are in a list that came of a list.
fn never_null(result: Value, of: &Unknown) -> Value {
    let is_typed =
        |unknown: &Unknown| !unknown.is_late_and_untyped() && unknown.ty != Type::Dynamic;
    let is_sequence = matches!(of.ty, Type::Tuple(_)) || of.ty.is_sequence();
    let Some(unknown) = result.as_unknown().filter(|it| is_typed(it)) else {
        return result;
    };
    if !is_sequence || !is_typed(of) {
        return result;
    }
    let mut unknown = (**unknown).clone().not_null();
    if unknown.is_late
        && of.is_late
        && matches!((&of.ty, &unknown.ty), (Type::List(_), Type::List(_)))
    {
        unknown.refinement.min_length = of.refinement.min_length;
        unknown.refinement.max_length = of.refinement.max_length;
        let late = Value::from(unknown).in_place_of(&result);
        let counted = late.as_unknown().and_then(|it| of_exact_length(&late, it));
        return counted.unwrap_or(late);
    }
    Value::from(unknown).in_place_of(&result)
}

/// A sequence of what came of each instance of a block, one after the other, if the other one is of all instances.
fn in_the_same_order(sequence: Value, of: &Unknown) -> Value {
    let repeated = of.repeated.as_ref().filter(|of| of.is_counted);
    match (&sequence.kind, repeated) {
        (Kind::Unknown(unknown), Some(repeated)) => Value::from(Unknown {
            repeated: Some(repeated.clone()),
            ..(**unknown).clone()
        }),
        _ => sequence,
    }
}

/// A sequence of what is certainly in it and any number of others.
pub(super) fn open(known: Vec<Value>, each: Value, of: &Unknown) -> Value {
    let ty = each.ty();
    let same = known.iter().all(|item| item.ty() == ty);
    let sources: Vec<Value> = known.iter().chain([&each]).cloned().collect();
    let ty = if same && matches!(of.ty, Type::List(_) | Type::Set(_)) {
        Type::list(ty)
    } else {
        Type::Dynamic
    };
    let unknown = Unknown::derived(ty, &sources);
    Unknown {
        cause: of.cause.clone(),
        at: of.at,
        // How many there are Terraform may know although it knows none of them.
        is_late: of.is_late,
        shape: Shape::Open {
            known: known.into(),
            each: std::sync::Arc::new(each),
        },
        ..unknown
    }
    .into()
}

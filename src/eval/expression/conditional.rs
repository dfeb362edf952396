//! `condition ? yes : no`

use crate::hcl::{Conditional, Expression, each_reference};
use crate::source::Span;
use crate::types::Type;

use crate::eval::convert::{always_converts, convert, is_yet_untyped};
use crate::eval::equality::make_set;
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::function::{choice, is_never_null};
use crate::eval::late_type::is_typed_later;
use crate::eval::map::Map;
use crate::eval::number::Number;
use crate::eval::unknown::{Cause, Shape, Unknown, are_learned_late};
use crate::eval::value::{Kind, Value};

use super::beside::refused_in_the_end;
use super::branch_types::{
    Later, refused_when_planned, told_apart, type_of_branches, type_of_settled, type_when_planned,
};
use super::{Bindings, Doubt, Evaluator, failed_of};

/// One of the two results of a condition.
pub(super) struct Branch {
    pub(super) value: Value,
    /// What is at fault in it, which counts where it is taken.
    pub(super) faults: Vec<Fault>,
    /// Whether it may still fail when more is known.
    doubt: Doubt,
}

impl Evaluator<'_> {
    /// Both branches are evaluated, since the result is of the type that both come to; only the faults of the branch
    /// that is taken count.
    pub(super) fn conditional(
        &self,
        conditional: &Conditional,
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        // Whatever it is, it counts as true or false: that Terraform knows no type of it says nothing of the result's.
        let condition = self
            .evaluate(&conditional.condition, bindings)
            .of_known_type();
        let branch =
            |branch| self.put_off_if(condition.is_late(), || self.branch(branch, bindings));
        let [yes, no] = [&conditional.yes, &conditional.no].map(branch);
        let decided = self.decide(condition.settled(), conditional.condition.span);
        let both_sides = [(&yes, &conditional.yes), (&no, &conditional.no)];
        let Some(ty) = type_of_branches(&yes.value, &no.value).or_else(|| {
            // What a branch is may follow from what is not known, and one that turns out to fail fits any other. Until it
            // applies, none fails for what Terraform does not know.
            let is_open = matches!(decided, Ok(None)) && !condition.has_failed();
            let mut sides = both_sides.iter();
            let may_fail = |(branch, expression): &(&Branch, &Expression)| {
                self.may_fail_early(branch, expression, bindings)
            };
            (is_open && sides.any(may_fail)).then_some(Type::Dynamic)
        }) else {
            let [one, other] = told_apart(&yes.value.ty(), &no.value.ty());
            let message = format!(
                "the results of a condition must be of one type, but one is {one} and the other {other}"
            );
            return self.fail(FaultKind::Type, span, message);
        };
        let taken = match decided {
            Ok(Some(true)) => Some(&yes.value),
            Ok(Some(false)) => Some(&no.value),
            _ => None,
        };
        // Terraform goes by the types that it knows when it plans, and comes to another one then.
        let settled = type_of_settled(&yes, &no);
        self.note_untyped([&yes, &no], settled.is_none());
        let later = Later::of([&yes, &no], settled, &condition, taken);
        let marks = condition.marks.with(yes.value.marks).with(no.value.marks);
        let planned = ty;
        let planned_result = type_when_planned(&planned, &condition, taken);
        let is_certain =
            planned.has_dynamic() && ![&yes.value, &no.value].into_iter().any(is_yet_untyped);
        let retyped = later
            .ty()
            .filter(|later| planned != Type::Dynamic && **later != planned);
        let is_retyped = retyped.is_some();
        let ty = retyped.unwrap_or(&planned).clone();
        let types = [&ty, &planned];
        let result = match decided {
            Err(()) => {
                self.keep_uncaught(yes.faults);
                self.keep_uncaught(no.faults);
                failed_of(ty, span)
            }
            Ok(Some(is_yes)) => {
                match self.taken(&condition, [yes, no], is_yes, types, &later, span) {
                    Ok(value) => value,
                    Err(refused) => return refused,
                }
            }
            Ok(None) => self.either(&condition, [yes, no], types, &later, span),
        };
        let result = if (is_retyped || is_certain) && result.is_late() {
            result.planned_as(planned_result)
        } else {
            result
        };
        result.or_at(span).marked(marks)
    }

    /// What a branch is of which the type is not known may turn out to be of a type that does not go with the other one,
    /// unless it cannot be evaluated at all; `is_parted` where both may come to different types in the end.
    fn note_untyped(&self, branches: [&Branch; 2], is_parted: bool) {
        let is_untyped = |branch: &&Branch| {
            let is_open = branch.value.is_untyped() || is_parted && is_typed_later(&branch.value);
            is_open && branch.faults.is_empty()
        };
        let untyped: Vec<&Value> = branches
            .into_iter()
            .filter(is_untyped)
            .map(|branch| &branch.value)
            .collect();
        if !untyped.is_empty() {
            self.note_uncertain_of(untyped);
        }
    }

    /// The result where it is known which branch is taken, `Err` where Terraform refuses it when it plans. For the types see
    /// [`Evaluator::either`].
    fn taken(
        &self,
        condition: &Value,
        branches: [Branch; 2],
        is_yes: bool,
        [ty, planned]: [&Type; 2],
        later: &Later,
        span: Span,
    ) -> Result<Value, Value> {
        let [yes, no] = branches;
        let both = [&yes.value, &no.value].map(Value::clone);
        let (taken, other) = if is_yes { (yes, no) } else { (no, yes) };
        self.keep(taken.faults, condition.is_late());
        self.keep_uncaught(other.faults);
        self.note(taken.doubt);
        if !condition.is_late()
            && !self.is_put_off.get()
            && let Some(mismatch) = refused_when_planned(&taken.value, &other.value, planned)
        {
            let message = format!(
                "the result of a condition cannot be of one type with the other: {mismatch}"
            );
            let fault = Fault::new(FaultKind::Type, span, message).of([&taken.value]);
            return Err(self.fail_with(fault));
        }
        let value = later
            .converted(&taken.value, is_yes, planned, condition.is_late())
            .unwrap_or_else(|| self.converted(&taken.value, &other.value, ty, span));
        if !condition.is_late() {
            return Ok(value);
        }
        let mut possible = vec![value];
        possible.extend(unconverted(&taken.value, other.doubt, ty));
        possible.extend(converted_beside(&taken.value, &other.value));
        Ok(one_of(possible, condition, ty, &both))
    }

    fn branch(&self, expression: &Expression, bindings: Option<&Bindings<'_>>) -> Branch {
        let before = self.doubt.take();
        let (value, faults) = self.apart(|| self.evaluate(expression, bindings));
        Branch {
            value,
            faults,
            doubt: self.doubt.replace(before),
        }
    }

    /// Whether a branch may fail when Terraform plans, for what it may know then.
    fn may_fail_early(
        &self,
        branch: &Branch,
        expression: &Expression,
        bindings: Option<&Bindings<'_>>,
    ) -> bool {
        let is_late = |value: &Value| are_learned_late([value]);
        if branch.doubt != Doubt::Open || !is_late(&branch.value) {
            return branch.doubt == Doubt::Open;
        }
        let mut may_know = false;
        self.quietly(|| {
            each_reference(expression, &mut |root, steps, span| {
                let value = self.reference(root, steps, span, bindings);
                may_know |= !value.is_wholly_known() && !is_late(&value);
            });
        });
        may_know
    }

    /// A branch as a value of the type that it and the other one come to.
    fn converted(&self, value: &Value, other: &Value, ty: &Type, span: Span) -> Value {
        if !value.is_wholly_known() && !always_converts(&value.settled_throughout(), ty) {
            self.note_uncertain_of([value]);
        }
        let converted = match refused_in_the_end(value, other, ty) {
            Some(refused) => Err(refused.to_owned()),
            None => convert(value, ty).map_err(|mismatch| mismatch.to_string()),
        };
        converted.unwrap_or_else(|message| {
            self.fail(FaultKind::Type, span, message);
            failed_of(ty.clone(), span)
        })
    }

    /// The result where it is not known which branch is taken; `common` is the type that both come to, `planned` the one
    /// that they come to for Terraform when it plans, and `later` tells what they come to once it applies, where it
    /// learns that only then.
    fn either(
        &self,
        condition: &Value,
        [yes, no]: [Branch; 2],
        [common, planned]: [&Type; 2],
        later: &Later,
        span: Span,
    ) -> Value {
        let doubts = [yes.doubt, no.doubt];
        let both = [&yes.value, &no.value].map(Value::clone);
        let mut possible = Vec::new();
        let mut refused = Vec::new();
        let [first, second] = &both;
        for (mut branch, other, doubt_of_other, is_yes) in [
            (yes, second, doubts[1], true),
            (no, first, doubts[0], false),
        ] {
            let (value, faults) = self.apart(|| {
                let value = later.converted(&branch.value, is_yes, planned, condition.is_late());
                value.unwrap_or_else(|| self.converted(&branch.value, other, common, span))
            });
            branch.faults.extend(faults);
            if !branch.faults.is_empty() {
                refused.extend(branch.faults);
                continue;
            }
            possible.push(value);
            let common = later.ty().unwrap_or(common);
            possible.extend(unconverted(&branch.value, doubt_of_other, common));
            if condition.is_late() {
                possible.extend(converted_beside(&branch.value, other));
            }
        }
        self.note(doubts[0].max(doubts[1]));
        if !refused.is_empty() {
            self.note_uncertain_of([condition]);
        }
        if possible.is_empty() {
            self.faults.borrow_mut().extend(refused);
            return failed_of(common.clone(), span);
        }
        if refused.is_empty() {
            return one_of(possible, condition, common, &both);
        }
        self.keep_uncaught(refused);
        let value = only(possible, condition, common);
        if both.iter().all(is_never_null) {
            value.never_null()
        } else {
            value
        }
    }

    /// Which way a condition goes; `None` where that is not known. `Err` where Terraform would refuse it.
    pub(super) fn decide(&self, condition: &Value, span: Span) -> Result<Option<bool>, ()> {
        if condition.is_null() {
            let message = "the condition is null: it must be true or false";
            self.fail_with(Fault::new(FaultKind::Null, span, message).of([condition]));
            return Err(());
        }
        if !condition.is_known() && condition.ty() != Type::Bool {
            self.note_uncertain_of([condition]);
        }
        match convert(condition, &Type::Bool) {
            Ok(flag) => Ok(flag.as_bool()),
            Err(_) => {
                let message = format!(
                    "the condition must be true or false, but it is {}",
                    condition.ty().friendly_name()
                );
                self.fail_with(Fault::new(FaultKind::Type, span, message).of([condition]));
                Err(())
            }
        }
    }
}

/// What a condition that is not known leaves where one branch fails. Terraform finds out only when it applies: until
/// then the result is not known to be of the other branch's type.
fn only(left: Vec<Value>, condition: &Value, common: &Type) -> Value {
    let value = choice(left, condition);
    if value.ty() == *common {
        return value;
    }
    let marks = value.marks;
    let unknown = match value.as_unknown() {
        Some(unknown) => Unknown {
            ty: common.clone(),
            ..(**unknown).clone()
        },
        None => Unknown {
            shape: Shape::Choice([value.clone()].into()),
            ..Unknown::derived(common.clone(), [condition, &value])
        },
    };
    Value::from(unknown).marked(marks)
}

/// A branch as it stays beside one that turns out to fail, where that is another value than the one of the type that
/// both come to.
fn unconverted(branch: &Value, doubt_of_other: Doubt, common: &Type) -> Option<Value> {
    let is_other = doubt_of_other != Doubt::None && !branch.is_null() && branch.ty() != *common;
    is_other.then(|| branch.clone())
}

/// A branch as something that is not known, where it may become of another type beside one of which Terraform learns the
/// type only when it applies, and which is not known here either: only a text certainly stays what it is.
fn converted_beside(branch: &Value, other: &Value) -> Option<Value> {
    let unknown = other.as_unknown()?;
    let is_open = unknown.ty == Type::Dynamic && !matches!(unknown.shape, Shape::Choice(_));
    let stays = matches!(branch.ty(), Type::String | Type::Dynamic) || branch.is_null();
    (is_open && !stays && !other.has_failed())
        .then(|| Unknown::derived(Type::Dynamic, [branch, other]).into())
}

/// What a condition that is not known leaves open: one of `branches`. What Terraform too can say of `both` as they were
/// written, whichever it is, is kept.
fn one_of(branches: Vec<Value>, condition: &Value, ty: &Type, both: &[Value; 2]) -> Value {
    let lengths = [&both[0], &both[1]].map(length);
    // Of collections of several types Terraform does not compare the lengths.
    let are_collections = both[0].ty().is_collection() && both[0].ty() == both[1].ty();
    let numbers: Option<Vec<&Number>> = both.iter().map(Value::as_number).collect();
    let numbers = numbers.unwrap_or_default();
    if condition.is_late() {
        let are_one = numbers.len() > 1 && numbers.iter().all(|number| *number == numbers[0]);
        // Whichever it is, it is null.
        let are_null = both.iter().all(Value::is_null);
        if let (true, Some(only)) = (are_one || are_null, branches.first()) {
            return only.clone();
        }
        let are_empty = lengths.iter().all(|length| *length == (0, Some(0)));
        let items = by_position(&branches, condition, &lengths);
        match (ty, items) {
            (Type::List(element), Some(items)) if are_collections => {
                return Value::list((**element).clone(), items);
            }
            (Type::Map(element), _) if are_collections && are_empty => {
                return Value::map((**element).clone(), Map::default());
            }
            // Of several elements, Terraform does not know which are equal.
            (Type::Set(element), Some(items)) if are_collections && items.len() < 2 => {
                return make_set((**element).clone(), items);
            }
            _ => {}
        }
    }
    let mut value = choice(branches, condition);
    if let Kind::Unknown(unknown) = &value.kind {
        let mut unknown = (**unknown).clone();
        let is_of_type = matches!(unknown.shape, Shape::Choice(_)) || unknown.ty == *ty;
        unknown.ty = if is_of_type {
            ty.clone()
        } else {
            Type::Dynamic
        };
        unknown.refinement.not_null |= both.iter().all(is_never_null);
        if ty.is_collection() && are_collections {
            unknown.refinement.min_length = lengths.iter().map(|(min, _)| *min).min().unwrap_or(0);
            let longest = lengths
                .iter()
                .map(|(_, max)| *max)
                .collect::<Option<Vec<u64>>>();
            unknown.refinement.max_length = longest.and_then(|all| all.into_iter().max());
        }
        if *ty == Type::Number {
            let bound = |number: &&Number| ((*number).clone(), true);
            unknown.refinement.minimum = numbers.iter().min().map(bound);
            unknown.refinement.maximum = numbers.iter().max().map(bound);
        }
        if matches!(unknown.shape, Shape::Opaque) && unknown.cause == Cause::Failed {
            unknown.cause = Cause::Instances;
        }
        value.kind = Value::from(unknown).kind;
    }
    value
}

/// The elements of a list that is one of these, where Terraform too sees that all are equally long.
fn by_position(
    lists: &[Value],
    condition: &Value,
    lengths: &[(u64, Option<u64>)],
) -> Option<Vec<Value>> {
    let (count, _) = *lengths.first()?;
    let is_exact = |(min, max): &(u64, Option<u64>)| *min == count && *max == Some(count);
    if !lengths.iter().all(is_exact) {
        return None;
    }
    let lists: Vec<&[Value]> = lists
        .iter()
        .map(|list| list.elements().map(|items| &**items))
        .collect::<Option<_>>()?;
    let at = |at: usize| lists.iter().map(|items| items.get(at).cloned()).collect();
    let places = 0..usize::try_from(count).ok()?;
    let items = places.map(|place| {
        let possible: Option<Vec<Value>> = at(place);
        possible.map(|possible| choice(possible, condition))
    });
    items.collect()
}

fn length(value: &Value) -> (u64, Option<u64>) {
    if let Some(items) = value.elements() {
        // Elements of a set that Terraform does not know may be one, of which it says nothing here.
        let may_coincide = matches!(value.kind, Kind::Set(..)) && items.len() > 1;
        let is_exact = !may_coincide || value.is_wholly_known();
        let count = items.len() as u64;
        return if is_exact {
            (count, Some(count))
        } else {
            (0, None)
        };
    }
    if let Some(entries) = value.entries() {
        return (entries.len() as u64, Some(entries.len() as u64));
    }
    match value.as_unknown() {
        Some(unknown) => (unknown.refinement.min_length, unknown.refinement.max_length),
        None => (0, None),
    }
}

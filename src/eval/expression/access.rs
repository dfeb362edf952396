//! References, and the steps into values: `.name`, `[key]`.

use std::sync::Arc;

use crate::address::Key;
use crate::hcl::{Access, ExpressionKind, Step, StepKind};
use crate::source::Span;
use crate::types::Type;

use crate::eval::convert::{convert, step_into};
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::function::{choice, of_type_for_any};
use crate::eval::map::Map;
use crate::eval::repeated::Repeated;
use crate::eval::set_order::planned_count_of;
use crate::eval::unknown::{Cause, PathStep, Shape, Unknown};
use crate::eval::value::{Kind, Value};

use super::absent::{HIDDEN, has_no_attributes, hides, no_attribute, no_entry, no_such_name};
use super::{Bindings, Evaluator, derived, failed, missing};

impl Evaluator<'_> {
    pub(super) fn access(
        &self,
        access: &Access,
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        match &access.base.kind {
            ExpressionKind::Variable(root) => self.reference(root, &access.steps, span, bindings),
            _ => {
                let before = self.fault_count();
                let base = self.evaluate(&access.base, bindings);
                self.follow_since(before, base, &access.steps, bindings)
            }
        }
    }

    /// A reference: the longest beginning that the names around or the scope know, and the steps from there.
    pub(super) fn reference(
        &self,
        root: &str,
        steps: &[Step],
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        if let Some(value) = Bindings::find(bindings, root) {
            let value = self.as_known(value.clone());
            return self.follow(value, steps, bindings);
        }
        match self.scope.resolve(root, steps, span) {
            Ok(resolved) => {
                let value = self.as_known(resolved.value.or_at(span));
                self.follow(value, &steps[resolved.steps.min(steps.len())..], bindings)
            }
            Err(fault) => self.fail_with(fault),
        }
    }

    /// What a name stands for or an expression comes to, as far as it counts.
    pub(super) fn as_known(&self, value: Value) -> Value {
        if self.is_planned {
            value.as_planned()
        } else {
            value
        }
    }

    /// Enters `value` step by step.
    pub(super) fn follow(
        &self,
        value: Value,
        steps: &[Step],
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        self.follow_since(self.fault_count(), value, steps, bindings)
    }

    /// The same for a value that was computed when there were `before` faults.
    fn follow_since(
        &self,
        before: usize,
        mut value: Value,
        steps: &[Step],
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        for (at, step) in steps.iter().enumerate() {
            let rest = &steps[at + 1..];
            let is_splat = matches!(step.kind, StepKind::FullSplat | StepKind::AttributeSplat);
            if is_splat && self.fault_count() > before {
                return self.splat_of_failed(before, &value, &steps[at..], bindings);
            }
            value = match &step.kind {
                StepKind::Attribute(name) => {
                    self.one_step(&value, |value| self.attribute(value, name, step.span))
                }
                StepKind::LegacyIndex(index) => {
                    let index = i64::try_from(*index).unwrap_or(i64::MAX);
                    let key = Value::number(index).at(step.span);
                    self.one_step(&value, |value| self.index(value, &key, step.span))
                }
                StepKind::Index(expression) => {
                    let key = self.evaluate(expression, bindings);
                    self.one_step(&value, |value| self.index(value, &key, step.span))
                }
                StepKind::FullSplat => {
                    return self
                        .one_step(&value, |value| self.splat(value, rest, step.span, bindings));
                }
                StepKind::AttributeSplat => {
                    let inner = rest
                        .iter()
                        .take_while(|step| {
                            matches!(step.kind, StepKind::Attribute(_) | StepKind::LegacyIndex(_))
                        })
                        .count();
                    let (inner, rest) = rest.split_at(inner);
                    let value = self.one_step(&value, |value| {
                        self.splat(value, inner, step.span, bindings)
                    });
                    return self.follow(value, rest, bindings);
                }
            };
        }
        value
    }

    /// One step into a value. Into one that is of another type for Terraform when it plans, what lies there is so too.
    fn one_step(&self, value: &Value, step: impl Fn(&Value) -> Value) -> Value {
        let found = step(value);
        let is_retyped = |unknown: &Unknown| unknown.planned_as.is_some();
        if !found.is_late()
            || !value
                .as_unknown()
                .is_some_and(|it| it.is_late && is_retyped(it))
        {
            return found;
        }
        let doubt = self.doubt.get();
        let (planned, faults) = self.apart(|| step(&value.as_planned()));
        self.doubt.set(doubt);
        if !faults.is_empty() && !self.is_put_off.get() {
            self.keep(faults, false);
            return planned;
        }
        found.planned_as(planned.planned_type())
    }

    pub(super) fn pass_over_index(&self, step: &Step, bindings: Option<&Bindings<'_>>) {
        if let StepKind::Index(index) = &step.kind {
            self.pass_over(index, bindings);
        }
    }

    /// `value.name`
    pub(super) fn attribute(&self, value: &Value, name: &str, span: Span) -> Value {
        let marks = value.marks;
        let fail = |kind, message| self.fail_with(Fault::new(kind, span, message).of([value]));
        let found = match &value.kind {
            Kind::Object(entries) => self.entry_of(entries, name).unwrap_or_else(|| {
                let message = if marks.sensitive {
                    format!("the object has no attribute {name:?}")
                } else {
                    no_attribute(name, entries)
                };
                fail(FaultKind::Attribute, message)
            }),
            Kind::Map(_, entries) => self
                .entry_of(entries, name)
                .unwrap_or_else(|| fail(FaultKind::Index, no_entry(name, entries, marks))),
            Kind::Null(_) => {
                let message = format!("this value is null, so it has no attribute {name:?}");
                fail(FaultKind::Null, message)
            }
            Kind::Unknown(unknown) => self.attribute_of_unknown(value, unknown, name, span),
            _ => fail(FaultKind::Attribute, has_no_attributes(&value.ty(), name)),
        };
        found.marked(marks)
    }

    /// The entry of this name. Where it may turn out not to be there, taking it out may fail.
    fn entry_of(&self, entries: &Map, name: &str) -> Option<Value> {
        let entry = entries.get(name)?;
        let unknown = entry.as_unknown();
        let Some(unknown) = unknown.filter(|unknown| unknown.refinement.may_be_missing) else {
            return Some(entry.clone());
        };
        self.note_uncertain();
        let mut found = (**unknown).clone().not_null();
        found.refinement.may_be_missing = false;
        Some(Value::from(found).in_place_of(entry))
    }

    fn attribute_of_unknown(
        &self,
        value: &Value,
        unknown: &Arc<Unknown>,
        name: &str,
        span: Span,
    ) -> Value {
        if let Shape::Choice(alternatives) = &unknown.shape {
            return self
                .each_alternative(value, alternatives, |one| self.attribute(one, name, span));
        }
        if let Shape::Partial(entries) = &unknown.shape
            && let Some(entry) = self.entry_of(entries, name)
        {
            return entry.learned_with(value);
        }
        let ty = match &unknown.ty {
            Type::Dynamic => {
                self.note_uncertain_of([value]);
                Type::Dynamic
            }
            Type::Map(element) => {
                self.note_uncertain_of([value]);
                (**element).clone()
            }
            Type::Object(object) => match object.attributes.get(name) {
                Some(ty) => ty.clone(),
                None => {
                    let names = object.attributes.keys().map(|name| &**name);
                    return self.no_attribute(span, no_such_name(name, names), [value]);
                }
            },
            ty => return self.no_attribute(span, has_no_attributes(ty, name), [value]),
        };
        match &unknown.shape {
            Shape::Resource { known, .. } if known.contains(name) => {
                known.get(name).cloned().unwrap_or_else(Value::null)
            }
            Shape::Symbol(symbol) | Shape::Resource { symbol, .. } => {
                step_into(symbol, ty, PathStep::Name(name.into()), unknown)
            }
            Shape::Entries { known, each } => one_of(known, each, value),
            Shape::Open { known, each } if matches!(unknown.ty, Type::Map(_)) => {
                one_of(known, each, value)
            }
            _ => Self::somewhere_in(value, ty, span),
        }
    }

    /// `value[key]`
    pub(super) fn index(&self, value: &Value, key: &Value, span: Span) -> Value {
        // Of an object, what lies under a sensitive name is not sensitive for that (measured with 1.11.4).
        let is_object = match &value.kind {
            Kind::Object(_) => true,
            Kind::Unknown(unknown) => matches!(unknown.ty, Type::Object(_)),
            Kind::Null(ty) => matches!(ty, Type::Object(_)),
            _ => false,
        };
        let marks = if is_object {
            value.marks
        } else {
            value.marks.with(key.marks)
        };
        if key.is_null() {
            let message = "an index or key must not be null";
            return self.fail_with(Fault::new(FaultKind::Null, span, message).of([key]));
        }
        if key.has_failed() {
            return failed(span).marked(marks);
        }
        if let Some(Shape::Choice(alternatives)) = key.as_unknown().map(|key| &key.shape) {
            let found = self.each_alternative(key, alternatives, |one| {
                // What is said of it must not tell what is sensitive.
                self.index(value, &one.clone().marked(key.marks), span)
            });
            return picked_by(key, value, found).marked(marks);
        }
        let found = match &value.kind {
            Kind::List(_, items) | Kind::Tuple(items) => self.element(value, items, key, span),
            Kind::Map(_, entries) | Kind::Object(entries) => self.entry(value, entries, key, span),
            Kind::Null(_) => {
                let message = "this value is null, so it has no elements";
                self.fail_with(Fault::new(FaultKind::Null, span, message).of([value]))
            }
            Kind::Unknown(unknown) => self.index_of_unknown(value, unknown, key, span),
            Kind::Set(..) => {
                let message =
                    "the elements of a set have no positions: convert it with tolist() first";
                self.no_attribute(span, message, [value])
            }
            _ => {
                let message = format!("{} has no elements", value.ty().with_article());
                self.no_attribute(span, message, [value])
            }
        };
        let found = if is_object && value.is_late() {
            self.as_known(found.of_any_type())
        } else {
            found
        };
        found.marked(marks)
    }

    fn element(&self, value: &Value, items: &[Value], key: &Value, span: Span) -> Value {
        if !key.is_known() {
            self.note_uncertain_of([key]);
            if let Err(mismatch) = convert(key, &Type::Number) {
                return self.no_element(span, mismatch.to_string(), [key]);
            }
            return self.some_of(items.iter(), value, key, span);
        }
        let Ok(number) = convert(key, &Type::Number) else {
            let message = "elements of a list are reached by a number";
            return self.no_element(span, message, [key]);
        };
        let Some(number) = number.as_number() else {
            return derived(Type::Dynamic, [value, key], span);
        };
        let found = number
            .to_i64()
            .filter(|_| number.is_integer())
            .and_then(|at| usize::try_from(at).ok())
            .and_then(|at| items.get(at));
        found.cloned().unwrap_or_else(|| {
            if hides(value, key) {
                return self.fail(FaultKind::Index, span, HIDDEN);
            }
            let length = match items.len() {
                0 => "it is empty".to_owned(),
                1 => "it has one element, [0]".to_owned(),
                count => format!("it has {count} elements, [0] to [{}]", count - 1),
            };
            let which = if key.marks.sensitive {
                "of this number".to_owned()
            } else {
                format!("[{number}]")
            };
            let message = format!("there is no element {which}: {length}");
            self.no_element(span, message, [key, value])
        })
    }

    fn no_attribute<'v>(
        &self,
        span: Span,
        message: impl Into<String>,
        of: impl IntoIterator<Item = &'v Value>,
    ) -> Value {
        self.fail_with(Fault::new(FaultKind::Attribute, span, message).of(of))
    }

    fn no_element<'v>(
        &self,
        span: Span,
        message: impl Into<String>,
        of: impl IntoIterator<Item = &'v Value>,
    ) -> Value {
        self.fail_with(Fault::new(FaultKind::Index, span, message).of(of))
    }

    fn entry(&self, value: &Value, entries: &Map, key: &Value, span: Span) -> Value {
        let is_map = matches!(value.kind, Kind::Map(..));
        if !key.is_known() {
            self.note_uncertain_of([key]);
            if convert(key, &Type::String).is_err() {
                return self.no_element(span, "a key must be a string", [key]);
            }
            return self.some_of(entries.values(), value, key, span);
        }
        let Ok(text) = convert(key, &Type::String) else {
            return self.no_element(span, "a key must be a string", [key]);
        };
        let Some(name) = text.as_str() else {
            return derived(Type::Dynamic, [value, key], span);
        };
        self.entry_of(entries, name).unwrap_or_else(|| {
            let message = if hides(value, key) {
                HIDDEN.to_owned()
            } else if is_map {
                no_entry(name, entries, value.marks)
            } else {
                no_attribute(name, entries)
            };
            self.no_element(span, message, [key, value])
        })
    }

    fn index_of_unknown(
        &self,
        value: &Value,
        unknown: &Arc<Unknown>,
        key: &Value,
        span: Span,
    ) -> Value {
        if let Shape::Choice(alternatives) = &unknown.shape {
            return self.each_alternative(value, alternatives, |one| self.index(one, key, span));
        }
        let name = convert(key, &Type::String).ok();
        let name = name.as_ref().and_then(Value::as_str);
        if let (Shape::Partial(entries), Some(name)) = (&unknown.shape, name)
            && let Some(entry) = self.entry_of(entries, name)
        {
            return entry.learned_with(value);
        }
        if let Some(message) = no_key_of(&unknown.ty, key) {
            let is_hidden = hides(value, key);
            let message = if is_hidden {
                HIDDEN.to_owned()
            } else {
                message
            };
            return self.no_element(span, message, [key, value]);
        }
        // Of a list, a text that is a number is a position too.
        let place = if unknown.ty.is_sequence() {
            convert(key, &Type::Number).ok()
        } else {
            Some(key.clone())
        };
        let place = place.as_ref().and_then(Value::as_number);
        let position = place.and_then(crate::eval::Number::to_i64);
        let position = position.and_then(|at| u64::try_from(at).ok());
        if let Some(count) = planned_count_of(unknown)
            && let Some(place) = position.filter(|at| *at >= count)
        {
            let message = if hides(value, key) {
                HIDDEN.to_owned()
            } else {
                format!("there is no element [{place}]: it has {count}")
            };
            return self.no_element(span, message, [key, value]);
        }
        // Whether the element exists is only known after apply, unless the type says it.
        self.note_uncertain_of([value, key]);
        let (ty, step) = match (&unknown.ty, position, name) {
            (Type::Dynamic, Some(at), _) => (Type::Dynamic, PathStep::Index(at)),
            (Type::Dynamic, None, Some(name)) => (Type::Dynamic, PathStep::Name(name.into())),
            (Type::Dynamic, None, None) => (Type::Dynamic, PathStep::Any),
            (Type::List(element), at, _) => (
                (**element).clone(),
                at.map_or(PathStep::Any, PathStep::Index),
            ),
            (Type::Tuple(elements), Some(at), _) => {
                let ty = usize::try_from(at).ok().and_then(|at| elements.get(at));
                match ty {
                    Some(ty) => (ty.clone(), PathStep::Index(at)),
                    None => {
                        let message = format!("there is no element [{at}]");
                        return self.no_element(span, message, [key, value]);
                    }
                }
            }
            (Type::Tuple(_), None, _) => (Type::Dynamic, PathStep::Any),
            (Type::Map(element), _, name) => (
                (**element).clone(),
                name.map_or(PathStep::Any, |name| PathStep::Name(name.into())),
            ),
            // By a key, Terraform does not look into the type of an object that it does not know.
            (Type::Object(object), _, Some(name))
                if unknown.is_late && !object.attributes.contains_key(name) =>
            {
                (Type::Dynamic, PathStep::Name(name.into()))
            }
            (Type::Object(_), _, Some(name)) => {
                return self.attribute_of_unknown(value, unknown, name, span);
            }
            (Type::Object(_), _, None) => (Type::Dynamic, PathStep::Any),
            (ty, ..) => {
                let message = format!("{} has no elements", ty.with_article());
                return self.no_attribute(span, message, [value]);
            }
        };
        match &unknown.shape {
            Shape::Symbol(symbol) => step_into(symbol, ty, step, unknown),
            Shape::Open { known, each } | Shape::Entries { known, each } => {
                let repeated = unknown.repeated.as_ref().filter(|_| known.is_empty());
                let instance = repeated.and_then(|of| Some((of, of.key(position, name)?)));
                match instance {
                    Some((of, key)) => self.instance(of, each, &key, span),
                    None => one_of(known, each, value),
                }
            }
            _ => Self::somewhere_in(value, ty, span),
        }
    }

    /// What is said of each instance of a block, said of the one under a key.
    fn instance(&self, of: &Repeated, each: &Value, key: &Key, span: Span) -> Value {
        match self.afford(each.size as usize, span) {
            Some(()) => of.instance(each, key),
            None => missing(Cause::Budget, span),
        }
    }

    /// The result for each of what a value may be; those that Terraform would refuse cannot be what it is.
    pub(super) fn each_alternative(
        &self,
        of: &Value,
        alternatives: &[Value],
        result: impl Fn(&Value) -> Value,
    ) -> Value {
        let mut results = Vec::new();
        let mut first_faults = None;
        for alternative in alternatives {
            let (value, faults) = self.apart(|| result(alternative));
            if faults.is_empty() {
                results.push(value);
            } else {
                first_faults.get_or_insert((value, faults));
            }
        }
        if first_faults.is_some() {
            self.note_uncertain_of([of]);
        }
        match first_faults {
            Some((value, faults)) if results.is_empty() => {
                // What is wrong with any value of its type is found before.
                let doubt = self.doubt.get();
                let is_late = of.is_late() && self.apart(|| result(&of.as_planned())).1.is_empty();
                self.doubt.set(doubt);
                self.keep(faults, is_late);
                value
            }
            _ => of_type_for_any(choice(results, of), of, |any| {
                let doubt = self.doubt.get();
                let (value, faults) = self.apart(|| result(&any));
                self.doubt.set(doubt);
                faults.is_empty().then(|| value.ty())
            }),
        }
    }

    /// Some element of a known collection.
    fn some_of<'v>(
        &self,
        items: impl ExactSizeIterator<Item = &'v Value>,
        value: &Value,
        key: &Value,
        span: Span,
    ) -> Value {
        if items.len() == 0 {
            // That there is none, Terraform says once it knows the key.
            if self.is_planned && key.is_late() {
                return derived(Type::Dynamic, [value, key], span);
            }
            let fault = Fault::new(FaultKind::Index, span, "it has no elements").of([value]);
            return self.fail_with(fault.late_if(key.is_late()));
        }
        let chosen = choice(items.cloned().collect(), key).or_at(value.origin.unwrap_or(span));
        picked_by(key, value, chosen)
    }

    /// What lies in a value that is not known and of which nothing more is known.
    fn somewhere_in(value: &Value, ty: Type, span: Span) -> Value {
        derived(ty, [value], value.origin.unwrap_or(span))
    }
}

/// What is said of a known key under which no value of a type has an element.
fn no_key_of(ty: &Type, key: &Value) -> Option<String> {
    if !key.is_known() {
        return None;
    }
    match ty {
        Type::List(_) | Type::Tuple(_) => match convert(key, &Type::Number) {
            Err(_) => Some("elements of a list are reached by a number".to_owned()),
            Ok(number) => {
                let number = number.as_number()?;
                let is_place = number.to_i64().is_some_and(|at| at >= 0) && number.is_integer();
                let is_none = matches!(ty, Type::Tuple(_)) && !is_place;
                is_none.then(|| format!("there is no element [{number}]"))
            }
        },
        Type::Map(_) | Type::Object(_) => convert(key, &Type::String)
            .is_err()
            .then(|| "a key must be a string".to_owned()),
        _ => None,
    }
}

/// What was picked from a value by a key. As long as Terraform does not know the key, it does not know the type of what
/// is picked from a tuple or an object either.
fn picked_by(key: &Value, from: &Value, picked: Value) -> Value {
    let has_own_types = matches!(from.kind, Kind::Tuple(_) | Kind::Object(_));
    if has_own_types && key.is_late() {
        picked.of_any_type()
    } else {
        picked
    }
}

/// Some element of a collection whose size is not known.
fn one_of(known: &[Value], each: &Value, of: &Value) -> Value {
    if known.is_empty() {
        return each.clone().learned_with(of);
    }
    choice(known.iter().chain([each]).cloned().collect(), of)
}

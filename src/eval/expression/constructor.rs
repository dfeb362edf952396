//! Objects and `for` expressions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::hcl::{For, ObjectItem, ObjectKey};
use crate::source::Span;
use crate::types::Type;

use crate::eval::convert::{convert, step_into};
use crate::eval::equality::{Sameness, Values};
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::function::choice;
use crate::eval::map::Map;
use crate::eval::set_order::{gone_over, planned_count, unordered, unordered_of};
use crate::eval::unknown::{Container, PathStep, Shape, Unknown};
use crate::eval::value::{Kind, Marks, Value};

use super::{Bindings, Evaluator, derived, failed_of, in_round};

/// What a round of a `for` expression came to.
struct Round {
    /// `None` where it cannot be told whether the condition holds.
    is_kept: Option<bool>,
    key: Option<Value>,
    value: Value,
    /// The element of a set that it went over, where the order of the set is not known.
    element: Option<Value>,
}

impl Round {
    fn dropped() -> Self {
        Self {
            is_kept: Some(false),
            key: None,
            value: Value::null(),
            element: None,
        }
    }
}

/// What is to be said of the whole of a `for` expression for what its conditions and keys are.
#[derive(Default)]
struct Whole {
    marks: Marks,
    /// Terraform does not go over anything while it does not know one of them.
    is_late: bool,
}

impl Whole {
    /// Takes note of a condition or key; what it is once it is known.
    fn note(&mut self, value: &Value) -> Value {
        self.marks = self.marks.with(value.marks);
        self.is_late |= value.is_late();
        value.settled().clone().marked(value.marks)
    }

    /// The result with what is to be said of it.
    fn of(self, result: Value, span: Span) -> Value {
        // Then it does not know the type either.
        let result = if self.is_late {
            result.later().of_any_type()
        } else {
            result
        };
        result.at(span).marked(self.marks)
    }
}

/// What is known of the rounds that make an object.
struct Entries {
    /// Whether their keys must not be shown.
    is_sensitive: bool,
    /// Whether each makes an entry of its own, whatever is not known.
    is_counted: bool,
}

impl Evaluator<'_> {
    /// `{ key = value }`
    pub(super) fn object(
        &self,
        items: &[ObjectItem],
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let mut whole = Whole::default();
        let mut entries: Vec<(Arc<str>, Value)> = Vec::with_capacity(items.len());
        // What stood before a key that is not known may be replaced by it.
        let mut uncertain: Vec<Value> = Vec::new();
        for item in items {
            let key = match &item.key {
                ObjectKey::Name(name) => Some(Arc::from(&*name.text)),
                ObjectKey::Expression(key) => {
                    let value = whole.note(&self.evaluate(key, bindings));
                    match self.key(&value, key.span) {
                        Err(failed) => {
                            uncertain.push(failed);
                            None
                        }
                        Ok(key) => match key.as_str() {
                            Some(text) => Some(Arc::from(text)),
                            None => {
                                uncertain.push(key);
                                None
                            }
                        },
                    }
                }
            };
            let value = self.evaluate(&item.value, bindings);
            match key {
                Some(key) => entries.push((key, value)),
                None => {
                    uncertain.extend(entries.drain(..).map(|(_, value)| value));
                    uncertain.push(value);
                }
            }
        }
        let entries: Map = entries.into_iter().collect();
        if uncertain.is_empty() {
            return whole.of(Value::object(entries), span);
        }
        let unknown = Unknown::derived(Type::Dynamic, uncertain.iter().chain(entries.values()));
        let partial = Value::from(unknown.shaped(Shape::Partial(entries)).mapping());
        whole.of(partial, span)
    }

    /// A value as the key of an object: a string.
    fn key(&self, value: &Value, span: Span) -> Result<Value, Value> {
        if value.is_null() {
            let fault = Fault::new(FaultKind::Null, span, "a key must not be null");
            return Err(self.fail_with(fault.of([value])));
        }
        convert(value, &Type::String).map_err(|_| {
            let ty = value.ty().friendly_name();
            let message = format!("a key must be a string, but this is {ty}");
            self.fail_with(Fault::new(FaultKind::Type, span, message).of([value]))
        })
    }

    /// `[for …]` and `{for …}`
    pub(super) fn for_each(
        &self,
        each: &For,
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let collection = self.evaluate(&each.collection, bindings);
        let marks = collection.marks;
        if let Some(Shape::Choice(alternatives)) =
            collection.as_unknown().map(|unknown| &unknown.shape)
        {
            let result = self.put_off_if(collection.is_late(), || {
                self.each_alternative(&collection, alternatives, |one| {
                    self.go_over(each, one, span, bindings)
                })
            });
            // What it does not go over yet is of no known type for Terraform.
            let result = if collection.is_late() {
                result.of_any_type()
            } else {
                result
            };
            return result.or_at(span).marked(marks);
        }
        self.go_over(each, &collection, span, bindings)
            .or_at(span)
            .marked(marks)
    }

    fn go_over(
        &self,
        each: &For,
        collection: &Value,
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let rounds = match self.rounds(collection, each.collection.span) {
            Ok(rounds) => rounds,
            Err(failed) => return failed,
        };
        let Some(mut rounds) = rounds else {
            return self.for_unknown(each, collection, span, bindings);
        };
        let mut whole = Whole::default();
        let is_set = matches!(collection.kind, Kind::Set(..));
        if each.key.is_some() && !each.group && is_set && !rounds.is_ordered {
            // What is in a set twice as long as Terraform does not know it gives one key in the end.
            let mut seen = Values::new(Sameness::InSet);
            rounds.each.retain(|(_, element)| {
                let is_new = seen.insert(element);
                whole.is_late |= !is_new && element.is_partly_late();
                is_new
            });
        }
        let results: Vec<Round> = rounds
            .each
            .into_iter()
            .map(|(key, value)| {
                let element = (!rounds.is_ordered).then(|| value.clone());
                let round = self.round(each, key, value, bindings, &mut whole);
                Round { element, ..round }
            })
            .filter(|round| round.is_kept != Some(false))
            .collect();
        if results.is_empty() {
            let names = (each.key_name.as_ref(), &each.value_name);
            in_round(names, (Value::null(), Value::null()), bindings, |inner| {
                let parts = each.key.iter().chain([&each.value]).chain(&each.condition);
                parts.for_each(|part| self.pass_over(part, Some(inner)));
            });
        }
        let result = if each.key.is_some() {
            let marks = whole.marks.with(collection.marks);
            let object = Entries {
                is_sensitive: marks.sensitive,
                is_counted: rounds.is_counted,
            };
            self.for_object(each, results, &object, span)
        } else {
            for_tuple(results, rounds.is_counted, span)
        };
        whole.of(result, span)
    }

    fn round(
        &self,
        each: &For,
        key: Value,
        value: Value,
        bindings: Option<&Bindings<'_>>,
        whole: &mut Whole,
    ) -> Round {
        let names = (each.key_name.as_ref(), &each.value_name);
        in_round(names, (key, value), bindings, |inner| {
            self.round_within(each, inner, whole)
        })
    }

    fn round_within(&self, each: &For, inner: &Bindings<'_>, whole: &mut Whole) -> Round {
        let inner = Some(inner);
        let decided = match &each.condition {
            None => Ok(Some(true)),
            Some(condition) => {
                let value = whole.note(&self.evaluate(condition, inner));
                self.decide(&value, condition.span)
            }
        };
        match decided {
            Ok(Some(false)) => Round::dropped(),
            Ok(None) => {
                // What would fail is either left out, or nothing comes of the whole.
                let (round, faults) = self.apart(|| self.result(each, None, inner, whole));
                if faults.is_empty() {
                    return round;
                }
                self.note_uncertain();
                let always = faults.into_iter().filter(|fault| !fault.kind.is_caught());
                self.faults.borrow_mut().extend(always);
                Round::dropped()
            }
            decided => self.result(each, decided.unwrap_or(None), inner, whole),
        }
    }

    fn result(
        &self,
        each: &For,
        is_kept: Option<bool>,
        inner: Option<&Bindings<'_>>,
        whole: &mut Whole,
    ) -> Round {
        let key = each.key.as_ref().map(|key| {
            let value = whole.note(&self.evaluate(key, inner));
            self.key(&value, key.span)
                .unwrap_or_else(|failed| failed)
                .or_at(key.span)
        });
        let value = self.put_off_if(whole.is_late, || self.evaluate(&each.value, inner));
        Round {
            is_kept,
            key,
            value,
            element: None,
        }
    }

    /// The object of a `for` expression.
    fn for_object(&self, each: &For, rounds: Vec<Round>, of: &Entries, span: Span) -> Value {
        let certain = |round: &Round| {
            round.is_kept == Some(true)
                && round.key.as_ref().is_some_and(|key| key.as_str().is_some())
        };
        if !rounds.iter().all(certain) {
            let names = rounds.iter().filter(|round| certain(round));
            let names = names.filter_map(|round| round.key.as_ref()?.as_str());
            if let Some(name) = first_repeated(names).filter(|_| !each.group) {
                self.fail_repeated(each, name, of, span);
                return failed_of(Type::Dynamic, span);
            }
            if !each.group && rounds.len() > 1 {
                // Two keys may turn out to be equal.
                self.note_uncertain();
            }
            return open_object(rounds, each.group, span);
        }
        let mut groups: BTreeMap<Arc<str>, Vec<Round>> = BTreeMap::new();
        let mut repeated = None;
        for round in rounds {
            let name = round.key.as_ref().and_then(Value::as_str);
            let name: Arc<str> = name.unwrap_or_default().into();
            let group = groups.entry(name.clone()).or_default();
            if !group.is_empty() && !each.group {
                repeated.get_or_insert(name);
                continue;
            }
            group.push(round);
        }
        if let Some(name) = repeated {
            self.fail_repeated(each, &name, of, span);
            let firsts = groups
                .iter()
                .map(|(name, rounds)| (name.clone(), rounds[0].value.ty()));
            return failed_of(Type::object(firsts), span);
        }
        let entries = groups.into_iter().map(|(name, mut rounds)| {
            let value = if each.group {
                in_turn(rounds, of.is_counted)
            } else {
                rounds.swap_remove(0).value
            };
            (name, value)
        });
        Value::object(entries.collect::<Map>())
    }

    /// Two rounds give this key.
    fn fail_repeated(&self, each: &For, name: &str, of: &Entries, span: Span) {
        let place = each.key.as_ref().map_or(span, |key| key.span);
        let name = if of.is_sensitive {
            "(sensitive value)".to_owned()
        } else {
            format!("{name:?}")
        };
        let message = format!(
            "two rounds give the key {name}; write ... after the value to group the values of equal keys"
        );
        self.fail(FaultKind::Duplicate, place, message);
    }

    /// A `for` expression over something that is not known: any number of what one round gives.
    fn for_unknown(
        &self,
        each: &For,
        collection: &Value,
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let Some(unknown) = collection.as_unknown() else {
            return derived(Type::Dynamic, [collection], span);
        };
        let (known, sample) = match &unknown.shape {
            Shape::Open { known, each } | Shape::Entries { known, each } => {
                (known.to_vec(), (**each).clone())
            }
            Shape::Symbol(symbol) => {
                let ty = unknown.ty.element().cloned().unwrap_or(Type::Dynamic);
                (Vec::new(), step_into(symbol, ty, PathStep::Any, unknown))
            }
            _ => {
                let ty = unknown.ty.element().cloned().unwrap_or(Type::Dynamic);
                (Vec::new(), Unknown::derived(ty, [collection]).into())
            }
        };
        // The rounds happen for values of which little is known: their faults may not be.
        self.note_uncertain_of([collection]);
        let mut whole = Whole {
            is_late: unknown.is_late,
            ..Whole::default()
        };
        let is_set = matches!(unknown.ty, Type::Set(_));
        let is_named = unknown.ty.is_mapping()
            || matches!(unknown.shape, Shape::Entries { .. } | Shape::Partial(_));
        // What is certainly in it is gone over as it is, unless Terraform waits for the whole or the place counts.
        let is_certain = !unknown.is_late && each.key_name.is_none();
        let mut round = |value: Value, is_known: bool| {
            let key = match &unknown.ty {
                _ if is_set => value.clone(),
                _ if is_named => derived(Type::String, [collection], span),
                Type::List(_) | Type::Tuple(_) => derived(Type::Number, [collection], span),
                _ => derived(Type::Dynamic, [collection], span),
            };
            if is_known && is_certain {
                return self.round(each, key, value, bindings, &mut whole);
            }
            let (round, faults) = self.apart(|| self.round(each, key, value, bindings, &mut whole));
            self.keep_uncaught(faults);
            round
        };
        let known = known.into_iter();
        let rounds: Vec<Round> = known.map(|value| round(value, true)).collect();
        let other = round(sample, false);
        let result = open_rounds(rounds, other, collection, each);
        whole.of(result, span)
    }
}

/// The first name that is there twice.
fn first_repeated<'n>(mut names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut seen = BTreeSet::new();
    names.find(|name| !seen.insert(*name))
}

/// What the rounds came to, in the order in which they come as far as that is known, and as many as they are where that
/// is.
fn in_turn(rounds: Vec<Round>, are_counted: bool) -> Value {
    let elements: Vec<Value> = rounds.iter().filter_map(|it| it.element.clone()).collect();
    let values: Vec<Value> = rounds.into_iter().map(|round| round.value).collect();
    if elements.len() < 2 {
        Value::tuple(values)
    } else if are_counted {
        let count = elements.len() as u64;
        gone_over(
            unordered_of(Type::Dynamic, values, &elements, count),
            &elements,
        )
    } else {
        gone_over(unordered(Type::Dynamic, values, &elements), &elements)
    }
}

/// The tuple of a `for` expression. A round whose condition is not known may be in it or not.
fn for_tuple(rounds: Vec<Round>, are_counted: bool, span: Span) -> Value {
    if rounds.iter().all(|round| round.is_kept == Some(true)) {
        return in_turn(rounds, are_counted);
    }
    let (certain, possible): (Vec<Round>, Vec<Round>) = rounds
        .into_iter()
        .partition(|round| round.is_kept == Some(true));
    let known: Vec<Value> = certain.into_iter().map(|round| round.value).collect();
    let possible: Vec<Value> = possible.into_iter().map(|round| round.value).collect();
    let sources: Vec<Value> = known.iter().chain(&possible).cloned().collect();
    let unknown = Unknown::derived(Type::Dynamic, &sources);
    let each = some(possible, span);
    Value::from(unknown.shaped(Shape::Open {
        known: known.into(),
        each: Arc::new(each),
    }))
}

/// An object some of whose keys or rounds are not known.
fn open_object(rounds: Vec<Round>, is_grouped: bool, span: Span) -> Value {
    let sources: Vec<Value> = rounds
        .iter()
        .flat_map(|round| round.key.iter().chain([&round.value]))
        .cloned()
        .collect();
    let unknown = Unknown::derived(Type::Dynamic, &sources).mapping();
    object_of(unknown, rounds, is_grouped, span)
}

/// An object of what these rounds came to, under keys that are not known.
fn object_of(unknown: Unknown, rounds: Vec<Round>, is_grouped: bool, span: Span) -> Value {
    let each = some(rounds.into_iter().map(|round| round.value).collect(), span);
    let each = if is_grouped { group_of(each) } else { each };
    let shape = Shape::Entries {
        known: Arc::from([]),
        each: Arc::new(each),
    };
    Value::from(unknown.shaped(shape).not_null())
}

/// The tuple of the values of equal keys, of which each looks like this.
fn group_of(each: Value) -> Value {
    let mut unknown = Unknown::derived(Type::Dynamic, [&each]).not_null();
    unknown.refinement.min_length = 1;
    Value::from(unknown.shaped(Shape::Open {
        known: Arc::from([]),
        each: Arc::new(each),
    }))
}

/// The result of going over a collection whose size is not known.
fn open_rounds(rounds: Vec<Round>, other: Round, collection: &Value, each: &For) -> Value {
    let is_object = each.key.is_some();
    let (certain, mut possible): (Vec<Round>, Vec<Round>) = rounds
        .into_iter()
        .filter(|round| round.is_kept != Some(false))
        .partition(|round| round.is_kept == Some(true) && !is_object);
    if other.is_kept != Some(false) {
        possible.push(other);
    }
    let values = certain.iter().chain(&possible).map(|round| &round.value);
    let mut unknown = Unknown::derived(Type::Dynamic, values.chain([collection])).not_null();
    unknown.refinement.container = is_object.then_some(Container::Mapping);
    let is_each_kept = !is_object && possible.iter().all(|it| it.is_kept == Some(true));
    if let Some(count) = planned_count(collection)
        && is_each_kept
        && certain.len() as u64 == count
    {
        unknown.refinement.max_length = Some(count);
        unknown.refinement.is_counted_full = true;
    }
    if let Some(source) = collection.as_unknown() {
        (unknown.cause, unknown.at) = (source.cause.clone(), source.at);
    }
    if possible.is_empty() {
        return unknown.into();
    }
    if is_object {
        return object_of(unknown, possible, each.group, each.value.span);
    }
    let possible = possible.into_iter().map(|round| round.value).collect();
    Value::from(unknown.shaped(Shape::Open {
        known: certain.into_iter().map(|round| round.value).collect(),
        each: Arc::new(some(possible, each.value.span)),
    }))
}

/// One of these.
fn some(mut values: Vec<Value>, span: Span) -> Value {
    if values.len() == 1 {
        return values.swap_remove(0);
    }
    let sources = values.clone();
    choice(values, &derived(Type::Dynamic, &sources, span))
}

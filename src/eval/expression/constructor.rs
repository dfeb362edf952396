//! Objects and `for` expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::hcl::{For, ObjectItem, ObjectKey};
use crate::source::Span;
use crate::types::Type;

use crate::eval::convert::{convert, step_into};
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::function::choice;
use crate::eval::map::Map;
use crate::eval::unknown::{PathStep, Shape, Unknown};
use crate::eval::value::{Kind, Marks, Value};

use super::{Bindings, Evaluator, derived, failed_of, in_round};

/// The rounds of an iteration: keys and values, in order.
type Rounds = Vec<(Value, Value)>;

/// What a round of a `for` expression came to.
struct Round {
    /// `None` where it cannot be told whether the condition holds.
    is_kept: Option<bool>,
    key: Option<Value>,
    value: Value,
}

impl Evaluator<'_> {
    /// `{ key = value }`
    pub(super) fn object(
        &self,
        items: &[ObjectItem],
        span: Span,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let mut marks = Marks::default();
        let mut entries: Vec<(Arc<str>, Value)> = Vec::with_capacity(items.len());
        // What stood before a key that is not known may be replaced by it.
        let mut uncertain: Vec<Value> = Vec::new();
        for item in items {
            let key = match &item.key {
                ObjectKey::Name(name) => Some(Arc::from(&*name.text)),
                ObjectKey::Expression(key) => {
                    let value = self.evaluate(key, bindings);
                    marks = marks.with(value.marks);
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
            return Value::object(entries).at(span).marked(marks);
        }
        let unknown = Unknown::derived(Type::Dynamic, uncertain.iter().chain(entries.values()));
        Value::from(unknown.shaped(Shape::Partial(entries)).mapping())
            .at(span)
            .marked(marks)
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
            return self
                .each_alternative(&collection, alternatives, |one| {
                    self.go_over(each, one, span, bindings)
                })
                .or_at(span)
                .marked(marks);
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
        let Some(rounds) = rounds else {
            return self.for_unknown(each, collection, span, bindings);
        };
        let mut marks = Marks::default();
        let results: Vec<Round> = rounds
            .into_iter()
            .map(|(key, value)| self.round(each, key, value, bindings, &mut marks))
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
            let marks = marks.with(collection.marks);
            self.for_object(each, results, marks.sensitive, span)
        } else {
            for_tuple(results, span)
        };
        result.at(span).marked(marks)
    }

    /// What a `dynamic` block goes over: keys and values; `None` where that is not known or cannot be gone over.
    pub fn go_through(&self, collection: &Value, span: Span) -> Option<Vec<(Value, Value)>> {
        self.rounds(collection, span).unwrap_or(None)
    }

    /// What a collection holds, with keys; `None` where it is not known.
    pub(super) fn rounds(&self, collection: &Value, span: Span) -> Result<Option<Rounds>, Value> {
        let by_name = |entries: &Map| {
            let rounds = entries.iter();
            rounds
                .map(|(name, value)| (Value::string(name), value.clone()))
                .collect()
        };
        Ok(Some(match &collection.kind {
            Kind::List(_, items) | Kind::Tuple(items) => {
                let numbered = items.iter().enumerate();
                numbered
                    .map(|(at, item)| (Value::number(at), item.clone()))
                    .collect()
            }
            Kind::Set(_, items) => items
                .iter()
                .map(|item| (item.clone(), item.clone()))
                .collect(),
            Kind::Map(_, entries) | Kind::Object(entries) => by_name(entries),
            Kind::Null(_) => {
                let message = "this is null: there is nothing to go over";
                return Err(
                    self.fail_with(Fault::new(FaultKind::Null, span, message).of([collection]))
                );
            }
            Kind::Unknown(unknown) => {
                let ty = &unknown.ty;
                if *ty == Type::Dynamic {
                    self.note_uncertain();
                } else if !ty.is_sequence() && !ty.is_mapping() {
                    return Err(self.not_iterable(collection, ty, span));
                }
                // An object's attributes are there whatever they are.
                if let (Type::Object(object), Shape::Symbol(symbol)) = (ty, &unknown.shape) {
                    let attributes = object.attributes.iter();
                    return Ok(Some(
                        attributes
                            .map(|(name, ty)| {
                                let step = PathStep::Name(name.clone());
                                (
                                    Value::string(name),
                                    step_into(symbol, ty.clone(), step, unknown),
                                )
                            })
                            .collect(),
                    ));
                }
                return Ok(None);
            }
            _ => return Err(self.not_iterable(collection, &collection.ty(), span)),
        }))
    }

    fn not_iterable(&self, value: &Value, ty: &Type, span: Span) -> Value {
        let message = format!(
            "a {} cannot be gone over: a list, set, map or object is needed",
            ty.friendly_name()
        );
        self.fail_with(Fault::new(FaultKind::Type, span, message).of([value]))
    }

    fn round(
        &self,
        each: &For,
        key: Value,
        value: Value,
        bindings: Option<&Bindings<'_>>,
        marks: &mut Marks,
    ) -> Round {
        let names = (each.key_name.as_ref(), &each.value_name);
        in_round(names, (key, value), bindings, |inner| {
            self.round_within(each, inner, marks)
        })
    }

    fn round_within(&self, each: &For, inner: &Bindings<'_>, marks: &mut Marks) -> Round {
        let inner = Some(inner);
        let is_kept = match &each.condition {
            None => Some(true),
            Some(condition) => {
                let value = self.evaluate(condition, inner);
                *marks = marks.with(value.marks);
                self.decide(&value, condition.span).unwrap_or(None)
            }
        };
        if is_kept == Some(false) {
            return Round {
                is_kept,
                key: None,
                value: Value::null(),
            };
        }
        let key = each.key.as_ref().map(|key| {
            let value = self.evaluate(key, inner);
            *marks = marks.with(value.marks);
            self.key(&value, key.span)
                .unwrap_or_else(|failed| failed)
                .or_at(key.span)
        });
        Round {
            is_kept,
            key,
            value: self.evaluate(&each.value, inner),
        }
    }

    /// The object of a `for` expression.
    fn for_object(&self, each: &For, rounds: Vec<Round>, is_sensitive: bool, span: Span) -> Value {
        let certain = |round: &Round| {
            round.is_kept == Some(true)
                && round.key.as_ref().is_some_and(|key| key.as_str().is_some())
        };
        if !rounds.iter().all(certain) {
            return open_object(rounds, each.group, span);
        }
        let mut groups: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
        let mut repeated = None;
        for round in rounds {
            let Some(key) = round.key else { continue };
            let name: Arc<str> = key.as_str().unwrap_or_default().into();
            let group = groups.entry(name.clone()).or_default();
            if !group.is_empty() && !each.group {
                repeated.get_or_insert(name);
                continue;
            }
            group.push(round.value);
        }
        if let Some(name) = repeated {
            let place = each.key.as_ref().map_or(span, |key| key.span);
            let name = if is_sensitive {
                "(sensitive value)".to_owned()
            } else {
                format!("{name:?}")
            };
            let message = format!(
                "two rounds give the key {name}; write ... after the value to group the values of equal keys"
            );
            self.fail(FaultKind::Duplicate, place, message);
            let firsts = groups
                .iter()
                .map(|(name, values)| (name.clone(), values[0].ty()));
            return failed_of(Type::object(firsts), span);
        }
        let entries = groups.into_iter().map(|(name, mut values)| {
            let value = if each.group {
                Value::tuple(values)
            } else {
                values.swap_remove(0)
            };
            (name, value)
        });
        Value::object(entries.collect::<Map>())
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
            Shape::Open { known, each } => (known.to_vec(), (**each).clone()),
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
        self.note_uncertain();
        let mut marks = Marks::default();
        let is_set = matches!(unknown.ty, Type::Set(_));
        let mut round = |value: Value| {
            let key = match &unknown.ty {
                _ if is_set => value.clone(),
                Type::Map(_) | Type::Object(_) => derived(Type::String, [collection], span),
                Type::List(_) | Type::Tuple(_) => derived(Type::Number, [collection], span),
                _ => derived(Type::Dynamic, [collection], span),
            };
            let (round, faults) = self.apart(|| self.round(each, key, value, bindings, &mut marks));
            self.keep_uncaught(faults);
            round
        };
        let rounds: Vec<Round> = known.into_iter().map(&mut round).collect();
        let other = round(sample);
        let result = open_rounds(rounds, other, collection, each.key.is_some());
        result.at(span).marked(marks)
    }
}

/// The tuple of a `for` expression. A round whose condition is not known may be in it or not.
fn for_tuple(rounds: Vec<Round>, span: Span) -> Value {
    if rounds.iter().all(|round| round.is_kept == Some(true)) {
        return Value::tuple(
            rounds
                .into_iter()
                .map(|round| round.value)
                .collect::<Vec<_>>(),
        );
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
    if is_grouped {
        return unknown.into();
    }
    let each = some(rounds.into_iter().map(|round| round.value).collect(), span);
    Value::from(unknown.shaped(Shape::Open {
        known: Arc::from([]),
        each: Arc::new(each),
    }))
}

/// The result of going over a collection whose size is not known.
fn open_rounds(rounds: Vec<Round>, other: Round, collection: &Value, is_object: bool) -> Value {
    let (certain, mut possible): (Vec<Round>, Vec<Round>) = rounds
        .into_iter()
        .partition(|round| round.is_kept == Some(true) && !is_object);
    if other.is_kept != Some(false) {
        possible.push(other);
    }
    possible.retain(|round| round.is_kept != Some(false));
    let known: Vec<Value> = certain.into_iter().map(|round| round.value).collect();
    let possible: Vec<Value> = possible.into_iter().map(|round| round.value).collect();
    let sources: Vec<Value> = known
        .iter()
        .chain(&possible)
        .chain([collection])
        .cloned()
        .collect();
    let mut unknown = Unknown::derived(Type::Dynamic, &sources);
    unknown.refinement.is_mapping = is_object;
    if let Some(source) = collection.as_unknown() {
        (unknown.cause, unknown.at) = (source.cause.clone(), source.at);
    }
    if possible.is_empty() {
        return unknown.into();
    }
    let each = some(possible, Span::file_start(crate::source::FileId(0)));
    Value::from(unknown.shaped(Shape::Open {
        known: known.into(),
        each: Arc::new(each),
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

//! What is gone over, by `for` expressions and directives and by `dynamic` blocks.

use std::sync::Arc;

use crate::source::Span;
use crate::types::Type;

use crate::eval::convert::step_into;
use crate::eval::fault::{Fault, FaultKind};
use crate::eval::map::Map;
use crate::eval::set_order::{certain_count, counted, is_order_known, not_told};
use crate::eval::unknown::{PathStep, Shape};
use crate::eval::value::{Kind, Value};

use super::Evaluator;

/// The rounds of an iteration.
pub(super) struct Rounds {
    /// Keys and values, in order.
    pub(super) each: Vec<(Value, Value)>,
    /// Whether they come in this order, and are as many. Those of a set of which not everything is known may not.
    pub(super) is_ordered: bool,
    /// Whether they are as many, in whichever order.
    pub(super) is_counted: bool,
}

impl Evaluator<'_> {
    /// What a `dynamic` block goes over: keys and values; `None` where that is not known or cannot be gone over. Each
    /// element of a set makes a block, though two that are not known may turn out to be one, and come in another order.
    pub fn go_through(&self, collection: &Value, span: Span) -> Option<Vec<(Value, Value)>> {
        Some(self.rounds(collection, span).ok()??.each)
    }

    /// What a collection holds, with keys; `None` where it is not known.
    pub(super) fn rounds(&self, collection: &Value, span: Span) -> Result<Option<Rounds>, Value> {
        let by_name = |entries: &Map| {
            let rounds = entries.iter();
            rounds
                .map(|(name, value)| (Value::string(name), value.clone()))
                .collect()
        };
        let mut is_ordered = true;
        let mut is_counted = true;
        let rounds = match &collection.kind {
            Kind::List(_, items) | Kind::Tuple(items) => {
                let numbered = items.iter().enumerate();
                numbered
                    .map(|(at, item)| (Value::number(at), item.clone()))
                    .collect()
            }
            Kind::Set(_, items) => {
                is_ordered = is_order_known(items);
                is_counted = is_ordered || certain_count(items) == items.len() as u64;
                items
                    .iter()
                    .map(|item| (item.clone(), item.clone()))
                    .collect()
            }
            Kind::Map(_, entries) | Kind::Object(entries) => by_name(entries),
            Kind::Null(_) => {
                let message = "this is null: there is nothing to go over";
                return Err(
                    self.fail_with(Fault::new(FaultKind::Null, span, message).of([collection]))
                );
            }
            Kind::Unknown(unknown) => {
                let ty = &unknown.ty;
                if let Some(items) = counted(unknown) {
                    let place = Value::from(not_told(Type::Number, items).not_null());
                    let places = items.iter().map(|item| (place.clone(), item.clone()));
                    return Ok(Some(Rounds {
                        each: places.collect(),
                        is_ordered: false,
                        is_counted: true,
                    }));
                }
                if *ty == Type::Dynamic {
                    self.note_uncertain_of([collection]);
                } else if !ty.is_sequence() && !ty.is_mapping() {
                    return Err(self.not_iterable(collection, ty, span));
                }
                // An object's attributes are there whatever they are.
                let (Type::Object(object), Shape::Symbol(symbol)) = (ty, &unknown.shape) else {
                    return Ok(None);
                };
                let attribute = |(name, ty): (&Arc<str>, &Type)| {
                    let step = PathStep::Name(name.clone());
                    let entry = step_into(symbol, ty.clone(), step, unknown);
                    (Value::string(name), entry)
                };
                object.attributes.iter().map(attribute).collect()
            }
            _ => return Err(self.not_iterable(collection, &collection.ty(), span)),
        };
        Ok(Some(Rounds {
            each: rounds,
            is_ordered,
            is_counted,
        }))
    }

    fn not_iterable(&self, value: &Value, ty: &Type, span: Span) -> Value {
        let message = format!(
            "{} cannot be gone over: a list, set, map or object is needed",
            ty.with_article()
        );
        self.fail_with(Fault::new(FaultKind::Type, span, message).of([value]))
    }
}

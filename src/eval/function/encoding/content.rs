//! What stays known of a value that is not wholly known when it is encoded and decoded again.

use std::sync::Arc;

use crate::types::Type;

use crate::eval::convert::step_into;
use crate::eval::map::Map;
use crate::eval::set_order::{is_order_known, unordered};
use crate::eval::text::Text;
use crate::eval::unknown::{Cause, Encoding, PathStep, Refinement, Shape, Unknown};
use crate::eval::value::{Kind, Value};

use super::super::{Environment, Failure, choice};

/// The deepest nesting that is encoded and decoded. The bound protects the stack.
pub(super) const MAX_DEPTH: usize = crate::data::MAX_DEPTH;

/// Why a value is not encoded.
pub(super) enum Stop {
    /// This part of it is not known.
    Unknown(Arc<Unknown>),
    /// It is nested too deep.
    TooDeep,
    /// Terraform would refuse it.
    Failure(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// What encoding `value` gives: the text, or what is known of it. `prefix` is what the text begins with whatever the
/// parts turn out to be that are not known.
pub(super) fn encoded_or(
    encoding: Encoding,
    value: &Value,
    text: Result<Text, Stop>,
    prefix: Option<&str>,
) -> Result<Value, Failure> {
    match text {
        Ok(text) => Ok(Kind::String(text).into()),
        Err(Stop::Failure(failure)) => Err(failure),
        Err(Stop::TooDeep) => Ok(Unknown::new(Type::String, Cause::Budget).not_null().into()),
        Err(Stop::Unknown(part)) => {
            let mut unknown = Unknown::new(Type::String, part.cause.clone()).not_null();
            unknown.at = part.at;
            unknown.is_late = value.is_partly_late();
            unknown.refinement.prefix = prefix.map(Into::into);
            Ok(unknown
                .shaped(Shape::Encoded(encoding, Arc::new(value.clone())))
                .into())
        }
    }
}

/// What `jsondecode` or `yamldecode` gives for the encoded `value`: lists and sets come back as tuples, maps as objects,
/// and `null` without a type. Attributes of resources stay what they are.
pub(super) fn decoded(environment: &Environment<'_>, value: &Value) -> Result<Value, Failure> {
    Decoder { environment }.value(value, 0)
}

struct Decoder<'d, 'e> {
    environment: &'d Environment<'e>,
}

impl Decoder<'_, '_> {
    fn value(&self, value: &Value, depth: usize) -> Result<Value, Failure> {
        self.environment.spend(1)?;
        if depth > MAX_DEPTH {
            return Ok(Value::unknown(Type::Dynamic, Cause::Budget));
        }
        let decoded = match &value.kind {
            Kind::Null(_) => Value::null(),
            Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => value.clone(),
            Kind::List(_, items) | Kind::Tuple(items) => Value::tuple(self.all(items, depth)?),
            Kind::Set(_, items) => self.set(items, depth)?,
            Kind::Map(_, entries) | Kind::Object(entries) => {
                Value::object(self.entries(entries, depth)?)
            }
            Kind::Unknown(unknown) => self.unknown(value, unknown, depth)?,
        };
        Ok(Value {
            origin: value.origin,
            ..decoded
        })
    }

    fn all(&self, items: &[Value], depth: usize) -> Result<Vec<Value>, Failure> {
        let items = items.iter();
        items.map(|item| self.value(item, depth + 1)).collect()
    }

    fn entries(&self, entries: &Map, depth: usize) -> Result<Map, Failure> {
        let entries = entries.iter();
        entries
            .map(|(name, entry)| Ok((name.clone(), self.value(entry, depth + 1)?)))
            .collect()
    }

    /// The elements in order; where one is not known, it may turn out to be equal to another or to come before it.
    fn set(&self, items: &[Value], depth: usize) -> Result<Value, Failure> {
        let decoded = self.all(items, depth)?;
        if is_order_known(items) {
            return Ok(Value::tuple(decoded));
        }
        Ok(unordered(Type::Dynamic, decoded, items))
    }

    fn unknown(&self, value: &Value, unknown: &Unknown, depth: usize) -> Result<Value, Failure> {
        // Of a collection that becomes a tuple or object, nothing stays but whether it may be null.
        let reshaped = |shape: Shape| Unknown {
            ty: Type::Dynamic,
            shape,
            refinement: Refinement {
                not_null: unknown.refinement.not_null,
                ..Refinement::default()
            },
            ..unknown.clone()
        };
        let decoded = match (&unknown.shape, &unknown.ty) {
            (Shape::Choice(alternatives), _) => {
                return Ok(choice(self.all(alternatives, depth)?, value));
            }
            (_, ty) if ty.is_primitive() => return Ok(value.clone()),
            (Shape::Open { known, each }, ty) if !ty.is_mapping() => reshaped(Shape::Open {
                known: self.all(known, depth)?.into(),
                each: Arc::new(self.value(each, depth + 1)?),
            }),
            (Shape::Entries { known, each }, _) => reshaped(Shape::Entries {
                known: self.all(known, depth)?.into(),
                each: Arc::new(self.value(each, depth + 1)?),
            }),
            (Shape::Partial(known), _) => reshaped(Shape::Partial(self.entries(known, depth)?)),
            (_, Type::Dynamic) => return Ok(value.clone()),
            (Shape::Symbol(symbol), Type::List(element) | Type::Set(element)) => {
                let element = match &**element {
                    primitive if primitive.is_primitive() => primitive.clone(),
                    _ => Type::Dynamic,
                };
                reshaped(Shape::Open {
                    known: Arc::default(),
                    each: Arc::new(step_into(symbol, element, PathStep::Any, unknown)),
                })
            }
            _ => Unknown {
                refinement: reshaped(Shape::Opaque).refinement,
                ..Unknown::derived(Type::Dynamic, [value])
            },
        };
        Ok(decoded.into())
    }
}

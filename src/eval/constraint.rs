//! Type constraints: what a variable's `type` says, with the defaults of optional attributes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::hcl::{Call, Expression, ExpressionKind, ObjectKey};
use crate::types::{ObjectType, Type};

use super::convert::convert;
use super::fault::{Fault, FaultKind};
use super::function::is_never_null;
use super::map::Map;
use super::set_order::is_order_known;
use super::unknown::{Shape, Unknown};
use super::value::{Kind, Value};

/// A type that values are converted to, and what stands in for attributes that are left out.
#[derive(Debug, Clone)]
pub struct Constraint {
    /// The type, optional attributes marked.
    pub ty: Type,
    /// The defaults of optional attributes; `None` where there are none at any depth.
    pub defaults: Option<Defaults>,
}

/// The defaults of optional attributes of a type and of the types in it.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// Of the object's own attributes.
    values: BTreeMap<Arc<str>, Value>,
    /// Of the types inside: by attribute for objects, by position for tuples, under the empty name for the elements
    /// of collections.
    inner: BTreeMap<Arc<str>, Defaults>,
}

impl Constraint {
    /// What takes any value as it is.
    pub fn any() -> Self {
        Self {
            ty: Type::Dynamic,
            defaults: None,
        }
    }

    /// Reads a type constraint. `default` evaluates the second argument of `optional()`, which refers to nothing. What
    /// is no type is a fault of [`FaultKind::Type`], and a default that is not of its own of [`FaultKind::Variable`].
    pub fn read(
        expression: &Expression,
        default: &dyn Fn(&Expression) -> Value,
    ) -> Result<Self, Fault> {
        let mut defaults = Defaults::default();
        let ty = read(expression, default, &mut defaults)?;
        Ok(Self {
            ty,
            defaults: (!defaults.is_empty()).then_some(defaults),
        })
    }

    /// A value as one of this type: defaults are filled in, then it is converted. `Err` says why that is impossible.
    pub fn apply(&self, value: &Value) -> Result<Value, String> {
        let filled = match &self.defaults {
            Some(defaults) => defaults.fill(value),
            None => value.clone(),
        };
        convert(&filled, &self.ty).map_err(|mismatch| mismatch.to_string())
    }
}

impl Defaults {
    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.inner.is_empty()
    }

    /// Fills in the defaults of attributes that are missing or `null`, at any depth.
    fn fill(&self, value: &Value) -> Value {
        let of_elements = |items: &Arc<[Value]>| -> Vec<Value> {
            match self.inner.get("") {
                Some(inner) => items.iter().map(|item| inner.fill(item)).collect(),
                None => items.to_vec(),
            }
        };
        let kind = match &value.kind {
            Kind::Tuple(items) if self.inner.contains_key("") => {
                Kind::Tuple(of_elements(items).into())
            }
            Kind::Tuple(items) => {
                let items = items.iter().enumerate().map(|(at, item)| {
                    match self.inner.get(at.to_string().as_str()) {
                        Some(inner) => inner.fill(item),
                        None => item.clone(),
                    }
                });
                Kind::Tuple(items.collect::<Vec<Value>>().into())
            }
            // A set stays one where the order of its elements is not known: only as one does it say so.
            Kind::Set(_, items) if !is_order_known(items) => {
                Kind::Set(Type::Dynamic, of_elements(items).into())
            }
            // Elements may come to have different types: the conversion that follows settles that.
            Kind::List(_, items) | Kind::Set(_, items) => Kind::Tuple(of_elements(items).into()),
            Kind::Map(_, entries) | Kind::Object(entries) => self.fill_entries(entries),
            Kind::Unknown(unknown) => match &unknown.shape {
                // Which of several it is is not known, but each of them is filled in.
                Shape::Choice(alternatives) => {
                    let filled: Vec<Value> =
                        alternatives.iter().map(|one| self.fill(one)).collect();
                    return one_of(unknown, filled).in_place_of(value);
                }
                _ => return value.clone(),
            },
            _ => return value.clone(),
        };
        Value::from(kind).in_place_of(value)
    }

    fn fill_entries(&self, entries: &Map) -> Kind {
        let of_elements = self.inner.get("");
        let mut filled: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        for (name, entry) in entries {
            let inner = self.inner.get(name).or(of_elements);
            let entry = match inner {
                Some(inner) => inner.fill(entry),
                None => entry.clone(),
            };
            filled.insert(name.clone(), entry);
        }
        for (name, default) in &self.values {
            let default = match self.inner.get(name) {
                Some(inner) => inner.fill(default),
                None => default.clone(),
            };
            let value = match filled.get(name) {
                Some(entry) => never_null_beside(instead_of_null(entry, &default), &default),
                None => default,
            };
            filled.insert(name.clone(), value);
        }
        Kind::Object(filled.into())
    }
}

/// The default where the value is `null`, also where that is only one of what it may be.
pub(crate) fn instead_of_null(value: &Value, default: &Value) -> Value {
    let Some(unknown) = value.as_unknown() else {
        let value = if value.is_null() { default } else { value };
        return value.clone();
    };
    match &unknown.shape {
        Shape::Choice(alternatives) if alternatives.iter().any(Value::is_null) => {
            let each = alternatives.iter().map(|one| instead_of_null(one, default));
            one_of(unknown, each.collect()).in_place_of(value)
        }
        _ => value.clone(),
    }
}

/// The value of an optional attribute, which has this default: Terraform knows when it plans that it is not `null`, if the
/// default is not (measured with 1.11.4).
fn never_null_beside(value: Value, default: &Value) -> Value {
    match value.as_unknown() {
        Some(unknown) if is_never_null(default) && !unknown.is_late_and_untyped() => {
            let mut unknown = (**unknown).clone().not_null();
            unknown.refinement.may_be_missing = false;
            Value::from(unknown).in_place_of(&value)
        }
        _ => value,
    }
}

/// One of these values, which have come of what `of` may be.
fn one_of(of: &Unknown, values: Vec<Value>) -> Value {
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    let ty = match types.as_slice() {
        // Of how many elements a collection is says only what is known of it.
        _ if of.ty.is_collection() => Type::Dynamic,
        [first, rest @ ..] if rest.iter().all(|ty| ty == first) => first.clone(),
        _ => Type::Dynamic,
    };
    let one = Value::from(Unknown {
        ty,
        shape: Shape::Choice(values.into()),
        ..of.clone()
    });
    if of.is_late {
        one.planned_as(of.planned_type().clone())
    } else {
        one
    }
}

fn fault(expression: &Expression, message: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Type, expression.span, message)
}

fn read(
    expression: &Expression,
    default: &dyn Fn(&Expression) -> Value,
    defaults: &mut Defaults,
) -> Result<Type, Fault> {
    match &expression.kind {
        ExpressionKind::Parentheses(inner) => read(inner, default, defaults),
        ExpressionKind::Variable(name) => keyword(name).ok_or_else(|| {
            fault(expression, format!("{name:?} is not a type: the types are string, number, bool, any, list(…), set(…), map(…), tuple([…]) and object({{…}})"))
        }),
        // The quoted form is that of Terraform before 0.12.
        ExpressionKind::String(name) => match &**name {
            "string" => Ok(Type::String),
            "list" => Ok(Type::list(Type::Dynamic)),
            "map" => Ok(Type::map(Type::Dynamic)),
            _ => Err(fault(expression, format!("{name:?} is not a type"))),
        },
        ExpressionKind::Call(call) => read_call(expression, call, default, defaults),
        _ => Err(fault(expression, "this is not a type")),
    }
}

fn keyword(name: &str) -> Option<Type> {
    Some(match name {
        "string" => Type::String,
        "number" => Type::Number,
        "bool" => Type::Bool,
        "any" => Type::Dynamic,
        "list" => Type::list(Type::Dynamic),
        "set" => Type::set(Type::Dynamic),
        "map" => Type::map(Type::Dynamic),
        _ => return None,
    })
}

fn read_call(
    expression: &Expression,
    call: &Call,
    default: &dyn Fn(&Expression) -> Value,
    defaults: &mut Defaults,
) -> Result<Type, Fault> {
    let [argument] = call.arguments.as_slice() else {
        let message = format!("{}() takes one argument here", call.name.text);
        return Err(fault(expression, message));
    };
    let mut inner = Defaults::default();
    let make: fn(Type) -> Type = match &*call.name.text {
        "list" => Type::list,
        "set" => Type::set,
        "map" => Type::map,
        "tuple" => return read_tuple(argument, default, defaults),
        "object" => return read_object(argument, default, defaults),
        other => return Err(fault(expression, format!("{other}() is not a type"))),
    };
    let element = read(argument, default, &mut inner)?;
    if !inner.is_empty() {
        defaults.inner.insert("".into(), inner);
    }
    Ok(make(element))
}

fn read_tuple(
    argument: &Expression,
    default: &dyn Fn(&Expression) -> Value,
    defaults: &mut Defaults,
) -> Result<Type, Fault> {
    let ExpressionKind::Tuple(items) = &argument.kind else {
        return Err(fault(
            argument,
            "tuple() takes a list of types, such as tuple([string, number])",
        ));
    };
    let mut types = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let mut inner = Defaults::default();
        types.push(read(item, default, &mut inner)?);
        if !inner.is_empty() {
            defaults.inner.insert(at.to_string().into(), inner);
        }
    }
    Ok(Type::tuple(types))
}

fn read_object(
    argument: &Expression,
    default: &dyn Fn(&Expression) -> Value,
    defaults: &mut Defaults,
) -> Result<Type, Fault> {
    let ExpressionKind::Object(items) = &argument.kind else {
        return Err(fault(
            argument,
            "object() takes attributes with types, such as object({ name = string })",
        ));
    };
    let mut object = ObjectType::default();
    for item in items {
        let name: Arc<str> = match &item.key {
            ObjectKey::Name(name) => Arc::from(&*name.text),
            ObjectKey::Expression(key) => match key.as_str() {
                Some(text) => text.into(),
                None => return Err(fault(key, "the name of an attribute must be written out")),
            },
        };
        let mut inner = Defaults::default();
        let ty = match optional(&item.value) {
            Some((ty, value)) => {
                object.optional.insert(name.clone());
                let ty = read(ty, default, &mut inner)?;
                if let Some(value) = value {
                    let given = default(value);
                    let nested = Constraint {
                        ty: ty.clone(),
                        defaults: (!inner.is_empty()).then(|| inner.clone()),
                    };
                    let given = nested.apply(&given).map_err(|message| {
                        let message = format!(
                            "the default of the optional attribute {name} is not of its type: {message}"
                        );
                        Fault::new(FaultKind::Variable, value.span, message)
                    })?;
                    defaults.values.insert(name.clone(), given);
                }
                ty
            }
            None => read(&item.value, default, &mut inner)?,
        };
        if !inner.is_empty() {
            defaults.inner.insert(name.clone(), inner);
        }
        object.attributes.insert(name, ty);
    }
    Ok(Type::Object(Arc::new(object)))
}

/// The type and default of `optional(type, default)`.
fn optional(expression: &Expression) -> Option<(&Expression, Option<&Expression>)> {
    match &expression.kind {
        ExpressionKind::Parentheses(inner) => optional(inner),
        ExpressionKind::Call(call) if &*call.name.text == "optional" => {
            Some((call.arguments.first()?, call.arguments.get(1)))
        }
        _ => None,
    }
}

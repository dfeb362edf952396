//! Functions that convert values and change their marks.

use crate::eval::convert::convert;
use crate::eval::unknown::{Refinement, Unknown};
use crate::eval::value::{Kind, Value};
use crate::types::Type;

use super::{Accepts, Compute, Environment, Failure, Function, Parameter, ResultType};

/// Anything, with its marks, `null` and unknown as it may be.
const VALUE: Parameter = Parameter::new("value", Accepts::Any)
    .nullable()
    .takes_unknown()
    .takes_untyped()
    .takes_marks();

pub(super) const ALL: &[Function] = &[
    converting("tobool", |_, it| to(it, &Type::Bool)),
    converting("tonumber", |_, it| to(it, &Type::Number)),
    converting("tostring", |_, it| to(it, &Type::String)),
    converting("tolist", |_, it| {
        to_collection(it, &Type::list(Type::Dynamic))
    }),
    converting("toset", |_, it| {
        to_collection(it, &Type::set(Type::Dynamic))
    }),
    converting("tomap", |_, it| {
        to_collection(it, &Type::map(Type::Dynamic))
    }),
    converting("sensitive", |_, it| Ok(sensitive(&it[0]))),
    converting("nonsensitive", |_, it| Ok(nonsensitive(&it[0]))),
    converting("issensitive", |_, it| Ok(issensitive(&it[0]))),
    converting("ephemeralasnull", |environment, arguments| {
        without_ephemeral(environment, &arguments[0])
    }),
];

const fn converting(name: &'static str, compute: Compute) -> Function {
    Function::new(name, &[VALUE], ResultType::Dynamic, compute)
}

fn to(arguments: &[Value], ty: &Type) -> Result<Value, Failure> {
    let converted = convert(&unrefined(&arguments[0]), ty);
    let converted = converted.map_err(|mismatch| Failure::of_argument(0, mismatch.to_string()))?;
    Ok(unrefined(&converted))
}

/// The value without what Terraform knew of it although it does not know it: here it forgets that it is not `null`, and how
/// many elements there are.
fn unrefined(value: &Value) -> Value {
    match value.as_unknown() {
        Some(unknown) if unknown.is_late => value.clone().refined(Refinement::default()),
        _ => value.clone(),
    }
}

/// Of what it does not know when it plans, Terraform forgets here of which type the elements are too.
fn to_collection(arguments: &[Value], ty: &Type) -> Result<Value, Failure> {
    let converted = to(arguments, ty)?;
    Ok(if arguments[0].is_late() {
        converted.planned_as(ty.clone())
    } else {
        converted
    })
}

fn sensitive(value: &Value) -> Value {
    let mut value = value.clone();
    value.marks.sensitive = true;
    value
}

/// Only the value itself: what is in it stays sensitive.
fn nonsensitive(value: &Value) -> Value {
    let mut marks = value.marks;
    marks.sensitive = false;
    if matches!(value.kind, Kind::String(_) | Kind::Unknown(_)) {
        // A text may know of its pieces which of them were sensitive.
        return value.clone().unmarked().0.marked(marks);
    }
    Value {
        marks,
        ..value.clone()
    }
}

/// A value that is not known yet may turn out to be sensitive.
fn issensitive(value: &Value) -> Value {
    if value.marks.sensitive {
        return Value::bool(true);
    }
    if !value.is_known() {
        return Unknown::derived(Type::Bool, [value]).not_null().into();
    }
    Value::bool(false)
}

/// The value with `null` in the place of everything ephemeral.
fn without_ephemeral(environment: &Environment<'_>, value: &Value) -> Result<Value, Failure> {
    if value.marks.ephemeral {
        let mut null = Value::null_of(value.ty());
        null.marks.sensitive = value.marks.sensitive;
        null.origin = value.origin;
        return Ok(null);
    }
    if !value.all_marks().ephemeral {
        return Ok(value.clone());
    }
    let inner = || {
        let parts = &value.kind;
        parts.try_with_parts(|part| without_ephemeral(environment, part))
    };
    let kind = environment
        .budget
        .deeper(inner)
        .unwrap_or_else(|| Err(Failure::new("the value is nested too deeply")))?;
    Ok(Value::from(kind).in_place_of(value))
}

//! Values that are not known as values of another type.

use std::sync::Arc;

use crate::types::{ObjectType, Type};

use crate::eval::equality::make_set;
use crate::eval::function::choice;
use crate::eval::late::of_exact_length;
use crate::eval::map::Map;
use crate::eval::unknown::{Cause, Container, PathStep, Refinement, Shape, Symbol, Unknown};
use crate::eval::value::{Marks, Value};

use super::types::{Mismatch, conversion_type};
use super::{convert, unify};

/// A value that is not known stays what it is known to be as long as the conversion only moves values. Of a tuple
/// Terraform knows how many elements there are, and makes a list of as many.
pub(super) fn convert_unknown(
    value: &Value,
    unknown: &Arc<Unknown>,
    wanted: &Type,
) -> Result<Value, Mismatch> {
    let converted = convert_whole(value, unknown, wanted)?;
    let written_out = converted
        .as_unknown()
        .filter(|unknown| unknown.is_late)
        .and_then(|unknown| of_exact_length(&converted, unknown));
    Ok(written_out.unwrap_or(converted))
}

fn convert_whole(value: &Value, unknown: &Arc<Unknown>, wanted: &Type) -> Result<Value, Mismatch> {
    if let Shape::Choice(alternatives) = &unknown.shape {
        return convert_choice(value, unknown, alternatives, wanted);
    }
    if let (Shape::Partial(known), Type::Object(want)) = (&unknown.shape, wanted) {
        return convert_partial(value, unknown, known, want);
    }
    if unknown.ty == Type::Dynamic {
        may_become(&unknown.refinement, wanted)?;
    }
    let ty = conversion_type(&unknown.ty, wanted)?;
    if ty == unknown.ty && unknown.planned_as.is_none() {
        return Ok(value.clone());
    }
    // Which attributes may be left out says only what is wanted.
    let shape = match (&unknown.shape, wanted) {
        (Shape::Symbol(_), _) => unknown.shape.clone(),
        (
            Shape::Open { known, each },
            Type::List(element) | Type::Set(element) | Type::Map(element),
        ) => convert_open(known, each, element)?,
        (Shape::Entries { known, each }, Type::Map(element)) => convert_open(known, each, element)?,
        (Shape::Partial(entries), Type::Map(element)) => {
            let entries = entries.iter();
            let entries = entries.map(|(name, entry)| {
                let entry = undecided_beside(convert(entry, element)?, element);
                Ok((name.clone(), entry))
            });
            Shape::Partial(entries.collect::<Result<Map, Mismatch>>()?)
        }
        (Shape::Template(_) | Shape::Encoded(..) | Shape::Folder(_), Type::String) => {
            unknown.shape.clone()
        }
        _ => Shape::Opaque,
    };
    let derived = match shape {
        Shape::Opaque => Unknown::derived(ty, [value]),
        shape => Unknown {
            ty,
            shape,
            ..(**unknown).clone()
        },
    };
    let refinement = refine(unknown, &derived.ty);
    // What the type that is wanted leaves open, Terraform does not know of what is of no known type.
    let is_open = unknown.is_late_and_untyped() && derived.ty.has_dynamic();
    let unknown = Unknown {
        refinement,
        planned_as: is_open.then(|| derived.ty.clone()),
        ..derived
    };
    Ok(Value::from(unknown).in_place_of(value))
}

/// What certainly has parts never becomes a value of a primitive type, nor do names become positions.
fn may_become(known: &Refinement, wanted: &Type) -> Result<(), Mismatch> {
    let found = match known.container {
        Some(Container::Mapping) if wanted.is_primitive() || wanted.is_sequence() => "an object",
        Some(Container::Sequence) if wanted.is_primitive() || wanted.is_mapping() => "a list",
        _ => return Ok(()),
    };
    let wanted = wanted.friendly_name();
    Err(Mismatch::new(&format!(
        "{wanted} is required, but this is {found}"
    )))
}

/// What can be said of an unknown value can be said after a conversion to `ty` as far as it is about both types.
fn refine(unknown: &Unknown, ty: &Type) -> Refinement {
    let before = &unknown.refinement;
    if unknown.ty == *ty {
        return Refinement {
            may_be_missing: false,
            ..before.clone()
        };
    }
    let is_set = matches!(ty, Type::Set(_));
    let (min_length, max_length) = match (&unknown.ty, ty) {
        (Type::Tuple(items), _) if ty.is_collection() => {
            (items.len() as u64, Some(items.len() as u64))
        }
        (Type::Object(object), Type::Map(_)) => {
            let count = object.attributes.len() as u64;
            (count, Some(count))
        }
        (_, ty) if ty.is_collection() => (before.min_length, before.max_length),
        _ => (0, None),
    };
    Refinement {
        may_be_missing: false,
        not_null: before.not_null,
        container: before.container.filter(|_| *ty == Type::Dynamic),
        prefix: before.prefix.clone().filter(|_| *ty == Type::String),
        // Elements may turn out to be equal, and then a set holds them once.
        min_length: if is_set {
            min_length.min(1)
        } else {
            min_length
        },
        max_length,
        is_counted_full: before.is_counted_full && ty.is_collection() && !is_set,
        minimum: None,
        maximum: None,
    }
}

/// The elements of a collection of which only some are known come to one type as far as they can.
fn convert_open(known: &[Value], each: &Value, want: &Type) -> Result<Shape, Mismatch> {
    let known = known.iter().map(|item| convert(item, want));
    let known: Vec<Value> = known.collect::<Result<_, _>>()?;
    let any = || Value::from(Unknown::derived(want.without_optional(), [each]));
    // There need not be an element that looks like this: that it does not convert is no fault.
    let each = convert(each, want).unwrap_or_else(|_| any());
    let types: Vec<Type> = known.iter().chain([&each]).map(Value::ty).collect();
    let Some(common) = unify(&types) else {
        return Ok(Shape::Open {
            known: known.into(),
            each: Arc::new(each),
        });
    };
    let known = known.iter().map(|item| {
        let item = convert(item, &common)?;
        Ok(undecided_beside(item, &common))
    });
    Ok(Shape::Open {
        known: known.collect::<Result<_, Mismatch>>()?,
        each: Arc::new(convert(&each, &common).unwrap_or_else(|_| any())),
    })
}

/// An element as it is beside others of which not even the type is known: only a string certainly stays what it is when
/// all come to one type.
pub(in crate::eval) fn undecided_beside(item: Value, common: &Type) -> Value {
    if *common != Type::Dynamic || item.ty() == Type::String {
        return item;
    }
    Value::from(Unknown::derived(Type::Dynamic, [&item])).in_place_of(&item)
}

/// A collection of type `wanted` made of the parts of `value`, where it is not known what these become: only strings
/// certainly stay what they are.
pub(super) fn undecided(value: &Value, wanted: &Type) -> Value {
    if let Some(untyped) = of_untyped(value, wanted) {
        return untyped;
    }
    let (plain, marks) = match wanted {
        // It cannot be told which element of a set the marks are of.
        Type::Set(_) => value.clone().unmarked(),
        _ => (value.clone(), value.marks),
    };
    let is_string = |item: &Value| item.ty() == Type::String;
    let of_others = plain
        .parts()
        .filter(|item| !is_string(item))
        .fold(Marks::default(), |all, item| all.with(item.all_marks()));
    let mut any = Unknown::derived(Type::Dynamic, [&plain]);
    any.refinement.container = container_of_parts(&plain);
    // Terraform may refuse the whole, and know that.
    any.is_late = false;
    let any = Value::from(any).marked(of_others);
    let mut unknown = Unknown::derived(wanted.without_optional(), [&plain]).not_null();
    unknown.is_late = false;
    if let (Some(items), Type::List(_) | Type::Set(_)) = (plain.elements(), wanted) {
        let count = items.len() as u64;
        let is_list = matches!(wanted, Type::List(_));
        unknown.refinement.min_length = if is_list { count } else { count.min(1) };
        unknown.refinement.max_length = Some(count);
        unknown.shape = Shape::Open {
            known: items
                .iter()
                .filter(|item| is_string(item))
                .cloned()
                .collect(),
            each: Arc::new(any),
        };
    } else if let (Some(entries), Type::Map(_)) = (plain.entries(), wanted) {
        let count = entries.len() as u64;
        (unknown.refinement.min_length, unknown.refinement.max_length) = (count, Some(count));
        let entry = |(name, entry): &(Arc<str>, Value)| {
            let kept = if is_string(entry) {
                entry.clone()
            } else {
                any.clone()
            };
            (name.clone(), kept)
        };
        unknown.shape = Shape::Partial(entries.iter().map(entry).collect());
    }
    Value {
        origin: value.origin,
        ..Value::from(unknown).marked(marks)
    }
}

/// The collection where Terraform knows of no part of which type it is when it plans: it takes them as they are.
fn of_untyped(value: &Value, wanted: &Type) -> Option<Value> {
    let is_open = wanted.element() == Some(&Type::Dynamic);
    if !is_open || !value.parts().all(Value::is_late_and_untyped) {
        return None;
    }
    let part = |part: &Value| {
        if part.is_untyped() {
            return part.clone();
        }
        // Beside the others it may become another one than it is by itself.
        Value::from(Unknown::derived(Type::Dynamic, [part])).in_place_of(part)
    };
    let items = value.elements().map(|items| items.iter().map(part));
    let made = match (wanted, items, value.entries()) {
        (Type::List(_), Some(items), _) => Value::list(Type::Dynamic, items.collect::<Vec<_>>()),
        (Type::Set(_), Some(items), _) => make_set(Type::Dynamic, items.collect()),
        (Type::Map(_), _, Some(entries)) => {
            let entries = entries.iter();
            let entries = entries.map(|(name, entry)| (name.clone(), part(entry)));
            Value::map(Type::Dynamic, entries.collect::<Map>())
        }
        _ => return None,
    };
    Some(Value {
        origin: value.origin,
        ..made.marked(value.marks)
    })
}

/// What has parts among the parts of a value: what one of them is, all are that come to one type with it.
fn container_of_parts(value: &Value) -> Option<Container> {
    value.parts().find_map(|part| match part.ty() {
        ty if ty.is_sequence() => Some(Container::Sequence),
        ty if ty.is_mapping() => Some(Container::Mapping),
        _ => None,
    })
}

/// The type of a value with what is known of the kind of its parts where their types are not.
pub(super) fn outline(value: &Value) -> Type {
    let of_any = |container| match container {
        Container::Sequence => Type::list(Type::Dynamic),
        Container::Mapping => Type::map(Type::Dynamic),
    };
    match (value.ty(), value.as_unknown()) {
        (Type::Dynamic, Some(unknown)) => match unknown.refinement.container {
            Some(container) => of_any(container),
            None => Type::Dynamic,
        },
        (Type::Map(element), Some(unknown)) if *element == Type::Dynamic => match &unknown.shape {
            Shape::Partial(entries) => {
                let found = entries.values().map(outline);
                let found = found.into_iter().find(|ty| *ty != Type::Dynamic);
                Type::map(found.unwrap_or(Type::Dynamic))
            }
            _ => Type::map(Type::Dynamic),
        },
        (ty, _) => ty,
    }
}

fn convert_choice(
    value: &Value,
    unknown: &Unknown,
    alternatives: &[Value],
    wanted: &Type,
) -> Result<Value, Mismatch> {
    let converted: Vec<Result<Value, Mismatch>> = alternatives
        .iter()
        .map(|one| convert(one, wanted))
        .collect();
    if converted.iter().all(Result::is_err)
        && let Some(Err(fault)) = converted.first()
    {
        return Err(fault.clone());
    }
    // Those that cannot be converted are not what it is, and others may have become the same.
    let kept: Vec<Value> = converted.into_iter().flatten().collect();
    let kept = choice(kept, value);
    let Some(left) = kept.as_unknown() else {
        return Ok(Value {
            origin: kept.origin.or(value.origin),
            ..kept.marked(value.marks)
        });
    };
    if !matches!(left.shape, Shape::Choice(_)) {
        return Ok(kept.marked(value.marks));
    }
    // They may be of several types now, as empty lists are; the type of the whole is what Terraform makes of the one
    // that the whole had.
    let ty = match &left.ty {
        Type::Dynamic => conversion_type(&unknown.ty, wanted).unwrap_or(Type::Dynamic),
        ty => ty.clone(),
    };
    let unknown = Unknown {
        refinement: refine(unknown, &ty),
        planned_as: left.planned_as.clone().filter(|_| ty == Type::Dynamic),
        ty,
        ..(**left).clone()
    };
    Ok(Value::from(unknown).in_place_of(value))
}

/// An object of which some attributes are known becomes an object with all attributes of its type.
fn convert_partial(
    value: &Value,
    unknown: &Unknown,
    known: &Map,
    want: &ObjectType,
) -> Result<Value, Mismatch> {
    let attribute = |(name, ty): (&Arc<str>, &Type)| {
        let entry = match known.get(name) {
            Some(entry) => convert(entry, ty).map_err(|fault| fault.inside_name(name))?,
            None => Value::from(Unknown {
                at: unknown.at,
                dependencies: unknown.dependencies.clone(),
                ..Unknown::new(ty.without_optional(), unknown.cause.clone())
            }),
        };
        Ok((name.clone(), entry))
    };
    let entries: Map = want
        .attributes
        .iter()
        .map(attribute)
        .collect::<Result<_, Mismatch>>()?;
    Ok(Value::object(entries).in_place_of(value))
}

/// What is found one step into a value that is not known but is an attribute of a resource.
pub(in crate::eval) fn step_into(symbol: &Symbol, ty: Type, step: PathStep, of: &Unknown) -> Value {
    let symbol = symbol.step(step);
    Unknown {
        at: of.at,
        is_late: of.is_late || (of.cause == Cause::Apply && symbol.is_unique()),
        ..Unknown::new(ty, of.cause.clone())
    }
    .shaped(Shape::Symbol(symbol))
    .into()
}

//! Values as values of another type, by Terraform's rules of conversion.

mod certain;
mod types;
mod unify;
mod unknown;
mod untyped;

use std::sync::Arc;

use crate::types::{ObjectType, Type};

use super::equality::make_set;
use super::function::{MAX_COMBINATIONS, choice};
use super::late_type::{is_typed_later, twice};
use super::map::Map;
use super::number::Number;
use super::set_order::{are_told_apart, is_order_known, unordered};
use super::unknown::{Cause, Shape, Unknown};
use super::value::{Kind, Value};

pub(super) use certain::{always_converts, converts_when_planned};
pub use types::Mismatch;
pub(super) use unify::may_unify;
pub use unify::unify;
pub(super) use unknown::{step_into, undecided_beside};

pub(super) use untyped::{as_far_as_certain, is_yet_untyped, may_be_typed_early};

use types::conversion_type;
use unknown::convert_unknown;
use untyped::{is_of_no_type, may_become_text};

/// `value` as a value of type `wanted`, as Terraform converts where a type is demanded. [`Type::Dynamic`] in `wanted`
/// takes any type; of a collection it takes the one type that all elements come to. Optional attributes that are
/// missing become `null`.
pub fn convert(value: &Value, wanted: &Type) -> Result<Value, Mismatch> {
    if is_of_type(value, wanted) {
        return Ok(value.clone());
    }
    let is_parted = value.is_known() && wanted.has_dynamic();
    // As Terraform plans it, it goes by the types that are known then.
    if is_parted && is_typed_later(value) && !value.is_as_planned() {
        let compute = |values: &[Value]| convert_parts(&values[0], wanted);
        return twice(std::slice::from_ref(value), compute, |planned| {
            compute(planned).ok()
        });
    }
    convert_parts(value, wanted)
}

/// The same by the types that are known here.
fn convert_parts(value: &Value, wanted: &Type) -> Result<Value, Mismatch> {
    if let Some(converted) = convert_each_way(value, wanted) {
        return converted;
    }
    // Types are looked at first: Terraform refuses an empty list of booleans where numbers are demanded.
    let converted = if value.is_known() {
        types::check(&value.ty(), wanted).and_then(|()| apply(value, wanted))
    } else {
        apply(value, wanted)
    };
    match converted {
        // What all elements come to may be another type once the type of each is known.
        Err(_)
            if wanted.has_dynamic()
                && (may_be_typed_early(value) || may_all_be_primitive(value))
                && is_of_kind(value, wanted)
                && may_have_one_type(value.parts()) =>
        {
            Ok(unknown::undecided(value, wanted))
        }
        Ok(converted) if may_come_to_others(value, &converted, wanted) => {
            Ok(unconverted(value, wanted))
        }
        converted => converted,
    }
}

/// Whether the elements of a collection, which come to those of `converted` by the types that are known, may come to others.
fn may_come_to_others(value: &Value, converted: &Value, wanted: &Type) -> bool {
    wanted.is_collection()
        && wanted.has_dynamic()
        && converted.ty().element().is_some_and(may_become_text)
        && value.parts().any(is_of_no_type)
}

/// The elements of `value`, as they are, in a collection as `wanted`.
fn unconverted(value: &Value, wanted: &Type) -> Value {
    let any = Type::Dynamic;
    let items = value
        .elements()
        .map(|items| items.to_vec())
        .unwrap_or_default();
    let collection = match (wanted, &value.kind) {
        (Type::Set(_), _) => return set_of(any, items, value),
        (Type::List(_), Kind::Set(_, unsorted)) if !is_order_known(unsorted) => {
            // Which of the elements each is, is not known, and so they do not tell which is a text beside a text.
            let items = items.into_iter().map(|item| or_as_text(item, value));
            unordered(Type::list(any), items.collect(), unsorted)
        }
        (Type::List(_), _) => Value::list(any, items),
        _ => Value::map(any, value.entries().cloned().unwrap_or_default()),
    };
    collection.in_place_of(value)
}

/// A number or a boolean, or the text that it is beside one.
fn or_as_text(item: Value, of: &Value) -> Value {
    match &item.kind {
        Kind::Number(_) | Kind::Bool(_) => match convert(&item, &Type::String) {
            Ok(text) => choice(vec![item, text], of),
            Err(_) => item,
        },
        _ => item,
    }
}

/// A collection of elements that come to one type, where one of them may be of several types: what the others come to beside
/// it depends on which it is. `None` where there is no such element.
fn convert_each_way(value: &Value, wanted: &Type) -> Option<Result<Value, Mismatch>> {
    if wanted.element() != Some(&Type::Dynamic) {
        return None;
    }
    let counts = value
        .parts()
        .filter_map(of_several_types)
        .map(<[Value]>::len);
    let ways = counts.fold(1, usize::saturating_mul);
    if ways == 1 {
        return None;
    }
    if ways > MAX_COMBINATIONS {
        return Some(Ok(unknown::undecided(value, wanted)));
    }
    let mut ways = vec![Vec::new()];
    for part in value.parts() {
        let marks = part.marks;
        let each = of_several_types(part).unwrap_or(std::slice::from_ref(part));
        let with_each = |way: Vec<Value>| {
            let each = each.iter().map(|one| one.clone().marked(marks));
            let ways = each.map(move |one| [way.as_slice(), &[one]].concat());
            ways.collect::<Vec<_>>()
        };
        ways = ways.into_iter().flat_map(with_each).collect();
    }
    let converted = ways.into_iter().map(|way| {
        let mut parts = way.into_iter();
        let kind = value
            .kind
            .with_parts(|part| parts.next().unwrap_or_else(|| part.clone()));
        convert_parts(&Value::from(kind).in_place_of(value), wanted)
    });
    let converted: Vec<Result<Value, Mismatch>> = converted.collect();
    if let Some(Err(fault)) = converted.first()
        && converted.iter().all(Result::is_err)
    {
        return Some(Err(fault.clone()));
    }
    let one = choice(converted.into_iter().flatten().collect(), value);
    Some(Ok(match one.as_unknown() {
        Some(unknown) if unknown.ty == Type::Dynamic => Value::from(Unknown {
            ty: wanted.without_optional(),
            ..(**unknown).clone()
        })
        .in_place_of(&one),
        _ => one,
    }))
}

/// What a value may be, where that is of several types.
pub(super) fn of_several_types(value: &Value) -> Option<&[Value]> {
    let unknown = value.as_unknown()?;
    match &unknown.shape {
        Shape::Choice(alternatives) if unknown.ty == Type::Dynamic => Some(alternatives),
        _ => None,
    }
}

/// The type that these values all convert to. Where the type of a part is not known yet, so that there may be one,
/// it is not known. What fails has none and never will, as for Terraform what it does not know the type of when it plans.
pub fn common_type(values: &[Value]) -> Option<Type> {
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    if let Some(ty) = unify(&types) {
        let is_open = types.iter().any(Type::has_dynamic);
        return Some(if is_open {
            as_far_as_certain(ty, values)
        } else {
            ty
        });
    }
    let may_have_one = values.iter().any(is_yet_untyped) && unify::may_be_of_one_kind(&types);
    may_have_one.then_some(Type::Dynamic)
}

/// Whether each part is a text, a number or a boolean, some because they may turn out to be one: all of them come to one
/// type then.
fn may_all_be_primitive(value: &Value) -> bool {
    let is_choice = |part: &Value| part.ty() == Type::Dynamic;
    let may_be = |part: &Value| match part.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(alternatives)) if is_choice(part) => {
            alternatives.iter().any(|one| one.ty().is_primitive())
        }
        _ => part.ty().is_primitive(),
    };
    value.parts().any(is_choice) && value.parts().all(may_be)
}

/// Whether values may come to one type, whatever those of the parts are of which the type is not known.
pub(super) fn may_have_one_type<'v>(values: impl Iterator<Item = &'v Value>) -> bool {
    let mut types: Vec<Type> = values.map(unknown::outline).collect();
    if !may_unify(&types) {
        return false;
    }
    types.retain(|ty| !ty.has_dynamic());
    types.is_empty() || unify(&types).is_some()
}

/// Whether values of this kind convert to collections, tuples or objects such as `wanted` at all.
fn is_of_kind(value: &Value, wanted: &Type) -> bool {
    match wanted {
        Type::List(_) | Type::Set(_) => value.elements().is_some(),
        Type::Map(_) | Type::Object(_) => value.entries().is_some(),
        Type::Tuple(_) => matches!(value.kind, Kind::Tuple(_)),
        _ => false,
    }
}

/// Whether a value is of this type without looking into it.
fn is_of_type(value: &Value, wanted: &Type) -> bool {
    match (&value.kind, wanted) {
        (_, Type::Dynamic)
        | (Kind::Bool(_), Type::Bool)
        | (Kind::Number(_), Type::Number)
        | (Kind::String(_), Type::String) => true,
        (Kind::List(element, _), Type::List(want))
        | (Kind::Set(element, _), Type::Set(want))
        | (Kind::Map(element, _), Type::Map(want)) => *element == **want,
        _ => false,
    }
}

/// Converts a value whose type allows it.
fn apply(value: &Value, wanted: &Type) -> Result<Value, Mismatch> {
    if is_of_type(value, wanted) {
        return Ok(value.clone());
    }
    let kind = match (&value.kind, wanted) {
        (Kind::Null(ty), _) => Kind::Null(conversion_type(ty, wanted)?),
        (Kind::Unknown(unknown), _) => return convert_unknown(value, unknown, wanted),
        (Kind::Bool(flag), Type::String) => Value::string(flag.to_string()).kind,
        (Kind::Number(number), Type::String) => match number.to_text() {
            Some(text) => Value::string(text).kind,
            None => Value::from(Unknown::new(Type::String, Cause::Budget)).kind,
        },
        (Kind::String(text), Type::Bool) => Kind::Bool(parse_bool(text.as_str())?),
        (Kind::String(text), Type::Number) => {
            let number = Number::parse(text.as_str());
            Kind::Number(number.ok_or_else(|| Mismatch::new("a number is required"))?)
        }
        (Kind::Tuple(items), Type::List(want)) => {
            let (element, items) = elements_of_tuple(items, want)?;
            let (element, items) = to_one_type(&element, items)?;
            Kind::List(element, items.into())
        }
        (Kind::Tuple(items), Type::Set(want)) => {
            let (element, items) = elements_of_tuple(items, want)?;
            return Ok(set_of(element_type(&element, items.iter())?, items, value));
        }
        (Kind::List(element, items) | Kind::Set(element, items), Type::List(want)) => {
            let is_ordered = !matches!(value.kind, Kind::Set(..)) || is_order_known(items);
            let (element, converted) = elements(element, items, want)?;
            if !is_ordered {
                let list = unordered(Type::list(element), converted, items);
                // While it does not know all elements, Terraform knows nothing of the list.
                let list = if are_told_apart(items) {
                    list.later()
                } else {
                    list
                };
                return Ok(list.in_place_of(value));
            }
            let items = converted;
            Kind::List(element, items.into())
        }
        (Kind::List(element, items) | Kind::Set(element, items), Type::Set(want)) => {
            let (element, items) = elements(element, items, want)?;
            return Ok(set_of(element, items, value));
        }
        (Kind::Tuple(items), Type::Tuple(want)) if items.len() == want.len() => {
            let items = items.iter().zip(want.iter()).enumerate();
            let items = items.map(|(at, (item, want))| {
                apply(item, want).map_err(|fault| fault.inside_index(at))
            });
            Kind::Tuple(items.collect::<Result<Vec<Value>, Mismatch>>()?.into())
        }
        (Kind::Map(element, entries), Type::Map(want)) => {
            let (element, entries) = entries_of_map(element, entries, want)?;
            Kind::Map(element, entries)
        }
        (Kind::Object(entries), Type::Map(want)) => {
            let (element, entries) = entries_of_object(entries, want)?;
            Kind::Map(element, entries)
        }
        // Of a map, the types of optional attributes have not been looked at yet.
        (Kind::Map(_, entries), Type::Object(want)) => {
            Kind::Object(attributes(entries, want, convert)?)
        }
        (Kind::Object(entries), Type::Object(want)) => {
            Kind::Object(attributes(entries, want, apply)?)
        }
        _ => return Err(Mismatch::of_types(&value.ty(), wanted)),
    };
    Ok(Value::from(kind).in_place_of(value))
}

/// A set in the place of `value`, with the marks of its elements too.
fn set_of(element: Type, items: Vec<Value>, value: &Value) -> Value {
    let mut set = make_set(element, items).marked(value.marks);
    set.origin = value.origin;
    set
}

fn parse_bool(text: &str) -> Result<bool, Mismatch> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Mismatch::new("a bool is required")),
    }
}

fn each(items: &[Value], wanted: &Type) -> Result<Vec<Value>, Mismatch> {
    let items = items.iter().enumerate();
    items
        .map(|(at, item)| apply(item, wanted).map_err(|fault| fault.inside_index(at)))
        .collect()
}

fn each_named(entries: &Map, wanted: &Type) -> Result<Map, Mismatch> {
    let entries = entries.iter();
    entries
        .map(|(name, entry)| {
            let entry = apply(entry, wanted).map_err(|fault| fault.inside_name(name))?;
            Ok((name.clone(), entry))
        })
        .collect()
}

/// The elements of a list or set as elements of a collection of `want`, and the type that they have then.
fn elements(found: &Type, items: &[Value], want: &Type) -> Result<(Type, Vec<Value>), Mismatch> {
    if items.is_empty() && *want == Type::Dynamic {
        return Ok((found.clone(), Vec::new()));
    }
    let items = each(items, want)?;
    Ok((element_type(want, items.iter())?, items))
}

fn elements_of_tuple(items: &[Value], want: &Type) -> Result<(Type, Vec<Value>), Mismatch> {
    let want = if *want == Type::Dynamic {
        let types: Vec<Type> = items.iter().map(Value::ty).collect();
        types::element_of_tuple(&types, want)?
    } else {
        want.clone()
    };
    let items = each(items, &want)?;
    Ok((want, items))
}

/// Where the type demanded leaves something open, the elements may have come to several types that have one in
/// common.
fn to_one_type(want: &Type, items: Vec<Value>) -> Result<(Type, Vec<Value>), Mismatch> {
    if !want.has_dynamic() || items.is_empty() {
        return Ok((want.without_optional(), items));
    }
    let types: Vec<Type> = items.iter().map(Value::ty).collect();
    let common = unify(&types).ok_or_else(types::no_common_type)?;
    let items = each(&items, &common)?;
    Ok((element_type(&common, items.iter())?, items))
}

fn entries_of_map(found: &Type, entries: &Map, want: &Type) -> Result<(Type, Map), Mismatch> {
    if entries.is_empty() && *want == Type::Dynamic {
        return Ok((found.clone(), entries.clone()));
    }
    map_of_one_type(want, each_named(entries, want)?)
}

fn entries_of_object(entries: &Map, want: &Type) -> Result<(Type, Map), Mismatch> {
    let want = if *want == Type::Dynamic {
        let types: Vec<(Arc<str>, Type)> = entries
            .iter()
            .map(|(name, entry)| (name.clone(), entry.ty()))
            .collect();
        let Type::Object(object) = Type::object(types) else {
            return Err(types::no_common_type());
        };
        types::element_of_object(&object, want)?
    } else {
        want.clone()
    };
    let entries = each_named(entries, &want)?;
    map_of_one_type(&want, entries)
}

fn map_of_one_type(want: &Type, entries: Map) -> Result<(Type, Map), Mismatch> {
    if !want.has_dynamic() || entries.is_empty() {
        return Ok((want.without_optional(), entries));
    }
    if !(want.is_collection() || matches!(want, Type::Object(_))) {
        let element = element_type(want, entries.values())?;
        if element.is_primitive() || !entries.values().any(Value::is_untyped) {
            // A bare `null` is one of the type that the others have.
            let entries = each_named(&entries, &element)?;
            return Ok((element, entries));
        }
        // Beside an empty list, what is of no known type may be a list of numbers: both are then. Where Terraform does
        // not know the type either, it takes the others for what they are.
        let may_be_typed = |entry: &Value| entry.is_untyped() && !entry.is_late();
        if entries.values().any(may_be_typed) {
            return Err(types::no_common_type());
        }
        return Ok((element, entries));
    }
    let types: Vec<Type> = entries.values().map(Value::ty).collect();
    let common = unify(&types).ok_or_else(types::no_common_type)?;
    let entries = each_named(&entries, &common)?;
    Ok((element_type(&common, entries.values())?, entries))
}

/// The type of the elements of a collection where `want` was demanded: what is not known yet takes the type of the
/// others, which must all have one.
pub(super) fn element_type<'v>(
    want: &Type,
    items: impl Iterator<Item = &'v Value>,
) -> Result<Type, Mismatch> {
    if !want.has_dynamic() {
        return Ok(want.without_optional());
    }
    let mut common: Option<Type> = None;
    for item in items {
        let ty = item.ty();
        match &common {
            None | Some(Type::Dynamic) => common = Some(ty),
            Some(before) if ty != Type::Dynamic && *before != ty => {
                return Err(types::no_common_type());
            }
            Some(_) => {}
        }
    }
    Ok(common.unwrap_or_else(|| want.without_optional()))
}

/// The entries as attributes of an object type. Others are dropped.
fn attributes(
    entries: &Map,
    want: &ObjectType,
    convert: fn(&Value, &Type) -> Result<Value, Mismatch>,
) -> Result<Map, Mismatch> {
    let attribute = |(name, ty): (&Arc<str>, &Type)| {
        let value = match entries.get(name) {
            Some(entry) => convert(entry, ty).map_err(|fault| fault.inside_name(name))?,
            None if want.optional.contains(name) => Value::null_of(ty.without_optional()),
            None => return Err(Mismatch::missing(name, entries.names(), want)),
        };
        Ok((name.clone(), value))
    };
    want.attributes.iter().map(attribute).collect()
}

#[cfg(test)]
mod tests {
    use super::super::unknown::{Cause, Unknown};
    use super::super::value::{Kind, Value};
    use super::{Number, Type, convert};

    fn tuple(items: Vec<Value>) -> Value {
        Value::tuple(items)
    }

    #[test]
    fn a_number_that_is_too_long_to_write_is_not_known_as_a_string() {
        let huge = Value::from(Kind::Number(Number::parse("1e100000").unwrap()));
        let text = convert(&huge, &Type::String).unwrap();
        let Kind::Unknown(unknown) = text.kind else {
            panic!("it is known");
        };
        assert_eq!(unknown.cause, Cause::Budget);
        assert_eq!(unknown.ty, Type::String);
    }

    #[test]
    fn primitives_convert_as_in_terraform() {
        let string = |value: Value| {
            convert(&value, &Type::String)
                .unwrap()
                .as_str()
                .map(str::to_owned)
        };
        assert_eq!(string(Value::bool(true)).as_deref(), Some("true"));
        assert_eq!(string(Value::number(5)).as_deref(), Some("5"));
        assert_eq!(
            convert(&Value::string("1"), &Type::Bool).unwrap().as_bool(),
            Some(true)
        );
        assert!(convert(&Value::string("yes"), &Type::Bool).is_err());
        assert!(convert(&Value::number(1), &Type::Bool).is_err());
        assert!(convert(&Value::string(""), &Type::Number).is_err());
    }

    #[test]
    fn elements_come_to_one_type() {
        let mixed = tuple(vec![Value::string("a"), Value::number(1)]);
        let list = convert(&mixed, &Type::list(Type::Dynamic)).unwrap();
        assert_eq!(list.ty(), Type::list(Type::String));
        let impossible = tuple(vec![Value::number(1), Value::bool(true)]);
        assert!(convert(&impossible, &Type::list(Type::Dynamic)).is_err());
        let empty = convert(&tuple(vec![]), &Type::list(Type::Dynamic)).unwrap();
        assert_eq!(empty.ty(), Type::list(Type::Dynamic));
    }

    #[test]
    fn what_is_not_known_converts_by_type() {
        let unknown = Value::from(Unknown::new(Type::list(Type::String), Cause::Apply));
        let set = convert(&unknown, &Type::set(Type::Dynamic)).unwrap();
        assert_eq!(set.ty(), Type::set(Type::String));
        assert!(convert(&unknown, &Type::Number).is_err());
    }
}

//! Whether a value of ours is the one that Terraform has.

use std::collections::BTreeMap;

use iaclint::eval::{Cause, Kind, Number, Part, Shape, Unknown, Value};
use iaclint::types::Type;

use super::json::Json;

/// A difference, in words.
pub(crate) type Outcome = Result<(), String>;

/// Whether `ours` is exactly this value, and of this type where that is given.
pub(crate) fn exact(ours: &Value, ty: Option<&Type>, theirs: &Json) -> Outcome {
    if let Some(ty) = ty
        && ours.ty() != *ty
    {
        return Err(format!("is of type {}, not {ty}", ours.ty()));
    }
    same(ours, theirs).map_err(|path| format!("differs{path}"))
}

/// Whether `ours` is this value, of which some is not known before apply. What is known must be equal; the rest may
/// be anything.
pub(crate) fn known_part(ours: &Value, theirs: &Json) -> Outcome {
    same(ours, theirs).map_err(|path| format!("differs{path}"))
}

/// Whether `ours` leaves open what Terraform claims to know. While it plans, Terraform goes over the elements of a set
/// in the order in which they are then, those that are not known last, and takes each for another one; when it
/// applies, the order is another, and there may be fewer. What ours does not know for that, and for nothing else, needs
/// only be what Terraform comes to in the end.
pub(crate) fn leaves_order_open(ours: &Value) -> bool {
    let items = ours.elements().map(|items| items.iter());
    let entries = ours.entries().map(iaclint::eval::Map::values);
    ours.as_unknown()
        .is_some_and(|unknown| unknown.cause == Cause::SetOrder)
        || items.into_iter().flatten().any(leaves_order_open)
        || entries.into_iter().flatten().any(leaves_order_open)
}

/// `Err` holds the path to the difference and what was found there.
fn same(ours: &Value, theirs: &Json) -> Outcome {
    let equal = match (&ours.kind, theirs) {
        (_, Json::Unknown) => true,
        (Kind::Unknown(unknown), _) if unknown.cause == Cause::SetOrder => true,
        // What Terraform knows of it must hold for each.
        (Kind::Unknown(unknown), _) => match &unknown.shape {
            Shape::Choice(alternatives) => {
                return alternatives.iter().try_for_each(|one| same(one, theirs));
            }
            _ => false,
        },
        (Kind::Null(_), Json::Null) => true,
        (Kind::Bool(ours), Json::Bool(theirs)) => ours == theirs,
        (Kind::Number(ours), Json::Number(theirs)) => {
            let text = ours.to_string();
            // A plan that is written down loses the sign of zero, and keeps of a number that fits a machine number
            // only as many digits as that has.
            let machine = theirs.parse().ok().and_then(Number::from_f64);
            text == *theirs || machine.is_some_and(|machine| machine == *ours)
        }
        (Kind::String(ours), Json::String(theirs)) => ours.as_str() == theirs,
        (Kind::List(..) | Kind::Tuple(_), Json::Array(theirs)) => return same_items(ours, theirs),
        (Kind::Set(..), Json::Array(theirs)) => return same_set(ours, theirs),
        (Kind::Map(..) | Kind::Object(_), Json::Object(theirs)) => {
            return same_entries(ours, theirs);
        }
        _ => false,
    };
    if equal {
        Ok(())
    } else {
        Err(format!(": {} instead of {theirs}", show(ours)))
    }
}

/// `Err` where ours says of a part that Terraform certainly does not know it when it plans, and Terraform does: for that
/// it would refuse what Terraform takes.
pub(crate) fn not_called_late(ours: &Value, theirs: &Json) -> Outcome {
    if !calls_known_late(ours, theirs) {
        return Ok(());
    }
    let ours = show(ours);
    Err(format!(
        "is known to Terraform when it plans: {theirs}, and ours is {ours}"
    ))
}

/// Whether ours takes for known to Terraform when it plans what Terraform does not know then. What ours knows besides is
/// a choice of exactly one alternative, or a part of one.
pub(crate) fn claims_too_much(ours: &Value, theirs: &Json) -> bool {
    let (items, entries) = (ours.elements(), ours.entries());
    match (theirs, items, entries) {
        (Json::Unknown, ..) => ours.is_known(),
        (Json::Array(theirs), Some(ours), _) if ours.len() == theirs.len() => {
            let mut pairs = ours.iter().zip(theirs);
            pairs.any(|(ours, theirs)| claims_too_much(ours, theirs))
        }
        (Json::Object(theirs), _, Some(ours)) => ours.iter().any(|(name, ours)| {
            let theirs = theirs.get(&**name);
            theirs.is_some_and(|theirs| claims_too_much(ours, theirs))
        }),
        _ => false,
    }
}

/// Whether ours says that Terraform certainly does not know something when it plans which Terraform knows.
fn calls_known_late(ours: &Value, theirs: &Json) -> bool {
    if ours.is_late() {
        return *theirs != Json::Unknown;
    }
    let (items, entries) = (ours.elements(), ours.entries());
    match (theirs, items, entries) {
        (Json::Array(theirs), Some(ours), _) if ours.len() == theirs.len() => {
            let mut pairs = ours.iter().zip(theirs);
            pairs.any(|(ours, theirs)| calls_known_late(ours, theirs))
        }
        (Json::Object(theirs), _, Some(ours)) => ours.iter().any(|(name, ours)| {
            let theirs = theirs.get(&**name);
            theirs.is_some_and(|theirs| calls_known_late(ours, theirs))
        }),
        _ => false,
    }
}

/// Whether all that Terraform knows of a value is known to ours, be it the same or not.
pub(crate) fn knows_as_much(ours: &Value, theirs: &Json) -> bool {
    if ours.is_wholly_known() || *theirs == Json::Unknown {
        return true;
    }
    let (items, entries) = (ours.elements(), ours.entries());
    match (theirs, items, entries) {
        (Json::Array(theirs), Some(ours), _) => {
            let mut pairs = ours.iter().zip(theirs);
            ours.len() == theirs.len() && pairs.all(|(ours, theirs)| knows_as_much(ours, theirs))
        }
        (Json::Object(theirs), _, Some(ours)) => ours.iter().all(|(name, ours)| {
            let theirs = theirs.get(&**name);
            theirs.is_none_or(|theirs| knows_as_much(ours, theirs))
        }),
        _ => false,
    }
}

fn same_items(ours: &Value, theirs: &[Json]) -> Outcome {
    let items = ours.elements().unwrap();
    // Terraform takes each element of a set that it does not know for another one than the others.
    let may_be_one = theirs.len() > items.len()
        && theirs.iter().all(|theirs| *theirs == Json::Unknown)
        && !items.is_empty()
        && items.iter().all(Value::is_late);
    if may_be_one {
        return Ok(());
    }
    if items.len() != theirs.len() {
        let (ours, theirs) = (items.len(), theirs.len());
        return Err(format!(": {ours} elements instead of {theirs}"));
    }
    for (at, (ours, theirs)) in items.iter().zip(theirs).enumerate() {
        same(ours, theirs).map_err(|path| format!(" at [{at}]{path}"))?;
    }
    Ok(())
}

/// Sets are compared in the order in which Terraform iterates them, as far as it knows the elements.
fn same_set(ours: &Value, theirs: &[Json]) -> Outcome {
    let items = ours.elements().unwrap();
    let is_known = theirs.iter().all(Json::is_wholly_known);
    if is_known && items.iter().any(holds_negative_zero) {
        // The sign is lost when the set is written down, and with it the order and that they were two.
        let is_like = |ours: &Value| theirs.iter().any(|theirs| same(ours, theirs).is_ok());
        let is_ours = |theirs: &Json| items.iter().any(|ours| same(ours, theirs).is_ok());
        return if items.iter().all(is_like) && theirs.iter().all(is_ours) {
            Ok(())
        } else {
            Err(format!(": {} has other elements", show(ours)))
        };
    }
    if is_known {
        return same_items(ours, theirs);
    }
    let mut known = theirs.iter().filter(|theirs| theirs.is_wholly_known());
    match known.find(|theirs| !items.iter().any(|ours| same(ours, theirs).is_ok())) {
        None => Ok(()),
        Some(missing) => Err(format!(": {missing} is not in {}", show(ours))),
    }
}

/// Whether a number in the value is zero with a minus sign.
fn holds_negative_zero(value: &Value) -> bool {
    let items = value.elements().map(|items| items.iter());
    let entries = value.entries().map(iaclint::eval::Map::values);
    value
        .as_number()
        .is_some_and(|number| number.to_string() == "-0")
        || items.into_iter().flatten().any(holds_negative_zero)
        || entries.into_iter().flatten().any(holds_negative_zero)
}

fn same_entries(ours: &Value, theirs: &BTreeMap<String, Json>) -> Outcome {
    let entries = ours.entries().unwrap();
    let names: Vec<&str> = entries.names().map(|name| &**name).collect();
    if !names.iter().eq(&theirs.keys().collect::<Vec<_>>()) {
        let theirs: Vec<&String> = theirs.keys().collect();
        return Err(format!(": the names are {names:?} instead of {theirs:?}"));
    }
    for (name, ours) in entries {
        same(ours, &theirs[&**name]).map_err(|path| format!(" at .{name}{path}"))?;
    }
    Ok(())
}

/// Whether a number anywhere in the value is infinite: Terraform computes with those, but cannot write them down.
pub(crate) fn holds_infinity(value: &Value) -> bool {
    if let Some(number) = value.as_number() {
        return number.is_infinite();
    }
    let items = value.elements().map(|items| items.iter());
    let entries = value.entries().map(iaclint::eval::Map::values);
    items.into_iter().flatten().any(holds_infinity)
        || entries.into_iter().flatten().any(holds_infinity)
}

/// The value for people.
pub(crate) fn show(value: &Value) -> String {
    match &value.kind {
        Kind::Null(ty) => format!("null of {ty}"),
        Kind::Bool(flag) => flag.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::String(text) => format!("{:?}", text.as_str()),
        Kind::Unknown(unknown) => show_unknown(unknown),
        Kind::Map(_, entries) | Kind::Object(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(name, value)| format!("{name} = {}", show(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            let items: Vec<String> = items.iter().map(show).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

fn show_unknown(unknown: &Unknown) -> String {
    let all = |values: &[Value]| values.iter().map(show).collect::<Vec<_>>().join(", ");
    let shape = match &unknown.shape {
        Shape::Opaque => format!("anything, because {}", unknown.cause),
        Shape::Symbol(symbol) => symbol.to_string(),
        Shape::Choice(alternatives) => format!("one of {}", all(alternatives)),
        Shape::Open { known, each } => {
            format!("{} and any number of {}", all(known), show(each))
        }
        Shape::Entries { known, each } => {
            format!("entries: {} and any number of {}", all(known), show(each))
        }
        Shape::Template(parts) => {
            let parts = parts.iter().map(|part| match part {
                Part::Text(text, _) => format!("{:?}", text.as_str()),
                Part::Hole(hole) => show(hole),
            });
            parts.collect::<Vec<_>>().join(" then ")
        }
        Shape::Encoded(encoding, inner) => format!("{encoding:?} of {}", show(inner)),
        other => format!("{other:?}"),
    };
    format!("<{}: {shape}>", unknown.ty)
}

/// A value of this type as the evaluator would hold it.
pub(crate) fn value_of(ty: &Type, json: &Json) -> Value {
    let items = |types: &mut dyn Iterator<Item = &Type>| -> Vec<Value> {
        let items = types.zip(json.items());
        items.map(|(ty, item)| value_of(ty, item)).collect()
    };
    match (ty, json) {
        (_, Json::Null) => Value::null_of(ty.clone()),
        (_, Json::Unknown) => Value::unknown(ty.clone(), Cause::Apply),
        (_, Json::Bool(flag)) => Value::bool(*flag),
        (_, Json::Number(text)) => Value::number(Number::parse(text).unwrap()),
        (_, Json::String(text)) => Value::string(text),
        (Type::List(of), _) => Value::list((**of).clone(), items(&mut std::iter::repeat(&**of))),
        (Type::Set(of), _) => {
            Kind::Set((**of).clone(), items(&mut std::iter::repeat(&**of)).into()).into()
        }
        (Type::Tuple(types), _) => Value::tuple(items(&mut types.iter())),
        (_, Json::Object(entries)) => {
            let of = |name: &String| match ty {
                Type::Object(object) => object.attributes[name.as_str()].clone(),
                _ => ty.element().cloned().unwrap_or(Type::Dynamic),
            };
            let entries = entries.iter();
            let entries = entries.map(|(name, item)| (name.as_str(), value_of(&of(name), item)));
            match ty {
                Type::Map(of) => {
                    Value::map((**of).clone(), entries.collect::<iaclint::eval::Map>())
                }
                _ => Value::object(entries.collect::<iaclint::eval::Map>()),
            }
        }
        (_, Json::Array(_)) => Value::tuple(items(&mut std::iter::repeat(&Type::Dynamic))),
    }
}

#[test]
fn a_value_is_compared_to_the_last_digit_with_its_type() {
    let ty = Json::read(r#"["object",{"a":["list","number"],"b":["tuple",["string","dynamic"]]}]"#);
    let ty = ty.to_type().unwrap();
    let theirs = Json::read(r#"{"a":[1,2],"b":["x",null]}"#);
    let ours = value_of(&ty, &theirs);
    assert_eq!(exact(&ours, Some(&ty), &theirs), Ok(()));
    for other in [
        r#"{"a":[1,3],"b":["x",null]}"#,
        r#"{"a":[1],"b":["x",null]}"#,
        r#"{"a":[1,2],"b":["x",1]}"#,
        r#"{"a":[1,2]}"#,
    ] {
        assert!(exact(&ours, None, &Json::read(other)).is_err(), "{other}");
    }
    let partly = Json::read(r#"{"a":[1,{"$unknown":true}],"b":{"$unknown":true}}"#);
    assert_eq!(known_part(&ours, &partly), Ok(()));
    let tuple = value_of(&Type::tuple(vec![Type::Number]), &Json::read("[1]"));
    let list = Type::list(Type::Number);
    assert!(exact(&tuple, Some(&list), &Json::read("[1]")).is_err());
}

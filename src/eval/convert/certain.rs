//! Which conversions certainly succeed, whatever turns out to be in a value.

use crate::eval::value::Value;
use crate::types::Type;

/// Whether a value that converts as far as it is known converts whatever the rest turns out to be.
pub(in crate::eval) fn always_converts(value: &Value, ty: &Type) -> bool {
    all_parts(value, ty, always_becomes)
}

/// The same where Terraform takes what it knows nothing of, when it plans, for something else of which it knows nothing.
/// What that turns out to be is of the type that it comes to with others then.
pub(in crate::eval) fn converts_when_planned(value: &Value, ty: &Type) -> bool {
    all_parts(value, ty, |part, ty| {
        part.is_late_and_untyped() || always_becomes(part, ty)
    })
}

/// Whether all parts of a value that becomes one of type `ty` are as `is_so` says, which is told what each becomes.
fn all_parts(value: &Value, ty: &Type, is_so: fn(&Value, &Type) -> bool) -> bool {
    if let Some(items) = value.elements() {
        return match ty {
            Type::Tuple(types) => {
                let mut pairs = items.iter().zip(types.iter());
                pairs.all(|(item, ty)| all_parts(item, ty, is_so))
            }
            _ => ty
                .element()
                .is_none_or(|ty| items.iter().all(|item| all_parts(item, ty, is_so))),
        };
    }
    if let Some(entries) = value.entries() {
        return match ty {
            Type::Object(object) => object
                .attributes
                .iter()
                .all(|(name, ty)| entries.get(name).is_none_or(|it| all_parts(it, ty, is_so))),
            _ => ty
                .element()
                .is_none_or(|ty| entries.values().all(|it| all_parts(it, ty, is_so))),
        };
    }
    is_so(value, ty)
}

fn always_becomes(value: &Value, ty: &Type) -> bool {
    value.is_known() || every_one_becomes(&value.ty(), ty)
}

/// Whether every value of a type becomes one of another: not so every text a number.
fn every_one_becomes(of: &Type, ty: &Type) -> bool {
    match (of, ty) {
        (_, Type::Dynamic) => true,
        (Type::Dynamic, _) => false,
        (Type::Tuple(items), Type::Tuple(types)) => {
            let mut pairs = items.iter().zip(types.iter());
            items.len() == types.len() && pairs.all(|(of, ty)| every_one_becomes(of, ty))
        }
        (Type::Tuple(items), Type::List(ty) | Type::Set(ty)) => {
            items.iter().all(|of| every_one_becomes(of, ty))
        }
        (Type::Object(object), Type::Map(ty)) => {
            let mut types = object.attributes.values();
            types.all(|of| every_one_becomes(of, ty))
        }
        (Type::List(of) | Type::Set(of), Type::List(ty) | Type::Set(ty))
        | (Type::Map(of), Type::Map(ty)) => every_one_becomes(of, ty),
        _ => of == ty || (*ty == Type::String && of.is_primitive()),
    }
}

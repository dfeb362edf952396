//! Which conversions certainly succeed, whatever turns out to be in a value.

use crate::eval::value::Value;
use crate::types::Type;

/// Whether a value that converts as far as it is known converts whatever the rest turns out to be.
pub(in crate::eval) fn always_converts(value: &Value, ty: &Type) -> bool {
    if let Some(items) = value.elements() {
        return match ty {
            Type::Tuple(types) => {
                let mut pairs = items.iter().zip(types.iter());
                pairs.all(|(item, ty)| always_converts(item, ty))
            }
            _ => ty
                .element()
                .is_none_or(|ty| items.iter().all(|item| always_converts(item, ty))),
        };
    }
    if let Some(entries) = value.entries() {
        return match ty {
            Type::Object(object) => object
                .attributes
                .iter()
                .all(|(name, ty)| entries.get(name).is_none_or(|it| always_converts(it, ty))),
            _ => ty
                .element()
                .is_none_or(|ty| entries.values().all(|it| always_converts(it, ty))),
        };
    }
    value.is_known() || always_becomes(&value.ty(), ty)
}

/// Whether every value of a type becomes one of another: not so every text a number.
fn always_becomes(of: &Type, ty: &Type) -> bool {
    match (of, ty) {
        (_, Type::Dynamic) => true,
        (Type::Dynamic, _) => false,
        (Type::Tuple(items), Type::Tuple(types)) => {
            let mut pairs = items.iter().zip(types.iter());
            items.len() == types.len() && pairs.all(|(of, ty)| always_becomes(of, ty))
        }
        (Type::Tuple(items), Type::List(ty) | Type::Set(ty)) => {
            items.iter().all(|of| always_becomes(of, ty))
        }
        (Type::Object(object), Type::Map(ty)) => {
            let mut types = object.attributes.values();
            types.all(|of| always_becomes(of, ty))
        }
        (Type::List(of) | Type::Set(of), Type::List(ty) | Type::Set(ty))
        | (Type::Map(of), Type::Map(ty)) => always_becomes(of, ty),
        _ => of == ty || (*ty == Type::String && of.is_primitive()),
    }
}

//! What may stand in a string, and what Terraform reads before it throws it away.

use crate::types::Type;

use crate::eval::convert::convert;
use crate::eval::unknown::{Encoding, PathStep, Shape};
use crate::eval::value::{Kind, Value};

/// Whether a string that is not known certainly holds no quote, backslash or control character: ids, ARNs and base64
/// do not.
pub(super) fn is_inert(hole: &Value) -> bool {
    let is_identifier = |name: &str| {
        matches!(name, "id" | "arn")
            || ["_id", "_arn", "_ids", "_arns"]
                .iter()
                .any(|end| name.ends_with(end))
    };
    match hole.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Symbol(symbol)) => symbol
            .path
            .iter()
            .rev()
            .find_map(|step| match step {
                PathStep::Name(name) => Some(is_identifier(name)),
                PathStep::Index(_) | PathStep::Any => None,
            })
            .unwrap_or(false),
        Some(Shape::Encoded(Encoding::Base64, _)) => true,
        _ => false,
    }
}

/// Whether Terraform can read what `value` was read from as a value of type `ty`.
pub(super) fn conforms(value: &Value, ty: &Type) -> bool {
    match (&value.kind, ty) {
        (Kind::Null(_), _) => true,
        (Kind::Unknown(unknown), _) => unknown.ty == *ty,
        (Kind::Number(_), Type::Bool) | (Kind::Bool(_), Type::Number) => false,
        (_, Type::Bool | Type::Number | Type::String) => convert(value, ty).is_ok(),
        (Kind::Tuple(items), Type::Tuple(types)) => {
            items.len() == types.len()
                && items
                    .iter()
                    .zip(types.iter())
                    .all(|(item, ty)| conforms(item, ty))
        }
        (Kind::Object(entries), Type::Object(object)) => entries.iter().all(|(name, entry)| {
            let ty = object.attributes.get(name);
            ty.is_some_and(|ty| conforms(entry, ty))
        }),
        _ => false,
    }
}

//! Parts of which not even the type is known, and what that leaves open of the type of others.

use crate::types::Type;

use super::super::unknown::{Cause, Unknown};
use super::super::value::Value;

/// The type that these values come to by the types that are known, as far as it will be the same once all types are: a
/// number is a text beside what turns out to be one.
pub(in crate::eval) fn as_far_as_certain<'v>(
    common: Type,
    values: impl IntoIterator<Item = &'v Value>,
) -> Type {
    if may_become_text(&common) && values.into_iter().any(is_of_no_type) {
        without_what_may_become_text(&common)
    } else {
        common
    }
}

/// Whether a value of this type, or a part of it, may become a text beside one.
pub(super) fn may_become_text(ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Number => true,
        Type::String | Type::Dynamic => false,
        Type::List(element) | Type::Set(element) | Type::Map(element) => may_become_text(element),
        Type::Tuple(elements) => elements.iter().any(may_become_text),
        Type::Object(object) => object.attributes.values().any(may_become_text),
    }
}

fn without_what_may_become_text(ty: &Type) -> Type {
    match ty {
        Type::Bool | Type::Number => Type::Dynamic,
        Type::String | Type::Dynamic => ty.clone(),
        Type::List(element) => Type::list(without_what_may_become_text(element)),
        Type::Set(element) => Type::set(without_what_may_become_text(element)),
        Type::Map(element) => Type::map(without_what_may_become_text(element)),
        Type::Tuple(elements) => {
            Type::tuple(elements.iter().map(without_what_may_become_text).collect())
        }
        Type::Object(object) => {
            let attributes = object.attributes.iter();
            Type::object(
                attributes.map(|(name, ty)| (name.clone(), without_what_may_become_text(ty))),
            )
        }
    }
}

/// Whether a part that is not known is so.
fn any_unknown(value: &Value, is_so: &dyn Fn(&Unknown) -> bool) -> bool {
    match value.as_unknown() {
        Some(unknown) => is_so(unknown),
        None => value.parts().any(|part| any_unknown(part, is_so)),
    }
}

/// Whether a part is of no known type, and will be of one.
pub(super) fn is_of_no_type(value: &Value) -> bool {
    any_unknown(value, &|unknown| {
        let is_open = !unknown.is_late && unknown.cause != Cause::Failed;
        is_open && unknown.ty.has_dynamic()
    })
}

/// Whether a part that does not fail is of no known type here, and may be of one for Terraform.
pub(in crate::eval) fn is_yet_untyped(value: &Value) -> bool {
    any_unknown(value, &|unknown| {
        let is_typed = !unknown.ty.has_dynamic() || is_untyped_when_planned(unknown);
        !is_typed && unknown.cause != Cause::Failed
    })
}

/// Whether Terraform certainly knows no more of its type when it plans than is known here.
fn is_untyped_when_planned(unknown: &Unknown) -> bool {
    unknown.is_late && unknown.planned_as.as_ref() == Some(&unknown.ty)
}

/// Whether Terraform may know when it plans of which type a part is that is of no known type here.
pub(in crate::eval) fn may_be_typed_early(value: &Value) -> bool {
    any_unknown(value, &|unknown| match &unknown.planned_as {
        _ if is_untyped_when_planned(unknown) => false,
        // What is typed here and not for Terraform may have a type in common with others that it does not know.
        Some(_) if unknown.is_late => unknown.ty != Type::Dynamic,
        _ => unknown.ty.has_dynamic(),
    })
}

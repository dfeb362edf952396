//! Whom a resource's policy speaks of.

use crate::eval::{Shape, Value};

use super::text;

/// Whether a policy names a service as a principal; `None` where it may.
pub(super) fn names_service(policy: &Value, service: &str) -> Option<bool> {
    if text::contains(policy, service) {
        return Some(true);
    }
    if let Some(text) = policy.as_str() {
        let dense: String = text.split_whitespace().collect();
        let anyone = ["\"Principal\":\"*\"", "\"AWS\":\"*\"", "\"AWS\":[\"*\""];
        let is_for_anyone = anyone.iter().any(|it| dense.contains(it));
        return if is_for_anyone { None } else { Some(false) };
    }
    match policy.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Encoded(_, document))
            if document.size <= text::MAX_SIZE && !may_name_anyone(document, false) =>
        {
            Some(false)
        }
        _ => None,
    }
}

/// Whether a part of a policy may be a principal that stands for anyone, or for a service that is not known.
fn may_name_anyone(value: &Value, is_principal: bool) -> bool {
    if let Some(text) = value.as_str() {
        return is_principal && text == "*";
    }
    if let Some(items) = value.elements() {
        return items.iter().any(|item| may_name_anyone(item, is_principal));
    }
    if let Some(entries) = value.entries() {
        return entries
            .iter()
            .any(|(name, entry)| match (&**name, is_principal) {
                // A role or an account that is not known is no service.
                ("AWS", true) => text::mentions_exactly(entry, "*"),
                _ => may_name_anyone(entry, is_principal || &**name == "Principal"),
            });
    }
    match value.as_unknown().map(|unknown| &unknown.shape) {
        None => false,
        Some(Shape::Template(_) | Shape::Symbol(_)) => is_principal,
        Some(Shape::Choice(all)) => all.iter().any(|one| may_name_anyone(one, is_principal)),
        // A whole statement, or all of them, are not known.
        Some(_) => true,
    }
}

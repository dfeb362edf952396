//! Texts in values of which not all is known.

use crate::eval::{Part, Shape, Value};

/// How many values one may consist of that is still read: nobody writes a larger policy, rule or task.
pub(super) const MAX_SIZE: u32 = 100_000;

/// Calls `found` with every known text in a value, at any depth, keys included.
pub(super) fn each(value: &Value, found: &mut dyn FnMut(&str)) {
    if value.size > MAX_SIZE {
        return;
    }
    if let Some(text) = value.as_str() {
        found(text);
    } else if let Some(items) = value.elements() {
        items.iter().for_each(|item| each(item, found));
    } else if let Some(entries) = value.entries() {
        for (name, entry) in entries {
            found(name);
            each(entry, found);
        }
    } else if let Some(unknown) = value.as_unknown() {
        match &unknown.shape {
            Shape::Opaque | Shape::Symbol(_) | Shape::Folder(_) => {}
            Shape::Template(parts) => parts.iter().for_each(|part| match part {
                Part::Text(text, _) => found(text.as_str()),
                Part::Hole(hole) => each(hole, found),
            }),
            Shape::Encoded(_, inner) => each(inner, found),
            Shape::Choice(all) => all.iter().for_each(|one| each(one, found)),
            Shape::Open { known, each: other } | Shape::Entries { known, each: other } => {
                known.iter().for_each(|one| each(one, found));
                each(other, found);
            }
            Shape::Partial(entries) | Shape::Resource { known: entries, .. } => {
                for (name, entry) in entries {
                    found(name);
                    each(entry, found);
                }
            }
        }
    }
}

/// Whether a text stands in a value, not as a part of a longer name.
pub(super) fn mentions(value: &Value, text: &str) -> bool {
    let mut is_there = false;
    each(value, &mut |found| {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
        let mut matches = found.match_indices(text);
        is_there |= !text.is_empty()
            && matches.any(|(at, _)| {
                let before = found[..at].chars().next_back();
                let after = found[at + text.len()..].chars().next();
                !before.is_some_and(is_part) && !after.is_some_and(is_part)
            });
    });
    is_there
}

/// Whether a text stands in a value, also within a longer one.
pub(super) fn contains(value: &Value, text: &str) -> bool {
    let mut is_there = false;
    each(value, &mut |found| is_there |= found.contains(text));
    is_there
}

/// Whether some of a value is not known.
pub(super) fn is_open(value: &Value) -> bool {
    if value.size > MAX_SIZE {
        return true;
    }
    match value.as_unknown().map(|unknown| &unknown.shape) {
        None => match (value.elements(), value.entries()) {
            (Some(items), _) => items.iter().any(is_open),
            (_, Some(entries)) => entries.values().any(is_open),
            _ => false,
        },
        Some(Shape::Encoded(_, inner)) => is_open(inner),
        Some(_) => true,
    }
}

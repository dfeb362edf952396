//! What is said where nothing is found under a name or a key.

use crate::eval::map::Map;
use crate::eval::nearest::nearest;
use crate::eval::value::{Marks, Value};
use crate::types::Type;

/// What is said where a key, or what it is looked for in, must not be shown.
pub(super) const HIDDEN: &str =
    "there is no element under this key; what there is is not shown, since it is sensitive";

/// Whether a key, or what it is looked for in, must not be shown.
pub(super) fn hides(value: &Value, key: &Value) -> bool {
    value.marks.sensitive || key.marks.sensitive
}

/// What is said of a name that an object does not have.
pub(super) fn no_attribute(name: &str, entries: &Map) -> String {
    no_such_name(name, entries.names().map(|name| &**name))
}

/// What is said of a key that a map does not have. The keys of a sensitive map are sensitive as well.
pub(super) fn no_entry(name: &str, entries: &Map, marks: Marks) -> String {
    let missing = format!("the map has no entry {name:?}");
    if marks.sensitive {
        return missing;
    }
    missing
        + &instead(
            name,
            &entries.names().map(|name| &**name).collect::<Vec<_>>(),
        )
}

/// The same where only the names are known.
pub(super) fn no_such_name<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    format!("the object has no attribute {name:?}") + &instead(name, &names)
}

/// Which of the names that are there may be meant.
fn instead(name: &str, names: &[&str]) -> String {
    match (
        nearest(name, names.iter().copied(), usize::MAX),
        names.len(),
    ) {
        (Some(near), _) => format!(": did you mean {near:?}?"),
        (None, 0) => ": it is empty".to_owned(),
        (None, 1..=8) => format!(": it has {}", names.join(", ")),
        (None, _) => String::new(),
    }
}

/// What is said of a name where a type has none.
pub(super) fn has_no_attributes(ty: &Type, name: &str) -> String {
    let of = ty.with_article();
    match ty {
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => {
            format!("{of} has no attribute {name:?}; for that of each element write [*].{name}")
        }
        _ => format!("{of} has no attribute {name:?}"),
    }
}

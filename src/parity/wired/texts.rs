//! Which names stand in a value.

use std::collections::BTreeSet;

use crate::eval::{Kind, Part, Shape, Value};

/// How deep values are searched.
const MAX_DEPTH: usize = 16;

/// Those of these names that stand somewhere in a value, as whole words.
pub(super) fn named<'n>(value: &Value, names: &BTreeSet<&'n str>) -> BTreeSet<&'n str> {
    let mut found = BTreeSet::new();
    search(value, names, 0, &mut found);
    found
}

fn search<'n>(
    value: &Value,
    names: &BTreeSet<&'n str>,
    depth: usize,
    into: &mut BTreeSet<&'n str>,
) {
    if depth > MAX_DEPTH {
        return;
    }
    match &value.kind {
        Kind::String(text) => words(text.as_str(), names, into),
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            for item in items.iter() {
                search(item, names, depth + 1, into);
            }
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            for entry in entries.values() {
                search(entry, names, depth + 1, into);
            }
        }
        Kind::Unknown(unknown) => {
            if let Shape::Template(parts) = &unknown.shape {
                for part in parts.iter() {
                    match part {
                        // What stands beside a hole may go on in it.
                        Part::Text(..) => {}
                        Part::Hole(hole) => search(hole, names, depth + 1, into),
                    }
                }
            }
            if let Shape::Encoded(_, inner) = &unknown.shape {
                search(inner, names, depth + 1, into);
            }
        }
        Kind::Bool(_) | Kind::Number(_) | Kind::Null(_) => {}
    }
}

fn words<'n>(text: &str, names: &BTreeSet<&'n str>, into: &mut BTreeSet<&'n str>) {
    let is_end = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    for word in text.split(is_end) {
        // A name may hold slashes, such as that of a repository or a log group.
        if let Some(name) = names.get(word) {
            into.insert(name);
        }
    }
    let longer = names.iter().filter(|name| name.contains('/'));
    into.extend(longer.filter(|name| holds(text, name)));
}

/// Whether a text holds a name that no letter or digit goes on from.
fn holds(text: &str, name: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(goes_on)
    })
}

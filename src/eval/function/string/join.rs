//! `join` and `split`, which take each other back.

use crate::eval::function::{Environment, Failure};
use crate::eval::template_value::{from_parts, never_holds, parts_of};
use crate::eval::unknown::{Part, Unknown};
use crate::eval::value::Value;
use crate::types::Type;

use super::pieces::{cut, cut_value};
use super::{opaque, text};

/// The elements of all lists, with the separator between them. It has a hole for each element that is not known.
pub(super) fn join(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let (separator, lists) = match given {
        [separator, lists @ ..] if !lists.is_empty() => (separator, lists),
        _ => return Err(Failure::new("at least one list is required")),
    };
    let separator = parts_of(separator);
    let is_known = given.iter().all(Value::is_wholly_known);
    let mut parts = Vec::new();
    let mut is_first = true;
    for (at, list) in lists.iter().enumerate() {
        let Some(items) = list.elements() else {
            return Ok(opaque(given));
        };
        for (index, item) in items.iter().enumerate() {
            if item.is_null() {
                // Terraform looks at the elements once all of them are known.
                if !is_known {
                    return Ok(opaque(given));
                }
                let message = format!("element {index} of the list is null");
                return Err(Failure::of_argument(at + 1, message));
            }
            if !is_first {
                parts.extend(separator.iter().cloned());
            }
            is_first = false;
            let added = parts_of(item);
            environment.spend(size(&added) + size(&separator) + 1)?;
            parts.extend(added);
        }
    }
    Ok(from_parts(parts))
}

/// How many bytes and holes the parts have.
fn size(parts: &[Part]) -> usize {
    let one = |part: &Part| match part {
        Part::Text(text, _) => text.as_str().len(),
        Part::Hole(_) => 1,
    };
    parts.iter().map(one).sum()
}

/// What is between separators. A template is divided where its text holds the separator, as long as no hole can.
pub(super) fn split(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let separator = text(given, 0)?;
    if let Some(whole) = given[1].as_str() {
        environment.spend(whole.len())?;
        let ranges = if separator.is_empty() {
            characters(whole)
        } else {
            between(whole, separator)
        };
        environment.spend(ranges.len())?;
        let items: Vec<Value> = ranges
            .into_iter()
            .map(|(start, end)| cut_value(&given[1], start..end))
            .collect();
        return Ok(Value::list(Type::String, items));
    }
    let parts = parts_of(&given[1]);
    let is_open = |part: &Part| matches!(part, Part::Hole(hole) if !never_holds(hole, separator));
    if separator.is_empty() || parts.iter().any(is_open) {
        let mut unknown = Unknown::derived(Type::list(Type::String), given).not_null();
        // Of a text that it does not know, Terraform does not know that it has at least one piece.
        let is_late = given.iter().any(Value::is_late);
        unknown.refinement.min_length = u64::from(!separator.is_empty() && !is_late);
        return Ok(unknown.into());
    }
    environment.spend(size(&parts))?;
    let mut items = vec![Vec::new()];
    for part in parts {
        let Part::Text(text, origin) = &part else {
            items
                .last_mut()
                .into_iter()
                .for_each(|item| item.push(part.clone()));
            continue;
        };
        for (at, (start, end)) in between(text.as_str(), separator).into_iter().enumerate() {
            if at > 0 {
                items.push(Vec::new());
            }
            let piece = cut(text, *origin, start..end);
            items
                .last_mut()
                .into_iter()
                .for_each(|item| item.push(piece.clone()));
        }
    }
    let items: Vec<Value> = items.into_iter().map(from_parts).collect();
    Ok(Value::list(Type::String, items))
}

/// Where each character begins and ends; not those that a reader sees, but those of Unicode.
fn characters(text: &str) -> Vec<(usize, usize)> {
    let characters = text.char_indices();
    characters.map(|(at, c)| (at, at + c.len_utf8())).collect()
}

/// Where each text between separators begins and ends.
pub(super) fn between(text: &str, separator: &str) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, found) in text.match_indices(separator) {
        ranges.push((start, at));
        start = at + found.len();
    }
    ranges.push((start, text.len()));
    ranges
}

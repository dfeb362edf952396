//! What changes the characters of a string one by one: `lower`, `upper`, `title`, and `indent`, which changes the
//! ends of lines.

use crate::eval::function::{Environment, Failure, whole_number};
use crate::eval::template_value::{from_parts, never_holds, parts_of};
use crate::eval::unknown::Part;
use crate::eval::value::Value;

use super::pieces::change_pieces;
use super::{opaque, text};

pub(super) fn lower(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    changed(environment, given, |text| {
        text.chars().map(lower_case).collect()
    })
}

pub(super) fn upper(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    changed(environment, given, |text| {
        text.chars().map(upper_case).collect()
    })
}

/// Every letter that begins a word in its title case. What is between words is what Go takes for it: of ASCII all but
/// letters, digits and `_`, and else only white space.
pub(super) fn title(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let mut before = ' ';
    changed(environment, given, |text| {
        let change = |character: char| {
            let is_first = is_separator(before);
            before = character;
            if is_first {
                title_case(character)
            } else {
                character
            }
        };
        text.chars().map(change).collect()
    })
}

fn changed(
    environment: &Environment<'_>,
    given: &[Value],
    change: impl FnMut(&str) -> String,
) -> Result<Value, Failure> {
    environment.spend(text(given, 0)?.len())?;
    let part = given[0]
        .as_text()
        .map(|text| change_pieces(text, given[0].origin, change));
    Ok(from_parts(part.into_iter().collect()))
}

/// The lower case of one character that is one character, as Go has it.
fn lower_case(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        // `İ` is the one letter whose lower case is two characters.
        (Some(first), Some(_)) => first,
        _ => character,
    }
}

/// The upper case of one character that is one character, as Go has it: `ß` stays what it is.
fn upper_case(character: char) -> char {
    let mut upper = character.to_uppercase();
    if let (Some(upper), None) = (upper.next(), upper.next()) {
        return upper;
    }
    // Greek letters with an iota below have capitals of their own, besides those of two characters.
    let offset = match character {
        '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => 8,
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => 9,
        _ => 0,
    };
    char::from_u32(u32::from(character) + offset).unwrap_or(character)
}

fn title_case(character: char) -> char {
    match character {
        '\u{1c4}'..='\u{1c6}' => '\u{1c5}',
        '\u{1c7}'..='\u{1c9}' => '\u{1c8}',
        '\u{1ca}'..='\u{1cc}' => '\u{1cb}',
        '\u{1f1}'..='\u{1f3}' => '\u{1f2}',
        // Georgian has capitals, but does not begin words with them.
        '\u{10d0}'..='\u{10ff}' => character,
        _ => upper_case(character),
    }
}

fn is_separator(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_alphanumeric() && character != '_';
    }
    character.is_whitespace()
}

/// Puts spaces before every line but the first.
pub(super) fn indent(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let spaces = whole_number(given, 0)?;
    let spaces = usize::try_from(spaces)
        .map_err(|_| Failure::of_argument(0, "the number of spaces must not be negative"))?;
    let parts = parts_of(&given[1]);
    let is_open = |part: &Part| matches!(part, Part::Hole(hole) if !never_holds(hole, "\n"));
    if parts.iter().any(is_open) {
        return Ok(opaque(given));
    }
    let mut indented = Vec::with_capacity(parts.len());
    for part in parts {
        let Part::Text(text, origin) = &part else {
            indented.push(part);
            continue;
        };
        let lines = text.as_str().matches('\n').count();
        environment.spend(
            lines
                .saturating_mul(spaces)
                .saturating_add(text.as_str().len()),
        )?;
        let end = if lines > 0 {
            format!("\n{}", " ".repeat(spaces))
        } else {
            String::new()
        };
        indented.push(change_pieces(text, *origin, |text| {
            text.replace('\n', &end)
        }));
    }
    Ok(from_parts(indented))
}

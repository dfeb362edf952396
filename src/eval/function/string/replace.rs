//! `replace`, with a text or a regular expression.

use crate::eval::function::encoding::json_encode;
use crate::eval::function::{Environment, Failure};
use crate::eval::template_value::{certain_beginning, from_parts, never_holds, parts_of};
use crate::eval::unknown::{Cause, Encoding, Part, Shape, Unknown};
use crate::eval::value::Value;
use crate::types::Type;

use super::join::between;
use super::pieces::cut;
use super::regex::{Compiled, compile};
use super::{opaque, text};

/// A text between slashes is a regular expression; any other is replaced as it is. Of a template the text is
/// searched, as long as no hole can hold what is sought.
pub(super) fn replace(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let sought = text(given, 1)?;
    if sought.len() > 1 && sought.starts_with('/') && sought.ends_with('/') {
        if !given.iter().all(Value::is_known) {
            return Ok(opaque(given));
        }
        return replace_matches(environment, given, &sought[1..sought.len() - 1]);
    }
    let is_open = |part: &Part| matches!(part, Part::Hole(hole) if !never_holds(hole, sought));
    let mut parts = known_parts(environment, &given[0]);
    // One character that merges with none beside it does not begin before a hole and end in it.
    let is_apart = sought.len() == 1 && certain_beginning(sought) == sought;
    if parts.iter().any(is_open) && !(is_apart && parts.len() > 1) {
        return Ok(opaque(given));
    }
    for part in &mut parts {
        if is_open(part) {
            *part = Part::Hole(opaque(given));
        }
    }
    let replacement = parts_of(&given[2]);
    let size: usize = replacement.iter().map(part_size).sum();
    let mut replaced = Vec::new();
    for part in parts {
        let Part::Text(whole, origin) = &part else {
            replaced.push(part);
            continue;
        };
        environment.spend(whole.as_str().len())?;
        for (at, (start, end)) in around(whole.as_str(), sought).into_iter().enumerate() {
            if at > 0 {
                environment.spend(size)?;
                replaced.extend(replacement.iter().cloned());
            }
            replaced.push(cut(whole, *origin, start..end));
        }
    }
    Ok(from_parts(replaced))
}

/// A string as parts, also where it is the text in JSON of what is not wholly known.
fn known_parts(environment: &Environment<'_>, string: &Value) -> Vec<Part> {
    match string.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Encoded(Encoding::Json, inner)) => json_encode::parts(environment, inner),
        _ => None,
    }
    .unwrap_or_else(|| parts_of(string))
}

fn part_size(part: &Part) -> usize {
    match part {
        Part::Text(text, _) => text.as_str().len() + 1,
        Part::Hole(_) => 1,
    }
}

/// What is between all places of `sought`; the empty text is before and after each character.
fn around(text: &str, sought: &str) -> Vec<(usize, usize)> {
    if !sought.is_empty() {
        return between(text, sought);
    }
    let mut ranges = vec![(0, 0)];
    ranges.extend(text.char_indices().map(|(at, c)| (at, at + c.len_utf8())));
    ranges.push((text.len(), text.len()));
    ranges
}

fn replace_matches(
    environment: &Environment<'_>,
    given: &[Value],
    pattern: &str,
) -> Result<Value, Failure> {
    let (whole, replacement) = (text(given, 0)?, text(given, 2)?);
    let regex = match compile(environment, pattern, whole)
        .map_err(|message| Failure::of_argument(1, message))?
    {
        Compiled::Regex(regex) => regex,
        Compiled::Beyond => {
            let unknown = Unknown::new(Type::String, Cause::Function("replace".into()));
            return Ok(unknown.not_null().into());
        }
    };
    let Some(whole_text) = given[0].as_text() else {
        return Ok(opaque(given));
    };
    let mut parts = Vec::new();
    let mut end = 0;
    for captures in regex.matches(environment, whole) {
        let captures = captures?;
        let Some(Some((start, stop))) = captures.first().copied() else {
            continue;
        };
        parts.push(cut(whole_text, given[0].origin, end..start));
        let expanded = expand(replacement, &captures, &regex.names, whole);
        environment.spend(expanded.len())?;
        parts.push(Part::Text(
            crate::eval::text::Text::new(&expanded),
            given[2].origin,
        ));
        end = stop;
    }
    parts.push(cut(whole_text, given[0].origin, end..whole.len()));
    Ok(from_parts(parts))
}

/// The replacement with `$1`, `$name` and `${name}` as what these groups matched, and `$$` as `$`. A name is as long
/// as possible: `$1x` is the group `1x`. What there is no group of becomes nothing, and what is no name stays.
fn expand(
    template: &str,
    captures: &[Option<(usize, usize)>],
    names: &[Option<String>],
    subject: &str,
) -> String {
    let mut expanded = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        expanded.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            expanded.push('$');
            rest = after;
            continue;
        }
        let Some((name, after)) = group_name(after) else {
            expanded.push('$');
            rest = after;
            continue;
        };
        rest = after;
        let group = group_number(name).map_or_else(
            || named_group(name, captures, names),
            |number| captures.get(number).copied().flatten(),
        );
        if let Some((start, end)) = group {
            expanded.push_str(&subject[start..end]);
        }
    }
    expanded.push_str(rest);
    expanded
}

/// Of groups of one name the first that matched something.
fn named_group(
    name: &str,
    captures: &[Option<(usize, usize)>],
    names: &[Option<String>],
) -> Option<(usize, usize)> {
    let groups = captures.iter().zip(names);
    groups
        .filter(|(_, found)| found.as_deref() == Some(name))
        .find_map(|(capture, _)| *capture)
}

/// The name that follows a `$`, and what follows the name.
fn group_name(text: &str) -> Option<(&str, &str)> {
    let (text, is_braced) = match text.strip_prefix('{') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    if name.is_empty() {
        return None;
    }
    if is_braced {
        return Some((name, rest.strip_prefix('}')?));
    }
    Some((name, rest))
}

/// The number that a name is: digits without a zero before them.
fn group_number(name: &str) -> Option<usize> {
    let is_number =
        name.bytes().all(|byte| byte.is_ascii_digit()) && (name == "0" || !name.starts_with('0'));
    is_number.then(|| name.parse().unwrap_or(usize::MAX))
}

//! What looks at the beginning and the end of a string: the functions that trim, and `startswith`, `endswith`,
//! `strcontains`.

use std::collections::BTreeSet;

use crate::eval::function::{Environment, Failure};
use crate::eval::template_value::{certain_text, from_parts, is_identifier, parts_of};
use crate::eval::unknown::{Part, Unknown};
use crate::eval::value::Value;
use crate::types::Type;

use super::pieces::cut;
use super::{opaque, text};

pub(super) fn chomp(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let is_line_end = |c| matches!(c, '\n' | '\r');
    stripped(environment, given, &[End::Last], is_line_end, is_identifier)
}

pub(super) fn trim_space(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let ends = &[End::First, End::Last];
    stripped(environment, given, ends, char::is_whitespace, is_identifier)
}

pub(super) fn trim(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let cutset: BTreeSet<char> = text(given, 1)?.chars().collect();
    environment.spend(cutset.len())?;
    let ends = &[End::First, End::Last];
    let is_cut = |character| cutset.contains(&character);
    stripped(environment, given, ends, is_cut, |_| cutset.is_empty())
}

/// One end of a string.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

/// The first argument without the characters at its ends for which `is_cut`. A hole at an end stays as it is if
/// `is_kept`; otherwise what is left is not known.
fn stripped(
    environment: &Environment<'_>,
    given: &[Value],
    ends: &[End],
    is_cut: impl Fn(char) -> bool,
    is_kept: impl Fn(&Value) -> bool,
) -> Result<Value, Failure> {
    let mut parts = parts_of(&given[0]);
    environment.spend(parts.len())?;
    for end in ends {
        if matches!(end, End::First) {
            parts.reverse();
        }
        loop {
            let (text, origin) = match parts.pop() {
                None => break,
                Some(Part::Hole(hole)) => {
                    if !is_kept(&hole) {
                        return Ok(opaque(given));
                    }
                    parts.push(Part::Hole(hole));
                    break;
                }
                Some(Part::Text(text, origin)) => (text, origin),
            };
            let whole = text.as_str();
            environment.spend(whole.len())?;
            let kept = match end {
                End::First => whole.len() - whole.trim_start_matches(&is_cut).len()..whole.len(),
                End::Last => 0..whole.trim_end_matches(&is_cut).len(),
            };
            if !kept.is_empty() {
                parts.push(cut(&text, origin, kept));
                break;
            }
        }
        if matches!(end, End::First) {
            parts.reverse();
        }
    }
    Ok(from_parts(parts))
}

pub(super) fn trim_prefix(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let prefix = text(given, 1)?;
    let mut parts = parts_of(&given[0]);
    let certain = certain_text(&parts, 0);
    if certain.starts_with(prefix) {
        if let Some(Part::Text(text, origin)) = parts.first() {
            parts[0] = cut(text, *origin, prefix.len()..text.as_str().len());
        }
    } else if has_hole(&parts) && prefix.starts_with(certain) {
        return Ok(opaque(given));
    }
    Ok(from_parts(parts))
}

pub(super) fn trim_suffix(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let suffix = text(given, 1)?;
    let mut parts = parts_of(&given[0]);
    let last = parts.len().saturating_sub(1);
    let certain = certain_text(&parts, last);
    if certain.ends_with(suffix) {
        if let Some(Part::Text(text, origin)) = parts.last() {
            parts[last] = cut(text, *origin, 0..text.as_str().len() - suffix.len());
        }
    } else if has_hole(&parts) && suffix.ends_with(certain) {
        return Ok(opaque(given));
    }
    Ok(from_parts(parts))
}

fn has_hole(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part, Part::Hole(_)))
}

pub(super) fn starts_with(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let prefix = text(given, 1)?;
    let Some(unknown) = given[0].as_unknown() else {
        return Ok(Value::bool(text(given, 0)?.starts_with(prefix)));
    };
    // What Terraform too knows of it, or what iaclint knows of how it is put together.
    let parts = parts_of(&given[0]);
    let known = unknown.refinement.prefix.as_deref().unwrap_or_default();
    let written = certain_text(&parts, 0);
    let certain = if written.len() > known.len() {
        written
    } else {
        known
    };
    Ok(decided(
        given,
        certain.starts_with(prefix),
        prefix.starts_with(certain),
    ))
}

pub(super) fn ends_with(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let suffix = text(given, 1)?;
    if given[0].is_known() {
        return Ok(Value::bool(text(given, 0)?.ends_with(suffix)));
    }
    let parts = parts_of(&given[0]);
    let certain = certain_text(&parts, parts.len().saturating_sub(1));
    Ok(decided(
        given,
        certain.ends_with(suffix),
        suffix.ends_with(certain),
    ))
}

pub(super) fn contains(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let part = text(given, 1)?;
    if given[0].is_known() {
        let whole = text(given, 0)?;
        environment.spend(whole.len())?;
        return Ok(Value::bool(whole.contains(part)));
    }
    let parts = parts_of(&given[0]);
    let is_certain = (0..parts.len()).any(|at| certain_text(&parts, at).contains(part));
    Ok(decided(given, is_certain || part.is_empty(), true))
}

/// `true` where that is certain, `false` where it is not possible.
fn decided(given: &[Value], is_certain: bool, is_possible: bool) -> Value {
    if is_certain || !is_possible {
        return Value::bool(is_certain);
    }
    Unknown::derived(Type::Bool, given).not_null().into()
}

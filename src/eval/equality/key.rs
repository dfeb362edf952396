//! Texts by which values are put in order and found again.

use std::fmt::Write as _;

use crate::eval::map::Map;
use crate::eval::unknown::{Part, Shape};
use crate::eval::value::{Kind, Value};

/// What counts as the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::eval) enum Sameness {
    /// What is equal.
    #[default]
    Equal,
    /// What a set holds once. Zero with a minus sign is equal to zero, but not the same element.
    InSet,
}

/// The text by which Terraform orders the elements of a set that are neither strings, numbers nor booleans (as
/// measured with sets of objects and lists). What is not known is written as one character, whatever it is.
pub(super) fn set_order(value: &Value) -> String {
    let mut key = String::new();
    write(value, Sameness::InSet, &mut key, &mut |_, key| {
        key.push('?');
    });
    key
}

/// A text that two values have in common only if they may be equal, and that values which are certainly equal have
/// in common: `None` where no text says as much, since it is not known what a part of the value is.
pub(super) fn identity(value: &Value, sameness: Sameness) -> Option<String> {
    let mut key = String::new();
    let mut is_certain = true;
    write(value, sameness, &mut key, &mut |value, key| {
        is_certain &= write_unknown(value, sameness, key);
    });
    is_certain.then_some(key)
}

/// Writes which unknown value it is; `false` where that cannot be said.
fn write_unknown(value: &Value, sameness: Sameness, key: &mut String) -> bool {
    let Some(unknown) = value.as_unknown() else {
        return false;
    };
    match &unknown.shape {
        Shape::Symbol(symbol) => {
            let _ = write!(key, "?{}:{symbol};", symbol.owner.stack);
            symbol.is_single()
        }
        Shape::Choice(_) if !std::ptr::eq(value.settled(), value) => {
            let mut is_certain = true;
            write(value.settled(), sameness, key, &mut |value, key| {
                is_certain &= write_unknown(value, sameness, key);
            });
            is_certain
        }
        Shape::Folder(path) => {
            let _ = write!(key, "?/{path};");
            true
        }
        Shape::Template(parts) => {
            key.push_str("?(");
            let are_certain = parts.iter().all(|part| match part {
                Part::Text(text, _) => {
                    let _ = write!(key, "{:?}", text.as_str());
                    true
                }
                Part::Hole(hole) => write_unknown(hole, sameness, key),
            });
            key.push(')');
            are_certain
        }
        _ => false,
    }
}

type Unknowns<'w> = &'w mut dyn FnMut(&Value, &mut String);

fn write(value: &Value, sameness: Sameness, key: &mut String, unknown: Unknowns<'_>) {
    match &value.kind {
        Kind::Null(_) => key.push('~'),
        Kind::Unknown(_) => unknown(value, key),
        Kind::Bool(flag) => key.push(if *flag { 'T' } else { 'F' }),
        // A negative zero is the same number.
        Kind::Number(number) if number.is_zero() && sameness == Sameness::Equal => key.push('0'),
        Kind::Number(number) => key.push_str(&number.to_short_text()),
        Kind::String(text) => write_quoted(text.as_str(), key),
        Kind::List(_, items) | Kind::Set(_, items) => {
            write_all(items.iter(), sameness, ['[', ']'], key, unknown);
        }
        Kind::Tuple(items) => write_all(items.iter(), sameness, ['<', '>'], key, unknown),
        Kind::Object(entries) => write_all(entries.values(), sameness, ['<', '>'], key, unknown),
        Kind::Map(_, entries) => write_entries(entries, sameness, key, unknown),
    }
}

fn write_all<'v>(
    items: impl Iterator<Item = &'v Value>,
    sameness: Sameness,
    [open, close]: [char; 2],
    key: &mut String,
    unknown: Unknowns<'_>,
) {
    key.push(open);
    for item in items {
        write(item, sameness, key, unknown);
        key.push(';');
    }
    key.push(close);
}

fn write_entries(entries: &Map, sameness: Sameness, key: &mut String, unknown: Unknowns<'_>) {
    key.push('{');
    for (name, entry) in entries {
        write_quoted(name, key);
        key.push(':');
        write(entry, sameness, key, unknown);
        key.push(';');
    }
    key.push('}');
}

/// A string in quotes as Go's `%q` writes it, which decides about the order: control characters and what cannot be
/// shown are escaped.
fn write_quoted(text: &str, key: &mut String) {
    key.push('"');
    for c in text.chars() {
        match c {
            '"' => key.push_str("\\\""),
            '\\' => key.push_str("\\\\"),
            '\n' => key.push_str("\\n"),
            '\t' => key.push_str("\\t"),
            '\r' => key.push_str("\\r"),
            '\u{7}' => key.push_str("\\a"),
            '\u{8}' => key.push_str("\\b"),
            '\u{c}' => key.push_str("\\f"),
            '\u{b}' => key.push_str("\\v"),
            c if c.is_ascii_control() => {
                let _ = write!(key, "\\x{:02x}", u32::from(c));
            }
            c if is_shown(c) => key.push(c),
            c if u32::from(c) < 0x1_0000 => {
                let _ = write!(key, "\\u{:04x}", u32::from(c));
            }
            c => {
                let _ = write!(key, "\\U{:08x}", u32::from(c));
            }
        }
    }
    key.push('"');
}

/// Whether a character is shown as it is. The debug form of a character escapes nearly the same ones: those that
/// cannot be printed, and those that extend the one before, which are none of them.
fn is_shown(c: char) -> bool {
    c.is_ascii() || c.is_alphanumeric() || c.escape_debug().len() == 1
}

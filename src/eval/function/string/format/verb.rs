//! The verbs of a format: `%-5.2[1]f`.

use std::ops::Range;

use crate::eval::function::Failure;

/// A part of a format.
pub(super) enum Piece<'f> {
    /// These bytes of it, as they are.
    Text(Range<usize>),
    /// `%%`
    Percent,
    Verb(Verb<'f>),
}

/// Where and how an argument is shown.
pub(super) struct Verb<'f> {
    /// As it is written.
    pub raw: &'f str,
    pub flags: Flags,
    pub width: Option<usize>,
    pub precision: Option<usize>,
    /// The argument, from 1.
    pub argument: usize,
    /// How it is shown.
    pub letter: char,
}

#[derive(Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Flags {
    pub minus: bool,
    pub plus: bool,
    pub sharp: bool,
    pub space: bool,
    pub zero: bool,
}

impl Flags {
    /// Whether there is one.
    pub(super) fn any(self) -> bool {
        self.minus || self.plus || self.sharp || self.space || self.zero
    }
}

/// The letters that Terraform knows.
const LETTERS: &str = "vtbdoxXeEfgGsq";

/// The pieces of a format in order. `Err` where it is none.
pub(super) fn read(format: &str) -> Result<Vec<Piece<'_>>, Failure> {
    let mut pieces = Vec::new();
    let (mut at, mut next) = (0, 1);
    while let Some(found) = format[at..].find('%') {
        let start = at + found;
        if start > at {
            pieces.push(Piece::Text(at..start));
        }
        if format[start..].starts_with("%%") {
            pieces.push(Piece::Percent);
            at = start + 2;
            continue;
        }
        let verb = verb(&format[start..], next)?;
        at = start + verb.raw.len();
        next = verb.argument.saturating_add(1);
        pieces.push(Piece::Verb(verb));
    }
    if at < format.len() {
        pieces.push(Piece::Text(at..format.len()));
    }
    Ok(pieces)
}

/// The verb that `text` begins with. It shows argument `next` unless it says another.
fn verb(text: &str, next: usize) -> Result<Verb<'_>, Failure> {
    let mut rest = &text[1..];
    let mut flags = Flags::default();
    while let Some(flag) = rest.bytes().next() {
        match flag {
            b'-' => flags.minus = true,
            b'+' => flags.plus = true,
            b'#' => flags.sharp = true,
            b' ' => flags.space = true,
            b'0' => flags.zero = true,
            _ => break,
        }
        rest = &rest[1..];
    }
    let width = digits(&mut rest);
    let precision = match rest.strip_prefix('.') {
        Some(after) => {
            rest = after;
            Some(digits(&mut rest).unwrap_or(0))
        }
        None => None,
    };
    let bad = || {
        Failure::of_argument(
            0,
            format!("the format is not valid at {:?}", start_of(text)),
        )
    };
    let mut argument = next;
    if let Some(after) = rest.strip_prefix('[') {
        rest = after;
        let is_number = !rest.starts_with('0');
        argument = digits(&mut rest).filter(|_| is_number).ok_or_else(bad)?;
        rest = rest.strip_prefix(']').ok_or_else(bad)?;
    }
    let letter = rest.chars().next().ok_or_else(bad)?;
    if !LETTERS.contains(letter) {
        return Err(bad());
    }
    Ok(Verb {
        raw: &text[..=text.len() - rest.len()],
        flags,
        width,
        precision,
        argument,
        letter,
    })
}

/// The number that `rest` begins with, which is taken from it. What is too large counts as the largest.
fn digits(rest: &mut &str) -> Option<usize> {
    let end = rest.bytes().position(|byte| !byte.is_ascii_digit());
    let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
    if number.is_empty() {
        return None;
    }
    *rest = after;
    Some(number.parse().unwrap_or(usize::MAX))
}

/// As much of a format as a message shows.
fn start_of(text: &str) -> String {
    text.chars().take(12).collect()
}

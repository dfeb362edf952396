//! GitHub's expressions, `${{ … }}`: evaluated as far as what they name is known.
//!
//! An expression has no effects, so it is evaluated while it is read.

mod functions;
mod operators;
mod reader;
mod value;

pub(super) use value::Value;

use super::phrase::{Cause, Phrase, Piece};

/// What an expression may name: `github`, `matrix`, `inputs` and so on.
pub(super) trait Contexts {
    /// The context of this name.
    fn context(&self, name: &str) -> Value;
}

/// The value of an expression without its braces.
pub(super) fn evaluate(text: &str, contexts: &dyn Contexts) -> Value {
    reader::read(text, contexts)
}

/// A text with every `${{ … }}` in it replaced.
pub(super) fn interpolate(text: &str, contexts: &dyn Contexts) -> Phrase {
    let mut phrase = Phrase::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        phrase.push_text(before);
        let Some((expression, behind)) = split_expression(after) else {
            phrase.push(Piece::Open(Cause::new("an expression has no end")));
            return phrase;
        };
        phrase.append(&evaluate(expression, contexts).to_phrase());
        rest = behind;
    }
    phrase.push_text(rest);
    phrase
}

/// The value of a text that may be one expression as a whole, and is then of any type.
pub(super) fn value_of(text: &str, contexts: &dyn Contexts) -> Value {
    let trimmed = text.trim();
    let whole = trimmed.strip_prefix("${{").and_then(split_expression);
    match whole {
        Some((expression, "")) => evaluate(expression, contexts),
        _ => Value::Text(interpolate(text, contexts)),
    }
}

/// The value of an `if:`, where the braces may be left out.
pub(super) fn condition(text: &str, contexts: &dyn Contexts) -> Value {
    if text.contains("${{") {
        value_of(text, contexts)
    } else {
        evaluate(text, contexts)
    }
}

/// What stands before the closing braces and behind them; braces in strings do not count.
fn split_expression(text: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '\'' => is_quoted = !is_quoted,
            '}' if !is_quoted && text[at..].starts_with("}}") => {
                return Some((&text[..at], &text[at + 2..]));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests;

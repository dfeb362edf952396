//! What counts the characters that a reader sees: `strrev`, `substr`.

use unicode_segmentation::UnicodeSegmentation;

use crate::eval::function::{Environment, Failure, whole_number};
use crate::eval::value::Value;

use super::pieces::cut_value;
use super::text;

pub(super) fn reverse(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let text = text(given, 0)?;
    environment.spend(text.len())?;
    Ok(Value::string(
        text.graphemes(true).rev().collect::<String>(),
    ))
}

/// `length` characters from `offset` on, which counts from the end where it is negative. A negative length means all
/// that follow, and so does one of zero after a negative offset.
pub(super) fn substring(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let text = text(given, 0)?;
    let (offset, length) = (whole_number(given, 1)?, whole_number(given, 2)?);
    environment.spend(text.len())?;
    let is_all = length < 0 || (length == 0 && offset < 0);
    let offset = match usize::try_from(offset) {
        Ok(offset) => offset,
        Err(_) => {
            let back = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            text.graphemes(true).count().saturating_sub(back)
        }
    };
    let position = |count: usize| {
        let found = text.grapheme_indices(true).nth(count);
        found.map_or(text.len(), |(at, _)| at)
    };
    let end = match usize::try_from(length) {
        Ok(length) if !is_all => position(offset.saturating_add(length)),
        _ => text.len(),
    };
    Ok(cut_value(&given[0], position(offset).min(end)..end))
}

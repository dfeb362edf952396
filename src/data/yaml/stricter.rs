//! What the parser beneath takes and Terraform does not, measured with 1.11.4.

use crate::data::DataError;
use crate::source::{FileId, Span};

/// What a text may begin with that Terraform refuses: an end of a document that has not begun, and a version of YAML
/// other than 1.1.
pub(super) fn refuse_beginning(file: FileId, text: &str) -> Result<(), DataError> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(file, start, start + line.trim_end().len());
        start += line.len();
        let mut words = line.split_whitespace();
        match words.next() {
            Some("...") if line.starts_with("...") => {
                let message = "the text ends a document that has not begun";
                return Err(DataError::new(span, message, "remove the line"));
            }
            Some("%YAML") if line.starts_with('%') && words.next() != Some("1.1") => {
                let message = "Terraform reads no other version of YAML than 1.1";
                return Err(DataError::new(span, message, "remove the line"));
            }
            Some(word) if !word.starts_with(['#', '%']) => break,
            _ => {}
        }
    }
    Ok(())
}

/// YAML 1.1 knows no escape `\/`. `text` is a scalar in double quotes that begins at `start`.
pub(super) fn refuse_escape(file: FileId, text: &str, start: usize) -> Result<(), DataError> {
    let mut is_escaped = false;
    for (at, character) in text.char_indices() {
        if is_escaped && character == '/' {
            let span = Span::new(file, start + at - 1, start + at + 1);
            let message = "Terraform knows no escape `\\/`";
            return Err(DataError::new(
                span,
                message,
                "write `/`: it needs no escape",
            ));
        }
        is_escaped = !is_escaped && character == '\\';
    }
    Ok(())
}

/// The name of an anchor or alias has letters, digits, hyphens and underscores. `mark`, which stands at `at` of the
/// text, is `&` or `*`.
pub(super) fn refuse_name(file: FileId, text: &str, at: usize) -> Result<(), DataError> {
    let name = text.get(at + 1..).unwrap_or_default();
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let length = name.find(|c| !is_of_name(c)).unwrap_or(name.len());
    let may_follow =
        |c: char| c.is_whitespace() || matches!(c, '?' | ':' | ',' | ']' | '}' | '%' | '@' | '`');
    let next = name.get(length..).and_then(|rest| rest.chars().next());
    if length > 0 && next.is_none_or(may_follow) {
        return Ok(());
    }
    let end = at + 1 + length + next.map_or(0, char::len_utf8);
    let message = "the name of an anchor has letters, digits, hyphens and underscores only";
    Err(DataError::new(
        Span::new(file, at, end),
        message,
        "give the anchor another name",
    ))
}

/// The same of the anchor of a value whose anchor and tag begin at `start`.
pub(super) fn refuse_anchor(file: FileId, text: &str, start: usize) -> Result<(), DataError> {
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.starts_with('&') {
            return refuse_name(file, text, at);
        }
        if !trimmed.starts_with('!') {
            return Ok(());
        }
        at += trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
    }
}

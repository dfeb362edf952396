//! The words of `ENV`, `ARG` and `LABEL`: `name=value` pairs with quotes.

use std::ops::Range;

/// Each word, with its place in `text`, and quotes removed.
pub(super) fn split(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut start = None;
    let mut quote = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        // A line that goes on.
        if character == '\\'
            && characters
                .next_if(|(_, next)| matches!(next, '\n' | '\r'))
                .is_some()
        {
            continue;
        }
        match (quote, character) {
            (None, ' ' | '\t' | '\n' | '\r') => {
                if let Some(start) = start.take() {
                    found.push((std::mem::take(&mut word), start..at));
                }
                continue;
            }
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None | Some('"'), '\\') => word.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => word.push(character),
        }
        start.get_or_insert(at);
    }
    if let Some(start) = start {
        found.push((word, start..text.len()));
    }
    found
}

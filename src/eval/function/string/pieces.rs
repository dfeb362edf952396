//! Parts of known strings, each with the place where it was written.

use std::ops::Range;

use crate::eval::template_value::from_parts;
use crate::eval::text::Text;
use crate::eval::unknown::Part;
use crate::eval::value::Value;
use crate::source::Span;

/// The bytes `range` of a known text, which begin and end between characters.
pub(super) fn cut(text: &Text, origin: Option<Span>, range: Range<usize>) -> Part {
    let whole = text.as_str();
    if range == (0..whole.len()) {
        return Part::Text(text.clone(), origin);
    }
    let first = text
        .pieces()
        .partition_point(|piece| piece.end <= range.start);
    let mut pieces = Vec::new();
    let mut start = range.start;
    for piece in &text.pieces()[first..] {
        if start >= range.end {
            break;
        }
        let inside = start..piece.end.min(range.end);
        start = piece.end;
        pieces.push((Text::new(whole.get(inside).unwrap_or_default()), piece.span));
    }
    match pieces.as_slice() {
        [] => Part::Text(Text::new(whole.get(range).unwrap_or_default()), origin),
        [(text, span)] => Part::Text(text.clone(), *span),
        several => {
            let text = Text::join(several.iter().map(|(text, span)| (text, *span)));
            Part::Text(text, None)
        }
    }
}

/// The bytes `range` of a known string as a value of its own; the empty string of any other value.
pub(super) fn cut_value(value: &Value, range: Range<usize>) -> Value {
    let part = value.as_text().map(|text| cut(text, value.origin, range));
    from_parts(part.into_iter().collect())
}

/// A known text of which each piece is changed by `change`, in order.
pub(super) fn change_pieces(
    text: &Text,
    origin: Option<Span>,
    mut change: impl FnMut(&str) -> String,
) -> Part {
    if text.pieces().is_empty() {
        return Part::Text(Text::new(&change(text.as_str())), origin);
    }
    let mut start = 0;
    let changed: Vec<(Text, Option<Span>)> = text
        .pieces()
        .iter()
        .map(|piece| {
            let old = text.as_str().get(start..piece.end).unwrap_or_default();
            start = piece.end;
            (Text::new(&change(old)), piece.span)
        })
        .collect();
    let text = Text::join(changed.iter().map(|(text, span)| (text, *span)));
    Part::Text(text, None)
}

//! From a place in a document's text to where a person wrote it: in a heredoc, a file, or the expression that
//! `jsonencode` was given.

use std::ops::Range;

use crate::hcl::{Expression, ExpressionKind, ObjectItem, walk_body, walk_expression};
use crate::source::Span;

use super::super::Facts;
use super::text::{DocumentText, PieceOf};

/// Where the bytes `range` of a document were written.
pub(super) fn written(
    facts: &Facts<'_>,
    document: &DocumentText,
    range: &Range<usize>,
) -> Option<Span> {
    let piece = document.piece(range.start)?;
    let span = piece.span?;
    if piece.range == *range {
        return Some(span);
    }
    let source = &facts.sources.text(span.file).content;
    let source = source.get(span.range())?;
    if let Some(found) = within(&piece, range, source) {
        let start = span.start as usize;
        return Some(Span::new(span.file, start + found.start, start + found.end));
    }
    let key = document.as_str().get(range.clone());
    let key = key.and_then(|text| serde_json::from_str::<String>(text).ok());
    Some(
        key.and_then(|key| key_of(facts, span, &key))
            .unwrap_or(span),
    )
}

/// The bytes of a piece in the source that it was written as, if it stands there.
fn within(piece: &PieceOf<'_>, range: &Range<usize>, source: &str) -> Option<Range<usize>> {
    let start = range.start - piece.range.start;
    let end = range.end.min(piece.range.end).max(range.start) - piece.range.start;
    if source == piece.text {
        return Some(start..end);
    }
    aligned(piece.text.as_bytes(), source.as_bytes(), &(start..end))
}

/// Goes through a text and the source that it was made from side by side: the source has the mark of a heredoc or
/// quotes around it, may be indented, and may hold escapes.
fn aligned(text: &[u8], source: &[u8], wanted: &Range<usize>) -> Option<Range<usize>> {
    let is_heredoc = source.starts_with(b"<<");
    let is_quoted = source.starts_with(b"\"") && !text.starts_with(b"\"");
    let mut at = match (is_heredoc, is_quoted) {
        (true, _) => source.iter().position(|byte| *byte == b'\n')? + 1,
        (_, true) => 1,
        _ => 0,
    };
    let (mut start, mut end) = (None, at);
    // Whether only spaces came since the line began: the source may have more of them.
    let mut begins_line = true;
    for (index, byte) in text
        .iter()
        .enumerate()
        .take(wanted.end.max(wanted.start + 1))
    {
        let length = loop {
            let here = *source.get(at)?;
            if let Some(escaped) = escape(&source[at..])
                && escaped == *byte
            {
                break 2;
            }
            let is_doubled = matches!(here, b'$' | b'%') && at > 0 && source[at - 1] == here;
            match here {
                _ if here == *byte => break 1,
                b' ' | b'\t' if begins_line => at += 1,
                b'\r' => at += 1,
                _ if is_doubled => at += 1,
                _ => return None,
            }
        };
        if index == wanted.start {
            start = Some(at);
        }
        at += length;
        if index < wanted.end {
            end = at;
        }
        begins_line = match byte {
            b'\n' => true,
            b' ' | b'\t' => begins_line,
            _ => false,
        };
    }
    let start = start?;
    Some(start..end.max(start))
}

/// What the escape that a text begins with stands for.
fn escape(source: &[u8]) -> Option<u8> {
    match source {
        [b'\\', b'n', ..] => Some(b'\n'),
        [b'\\', b't', ..] => Some(b'\t'),
        [b'\\', b'r', ..] => Some(b'\r'),
        [b'\\', other @ (b'"' | b'\\'), ..] => Some(*other),
        _ => None,
    }
}

/// Where a key is written in the expression at `span`: in the object that it is, or the only one in it that has the
/// key.
fn key_of(facts: &Facts<'_>, span: Span, key: &str) -> Option<Span> {
    let body = &facts.repo.syntax.get(span.file).body;
    let mut outer: Option<&Expression> = None;
    walk_body(body, &mut |expression| {
        if expression.span == span && outer.is_none() {
            outer = Some(expression);
        }
    });
    let outer = outer?;
    if let ExpressionKind::Object(items) = &outer.kind {
        return item(items, key);
    }
    let mut found = Vec::new();
    walk_expression(outer, &mut |expression| {
        if let ExpressionKind::Object(items) = &expression.kind {
            found.extend(item(items, key));
        }
    });
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

fn item(items: &[ObjectItem], key: &str) -> Option<Span> {
    let mut items = items.iter().rev();
    let found = items.find(|item| item.key.as_str() == Some(key))?;
    Some(found.key.span())
}

#[cfg(test)]
mod tests {
    use super::aligned;

    /// The part of `source` that the part `wanted` of `text` was written as.
    fn found<'s>(text: &str, source: &'s str, wanted: &str) -> Option<&'s str> {
        let start = text.find(wanted).unwrap();
        let range = start..start + wanted.len();
        let found = aligned(text.as_bytes(), source.as_bytes(), &range)?;
        Some(&source[found])
    }

    #[test]
    fn heredocs_are_found_with_their_indentation() {
        let source = "<<-EOT\n    {\n      \"a\": 1\n    }\n    EOT\n";
        assert_eq!(found("{\n  \"a\": 1\n}\n", source, "\"a\""), Some("\"a\""));
        assert_eq!(found("{\n  \"a\": 1\n}\n", source, "1"), Some("1"));
    }

    #[test]
    fn quoted_strings_are_found_with_their_escapes() {
        let source = "\"{\\\"a\\\": \\\"b\\\"}\"";
        assert_eq!(found("{\"a\": \"b\"}", source, "\"b\""), Some("\\\"b\\\""));
        assert_eq!(found("{\"a\": \"b\"}", "[a]", "\"b\""), None);
    }

    #[test]
    fn doubled_marks_stand_for_one() {
        assert_eq!(found("${a} b", "$${a} b", "b"), Some("b"));
    }
}

//! What changes between two long texts, part by part.

use std::borrow::Cow;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::parity::{Difference, Which};

/// Texts of fewer characters are shown beside each other.
const LONG: usize = 40;

/// More parts than these are not compared: the texts are shown as they are.
const MAX_PARTS: usize = 4_000;

/// What is left of an unchanged part, in characters at each end.
const CONTEXT: usize = 16;

/// A part of the two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The side that alone has it; `None` for both.
    pub(super) only: Option<Which>,
    pub(super) text: String,
}

/// What a shown value says: a text without its quotes and escapes, so that a document in it can be read.
pub(super) fn plain(shown: &str) -> Cow<'_, str> {
    let is_text = shown.starts_with('"') && shown.contains('\\');
    let text = is_text.then(|| serde_json::from_str::<String>(shown).ok());
    text.flatten().map_or(Cow::Borrowed(shown), Cow::Owned)
}

/// Whether both values of a difference are so long that only what changes between them is shown.
pub(super) fn is_long(difference: &Difference) -> bool {
    let both = [&difference.shown.reference, &difference.shown.other];
    both.into_iter().all(|text| {
        let text = text.as_deref();
        text.is_some_and(|text| text.chars().count() > LONG)
    })
}

/// The parts of two texts, in order.
pub(super) fn pieces(reference: &str, other: &str) -> Vec<Piece> {
    let (reference, other) = (plain(reference), plain(other));
    let (reference, other) = (&*reference, &*other);
    let (left, right) = (parts(reference), parts(other));
    let piece = |only: Option<Which>, text: String| Piece { only, text };
    if left.len() > MAX_PARTS || right.len() > MAX_PARTS {
        return vec![
            piece(Some(Which::Reference), reference.to_owned()),
            piece(Some(Which::Other), other.to_owned()),
        ];
    }
    let mut found: Vec<Piece> = Vec::new();
    for change in capture_diff_slices(Algorithm::Myers, &left, &right) {
        let (old, new) = (
            left[change.old_range()].concat(),
            right[change.new_range()].concat(),
        );
        match change.tag() {
            DiffTag::Equal => found.push(piece(None, old)),
            _ => {
                found.push(piece(Some(Which::Reference), old));
                found.push(piece(Some(Which::Other), new));
            }
        }
    }
    found.retain(|piece| !piece.text.is_empty());
    found
}

/// The words of a text, and each other character.
fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let length = if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        found.push(&rest[..length]);
        rest = &rest[length..];
    }
    found
}

/// The pieces with little left of what is the same.
pub(super) fn shortened(pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let numbered = pieces.into_iter().enumerate();
    numbered
        .map(|(at, piece)| {
            let count = piece.text.chars().count();
            let (head, tail) = (
                if at == 0 { 0 } else { CONTEXT },
                if at == last { 0 } else { CONTEXT },
            );
            if piece.only.is_some() || count <= head + tail + 1 {
                return piece;
            }
            let start: String = piece.text.chars().take(head).collect();
            let end: String = piece.text.chars().skip(count - tail).collect();
            Piece {
                text: format!("{start}…{end}"),
                ..piece
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces, shortened};
    use crate::parity::Which;

    fn told(pieces: &[Piece]) -> String {
        let told = pieces.iter().map(|piece| match piece.only {
            None => piece.text.clone(),
            Some(Which::Reference) => format!("[-{}-]", piece.text),
            Some(Which::Other) => format!("[+{}+]", piece.text),
        });
        told.collect()
    }

    #[test]
    fn changes_are_those_of_words() {
        let (left, right) = (
            r#"{"Action":["ecs:UpdateService"],"Effect":"Allow"}"#,
            r#"{"Action":["ecs:DeleteService","ecs:UpdateService"],"Effect":"Allow"}"#,
        );
        let found = pieces(left, right);
        let side = |which: Which| -> String {
            let own = found
                .iter()
                .filter(|it| it.only.is_none_or(|only| only == which));
            own.map(|it| it.text.as_str()).collect()
        };
        assert_eq!(
            (side(Which::Reference).as_str(), side(Which::Other).as_str()),
            (left, right)
        );
        assert!(
            found.iter().all(|it| it.only != Some(Which::Reference)),
            "{found:?}"
        );
        let long = " x".repeat(50);
        let found = shortened(pieces(
            &format!("{long} a{long}"),
            &format!("{long} b{long}"),
        ));
        assert_eq!(told(&found), "…x x x x x x x x [-a-][+b+] x x x x x x x x…");
    }

    #[test]
    fn texts_of_a_great_many_parts_are_shown_as_they_are() {
        let (left, right) = ("a ".repeat(5_000), "b ".repeat(5_000));
        assert_eq!(pieces(&left, &right).len(), 2);
        assert!(pieces("", "").is_empty());
    }
}

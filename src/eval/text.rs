//! Strings, and where each piece of them was written.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::source::Span;

/// A known string in Unicode normal form C, as all of Terraform's strings are.
///
/// A string that was put together knows which span each of its pieces was written at, so that a finding points
/// at the line to edit and not at the line that uses it.
#[derive(Debug, Clone, Default)]
pub struct Text {
    text: Arc<str>,
    /// `None` where the whole string came from one place: that is the origin of its value.
    pieces: Option<Arc<Vec<Piece>>>,
}

/// A part of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it ends in the text, in bytes; it begins where the one before ends.
    pub end: usize,
    /// Where it was written; `None` for what no text holds.
    pub span: Option<Span>,
    /// Whether it must not be shown. Of a sensitive string of which no piece says so, every piece is.
    pub is_sensitive: bool,
}

impl PartialEq for Text {
    /// Only what it says counts, not where it was written.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Text {}

impl Text {
    /// A string that came from one place.
    pub fn new(text: &str) -> Self {
        Self {
            text: match normalize(text) {
                Cow::Borrowed(text) => text.into(),
                Cow::Owned(text) => text.into(),
            },
            pieces: None,
        }
    }

    /// A string as it is written, which is kept once however often it is evaluated.
    pub fn written(text: &Arc<str>) -> Self {
        Self {
            text: match normalize(text) {
                Cow::Borrowed(_) => Arc::clone(text),
                Cow::Owned(text) => text.into(),
            },
            pieces: None,
        }
    }

    /// Puts strings together, each with the place of what it came from.
    pub fn join<'t>(parts: impl IntoIterator<Item = (&'t Text, Option<Span>)>) -> Self {
        let mut text = String::new();
        let mut pieces = Vec::new();
        for (part, origin) in parts {
            let base = text.len();
            text.push_str(&part.text);
            match &part.pieces {
                Some(inner) => pieces.extend(inner.iter().map(|piece| Piece {
                    end: base + piece.end,
                    ..piece.clone()
                })),
                None => pieces.push(Piece {
                    end: text.len(),
                    span: origin,
                    is_sensitive: false,
                }),
            }
        }
        if pieces.len() < 2 && pieces.iter().all(|piece| !piece.is_sensitive) {
            pieces.clear();
        }
        Self::of_pieces(text, pieces)
    }

    /// A string with the places of its pieces: in order, without gaps, to its end.
    pub(super) fn of_pieces(text: String, pieces: Vec<Piece>) -> Self {
        match normalize(&text) {
            // Characters moved: the pieces no longer fit.
            Cow::Owned(normal) => Self {
                text: normal.into(),
                pieces: None,
            },
            Cow::Borrowed(_) => Self {
                text: text.into(),
                pieces: (!pieces.is_empty()).then(|| Arc::new(pieces)),
            },
        }
    }

    /// The same string, sensitive as a whole unless its pieces tell which of them are; it was written at `origin`
    /// where they do not say.
    pub(super) fn sensitive(&self, origin: Option<Span>) -> Self {
        if self.has_sensitive_piece() || self.text.is_empty() {
            return self.clone();
        }
        let mut pieces = self.pieces().to_vec();
        if pieces.is_empty() {
            pieces.push(Piece {
                end: self.text.len(),
                span: origin,
                is_sensitive: true,
            });
        }
        for piece in &mut pieces {
            piece.is_sensitive = true;
        }
        Self {
            text: self.text.clone(),
            pieces: Some(Arc::new(pieces)),
        }
    }

    /// The same string without a word on which pieces must not be shown.
    pub(super) fn without_sensitive_pieces(&self) -> Self {
        if !self.has_sensitive_piece() {
            return self.clone();
        }
        let plain = |piece: &Piece| Piece {
            is_sensitive: false,
            ..piece.clone()
        };
        Self {
            text: self.text.clone(),
            pieces: Some(Arc::new(self.pieces().iter().map(plain).collect())),
        }
    }

    /// Whether its pieces tell which of them must not be shown.
    pub(super) fn has_sensitive_piece(&self) -> bool {
        self.pieces().iter().any(|piece| piece.is_sensitive)
    }

    /// What it says.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it says, shared.
    pub fn shared(&self) -> Arc<str> {
        self.text.clone()
    }

    /// Its pieces in order without gaps, where it was put together.
    pub fn pieces(&self) -> &[Piece] {
        self.pieces.as_deref().map_or(&[], Vec::as_slice)
    }
}

/// Unicode normal form C.
fn normalize(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Text;
    use crate::source::{FileId, Span};

    #[test]
    fn strings_are_in_normal_form() {
        assert_eq!(Text::new("e\u{301}"), Text::new("é"));
        let joined = Text::join([(&Text::new("e"), None), (&Text::new("\u{301}"), None)]);
        assert_eq!(joined.as_str(), "é");
    }

    #[test]
    fn a_written_string_is_kept_once() {
        let written: Arc<str> = "as it stands".into();
        let (one, other) = (Text::written(&written), Text::written(&written));
        assert!(Arc::ptr_eq(&one.shared(), &other.shared()));
        assert_eq!(Text::written(&"e\u{301}".into()), Text::new("é"));
    }

    #[test]
    fn pieces_know_their_places() {
        let span = |at| Some(Span::new(FileId(0), at, at + 1));
        let inner = Text::join([(&Text::new("a"), span(1)), (&Text::new("bc"), span(2))]);
        let outer = Text::join([(&inner, span(9)), (&Text::new("d"), span(3))]);
        let ends: Vec<usize> = outer.pieces().iter().map(|piece| piece.end).collect();
        assert_eq!((outer.as_str(), ends), ("abcd", vec![1, 3, 4]));
        assert_eq!(outer.pieces()[1].span, span(2));
    }
}

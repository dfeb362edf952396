//! Values and where they were written.

use std::collections::BTreeMap;

use crate::source::Span;

/// What an expression evaluates to.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, and where it is written.
    Null(Span),
    /// A boolean, and where it is written.
    Bool(bool, Span),
    /// A number as it is written, and where.
    Number(String, Span),
    /// A string.
    Text(Text),
    /// A list, set or tuple, and where it is written.
    List(Vec<Value>, Span),
    /// A map or object, and where it is written.
    Map(BTreeMap<String, Value>, Span),
    /// Not known from the repository.
    Unknown(Unknown),
}

/// Why a value is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    /// A clause that reads after "because": `it is computed`.
    pub reason: String,
    /// The place of what is unknown.
    pub span: Span,
}

/// A string, with the span that each of its pieces was written at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The whole.
    pub text: String,
    /// In order, without gaps.
    pub pieces: Vec<Piece>,
}

/// A part of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it ends in the text, in bytes; it begins where the one before ends.
    pub end: usize,
    /// Where it was written: the literal, quotes included where they are its own.
    pub span: Span,
}

impl Text {
    /// `text`, written at `span`.
    pub fn written(text: &str, span: Span) -> Self {
        Self {
            text: text.to_owned(),
            pieces: vec![Piece {
                end: text.len(),
                span,
            }],
        }
    }

    /// Appends another text with its pieces.
    pub fn push(&mut self, other: &Self) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.iter().map(|piece| Piece {
            end: base + piece.end,
            span: piece.span,
        }));
    }

    /// Where the byte at `offset` was written; the last piece for an offset past the end.
    pub fn origin(&self, offset: usize) -> Option<Span> {
        let piece = self
            .pieces
            .iter()
            .find(|piece| offset < piece.end)
            .or(self.pieces.last());
        piece.map(|piece| piece.span)
    }

    /// Where the text was written if it came from one place, else where its first piece was.
    pub fn span(&self) -> Option<Span> {
        self.pieces.first().map(|piece| piece.span)
    }
}

impl Value {
    /// A value that is not known because `reason`.
    pub fn unknown(reason: impl Into<String>, span: Span) -> Self {
        Self::Unknown(Unknown {
            reason: reason.into(),
            span,
        })
    }

    /// The string, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        self.as_text().map(|text| text.text.as_str())
    }

    /// The string with its pieces, where it is one.
    pub fn as_text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, where it is one. Terraform converts the strings `true` and `false` as well.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value, _) => Some(*value),
            Self::Text(text) => text.text.parse().ok(),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// Whether it is not known.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// Where it was written; for a string of several pieces, where the first was.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Null(span)
            | Self::Bool(_, span)
            | Self::Number(_, span)
            | Self::List(_, span)
            | Self::Map(_, span)
            | Self::Unknown(Unknown { span, .. }) => Some(*span),
            Self::Text(text) => text.span(),
        }
    }

    /// Every string in it, at any depth, with the path that leads to it (`tags.Environment`, `[0]`).
    pub fn texts(&self) -> Vec<(String, &Text)> {
        let mut found = Vec::new();
        self.collect_texts(String::new(), &mut found);
        found
    }

    fn collect_texts<'v>(&'v self, path: String, found: &mut Vec<(String, &'v Text)>) {
        match self {
            Self::Text(text) => found.push((path, text)),
            Self::List(items, _) => {
                for (index, item) in items.iter().enumerate() {
                    item.collect_texts(format!("{path}[{index}]"), found);
                }
            }
            Self::Map(entries, _) => {
                for (key, entry) in entries {
                    let path = if path.is_empty() {
                        key.clone()
                    } else {
                        format!("{path}.{key}")
                    };
                    entry.collect_texts(path, found);
                }
            }
            _ => {}
        }
    }
}

//! Texts of which parts may not be known, such as `live/${{ needs.find.outputs.stack }}`, and verdicts about them.

use std::fmt;
use std::sync::Arc;

use crate::source::Span;

/// How long a text may become; a longer one is not known.
pub(super) const MAX_LENGTH: usize = 1 << 16;

/// Why something is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// A clause, such as "the output `stacks` of the job `find` is made while it runs".
    pub what: Arc<str>,
    /// Where that is written.
    pub at: Option<Span>,
    /// Whether only what is changed decides it, so that whoever makes the change can have it either way.
    pub is_of_change: bool,
}

impl Cause {
    /// The cause with a clause that says it.
    pub fn new(what: impl Into<Arc<str>>) -> Self {
        Self {
            what: what.into(),
            at: None,
            is_of_change: false,
        }
    }

    /// Of two causes on which something hangs together, the one that whoever makes a change cannot decide.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self.is_of_change { other } else { self }
    }

    /// Of two causes of which one is enough, the one that whoever makes a change can decide.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.is_of_change { other } else { self }
    }

    /// The same for causes that may not be there.
    pub fn of_both(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        }
    }

    /// The same with a place, unless it has one.
    pub fn or_at(mut self, span: Span) -> Self {
        self.at = self.at.or(Some(span));
        self
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// Whether something holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// Whatever is not known.
    Yes,
    /// Whatever is not known.
    No,
    /// It hangs on something that is not known.
    Open(Cause),
}

impl Truth {
    /// Whether both hold.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Open(one), Self::Open(other)) => Self::Open(one.and(other)),
            (Self::Open(cause), _) | (_, Self::Open(cause)) => Self::Open(cause),
            (Self::Yes, Self::Yes) => Self::Yes,
        }
    }

    /// Whether one of them holds.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::Open(one), Self::Open(other)) => Self::Open(one.or(other)),
            (Self::Open(cause), _) | (_, Self::Open(cause)) => Self::Open(cause),
            (Self::No, Self::No) => Self::No,
        }
    }

    /// Whether it does not hold.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            open @ Self::Open(_) => open,
        }
    }

    /// Of what is known.
    pub fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

/// One part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It is known.
    Text(String),
    /// A shell's `*`: every name of a file or folder that there is.
    Star,
    /// It is not known.
    Open(Cause),
}

/// A text of which parts may not be known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase(Vec<Piece>);

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        let mut phrase = Self::default();
        phrase.push_text(text);
        phrase
    }
}

impl Phrase {
    /// A text of which nothing is known.
    pub fn open(cause: Cause) -> Self {
        Self(vec![Piece::Open(cause)])
    }

    /// Its parts; none of them is an empty text, and no two texts are neighbours.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Adds what is known.
    pub fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(Piece::Text(last)) = self.0.last_mut() {
            last.push_str(text);
        } else {
            self.0.push(Piece::Text(text.to_owned()));
        }
    }

    /// Adds a part.
    pub fn push(&mut self, piece: Piece) {
        match piece {
            Piece::Text(text) => self.push_text(&text),
            other => self.0.push(other),
        }
    }

    /// Adds a text.
    pub fn append(&mut self, other: &Self) {
        for piece in &other.0 {
            self.push(piece.clone());
        }
    }

    /// The whole text where all of it is known.
    pub fn known(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The text that it certainly begins with.
    pub fn beginning(&self) -> &str {
        match self.0.first() {
            Some(Piece::Text(text)) => text,
            _ => "",
        }
    }

    /// The text that it certainly ends with.
    pub fn ending(&self) -> &str {
        match self.0.last() {
            Some(Piece::Text(text)) => text,
            _ => "",
        }
    }

    /// Whether it is certainly empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Why a part is not known, for the first that is not.
    pub fn cause(&self) -> Option<&Cause> {
        self.0.iter().find_map(|piece| match piece {
            Piece::Open(cause) => Some(cause),
            _ => None,
        })
    }

    /// How long what is known of it is.
    pub fn length(&self) -> usize {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.len(),
            _ => 1,
        });
        pieces.sum()
    }

    /// Whether a `*` is in it.
    pub fn has_star(&self) -> bool {
        self.0.contains(&Piece::Star)
    }

    /// As people write it, with `…` for what is not known.
    pub fn shown(&self) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Star => "*",
            Piece::Open(_) => "…",
        });
        pieces.collect()
    }

    /// Whether it stands for `text`: is it, or, with a `*`, one of those it stands for.
    pub fn fits(&self, text: &str) -> Truth {
        if self.can_be(text, false) {
            return Truth::Yes;
        }
        match self.cause() {
            Some(cause) if self.can_be(text, true) => Truth::Open(cause.clone()),
            _ => Truth::No,
        }
    }

    /// Whether it is the same text as another, letters of both cases being the same, as in GitHub's expressions.
    pub fn is_same(&self, other: &Self) -> Truth {
        match (self.known(), other.known()) {
            (Some(one), Some(two)) => Truth::of(one.eq_ignore_ascii_case(two)),
            (Some(known), None) => other.is_text(known),
            (None, Some(known)) => self.is_text(known),
            (None, None) => {
                let (one, two) = (self.lowercase(), other.lowercase());
                let (one, two) = (one.beginning(), two.beginning());
                let differ = !one.starts_with(two) && !two.starts_with(one);
                let cause = self.cause().or_else(|| other.cause()).cloned();
                match cause {
                    _ if differ => Truth::No,
                    Some(cause) => Truth::Open(cause),
                    None => Truth::Open(Cause::new("a pattern stands for several names")),
                }
            }
        }
    }

    /// Whether it is a text; a pattern may be it or not.
    fn is_text(&self, text: &str) -> Truth {
        match self.lowercase().fits(&text.to_ascii_lowercase()) {
            Truth::Yes => Truth::Open(Cause::new("a pattern stands for several names")),
            other => other,
        }
    }

    /// The same in small letters.
    pub fn lowercase(&self) -> Self {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => Piece::Text(text.to_ascii_lowercase()),
            other => other.clone(),
        });
        Self(pieces.collect())
    }

    /// Whether it can be `text`, with every unknown part being anything, or nothing of the kind.
    fn can_be(&self, text: &str, with_open: bool) -> bool {
        let mut reached = vec![false; text.len() + 1];
        reached[0] = true;
        for piece in &self.0 {
            let mut next = vec![false; text.len() + 1];
            let mut carried = false;
            for at in 0..=text.len() {
                match piece {
                    Piece::Text(part) => {
                        if reached[at] && text.as_bytes()[at..].starts_with(part.as_bytes()) {
                            next[at + part.len()] = true;
                        }
                    }
                    Piece::Star => {
                        carried =
                            (carried && !text.as_bytes()[..at].ends_with(b"/")) || reached[at];
                        next[at] = carried;
                    }
                    Piece::Open(_) => {
                        carried |= reached[at] && with_open;
                        next[at] = carried;
                    }
                }
            }
            reached = next;
        }
        reached[text.len()]
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Cause, Phrase, Piece, Truth};

    /// A `?` stands for what is not known, a `*` for a pattern's.
    pub(in super::super) fn phrase(text: &str) -> Phrase {
        let mut phrase = Phrase::default();
        for part in text.split_inclusive(['?', '*']) {
            phrase.push_text(part.trim_end_matches(['?', '*']));
            if part.ends_with('?') {
                phrase.push(Piece::Open(Cause::new("asked")));
            }
            if part.ends_with('*') {
                phrase.push(Piece::Star);
            }
        }
        phrase
    }

    #[test]
    fn a_pattern_stands_for_names_and_what_is_unknown_for_anything() {
        let open = Truth::Open(Cause::new("asked"));
        for (pattern, text, expected) in [
            ("live/*/vpc", "live/prod/vpc", Truth::Yes),
            ("live/*/vpc", "live/prod/us/vpc", Truth::No),
            ("live/*", "live/", Truth::Yes),
            ("live/?", "live/prod/us/vpc", open.clone()),
            ("live/?/vpc", "live/prod/us/alb", Truth::No),
            ("?", "anything", open),
            ("", "", Truth::Yes),
            ("a", "ab", Truth::No),
        ] {
            assert_eq!(phrase(pattern).fits(text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn what_begins_otherwise_is_not_the_same() {
        assert_eq!(
            phrase("refs/pull/?/merge").is_same(&phrase("refs/heads/main")),
            Truth::No
        );
        assert_eq!(phrase("Main").is_same(&phrase("main")), Truth::Yes);
        assert_eq!(phrase("a?").is_same(&phrase("b?")), Truth::No);
        assert!(matches!(phrase("?").is_same(&phrase("b?")), Truth::Open(_)));
    }
}

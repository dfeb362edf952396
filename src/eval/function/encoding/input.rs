//! A text to decode, with the places of its pieces and the holes in it.

use crate::source::Span;

use crate::eval::text::Text;
use crate::eval::unknown::Part;
use crate::eval::value::Value;

/// A text of which some parts may not be known.
pub(super) struct Input {
    /// What is known, one after the other.
    pub(super) text: String,
    /// The values that are not known, each before the byte of `text` at its offset, in order.
    pub(super) holes: Vec<(usize, Value)>,
    /// The place of what stands before each offset, in order.
    places: Vec<(usize, Option<Span>)>,
}

impl Input {
    /// A text that is wholly known, written at `origin`.
    pub(super) fn of_text(text: &Text, origin: Option<Span>) -> Self {
        let mut input = Self {
            text: String::new(),
            holes: Vec::new(),
            places: Vec::new(),
        };
        input.push(text, origin);
        input
    }

    /// A text with holes.
    pub(super) fn of_parts(parts: &[Part]) -> Self {
        let mut input = Self::of_text(&Text::default(), None);
        for part in parts {
            match part {
                Part::Text(text, origin) => input.push(text, *origin),
                Part::Hole(hole) => input.holes.push((input.text.len(), hole.clone())),
            }
        }
        input
    }

    fn push(&mut self, text: &Text, origin: Option<Span>) {
        let base = self.text.len();
        self.text.push_str(text.as_str());
        let pieces = text.pieces().iter();
        self.places
            .extend(pieces.map(|piece| (base + piece.end, piece.span.or(origin))));
        self.places.push((self.text.len(), origin));
    }

    /// Where the byte at an offset was written.
    pub(super) fn place(&self, at: usize) -> Option<Span> {
        let found = self.places.partition_point(|(end, _)| *end <= at);
        self.places.get(found).or(self.places.last())?.1
    }

    /// Where the text between two offsets was written, as far as it is in one piece that stands there letter by letter.
    pub(super) fn exact(&self, start: usize, end: usize) -> Option<Span> {
        let found = self.places.partition_point(|(to, _)| *to <= start);
        let (to, place) = *self.places.get(found)?;
        let from = found
            .checked_sub(1)
            .map_or(0, |before| self.places[before].0);
        let place = place?;
        // Escapes and quotes make what is written longer than what is meant.
        if place.range().len() != to - from {
            return None;
        }
        let first = place.range().start;
        let end = end.min(to);
        Some(Span::new(
            place.file,
            first + (start - from),
            first + (end - from),
        ))
    }
}

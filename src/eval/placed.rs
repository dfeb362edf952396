//! Known strings with the places they were written at, for whoever points a reader to them.

use crate::source::Span;

use super::text::Text;
use super::value::{Kind, Value};

/// A known string and where each piece of it was written.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'v> {
    text: &'v Text,
    /// Of what has no pieces, and of pieces that no text holds.
    origin: Option<Span>,
}

impl<'v> Placed<'v> {
    /// A string of a value that was written at `origin`.
    pub fn new(text: &'v Text, origin: Option<Span>) -> Self {
        Self { text, origin }
    }

    /// What it says.
    pub fn as_str(self) -> &'v str {
        self.text.as_str()
    }

    /// Where it was written if it came from one place, else where its first piece was.
    pub fn span(self) -> Option<Span> {
        self.origin(0)
    }

    /// Where the byte at `offset` was written; the last piece for an offset past the end.
    pub fn origin(self, offset: usize) -> Option<Span> {
        let pieces = self.text.pieces();
        let piece = pieces
            .iter()
            .find(|piece| offset < piece.end)
            .or(pieces.last());
        piece.and_then(|piece| piece.span).or(self.origin)
    }
}

impl Value {
    /// The string with its places, where it is a known one.
    pub fn as_placed(&self) -> Option<Placed<'_>> {
        Some(Placed::new(self.as_text()?, self.origin))
    }

    /// Where it was written; for a string of several pieces, where the first was; for what is not known, the place
    /// of that.
    pub fn place(&self) -> Option<Span> {
        match &self.kind {
            Kind::String(text) => Placed::new(text, self.origin).span(),
            Kind::Unknown(unknown) => unknown.at.or(self.origin),
            _ => self.origin,
        }
    }

    /// The boolean that an argument which takes one makes of it, where that is known: Terraform converts the strings
    /// `true` and `false`.
    pub fn as_switch(&self) -> Option<bool> {
        self.as_bool().or_else(|| self.as_str()?.parse().ok())
    }

    /// Every known string in it, at any depth, with the path that leads to it (`tags.Environment`, `[0]`).
    pub fn texts(&self) -> Vec<(String, Placed<'_>)> {
        let mut found = Vec::new();
        collect(self, String::new(), &mut found);
        found
    }
}

fn collect<'v>(value: &'v Value, path: String, found: &mut Vec<(String, Placed<'v>)>) {
    if let Some(text) = value.as_placed() {
        found.push((path, text));
    } else if let Some(items) = value.elements() {
        for (index, item) in items.iter().enumerate() {
            collect(item, format!("{path}[{index}]"), found);
        }
    } else if let Some(entries) = value.entries() {
        for (name, entry) in entries {
            let path = if path.is_empty() {
                name.to_string()
            } else {
                format!("{path}.{name}")
            };
            collect(entry, path, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Placed;
    use crate::eval::{Map, Text, Value};
    use crate::source::{FileId, Span};

    fn span(at: usize) -> Span {
        Span::new(FileId(0), at, at + 1)
    }

    #[test]
    fn every_byte_leads_to_where_it_was_written() {
        let parts = [
            (Text::new("shop-"), Some(span(1))),
            (Text::new("prod"), Some(span(2))),
            (Text::new("!"), None),
        ];
        let text = Text::join(parts.iter().map(|(text, at)| (text, *at)));
        let placed = Placed::new(&text, Some(span(9)));
        assert_eq!(placed.span(), Some(span(1)));
        assert_eq!(placed.origin(5), Some(span(2)));
        assert_eq!(
            placed.origin(9),
            Some(span(9)),
            "no text holds the last piece"
        );
        let plain = Text::new("a");
        assert_eq!(Placed::new(&plain, Some(span(3))).origin(7), Some(span(3)));
    }

    #[test]
    fn strings_are_found_at_any_depth_with_their_paths() {
        let inner = Value::tuple(vec![Value::string("x"), Value::number(1)]);
        let object = |entries: &[(&str, Value)]| {
            let entries = entries.iter().cloned();
            Value::object(
                entries
                    .map(|(name, value)| (std::sync::Arc::from(name), value))
                    .collect::<Map>(),
            )
        };
        let tags = object(&[("b", inner), ("a", Value::string("y"))]);
        let value = object(&[("tags", tags)]);
        let texts = value.texts();
        let found: Vec<(&str, &str)> = texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        assert_eq!(found, [("tags.a", "y"), ("tags.b[0]", "x")]);
    }

    #[test]
    fn switches_are_booleans_and_their_words() {
        assert_eq!(Value::bool(true).as_switch(), Some(true));
        assert_eq!(Value::string("false").as_switch(), Some(false));
        assert_eq!(Value::string("yes").as_switch(), None);
        assert_eq!(Value::null().as_switch(), None);
    }
}

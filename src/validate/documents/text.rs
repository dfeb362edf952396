//! The text of a document, as far as it is known, and where each piece of it was written.

use std::ops::Range;

use crate::data::{DataError, Node, Template, parse_json, parse_template_json};
use crate::eval::{Encoding, Kind, Map, Part, Shape, Text, Unknown, Value};
use crate::source::{FileId, Span};
use crate::types::Type;

/// What stands in the text for a value that is not known.
const HOLE: &str = "${unknown}";

/// The deepest nesting that is written.
const MAX_DEPTH: usize = 100;

/// The longest text that is judged, in bytes. No document that AWS takes comes near it.
const MAX_BYTES: usize = 1024 * 1024;

/// The file of offsets in the text: it is none.
const NO_FILE: FileId = FileId(0);

/// A text in JSON, possibly with holes.
#[derive(Debug, Default)]
pub(super) struct DocumentText {
    text: String,
    /// Where each piece ends, and where it was written.
    pieces: Vec<(usize, Option<Span>)>,
    /// Whether there are holes; then `${` and `%{` of the text itself are doubled.
    is_template: bool,
}

/// A piece of the text.
pub(super) struct PieceOf<'t> {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// What it says.
    pub(super) text: &'t str,
    /// Where it was written.
    pub(super) span: Option<Span>,
}

impl DocumentText {
    /// The text of a string; `None` where nothing is known of it, or too much.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let mut document = Self::default();
        match &value.kind {
            Kind::String(text) => document.push(text, value.origin),
            Kind::Unknown(unknown) => {
                document.is_template = true;
                match &unknown.shape {
                    Shape::Template(parts) => document.parts(parts),
                    Shape::Encoded(Encoding::Json, inner) => {
                        document.value(inner, value.origin, 0);
                    }
                    _ => return None,
                }
            }
            _ => return None,
        }
        (document.text.len() <= MAX_BYTES).then_some(document)
    }

    /// What it says.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The tree of the document, with offsets in the text for places; `None` where its shape depends on what is not
    /// known.
    pub(super) fn parse(&self) -> Result<Option<Node>, DataError> {
        let parsed = if self.is_template {
            parse_template_json(NO_FILE, &self.text).map(|template| match template {
                Template::Tree(node) => Some(node),
                Template::Undetermined { .. } => None,
            })
        } else {
            parse_json(NO_FILE, &self.text).map(Some)
        };
        match parsed {
            Err(error) if error.is_uncertain => Ok(None),
            parsed => parsed,
        }
    }

    /// The piece that the byte at an offset is in; the last for an offset past the end.
    pub(super) fn piece(&self, offset: usize) -> Option<PieceOf<'_>> {
        let found = self.pieces.partition_point(|(end, _)| *end <= offset);
        let at = found.min(self.pieces.len().checked_sub(1)?);
        let start = match at {
            0 => 0,
            _ => self.pieces[at - 1].0,
        };
        let (end, span) = self.pieces[at];
        Some(PieceOf {
            range: start..end,
            text: &self.text[start..end],
            span,
        })
    }

    fn push(&mut self, text: &Text, origin: Option<Span>) {
        let mut start = 0;
        for piece in text.pieces() {
            self.push_str(&text.as_str()[start..piece.end], piece.span.or(origin));
            start = piece.end;
        }
        self.push_str(&text.as_str()[start..], origin);
    }

    fn push_str(&mut self, text: &str, place: Option<Span>) {
        if text.is_empty() || self.text.len() > MAX_BYTES {
            return;
        }
        if self.is_template {
            self.text
                .push_str(&text.replace("${", "$${").replace("%{", "%%{"));
        } else {
            self.text.push_str(text);
        }
        self.end_piece(place);
    }

    fn push_hole(&mut self, place: Option<Span>) {
        self.text.push_str(HOLE);
        self.end_piece(place);
    }

    fn end_piece(&mut self, place: Option<Span>) {
        let end = self.text.len();
        match self.pieces.last_mut() {
            Some((last, known)) if *known == place => *last = end,
            _ => self.pieces.push((end, place)),
        }
    }

    /// A text with holes. One that is JSON itself is part of the document.
    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Text(text, origin) => self.push(text, *origin),
                Part::Hole(hole) => match hole.as_unknown().map(|unknown| &unknown.shape) {
                    Some(Shape::Encoded(Encoding::Json, inner)) => {
                        self.value(inner, hole.origin, 0);
                    }
                    _ => self.push_hole(hole.place()),
                },
            }
        }
    }

    /// A value in JSON, as `jsonencode` writes it.
    fn value(&mut self, value: &Value, outer: Option<Span>, depth: usize) {
        let place = value.origin.or(outer);
        if depth > MAX_DEPTH || self.text.len() > MAX_BYTES {
            self.push_hole(place);
            return;
        }
        match &value.kind {
            Kind::Null(_) => self.push_str("null", place),
            Kind::Bool(flag) => self.push_str(&flag.to_string(), place),
            Kind::Number(number) => self.push_str(&number.to_string(), place),
            Kind::String(text) => self.push_str(&quoted(text.as_str()), place),
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                self.list(items, None, place, depth);
            }
            Kind::Map(_, entries) | Kind::Object(entries) => {
                self.object(entries, false, place, depth);
            }
            Kind::Unknown(unknown) => self.unknown(unknown, place, depth),
        }
    }

    fn unknown(&mut self, unknown: &Unknown, place: Option<Span>, depth: usize) {
        match &unknown.shape {
            Shape::Template(parts) => {
                self.push_str("\"", place);
                for part in parts.iter() {
                    match part {
                        Part::Text(text, _) => {
                            let quoted = quoted(text.as_str());
                            self.push_str(&quoted[1..quoted.len() - 1], place);
                        }
                        Part::Hole(_) => self.push_hole(place),
                    }
                }
                self.push_str("\"", place);
            }
            // Of a dynamic type it may as well be an object.
            Shape::Open { known, each } if unknown.ty.is_sequence() => {
                self.list(known, Some(each), place, depth);
            }
            Shape::Partial(entries) => self.object(entries, true, place, depth),
            _ if unknown.ty == Type::String && unknown.is_never_null() => {
                self.push_str("\"", place);
                self.push_hole(place);
                self.push_str("\"", place);
            }
            _ => self.push_hole(place),
        }
    }

    /// A list, with a hole for any number of further elements where there may be some.
    fn list(&mut self, items: &[Value], more: Option<&Value>, place: Option<Span>, depth: usize) {
        self.push_str("[", place);
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.push_str(",", place);
            }
            self.value(item, place, depth + 1);
        }
        if let Some(more) = more {
            if !items.is_empty() {
                self.push_str(",", place);
            }
            self.push_hole(more.place().or(place));
        }
        self.push_str("]", place);
    }

    /// An object, with a hole for any number of further entries where there may be some.
    fn object(&mut self, entries: &Map, is_open: bool, place: Option<Span>, depth: usize) {
        self.push_str("{", place);
        for (at, (name, entry)) in entries.iter().enumerate() {
            if at > 0 {
                self.push_str(",", place);
            }
            self.push_str(&quoted(name), place);
            self.push_str(":", place);
            self.value(entry, place, depth + 1);
        }
        if is_open {
            if !entries.is_empty() {
                self.push_str(",", place);
            }
            self.push_str("\"", place);
            self.push_hole(place);
            self.push_str("\":", place);
            self.push_hole(place);
        }
        self.push_str("}", place);
    }
}

/// A string in JSON, with its quotes.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

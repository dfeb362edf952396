//! `jsonencode`: the text that Terraform writes, to the byte.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::types::Type;

use crate::eval::text::{Piece, Text};
use crate::eval::unknown::{Encoding, Part, Unknown};
use crate::eval::value::{Kind, Value};
use crate::source::Span;

use super::super::{Environment, Failure};
use super::content::{MAX_DEPTH, Stop, encoded_or};

/// `jsonencode`
pub(super) fn jsonencode(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let [value] = given else {
        return Err(Failure::new("one argument is needed"));
    };
    let mut writer = Writer::new(environment, None);
    let text = writer.value(value, 0).map(|()| writer.finish());
    let text = encoded_or(Encoding::Json, value, text, prefix(value))?;
    Ok(text.marked(value.all_marks()))
}

/// The text of a value of which some is not known, with holes for that.
pub(in crate::eval::function) fn parts(
    environment: &Environment<'_>,
    value: &Value,
) -> Option<Vec<Part>> {
    let mut writer = Writer::new(environment, Some(Vec::new()));
    writer.value(value, 0).ok()?;
    writer.end_part();
    writer.parts
}

/// What the text begins with whatever is not known, where the value is certainly not `null`.
fn prefix(value: &Value) -> Option<&'static str> {
    let certain = value
        .as_unknown()
        .is_none_or(|unknown| unknown.refinement.not_null);
    match value.ty() {
        _ if !certain => None,
        Type::String => Some("\""),
        Type::Map(_) | Type::Object(_) => Some("{"),
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => Some("["),
        Type::Dynamic | Type::Bool | Type::Number => None,
    }
}

struct Writer<'w, 'e> {
    environment: &'w Environment<'e>,
    text: String,
    /// The pieces that are done, each with the place of the value that it belongs to.
    pieces: Vec<Piece>,
    /// The place of what is being written.
    place: Option<Span>,
    /// Whether what is being written must not be shown.
    is_sensitive: bool,
    /// What was written before a value that is not known, and that value, if it may be left out.
    parts: Option<Vec<Part>>,
}

impl<'w, 'e> Writer<'w, 'e> {
    fn new(environment: &'w Environment<'e>, parts: Option<Vec<Part>>) -> Self {
        Self {
            environment,
            text: String::new(),
            pieces: Vec::new(),
            place: None,
            is_sensitive: false,
            parts,
        }
    }

    /// What is written, with a place for every piece if any value has one.
    fn finish(&mut self) -> Text {
        self.end_piece();
        let is_plain = |piece: &Piece| piece.span.is_none() && !piece.is_sensitive;
        if self.pieces.iter().all(is_plain) {
            self.pieces.clear();
        }
        Text::of_pieces(
            std::mem::take(&mut self.text),
            std::mem::take(&mut self.pieces),
        )
    }

    /// What was written since the last hole is a part.
    fn end_part(&mut self) {
        let text = self.finish();
        if let Some(parts) = &mut self.parts {
            parts.push(Part::Text(text, self.place));
        }
    }

    /// What is not known: a string stands between quotes, and of anything else not even that is known.
    fn hole(&mut self, unknown: &Arc<Unknown>) -> Result<(), Stop> {
        if self.parts.is_none() {
            return Err(Stop::Unknown(Arc::clone(unknown)));
        }
        let value = Value::from(Kind::Unknown(Arc::clone(unknown)));
        let is_string = unknown.ty == Type::String && unknown.is_never_null();
        // Its own text is not what it is written as, where there is something to escape.
        let written = Unknown::derived(Type::String, [&value]).not_null();
        if is_string {
            self.text.push('"');
        }
        self.end_part();
        if let Some(parts) = &mut self.parts {
            parts.push(Part::Hole(written.into()));
        }
        if is_string {
            self.text.push('"');
        }
        Ok(())
    }

    /// What was written since the last piece is one, written at `place`.
    fn end_piece(&mut self) {
        let end = self.text.len();
        match self.pieces.last_mut() {
            Some(last) if last.end == end => {}
            Some(last) if last.span == self.place && last.is_sensitive == self.is_sensitive => {
                last.end = end;
            }
            _ if end == 0 => {}
            _ => self.pieces.push(Piece {
                end,
                span: self.place,
                is_sensitive: self.is_sensitive,
            }),
        }
    }

    fn value(&mut self, value: &Value, depth: usize) -> Result<(), Stop> {
        self.end_piece();
        let outer = (self.place, self.is_sensitive);
        self.place = value.origin.or(self.place);
        self.is_sensitive |= value.marks.sensitive;
        self.value_here(value, depth)?;
        self.end_piece();
        (self.place, self.is_sensitive) = outer;
        Ok(())
    }

    fn value_here(&mut self, value: &Value, depth: usize) -> Result<(), Stop> {
        self.environment.spend(1)?;
        if depth > MAX_DEPTH {
            return Err(Stop::TooDeep);
        }
        match &value.kind {
            Kind::Null(_) => self.text.push_str("null"),
            Kind::Bool(flag) => self.text.push_str(if *flag { "true" } else { "false" }),
            Kind::Number(number) if number.is_infinite() => {
                return Err(Failure::of_argument(0, "JSON cannot hold an infinite number").into());
            }
            Kind::Number(number) => {
                let digits = number.to_string();
                self.environment.spend(digits.len())?;
                self.text.push_str(&digits);
            }
            Kind::String(text) => self.string(text.as_str())?,
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                self.text.push('[');
                for (at, item) in items.iter().enumerate() {
                    self.comma(at);
                    self.value(item, depth + 1)?;
                }
                self.text.push(']');
            }
            Kind::Map(_, entries) | Kind::Object(entries) => {
                self.text.push('{');
                for (at, (name, entry)) in entries.iter().enumerate() {
                    self.comma(at);
                    self.string(name)?;
                    self.text.push(':');
                    self.value(entry, depth + 1)?;
                }
                self.text.push('}');
            }
            Kind::Unknown(unknown) => self.hole(unknown)?,
        }
        Ok(())
    }

    fn comma(&mut self, at: usize) {
        if at > 0 {
            self.text.push(',');
        }
    }

    /// Escapes what JSON demands and what Go escapes so that the text may stand in HTML and JavaScript.
    fn string(&mut self, text: &str) -> Result<(), Failure> {
        self.environment.spend(text.len())?;
        self.text.push('"');
        // What stands as it is, is taken over in one piece.
        let mut plain = 0;
        for (at, character) in text.char_indices() {
            let short = match character {
                '"' => Some("\\\""),
                '\\' => Some("\\\\"),
                '\u{8}' => Some("\\b"),
                '\t' => Some("\\t"),
                '\n' => Some("\\n"),
                '\u{c}' => Some("\\f"),
                '\r' => Some("\\r"),
                '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => None,
                _ => continue,
            };
            self.text.push_str(&text[plain..at]);
            plain = at + character.len_utf8();
            if let Some(short) = short {
                self.text.push_str(short);
            } else {
                // Writing to a string cannot fail.
                let _ = write!(self.text, "\\u{:04x}", u32::from(character));
            }
        }
        self.text.push_str(&text[plain..]);
        self.text.push('"');
        Ok(())
    }
}

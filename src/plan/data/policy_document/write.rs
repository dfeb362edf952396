//! A document as text, as Go writes JSON.

use std::fmt::Write as _;

use crate::eval::{Kind, Text, Value};
use crate::source::Span;

use super::DOCUMENT;
use super::merge::{Content, Document, Statement, is_empty};

/// The longest document that is written, in bytes. The longest that AWS takes anywhere is a fraction of that.
const MAX_BYTES: usize = 256 * 1024;

/// How a text is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Each entry on a line, indented by two spaces.
    Indented,
    /// Without any space.
    Minified,
}

/// Why a document is not written.
#[derive(Debug)]
pub(super) enum Stop {
    /// Something in it is not known.
    Unknown,
    /// It is longer than [`MAX_BYTES`].
    TooLong,
}

/// The text of a document. Each piece has the place of the argument that it comes from.
pub(super) fn written(document: &Document, layout: Layout) -> Result<Text, Stop> {
    let mut writer = Writer {
        layout,
        pieces: Vec::new(),
        length: 0,
        place: None,
        is_known: document.others.is_empty() && !document.may_have_id,
    };
    writer.document(document)?;
    if !writer.is_known {
        return Err(Stop::Unknown);
    }
    let texts: Vec<(Text, Option<Span>)> = writer
        .pieces
        .iter()
        .map(|(text, span)| (Text::new(text), *span))
        .collect();
    Ok(Text::join(texts.iter().map(|(text, span)| (text, *span))))
}

struct Writer {
    layout: Layout,
    pieces: Vec<(String, Option<Span>)>,
    length: usize,
    /// The place of what is being written.
    place: Option<Span>,
    is_known: bool,
}

impl Writer {
    fn push(&mut self, text: &str) -> Result<(), Stop> {
        self.length += text.len();
        if self.length > MAX_BYTES {
            return Err(Stop::TooLong);
        }
        match self.pieces.last_mut() {
            Some((piece, place)) if *place == self.place => piece.push_str(text),
            _ => self.pieces.push((text.to_owned(), self.place)),
        }
        Ok(())
    }

    /// Runs `work` with what it writes coming from `place`, where that is known.
    fn at(
        &mut self,
        place: Option<Span>,
        work: impl FnOnce(&mut Self) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let outer = self.place;
        self.place = place.or(outer);
        let result = work(self);
        self.place = outer;
        result
    }

    fn line(&mut self, depth: usize) -> Result<(), Stop> {
        if self.layout == Layout::Indented {
            self.push("\n")?;
            for _ in 0..depth {
                self.push("  ")?;
            }
        }
        Ok(())
    }

    /// Items between brackets.
    fn items<T>(
        &mut self,
        (open, close): (&str, &str),
        depth: usize,
        items: impl IntoIterator<Item = T>,
        mut item: impl FnMut(&mut Self, T) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.push(open)?;
        let mut is_empty = true;
        for one in items {
            if !is_empty {
                self.push(",")?;
            }
            is_empty = false;
            self.line(depth + 1)?;
            item(self, one)?;
        }
        if !is_empty {
            self.line(depth)?;
        }
        self.push(close)
    }

    fn name(&mut self, name: &str) -> Result<(), Stop> {
        self.string(name)?;
        self.push(match self.layout {
            Layout::Indented => ": ",
            Layout::Minified => ":",
        })
    }

    fn document(&mut self, document: &Document) -> Result<(), Stop> {
        let statements = Value::tuple([]);
        let entries = [
            document.version.as_ref().filter(|one| !is_empty(one)),
            document.id.as_ref(),
            (!document.statements.is_empty()).then_some(&statements),
        ];
        let entries = DOCUMENT.iter().zip(entries);
        let entries = entries.filter_map(|(name, entry)| Some((*name, entry?)));
        self.items(("{", "}"), 0, entries, |writer, (name, entry)| {
            writer.name(name)?;
            if name != "Statement" {
                return writer.value(entry, 1);
            }
            let statements = &document.statements;
            writer.items(("[", "]"), 1, statements, |writer, statement| {
                writer.at(statement.origin, |writer| writer.statement(statement))
            })
        })
    }

    fn statement(&mut self, statement: &Statement) -> Result<(), Stop> {
        let Content::Entries(entries) = &statement.content else {
            self.is_known = false;
            return Ok(());
        };
        let sid = Some(("Sid", &statement.sid)).filter(|(_, sid)| !is_empty(sid));
        let entries = entries.iter().map(|(name, value)| (*name, value));
        let entries = sid.into_iter().chain(entries);
        self.items(("{", "}"), 2, entries, |writer, (name, value)| {
            writer.name(name)?;
            writer.value(value, 3)
        })
    }

    fn value(&mut self, value: &Value, depth: usize) -> Result<(), Stop> {
        self.at(value.origin, |writer| writer.value_here(value, depth))
    }

    fn value_here(&mut self, value: &Value, depth: usize) -> Result<(), Stop> {
        match &value.kind {
            Kind::Null(_) => self.push("null"),
            Kind::Bool(flag) => self.push(if *flag { "true" } else { "false" }),
            Kind::Number(number) => self.push(&number_text(number.to_f64())),
            Kind::String(text) => self.string(text.as_str()),
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                self.items(("[", "]"), depth, items.iter(), |writer, item| {
                    writer.value(item, depth + 1)
                })
            }
            Kind::Map(_, entries) | Kind::Object(entries) => {
                self.items(("{", "}"), depth, entries, |writer, (name, entry)| {
                    writer.name(name)?;
                    writer.value(entry, depth + 1)
                })
            }
            Kind::Unknown(unknown) => {
                self.is_known = false;
                // What is not written counts all the same: it is kept.
                let parts = match &unknown.shape {
                    crate::eval::Shape::Open { known, .. } => known,
                    crate::eval::Shape::Choice(alternatives) => alternatives,
                    _ => return self.push("?"),
                };
                for part in parts.iter() {
                    self.value(part, depth + 1)?;
                }
                Ok(())
            }
        }
    }

    /// Escapes what JSON demands and what Go escapes so that the text may stand in HTML and JavaScript.
    fn string(&mut self, text: &str) -> Result<(), Stop> {
        let mut escaped = String::with_capacity(text.len() + 2);
        escaped.push('"');
        for character in text.chars() {
            match character {
                '"' => escaped.push_str("\\\""),
                '\\' => escaped.push_str("\\\\"),
                '\u{8}' => escaped.push_str("\\b"),
                '\t' => escaped.push_str("\\t"),
                '\n' => escaped.push_str("\\n"),
                '\u{c}' => escaped.push_str("\\f"),
                '\r' => escaped.push_str("\\r"),
                '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                    // Writing to a string cannot fail.
                    let _ = write!(escaped, "\\u{:04x}", u32::from(character));
                }
                _ => escaped.push(character),
            }
        }
        escaped.push('"');
        self.push(&escaped)
    }
}

/// A number as Go writes a 64-bit float: the fewest digits, with an exponent where it is very large or small.
fn number_text(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-6..1e21).contains(&size) {
        return number.to_string();
    }
    let text = format!("{number:e}");
    match text.split_once('e') {
        Some((digits, exponent)) if !exponent.starts_with('-') => format!("{digits}e+{exponent}"),
        _ => text,
    }
}

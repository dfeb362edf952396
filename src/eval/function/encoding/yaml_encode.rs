//! `yamlencode`: the text that Terraform writes, to the byte.
//!
//! Terraform quotes every key and string, writes texts of several lines as blocks, and breaks long quoted strings at
//! spaces. Where lines break and how far they are indented follows from the state that libyaml's emitter keeps, which
//! is why that state is kept here too.

use std::sync::Arc;

use crate::eval::map::Map;
use crate::eval::text::Text;
use crate::eval::unknown::Encoding;
use crate::eval::value::{Kind, Value};

use super::super::{Environment, Failure};
use super::content::{MAX_DEPTH, Stop, encoded_or};

/// `yamlencode`
pub(super) fn yamlencode(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let [value] = given else {
        return Err(Failure::new("one argument is needed"));
    };
    let text = Emitter::new(environment).document(value);
    let text = text.map(|text| Text::new(&text));
    encoded_or(Encoding::Yaml, value, text, None)
}

/// Spaces of one level of nesting.
const STEP: usize = 2;

/// The column after which a quoted string is broken at its next space.
const WIDTH: usize = 80;

/// The bytes of the longest key that is written without a question mark.
const LONGEST_SIMPLE_KEY: usize = 128;

struct Emitter<'w, 'e> {
    environment: &'w Environment<'e>,
    text: String,
    /// Characters in the last line.
    column: usize,
    /// Indentation of the innermost open collection; `None` outside of all.
    indent: Option<usize>,
    /// Whether the last character is a space or a line break.
    is_spaced: bool,
    /// Whether the last line holds only indentation and the signs `-`, `?` and `:`.
    is_indented: bool,
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Item,
    Entry,
}

impl<'w, 'e> Emitter<'w, 'e> {
    fn new(environment: &'w Environment<'e>) -> Self {
        Self {
            environment,
            text: String::new(),
            column: 0,
            indent: None,
            is_spaced: true,
            is_indented: true,
        }
    }

    fn document(mut self, value: &Value) -> Result<String, Stop> {
        self.value(value, Place::Root, 0)?;
        self.line();
        if matches!(value.kind, Kind::Null(_) | Kind::Bool(_) | Kind::Number(_)) {
            self.text.push_str("...\n");
        }
        Ok(self.text)
    }

    fn value(&mut self, value: &Value, place: Place, depth: usize) -> Result<(), Stop> {
        self.environment.spend(1)?;
        if depth > MAX_DEPTH {
            return Err(Stop::TooDeep);
        }
        match &value.kind {
            Kind::Null(_) => self.plain("null"),
            Kind::Bool(flag) => self.plain(if *flag { "true" } else { "false" }),
            Kind::Number(number) if number.is_infinite() => {
                self.plain(if number.is_negative() { "-Inf" } else { "+Inf" });
            }
            Kind::Number(number) => {
                let digits = number.to_string();
                self.environment.spend(digits.len())?;
                self.plain(&digits);
            }
            Kind::String(text) => self.string(text.as_str())?,
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                self.sequence(items, place, depth)?;
            }
            Kind::Map(_, entries) | Kind::Object(entries) => self.mapping(entries, depth)?,
            Kind::Unknown(unknown) => return Err(Stop::Unknown(Arc::clone(unknown))),
        }
        Ok(())
    }

    fn sequence(&mut self, items: &[Value], place: Place, depth: usize) -> Result<(), Stop> {
        if items.is_empty() {
            self.plain("[]");
            return Ok(());
        }
        let outer = self.indent;
        // Below a key in the same line, the items stand as far left as the key.
        if place != Place::Entry || self.is_indented {
            self.indent = Some(outer.map_or(0, |indent| indent + STEP));
        }
        for item in items {
            self.line();
            self.sign("-", true);
            self.value(item, Place::Item, depth + 1)?;
        }
        self.indent = outer;
        Ok(())
    }

    fn mapping(&mut self, entries: &Map, depth: usize) -> Result<(), Stop> {
        if entries.is_empty() {
            self.plain("{}");
            return Ok(());
        }
        let outer = self.indent;
        self.indent = Some(outer.map_or(0, |indent| indent + STEP));
        for (name, entry) in entries {
            self.line();
            if name.len() <= LONGEST_SIMPLE_KEY && !name.contains(is_break) {
                self.environment.spend(name.len())?;
                self.quoted(name, false)?;
                self.put(":");
                (self.is_spaced, self.is_indented) = (false, false);
            } else {
                self.sign("?", true);
                self.string(name)?;
                self.line();
                self.sign(":", true);
            }
            self.value(entry, Place::Entry, depth + 1)?;
        }
        self.indent = outer;
        Ok(())
    }

    /// Writes text in which no line breaks.
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    fn break_line(&mut self) {
        self.text.push('\n');
        self.column = 0;
    }

    /// Goes to where the next item or key begins, in a new line unless the place can still be reached in this one.
    fn line(&mut self) {
        let indent = self.indent.unwrap_or(0);
        let is_passed = self.column > indent || (self.column == indent && !self.is_spaced);
        if !self.is_indented || is_passed {
            self.break_line();
        }
        while self.column < indent {
            self.put(" ");
        }
        (self.is_spaced, self.is_indented) = (true, true);
    }

    /// Writes a sign after a space; `keeps` where what follows may go on in this line.
    fn sign(&mut self, sign: &str, keeps: bool) {
        if !self.is_spaced {
            self.put(" ");
        }
        self.put(sign);
        self.is_spaced = false;
        self.is_indented &= keeps;
    }

    fn plain(&mut self, text: &str) {
        self.sign(text, false);
    }

    fn string(&mut self, text: &str) -> Result<(), Failure> {
        self.environment.spend(text.len())?;
        let outer = self.indent;
        self.indent = Some(outer.map_or(STEP, |indent| indent + STEP));
        let result = if can_be_block(text) {
            self.block(text)
        } else {
            self.quoted(text, true)
        };
        self.indent = outer;
        result
    }

    /// `|`, and the text as it is, indented.
    fn block(&mut self, text: &str) -> Result<(), Failure> {
        self.sign("|", false);
        if text.starts_with(|first| first == ' ' || is_break(first)) {
            self.put("2");
        }
        let mut from_end = text.chars().rev();
        let last_is_break = from_end.next().is_some_and(is_break);
        let before_is_break = from_end.next().is_none_or(is_break);
        if !last_is_break {
            self.put("-");
        } else if before_is_break {
            self.put("+");
        }
        self.break_line();
        (self.is_spaced, self.is_indented) = (true, true);
        let mut after_break = true;
        for character in text.chars() {
            if is_break(character) {
                self.text.push(character);
                self.column = 0;
                (self.is_indented, after_break) = (true, true);
                continue;
            }
            if after_break {
                self.environment.spend(self.indent.unwrap_or(0))?;
                self.line();
            }
            self.text.push(character);
            self.column += 1;
            (self.is_indented, after_break) = (false, false);
        }
        Ok(())
    }

    /// In double quotes; broken at spaces where it is long and `breaks`.
    fn quoted(&mut self, text: &str, breaks: bool) -> Result<(), Failure> {
        self.sign("\"", false);
        let last = text.len().saturating_sub(1);
        // After a byte order mark at its beginning, Terraform escapes all of a string.
        let escapes_all = text.starts_with('\u{feff}');
        let mut after_space = false;
        for (at, character) in text.char_indices() {
            let is_space = character == ' ';
            if escapes_all && is_printable(character) && !is_break(character) {
                self.put(&escape(character));
            } else if is_space
                && breaks
                && !after_space
                && self.column > WIDTH
                && at > 0
                && at < last
            {
                self.environment.spend(self.indent.unwrap_or(0))?;
                self.line();
                if text[at + 1..].starts_with(' ') {
                    self.put("\\");
                }
            } else {
                self.character(character);
            }
            after_space = is_space;
        }
        self.put("\"");
        (self.is_spaced, self.is_indented) = (false, false);
        Ok(())
    }

    /// One character in double quotes.
    fn character(&mut self, character: char) {
        let is_plain = is_printable(character) && !is_break(character);
        if is_plain && !matches!(character, '"' | '\\') {
            self.text.push(character);
            self.column += 1;
        } else {
            self.put(&escape(character));
        }
    }
}

/// A character as an escape in double quotes.
fn escape(character: char) -> String {
    let short = match character {
        '"' => '"',
        '\\' => '\\',
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ => {
            return match u32::from(character) {
                code @ ..=0xff => format!("\\x{code:02X}"),
                code @ ..=0xffff => format!("\\u{code:04X}"),
                code => format!("\\U{code:08X}"),
            };
        }
    };
    format!("\\{short}")
}

fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What Terraform writes without an escape. The emitter knows no characters beyond the basic plane.
fn is_printable(character: char) -> bool {
    matches!(character, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}')
}

/// Whether the text has several lines and says the same in a block: no escapes, no space before a line break or at the
/// end.
fn can_be_block(text: &str) -> bool {
    let mut after_space = false;
    for character in text.chars() {
        if !is_printable(character) || (after_space && is_break(character)) {
            return false;
        }
        after_space = character == ' ';
    }
    text.contains('\n') && !after_space
}

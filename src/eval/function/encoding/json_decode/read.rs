//! From the text to the value. What Go's reader accepts is accepted, with its oddities.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::types::Type;

use crate::eval::map::Map;
use crate::eval::number::Number;
use crate::eval::template_value::from_parts;
use crate::eval::text::Text;
use crate::eval::unknown::{Encoding, Part, Shape, Unknown};
use crate::eval::value::Value;

use super::super::super::{Environment, Failure};
use super::super::content::{MAX_DEPTH, decoded};
use super::super::input::Input;
use super::judge::{conforms, is_inert};

/// Why a text is not read.
pub(super) enum Refusal {
    /// It is not JSON.
    Fault(Failure),
    /// It is nested too deep.
    TooDeep,
    /// A hole stands where it may be anything.
    Hole,
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Fault(failure)
    }
}

/// What a hole may turn out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holes {
    /// Any text: one in a string may end the string.
    Anything,
    /// A part of the string that it is in, or one value.
    InPlace,
}

/// The value that the text holds.
pub(super) fn read(
    environment: &Environment<'_>,
    input: &Input,
    holes: Holes,
) -> Result<Value, Refusal> {
    let mut reader = Reader {
        environment,
        input,
        holes,
        at: 0,
        hole: 0,
    };
    let value = reader.value(0)?;
    // What follows a bracket that closes nothing is not looked at.
    let is_over = matches!(reader.next_sign()?, None | Some(b']' | b'}'));
    if reader.hole < input.holes.len() {
        return Err(Refusal::Hole);
    }
    if !is_over {
        return Err(reader.fault("something stands after the value"));
    }
    Ok(value)
}

struct Reader<'r, 'e> {
    environment: &'r Environment<'e>,
    input: &'r Input,
    holes: Holes,
    at: usize,
    /// How many holes lie behind.
    hole: usize,
}

/// A string in the text.
enum Word {
    Text(String),
    Parts(Vec<Part>),
}

impl<'r> Reader<'r, '_> {
    fn byte(&self) -> Option<u8> {
        self.input.text.as_bytes().get(self.at).copied()
    }

    /// The hole at this very place. `Err` where one was passed inside of something that must be in one piece.
    fn hole(&self) -> Result<Option<&'r Value>, Refusal> {
        match self.input.holes.get(self.hole) {
            Some((at, _)) if *at < self.at => Err(Refusal::Hole),
            Some((at, hole)) if *at == self.at => Ok(Some(hole)),
            _ => Ok(None),
        }
    }

    fn skip_space(&mut self) -> Result<(), Refusal> {
        while self.hole()?.is_none() && matches!(self.byte(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        Ok(())
    }

    /// The next byte that is no space, not taken. A hole may not stand here.
    fn next_sign(&mut self) -> Result<Option<u8>, Refusal> {
        self.skip_space()?;
        match self.hole()? {
            Some(_) => Err(Refusal::Hole),
            None => Ok(self.byte()),
        }
    }

    fn fault(&self, message: &str) -> Refusal {
        let before = self.input.text.get(..self.at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        Failure::of_argument(0, format!("this is not JSON: line {line}: {message}")).into()
    }

    fn value(&mut self, depth: usize) -> Result<Value, Refusal> {
        if depth > MAX_DEPTH {
            return Err(Refusal::TooDeep);
        }
        self.skip_space()?;
        if let Some(hole) = self.hole()? {
            return self.whole_hole(hole);
        }
        let start = self.at;
        let place = self.input.place(start);
        let mut value = match self.byte() {
            None => return Err(self.fault("the text ends where a value is expected")),
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => match self.string()? {
                Word::Text(text) => Value::string(text),
                Word::Parts(parts) => from_parts(parts),
            },
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::bool(true))?,
            Some(b'f') => self.word("false", Value::bool(false))?,
            Some(b'n') => self.word("null", Value::null())?,
            Some(_) => return Err(self.fault("a value is expected")),
        };
        value.origin = self.input.exact(start, self.at).or(place);
        Ok(value)
    }

    /// A hole that stands for a whole value is known where it is JSON itself.
    fn whole_hole(&mut self, hole: &Value) -> Result<Value, Refusal> {
        match hole.as_unknown().map(|unknown| &unknown.shape) {
            Some(Shape::Encoded(Encoding::Json, inner)) => {
                self.hole += 1;
                Ok(decoded(self.environment, inner)?)
            }
            _ if self.holes == Holes::InPlace => {
                self.hole += 1;
                Ok(Unknown::derived(Type::Dynamic, [hole]).into())
            }
            _ => Err(Refusal::Hole),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Refusal> {
        let rest = &self.input.text[self.at..];
        if !rest.starts_with(word) {
            return Err(self.fault("a value is expected"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn array(&mut self, depth: usize) -> Result<Value, Refusal> {
        self.at += 1;
        let mut items = Vec::new();
        if self.skip_space().is_ok() && self.hole()?.is_none() && self.byte() == Some(b']') {
            self.at += 1;
            return Ok(Value::tuple(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            match self.next_sign()? {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::tuple(items));
                }
                _ => return Err(self.fault("a comma or a closing bracket is expected")),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Refusal> {
        self.at += 1;
        let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        let mut earlier = Vec::new();
        if self.next_sign()? == Some(b'}') {
            self.at += 1;
            return Ok(Value::object(entries));
        }
        loop {
            let name = self.name()?;
            if self.next_sign()? != Some(b':') {
                return Err(self.fault("a colon is expected after a name"));
            }
            self.at += 1;
            let value = self.value(depth + 1)?;
            if let Some(before) = entries.insert(name.clone(), value) {
                earlier.push((name, before));
            }
            match self.next_sign()? {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    self.check_earlier(&entries, &earlier)?;
                    return Ok(Value::object(Map::from(entries)));
                }
                _ => return Err(self.fault("a comma or a closing brace is expected")),
            }
        }
    }

    fn name(&mut self) -> Result<Arc<str>, Refusal> {
        if self.next_sign()? != Some(b'"') {
            return Err(self.fault("a name in double quotes is expected"));
        }
        let name = match self.string()? {
            Word::Text(name) => name,
            Word::Parts(_) => return Err(Refusal::Hole),
        };
        // Terraform looks the name up as it is written among names in normal form.
        if Text::new(&name).as_str() != name {
            return Err(self.fault("the name is not in Unicode's normal form C"));
        }
        Ok(name.into())
    }

    /// Of equal names the last one counts, but Terraform reads what stood before with the type of the last.
    fn check_earlier(
        &self,
        entries: &BTreeMap<Arc<str>, Value>,
        earlier: &[(Arc<str>, Value)],
    ) -> Result<(), Refusal> {
        let mut types: BTreeMap<&str, Type> = BTreeMap::new();
        for (name, value) in earlier {
            let last = || entries.get(name).map_or(Type::Dynamic, Value::ty);
            let ty = types.entry(name).or_insert_with(last);
            if !conforms(value, ty) {
                let message =
                    format!("the name {name:?} stands twice, with values of different types");
                return Err(self.fault(&message));
            }
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Value, Refusal> {
        let start = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        match self.byte() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
        }
        match Number::parse(&self.input.text[start..self.at]) {
            Some(number) => Ok(Value::number(number)),
            None => Err(self.fault("the number is too large or too small")),
        }
    }

    fn digits(&mut self) -> Result<(), Refusal> {
        let rest = &self.input.text.as_bytes()[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(self.fault("a digit is expected"));
        }
        self.at += count;
        Ok(())
    }

    fn string(&mut self) -> Result<Word, Refusal> {
        self.at += 1;
        let mut from = self.at;
        let input = self.input;
        let place = |from, to| input.exact(from, to).or(input.place(from));
        let mut parts = Vec::new();
        let mut text = String::new();
        loop {
            if let Some(hole) = self.hole()? {
                if self.holes == Holes::Anything && !is_inert(hole) {
                    return Err(Refusal::Hole);
                }
                self.hole += 1;
                let before = std::mem::take(&mut text);
                parts.push(Part::Text(Text::new(&before), place(from, self.at)));
                parts.push(Part::Hole(hole.clone()));
                from = self.at;
                continue;
            }
            match self.byte() {
                None => return Err(self.fault("a string does not end")),
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(0..=0x1f) => {
                    return Err(self.fault("a string holds a line break or control character"));
                }
                Some(_) => text.push_str(self.plain()),
            }
        }
        if parts.is_empty() {
            return Ok(Word::Text(text));
        }
        parts.push(Part::Text(Text::new(&text), place(from, self.at - 1)));
        Ok(Word::Parts(parts))
    }

    /// Takes the characters up to the next one that means something, or to the next hole.
    fn plain(&mut self) -> &'r str {
        let hole = self.input.holes.get(self.hole);
        let end = hole.map_or(self.input.text.len(), |(at, _)| *at);
        let rest = &self.input.text[self.at..end];
        let length = rest
            .find(|character: char| matches!(character, '"' | '\\' | '\0'..='\u{1f}'))
            .unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn escape(&mut self) -> Result<char, Refusal> {
        self.at += 1;
        if self.hole()?.is_some() {
            return Err(Refusal::Hole);
        }
        let character = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.fault("a backslash begins no escape that JSON knows")),
        };
        self.at += 1;
        Ok(character)
    }

    /// Half of a surrogate pair without the other becomes the replacement character.
    fn unicode_escape(&mut self) -> Result<char, Refusal> {
        let Some(first) = self.code_unit(self.at) else {
            return Err(self.fault("\\u must be followed by four hexadecimal digits"));
        };
        self.at += 5;
        if let Some(character) = char::from_u32(first.into()) {
            return Ok(character);
        }
        let text = self.input.text.as_bytes();
        if text.get(self.at) == Some(&b'\\')
            && let Some(second) = self.code_unit(self.at + 1)
            && let Some(Ok(character)) = char::decode_utf16([first, second]).next()
        {
            self.at += 6;
            return Ok(character);
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }

    /// The code unit of `u12ab` at an offset.
    fn code_unit(&self, at: usize) -> Option<u16> {
        let digits = self.input.text.get(at..at + 5)?.strip_prefix('u')?;
        let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        all.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    }
}

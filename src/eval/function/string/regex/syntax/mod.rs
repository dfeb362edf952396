//! Go's regular expressions in the words of Rust's: both match alike, but they are not written alike.
//!
//! The translation reads the whole syntax, so that it refuses what Go refuses (a look-ahead, `a**`, `\8`) and writes
//! nothing that only Rust knows (`\<`, `[a&&b]`, `\d` of other scripts than Latin).

mod class;
mod escape;

use std::fmt::Write as _;

use escape::Escape;

/// An expression as Rust's engine takes it.
pub(super) struct Translation {
    pub pattern: String,
    /// The name of each group, of which the first is the whole match.
    pub names: Vec<Option<String>>,
    /// Whether it matches alike only where all characters are ASCII.
    pub only_ascii: bool,
}

/// Why there is no translation.
pub(super) enum Trouble {
    /// It is no expression in Go either, for this reason.
    Invalid(String),
    /// It is one, but iaclint cannot have the same.
    Beyond,
}

impl Trouble {
    fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid(format!(
            "the regular expression is not valid: {}",
            message.into()
        ))
    }
}

/// Repetitions of repetitions may come to so many altogether.
const MAX_REPEAT: u32 = 1000;

/// Longer expressions are not translated, in bytes.
const MAX_LENGTH: usize = 1 << 14;

/// What a repetition operator would apply to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operand {
    /// Nothing: it is the first of its group.
    None,
    /// What was written last.
    Last,
    /// A repetition, which must not be repeated without a group around it.
    Repetition,
    /// What stands before something that is not repeated itself, such as `(?i)`.
    Before,
}

/// A group that is open.
struct Group {
    /// How many repetitions its content comes to.
    repeats: u32,
}

struct Translator<'p> {
    rest: &'p str,
    written: String,
    groups: Vec<Group>,
    names: Vec<Option<String>>,
    only_ascii: bool,
    operand: Operand,
    /// How many repetitions the operand comes to.
    repeats: u32,
}

pub(super) fn translate(pattern: &str) -> Result<Translation, Trouble> {
    if pattern.len() > MAX_LENGTH {
        return Err(Trouble::Beyond);
    }
    let mut translator = Translator {
        rest: pattern,
        written: String::new(),
        groups: vec![Group { repeats: 1 }],
        names: vec![None],
        only_ascii: false,
        operand: Operand::None,
        repeats: 1,
    };
    while let Some(character) = translator.next() {
        translator.step(character)?;
    }
    if translator.groups.len() > 1 {
        return Err(Trouble::invalid("a closing ) is missing"));
    }
    Ok(Translation {
        pattern: translator.written,
        names: translator.names,
        only_ascii: translator.only_ascii,
    })
}

impl<'p> Translator<'p> {
    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next()?;
        self.rest = characters.as_str();
        Some(next)
    }

    fn skip(&mut self, prefix: &str) -> bool {
        match self.rest.strip_prefix(prefix) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Everything up to `end`, which is skipped too.
    fn until(&mut self, end: &str) -> Option<&'p str> {
        let (before, after) = self.rest.split_once(end)?;
        self.rest = after;
        Some(before)
    }

    fn step(&mut self, character: char) -> Result<(), Trouble> {
        match character {
            '(' => self.open(),
            ')' => self.close(),
            '|' => {
                self.written.push('|');
                self.operand = Operand::None;
                Ok(())
            }
            '*' | '+' | '?' => self.repeat(&character.to_string(), None),
            '{' => match self.counts() {
                Some((text, counts)) => self.repeat(&text, Some(counts)),
                None => self.literal('{'),
            },
            '[' => {
                let class = class::class(self)?;
                self.atom(&class);
                Ok(())
            }
            '.' | '^' | '$' => {
                self.atom(character.encode_utf8(&mut [0; 4]));
                Ok(())
            }
            '\\' => self.backslash(),
            other => self.literal(other),
        }
    }

    fn atom(&mut self, text: &str) {
        self.written.push_str(text);
        self.operand = Operand::Last;
        self.repeats = 1;
    }

    #[allow(clippy::unnecessary_wraps, reason = "one of the steps, which may fail")]
    fn literal(&mut self, character: char) -> Result<(), Trouble> {
        let text = escape::written(character);
        self.atom(&text);
        Ok(())
    }

    fn backslash(&mut self) -> Result<(), Trouble> {
        if self.skip("Q") {
            let (text, rest) = self.rest.split_once("\\E").unwrap_or((self.rest, ""));
            self.rest = rest;
            if text.is_empty() && self.operand == Operand::Repetition {
                self.operand = Operand::Before;
            }
            return text
                .chars()
                .try_for_each(|character| self.literal(character));
        }
        let text = match escape::read(self)? {
            Escape::Character(character) => return self.literal(character),
            Escape::Class(class) => class.alone(),
            Escape::Start => r"\A".to_owned(),
            Escape::End => r"\z".to_owned(),
            Escape::Boundary => r"(?-u:\b)".to_owned(),
            Escape::NoBoundary => {
                self.only_ascii = true;
                r"\B".to_owned()
            }
        };
        self.atom(&text);
        Ok(())
    }

    /// A group after its `(`.
    fn open(&mut self) -> Result<(), Trouble> {
        if self.skip("?P<") || self.skip("?<") {
            let name = self.until(">").unwrap_or_default();
            let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            if name.is_empty() || !name.bytes().all(is_word) {
                return Err(Trouble::invalid("a group has no valid name"));
            }
            self.names.push(Some(name.to_owned()));
            self.written.push('(');
        } else if self.skip("?") {
            if !self.flags()? {
                return Ok(());
            }
        } else {
            self.names.push(None);
            self.written.push('(');
        }
        self.groups.push(Group { repeats: 1 });
        self.operand = Operand::None;
        Ok(())
    }

    /// The flags of `(?i)` or `(?i-s:`, and whether they open a group.
    fn flags(&mut self) -> Result<bool, Trouble> {
        let invalid =
            || Trouble::invalid("a group begins with (? and something that Go does not know");
        let mut set: Vec<(char, bool)> = Vec::new();
        let (mut is_on, mut is_complete) = (true, true);
        let opens = loop {
            match self.next() {
                Some(flag @ ('i' | 'm' | 's' | 'U')) => {
                    set.retain(|(other, _)| *other != flag);
                    set.push((flag, is_on));
                    is_complete = true;
                }
                Some('-') if is_on => (is_on, is_complete) = (false, false),
                Some(end @ (':' | ')')) if is_complete => break end == ':',
                _ => return Err(invalid()),
            }
        };
        let of = |wanted: bool| {
            let flags = set.iter().filter(move |(_, is_on)| *is_on == wanted);
            flags.map(|(flag, _)| *flag).collect::<String>()
        };
        let (on, off) = (of(true), of(false));
        let minus = if off.is_empty() { "" } else { "-" };
        if opens {
            let _ = write!(self.written, "(?{on}{minus}{off}:");
        } else {
            if !set.is_empty() {
                let _ = write!(self.written, "(?{on}{minus}{off})");
            }
            if self.operand != Operand::None {
                self.operand = Operand::Before;
            }
        }
        Ok(opens)
    }

    fn close(&mut self) -> Result<(), Trouble> {
        let group = self.groups.pop();
        let Some((group, outer)) = group.zip(self.groups.last_mut()) else {
            return Err(Trouble::invalid("a ) closes nothing"));
        };
        outer.repeats = outer.repeats.max(group.repeats);
        self.written.push(')');
        self.operand = Operand::Last;
        self.repeats = group.repeats;
        Ok(())
    }

    /// A repetition after its operator, which is `text`.
    fn repeat(&mut self, text: &str, counts: Option<(u32, Option<u32>)>) -> Result<(), Trouble> {
        match self.operand {
            Operand::None => {
                return Err(Trouble::invalid(format!("nothing stands before {text}")));
            }
            Operand::Repetition => {
                return Err(Trouble::invalid(format!(
                    "{text} repeats a repetition without a group around it"
                )));
            }
            Operand::Before => return Err(Trouble::Beyond),
            Operand::Last => {}
        }
        if let Some((least, most)) = counts {
            let product = self.repeats.saturating_mul(most.unwrap_or(least));
            let is_reversed = most.is_some_and(|most| least > most);
            if is_reversed || least > MAX_REPEAT || product > MAX_REPEAT {
                return Err(Trouble::invalid(format!(
                    "{text} repeats too often, or never"
                )));
            }
            self.repeats = product.max(1);
        }
        if let Some(group) = self.groups.last_mut() {
            group.repeats = group.repeats.max(self.repeats);
        }
        self.written.push_str(text);
        if self.skip("?") {
            self.written.push('?');
        }
        self.operand = Operand::Repetition;
        Ok(())
    }

    /// The counts of `{2}`, `{2,}` and `{2,3}` after the brace, and all of it as Rust takes it. Anything else is no
    /// repetition, but a brace.
    fn counts(&mut self) -> Option<(String, (u32, Option<u32>))> {
        let (inside, rest) = self.rest.split_once('}')?;
        let number = |text: &str| -> Option<u32> {
            let is_number = !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_digit())
                && (text.len() == 1 || !text.starts_with('0'));
            is_number.then(|| text.parse().unwrap_or(u32::MAX))
        };
        let (least, most) = match inside.split_once(',') {
            None => {
                let count = number(inside)?;
                (count, Some(count))
            }
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        self.rest = rest;
        Some((format!("{{{inside}}}"), (least, most)))
    }
}

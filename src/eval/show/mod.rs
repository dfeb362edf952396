//! Values as text, for people: known values as Terraform's language writes them, others in angle brackets.

mod lines;

use std::fmt::Write as _;

use super::map::Map;
use super::unknown::{Encoding, Part, Shape, Symbol, Unknown};
use super::value::{Kind, Value};

pub use lines::show_lines;

/// What may be chosen about how a value is shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style<'s> {
    /// The stack that is talked of: attributes of another one are told with its name.
    pub stack: Option<&'s str>,
    /// Whether sensitive values are shown.
    pub show_sensitive: bool,
}

/// A value on one line. What is not known stands in angle brackets: the attribute that it is, or why it is not known.
pub fn show(value: &Value) -> String {
    show_line(value, Style::default())
}

/// The same in a style.
pub fn show_line(value: &Value, style: Style<'_>) -> String {
    let mut line = Line::new(style, usize::MAX);
    line.value(value);
    line.text
}

/// A value that is being written on one line.
struct Line<'s> {
    text: String,
    style: Style<'s>,
    /// In bytes; nothing is added to what is longer already.
    limit: usize,
}

impl<'s> Line<'s> {
    fn new(style: Style<'s>, limit: usize) -> Self {
        Self {
            text: String::new(),
            style,
            limit,
        }
    }

    fn value(&mut self, value: &Value) {
        if self.text.len() > self.limit {
            return;
        }
        if value.marks.sensitive && !self.style.show_sensitive {
            self.text.push_str(SENSITIVE);
            return;
        }
        match &value.kind {
            Kind::Null(_) => self.text.push_str("null"),
            Kind::Bool(flag) => self.text.push_str(if *flag { "true" } else { "false" }),
            Kind::Number(number) => self.text.push_str(&number.to_string()),
            Kind::String(string) => write_string(string.as_str(), &mut self.text),
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                self.items(items, "");
            }
            Kind::Map(_, entries) | Kind::Object(entries) => self.entries(entries, ""),
            Kind::Unknown(unknown) => self.unknown(unknown),
        }
    }

    fn items(&mut self, items: &[Value], rest: &str) {
        self.text.push('[');
        for (at, item) in items.iter().enumerate() {
            if self.text.len() > self.limit {
                return;
            }
            if at > 0 {
                self.text.push_str(", ");
            }
            self.value(item);
        }
        self.text.push_str(rest);
        self.text.push(']');
    }

    fn entries(&mut self, entries: &Map, rest: &str) {
        if entries.is_empty() && rest.is_empty() {
            self.text.push_str("{}");
            return;
        }
        self.text.push_str("{ ");
        for (at, (name, entry)) in entries.iter().enumerate() {
            if self.text.len() > self.limit {
                return;
            }
            if at > 0 {
                self.text.push_str(", ");
            }
            write_name(name, &mut self.text);
            self.text.push_str(" = ");
            self.value(entry);
        }
        self.text.push_str(rest);
        self.text.push_str(" }");
    }

    fn symbol(&mut self, symbol: &Symbol) {
        let stack = &*symbol.owner.stack;
        let _ = match self.style.stack {
            Some(own) if own != stack => write!(self.text, "<{symbol} of {stack}>"),
            _ => write!(self.text, "<{symbol}>"),
        };
    }

    fn unknown(&mut self, unknown: &Unknown) {
        match &unknown.shape {
            Shape::Symbol(symbol) => self.symbol(symbol),
            Shape::Template(parts) => self.template(parts),
            Shape::Encoded(encoding, inner) => {
                self.text.push_str(function_of(*encoding));
                self.text.push('(');
                self.value(inner);
                self.text.push(')');
            }
            Shape::Choice(alternatives) if unknown.is_late && alternatives.len() == 1 => {
                self.value(&alternatives[0]);
            }
            Shape::Choice(alternatives) => {
                self.text.push('<');
                for (at, alternative) in alternatives.iter().enumerate() {
                    if at > 0 {
                        self.text.push_str(" | ");
                    }
                    self.value(alternative);
                }
                self.text.push('>');
            }
            Shape::Open { known, each } => {
                self.text.push('[');
                for item in known.iter() {
                    self.value(item);
                    self.text.push_str(", ");
                }
                self.value(each);
                self.text.push_str("…]");
            }
            Shape::Entries { known, each } => {
                self.text.push_str("{… = ");
                for item in known.iter() {
                    self.value(item);
                    self.text.push_str(", … = ");
                }
                self.value(each);
                self.text.push('}');
            }
            Shape::Partial(entries) | Shape::Resource { known: entries, .. } => {
                self.entries(entries, " …");
            }
            Shape::Folder(folder) => {
                let _ = write!(self.text, "<absolute path of {folder}/>");
            }
            Shape::Opaque => {
                let _ = write!(self.text, "<{}: {}>", unknown.ty, unknown.cause);
            }
        }
    }

    fn template(&mut self, parts: &[Part]) {
        self.text.push('"');
        for part in parts {
            match part {
                Part::Text(known, _) => {
                    let mut quoted = String::new();
                    write_string(known.as_str(), &mut quoted);
                    self.text.push_str(&quoted[1..quoted.len() - 1]);
                }
                Part::Hole(hole) => self.value(hole),
            }
        }
        self.text.push('"');
    }
}

/// What stands for a sensitive value, as in Terraform.
const SENSITIVE: &str = "(sensitive value)";

fn function_of(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Json => "jsonencode",
        Encoding::Yaml => "yamlencode",
        Encoding::Base64 => "base64encode",
    }
}

/// The key of an entry, in quotes where it must have some.
fn write_name(name: &str, text: &mut String) {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if is_plain {
        text.push_str(name);
    } else {
        write_string(name, text);
    }
}

/// Quoted, with the escapes of the language.
fn write_string(string: &str, text: &mut String) {
    text.push('"');
    let mut rest = string.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '$' | '%' if rest.peek() == Some(&'{') => {
                text.push(c);
                text.push(c);
            }
            c if c.is_control() => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

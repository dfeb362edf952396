//! YAML as Terraform's `yamldecode` takes it, from the events of the parser beneath.

mod build;
mod scalar;
mod stricter;
mod terraform;

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScanError};

use super::{DataError, Key, Kind, Node};
use crate::source::{FileId, Span};
use build::Builder;

/// Reads every document of a YAML text, with the place of every key and value in `text`, which is the text of
/// `file`. An empty text has no documents. (`yamldecode` takes one document only.)
///
/// Aliases are copied as Terraform copies them, up to a bound: a few hundred bytes can stand for gigabytes.
///
/// A timestamp and a block are the text that is written; see [`parse_yaml_for_terraform`].
pub fn parse_yaml(file: FileId, text: &str) -> Result<Vec<Node>, DataError> {
    parse(file, text, false)
}

/// As [`parse_yaml`], but with what `yamldecode` makes of timestamps: `2012-10-17` without quotes becomes
/// `2012-10-17T00:00:00Z`. A block that Terraform does not take for its text, such as an empty one, is refused.
pub fn parse_yaml_for_terraform(file: FileId, text: &str) -> Result<Vec<Node>, DataError> {
    parse(file, text, true)
}

fn parse(file: FileId, text: &str, for_terraform: bool) -> Result<Vec<Node>, DataError> {
    // A mark of the byte order is no part of the text.
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let moved = |span: Span| {
        let range = span.range();
        Span::new(span.file, range.start + skipped, range.end + skipped)
    };
    match parse_body(file, body, for_terraform) {
        Ok(documents) if skipped > 0 => {
            let documents = documents.into_iter();
            Ok(documents.map(|node| place(node, &moved)).collect())
        }
        Ok(documents) => Ok(documents),
        Err(error) => Err(DataError {
            span: moved(error.span),
            ..error
        }),
    }
}

/// A value with all its places moved.
fn place(node: Node, moved: &impl Fn(Span) -> Span) -> Node {
    let kind = match node.kind {
        Kind::Sequence(elements) => {
            let elements = elements.into_iter();
            Kind::Sequence(elements.map(|node| place(node, moved)).collect())
        }
        Kind::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                let span = moved(key.span);
                (Key { span, ..key }, place(value, moved))
            });
            Kind::Mapping(entries.collect())
        }
        kind => kind,
    };
    Node {
        kind,
        span: moved(node.span),
    }
}

fn parse_body(file: FileId, text: &str, for_terraform: bool) -> Result<Vec<Node>, DataError> {
    refuse_controls(file, text)?;
    stricter::refuse_beginning(file, text)?;
    let offsets = Offsets::new(text);
    let mut spaced = Cow::Borrowed(text);
    for _ in 0..MAX_TABS {
        let builder = Builder::new(file, text, for_terraform);
        match build(builder, &spaced, &offsets) {
            Ok(documents) => return Ok(documents),
            Err(Failure::Data(error)) => return Err(error),
            Err(Failure::Scan(error)) => {
                match tabs_after_colon(text, offsets.byte(error.marker().index())) {
                    Some(tabs) if spaced[tabs.clone()].starts_with('\t') => {
                        spaced
                            .to_mut()
                            .replace_range(tabs.clone(), &" ".repeat(tabs.len()));
                    }
                    _ => return Err(explain(file, text, &offsets, &error)),
                }
            }
        }
    }
    let help = "separate keys and values by a space";
    Err(DataError::new(
        Span::file_start(file),
        "too many tabs stand after colons",
        help,
    ))
}

/// How many places of tabs after a colon are forgiven; each costs another reading.
const MAX_TABS: usize = 64;

enum Failure {
    Data(DataError),
    Scan(ScanError),
}

/// Reads `spaced`, which is the builder's text with some tabs made spaces.
fn build(
    mut builder: Builder<'_>,
    spaced: &str,
    offsets: &Offsets<'_>,
) -> Result<Vec<Node>, Failure> {
    let mut parser = Parser::new_from_str(spaced);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(Failure::Scan)?;
        let start = offsets.byte(span.start.index());
        let end = offsets.byte(span.end.index()).max(start);
        if matches!(event, Event::StreamEnd) {
            break;
        }
        builder.event(event, start, end).map_err(Failure::Data)?;
    }
    Ok(builder.documents)
}

/// The tabs between a colon and `at`. Terraform takes `key:<tab>value`, the parser beneath does not.
fn tabs_after_colon(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let before = &text[..at];
    let colon = before.trim_end_matches('\t').len();
    (colon < at && text[..colon].ends_with(':')).then_some(colon..at)
}

/// Terraform refuses them anywhere, even in comments.
fn refuse_controls(file: FileId, text: &str) -> Result<(), DataError> {
    let allowed = |c: char| {
        matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{7e}' | '\u{85}' | '\u{a0}'..='\u{fffd}')
            || c >= '\u{10000}'
    };
    match text
        .char_indices()
        .find(|(_, character)| !allowed(*character))
    {
        None => Ok(()),
        Some((at, character)) => {
            let span = Span::new(file, at, at + character.len_utf8());
            let message = format!(
                "YAML allows no control characters, and this is U+{:04X}",
                u32::from(character)
            );
            Err(DataError::new(
                span,
                message,
                "remove it, or write it as an escape in double quotes",
            ))
        }
    }
}

/// From the parser's count of characters to bytes.
struct Offsets<'a> {
    text: &'a str,
    /// The byte offset of every 64th character; empty for ASCII, where characters are bytes.
    marks: Vec<usize>,
}

const STEP: usize = 64;

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .step_by(STEP)
                .map(|(at, _)| at)
                .collect()
        };
        Self { text, marks }
    }

    fn byte(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return character.min(self.text.len());
        }
        let Some(mark) = self.marks.get(character / STEP) else {
            return self.text.len();
        };
        let rest = &self.text[*mark..];
        rest.char_indices()
            .nth(character % STEP)
            .map_or(self.text.len(), |(at, _)| mark + at)
    }
}

/// Faults of the parser beneath that Terraform's reader, of YAML 1.1, may not find: how far lists in brackets and quoted
/// strings are indented, a space before a comment, a lone hyphen in brackets, a bound on nesting.
const STRICTER: [&str; 4] = [
    "invalid indentation",
    "comments must be separated",
    "plain scalar cannot start with",
    NESTING,
];

/// What the parser beneath says where it nests no deeper.
const NESTING: &str = "recursion limit exceeded";

fn explain(file: FileId, text: &str, offsets: &Offsets<'_>, error: &ScanError) -> DataError {
    let start = offsets.byte(error.marker().index());
    let width = text[start..]
        .chars()
        .next()
        .filter(|c| *c != '\n')
        .map_or(0, char::len_utf8);
    let span = Span::new(file, start, start + width);
    if text[start..].starts_with('\t') || text[..start].ends_with('\t') {
        let help = "indent with spaces; YAML allows no tabs there";
        return DataError::new(span, "a tab stands where YAML expects spaces", help);
    }
    let message = format!("this is not valid YAML: {}", error.info());
    let help = "look at this line and the one before it: indentation, colons, quotes and brackets";
    DataError {
        is_bound: error.info().contains(NESTING),
        is_uncertain: STRICTER.iter().any(|rule| error.info().contains(rule)),
        ..DataError::new(span, message, help)
    }
}

#[cfg(test)]
mod tests;

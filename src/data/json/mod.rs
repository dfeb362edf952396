//! JSON as Terraform's `jsondecode` takes it: strict, no comments, the last of two equal keys wins.

mod words;

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::{Range, Ranged as _};
use jsonc_parser::errors::{ParseError, ParseErrorKind as Fault};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{DataError, Key, Kind, MAX_DEPTH, Node};
use crate::source::{FileId, Span};
use words::words;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads one JSON value, with the place of every key and value in `text`, which is the text of `file`.
pub fn parse_json(file: FileId, text: &str) -> Result<Node, DataError> {
    parse_json_reach(file, text).map_err(|(error, _)| error)
}

/// As [`parse_json`]; an error comes with the offset up to which the text was looked at.
pub(super) fn parse_json_reach(file: FileId, text: &str) -> Result<Node, (DataError, usize)> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT);
    let parsed = parsed.map_err(|error| (explain(file, text, &error), error.range().end))?;
    let Some(value) = parsed.value else {
        let span = Span::file_start(file);
        let help = "write a JSON value, such as `{}`";
        return Err((DataError::new(span, "the file is empty", help), text.len()));
    };
    let tree = refuse_odd_spaces(file, text).and_then(|()| lower(file, text, value, 0));
    tree.map_err(|error| {
        let reach = error.span.end as usize;
        (error, reach)
    })
}

/// The scanner skips every kind of space that Unicode knows; JSON has four of them. The text is known to parse.
fn refuse_odd_spaces(file: FileId, text: &str) -> Result<(), DataError> {
    let (mut inside, mut escaped) = (false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if inside => escaped = true,
            '"' => inside = !inside,
            ' ' | '\t' | '\r' | '\n' => {}
            _ if !inside && character.is_whitespace() => {
                let span = Span::new(file, at, at + character.len_utf8());
                let message = format!(
                    "the character U+{:04X} stands between the values",
                    u32::from(character)
                );
                return Err(DataError::new(
                    span,
                    message,
                    "write a plain space; it often comes with copied text",
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

fn lower(file: FileId, text: &str, value: Value<'_>, depth: usize) -> Result<Node, DataError> {
    let Range { start, end } = value.range();
    let span = Span::new(file, start, end);
    if depth > MAX_DEPTH {
        return Err(DataError::too_deep(Span::new(file, start, start + 1)));
    }
    let kind = match value {
        Value::NullKeyword(_) => Kind::Null,
        Value::BooleanLit(literal) => Kind::Bool(literal.value),
        Value::NumberLit(literal) if is_number(literal.value) => {
            Kind::Number(literal.value.to_owned())
        }
        Value::NumberLit(_) => return Err(bad_number(span)),
        Value::StringLit(literal) => {
            refuse_controls(file, text, literal.range)?;
            Kind::String(literal.value.into_owned())
        }
        Value::Array(array) => Kind::Sequence(
            array
                .elements
                .into_iter()
                .map(|element| lower(file, text, element, depth + 1))
                .collect::<Result<_, _>>()?,
        ),
        Value::Object(object) => {
            let mut entries = Vec::with_capacity(object.properties.len());
            for property in object.properties {
                let Range { start, end } = property.name.range();
                refuse_controls(file, text, property.name.range())?;
                let name = match property.name {
                    ObjectPropName::String(literal) => literal.value.into_owned(),
                    ObjectPropName::Word(word) => word.value.to_owned(),
                };
                let key = Key {
                    text: name,
                    span: Span::new(file, start, end),
                    partial: false,
                    merged: false,
                };
                entries.push((key, lower(file, text, property.value, depth + 1)?));
            }
            Kind::Mapping(entries)
        }
    };
    Ok(Node { kind, span })
}

/// Whether the text is a number by JSON's grammar; the scanner beneath is more generous.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}

fn bad_number(span: Span) -> DataError {
    DataError::new(
        span,
        "this is not a number in JSON",
        "write it without a leading zero, with digits on both sides of a point, or in quotes as a string",
    )
}

fn refuse_controls(file: FileId, text: &str, range: Range) -> Result<(), DataError> {
    let inside = text.get(range.start..range.end).unwrap_or_default();
    match inside.bytes().position(|byte| byte < 0x20) {
        None => Ok(()),
        Some(at) => Err(DataError::new(
            Span::new(file, range.start + at, range.start + at + 1),
            "a string in JSON cannot hold a line break, a tab or another control character",
            "write it as an escape, such as `\\n` or `\\t`, or close the string before it",
        )),
    }
}

fn explain(file: FileId, text: &str, error: &ParseError) -> DataError {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let at = error.range().start;
    if matches!(error.kind(), Fault::ExpectedComma) && at > 0 {
        // `012` reads as two numbers, but nobody forgot a comma there.
        let bytes = text.as_bytes();
        if digit(bytes.get(at - 1)) && digit(bytes.get(at)) {
            let more = bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            return bad_number(Span::new(file, at - 1, at + more));
        }
    }
    let word = text[at.min(text.len())..].starts_with(|c: char| c.is_alphabetic());
    let kind = match error.kind() {
        Fault::UnexpectedToken if word => &Fault::UnexpectedWord,
        kind => kind,
    };
    if matches!(kind, Fault::NestingDepthExceeded) {
        return DataError::too_deep(Span::new(file, at, at));
    }
    let (message, help) = words(kind);
    let (start, end) = (
        error.range().start.min(text.len()),
        error.range().end.min(text.len()),
    );
    // A fault that reaches to the end of the file is shown where it begins.
    let first = text[start..].chars().next().map_or(0, char::len_utf8);
    let end = if text[start..end.max(start)].contains('\n') {
        start + first
    } else {
        end
    };
    DataError::new(Span::new(file, start, end), message, help)
}

#[cfg(test)]
mod tests {
    use super::parse_json;
    use crate::data::{Kind, Node};
    use crate::source::FileId;

    fn read(text: &str) -> Result<Node, super::DataError> {
        parse_json(FileId(0), text)
    }

    /// The message, the text it marks, and the place where that begins.
    fn fault(text: &str) -> (String, String, u32) {
        let error = read(text).unwrap_err();
        (
            error.message,
            text[error.span.range()].to_owned(),
            error.span.start,
        )
    }

    #[test]
    fn every_key_and_value_has_its_bytes() {
        let text = "{\n  \"é\": [1.5e3, true, null, \"a\\u00e9\"]\n}\n";
        let node = read(text).unwrap();
        assert_eq!(&text[node.span.range()], text.trim_end());
        let (key, list) = node.entry("é").unwrap();
        assert_eq!(&text[key.span.range()], "\"é\"");
        let parts: Vec<_> = list
            .elements()
            .iter()
            .map(|node| &text[node.span.range()])
            .collect();
        assert_eq!(parts, ["1.5e3", "true", "null", "\"a\\u00e9\""]);
        assert_eq!(list.elements()[0].kind, Kind::Number("1.5e3".into()));
        assert_eq!(list.elements()[3].as_str(), Some("aé"));
    }

    /// Each was given to `jsondecode` of Terraform 1.11.4, which refuses the first list and takes the second.
    #[test]
    fn terraform_and_we_refuse_the_same_texts() {
        let refused = [
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "+1",
            "\"\t\"",
            "\"\\x41\"",
            "[1,]",
            "// c\n1",
            "'a'",
            "{a:1}",
            "NaN",
            "0x1F",
            "",
            "1 2",
            "\"\0\"",
            "[1 2]",
            "tru",
            "\"a\nb\"",
            "\"\\u12\"",
            "{\"a\" 1}",
            "-01",
            "1.5e+",
            "nul",
            "\u{a0}1",
        ];
        for text in refused {
            assert!(read(text).is_err(), "{text:?}");
        }
        for text in [
            "{\"a\":1,\"a\":2}",
            "1E5",
            "1e999",
            "-0",
            "true ",
            "\"\u{7f}\"",
            "\"\\ud83d\\ude00\"",
        ] {
            assert!(read(text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn faults_say_what_is_wrong_where_it_is() {
        let at = |text: &str, message: &str, marked: &str, start: u32| {
            assert_eq!(
                fault(text),
                (message.into(), marked.into(), start),
                "{text:?}"
            );
        };
        at("", "the file is empty", "", 0);
        at("{\"a\": 1,}", "a comma before the closing bracket", ",", 7);
        at("[1 2]", "a comma is missing here", "", 2);
        at(
            "{} {}",
            "there is more text after the end of the JSON value",
            "{",
            3,
        );
        at("[1, // x\n2]", "JSON has no comments", "// x", 4);
        at("{a: 1}", "a key in double quotes is expected here", "a", 1);
        at("[012]", "this is not a number in JSON", "012", 1);
        at("[yes]", "this word is no JSON value", "yes", 1);
        at("{\"a\": }", "a value is expected here", "}", 6);
        at(
            "[1,\u{a0}2]",
            "the character U+00A0 stands between the values",
            "\u{a0}",
            3,
        );
        let (message, _, start) = fault("[\n  \"a\n]");
        assert_eq!(
            (message.as_str(), start),
            ("the string that begins here has no end", 4)
        );
        let (message, _, start) = fault("{\n \"a\": [1\n");
        assert_eq!(
            (message.as_str(), start),
            ("the list that begins here has no end", 8)
        );
    }

    #[test]
    fn deep_nesting_is_refused_without_a_crash() {
        let ok = format!("{}{}", "[".repeat(128), "]".repeat(128));
        assert!(read(&ok).is_ok());
        for depth in [200, 600, 100_000] {
            let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            assert!(
                fault(&text).0.starts_with("nested more than 128"),
                "{depth}"
            );
            let text = "{\"a\":".repeat(depth);
            assert!(read(&text).is_err());
        }
    }
}

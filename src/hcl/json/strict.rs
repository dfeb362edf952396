//! Strict JSON from jsonc-parser, which also reads several dialects.

use std::borrow::Cow;

use jsonc_parser::ast::Value;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::hcl::SyntaxError;
use crate::source::{FileId, Span};

/// Why a text is not JSON.
pub(super) struct Fault {
    start: usize,
    end: usize,
    message: String,
    help: &'static str,
}

impl Fault {
    pub(super) fn into_error(self, file: FileId, text: &str) -> SyntaxError {
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        SyntaxError {
            span: Span::new(file, floor(self.start), floor(self.end)),
            message: self.message,
            help: self.help.to_owned(),
            related: Vec::new(),
        }
    }
}

/// The value of a text in JSON as Terraform reads it.
pub(super) fn parse(text: &str) -> Result<Value<'_>, Fault> {
    let options = ParseOptions {
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
    if let Some(fault) = beyond_json(text) {
        return Err(fault);
    }
    match parse_to_ast(text, &CollectOptions::default(), &options) {
        Ok(result) => result.value.ok_or_else(|| Fault {
            start: 0,
            end: text.len(),
            message: "the file is empty, which is not JSON".to_owned(),
            help: "write `{}` for a file without content",
        }),
        Err(error) => {
            let range = error.range();
            let help = match error.kind() {
                ParseErrorKind::CommentsNotAllowed => {
                    "JSON has no comments; use a property with the name `//`"
                }
                ParseErrorKind::TrailingCommasNotAllowed => "remove the comma after the last item",
                ParseErrorKind::SingleQuotedStringsNotAllowed => "use double quotes",
                ParseErrorKind::NestingDepthExceeded => "iaclint reads up to 64 levels",
                _ => "correct the JSON; an editor or `jq` shows the same place",
            };
            Err(Fault {
                start: range.start,
                // A missing comma has no width; show what follows it.
                end: range.end.max(range.start + 1),
                message: format!(
                    "this is not valid JSON: {}",
                    lower_first(&error.kind().to_string())
                ),
                help,
            })
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// What jsonc-parser accepts in any setting: control characters in strings, and white space that JSON lacks.
fn beyond_json(text: &str) -> Option<Fault> {
    let mut in_string = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        let wrong = if in_string {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            c < ' '
        } else {
            in_string = c == '"';
            (c < ' ' && !matches!(c, '\n' | '\r' | '\t')) || (c >= '\u{7f}' && c.is_whitespace())
        };
        if wrong {
            let what = if in_string { "a string" } else { "JSON" };
            return Some(Fault {
                start: at,
                end: at + c.len_utf8(),
                message: format!("this is not valid JSON: {what} cannot hold {c:?} as it is"),
                help: "in a string write an escape such as `\\n`; elsewhere remove it",
            });
        }
    }
    None
}

/// The text with every half of a surrogate pair that has no other half written as U+FFFD, which is what
/// Terraform makes of it and jsonc-parser refuses. The length stays the same.
pub(super) fn without_lone_surrogates(text: &str) -> Cow<'_, str> {
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut changed = text.to_owned();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match (surrogate(text, at), surrogate(text, at + 6)) {
            (Some(true), Some(false)) => at += 12,
            (Some(_), _) => {
                changed.replace_range(at..at + 6, "\\ufffd");
                at += 6;
            }
            (None, _) => at += 2,
        }
    }
    Cow::Owned(changed)
}

/// Whether at an offset an escape for half a surrogate pair stands, and whether it is the first half.
fn surrogate(text: &str, at: usize) -> Option<bool> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    match u32::from_str_radix(digits, 16).ok()? {
        0xD800..=0xDBFF => Some(true),
        0xDC00..=0xDFFF => Some(false),
        _ => None,
    }
}

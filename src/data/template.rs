//! JSON that `templatefile` fills in: every `${…}` is a hole of the tree.
//!
//! The holes are blanked byte for byte before the JSON is read, so that every place stays the file's own.

use std::ops::Range;

use super::json::parse_json_reach;
use super::{DataError, Kind, Node};
use crate::source::{FileId, Span};

/// What can be said of a template without its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Template {
    /// The tree, whatever the holes are filled with.
    Tree(Node),
    /// Its shape depends on values.
    Undetermined {
        /// What it depends on.
        span: Span,
        /// Why, as a sentence without a full stop.
        reason: String,
    },
}

struct Hole {
    range: Range<usize>,
    /// Part of a string rather than a value of its own.
    in_string: bool,
}

/// Reads a JSON template. A hole inside a string makes it [`Kind::Partial`], one that stands for a value is
/// [`Kind::Hole`]. Text after a hole that stands for a value may be completed by it, so that only what is
/// wrong before the first one is surely an error.
pub fn parse_template_json(file: FileId, text: &str) -> Result<Template, DataError> {
    let holes = match find_holes(file, text)? {
        Found::Holes(holes) => holes,
        Found::Directive(range) => {
            let span = Span::new(file, range.start, range.end);
            let reason = "a `%{ … }` directive decides which parts of the file remain".to_owned();
            return Ok(Template::Undetermined { span, reason });
        }
    };
    let blanked = blank(text, &holes);
    match parse_json_reach(file, &blanked) {
        Ok(mut node) => {
            restore(&mut node, text, &holes);
            Ok(Template::Tree(node))
        }
        Err((error, reach)) => match holes.iter().find(|hole| !hole.in_string) {
            Some(hole) if reach > hole.range.start => {
                let span = Span::new(file, hole.range.start, hole.range.end);
                let reason = "the file is JSON only if this value completes it".to_owned();
                Ok(Template::Undetermined { span, reason })
            }
            _ => Err(error),
        },
    }
}

enum Found {
    Holes(Vec<Hole>),
    Directive(Range<usize>),
}

fn find_holes(file: FileId, text: &str) -> Result<Found, DataError> {
    let bytes = text.as_bytes();
    let mut holes = Vec::new();
    let (mut at, mut in_string) = (0, false);
    // The first directive of this string that is still open, and how many are.
    let mut open: (usize, Range<usize>) = (0, 0..0);
    while at < bytes.len() {
        let doubled = |mark: u8| bytes[at] == mark && bytes[at + 1..].starts_with(&[mark, b'{']);
        match bytes[at] {
            b'$' | b'%' if doubled(bytes[at]) => at += 3,
            b'$' | b'%' if bytes.get(at + 1) == Some(&b'{') => {
                let Some(end) = end_of_sequence(bytes, at + 2) else {
                    let span = Span::new(file, at, at + 2);
                    let help = "close it with `}`, or write `$${` for the characters themselves";
                    return Err(DataError::new(
                        span,
                        "the template sequence that begins here has no end",
                        help,
                    ));
                };
                if bytes[at] == b'%' {
                    let step = directive_step(&text[at + 2..end - 1]);
                    if !in_string || (step < 0 && open.0 == 0) {
                        return Ok(Found::Directive(at..end));
                    }
                    if open.0 == 0 {
                        open.1 = at..end;
                    }
                    open.0 = open.0.saturating_add_signed(step);
                }
                holes.push(Hole {
                    range: at..end,
                    in_string,
                });
                at = end;
            }
            b'\\' if in_string => at += 2,
            b'"' => {
                in_string = !in_string;
                if !in_string && open.0 > 0 {
                    return Ok(Found::Directive(open.1));
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    Ok(Found::Holes(holes))
}

/// How a directive changes the number of open ones: `if` and `for` open, `endif` and `endfor` close.
fn directive_step(content: &str) -> isize {
    let content = content.trim_start_matches('~').trim_start();
    let word: String = content
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    match word.as_str() {
        "if" | "for" => 1,
        "endif" | "endfor" => -1,
        _ => 0,
    }
}

/// The offset after the `}` that closes the sequence whose content begins at `at`. Strings in it may hold
/// braces, and sequences of their own.
fn end_of_sequence(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut inside_string = vec![false];
    while let Some(byte) = bytes.get(at) {
        let in_string = *inside_string.last()?;
        match byte {
            b'\\' if in_string => at += 1,
            b'$' | b'%' if in_string && bytes.get(at + 1) == Some(&b'{') => {
                inside_string.push(false);
                at += 1;
            }
            b'"' if in_string => {
                inside_string.pop();
            }
            b'"' => inside_string.push(true),
            b'{' if !in_string => inside_string.push(false),
            b'}' if !in_string => {
                inside_string.pop();
                if inside_string.is_empty() {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The text with each hole overwritten by as many bytes: letters in a string, the number 0 and spaces elsewhere.
fn blank(text: &str, holes: &[Hole]) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut done = 0;
    for hole in holes {
        blanked.push_str(&text[done..hole.range.start]);
        let length = hole.range.len();
        if hole.in_string {
            blanked.push_str(&"x".repeat(length));
        } else {
            // Two holes side by side are one value.
            let continues = done == hole.range.start && blanked.ends_with([' ', '0']) && done > 0;
            blanked.push(if continues { ' ' } else { '0' });
            blanked.push_str(&" ".repeat(length - 1));
        }
        done = hole.range.end;
    }
    blanked.push_str(&text[done..]);
    blanked
}

fn restore(node: &mut Node, text: &str, holes: &[Hole]) {
    match &mut node.kind {
        Kind::Number(_) if touches(node.span, holes) => node.kind = Kind::Hole,
        Kind::String(value) => match restored(node.span, value, text, holes) {
            Some(partial) => node.kind = Kind::Partial(partial),
            None => unescape(value),
        },
        Kind::Sequence(elements) => elements
            .iter_mut()
            .for_each(|element| restore(element, text, holes)),
        Kind::Mapping(entries) => {
            for (key, value) in entries {
                match restored(key.span, &key.text, text, holes) {
                    Some(partial) => (key.text, key.partial) = (partial, true),
                    None => unescape(&mut key.text),
                }
                restore(value, text, holes);
            }
        }
        _ => {}
    }
}

/// The source between the quotes, if a hole is part of it.
fn restored(span: Span, value: &str, text: &str, holes: &[Hole]) -> Option<String> {
    let range = span.range();
    let inside = text
        .get(range.start + 1..range.end.saturating_sub(1))
        .unwrap_or(value);
    touches(span, holes).then(|| inside.to_owned())
}

fn touches(span: Span, holes: &[Hole]) -> bool {
    let range = span.range();
    let first = holes.partition_point(|hole| hole.range.end <= range.start);
    holes
        .get(first)
        .is_some_and(|hole| hole.range.start < range.end)
}

/// `$${` and `%%{` are how a template writes `${` and `%{`.
fn unescape(text: &mut String) {
    if text.contains('{') && (text.contains("$${") || text.contains("%%{")) {
        *text = text.replace("$${", "${").replace("%%{", "%{");
    }
}

#[cfg(test)]
mod tests {
    use super::{Template, parse_template_json};
    use crate::data::{Kind, Node};
    use crate::source::FileId;

    fn tree(text: &str) -> Node {
        match parse_template_json(FileId(0), text) {
            Ok(Template::Tree(node)) => node,
            other => panic!("{text:?}: {other:?}"),
        }
    }

    /// What the shape of the file depends on.
    fn undetermined(text: &str) -> String {
        match parse_template_json(FileId(0), text) {
            Ok(Template::Undetermined { span, .. }) => text[span.range()].to_owned(),
            other => panic!("{text:?}: {other:?}"),
        }
    }

    #[test]
    fn holes_are_values_or_parts_of_strings_and_places_stay() {
        let text = "{\"image\": \"${repo[\"a}\"]}:${tag}\",\n \"cpu\": ${cpu}, \"${key}\": [${join(\",\", [for p in ps : \"${p}\"])}, 1]}";
        let node = tree(text);
        let image = node.get("image").unwrap();
        assert_eq!(image.kind, Kind::Partial("${repo[\"a}\"]}:${tag}".into()));
        assert_eq!(&text[image.span.range()], "\"${repo[\"a}\"]}:${tag}\"");
        assert_eq!(node.get("cpu").unwrap().kind, Kind::Hole);
        let (key, list) = node.entry("${key}").unwrap();
        assert!(key.partial);
        assert_eq!(list.elements()[0].kind, Kind::Hole);
        assert_eq!(&text[list.elements()[1].span.range()], "1");
        assert!(node.has_hole());
    }

    #[test]
    fn doubled_marks_are_the_characters_themselves() {
        let node = tree(r#"{"a": "$${HOME} %%{x}", "b": 1}"#);
        assert_eq!(node.get("a").unwrap().as_str(), Some("${HOME} %{x}"));
        assert!(!node.has_hole());
    }

    #[test]
    fn a_file_that_is_one_hole_is_a_hole() {
        assert_eq!(tree("${jsonencode(x)}\n").kind, Kind::Hole);
        assert_eq!(tree("${a}${b}").kind, Kind::Hole);
        assert_eq!(tree("[1${a}]").elements()[0].kind, Kind::Hole);
    }

    #[test]
    fn directives_leave_the_shape_open_unless_they_stay_in_one_string() {
        assert_eq!(
            undetermined("[%{ for x in xs }\"${x}\",%{ endfor }]"),
            "%{ for x in xs }"
        );
        assert_eq!(
            undetermined("[\"a%{ if x }\", \"b%{ endif }\"]"),
            "%{ if x }"
        );
        let node = tree("{\"a\": \"x%{ if y ~}b%{ else }c%{ endif }\"}");
        assert!(matches!(node.get("a").unwrap().kind, Kind::Partial(_)));
    }

    #[test]
    fn what_is_wrong_before_every_hole_is_wrong_for_sure() {
        let error = parse_template_json(FileId(0), "{\"a\" 1, \"b\": ${x}}").unwrap_err();
        assert_eq!(
            (error.message.as_str(), error.span.start),
            ("a colon must follow the key", 5)
        );
        let error = parse_template_json(FileId(0), "{\"a\": \"${x}\" \"b\": 1}").unwrap_err();
        assert_eq!(error.message, "a comma is missing here");
        assert_eq!(undetermined("{${extra} \"b\": 1}"), "${extra}");
        assert_eq!(undetermined("[${x}"), "${x}");
        let error = parse_template_json(FileId(0), "{\"a\": \"${x\"}").unwrap_err();
        assert_eq!(
            (error.message.as_str(), error.span.start),
            ("the template sequence that begins here has no end", 7)
        );
    }

    #[test]
    fn hostile_templates_end_quickly() {
        for text in [
            "${".repeat(100_000),
            "${\"".repeat(100_000),
            "\\".repeat(9),
            "\"\\".into(),
            "$".into(),
            "%{".into(),
        ] {
            let _ = parse_template_json(FileId(0), &text);
        }
        assert_eq!(tree(&"${x}".repeat(100_000)).kind, Kind::Hole);
    }
}

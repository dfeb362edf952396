//! A light scanner of native syntax: tokens with their brackets paired, and the faults that show without a
//! grammar. It knows strings, templates, heredocs, comments and where a line break ends something.
//!
//! Linear in the length of the text, whatever is in it.

mod scanner;
mod text;
mod token;

use crate::source::{FileId, Span};

pub(super) use scanner::{Scan, scan, scan_part, scan_template};
pub(super) use token::{Kind, Problem, ProblemKind, Token};

use super::Comment;

/// The comments of a text in native syntax, in order. Text inside strings and heredocs is none.
pub fn comments(file: FileId, text: &str) -> Vec<Comment> {
    // Most files without a marker are told apart by one search.
    if !text.contains('#') && !text.contains("//") && !text.contains("/*") {
        return Vec::new();
    }
    let mut found = Vec::new();
    // Offsets of the current line and of the first thing on it, kept from comment to comment: a line may hold
    // a million of them.
    let mut line_start = 0;
    let mut first = first_on_line(text, 0);
    for token in scan(text, false).tokens {
        if token.kind != Kind::Comment {
            continue;
        }
        let (start, end) = (token.start as usize, token.end as usize);
        if let Some(line_break) = text[line_start..start].rfind('\n') {
            first = first_on_line(text, line_start + line_break + 1);
        }
        line_start = start;
        found.push(Comment {
            span: Span::new(file, start, end),
            text: without_marker(&text[start..end]).trim().to_owned(),
            own_line: first == start,
        });
    }
    found
}

/// The offset of the first character from `line_start` on that is not white space.
fn first_on_line(text: &str, line_start: usize) -> usize {
    let rest = &text[line_start..];
    line_start + rest.len() - rest.trim_start().len()
}

fn without_marker(comment: &str) -> &str {
    match comment.strip_prefix("/*") {
        Some(rest) => rest.strip_suffix("*/").unwrap_or(rest),
        None => comment.trim_start_matches(['#', '/']),
    }
}

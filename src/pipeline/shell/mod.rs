//! Scripts for `sh` and `bash`, followed as far as it is certain what they do.
//!
//! A script is gone through as a shell would, with what is known of its variables: loops over words that are known are
//! taken word by word, a test whose answer is known decides. What hangs on anything else is done with a doubt, which
//! says on what. A script that is written in an unusual way is not understood, and says so.

mod branch;
mod command;
mod expand;
mod lexer;
mod parser;
mod run;
mod syntax;
mod test;
mod word;

pub(super) use run::{Ran, Setting, run};

use super::phrase::{Cause, Phrase, Piece};
use super::workflow::Scalar;
use crate::source::{FileId, Sources, Span};

/// A script as a text, with a character of its own for each part that is not known.
#[derive(Debug, Clone)]
pub(super) struct Script {
    text: String,
    holes: Vec<Cause>,
    places: Vec<Span>,
    whole: Span,
}

impl Script {
    /// The script that a text becomes when its expressions are replaced. `whole` is where it is written.
    pub(super) fn of_phrase(sources: &Sources, phrase: &Phrase, whole: Span) -> Self {
        let mut text = String::new();
        let mut holes = Vec::new();
        for piece in phrase.pieces() {
            match piece {
                Piece::Text(part) => text.push_str(&without_private(part)),
                Piece::Star => text.push('*'),
                Piece::Open(cause) => {
                    let number = u32::try_from(holes.len()).unwrap_or(u32::MAX);
                    let number = number.min(lexer::MAX_HOLES - 1);
                    text.extend(char::from_u32(lexer::FIRST_HOLE + number));
                    holes.push(cause.clone());
                }
            }
        }
        let places = line_places(sources, &text, whole);
        Self {
            text,
            holes,
            places,
            whole,
        }
    }

    /// The script whose lines are written one by one. `whole` is where they belong.
    pub(super) fn of_scalars(sources: &Sources, lines: &[Scalar], whole: Span) -> Self {
        let mut script = Self {
            text: String::new(),
            holes: Vec::new(),
            places: Vec::new(),
            whole,
        };
        for line in lines {
            let text = without_private(&line.text);
            let places = line_places(sources, &text, line.span);
            let count = text.split('\n').count();
            script
                .places
                .extend((0..count).map(|at| places.get(at).copied().unwrap_or(line.span)));
            script.text.push_str(&text);
            script.text.push('\n');
        }
        script
    }

    /// The script that a file of the repository is.
    pub(super) fn of_file(sources: &Sources, file: FileId) -> Self {
        let content = &sources.text(file).content;
        let whole = Span::new(file, 0, content.len());
        Self::of_phrase(sources, &Phrase::from(content.as_str()), whole)
    }

    fn place(&self, line: usize) -> Span {
        self.places.get(line).copied().unwrap_or(self.whole)
    }

    fn hole(&self, number: usize) -> Cause {
        let cause = self.holes.get(number).cloned();
        let cause = cause.unwrap_or_else(|| Cause::new("the script has too many expressions"));
        cause.or_at(self.whole)
    }
}

/// The characters by which holes are told must not come from anywhere else.
fn without_private(text: &str) -> String {
    let is_private =
        |c: char| (lexer::FIRST_HOLE..lexer::FIRST_HOLE + lexer::MAX_HOLES).contains(&u32::from(c));
    text.replace(is_private, "\u{fffd}")
}

/// Where each line of a script is written. None where its lines are not those of the file.
fn line_places(sources: &Sources, text: &str, whole: Span) -> Vec<Span> {
    let snippet = sources.snippet(whole);
    let mut written = Vec::new();
    let mut start = whole.start as usize;
    for line in snippet.split_inclusive('\n') {
        let content = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        written.push(Span::new(whole.file, from, from + content.len()));
        start += line.len();
    }
    let lines = text.trim_end().lines().count();
    let last = snippet.trim_end().lines().count();
    if lines <= 1 || lines != last {
        return Vec::new();
    }
    written
}

#[cfg(test)]
mod tests;

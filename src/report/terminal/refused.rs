//! One thing that Terraform would refuse, with the code it is about and without a rule.

use std::io::{self, Write};

use codespan_reporting::diagnostic::Diagnostic;
use codespan_reporting::files::Error;
use codespan_reporting::term::{self, Config};

use super::excerpt::{Excerpts, Mark, TAB_WIDTH};
use super::notes::Notes;
use super::paint::Paint;
use super::{MAX_CODE_WIDTH, MIN_WIDTH, TEXT_LIMIT, clean};
use crate::report::Options;
use crate::report::place::Places;
use crate::source::{Sources, Span};

/// Writes an error with the code at `span`, the help where there is some, and an empty line.
pub(in crate::report) fn refused(
    (span, message, help): (Span, &str, &str),
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let width = options.width.max(MIN_WIDTH);
    let marks = vec![Mark::primary(span, "")];
    let mut places = Places::new(sources);
    let excerpts = Excerpts::cut(sources, &mut places, marks, width.min(MAX_CODE_WIDTH));
    let mut notes = Notes::new(width, excerpts.gutter(), options.color);
    notes.add("help", help);
    let message = clean::line(message, TEXT_LIMIT);
    let diagnostic = Diagnostic::error()
        .with_message(&message)
        .with_labels(excerpts.labels())
        .with_notes(notes.finish());
    let config = Config {
        tab_width: TAB_WIDTH,
        ..Config::default()
    };
    let mut bytes = Vec::with_capacity(1_024);
    let mut paint = Paint::new(&mut bytes, options.color);
    match term::emit_to_write_style(&mut paint, &config, &excerpts, &diagnostic) {
        Ok(()) => out.write_all(&bytes),
        Err(Error::Io(error)) => Err(error),
        Err(_) => writeln!(out, "error: {message}\n"),
    }
}

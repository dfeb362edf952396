//! Colours: few, and none that says what the words do not.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

/// Back to the terminal's own.
pub(super) const RESET: &str = "\x1b[0m";
/// Errors, and what a fix takes away.
pub(in crate::report) const RED: &str = "\x1b[31m";
/// What a fix puts there.
pub(in crate::report) const GREEN: &str = "\x1b[32m";
/// What stands beside the matter.
pub(in crate::report) const DIM: &str = "\x1b[2m";
/// What the eye should find first.
pub(in crate::report) const BOLD: &str = "\x1b[1m";

/// The colour of a severity's word.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Bug | Severity::Error => "\x1b[1;31m",
        Severity::Warning => "\x1b[1;33m",
        Severity::Note | Severity::Help => "\x1b[1;36m",
    }
}

/// `text` in a colour, or as it is.
pub(in crate::report) fn painted(text: &str, style: &str, color: bool) -> String {
    if color && !text.is_empty() {
        format!("{style}{text}{RESET}")
    } else {
        text.to_owned()
    }
}

/// Writes to a buffer, with escapes only where colour is wanted.
pub(super) struct Paint<'w> {
    out: &'w mut Vec<u8>,
    color: bool,
}

impl<'w> Paint<'w> {
    pub(super) fn new(out: &'w mut Vec<u8>, color: bool) -> Self {
        Self { out, color }
    }

    fn style(&mut self, style: &str) -> io::Result<()> {
        if self.color {
            self.out.write_all(style.as_bytes())?;
        }
        Ok(())
    }
}

impl Write for Paint<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Paint<'_> {
    fn set_header(&mut self, of: Severity) -> io::Result<()> {
        self.style(severity(of))
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.style(RESET)?;
        self.style(BOLD)
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.style(DIM)
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.style(DIM)
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.style(DIM)
    }

    fn set_label(&mut self, of: Severity, label: LabelStyle) -> io::Result<()> {
        self.style(RESET)?;
        match (label, of) {
            (LabelStyle::Primary, _) => self.style(severity(of)),
            (LabelStyle::Secondary, _) => self.style("\x1b[94m"),
        }
    }

    fn reset(&mut self) -> io::Result<()> {
        self.style(RESET)
    }
}

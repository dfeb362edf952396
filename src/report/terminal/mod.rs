//! For people: each finding with the code it is about, and a closing line.
//!
//! Nothing of what was read reaches the terminal as it is: control characters are shown, long lines are cut
//! around what is marked, and so are long messages.

mod excerpt;
mod notes;
mod paint;
mod refused;
mod summary;

use std::io::{self, Write};

use codespan_reporting::diagnostic::{Diagnostic, Severity as Header};
use codespan_reporting::files::Error;
use codespan_reporting::term::{self, Config};

use self::excerpt::{Excerpts, Mark};
pub(super) use self::notes::wrapped;
use self::paint::Paint;
pub(super) use self::paint::{BOLD, DIM, GREEN, RED, painted};
pub(super) use self::refused::refused;
use super::place::Places;
use super::{Options, clean};
use crate::diagnostic::{Finding, Severity, Verdict};
use crate::engine::Outcome;
use crate::source::Sources;

/// The narrowest terminal that is written for, in columns.
const MIN_WIDTH: usize = 40;

/// Code is cut at this width also where the page is wider, in columns.
const MAX_CODE_WIDTH: usize = 200;

/// The longest message, label or help that is shown, in characters.
const TEXT_LIMIT: usize = 1_200;

/// More notes than this are counted and not shown unless they are asked for: they would bury what matters.
const MAX_NOTES: usize = 5;

/// How many places besides the primary one are shown of one finding.
const MAX_PLACES: usize = 8;

/// What the reports of all findings share.
struct Page<'o> {
    sources: &'o Sources,
    places: Places<'o>,
    width: usize,
    color: bool,
    config: Config,
}

/// Writes every finding, then what else was asked for, then the closing line.
pub(super) fn write(
    outcome: &Outcome,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page {
        sources,
        places: Places::new(sources),
        width: options.width.max(MIN_WIDTH),
        color: options.color,
        config: Config {
            tab_width: excerpt::TAB_WIDTH,
            ..Config::default()
        },
    };
    let notes = outcome
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Note);
    let is_short = options.show_notes || notes.clone().count() <= MAX_NOTES;
    let shown = |finding: &&Finding| is_short || finding.severity > Severity::Note;
    for finding in outcome.findings.iter().filter(shown) {
        page.finding(finding, None, out)?;
    }
    if !is_short {
        writeln!(out, "{}\n", summary::notes(notes))?;
    }
    if options.show_suppressed {
        for suppressed in &outcome.suppressed {
            page.finding(&suppressed.finding, Some(&suppressed.reason), out)?;
        }
    }
    if options.show_undetermined {
        for finding in &outcome.undetermined {
            page.finding(finding, None, out)?;
        }
    }
    writeln!(out, "{}", summary::line(outcome, options.color))
}

impl Page<'_> {
    /// Writes one finding and an empty line. `reason` is that of the comment which silences it.
    fn finding(
        &mut self,
        finding: &Finding,
        reason: Option<&str>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let (marks, left_out) = marks(finding);
        let excerpts = Excerpts::cut(
            self.sources,
            &mut self.places,
            marks,
            self.width.min(MAX_CODE_WIDTH),
        );
        let mut notes = notes::Notes::new(self.width, excerpts.gutter(), self.color);
        notes.of(finding, reason, left_out, self.sources);
        let diagnostic = Diagnostic::new(header(finding))
            .with_code(finding.meta.id)
            .with_message(notes::headline(finding, &message(finding), self.width))
            .with_labels(excerpts.labels())
            .with_notes(notes.finish());
        let mut bytes = Vec::with_capacity(1_024);
        let mut paint = Paint::new(&mut bytes, self.color);
        match term::emit_to_write_style(&mut paint, &self.config, &excerpts, &diagnostic) {
            Ok(()) => out.write_all(&bytes),
            Err(Error::Io(error)) => Err(error),
            // An excerpt answers for every place that it hands out, so this is not reached; a finding without
            // its code is still better than none.
            Err(_) => writeln!(
                out,
                "{}[{}]: {}\n",
                finding.severity,
                finding.meta.id,
                message(finding)
            ),
        }
    }
}

fn header(finding: &Finding) -> Header {
    match (finding.verdict, finding.severity) {
        (Verdict::Undetermined, _) | (_, Severity::Note) => Header::Note,
        (_, Severity::Warning) => Header::Warning,
        (_, Severity::Error) => Header::Error,
    }
}

fn message(finding: &Finding) -> String {
    let text = clean::line(&finding.message, TEXT_LIMIT);
    match finding.verdict {
        Verdict::Fail => text,
        Verdict::Undetermined => format!("undetermined: {text}"),
    }
}

/// The places to show, the primary one first, and how many others are left out. Each place is shown once, with
/// all that is said about it; the steps of a trail are numbered, since a page shows them by line.
fn marks(finding: &Finding) -> (Vec<Mark>, usize) {
    let mut marks = vec![Mark::primary(finding.span, &finding.label)];
    let mut left_out = 0;
    let related = finding
        .related
        .iter()
        .map(|note| (note.span, note.text.clone()));
    let numbered = finding.trail.len() > 1;
    let trail = finding.trail.iter().enumerate().map(|(i, note)| {
        let text = if numbered {
            format!("{}. {}", i + 1, note.text)
        } else {
            note.text.clone()
        };
        (note.span, text)
    });
    for (span, text) in related.chain(trail) {
        if let Some(mark) = marks.iter_mut().find(|mark| mark.span == span) {
            mark.add(&text);
        } else if marks.len() <= MAX_PLACES {
            marks.push(Mark::secondary(span, &text));
        } else {
            left_out += 1;
        }
    }
    (marks, left_out)
}

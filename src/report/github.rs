//! Workflow commands of GitHub Actions, which the runner turns into annotations.
//!
//! The grammar and what the runner drops are as in `ActionCommandManager.cs` of actions/runner; the limits are
//! those of GitHub's documentation: 10 errors, 10 warnings and 10 notices of a step are shown.

use std::io::{self, Write};

use super::place::{Places, Region};
use super::{Options, clean};
use crate::diagnostic::{Finding, Severity, Verdict};
use crate::engine::{Outcome, RunError};
use crate::source::Sources;

/// How many annotations of each kind GitHub shows for one step.
const SHOWN: usize = 10;

/// The longest message that is written, in characters.
const MESSAGE_LIMIT: usize = 2_000;

/// Writes the most severe findings as annotations and the rest as plain lines, so that the log is complete.
pub(super) fn write(
    outcome: &Outcome,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let undetermined = outcome.undetermined.iter();
    let undetermined = undetermined.filter(|_| options.show_undetermined);
    let all: Vec<&Finding> = outcome.findings.iter().chain(undetermined).collect();
    out.write_all(errors(&outcome.errors).as_bytes())?;
    let left_for_errors = SHOWN.saturating_sub(outcome.errors.len());
    let mut rest = Vec::new();
    let mut places = Places::new(sources);
    // A notice is kept for saying how many more there are.
    let notices = all.iter().filter(|f| kind(f) == Kind::Notice).count();
    let limit_of = |kind: Kind| match kind {
        Kind::Error => left_for_errors,
        _ => SHOWN,
    };
    let more = [Kind::Error, Kind::Warning, Kind::Notice]
        .iter()
        .any(|k| all.iter().filter(|f| kind(f) == *k).count() > limit_of(*k));
    for wanted in [Kind::Error, Kind::Warning, Kind::Notice] {
        let limit = match wanted {
            Kind::Notice if more && notices >= SHOWN => SHOWN - 1,
            _ => limit_of(wanted),
        };
        let of_kind: Vec<&Finding> = all.iter().copied().filter(|f| kind(f) == wanted).collect();
        let (shown, left) = of_kind.split_at(of_kind.len().min(limit));
        for finding in shown {
            let region = places.region(finding.span);
            let path = &sources.file(finding.span.file).path;
            writeln!(out, "{}", command(finding, path, region))?;
        }
        rest.extend_from_slice(left);
    }
    for finding in &rest {
        let region = places.region(finding.span);
        let path = &sources.file(finding.span.file).path;
        writeln!(out, "{}", plain(finding, path, region))?;
    }
    if !rest.is_empty() {
        let (count, s) = (rest.len(), if rest.len() == 1 { "" } else { "s" });
        writeln!(
            out,
            "::notice title=iaclint::{count} more finding{s} in this step's log: GitHub shows {SHOWN} annotations of each kind"
        )?;
    }
    Ok(())
}

/// What kept iaclint from doing its work, as annotations, a line each. What GitHub would not show is on standard error,
/// as all of it is.
pub fn errors(errors: &[RunError]) -> String {
    let command = |error: &RunError| {
        let file = error.path.as_deref().map(clean::path);
        let file = file.map(|file| format!(" file={}", property(&file)));
        let place = error.place.filter(|_| file.is_some());
        let place = place.map(|it| format!(",line={},col={}", it.line, it.column));
        let separator = if file.is_some() { "," } else { " " };
        format!(
            "::error{}{}{separator}title=iaclint::{}\n",
            file.unwrap_or_default(),
            place.unwrap_or_default(),
            message(&clean::line(&error.to_string(), MESSAGE_LIMIT))
        )
    };
    errors.iter().take(SHOWN).map(command).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Error,
    Warning,
    Notice,
}

fn kind(finding: &Finding) -> Kind {
    match (finding.verdict, finding.severity) {
        (Verdict::Undetermined, _) | (_, Severity::Note) => Kind::Notice,
        (_, Severity::Warning) => Kind::Warning,
        (_, Severity::Error) => Kind::Error,
    }
}

fn command(finding: &Finding, path: &str, region: Region) -> String {
    let name = match kind(finding) {
        Kind::Error => "error",
        Kind::Warning => "warning",
        Kind::Notice => "notice",
    };
    let (start, end) = (region.start, region.end);
    // The runner drops columns with a message of its own where the region has several lines.
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let path = clean::path(path);
    let file = property(&path);
    let properties = format!(
        "file={file},line={},endLine={}{columns}",
        start.line, end.line
    );
    let mut text = format!("{path}:{}: {}", start.line, sentence(finding));
    let help = clean::line(&finding.help, MESSAGE_LIMIT);
    if !help.is_empty() {
        text += "\n";
        text += &help;
    }
    format!(
        "::{name} {properties},title={}::{}",
        property(finding.meta.id),
        message(&text)
    )
}

/// A line of the log that the runner takes for no command, whatever path and message hold: it begins with a word
/// of ours, and the older form of commands, which may stand anywhere in a line, is broken up.
fn plain(finding: &Finding, path: &str, region: Region) -> String {
    let path = clean::path(path);
    let word = match finding.verdict {
        Verdict::Fail => finding.severity.as_str(),
        Verdict::Undetermined => Severity::Note.as_str(),
    };
    let text = format!(
        "{word}[{}] {path}:{}:{}: {}",
        finding.meta.id,
        region.start.line,
        region.start.column,
        sentence(finding)
    );
    text.replace("##[", "##\u{fffd}[")
}

fn sentence(finding: &Finding) -> String {
    let text = clean::line(&finding.message, MESSAGE_LIMIT);
    match finding.verdict {
        Verdict::Fail => text,
        Verdict::Undetermined => format!("undetermined: {text}"),
    }
}

/// Escapes the text after the second `::`.
fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{message, property};

    #[test]
    fn messages_and_properties_are_escaped_as_the_runner_reads_them_back() {
        assert_eq!(message("100%\r\n::error::x"), "100%25%0D%0A::error::x");
        assert_eq!(property("a,b:c%2C\n.tf"), "a%2Cb%3Ac%252C%0A.tf");
    }
}

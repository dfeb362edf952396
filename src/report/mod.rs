//! What a run found, as bytes in one format. Each format owns its shapes; none of them judges anything.
//!
//! A report is a function of the outcome, the texts and the options alone: the same input gives the same
//! bytes, without times, machine paths or random numbers.

mod clean;
mod github;
mod json;
mod parity;
mod picture;
mod place;
mod policy_test;
mod sarif;
mod terminal;
mod why;

use std::io::{self, BufWriter, Write};
use std::str::FromStr;

use crate::engine::Outcome;
use crate::source::Sources;

pub use github::errors as github_errors;
pub use parity::{ParityFormat, write_parity};
pub use picture::{PictureFormat, write_pictures};
pub use policy_test::{PolicyTestFormat, write_policy_tests};
pub use why::{AnswerFormat, write_answer};

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For people: the code with marks under it.
    Terminal,
    /// For programs: version 1 of iaclint's own format.
    Json,
    /// For code scanning and editors: SARIF 2.1.0.
    Sarif,
    /// For a step of GitHub Actions: workflow commands, shown as annotations.
    Github,
}

impl Format {
    /// Every format, in the order in which a person wants to read of them.
    pub const ALL: &'static [Self] = &[Self::Terminal, Self::Json, Self::Sarif, Self::Github];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.iter().find(|format| format.name() == name);
        found.copied().ok_or_else(|| UnknownFormat {
            name: name.to_owned(),
        })
    }
}

/// A name that is no format's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFormat {
    /// What was asked for.
    pub name: String,
}

impl std::fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        let name = clean::line(&self.name, 80);
        write!(
            f,
            "`{name}` is no report format; the formats are {}",
            names.join(", ")
        )
    }
}

impl std::error::Error for UnknownFormat {}

/// What a person may choose about a report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one switch of the command line"
)]
pub struct Options {
    /// Whether the terminal report is coloured.
    pub color: bool,
    /// Columns of the terminal; less than 40 counts as 40.
    pub width: usize,
    /// Whether what could not be decided is listed and not only counted. JSON always lists it.
    pub show_undetermined: bool,
    /// Whether what comments silence is listed and not only counted: in the terminal report and in JSON.
    pub show_suppressed: bool,
    /// Whether the terminal report shows all notes; otherwise more than a few are only counted by rule.
    pub show_notes: bool,
    /// SARIF's `automationDetails.id` up to its last slash: code scanning keeps the uploads of each category apart.
    pub sarif_category: Option<String>,
    /// Whether SARIF holds what comments silence. GitHub ignores the mark and opens an alert for each.
    pub include_suppressed: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            color: false,
            width: 100,
            show_undetermined: false,
            show_suppressed: false,
            show_notes: false,
            sarif_category: None,
            include_suppressed: false,
        }
    }
}

/// Writes what `outcome` holds to `out` in one format. The spans in it must be of `sources`.
///
/// What kept iaclint from doing its work, [`Outcome::errors`], is part of all formats but the one for terminals: there
/// it belongs on standard error.
///
/// # Errors
///
/// Those of `out`.
pub fn write(
    format: Format,
    outcome: &Outcome,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    // Formats write in small pieces.
    let mut out = BufWriter::new(out);
    match format {
        Format::Terminal => terminal::write(outcome, sources, options, &mut out),
        Format::Json => json::write(outcome, sources, options, &mut out),
        Format::Sarif => sarif::write(outcome, sources, options, &mut out),
        Format::Github => github::write(outcome, sources, options, &mut out),
    }?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn formats_are_found_by_their_names_and_an_unknown_one_lists_them() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(*format));
        }
        let error = "junit\u{1b}[31m".parse::<Format>().unwrap_err().to_string();
        assert_eq!(
            error,
            "`junit␛[31m` is no report format; the formats are terminal, json, sarif, github"
        );
    }
}

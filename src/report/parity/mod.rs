//! What differs between environments, as bytes in one format.

mod changes;
mod html;
mod json;
mod markdown;
mod sections;
mod terminal;
mod words;

use std::io::{self, BufWriter, Write};

use super::Options;
use crate::engine;
use crate::parity::Parity;
use crate::source::Sources;

/// How comparisons are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParityFormat {
    /// For people: understood in ten seconds.
    Terminal,
    /// For a comment on a pull request.
    Markdown,
    /// For programs: version 1.
    Json,
    /// For code scanning and editors: SARIF 2.1.0.
    Sarif,
    /// One page for browsers, which needs nothing else.
    Html,
}

impl ParityFormat {
    /// Every format.
    pub const ALL: &'static [Self] = &[
        Self::Terminal,
        Self::Markdown,
        Self::Json,
        Self::Sarif,
        Self::Html,
    ];
}

/// Writes what was compared to `out`. The spans in it must be of `sources`. With `all`, reports for people list also
/// what is expected, what follows from each difference, and what cannot be compared; otherwise they count it.
///
/// # Errors
///
/// Those of `out`.
pub fn write_parity(
    format: ParityFormat,
    parity: &Parity,
    sources: &Sources,
    (options, all): (&Options, bool),
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        ParityFormat::Terminal => terminal::write(parity, sources, (options, all), &mut out),
        ParityFormat::Markdown => markdown::write(parity, sources, all, &mut out),
        ParityFormat::Json => json::write(parity, sources, &mut out),
        ParityFormat::Sarif => {
            let outcome = engine::parity_outcome(parity, sources);
            super::sarif::write(&outcome, sources, options, &mut out)
        }
        ParityFormat::Html => html::write(parity, sources, all, &mut out),
    }?;
    out.flush()
}

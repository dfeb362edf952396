//! A value and how it came about.

mod json;
mod text;

use std::io::{self, BufWriter, Write};

use super::Options;
use crate::eval::Value;
use crate::repo::Repo;
use crate::types::Type;
use crate::why::Answer;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFormat {
    /// For people.
    Text,
    /// For programs: version 1.
    Json,
}

/// Writes an answer to `out`. The spans in it must be of the repository's sources. Of `options` the colour and the
/// width count; sensitive values are hidden unless `show_sensitive` is set.
///
/// # Errors
///
/// Those of `out`.
pub fn write_answer(
    format: AnswerFormat,
    answer: &Answer,
    repo: &Repo<'_>,
    (options, show_sensitive): (&Options, bool),
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        AnswerFormat::Text => text::write(answer, repo, (options, show_sensitive), &mut out),
        AnswerFormat::Json => json::write(answer, repo, show_sensitive, &mut out),
    }?;
    out.flush()
}

/// The type that is shown of a value.
fn type_of(value: &Value, show_sensitive: bool) -> Type {
    if show_sensitive {
        value.ty()
    } else {
        value.type_without_sensitive()
    }
}

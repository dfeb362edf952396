//! What holds for every tree, and small files with what Terraform makes of them.

mod errors;
mod hostile;
mod json;
mod measured;
mod random;
mod spans;
mod tree;

use super::{Parsed, parse};
use crate::source::{FileId, FileKind};

/// Parses a text, with every span of the result checked.
fn checked(kind: FileKind, text: &str) -> Parsed {
    let parsed = parse(FileId(0), kind, text);
    spans::check(text, &parsed);
    parsed
}

//! Documents as their readers understand them.

use std::sync::Arc;

use crate::eval::budget::Budget;
use crate::eval::scope::{FileProblem, Files};
use crate::eval::unknown::{Encoding, Shape};
use crate::eval::value::Value;
use crate::source::{FileId, Span};

use super::super::super::Environment;
use super::super::content::decoded;
use super::super::input::Input;
use super::read::{Holes, read};

/// What reading one document may cost.
const MAX_WORK: u64 = 1_000_000;

/// The document in JSON that a text written near `span` is, with holes where it is not known; `None` where it is none,
/// or where nothing of it is known. Terraform must reckon with a hole that ends the string which it is in; whoever judges
/// the document takes it as its author does: a part of the string, or one value.
pub(crate) fn json_document(value: &Value, span: Span) -> Option<Value> {
    let budget = Budget::of(MAX_WORK);
    let environment = Environment::new(&NoFiles, span, &budget);
    let input = match value.as_unknown().map(|unknown| &unknown.shape) {
        None => Input::of_text(value.as_text()?, value.origin),
        Some(Shape::Encoded(Encoding::Json, inner)) => return decoded(&environment, inner).ok(),
        Some(Shape::Template(parts)) => Input::of_parts(parts),
        Some(_) => return None,
    };
    environment.spend(input.text.len()).ok()?;
    read(&environment, &input, Holes::InPlace).ok()
}

/// Decoding reads no files.
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<Arc<[u8]>, FileProblem> {
        Err(FileProblem::Missing)
    }

    fn template(&self, _: &str) -> Result<(FileId, Arc<str>), FileProblem> {
        Err(FileProblem::Missing)
    }

    fn exists(&self, _: &str) -> Result<bool, FileProblem> {
        Ok(false)
    }

    fn list(&self, _: &str) -> Result<Arc<[String]>, FileProblem> {
        Ok(Arc::default())
    }

    fn folder(&self, _: &str) -> Option<Arc<str>> {
        None
    }
}

//! What several findings of a rule follow from.

use crate::source::Span;

/// The one thing that makes a finding, and that would make it of every other subject in the same place. Findings with
/// equal causes are told as one: where the cause is mended, all of them go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// What it is, with its environment: the same for the same cause, and for no other.
    pub key: String,
    /// Where it is.
    pub span: Span,
    /// Terraform's address of it.
    pub address: String,
    /// What is wrong with it, as one sentence without a full stop at its end.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What of the finding follows from it, a few words for its place.
    pub follows: String,
}

//! What several findings of a rule follow from.

use super::{Finding, Note};
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

/// The one finding of a cause that these findings of a rule follow from, placed where that is. `None` for none, and
/// where the first has no cause.
pub fn of_cause(parts: Vec<Finding>) -> Option<Finding> {
    let first = parts.first()?;
    let cause = first.cause.as_ref()?;
    let (message, help) = (cause.message.clone(), cause.help.clone());
    let mut told =
        Finding::new(first.meta, cause.span, message, help).address(cause.address.clone());
    let (subject, own) = (&mut told.subject, &first.subject);
    subject.environment.clone_from(&own.environment);
    subject.region.clone_from(&own.region);
    told.severity = first.severity;
    for part in &parts {
        told.related.extend(part.cause.iter().map(|cause| Note {
            span: part.span,
            text: cause.follows.clone(),
        }));
        told.severity = told.severity.max(part.severity);
        told.instances.extend(part.instances.iter().cloned());
    }
    told.instances.sort();
    told.instances.dedup();
    told.parts = parts;
    Some(told)
}

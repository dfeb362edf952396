//! Why a question has no certain answer.

use crate::eval::Value;
use crate::graph::Unseen;
use crate::source::Span;

/// What is not known, and where it would be said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unsure {
    /// A clause that reads after "because".
    pub reason: String,
    /// The place of what is not known.
    pub at: Option<Span>,
}

impl Unsure {
    /// For this reason, seen at this place.
    pub fn new(reason: impl Into<String>, at: Option<Span>) -> Self {
        let reason = reason.into();
        Self { reason, at }
    }

    /// Because this module is not in the repository; `clause` says what it has to do with the question, such as "which is
    /// given the VPC", and is empty where that is plain.
    pub fn of_unseen(call: &Unseen, clause: &str) -> Self {
        let source = &call.source;
        let reason = if clause.is_empty() {
            format!("the module {source} is not in the repository")
        } else {
            format!("the module {source}, {clause}, is not in the repository")
        };
        Self::new(reason, Some(call.span))
    }

    /// Because this value is not known, or is an id of something outside of the repository.
    pub fn of(value: &Value) -> Self {
        let reason = match (value.as_unknown(), value.as_str()) {
            (Some(unknown), _) => unknown.cause.to_string(),
            (None, Some(text)) => format!("{text} is not made in this repository"),
            (None, None) => "it is not known which one is meant".to_owned(),
        };
        Self::new(reason, value.place())
    }
}

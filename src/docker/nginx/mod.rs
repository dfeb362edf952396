//! The configuration of nginx: on which ports it listens, and with which status it answers a request.
//!
//! nginx can do more than is followed here. What is not followed is a doubt, and never an answer.

mod content;
mod image;
mod listen;
mod location;
mod read;
mod reply;
mod server;
#[cfg(test)]
mod tests;

use crate::source::{FileId, Span};

pub use image::Served;
pub use listen::{Listen, listens};

/// A directive, with its block where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// Its name and its arguments.
    words: Vec<Word>,
    block: Option<Vec<Directive>>,
}

/// A word of a directive, without quotes and escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    span: Span,
}

/// Why it is not known how a request is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// A clause that reads after "because".
    pub reason: String,
    /// The place of what is not followed.
    pub at: Option<Span>,
}

/// How a request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// The status, which is 444 where the connection is closed without one.
    pub status: u16,
    /// What says so: a `return`, or what chose the file.
    pub span: Span,
}

/// A request without a body, as a load balancer sends it to a target's address.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// The port.
    pub port: u16,
    /// The path, with what follows it.
    pub path: &'r str,
}

impl Directive {
    fn name(&self) -> &str {
        self.words.first().map_or("", |word| word.text.as_str())
    }

    /// The words behind the name.
    fn arguments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.words.iter().skip(1).map(|word| word.text.as_str())
    }

    /// The text of the argument at this position.
    fn argument(&self, at: usize) -> &str {
        self.words.get(at + 1).map_or("", |word| word.text.as_str())
    }

    fn block(&self) -> &[Directive] {
        self.block.as_deref().unwrap_or_default()
    }

    /// From its name to its last argument.
    fn span(&self) -> Span {
        match self.words.as_slice() {
            [first, .., last] => Span {
                end: last.span.end,
                ..first.span
            },
            [only] => only.span,
            [] => Span::file_start(FileId(0)),
        }
    }
}

impl Word {
    fn new(text: String, span: Span) -> Self {
        Self { text, span }
    }
}

impl Doubt {
    fn new(reason: impl Into<String>, at: Option<Span>) -> Self {
        let reason = reason.into();
        Self { reason, at }
    }

    /// Because this directive is not followed.
    fn of(directive: &Directive) -> Self {
        let reason = format!("what nginx's {} does is not followed", directive.name());
        Self::new(reason, Some(directive.span()))
    }
}

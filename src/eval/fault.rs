//! What Terraform would refuse when it evaluates an expression.

use crate::source::Span;

use super::value::Value;

/// One place at which an expression cannot be evaluated, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault.
    pub kind: FaultKind,
    /// The part of the expression that is at fault.
    pub span: Span,
    /// What is wrong, without a full stop.
    pub message: String,
    /// Where the values were written that it comes of, the likeliest to be wrong first.
    pub origins: Vec<Span>,
    /// The call that renders the template in which it is, where it is in a template of its own file.
    pub rendered_at: Option<Span>,
    /// Whether Terraform finds it only when it applies, since it does not know before what is at fault.
    pub is_late: bool,
}

/// The kinds of faults, by what a reader must look at to mend them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// A name that is not declared. `try` and `can` do not catch it, since Terraform finds it before evaluating.
    Reference,
    /// A key or index that the value does not have, while another one of its type may.
    Index,
    /// A step into a value of a type that has no such attribute, or nothing to step into.
    Attribute,
    /// A value of the wrong type.
    Type,
    /// A value that cannot become what the provider's schema wants of an argument.
    Argument,
    /// A value that cannot become the type of a variable.
    Variable,
    /// `null` where there must be a value.
    Null,
    /// A function that does not exist or does not take these arguments.
    Function,
    /// A file that is not there.
    File,
    /// A template that uses what it is not given.
    Template,
    /// Two entries of an object with one key.
    Duplicate,
    /// A value that must be known when planning and is not.
    Unknown,
    /// A value that must not be shown where it would be.
    Sensitive,
    /// Sensitive keys of instances, which are always shown.
    SensitiveKeys,
    /// A value that nothing keeps where Terraform would have to keep it.
    Ephemeral,
    /// What an `import` block names that cannot be imported.
    Import,
    /// A validation, precondition or postcondition that certainly does not hold.
    Condition,
    /// What a `check` block asserts certainly does not hold.
    Check,
    /// It depends on itself.
    Cycle,
    /// More work than iaclint spends.
    Budget,
}

impl Fault {
    /// A fault that comes of no particular value.
    pub fn new(kind: FaultKind, span: Span, message: impl Into<String>) -> Self {
        Self {
            kind,
            span,
            message: message.into(),
            origins: Vec::new(),
            rendered_at: None,
            is_late: false,
        }
    }

    /// The same, found only when Terraform applies if `is_late`.
    pub(super) fn late_if(mut self, is_late: bool) -> Self {
        self.is_late |= is_late;
        self
    }

    /// The same, which comes of these values: the likeliest to be wrong first.
    pub fn of<'v>(mut self, values: impl IntoIterator<Item = &'v Value>) -> Self {
        let origins = values.into_iter().filter_map(|value| value.origin);
        self.origins.extend(origins);
        self
    }
}

impl FaultKind {
    /// Whether `try` and `can` go on after it.
    pub fn is_caught(self) -> bool {
        !matches!(self, Self::Reference | Self::Cycle | Self::Budget)
    }
}

//! What Terraform would refuse when it evaluates an expression.

use crate::source::Span;

/// One place at which an expression cannot be evaluated, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault.
    pub kind: FaultKind,
    /// The part of the expression that is at fault.
    pub span: Span,
    /// What is wrong, without a full stop.
    pub message: String,
}

/// The kinds of faults, by what a reader must look at to mend them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// A name that is not declared. `try` and `can` do not catch it, since Terraform finds it before evaluating.
    Reference,
    /// An attribute, key or index that the value does not have.
    Index,
    /// A value of the wrong type.
    Type,
    /// `null` where there must be a value.
    Null,
    /// A function that does not exist or does not take these arguments.
    Function,
    /// Two entries of an object with one key.
    Duplicate,
    /// A value that must be known when planning and is not.
    Unknown,
    /// A value that must not be shown where it would be.
    Sensitive,
    /// A validation, precondition or postcondition that certainly does not hold.
    Condition,
    /// It depends on itself.
    Cycle,
    /// More work than iaclint spends.
    Budget,
}

impl FaultKind {
    /// Whether `try` and `can` go on after it.
    pub fn is_caught(self) -> bool {
        !matches!(self, Self::Reference | Self::Cycle | Self::Budget)
    }
}

//! Expressions that can refer to nothing: defaults, and what a tfvars file says.

use std::sync::Arc;

use crate::eval::{
    Budget, Evaluator, Fault, FaultKind, FileProblem, Files, Resolved, Scope, Value,
};
use crate::hcl::{Expression, Step};
use crate::source::{FileId, Span};

/// What one such expression may cost.
const MAX_WORK: u64 = 4_000_000;

/// The value of an expression that stands in no module. What refers to anything, or reads a file, is not known.
pub fn constant(expression: &Expression) -> Value {
    let budget = Budget::of(MAX_WORK);
    Evaluator::new(&Nothing(&NoFiles), &budget)
        .evaluate_once(expression)
        .0
}

/// A scope without names.
pub(super) struct Nothing<'n>(pub(super) &'n dyn Files);

impl Scope for Nothing<'_> {
    fn resolve(&self, root: &str, _: &[Step], span: Span) -> Result<Resolved, Fault> {
        let message = format!(
            "{root:?} cannot be used here: a default or the value of a variable must be written out"
        );
        Err(Fault::new(FaultKind::Reference, span, message))
    }

    fn files(&self) -> &dyn Files {
        self.0
    }
}

/// No file at all.
pub(crate) struct NoFiles;

impl NoFiles {
    fn nowhere() -> FileProblem {
        FileProblem::Elsewhere("no folder is known here".to_owned())
    }
}

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<Arc<[u8]>, FileProblem> {
        Err(Self::nowhere())
    }

    fn template(&self, _: &str) -> Result<(FileId, Arc<str>), FileProblem> {
        Err(Self::nowhere())
    }

    fn exists(&self, _: &str) -> Result<bool, FileProblem> {
        Err(Self::nowhere())
    }

    fn list(&self, _: &str) -> Result<Arc<[String]>, FileProblem> {
        Err(Self::nowhere())
    }

    fn folder(&self, _: &str) -> Option<Arc<str>> {
        None
    }
}

//! What the tests of functions share.

use std::sync::Arc;

use crate::eval::budget::Budget;
use crate::eval::scope::{FileProblem, Files};
use crate::eval::value::Value;
use crate::source::{FileId, Span};

use super::{Environment, Failure, Function, find};

/// A repository without files.
pub(in crate::eval) struct NoFiles;

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

/// Calls a function of this name without any files.
pub(super) fn call(function: &str, arguments: &[Value]) -> Result<Value, Failure> {
    call_within(function, arguments, &Budget::default())
}

/// The same with a budget.
pub(super) fn call_within(
    function: &str,
    arguments: &[Value],
    budget: &Budget,
) -> Result<Value, Failure> {
    call_function(find(function).unwrap(), arguments, budget)
}

/// Calls a function without any files.
pub(super) fn call_function(
    function: &Function,
    arguments: &[Value],
    budget: &Budget,
) -> Result<Value, Failure> {
    let environment = Environment::new(&NoFiles, Span::file_start(FileId(0)), budget);
    super::call(function, &environment, arguments)
}

/// The string that a call gives.
pub(super) fn text(function: &str, arguments: &[Value]) -> String {
    let result = call(function, arguments).unwrap_or_else(|failure| panic!("{}", failure.message));
    result.as_str().expect("a known string").to_owned()
}

/// Why a call fails.
pub(super) fn error(function: &str, arguments: &[Value]) -> String {
    match call(function, arguments) {
        Ok(value) => panic!("{function}({arguments:?}) is {value:?}"),
        Err(failure) => failure.message,
    }
}

/// A known value as JSON.
pub(super) fn json(value: &Value) -> String {
    text("jsonencode", std::slice::from_ref(value))
}

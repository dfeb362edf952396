//! What a run found: everything that a report needs, as plain data.

use std::fmt;

use crate::diagnostic::{ConfigError, Finding, Meta};
use crate::source::LineColumn;
use crate::suppress::Suppressed;

/// The result of judging a repository.
#[derive(Debug, Default, Clone)]
pub struct Outcome {
    /// Failures, in the one total order: path, line, column, rule, address.
    pub findings: Vec<Finding>,
    /// What could not be decided, in the same order.
    pub undetermined: Vec<Finding>,
    /// Failures that a comment silences, with its reason, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// The rules that ran, by id.
    pub rules: Vec<&'static Meta>,
    /// Counts over the whole repository.
    pub summary: Summary,
    /// What iaclint could not do: unreadable files, a rule that broke. Each is exit status 2.
    pub errors: Vec<RunError>,
    /// What the person at the terminal should know and no gate needs, such as a setting that matched nothing.
    pub notices: Vec<String>,
}

/// Something that kept iaclint from doing its work.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunError {
    /// Root-relative path, where it concerns one.
    pub path: Option<String>,
    /// Where in that file, if it is known.
    pub place: Option<LineColumn>,
    /// What happened, and what to do.
    pub message: String,
    /// Whether it is a fault in what steers iaclint, such as a policy.
    pub is_of_configuration: bool,
}

impl From<ConfigError> for RunError {
    fn from(error: ConfigError) -> Self {
        Self {
            path: Some(error.path),
            place: error
                .place
                .map(|(line, column)| LineColumn { line, column }),
            message: error.message,
            is_of_configuration: true,
        }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}:")?;
            if let Some(LineColumn { line, column }) = self.place {
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&self.message)
    }
}

/// Counts over the whole repository, whatever the paths that are reported.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Files that were parsed.
    pub files: usize,
    /// Stacks.
    pub stacks: usize,
    /// Modules that are not stacks.
    pub modules: usize,
    /// `resource` blocks.
    pub resources: usize,
    /// Attributes of stacks' root modules whose value is known.
    pub values_known: usize,
    /// Attributes of stacks' root modules whose value is not.
    pub values_unknown: usize,
}

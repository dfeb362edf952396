//! What a run found: everything that a report needs, as plain data.

use crate::diagnostic::{Finding, Meta};
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunError {
    /// Root-relative path, where it concerns one.
    pub path: Option<String>,
    /// What happened, and what to do.
    pub message: String,
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

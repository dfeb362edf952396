//! Workflows of GitHub Actions as they are written, expressions unread.

mod read;

use crate::data::Node;
use crate::source::{FileId, Span};

pub(super) use read::{action, scalar as scalar_of, scalars as scalars_of, workflow};

/// A text and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// Its place; of a text of several lines, all of them.
    pub span: Span,
}

/// Texts by name, in the order in which they are written.
pub(super) type Entries = Vec<(String, Scalar)>;

/// A file under `.github/workflows`.
#[derive(Debug)]
pub struct Workflow {
    /// The file.
    pub file: FileId,
    /// Its path.
    pub path: String,
    /// Its `name`, or its path where it has none.
    pub name: String,
    /// What starts it.
    pub triggers: Vec<Trigger>,
    /// What `permissions` gives; `None` where it says nothing.
    pub permissions: Option<Permissions>,
    /// Where runs of it are kept from running at once.
    pub concurrency: Option<Span>,
    /// Environment variables.
    pub env: Entries,
    /// What holds for each `run`.
    pub defaults: Defaults,
    /// Its jobs.
    pub jobs: Vec<Job>,
}

/// What `defaults.run` says.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// `working-directory`
    pub folder: Option<Scalar>,
    /// `shell`
    pub shell: Option<Scalar>,
}

/// One event under `on`.
#[derive(Debug, Default)]
pub struct Trigger {
    /// Such as `pull_request`.
    pub name: String,
    /// Where it is written.
    pub span: Option<Span>,
    /// `branches`, `branches-ignore`, `tags` and `tags-ignore`.
    pub branches: Filter,
    /// Of tags.
    pub tags: Filter,
    /// `types`, where they are given.
    pub types: Option<Vec<String>>,
    /// The inputs of `workflow_dispatch` and `workflow_call` with their defaults.
    pub inputs: Vec<(String, Option<Node>)>,
}

/// Which branches or tags start a workflow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Filter {
    /// Nothing is said.
    #[default]
    None,
    /// Only those that fit one of these patterns.
    Only(Vec<String>),
    /// All but some.
    Without,
}

/// What a token may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Permissions {
    /// `read-all` or `write-all`.
    All(String),
    /// By scope, such as `id-token`.
    Scopes(Vec<(String, String)>),
}

/// A job of a workflow.
#[derive(Debug)]
pub struct Job {
    /// Its key.
    pub id: String,
    /// The place of its key.
    pub span: Span,
    /// The jobs that it waits for.
    pub needs: Vec<Scalar>,
    /// `if`
    pub condition: Option<Scalar>,
    /// `strategy.matrix`
    pub matrix: Option<Node>,
    /// `environment`, or the name in it.
    pub environment: Option<Scalar>,
    /// What its token may do.
    pub permissions: Option<Permissions>,
    /// Where runs of it are kept from running at once.
    pub concurrency: Option<Span>,
    /// Environment variables.
    pub env: Entries,
    /// What holds for each `run`.
    pub defaults: Defaults,
    /// The labels of its runner.
    pub runs_on: Vec<Scalar>,
    /// The workflow that it calls.
    pub uses: Option<Scalar>,
    /// What it gives that workflow.
    pub with: Entries,
    /// What jobs after it may read of it.
    pub outputs: Entries,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// A step of a job or of a composite action.
#[derive(Debug)]
pub struct Step {
    /// The place of its first key.
    pub span: Span,
    /// `id`
    pub id: Option<String>,
    /// The action that it runs.
    pub uses: Option<Scalar>,
    /// What it gives that action.
    pub with: Entries,
    /// The script that it runs.
    pub run: Option<Scalar>,
    /// `if`
    pub condition: Option<Scalar>,
    /// Environment variables.
    pub env: Entries,
    /// `working-directory`
    pub folder: Option<Scalar>,
    /// `shell`
    pub shell: Option<Scalar>,
}

/// An action of the repository, under any folder with an `action.yml`.
#[derive(Debug)]
pub struct Action {
    /// The file.
    pub file: FileId,
    /// Its inputs with their defaults.
    pub inputs: Vec<(String, Option<Node>)>,
    /// Its steps; `None` where it is no composite action but a program.
    pub steps: Option<Vec<Step>>,
}

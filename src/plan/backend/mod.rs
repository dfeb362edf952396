//! Where stacks keep their state, and which states stacks read.
//!
//! Two stacks with one identity destroy each other's resources, so identities follow each backend's own rules for
//! building the path of the state (Terraform's backend documentation; S3 and local as measured).

use std::collections::BTreeMap;

use crate::eval::{Evaluator, Kind, Map, Placed, Value};
use crate::hcl::{Block, Body};
use crate::repo::{Module, StackId, key_argument};
use crate::source::Span;

use super::Repetition;
use super::evaluation::StackEvaluation;

mod identity;
mod remote_state;
mod states;

use identity::{Workspace, identity};
pub use remote_state::RemoteState;
pub(super) use states::{StateSearch, States};

/// Why it is not known where a state lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// A clause that reads after "because": `its key is empty`.
    pub reason: String,
    /// The place of what is not known.
    pub span: Span,
}

/// The backend of one stack.
#[derive(Debug, Clone)]
pub struct Backend {
    /// Such as `s3`; `local` where the stack has none.
    pub kind: String,
    /// Whether the stack writes a `backend` or `cloud` block at all.
    pub is_declared: bool,
    /// The arguments, partial configuration files merged in.
    pub arguments: BTreeMap<String, Value>,
    /// The block's type and label, or the start of the stack where there is no block.
    pub span: Span,
    /// Where the state lies, in a form that is equal exactly where the state is. It holds `{workspace}` where the
    /// backend is written for workspaces and nothing says which one is selected.
    pub identity: Result<String, Unresolved>,
    /// Where the states of all its workspaces lie, with `{workspace}` for the name of one.
    pub family: Result<String, Unresolved>,
    /// The workspace, where the configuration says which.
    pub workspace: Option<String>,
}

impl Backend {
    /// The string that an argument is, where it is known.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.arguments.get(name)?.as_str()
    }

    /// Where an argument's value is written.
    pub fn argument_span(&self, name: &str) -> Option<Span> {
        self.arguments.get(name)?.place()
    }

    /// The argument that tells this stack's state from the others beside it, and its name: the `key` of `s3`, the
    /// `prefix` of `gcs`, the workspace's name of `remote`. `None` where it is not known.
    pub fn key(&self) -> Option<(&'static str, Placed<'_>)> {
        let name = key_argument(&self.kind)?;
        Some((name, self.arguments.get(name)?.as_placed()?))
    }

    /// Where the key is written; the block where it has none.
    pub fn key_span(&self) -> Span {
        self.key()
            .and_then(|(_, text)| text.span())
            .unwrap_or(self.span)
    }

    /// The argument that names what holds the states of many stacks, such as the `bucket` of `s3`.
    pub fn store(&self) -> Option<(&'static str, Placed<'_>)> {
        let name = match self.kind.as_str() {
            "s3" | "gcs" | "oss" | "cos" => "bucket",
            "azurerm" => "container_name",
            "remote" | "cloud" => "organization",
            _ => return None,
        };
        Some((name, self.arguments.get(name)?.as_placed()?))
    }
}

/// The block that says where a module keeps its state, and the kind of backend; `local` where there is none.
fn declared<'m>(module: &'m Module<'_>) -> (String, Option<&'m Block>) {
    let settings = &module.settings;
    match (settings.backend, settings.cloud) {
        (Some(block), _) => (block.label(0).unwrap_or_default().to_owned(), Some(block)),
        (None, Some(block)) => ("cloud".to_owned(), Some(block)),
        (None, None) => ("local".to_owned(), None),
    }
}

/// The backend of a stack. Its arguments are literals; in OpenTofu also variables and local values.
pub(super) fn of_stack(evaluation: &StackEvaluation<'_>) -> Backend {
    let (root, stack) = (evaluation.instance(0), evaluation.stack);
    let (kind, block) = declared(root.module);
    let mut arguments = BTreeMap::new();
    evaluation.with_evaluator(&root, &Repetition::None, |evaluator| {
        if let Some(block) = block {
            collect(evaluator, &block.body, "", &mut arguments);
        }
        for file in &stack.backend_files {
            let body = &evaluation.repo.syntax.get(*file).body;
            collect(evaluator, body, "", &mut arguments);
        }
    });
    let span = block.map_or(root.module.anchor(), Block::header);
    let at = |workspace| identity(&kind, &arguments, workspace, &root.module.path, span);
    let workspace = stack.workspace.clone();
    // Whoever sets a prefix for the keys of workspaces has some: nothing is kept in the one called default.
    let has_prefix = ["workspace_key_prefix", "workspaces.prefix"]
        .iter()
        .any(|name| arguments.get(*name).is_some_and(|value| !value.is_null()));
    let selected = match &workspace {
        Some(name) => Workspace::Named(name),
        None if has_prefix => Workspace::Any,
        None => Workspace::Named("default"),
    };
    Backend {
        identity: at(selected),
        family: at(Workspace::Any),
        is_declared: block.is_some(),
        workspace,
        span,
        kind,
        arguments,
    }
}

/// The backend of a stack whose evaluation broke, by a fault of iaclint.
pub(super) fn broken(repo: &crate::repo::Repo<'_>, id: StackId) -> Backend {
    let stack = repo.stack(id);
    let module = repo.module(stack.module);
    let (kind, block) = declared(module);
    let span = block.map_or(module.anchor(), Block::header);
    let unresolved = Unresolved {
        reason: "its evaluation broke".to_owned(),
        span,
    };
    Backend {
        kind,
        is_declared: block.is_some(),
        arguments: BTreeMap::new(),
        span,
        identity: Err(unresolved.clone()),
        family: Err(unresolved),
        workspace: stack.workspace.clone(),
    }
}

/// Attributes of a body by name; those of nested blocks (`workspaces { name = … }`) with the block's name before.
fn collect(
    evaluator: &Evaluator<'_>,
    body: &Body,
    prefix: &str,
    found: &mut BTreeMap<String, Value>,
) {
    for attribute in &body.attributes {
        let name = format!("{prefix}{}", attribute.name.text);
        found.insert(name, evaluator.evaluate(&attribute.value, None));
    }
    for block in &body.blocks {
        let prefix = format!("{prefix}{}.", block.kind.text);
        collect(evaluator, &block.body, &prefix, found);
    }
}

/// The state that a `terraform_remote_state` data source reads.
#[derive(Debug, Clone)]
pub(super) struct Read {
    /// As [`Backend::identity`].
    pub(super) identity: Result<String, Unresolved>,
    /// As [`Backend::family`].
    pub(super) family: Result<String, Unresolved>,
    /// The workspace that it names; `default` where it names none, `None` where that is not known.
    pub(super) workspace: Option<String>,
    /// The kind of backend; empty where that is not known.
    pub(super) kind: String,
    /// What it gives under `config`.
    pub(super) arguments: BTreeMap<String, Value>,
}

/// The state that a `terraform_remote_state` data source reads, by the values of its `backend`, `config` and
/// `workspace`. `root` is the folder of the stack that reads.
pub(super) fn of_values(
    (kind, config, workspace): (&Value, &Value, &Value),
    root: &str,
    header: Span,
) -> Read {
    let unresolved = |value: &Value| {
        let unknown = value.as_unknown()?;
        Some(Unresolved {
            reason: unknown.cause.to_string(),
            span: value.place().unwrap_or(header),
        })
    };
    if let Some(unresolved) = unresolved(kind) {
        return unreadable(unresolved);
    }
    let Some(kind) = kind.as_str().map(str::to_owned) else {
        return unreadable(Unresolved {
            reason: "it names no backend".to_owned(),
            span: header,
        });
    };
    if let Some(unresolved) = unresolved(config) {
        return unreadable(unresolved);
    }
    let mut arguments = BTreeMap::new();
    if let Some(entries) = config.entries() {
        flatten(entries, "", &mut arguments);
    }
    let at = |workspace| identity(&kind, &arguments, workspace, root, header);
    let family = at(Workspace::Any);
    let (identity, workspace) = match &workspace.kind {
        Kind::Null(_) => (at(Workspace::Named("default")), Some("default".to_owned())),
        Kind::String(name) => {
            let name = name.as_str();
            (at(Workspace::Named(name)), Some(name.to_owned()))
        }
        _ => (
            unresolved(workspace).map_or_else(|| at(Workspace::Any), Err),
            None,
        ),
    };
    Read {
        identity,
        family,
        workspace,
        kind,
        arguments,
    }
}

fn unreadable(unresolved: Unresolved) -> Read {
    Read {
        identity: Err(unresolved.clone()),
        family: Err(unresolved),
        workspace: None,
        kind: String::new(),
        arguments: BTreeMap::new(),
    }
}

/// Nested maps by dotted names, as [`collect`] gives nested blocks.
fn flatten(entries: &Map, prefix: &str, found: &mut BTreeMap<String, Value>) {
    for (name, value) in entries {
        match value.entries() {
            Some(inner) => flatten(inner, &format!("{prefix}{name}."), found),
            None => {
                found.insert(format!("{prefix}{name}"), value.clone());
            }
        }
    }
}

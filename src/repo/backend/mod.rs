//! Where stacks keep their state, and which states stacks read.
//!
//! Two stacks with one identity destroy each other's resources, so identities follow each backend's own rules for
//! building the path of the state (Terraform's backend documentation; S3 and local as measured).

use std::collections::BTreeMap;

use crate::eval::{Text, Unknown, Value, evaluate};
use crate::hcl::{Block, Body};
use crate::source::Span;

use super::frame::Frame;
use super::syntax::Syntax;

mod files;
mod identity;

pub(super) use files::{Partial, PartialFile, are_environments, place_of_label};
pub(super) use identity::with_workspace;
use identity::{Workspace, identity};

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
    pub identity: Result<String, Unknown>,
    /// Where the states of all its workspaces lie, with `{workspace}` for the name of one.
    pub family: Result<String, Unknown>,
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
        self.arguments.get(name)?.span()
    }

    /// The argument that tells this stack's state from the others beside it, and its name: the `key` of `s3`, the
    /// `prefix` of `gcs`, the workspace's name of `remote`. `None` where it is not known.
    pub fn key(&self) -> Option<(&'static str, &Text)> {
        let name = key_argument(&self.kind)?;
        Some((name, self.arguments.get(name)?.as_text()?))
    }

    /// Where the key is written; the block where it has none.
    pub fn key_span(&self) -> Span {
        self.key()
            .and_then(|(_, text)| text.span())
            .unwrap_or(self.span)
    }

    /// The argument that names what holds the states of many stacks, such as the `bucket` of `s3`.
    pub fn store(&self) -> Option<(&'static str, &Text)> {
        let name = match self.kind.as_str() {
            "s3" | "gcs" => "bucket",
            "azurerm" => "container_name",
            "remote" | "cloud" => "organization",
            _ => return None,
        };
        Some((name, self.arguments.get(name)?.as_text()?))
    }
}

/// The name of the argument that [`Backend::key`] gives.
fn key_argument(kind: &str) -> Option<&'static str> {
    match kind {
        "s3" | "azurerm" => Some("key"),
        "gcs" => Some("prefix"),
        "local" | "consul" => Some("path"),
        "remote" | "cloud" => Some("workspaces.name"),
        "kubernetes" => Some("secret_suffix"),
        "http" => Some("address"),
        _ => None,
    }
}

/// The backend of the stack whose root module `frame` is.
pub(super) fn of_stack(syntax: &Syntax<'_>, frame: &Frame<'_>) -> Backend {
    let settings = &frame.module.settings;
    let (kind, block): (String, Option<&Block>) = match (settings.backend, settings.cloud) {
        (Some(block), _) => (block.label(0).unwrap_or_default().to_owned(), Some(block)),
        (None, Some(block)) => ("cloud".to_owned(), Some(block)),
        (None, None) => ("local".to_owned(), None),
    };
    let mut arguments = BTreeMap::new();
    if let Some(block) = block {
        collect(
            &block.body,
            "",
            &|expression| frame.evaluate(expression),
            &mut arguments,
        );
    }
    for file in &frame.stack.backend_files {
        collect(
            &syntax.get(*file).body,
            "",
            &|expression| evaluate(expression, frame),
            &mut arguments,
        );
    }
    let span = block.map_or(frame.module.anchor(), Block::header);
    let at = |workspace| identity(&kind, &arguments, workspace, &frame.module.path, span);
    let workspace = frame.stack.workspace.clone();
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

/// Attributes of a body by name; those of nested blocks (`workspaces { name = … }`) with the block's name before.
fn collect(
    body: &Body,
    prefix: &str,
    value: &dyn Fn(&crate::hcl::Expression) -> Value,
    found: &mut BTreeMap<String, Value>,
) {
    for attribute in &body.attributes {
        found.insert(
            format!("{prefix}{}", attribute.name.text),
            value(&attribute.value),
        );
    }
    for block in &body.blocks {
        collect(
            &block.body,
            &format!("{prefix}{}.", block.kind.text),
            value,
            found,
        );
    }
}

/// The state that a `terraform_remote_state` data source reads.
#[derive(Debug, Clone)]
pub(super) struct Read {
    /// As [`Backend::identity`].
    pub(super) identity: Result<String, Unknown>,
    /// As [`Backend::family`].
    pub(super) family: Result<String, Unknown>,
    /// The workspace that it names; `default` where it names none, `None` where that is not known.
    pub(super) workspace: Option<String>,
    /// The kind of backend; empty where that is not known.
    pub(super) kind: String,
    /// What it gives under `config`.
    pub(super) arguments: BTreeMap<String, Value>,
}

/// What a `terraform_remote_state` data source says about the state it reads.
pub(super) fn of_remote_state(frame: &Frame<'_>, block: &Block) -> Read {
    let header = block.header();
    let value = |name: &str| {
        let attribute = block.body.attribute(name)?;
        Some(frame.evaluate(&attribute.value))
    };
    let (kind, config) = match (value("backend"), value("config")) {
        (Some(Value::Text(kind)), config) => (kind.text, config),
        (Some(Value::Unknown(unknown)), _) => return unreadable(unknown),
        _ => {
            let reason = "it names no backend".to_owned();
            return unreadable(Unknown {
                reason,
                span: header,
            });
        }
    };
    let arguments = match config {
        Some(Value::Map(entries, _)) => flatten(entries),
        Some(Value::Unknown(unknown)) => return unreadable(unknown),
        // The form with a nested block is that of Terraform before 0.12.
        _ => {
            let mut found = BTreeMap::new();
            for config in block.body.blocks_of("config") {
                let evaluate = |expression: &crate::hcl::Expression| frame.evaluate(expression);
                collect(&config.body, "", &evaluate, &mut found);
            }
            found
        }
    };
    let at = |workspace| identity(&kind, &arguments, workspace, frame_root(frame), header);
    let family = at(Workspace::Any);
    let (identity, workspace) = match value("workspace") {
        None | Some(Value::Null(_)) => {
            (at(Workspace::Named("default")), Some("default".to_owned()))
        }
        Some(Value::Text(name)) => (at(Workspace::Named(&name.text)), Some(name.text)),
        Some(Value::Unknown(unknown)) => (Err(unknown), None),
        Some(_) => (at(Workspace::Any), None),
    };
    Read {
        identity,
        family,
        workspace,
        kind,
        arguments,
    }
}

fn unreadable(unknown: Unknown) -> Read {
    Read {
        identity: Err(unknown.clone()),
        family: Err(unknown),
        workspace: None,
        kind: String::new(),
        arguments: BTreeMap::new(),
    }
}

fn frame_root<'f>(frame: &Frame<'f>) -> &'f str {
    frame
        .caller
        .map_or(&frame.module.path, |(outer, _)| frame_root(outer))
}

/// Nested maps by dotted names, as [`collect`] gives nested blocks.
fn flatten(entries: BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let mut flat = BTreeMap::new();
    for (name, value) in entries {
        if let Value::Map(inner, _) = value {
            flat.extend(
                flatten(inner)
                    .into_iter()
                    .map(|(key, value)| (format!("{name}.{key}"), value)),
            );
        } else {
            flat.insert(name, value);
        }
    }
    flat
}

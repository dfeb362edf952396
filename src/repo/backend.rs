//! Where stacks keep their state, and which states stacks read.
//!
//! Two stacks with one identity destroy each other's resources, so identities follow each backend's own rules for
//! building the path of the state (Terraform's backend documentation; S3 and local as measured).

use std::collections::BTreeMap;

use crate::eval::{Unknown, Value, evaluate};
use crate::hcl::{Block, Body};
use crate::source::{Span, join_path};

use super::frame::Frame;
use super::syntax::Syntax;

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
    /// Where the state lies, in a form that is equal exactly where the state is.
    pub identity: Result<String, Unknown>,
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
}

/// The backend of the stack whose root module `frame` is.
pub(super) fn of_stack(syntax: &Syntax<'_>, frame: &Frame<'_>) -> Backend {
    let settings = &frame.module.settings;
    let workspace = frame.stack.workspace.as_deref().unwrap_or("default");
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
    let identity = identity(&kind, &arguments, workspace, &frame.module.path, span);
    Backend {
        kind,
        is_declared: block.is_some(),
        arguments,
        span,
        identity,
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

/// The identity of the state that a `terraform_remote_state` data source reads.
pub(super) fn of_remote_state(frame: &Frame<'_>, block: &Block) -> Result<String, Unknown> {
    let header = block.header();
    let unknown = |reason: &str| {
        Err(Unknown {
            reason: reason.to_owned(),
            span: header,
        })
    };
    let kind = match block
        .body
        .attribute("backend")
        .map(|attribute| frame.evaluate(&attribute.value))
    {
        Some(Value::Text(text)) => text.text,
        Some(Value::Unknown(unknown)) => return Err(unknown),
        _ => return unknown("it names no backend"),
    };
    let config = block
        .body
        .attribute("config")
        .map(|attribute| frame.evaluate(&attribute.value));
    let arguments = match config {
        Some(Value::Map(entries, _)) => flatten(entries),
        Some(Value::Unknown(unknown)) => return Err(unknown),
        // The form with a nested block is that of Terraform before 0.12.
        _ => {
            let mut found = BTreeMap::new();
            for config in block.body.blocks_of("config") {
                collect(
                    &config.body,
                    "",
                    &|expression| frame.evaluate(expression),
                    &mut found,
                );
            }
            found
        }
    };
    let workspace = match block
        .body
        .attribute("workspace")
        .map(|attribute| frame.evaluate(&attribute.value))
    {
        Some(Value::Text(text)) => text.text,
        Some(Value::Unknown(unknown)) => return Err(unknown),
        _ => "default".to_owned(),
    };
    identity(&kind, &arguments, &workspace, frame_root(frame), header)
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

/// Where the state of a backend with these arguments lies. `folder` is the stack's, for relative paths.
fn identity(
    kind: &str,
    arguments: &BTreeMap<String, Value>,
    workspace: &str,
    folder: &str,
    span: Span,
) -> Result<String, Unknown> {
    let required = |name: &str| match arguments.get(name) {
        Some(Value::Text(text)) => Ok(text.text.clone()),
        Some(Value::Unknown(unknown)) => Err(unknown.clone()),
        Some(other) => Err(Unknown {
            reason: format!("its {name} is not a string"),
            span: other.span().unwrap_or(span),
        }),
        None => Err(Unknown {
            reason: format!("its {name} is not given in the repository"),
            span,
        }),
    };
    let optional = |name: &str, default: &str| match arguments.get(name) {
        None | Some(Value::Null(_)) => Ok(default.to_owned()),
        Some(_) => required(name),
    };
    let is_default = workspace == "default";
    match kind {
        "s3" => {
            let (bucket, key) = (required("bucket")?, required("key")?);
            let prefix = optional("workspace_key_prefix", "env:")?;
            let key = key.trim_start_matches('/');
            let path = if is_default {
                key.to_owned()
            } else {
                format!("{prefix}/{workspace}/{key}")
            };
            Ok(format!("s3://{bucket}/{path}"))
        }
        "gcs" => {
            let (bucket, prefix) = (required("bucket")?, optional("prefix", "")?);
            Ok(format!(
                "gs://{bucket}/{}/{workspace}.tfstate",
                prefix.trim_matches('/')
            ))
        }
        "azurerm" => {
            let account = required("storage_account_name")?;
            let (container, key) = (required("container_name")?, required("key")?);
            let suffix = if is_default {
                String::new()
            } else {
                format!("env:{workspace}")
            };
            Ok(format!("azurerm://{account}/{container}/{key}{suffix}"))
        }
        "local" => {
            let path = optional("path", "terraform.tfstate")?;
            let directory = optional("workspace_dir", "terraform.tfstate.d")?;
            let path = if is_default {
                path
            } else {
                format!("{directory}/{workspace}/terraform.tfstate")
            };
            if path.starts_with('/') {
                return Ok(format!("local:{path}"));
            }
            let outside = || Unknown {
                reason: "its path leaves the repository".to_owned(),
                span,
            };
            Ok(format!(
                "local:{}",
                join_path(folder, &path).ok_or_else(outside)?
            ))
        }
        "remote" | "cloud" => {
            let host = optional("hostname", "app.terraform.io")?;
            let organization = required("organization")?;
            let name = match (arguments.contains_key("workspaces.prefix"), is_default) {
                (true, false) => format!("{}{workspace}", required("workspaces.prefix")?),
                _ => required("workspaces.name")?,
            };
            Ok(format!("remote://{host}/{organization}/{name}"))
        }
        "http" => Ok(format!("http:{}", required("address")?)),
        "consul" => {
            let suffix = if is_default {
                String::new()
            } else {
                format!("-env:{workspace}")
            };
            Ok(format!(
                "consul://{}/{}{suffix}",
                optional("address", "")?,
                required("path")?
            ))
        }
        "kubernetes" => {
            let namespace = optional("namespace", "default")?;
            Ok(format!(
                "kubernetes://{namespace}/tfstate-{workspace}-{}",
                required("secret_suffix")?
            ))
        }
        "pg" => Ok(format!(
            "pg://{}/{workspace}",
            optional("schema_name", "terraform_remote_state")?
        )),
        _ => Err(Unknown {
            reason: format!("the {kind} backend is not one iaclint knows"),
            span,
        }),
    }
}

//! Where the state of a backend with some arguments lies.
//!
//! The rules are those of each backend's documentation; those of `s3` and `local` were measured with Terraform 1.11.

use std::collections::BTreeMap;

use crate::eval::{Cause, Kind, Part, Shape, Unknown, Value};
use crate::source::Span;

use super::Unresolved;

/// The workspace whose state is meant.
#[derive(Debug, Clone, Copy)]
pub(super) enum Workspace<'w> {
    /// The one of this name.
    Named(&'w str),
    /// Each of them: `{workspace}` stands for its name.
    Any,
}

impl<'w> Workspace<'w> {
    /// Its name; `None` for the workspace `default`, whose state most backends keep apart from the others.
    fn name(self) -> Option<&'w str> {
        match self {
            Self::Named("default") => None,
            Self::Named(name) => Some(name),
            Self::Any => Some("{workspace}"),
        }
    }
}

/// Whether a text is left for a generator or a person to fill in, as `<bucket>` and `$application` are.
fn is_placeholder(text: &str) -> bool {
    let is_name = |after: &str| after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '{');
    text.contains('<') || text.contains("{{") || text.split('$').skip(1).any(is_name)
}

/// Arguments, and the place to name where one is missing.
struct Arguments<'a> {
    values: &'a BTreeMap<String, Value>,
    span: Span,
}

impl Arguments<'_> {
    fn required(&self, name: &str) -> Result<String, Unresolved> {
        let fault = |reason: String, span| Err(Unresolved { reason, span });
        let given = self.values.get(name).filter(|value| !value.is_null());
        let Some(value) = given else {
            return fault(
                format!("its {name} is not given in the repository"),
                self.span,
            );
        };
        let at = value.place().unwrap_or(self.span);
        match &value.kind {
            Kind::String(text) if is_placeholder(text.as_str()) => {
                fault(format!("its {name} is still to be filled in"), at)
            }
            Kind::String(text) if !text.as_str().trim().is_empty() => Ok(text.as_str().to_owned()),
            Kind::String(_) => fault(format!("its {name} is empty"), at),
            // Terraform converts an unquoted number.
            Kind::Number(number) => Ok(number.to_string()),
            Kind::Unknown(unknown) => match spelt(unknown) {
                Some(text) => Ok(text),
                None => fault(unknown.cause.to_string(), at),
            },
            _ => fault(format!("its {name} is not a string"), at),
        }
    }

    fn optional(&self, name: &str, default: &str) -> Result<String, Unresolved> {
        match self.values.get(name) {
            Some(value) if !value.is_null() => match value.as_str() {
                Some(text) => Ok(text.to_owned()),
                None => self.required(name),
            },
            _ => Ok(default.to_owned()),
        }
    }
}

/// A text in which nothing but the workspace is not known, with `{workspace}` for it, as in [`super::Backend::family`].
fn spelt(unknown: &Unknown) -> Option<String> {
    match &unknown.shape {
        Shape::Template(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Text(text, _) => Some(text.as_str().to_owned()),
                Part::Hole(hole) => spelt(hole.as_unknown()?),
            })
            .collect(),
        _ => (unknown.cause == Cause::Workspace).then(|| "{workspace}".to_owned()),
    }
}

/// Where the state of a backend with these arguments lies. `folder` is the stack's, for relative paths.
pub(super) fn identity(
    kind: &str,
    arguments: &BTreeMap<String, Value>,
    workspace: Workspace<'_>,
    folder: &str,
    span: Span,
) -> Result<String, Unresolved> {
    let given = Arguments {
        values: arguments,
        span,
    };
    match kind {
        "s3" => s3(&given, workspace),
        "gcs" => {
            let prefix = given.optional("prefix", "")?;
            let (bucket, prefix) = (given.required("bucket")?, prefix.trim_matches('/'));
            let slash = if prefix.is_empty() { "" } else { "/" };
            let workspace = workspace.name().unwrap_or("default");
            Ok(format!("gs://{bucket}/{prefix}{slash}{workspace}.tfstate"))
        }
        "azurerm" => {
            let account = given.required("storage_account_name")?;
            let (container, key) = (given.required("container_name")?, given.required("key")?);
            let suffix = workspace.name().map(|name| format!("env:{name}"));
            Ok(format!(
                "azurerm://{account}/{container}/{key}{}",
                suffix.unwrap_or_default()
            ))
        }
        "oss" | "cos" => {
            let bucket = given.required("bucket")?;
            let prefix = given.optional("prefix", "env:")?;
            let key = given.optional("key", "terraform.tfstate")?;
            let parts = [Some(prefix.as_str()), workspace.name(), Some(key.as_str())];
            // The backends join them as paths.
            let parts = parts.into_iter().flatten().flat_map(|part| part.split('/'));
            let parts: Vec<&str> = parts.filter(|part| !matches!(*part, "" | ".")).collect();
            Ok(format!("{kind}://{bucket}/{}", parts.join("/")))
        }
        "local" => local(&given, workspace, folder),
        "remote" | "cloud" => {
            let host = given.optional("hostname", "app.terraform.io")?;
            let organization = given.required("organization")?;
            let name = match given.optional("workspaces.prefix", "")? {
                prefix if prefix.is_empty() => given.required("workspaces.name")?,
                prefix => format!("{prefix}{}", workspace.name().unwrap_or("default")),
            };
            Ok(format!("remote://{host}/{organization}/{name}"))
        }
        "http" => {
            let address = given.required("address")?;
            Ok(format!("http://{}", without_credentials(&address)))
        }
        "consul" => {
            let (address, path) = (given.optional("address", "")?, given.required("path")?);
            let suffix = workspace.name().map(|name| format!("-env:{name}"));
            Ok(format!(
                "consul://{address}/{path}{}",
                suffix.unwrap_or_default()
            ))
        }
        "kubernetes" => {
            let namespace = given.optional("namespace", "default")?;
            let cluster = given.optional("config_context", "")?;
            let suffix = given.required("secret_suffix")?;
            let workspace = workspace.name().unwrap_or("default");
            Ok(format!(
                "kubernetes://{cluster}/{namespace}/tfstate-{workspace}-{suffix}"
            ))
        }
        "pg" => {
            let database = given.required("conn_str")?;
            let schema = given.optional("schema_name", "terraform_remote_state")?;
            let workspace = workspace.name().unwrap_or("default");
            let database = without_credentials(&database);
            Ok(format!("pg://{database}/{schema}/{workspace}"))
        }
        _ => Err(Unresolved {
            reason: format!("the {kind} backend is not one iaclint knows"),
            span,
        }),
    }
}

/// The families that an identity of S3 may belong to: for each folder of its key, the identity with `{workspace}` in
/// the place of that folder, and the folder's name.
pub(super) fn with_workspace(identity: &str) -> Vec<(String, &str)> {
    const MAX_FOLDERS: usize = 32;
    let parts: Vec<&str> = identity.split('/').collect();
    if !identity.starts_with("s3://") || parts.len() > MAX_FOLDERS {
        return Vec::new();
    }
    // `s3:`, nothing and the bucket come first, and a file's name last.
    let folders = 3..parts.len().saturating_sub(1);
    let replaced = |at: usize| {
        let mut family = parts.clone();
        family[at] = "{workspace}";
        (family.join("/"), parts[at])
    };
    folders.map(replaced).collect()
}

/// A URL or connection string without scheme, user and password: identities are shown to people.
fn without_credentials(url: &str) -> String {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.rsplit_once('@').map_or(url, |(_, rest)| rest);
    let words = url.split_whitespace();
    let harmless = words.filter(|word| !word.starts_with("password="));
    harmless.collect::<Vec<_>>().join(" ")
}

/// S3 compares keys byte by byte: `A` is not `a`, and `a/./b` is not `a/b`. Terraform 1.11 refuses a key with a slash
/// at either end or two in a row; versions before 1.6 read a leading slash as none.
fn s3(given: &Arguments<'_>, workspace: Workspace<'_>) -> Result<String, Unresolved> {
    let (bucket, key) = (given.required("bucket")?, given.required("key")?);
    let prefix = given.optional("workspace_key_prefix", "env:")?;
    let endpoint = match given.optional("endpoints.s3", "")? {
        endpoint if endpoint.is_empty() => given.optional("endpoint", "")?,
        endpoint => endpoint,
    };
    // Two servers of the S3 protocol may each have a bucket of one name.
    let host = if endpoint.is_empty() {
        bucket
    } else {
        format!("{bucket}@{endpoint}")
    };
    let key = key.trim_start_matches('/');
    Ok(match workspace.name() {
        None => format!("s3://{host}/{key}"),
        Some(name) if prefix.is_empty() => format!("s3://{host}/{name}/{key}"),
        Some(name) => format!("s3://{host}/{prefix}/{name}/{key}"),
    })
}

fn local(
    given: &Arguments<'_>,
    workspace: Workspace<'_>,
    folder: &str,
) -> Result<String, Unresolved> {
    let path = given.optional("path", "terraform.tfstate")?;
    let directory = given.optional("workspace_dir", "terraform.tfstate.d")?;
    let path = match workspace.name() {
        None => path,
        Some(name) => format!("{directory}/{name}/terraform.tfstate"),
    };
    if path.starts_with('/') {
        return Ok(format!("local:{path}"));
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            // Above the root the steps upwards are kept: the path is compared, never read.
            ".." if parts.last().is_none_or(|last| *last == "..") => parts.push(".."),
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    Ok(format!("local:{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::{Workspace, identity};
    use crate::eval::Value;
    use crate::source::{FileId, Span};

    fn of(kind: &str, arguments: &[(&str, &str)], workspace: &str) -> Result<String, String> {
        let span = Span::file_start(FileId(0));
        let text = |value: &str| Value::string(value).at(span);
        let arguments = arguments
            .iter()
            .map(|(name, value)| ((*name).to_owned(), text(value)))
            .collect();
        let workspace = match workspace {
            "*" => Workspace::Any,
            name => Workspace::Named(name),
        };
        identity(kind, &arguments, workspace, "live/prod/vpc", span).map_err(|it| it.reason)
    }

    /// The objects that Terraform 1.11.4 was seen to put into a server of the S3 protocol.
    #[test]
    fn s3_keeps_states_at_the_measured_places() {
        let s3 = |key, prefix: Option<&'static str>, workspace| {
            let prefix = prefix.map(|prefix| ("workspace_key_prefix", prefix));
            let arguments: Vec<_> = [("bucket", "b"), ("key", key)]
                .into_iter()
                .chain(prefix)
                .collect();
            of("s3", &arguments, workspace).unwrap()
        };
        assert_eq!(s3("a/b.tfstate", None, "default"), "s3://b/a/b.tfstate");
        assert_eq!(s3("a/./b.tfstate", None, "default"), "s3://b/a/./b.tfstate");
        assert_eq!(s3("A/b.tfstate", None, "default"), "s3://b/A/b.tfstate");
        assert_eq!(s3("a/b", None, "prod"), "s3://b/env:/prod/a/b");
        assert_eq!(s3("a/b", Some("w"), "prod"), "s3://b/w/prod/a/b");
        assert_eq!(s3("a/b", Some(""), "prod"), "s3://b/prod/a/b");
        assert_eq!(s3("a/b", Some("w"), "default"), "s3://b/a/b");
        assert_eq!(s3("a/b", Some("w"), "*"), "s3://b/w/{workspace}/a/b");
    }

    /// As HashiCorp's documentation of the backends tells it.
    #[test]
    fn oss_and_cos_keep_states_below_a_prefix() {
        for kind in ["oss", "cos"] {
            let at = |arguments: &[(&str, &str)], workspace| {
                let arguments: Vec<_> = [("bucket", "b")]
                    .into_iter()
                    .chain(arguments.iter().copied())
                    .collect();
                let found = of(kind, &arguments, workspace).unwrap();
                let bucket = format!("{kind}://b/");
                found.strip_prefix(&bucket).unwrap().to_owned()
            };
            assert_eq!(at(&[], "default"), "env:/terraform.tfstate");
            assert_eq!(at(&[], "prod"), "env:/prod/terraform.tfstate");
            let written = [("prefix", "path/mystate"), ("key", "version-1.tfstate")];
            assert_eq!(at(&written, "default"), "path/mystate/version-1.tfstate");
            assert_eq!(
                at(&written, "*"),
                "path/mystate/{workspace}/version-1.tfstate"
            );
            assert_eq!(at(&[("prefix", "")], "default"), "terraform.tfstate");
            assert_eq!(
                at(&[("prefix", "a//./b/")], "default"),
                "a/b/terraform.tfstate"
            );
            assert!(of(kind, &[("key", "a")], "default").is_err());
        }
    }

    /// The files that Terraform 1.11.4 was seen to write.
    #[test]
    fn local_paths_are_relative_to_the_stack() {
        let local =
            |arguments: &[(&str, &str)], workspace| of("local", arguments, workspace).unwrap();
        assert_eq!(
            local(&[], "default"),
            "local:live/prod/vpc/terraform.tfstate"
        );
        let path = [("path", "../common//./x.tfstate")];
        assert_eq!(local(&path, "default"), "local:live/prod/common/x.tfstate");
        assert_eq!(
            local(&path, "blue"),
            "local:live/prod/vpc/terraform.tfstate.d/blue/terraform.tfstate"
        );
        let above = [("path", "../../../../states/x.tfstate")];
        assert_eq!(local(&above, "default"), "local:../states/x.tfstate");
    }

    #[test]
    fn the_cloud_block_and_the_remote_backend_name_one_state() {
        let named = [("organization", "o"), ("workspaces.name", "n")];
        assert_eq!(of("cloud", &named, "default"), of("remote", &named, "prod"));
        let prefixed = [("organization", "o"), ("workspaces.prefix", "app-")];
        let expected = "remote://app.terraform.io/o/app-prod";
        assert_eq!(of("remote", &prefixed, "prod").unwrap(), expected);
        let tagged = [("organization", "o"), ("workspaces.tags", "net")];
        assert!(of("cloud", &tagged, "default").is_err());
    }

    #[test]
    fn a_key_may_spell_a_workspace_out() {
        let found = super::with_workspace("s3://b/env:/prod/vpc");
        let expected = [
            ("s3://b/{workspace}/prod/vpc".to_owned(), "env:"),
            ("s3://b/env:/{workspace}/vpc".to_owned(), "prod"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_missing_or_empty_is_unknown() {
        for placeholder in ["<key>", "apps/$name/state", "{{ name }}/state"] {
            assert!(of("s3", &[("bucket", "b"), ("key", placeholder)], "default").is_err());
        }
        let missing = of("s3", &[("bucket", "b")], "default").unwrap_err();
        assert_eq!(missing, "its key is not given in the repository");
        let empty = of("s3", &[("bucket", "b"), ("key", "")], "default").unwrap_err();
        assert_eq!(empty, "its key is empty");
        assert!(of("swift", &[], "default").is_err());
    }

    #[test]
    fn a_number_is_the_key_of_its_digits() {
        let span = Span::file_start(FileId(0));
        let bucket = Value::string("b").at(span);
        let key = Value::number(123).at(span);
        let arguments = [("bucket".to_owned(), bucket), ("key".to_owned(), key)].into();
        let found = identity("s3", &arguments, Workspace::Named("default"), "", span);
        assert_eq!(found.unwrap(), "s3://b/123");
    }

    #[test]
    fn credentials_are_no_part_of_an_identity() {
        let pg = |text: &'static str| of("pg", &[("conn_str", text)], "default").unwrap();
        let expected = "pg://db.example/states/terraform_remote_state/default";
        assert_eq!(pg("postgres://me:hidden@db.example/states"), expected);
        assert!(!pg("host=db.example password=hidden dbname=states").contains("hidden"));
    }

    #[test]
    fn one_bucket_name_on_two_servers_is_two_buckets() {
        let on = |server: &'static str| {
            let arguments = [("bucket", "b"), ("key", "k"), ("endpoints.s3", server)];
            of("s3", &arguments, "default").unwrap()
        };
        assert_ne!(on("https://one.example"), on("https://two.example"));
    }
}

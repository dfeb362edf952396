//! Whether a stack uses the version of a provider whose schema is known.

use crate::hcl::{Expression, ExpressionKind};
use crate::repo::version::{Constraints, Dialect, Version};
use crate::repo::{Module, Repo, Stack};
use crate::schema::Schemas;

/// How the version of a provider that a stack uses stands to the one whose schema is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaFit {
    /// The schema certainly tells all attributes that the stack's version has.
    Exact,
    /// Nothing says that the stack uses that version, and nothing that it uses another.
    Open,
    /// It certainly uses another one, which this text names: a version, or constraints.
    Other(String),
    /// No schema is known, or not of which version it is.
    Missing,
}

/// Whether the schema of the provider that a type's name begins with certainly tells all attributes that the stack's
/// version has: the lock file pins that version or an older one of the same major version, or, without a lock file,
/// the constraints allow no newer major version.
pub fn is_exact(repo: &Repo<'_>, stack: &Stack<'_>, schemas: &Schemas, provider: &str) -> bool {
    is_exact_in(repo, repo.module(stack.module), schemas, provider)
}

/// The same of a root module, whether a stack is made of it or not.
pub fn is_exact_in(
    repo: &Repo<'_>,
    module: &Module<'_>,
    schemas: &Schemas,
    provider: &str,
) -> bool {
    schema_fit(repo, module, schemas, provider) == SchemaFit::Exact
}

/// How well the schema of the provider that a type's name begins with fits a root module.
pub fn schema_fit(
    repo: &Repo<'_>,
    module: &Module<'_>,
    schemas: &Schemas,
    provider: &str,
) -> SchemaFit {
    if provider == "terraform" {
        return SchemaFit::Exact;
    }
    let Some(known) = schemas
        .named(provider)
        .and_then(|schema| Version::parse(schema.version()?))
    else {
        return SchemaFit::Missing;
    };
    if let Some(locked) = locked(repo, module, provider) {
        return if major(&locked) == major(&known) && locked <= known {
            SchemaFit::Exact
        } else {
            SchemaFit::Other(locked.to_string())
        };
    }
    let required = module.settings.required_providers.get(provider);
    let text = required.and_then(|required| version_of(&required.value));
    let constraints = text.and_then(|text| Constraints::parse(text, Dialect::Provider));
    let (Some(text), Some(constraints)) = (text, constraints) else {
        return SchemaFit::Open;
    };
    // The schema that the program brings along is the last of its major version. Of one that was imported nobody
    // knows that.
    let is_last = schemas
        .named(provider)
        .is_some_and(|schema| !schemas.is_imported(schema.address()));
    let next = if is_last {
        format!("{}.0.0", major(&known) + 1)
    } else {
        format!("{}.{}.0", major(&known), minor(&known) + 1)
    };
    let next = Version::parse(&next);
    let allows_newer = next.is_none_or(|next| constraints.allow(&next));
    match (constraints.allow(&known), allows_newer) {
        (true, false) => SchemaFit::Exact,
        (true, true) => SchemaFit::Open,
        (false, _) if allows_only_older(&constraints, &known) => SchemaFit::Exact,
        (false, _) => SchemaFit::Other(text.to_owned()),
    }
}

fn allows_newer_major(constraints: &Constraints, known: &Version) -> bool {
    let next = Version::parse(&format!("{}.0.0", major(known) + 1));
    next.is_none_or(|next| constraints.allow(&next))
}

/// Whether constraints that exclude the known version allow older ones of its major version, and none that is newer.
/// Of all versions, those count that the constraints themselves name: each limit is next to one.
fn allows_only_older(constraints: &Constraints, known: &Version) -> bool {
    let mut named = constraints.all.iter().map(|one| &one.version);
    let is_older = |version: &&Version| major(version) == major(known) && *version < known;
    let allows_older = named
        .clone()
        .filter(is_older)
        .any(|it| constraints.allow(it));
    let is_newer = |version: &Version| version > known && constraints.allow(version);
    let newer = [(0, 1), (1, 0), (50, 0)].map(|(minor, patch)| {
        let at = |at: usize| known.numbers.get(at).copied().unwrap_or_default();
        Version::parse(&format!("{}.{}.{}", at(0), at(1) + minor, at(2) + patch))
    });
    let newer = newer.iter().flatten();
    allows_older
        && !allows_newer_major(constraints, known)
        && !named.any(is_newer)
        && !newer.into_iter().any(is_newer)
}

/// Whether a module itself requires another version of a provider than the one whose schema is known.
pub fn requires_other(module: &Module<'_>, schemas: &Schemas, provider: &str) -> bool {
    let known = schemas.named(provider).and_then(|schema| schema.version());
    let required = module.settings.required_providers.get(provider);
    let text = required.and_then(|required| version_of(&required.value));
    let constraints = text.and_then(|text| Constraints::parse(text, Dialect::Provider));
    match (known.and_then(Version::parse), constraints) {
        (Some(known), Some(constraints)) => !constraints.allow(&known),
        _ => false,
    }
}

/// The version that the lock file beside a root module pins.
pub(crate) fn locked(repo: &Repo<'_>, module: &Module<'_>, provider: &str) -> Option<Version> {
    let file = repo
        .sources
        .file_in(module.directory, ".terraform.lock.hcl")?;
    let body = &repo.syntax.get(file).body;
    let mut blocks = body.blocks_of("provider");
    let block = blocks.find(|block| {
        block
            .label(0)
            .is_some_and(|address| address.rsplit('/').next() == Some(provider))
    })?;
    Version::parse(block.body.attribute("version")?.value.as_str()?)
}

/// Whether a root module is certainly run by Terraform: the lock file beside it names providers of Terraform's registry,
/// and none of `OpenTofu`'s, which would put its own in their place.
pub fn is_run_by_terraform(repo: &Repo<'_>, module: &Module<'_>) -> bool {
    let Some(file) = repo
        .sources
        .file_in(module.directory, ".terraform.lock.hcl")
    else {
        return false;
    };
    let blocks = repo.syntax.get(file).body.blocks_of("provider");
    let addresses: Vec<&str> = blocks.filter_map(|block| block.label(0)).collect();
    let is_of = |host: &str| addresses.iter().any(|address| address.starts_with(host));
    is_of("registry.terraform.io/") && !is_of("registry.opentofu.org/")
}

/// The `version` of an entry of `required_providers`, in its long or its old short form.
fn version_of(entry: &Expression) -> Option<&str> {
    match &entry.kind {
        ExpressionKind::Object(items) => {
            let item = items
                .iter()
                .find(|item| item.key.as_str() == Some("version"))?;
            item.value.as_str()
        }
        _ => entry.as_str(),
    }
}

fn major(version: &Version) -> u64 {
    version.numbers.first().copied().unwrap_or_default()
}

fn minor(version: &Version) -> u64 {
    version.numbers.get(1).copied().unwrap_or_default()
}

/// Whether the stack may be run by a Terraform that lets `&&` and `||` pass over what they need not look at: 1.12 or
/// newer, unless the constraints exclude all of those.
pub(super) fn may_short_circuit(repo: &Repo<'_>, stack: &Stack<'_>) -> bool {
    may_be_since_1_12(repo.module(stack.module))
}

/// Whether the constraints of a root module allow a version of Terraform from 1.12 on.
pub fn may_be_since_1_12(module: &Module<'_>) -> bool {
    let texts = module
        .settings
        .required_version
        .iter()
        .filter_map(|written| written.value.as_str());
    let mut constraints =
        texts.filter_map(|text| Constraints::parse(text, Dialect::TerraformOrModule));
    let newer = |constraints: &Constraints| {
        let first = Version {
            numbers: vec![1, 12, 0],
            prerelease: String::new(),
        };
        let named = constraints.all.iter().map(|one| one.version.clone());
        let released = (12..40).flat_map(|minor| {
            [0, 1, 9].map(|patch| Version {
                numbers: vec![1, minor, patch],
                prerelease: String::new(),
            })
        });
        named
            .chain(released)
            .any(|version| version >= first && constraints.allow(&version))
    };
    constraints.all(|constraints| newer(&constraints) || !constraints.has_upper_bound())
}

#[cfg(test)]
mod tests {
    use super::{SchemaFit, schema_fit};
    use crate::config::Config;
    use crate::repo::{Repo, Syntax};
    use crate::schema::Schemas;
    use crate::source::Sources;

    /// The embedded schema is that of 5.100.0.
    fn fit(constraint: &str, locked: Option<&str>) -> SchemaFit {
        let main = format!(
            "terraform {{\n  backend \"local\" {{}}\n  required_providers {{\n    aws = {{\n      \
             source = \"hashicorp/aws\"\n      {constraint}\n    }}\n  }}\n}}\n"
        );
        let lock = locked.map(|version| {
            format!("provider \"registry.terraform.io/hashicorp/aws\" {{\n  version = \"{version}\"\n}}\n")
        });
        let mut files = vec![("live/main.tf", main.as_str())];
        files.extend(
            lock.as_deref()
                .map(|lock| ("live/.terraform.lock.hcl", lock)),
        );
        let sources = Sources::from_memory(files);
        let (syntax, config) = (Syntax::new(&sources), Config::default());
        let repo = Repo::build(&sources, &syntax, &config);
        schema_fit(
            &repo,
            repo.module(repo.stacks[0].module),
            &Schemas::embedded(),
            "aws",
        )
    }

    #[test]
    fn constraints_tell_whether_the_schema_is_of_the_version_in_use() {
        let of = |version: &str| fit(&format!("version = \"{version}\""), None);
        for exact in [
            "~> 5.0",
            "5.100.0",
            ">= 5.30, < 6.0",
            "~> 5.99.0",
            "= 5.40.0",
            "< 5.60, >= 5.2",
        ] {
            assert_eq!(of(exact), SchemaFit::Exact, "{exact}");
        }
        for open in [">= 5.0", ">= 4.0", "> 5.2, != 5.3.0", "< 7.0"] {
            assert_eq!(of(open), SchemaFit::Open, "{open}");
        }
        for other in [
            "~> 6.0",
            "~> 4.67",
            "< 5.0",
            ">= 4.0, < 5.0",
            "6.2.0",
            "~> 5.101",
            "> 5.100.0, < 6.0",
        ] {
            assert_eq!(of(other), SchemaFit::Other(other.to_owned()), "{other}");
        }
        assert_eq!(fit("", None), SchemaFit::Open);
        assert_eq!(of("nonsense"), SchemaFit::Open);
    }

    #[test]
    fn the_lock_file_decides_where_there_is_one() {
        let of = |version: &str| fit("version = \">= 4.0\"", Some(version));
        assert_eq!(of("5.100.0"), SchemaFit::Exact);
        assert_eq!(of("5.31.0"), SchemaFit::Exact);
        assert_eq!(of("6.2.0"), SchemaFit::Other("6.2.0".to_owned()));
        assert_eq!(of("4.67.0"), SchemaFit::Other("4.67.0".to_owned()));
    }
}

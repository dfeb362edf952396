//! Whether a stack uses the version of a provider whose schema is known.

use crate::hcl::{Expression, ExpressionKind};
use crate::repo::version::{Constraints, Dialect, Version};
use crate::repo::{Module, Repo, Stack};
use crate::schema::Schemas;

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
    if provider == "terraform" {
        return true;
    }
    let Some(known) = schemas
        .named(provider)
        .and_then(|schema| Version::parse(schema.version()?))
    else {
        return false;
    };
    if let Some(locked) = locked(repo, module, provider) {
        return major(&locked) == major(&known) && locked <= known;
    }
    let required = module.settings.required_providers.get(provider);
    let Some(text) = required.and_then(|required| version_of(&required.value)) else {
        return false;
    };
    // The schema that the program brings along is the last of its major version. Of one that was imported nobody
    // knows that.
    let is_last = schemas
        .named(provider)
        .is_some_and(|schema| !schemas.is_imported(schema.address()));
    let next = match is_last {
        true => format!("{}.0.0", major(&known) + 1),
        false => format!("{}.{}.0", major(&known), minor(&known) + 1),
    };
    let next = Version::parse(&next);
    let Some(constraints) = Constraints::parse(text, Dialect::Provider) else {
        return false;
    };
    constraints.allow(&known) && next.is_some_and(|next| !constraints.allow(&next))
}

/// The version that the lock file beside a root module pins.
fn locked(repo: &Repo<'_>, module: &Module<'_>, provider: &str) -> Option<Version> {
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
    let module = repo.module(stack.module);
    let texts = module
        .settings
        .required_version
        .iter()
        .filter_map(|written| written.value.as_str());
    let mut constraints =
        texts.filter_map(|text| Constraints::parse(text, Dialect::TerraformOrModule));
    let newer = |constraints: &Constraints| {
        (12..40).any(|minor| {
            ["0", "1", "9"].iter().any(|patch| {
                let version = Version::parse(&format!("1.{minor}.{patch}"));
                version.is_some_and(|version| constraints.allow(&version))
            })
        })
    };
    constraints.all(|constraints| newer(&constraints) || !constraints.has_upper_bound())
}

//! Whether a stack uses the version of a provider whose schema is known.

use crate::hcl::{Expression, ExpressionKind};
use crate::repo::version::{Constraints, Dialect, Version};
use crate::repo::{Module, Repo, Stack};
use crate::schema::Schemas;

/// Whether the schema of the provider that a type's name begins with certainly tells all attributes that the stack's
/// version has: the lock file pins that version or an older one of the same major version, or, without a lock file,
/// the constraints allow no newer major version.
pub fn is_exact(repo: &Repo<'_>, stack: &Stack<'_>, schemas: &Schemas, provider: &str) -> bool {
    if provider == "terraform" {
        return true;
    }
    let Some(known) = schemas
        .named(provider)
        .and_then(|schema| Version::parse(schema.version()?))
    else {
        return false;
    };
    if let Some(locked) = locked(repo, stack, provider) {
        return major(&locked) == major(&known) && locked <= known;
    }
    let module = repo.module(stack.module);
    let required = module.settings.required_providers.get(provider);
    let Some(text) = required.and_then(|required| version_of(&required.value)) else {
        return false;
    };
    let next = Version::parse(&format!("{}.0.0", major(&known) + 1));
    let Some(constraints) = Constraints::parse(text, Dialect::Provider) else {
        return false;
    };
    constraints.allow(&known) && next.is_some_and(|next| !constraints.allow(&next))
}

/// Whether the stack, or a module that is part of it, certainly uses another version of a provider than the one whose
/// schema is known.
pub fn is_other(
    repo: &Repo<'_>,
    stack: Option<&Stack<'_>>,
    module: &Module<'_>,
    schemas: &Schemas,
    provider: &str,
) -> bool {
    let known = schemas.named(provider).and_then(|schema| schema.version());
    let Some(known) = known.and_then(Version::parse) else {
        return false;
    };
    let refuses = |module: &Module<'_>| {
        let required = module.settings.required_providers.get(provider);
        let text = required.and_then(|required| version_of(&required.value));
        let constraints = text.and_then(|text| Constraints::parse(text, Dialect::Provider));
        constraints.is_some_and(|constraints| !constraints.allow(&known))
    };
    if refuses(module) {
        return true;
    }
    stack.is_some_and(|stack| match locked(repo, stack, provider) {
        Some(locked) => major(&locked) != major(&known) || locked > known,
        None => refuses(repo.module(stack.module)),
    })
}

/// The version that the stack's lock file pins.
fn locked(repo: &Repo<'_>, stack: &Stack<'_>, provider: &str) -> Option<Version> {
    let file = repo
        .sources
        .file_in(stack.directory, ".terraform.lock.hcl")?;
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

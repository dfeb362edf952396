//! Is what a lock file holds what the stack asks for?

mod ignored;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Finding;
use crate::hcl::{Attribute, Block, Expression, ExpressionKind};
use crate::repo::version::{Constraints, Dialect, Version};
use crate::repo::{Frame, StackId};
use crate::rule::Context;
use crate::source::{FileId, Span};

use super::lockfile::{RULE, of_stacks};

pub(in crate::rules) use ignored::Ignores;

/// What some module of the stack asks of a provider.
struct Requirement {
    /// The provider's address in the form of [`address`].
    provider: String,
    /// The constraint as written, and where.
    constraint: Option<(String, Span)>,
    /// The entry's name in `required_providers`.
    entry: Span,
}

pub(super) fn judge(
    context: &Context<'_>,
    stacks: &[StackId],
    file: FileId,
    findings: &mut Vec<Finding>,
) {
    let parsed = context.repo.syntax.get(file);
    // A lock file with a fault is Terraform's matter, not a reason to miss what it may hold.
    if !parsed.errors.is_empty() || stacks.is_empty() {
        return;
    }
    let locked = parsed.body.blocks_of("provider");
    let locked: BTreeMap<String, &Block> = locked
        .filter_map(|block| Some((address(block.label(0)?), block)))
        .collect();
    let mut seen = BTreeSet::new();
    for requirement in requirements(context, stacks[0]) {
        let found = match locked.get(&requirement.provider) {
            Some(block) => mismatch(&requirement, block),
            None => Some(unlocked(context, &requirement, file)),
        };
        let found = found.filter(|_| {
            let constraint = requirement
                .constraint
                .as_ref()
                .map(|(text, _)| text.clone());
            seen.insert((requirement.provider.clone(), constraint))
        });
        findings.extend(found.map(|finding| of_stacks(context, stacks, finding)));
    }
}

/// A provider's address without the default registries, in lower case: `hashicorp/aws`.
fn address(source: &str) -> String {
    let source = source.to_ascii_lowercase();
    let default = ["registry.terraform.io/", "registry.opentofu.org/"];
    let short = default.iter().find_map(|host| source.strip_prefix(host));
    let short = short.unwrap_or(&source);
    if short.contains('/') {
        short.to_owned()
    } else {
        format!("hashicorp/{short}")
    }
}

/// What all modules of a stack write in `required_providers`.
fn requirements(context: &Context<'_>, id: StackId) -> Vec<Requirement> {
    let repo = context.repo;
    let mut found = Vec::new();
    Frame::root(repo, repo.stack(id)).each(repo, &mut |frame| {
        for (name, entry) in &frame.module.settings.required_providers {
            found.extend(requirement(name, entry));
        }
    });
    found.sort_by_key(|requirement| requirement.entry);
    found
}

fn requirement(name: &str, entry: &Attribute) -> Option<Requirement> {
    let text = |value: &Expression| Some((value.as_str()?.to_owned(), value.span));
    let (source, constraint) = match &entry.value.kind {
        // The form of Terraform before 0.13: only a constraint.
        ExpressionKind::String(_) => (None, text(&entry.value)),
        ExpressionKind::Object(items) => {
            let item = |key: &str| {
                items
                    .iter()
                    .rev()
                    .find(|item| item.key.as_str() == Some(key))
            };
            let source = match item("source") {
                Some(item) => Some(item.value.as_str()?),
                None => None,
            };
            (source, item("version").and_then(|item| text(&item.value)))
        }
        _ => return None,
    };
    let provider = address(source.unwrap_or(name));
    // Terraform's own provider is part of the program.
    let built_in = provider.contains("/builtin/") || provider == "hashicorp/terraform";
    (!built_in).then_some(Requirement {
        provider,
        constraint,
        entry: entry.name.span,
    })
}

fn mismatch(requirement: &Requirement, block: &Block) -> Option<Finding> {
    let (text, span) = requirement.constraint.as_ref()?;
    let attribute = block.body.attribute("version")?;
    let version = Version::parse(attribute.value.as_str()?)?;
    let constraints = Constraints::parse(text, Dialect::Provider)?;
    // Whether a pre-release meets a range is a matter of its own; Terraform has locked it for a reason.
    if !version.prerelease.is_empty() || constraints.allow(&version) {
        return None;
    }
    let provider = &requirement.provider;
    let message = format!("{provider} is locked at {version}, which `{text}` does not allow");
    let help = "Run `terraform init -upgrade` and commit the lock file, or change the constraint";
    Some(
        Finding::new(&RULE.meta, attribute.value.span, message, help)
            .address(format!("provider.{provider}"))
            .attribute("version")
            .related(*span, "the constraint that it does not meet"),
    )
}

fn unlocked(context: &Context<'_>, requirement: &Requirement, file: FileId) -> Finding {
    let provider = &requirement.provider;
    let message = format!(
        "{} does not lock {provider}",
        context.sources.file(file).path
    );
    let help = "Run `terraform init` in the stack, and commit the lock file";
    Finding::new(&RULE.meta, Span::file_start(file), message, help)
        .address(format!("provider.{provider}"))
        .related(requirement.entry, "required here")
}

/// The providers of a lock file that can be checked on one platform only, and where the first of them is written.
/// Hashes that begin with `zh:` come from the registry and cover every platform; those with `h1:` are one package's
/// each.
pub(super) fn one_platform(context: &Context<'_>, file: FileId) -> Option<(String, Span)> {
    let mut narrow = Vec::new();
    for block in context.repo.syntax.get(file).body.blocks_of("provider") {
        let Some(attribute) = block.body.attribute("hashes") else {
            continue;
        };
        if let ExpressionKind::Tuple(hashes) = &attribute.value.kind
            && let [only] = hashes.as_slice()
            && only.as_str().is_some_and(|hash| hash.starts_with("h1:"))
        {
            narrow.push((block.label(0).map(address)?, only.span));
        }
    }
    let span = narrow.first()?.1;
    let names: Vec<String> = narrow.into_iter().map(|(name, _)| name).collect();
    Some((names.join(", "), span))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn one_provider_has_one_address_however_it_is_written() {
        for written in [
            "aws",
            "hashicorp/aws",
            "Hashicorp/AWS",
            "registry.terraform.io/hashicorp/aws",
            "registry.opentofu.org/hashicorp/aws",
        ] {
            assert_eq!(address(written), "hashicorp/aws");
        }
        assert_eq!(address("example.com/a/fake"), "example.com/a/fake");
    }
}

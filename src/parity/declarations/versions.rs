//! The versions of Terraform and of providers.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Severity;
use crate::hcl::ExpressionKind;
use crate::repo::Module;
use crate::repo::version::Dialect;
use crate::source::Span;

use super::super::both::{Both, Which};
use super::super::inventory::{LOCK_FILE, only};
use super::super::{Difference, Form};
use super::Looked;
use super::promotion::{self, Asked};

/// Adds what differs.
pub(super) fn compare(looked: &Looked<'_, '_>, into: &mut Vec<Difference>) {
    terraform(looked, into);
    providers(looked, into);
}

const TERRAFORM: &str = "parity-terraform-version";
const PROVIDER: &str = "parity-provider-version";

/// A text, and where it is written.
type Written = (String, Span);

fn terraform(looked: &Looked<'_, '_>, into: &mut Vec<Difference>) {
    let required = looked.modules.map(|module| {
        let all = module.settings.required_version.iter();
        let all: Vec<Written> = all
            .filter_map(|it| Some((it.value.as_str()?.to_owned(), it.value.span)))
            .collect();
        let texts: Vec<&str> = all.iter().map(|(text, _)| text.as_str()).collect();
        Some((texts.join(", "), all.first()?.1))
    });
    let path = "terraform.required_version".to_owned();
    let kind = (TERRAFORM, Dialect::TerraformOrModule);
    into.extend(versions(looked, kind, path, required));
}

/// The difference of two versions that are written, if there is one.
fn versions(
    looked: &Looked<'_, '_>,
    (rule, dialect): (&'static str, Dialect),
    path: String,
    written: Both<Option<Written>>,
) -> Option<Difference> {
    let both = match (written.reference, written.other) {
        (Some(left), Some(right)) => Both::new(left, right),
        (Some(one), None) => return Some(alone(looked, rule, path, Which::Reference, one)),
        (None, Some(one)) => return Some(alone(looked, rule, path, Which::Other, one)),
        (None, None) => return None,
    };
    let asked = both.map(|(text, _)| Asked::Constraints(text.clone(), dialect));
    if asked.reference.is_same(&asked.other) {
        return None;
    }
    let start = looked.difference(rule, Form::Different, path);
    let difference = Difference {
        shown: asked.map(|it| Some(it.shown())),
        places: both.map(|(_, span)| Some(*span)),
        ..start
    };
    let asked = (&asked.reference, &asked.other);
    Some(promotion::judge(looked.pairing, asked, difference))
}

fn alone(
    looked: &Looked<'_, '_>,
    rule: &'static str,
    path: String,
    which: Which,
    (text, span): Written,
) -> Difference {
    let (shown, places) = only(which, text, span);
    let name = &looked.pairing.sides.get(which.opposite()).label.name;
    let start = looked.difference(rule, Form::Only(which), path);
    Difference {
        shown,
        places,
        weaker: Some(which.opposite()),
        reason: format!("{name} takes whatever version is there"),
        ..start
    }
}

/// What a module says of a provider.
struct Required<'m> {
    version: Option<Written>,
    address: Option<String>,
    span: Span,
    name: &'m str,
}

fn providers(looked: &Looked<'_, '_>, into: &mut Vec<Difference>) {
    let required = looked.modules.map(|module| required(module));
    let lock_files = looked.modules.map(|module| locked(looked, module));
    let all = required.reference.keys().chain(required.other.keys());
    let names: BTreeSet<&str> = all.copied().collect();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for name in names {
        let sides = Both::of(|which| required.get(which).get(name));
        let addresses = Both::of(|which| sides.get(which).and_then(|it| it.address.clone()));
        told.extend(addresses.reference.iter().chain(&addresses.other).cloned());
        into.extend(provider(looked, name, sides, &lock_files));
    }
    // What only the modules that are called require has a version all the same.
    for address in lock_files.reference.keys().filter(|it| !told.contains(*it)) {
        let held = Both::of(|which| lock_files.get(which).get(address).cloned());
        let name = address.rsplit('/').next().unwrap_or(address);
        if held.other.is_some() {
            let kind = (PROVIDER, Dialect::Provider);
            into.extend(versions(looked, kind, format!("provider.{name}"), held));
        }
    }
}

/// The first difference of a provider: which it is, the version that is locked, the versions that are allowed.
fn provider(
    looked: &Looked<'_, '_>,
    name: &str,
    sides: Both<Option<&Required<'_>>>,
    lock_files: &Both<BTreeMap<String, Written>>,
) -> Option<Difference> {
    let path = format!("provider.{name}");
    if let Some(both) = sides
        .both()
        .filter(|it| it.reference.address != it.other.address)
    {
        return other_provider(looked, path, both);
    }
    let kind = (PROVIDER, Dialect::Provider);
    let address = sides.reference.or(sides.other)?.address.as_ref()?;
    let held = Both::of(|which| lock_files.get(which).get(address).cloned());
    let texts = held.map(|it| it.as_ref().map(|(text, _)| text.clone()));
    let texts = texts.both();
    if texts.as_ref().is_some_and(|it| it.reference != it.other) {
        return versions(looked, kind, path, held);
    }
    let written = Both::of(|which| sides.get(which).and_then(|it| it.version.clone()));
    if written.reference.is_some() && written.other.is_some() {
        return versions(looked, kind, path, written);
    }
    // Where the one version that both run is locked, a constraint more is no other system; and where one side does
    // not use the provider, it is what needs it that differs.
    let is_used = |module: &Module<'_>| {
        let prefix = format!("{name}_");
        let mut kinds = module.resources.values();
        kinds.any(|it| it.kind.starts_with(&prefix))
            || module.providers.iter().any(|it| it.name == name)
    };
    let both_use = is_used(looked.modules.reference) && is_used(looked.modules.other);
    if texts.is_some() || !both_use {
        return None;
    }
    versions(looked, kind, path, written)
}

fn other_provider(
    looked: &Looked<'_, '_>,
    path: String,
    required: Both<&Required<'_>>,
) -> Option<Difference> {
    let addresses = required.map(|it| it.address.clone()).both()?;
    let start = looked.difference(PROVIDER, Form::Different, path);
    Some(Difference {
        shown: addresses.map(|it| Some(it.clone())),
        places: required.map(|it| Some(it.span)),
        severity: Severity::Error,
        reason: format!("two providers go by the name {}", required.reference.name),
        ..start
    })
}

fn required<'m>(module: &Module<'m>) -> BTreeMap<&'m str, Required<'m>> {
    let entries = module.settings.required_providers.iter();
    let read = |(name, attribute): (&&'m str, &&'m crate::hcl::Attribute)| {
        let version = match &attribute.value.kind {
            ExpressionKind::Object(items) => items
                .iter()
                .find(|item| item.key.as_str() == Some("version"))
                .map(|item| &item.value),
            // The short form of early versions.
            _ => Some(&attribute.value),
        };
        let version = version.and_then(|it| Some((it.as_str()?.to_owned(), it.span)));
        let required = Required {
            version,
            address: module.provider_address(name),
            span: attribute.span(),
            name,
        };
        (*name, required)
    };
    entries.map(read).collect()
}

/// The versions that a stack's lock file holds, by the addresses of providers.
fn locked(looked: &Looked<'_, '_>, module: &Module<'_>) -> BTreeMap<String, Written> {
    let context = looked.pairing.context;
    let Some(file) = context.sources.file_in(module.directory, LOCK_FILE) else {
        return BTreeMap::new();
    };
    let blocks = context.repo.syntax.get(file).body.blocks_of("provider");
    let read = |block: &crate::hcl::Block| {
        let address = block.label(0)?.to_ascii_lowercase();
        let address = address
            .strip_prefix("registry.terraform.io/")
            .unwrap_or(&address);
        let version = &block.body.attribute("version")?.value;
        Some((
            address.to_owned(),
            (version.as_str()?.to_owned(), version.span),
        ))
    };
    blocks.filter_map(read).collect()
}

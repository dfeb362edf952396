//! Modules with a provider's configuration of their own: none can be passed in its place, and their calls cannot be
//! repeated. Each case as measured with Terraform 1.11.4.

use std::collections::BTreeSet;

use crate::hcl::{ObjectItem, ObjectKey, as_reference, step_name};
use crate::repo::{Module, ModuleCall, ProviderConfiguration};
use crate::source::DirectoryId;

use super::place::{Owner, Place};
use super::provider::items_of;
use super::{Judge, Problem, ProblemKind};

/// Arguments that a call of such a module cannot have.
const REFUSED: [&str; 3] = ["count", "for_each", "depends_on"];

/// How deep calls are followed.
const MAX_DEPTH: usize = 64;

/// What calls pass in the place of what a module configures itself, or twice, and how they are repeated.
pub(super) fn judge(judge: &mut Judge<'_>) {
    let module = judge.module;
    let mut found = Vec::new();
    for call in module.calls.values() {
        found.extend(passed_twice(call).map(|problem| (call.name, problem)));
        let Some(called) = judge.facts.repo.called_module(call) else {
            continue;
        };
        found.extend(in_place_of_own(call, called).map(|problem| (call.name, problem)));
        found.extend(repeated(judge, call, called).map(|problem| (call.name, problem)));
    }
    for (name, problem) in found {
        judge.report(&Place::of(Owner::Named("module.", name)), problem);
    }
}

/// What an entry of `providers` is for: the name of a provider, and its alias.
fn key(item: &ObjectItem) -> Option<(&str, Option<&str>)> {
    match &item.key {
        ObjectKey::Name(name) => Some((&name.text, None)),
        ObjectKey::Expression(key) => match key.as_str() {
            Some(text) => Some(match text.split_once('.') {
                Some((provider, alias)) => (provider, Some(alias)),
                None => (text, None),
            }),
            None => {
                let (provider, steps) = as_reference(key)?;
                Some((provider, step_name(steps, 0)))
            }
        },
    }
}

fn shown((provider, alias): (&str, Option<&str>)) -> String {
    alias.map_or_else(
        || provider.to_owned(),
        |alias| format!("{provider}.{alias}"),
    )
}

fn passed_twice(call: &ModuleCall<'_>) -> impl Iterator<Item = Problem> {
    let mut seen = std::collections::BTreeMap::new();
    let mut twice = Vec::new();
    for item in items_of(call).unwrap_or_default() {
        let Some(name) = key(item) else {
            continue;
        };
        if let Some(first) = seen.insert(name, item.key.span()) {
            let message = format!("module.{} is passed {} twice", call.name, shown(name));
            let help = "Keep one of the two";
            let problem = Problem::new(ProblemKind::Provider, item.key.span(), message, help);
            twice.push(problem.related(first, "it is passed here first"));
        }
    }
    twice.into_iter()
}

/// Whether a block configures a provider, and does not only say that a module needs one, as was done before
/// `configuration_aliases`.
fn configures(provider: &ProviderConfiguration<'_>) -> bool {
    let body = &provider.block.body;
    let mut names = body.attributes.iter().map(|given| &*given.name.text);
    !body.blocks.is_empty() || names.any(|name| !matches!(name, "alias" | "version"))
}

fn in_place_of_own(call: &ModuleCall<'_>, called: &Module<'_>) -> impl Iterator<Item = Problem> {
    let items = items_of(call).unwrap_or_default().iter();
    let refused = items.filter_map(|item| {
        let name = key(item)?;
        let mut own = called.providers.iter();
        let own = own.find(|own| (own.name, own.alias) == name && configures(own))?;
        let message = format!(
            "module.{} configures {} itself, so no other configuration can be passed",
            call.name,
            shown(name)
        );
        let help = "Remove the provider block from the module, or what is passed here";
        let problem = Problem::new(ProblemKind::Provider, item.key.span(), message, help);
        Some(problem.related(own.block.header(), "its own configuration"))
    });
    refused.collect::<Vec<_>>().into_iter()
}

fn repeated(judge: &Judge<'_>, call: &ModuleCall<'_>, called: &Module<'_>) -> Option<Problem> {
    let given = REFUSED
        .iter()
        .find_map(|name| call.block.body.attribute(name))?;
    let mut seen = BTreeSet::new();
    let (at, own) = own_configuration(judge, called, &mut seen, 0)?;
    let argument = &given.name.text;
    let message = format!(
        "module.{} cannot have {argument}: {} configures the provider {} itself",
        call.name,
        at.name(),
        own.name
    );
    let help = "Move the provider block to the stack and pass it with `providers`";
    let problem = Problem::new(ProblemKind::Provider, given.name.span, message, help);
    Some(problem.related(own.block.header(), "its own configuration"))
}

/// The first block that configures a provider in a module or in one that it calls.
fn own_configuration<'r>(
    judge: &Judge<'r>,
    module: &'r Module<'r>,
    seen: &mut BTreeSet<DirectoryId>,
    depth: usize,
) -> Option<(&'r Module<'r>, &'r ProviderConfiguration<'r>)> {
    if depth > MAX_DEPTH || !seen.insert(module.directory) {
        return None;
    }
    if let Some(own) = module.providers.iter().find(|own| configures(own)) {
        return Some((module, own));
    }
    let called = |call: &ModuleCall<'_>| judge.facts.repo.called_module(call);
    let mut calls = module.calls.values().filter_map(called);
    calls.find_map(|called| own_configuration(judge, called, seen, depth + 1))
}

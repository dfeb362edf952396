//! See `unused_provider.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::{Module, Repo, configurations_named};
use crate::rule::{Check, Context, Rule};
use crate::source::{DirectoryId, Span};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "provider-unused",
        summary: "A provider is required, or configured under an alias, and nothing uses it.",
        why: "Terraform downloads it at every init, and its versions must be kept up to date for nothing.",
        severity: DefaultSeverity::Always(Severity::Note),
        security: None,
        page: include_str!("unused_provider.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// A declaration that something should use.
struct Declared {
    address: String,
    message: String,
    help: String,
    is_used: bool,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // A file that is linked into several modules declares for all of them: one that uses it is enough.
    let mut declared: BTreeMap<Span, Declared> = BTreeMap::new();
    for module in &context.repo.modules {
        if context.repo.is_whole(module) {
            for (span, one) in declarations(context.repo, module) {
                let is_used = one.is_used;
                declared.entry(span).or_insert(one).is_used |= is_used;
            }
        }
    }
    for (span, one) in declared {
        if !one.is_used {
            let finding = Finding::new(&RULE.meta, span, one.message, one.help);
            findings.push(finding.address(one.address));
        }
    }
}

/// The providers that a module requires, and the configurations under an alias that it holds.
fn declarations(repo: &Repo<'_>, module: &Module<'_>) -> Vec<(Span, Declared)> {
    let mut found = Vec::new();
    let required = &module.settings.required_providers;
    if !required.is_empty() {
        let mut uses = Uses::default();
        uses.collect(repo, module, &mut BTreeSet::new());
        found.extend(required.iter().map(|(name, entry)| {
            let declared = Declared {
                address: format!("required_providers.{name}"),
                message: format!(
                    "the provider {name:?} is required, but neither this module nor one that it calls uses it"
                ),
                help: format!("Remove {name} from required_providers"),
                is_used: uses.is_unclear || uses.names.contains(*name),
            };
            (entry.name.span, declared)
        }));
    }
    if module.providers.iter().any(|one| one.alias.is_some()) {
        let named = configurations_named(module);
        for provider in &module.providers {
            let Some(alias) = provider.alias else {
                continue;
            };
            let full = format!("{}.{alias}", provider.name);
            let declared = Declared {
                address: format!("provider.{full}"),
                message: format!(
                    "the provider configuration {full} is used by no resource and passed to no module"
                ),
                help: "Remove it, or say `provider = ` where it is meant".to_owned(),
                is_used: named.contains(&full),
            };
            found.push((provider.block.header(), declared));
        }
    }
    found
}

/// The providers that a module and those that it calls use.
#[derive(Default)]
struct Uses {
    names: BTreeSet<String>,
    /// Whether it calls a module that is not in the repository: that one may use any.
    is_unclear: bool,
}

impl Uses {
    fn collect(&mut self, repo: &Repo<'_>, module: &Module<'_>, seen: &mut BTreeSet<DirectoryId>) {
        if !seen.insert(module.directory) {
            return;
        }
        for full in configurations_named(module) {
            let name = full.split('.').next().unwrap_or_default();
            self.names.insert(name.to_owned());
        }
        for provider in &module.providers {
            self.names.insert(provider.name.to_owned());
        }
        for call in module.calls.values() {
            match repo.called_module(call) {
                Some(called) => {
                    self.is_unclear |= !repo.is_whole(called);
                    self.collect(repo, called, seen);
                }
                None => self.is_unclear = true,
            }
        }
    }
}

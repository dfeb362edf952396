//! See `unused_provider.md`.

use std::collections::BTreeSet;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::hcl::{Attribute, Expression, ExpressionKind, as_reference, step_name, walk_expression};
use crate::repo::{Module, Repo};
use crate::rule::{Check, Context, Rule};
use crate::source::DirectoryId;

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "provider-unused",
        summary: "A provider is required, or configured under an alias, and nothing uses it.",
        why: "Terraform downloads it at every init, and its versions must be kept up to date for nothing.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("unused_provider.md"),
        options: &[],
    },
    check: Check::Module(check),
};

fn check(context: &Context<'_>, module: &Module<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    if !repo.is_whole(module) {
        return;
    }
    let mut uses = Uses::default();
    uses.collect(repo, module, &mut BTreeSet::new());
    for (name, entry) in &module.settings.required_providers {
        let is_used = uses.is_unclear || uses.names.contains(*name);
        if !is_used {
            let message = format!(
                "the provider {name:?} is required, but neither this module nor one that it calls uses it"
            );
            let help = format!("Remove {name} from required_providers");
            let finding = Finding::new(&RULE.meta, entry.name.span, message, help);
            findings.push(finding.address(format!("required_providers.{name}")));
        }
    }
    let named = named_in(module);
    for provider in &module.providers {
        let Some(alias) = provider.alias else {
            continue;
        };
        let full = format!("{}.{alias}", provider.name);
        if !named.contains(&full) {
            let message = format!(
                "the provider configuration {full} is used by no resource and passed to no module"
            );
            let help = "Remove it, or say `provider = ` where it is meant";
            let finding = Finding::new(&RULE.meta, provider.block.header(), message, help);
            findings.push(finding.address(format!("provider.{full}")));
        }
    }
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
        for full in named_in(module) {
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

/// The provider configurations that a module's own blocks are made with or pass on, as `aws` or `aws.east`.
fn named_in(module: &Module<'_>) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for resource in module.resources.values() {
        match resource.block.body.attribute("provider") {
            Some(given) => named.extend(name_of(&given.value)),
            None => {
                let prefix = resource.kind.split('_').next().unwrap_or_default();
                named.insert(prefix.to_owned());
            }
        }
    }
    for call in module.calls.values() {
        named.extend(passed(call.block.body.attribute("providers")));
    }
    for block in &module.others {
        let given = block.body.attribute("provider");
        named.extend(given.and_then(|given| name_of(&given.value)));
        // The data source inside a check.
        for inner in block.body.blocks_of("data") {
            let prefix = inner.label(0).and_then(|kind| kind.split('_').next());
            named.extend(prefix.map(str::to_owned));
            let given = inner.body.attribute("provider");
            named.extend(given.and_then(|given| name_of(&given.value)));
        }
    }
    module.each_expression(&mut |outer| {
        walk_expression(outer, &mut |expression| {
            // provider::aws::arn_parse
            if let ExpressionKind::Call(call) = &expression.kind
                && let Some(rest) = call.name.text.strip_prefix("provider::")
            {
                named.extend(rest.split("::").next().map(str::to_owned));
            }
        });
    });
    named
}

/// The configurations on the right of `providers = { … }`.
fn passed(providers: Option<&Attribute>) -> Vec<String> {
    let items = match providers.map(|attribute| &attribute.value.kind) {
        Some(ExpressionKind::Object(items)) => items.as_slice(),
        _ => return Vec::new(),
    };
    items
        .iter()
        .filter_map(|item| name_of(&item.value))
        .collect()
}

/// A configuration's name as a reference gives it, or, in an old form, a string.
fn name_of(expression: &Expression) -> Option<String> {
    if let Some(text) = expression.as_str() {
        return Some(text.to_owned());
    }
    let (root, steps) = as_reference(expression)?;
    Some(match step_name(steps, 0) {
        Some(alias) => format!("{root}.{alias}"),
        None => root.to_owned(),
    })
}

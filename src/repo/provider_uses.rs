//! Which configurations of providers are used: Terraform looks at no others.

use std::collections::{BTreeMap, BTreeSet};

use crate::hcl::{Expression, ExpressionKind, ObjectKey, as_reference, step_name, walk_expression};
use crate::source::DirectoryId;

use super::{Module, ModuleCall, ModuleSource, Repo};

/// What a call passes: the called module's name of a configuration, and its name in the module that calls.
struct Passed {
    theirs: Option<String>,
    ours: Option<String>,
}

/// The configurations that a module's own blocks are made with or pass on, as `aws` or `aws.east`.
pub fn configurations_named(module: &Module<'_>) -> BTreeSet<String> {
    let mut named = made_with(module);
    for call in module.calls.values() {
        let passed = passed_by(call).into_iter().flatten();
        named.extend(passed.filter_map(|passed| passed.ours));
    }
    named
}

/// Those that a module's own blocks are made with, and whose functions it calls.
fn made_with(module: &Module<'_>) -> BTreeSet<String> {
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

/// What `providers` of a call says; `None` where that is not written out.
fn passed_by(call: &ModuleCall<'_>) -> Option<Vec<Passed>> {
    let Some(given) = call.block.body.attribute("providers") else {
        return Some(Vec::new());
    };
    let ExpressionKind::Object(items) = &given.value.kind else {
        return None;
    };
    let passed = items.iter().map(|item| Passed {
        theirs: match &item.key {
            ObjectKey::Name(name) => Some(name.text.to_string()),
            ObjectKey::Expression(key) => name_of(key),
        },
        ours: name_of(&item.value),
    });
    Some(passed.collect())
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

/// Whether something is made with a configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Nothing is.
    No,
    /// A module that is not in the repository is called, and may inherit it.
    Perhaps,
    /// Something is.
    Yes,
}

/// Asks which configurations are used, and remembers what modules name.
#[derive(Default)]
pub struct ProviderUses {
    made_with: BTreeMap<DirectoryId, BTreeSet<String>>,
}

impl ProviderUses {
    /// Whether something in a module or in those that it calls is made with the configuration that the module names so.
    pub fn of(&mut self, repo: &Repo<'_>, module: &Module<'_>, name: &str) -> Use {
        let mut found = Use::No;
        let mut seen = BTreeSet::new();
        let mut pending = vec![(module, name.to_owned())];
        while let Some((module, name)) = pending.pop() {
            if !seen.insert((module.directory, name.clone())) {
                continue;
            }
            if !repo.is_whole(module) {
                found = found.max(Use::Perhaps);
            }
            let own = self.made_with.entry(module.directory);
            if own.or_insert_with(|| made_with(module)).contains(&name) {
                return Use::Yes;
            }
            for call in module.calls.values() {
                let Some(theirs) = reaching(call, &name) else {
                    return Use::Yes;
                };
                match repo.called_module(call) {
                    Some(called) => pending.extend(theirs.into_iter().map(|name| (called, name))),
                    None => found = found.max(elsewhere(call, &name, &theirs)),
                }
            }
        }
        found
    }
}

/// Whether a module that is not in the repository uses what it gets under these names. What it is passed on purpose it
/// does, and a module of a registry uses the provider that its address ends with.
fn elsewhere(call: &ModuleCall<'_>, name: &str, theirs: &[String]) -> Use {
    let is_inherited = |theirs: &String| theirs == name && !name.contains('.');
    let of_address = match &call.source {
        ModuleSource::Registry(address) => {
            let module = address.split("//").next().unwrap_or_default();
            module.rsplit('/').next()
        }
        _ => None,
    };
    if theirs.is_empty() {
        Use::No
    } else if of_address == Some(name) || !theirs.iter().all(is_inherited) {
        Use::Yes
    } else {
        Use::Perhaps
    }
}

/// What the called module names the configuration that its caller names so; `None` where that cannot be told. Those
/// without an alias are there without being passed.
fn reaching(call: &ModuleCall<'_>, name: &str) -> Option<Vec<String>> {
    let mut theirs = Vec::new();
    if !name.contains('.') {
        theirs.push(name.to_owned());
    }
    for passed in passed_by(call)? {
        if passed.ours? == name {
            theirs.push(passed.theirs?);
        }
    }
    Some(theirs)
}

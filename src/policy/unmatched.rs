//! Settings and policies that are about nothing: mostly their names are misspelt.

use std::collections::BTreeSet;

use crate::config::globs;
use crate::diagnostic::ConfigError;
use crate::repo::words::nearest;
use crate::rule::Context;

use super::file::{Policy, PolicyFile, Target};
use super::findings::source_of;
use super::names::provider_of;
use super::set::Policies;
use super::template::types_that_fit;

/// Paths of `[[policies.overrides]]` that no stack fits, and patterns of the repository's own policies that nothing fits,
/// a notice each. `text` is the configuration's own.
pub fn unmatched(context: &Context<'_>, policies: &Policies, text: &str) -> Vec<String> {
    let mut notices = paths(context, text);
    if policies.own().is_empty() {
        return notices;
    }
    let known = Known::of(context);
    for file in policies.own() {
        let mut told = BTreeSet::new();
        for policy in &file.policies {
            // One demand of several policies of a pattern is told once.
            if let Some(message) = known.about_nothing(context, policy)
                && told.insert((policy.target, &policy.pattern))
            {
                notices.push(at(context, file, policy, message));
            }
        }
    }
    notices
}

fn at(context: &Context<'_>, file: &PolicyFile, policy: &Policy, message: String) -> String {
    let text = &context.sources.text(file.file).content;
    ConfigError::at(&file.path, text, policy.header.start as usize, message).to_string()
}

fn paths(context: &Context<'_>, text: &str) -> Vec<String> {
    let folders: BTreeSet<&str> = context
        .repo
        .stacks()
        .filter_map(|(_, stack)| stack.path.split(" (").next())
        .collect();
    let overrides = context.config.policies.overrides.iter();
    let paths = overrides.flat_map(|one| &one.paths);
    let idle = paths.filter(|path| {
        let matcher = globs(std::iter::once(path.value.as_str()));
        !folders.iter().any(|folder| matcher.is_match(folder))
    });
    idle.map(|path| {
        let hint = hint(&path.value, folders.iter().copied());
        let message = format!(
            "[[policies.overrides]] paths: no stack's folder fits `{}`, so that it counts for none{hint}",
            path.value
        );
        let error = context.config.error(text, &path.range, message);
        error.to_string()
    })
    .collect()
}

/// What is near a pattern. Of one that ends with a star, what has as many parts as stand before that.
fn hint<'n>(pattern: &str, names: impl Iterator<Item = &'n str>) -> String {
    let stem = pattern.trim_end_matches(['*', '/']);
    let parts = stem.split('/').count();
    let cut = |name: &str| {
        if stem.len() == pattern.len() {
            name.to_owned()
        } else {
            let first: Vec<&str> = name.split('/').take(parts).collect();
            first.join("/")
        }
    };
    let names: BTreeSet<String> = names.map(cut).collect();
    let near = nearest(stem, names.iter().map(String::as_str));
    near.map_or(String::new(), |near| {
        format!("; did you mean `{near}{}`?", &pattern[stem.len()..])
    })
}

/// What policies can be about.
struct Known<'k> {
    /// Resource types of the repository, also of providers of which no schema is known.
    types: BTreeSet<&'k str>,
    providers: BTreeSet<&'k str>,
    /// The sources of calls, as they are written and in full.
    sources: BTreeSet<String>,
}

impl<'k> Known<'k> {
    fn of(context: &Context<'k>) -> Self {
        let modules = || context.repo.modules.iter();
        let schemas = context.providers.providers().into_iter();
        let schemas = schemas.filter_map(|it| it.address().rsplit('/').next());
        let own = modules().flat_map(|module| module.providers.iter().map(|it| it.name));
        let calls = modules().flat_map(|module| module.calls.values());
        let sources = calls.flat_map(|call| {
            let (written, source) = source_of(call);
            [written, source]
        });
        Self {
            types: modules()
                .flat_map(|module| module.resources.values().map(|it| it.kind))
                .collect(),
            providers: schemas.chain(own).collect(),
            sources: sources.collect(),
        }
    }

    /// That nothing fits the pattern of a policy. A module that nobody calls may be one that nobody shall call: there
    /// only what is nearly one that is called is told.
    fn about_nothing(&self, context: &Context<'_>, policy: &Policy) -> Option<String> {
        let pattern = &*policy.pattern;
        match policy.target {
            Target::Resource => {
                let is_idle = pattern.contains('*')
                    && context.providers.named(provider_of(pattern)).is_some()
                    && !self.types.iter().any(|kind| policy.is_about(kind))
                    && types_that_fit(pattern, context.providers).is_empty();
                is_idle.then(|| {
                    format!("no resource type fits `{pattern}`, so that this policy judges nothing")
                })
            }
            Target::Provider => {
                let is_idle = !self.providers.iter().any(|name| policy.is_about(name));
                let hint = || hint(pattern, self.providers.iter().copied());
                is_idle.then(|| {
                    format!("no provider is called `{pattern}` here, so that this policy judges nothing{}", hint())
                })
            }
            Target::Module => {
                let is_idle = !self.sources.iter().any(|source| policy.is_about(source));
                let hint =
                    is_idle.then(|| hint(pattern, self.sources.iter().map(String::as_str)))?;
                (!hint.is_empty())
                    .then(|| format!("no module has the source `{pattern}`, so that this policy judges nothing{hint}"))
            }
        }
    }
}

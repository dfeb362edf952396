//! See `unknown_env_literal.md`.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::plan::Plan;
use crate::repo::{Module, Repo, Stack, StackId, words};
use crate::rule::{Check, Context, Rule};
use crate::source::DirectoryId;

use super::comparisons::{Compared, Way, compared};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-unknown-env-literal",
        summary: "The environment is compared with a name that no environment has.",
        why: "That branch never runs in any environment: what it should add is simply absent, and every plan looks \
              right.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("unknown_env_literal.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// The comparisons of one module, by what they compare.
type Comparisons<'a> = BTreeMap<String, Vec<Compared<'a>>>;

/// What a reference stands for in the stacks that reach its module.
#[derive(Default)]
struct Values {
    /// Every value with the environment of the stack that has it.
    seen: BTreeSet<(String, String)>,
    is_unclear: bool,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let repo = context.repo;
    let environments = environments(repo);
    if environments.len() < 2 {
        return;
    }
    let all: BTreeMap<DirectoryId, Comparisons<'_>> = repo
        .modules
        .par_iter()
        .map(|module| (module.directory, comparisons(repo, module)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    let values = values(context.plan, &all);
    for (directory, comparisons) in &all {
        for (reference, compared) in comparisons {
            let Some(values) = values.get(&(*directory, reference.as_str())) else {
                continue;
            };
            if is_environment(reference, values, &environments) {
                let found = compared.iter();
                findings.extend(found.flat_map(|one| judge(reference, one, values, &environments)));
            }
        }
    }
}

/// The names of the environments, where they can be told from other folders' names.
fn environments<'r>(repo: &'r Repo<'_>) -> BTreeSet<&'r str> {
    let names = repo.environments.iter().map(|it| it.name.as_str());
    names
        .filter(|name| !repo.layout.live.is_empty() || words::is_environment(name))
        .collect()
}

fn comparisons<'r>(repo: &'r Repo<'_>, module: &'r Module<'_>) -> Comparisons<'r> {
    let mut found = Comparisons::new();
    let locals = |name: &str| module.locals.get(name).map(|local| &local.value);
    for file in &module.files {
        let body = &repo.syntax.get(*file).body;
        compared(body, &locals, &mut |reference, one| {
            found.entry(reference).or_default().push(one);
        });
    }
    found
}

/// A module, a reference in it, and its value with the stack's environment where both are known.
type Seen<'a> = (DirectoryId, &'a str, Option<(String, String)>);

/// What every compared reference is in every stack that reaches its module.
fn values<'a>(
    plan: &Plan<'_>,
    all: &'a BTreeMap<DirectoryId, Comparisons<'_>>,
) -> BTreeMap<(DirectoryId, &'a str), Values> {
    let of_stack = |(id, stack): &(StackId, &Stack<'_>)| {
        let mut found: Vec<Seen<'a>> = Vec::new();
        let walk = plan.walk(*id);
        for visit in walk.visits() {
            let directory = visit.module.directory;
            for (reference, compared) in all.get(&directory).into_iter().flatten() {
                let value = compared.first().map(|one| visit.evaluate(one.reference));
                let own = stack.place.environment.clone();
                let value = value
                    .as_ref()
                    .and_then(|value| value.as_str())
                    .map(str::to_owned);
                found.push((directory, reference, value.zip(own)));
            }
        }
        found
    };
    let stacks: Vec<_> = plan.repo.stacks().collect();
    let found: Vec<_> = stacks.par_iter().flat_map_iter(of_stack).collect();
    let mut values: BTreeMap<(DirectoryId, &str), Values> = BTreeMap::new();
    for (directory, reference, value) in found {
        let known = values.entry((directory, reference)).or_default();
        known.is_unclear |= value.is_none();
        known.seen.extend(value);
    }
    values
}

/// Whether the reference is the environment: by its name and values, or because it is each stack's own environment.
fn is_environment(reference: &str, values: &Values, environments: &BTreeSet<&str>) -> bool {
    let name = reference.rsplit('.').next().unwrap_or_default();
    let is_called_so = words::tokens(name)
        .iter()
        .any(|(_, word)| matches!(word.as_str(), "environment" | "env" | "stage" | "workspace"));
    let is_named = values
        .seen
        .iter()
        .all(|(value, _)| environments.contains(value.as_str()));
    let is_own = values.seen.iter().all(|(value, own)| value == own);
    let distinct: BTreeSet<&str> = values
        .seen
        .iter()
        .map(|(value, _)| value.as_str())
        .collect();
    !values.is_unclear
        && !values.seen.is_empty()
        && is_named
        && (is_called_so || (is_own && distinct.len() > 1))
}

fn judge(
    reference: &str,
    compared: &Compared<'_>,
    values: &Values,
    environments: &BTreeSet<&str>,
) -> Vec<Finding> {
    let exists = |text: &str| {
        environments.contains(text) || values.seen.iter().any(|(value, _)| value == text)
    };
    let is_key = compared.way == Way::Key;
    // One name that exists makes the whole comparison live; others beside it do no harm.
    if !is_key && compared.literals.iter().any(|(text, _)| exists(text)) {
        return Vec::new();
    }
    let near = |text: &str| nearest(text, environments);
    let is_meant = |text: &str| !is_key || words::is_environment(text) || near(text).is_some();
    let dead = compared
        .literals
        .iter()
        .filter(|(text, _)| !text.is_empty() && !exists(text) && is_meant(text));
    let names: Vec<&str> = environments.iter().copied().collect();
    let names = names.join(", ");
    let finding = |(text, span): &(&str, crate::source::Span)| {
        let message = match compared.way {
            Way::Equal => format!(
                "{reference} is compared with \"{text}\", which no environment is called ({names}), so this never holds"
            ),
            Way::NotEqual => format!(
                "{reference} is compared with \"{text}\", which no environment is called ({names}), so this always holds"
            ),
            Way::Key => format!(
                "{reference} is never \"{text}\", since no environment is called so ({names}), and this entry is never used"
            ),
        };
        let help = match near(text) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => "Compare with the name of an environment, or remove what never runs".to_owned(),
        };
        Finding::new(&RULE.meta, *span, message, help)
            .address(reference)
            .label("no such environment")
    };
    dead.map(finding).collect()
}

/// The environment that a name was meant for, if that can be told.
fn nearest<'e>(text: &str, environments: &BTreeSet<&'e str>) -> Option<&'e str> {
    let same_tier = || {
        let mut of_tier = environments
            .iter()
            .filter(|name| words::is_production(name));
        words::is_production(text).then(|| of_tier.next().copied())?
    };
    words::nearest(text, environments.iter().copied()).or_else(same_tier)
}

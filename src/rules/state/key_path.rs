//! See `key_path.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::repo::words::{is_environment, is_production, is_region, tokens};
use crate::repo::{Place, Stack, StackId};
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::naming::{KeyPattern, instances, pattern, renamed};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "state-key-path",
        summary: "The key of a stack's state names another stack, environment or region.",
        why: "Whoever moves, restores or deletes a state by its name gets the wrong one, and the next copy of this \
              stack writes over a state that is in use.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("key_path.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// How many words the name of a stack may have to be looked for in keys.
const MAX_NAME_WORDS: usize = 8;

/// A stack whose key is known.
pub(super) struct Keyed<'c> {
    id: StackId,
    stack: &'c Stack<'c>,
    argument: &'static str,
    key: &'c str,
    kind: &'c str,
    span: Span,
    identity: Option<&'c str>,
    own: KeyPattern,
}

/// Every stack whose key is known, and what their keys have in common.
pub(super) struct Keys<'c> {
    all: Vec<Keyed<'c>>,
    /// How many stacks have keys of a pattern, by kind of backend and pattern.
    counts: BTreeMap<(&'c str, String), usize>,
    /// The pattern of most keys of a kind of backend.
    pub(super) usual: BTreeMap<&'c str, String>,
    /// Stacks by the words of their own names.
    by_name: BTreeMap<Vec<String>, Vec<usize>>,
    /// How many stacks have one identity.
    writers: BTreeMap<&'c str, usize>,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let keys = Keys::of(context);
    let mut done = BTreeSet::new();
    for (at, one) in keys.all.iter().enumerate() {
        // Two stacks with one key are another rule's: naming one of them twice would help nobody.
        if keys.is_shared(one) || !done.insert(at) {
            continue;
        }
        if let Some(finding) = slashes(one) {
            findings.push(finish(context, finding, &[one]));
            continue;
        }
        let meant = keys.meant_for(one);
        if let Some((at, true)) = meant {
            let other = &keys.all[at];
            done.insert(at);
            findings.push(finish(context, swapped(one, other), &[one, other]));
            continue;
        }
        // Which environment or region is wrong says more than whose key it is.
        let usual = keys.usual.get(one.kind).map_or("", String::as_str);
        let taken = || meant.map(|(at, _)| taken(one, &keys.all[at], usual));
        let found = keys.foreign(context, one).or_else(taken);
        findings.extend(found.map(|finding| finish(context, finding, &[one])));
    }
}

fn finish(context: &Context<'_>, finding: Finding, stacks: &[&Keyed<'_>]) -> Finding {
    let mut finding = finding
        .address("terraform.backend")
        .attribute(stacks[0].argument);
    let ids: Vec<StackId> = stacks.iter().map(|one| one.id).collect();
    finding.instances = instances(context, &ids);
    finding
}

impl<'c> Keys<'c> {
    pub(super) fn of(context: &Context<'c>) -> Self {
        let repo = context.repo;
        let mut keys = Self {
            all: Vec::new(),
            counts: BTreeMap::new(),
            usual: BTreeMap::new(),
            by_name: BTreeMap::new(),
            writers: BTreeMap::new(),
        };
        for (id, stack) in repo.stacks() {
            let backend = context.plan.backend(id);
            let (Some((argument, text)), true) = (backend.key(), backend.is_declared) else {
                continue;
            };
            let Some(span) = text.span() else { continue };
            // One root with several tfvars files has one key, which says nothing about each of them.
            if stack.is_variant && !stack.backend_files.contains(&span.file) {
                continue;
            }
            let identity = backend.identity.as_deref().ok();
            if let Some(identity) = identity {
                *keys.writers.entry(identity).or_default() += 1;
            }
            let own = pattern(text.as_str(), &stack.place);
            let kind = backend.kind.as_str();
            *keys.counts.entry((kind, own.text.clone())).or_default() += 1;
            let name = stack.place.stack.rsplit('/').next().unwrap_or_default();
            keys.by_name
                .entry(words(name))
                .or_default()
                .push(keys.all.len());
            let (key, own) = (text.as_str(), own);
            keys.all.push(Keyed {
                id,
                stack,
                argument,
                key,
                kind,
                span,
                identity,
                own,
            });
        }
        let mut most: BTreeMap<&str, usize> = BTreeMap::new();
        for ((kind, text), count) in &keys.counts {
            if *count > *most.get(kind).unwrap_or(&0) {
                most.insert(kind, *count);
                keys.usual.insert(kind, text.clone());
            }
        }
        keys
    }

    /// The stacks whose keys are another's, or name another environment or region, or are refused.
    pub(super) fn at_fault(&self, context: &Context<'_>) -> BTreeSet<StackId> {
        let mut found = BTreeSet::new();
        for one in &self.all {
            if self.is_shared(one) || slashes(one).is_some() {
                found.insert(one.id);
            } else if let Some((other, is_mutual)) = self.meant_for(one) {
                found.insert(one.id);
                found.extend(is_mutual.then_some(self.all[other].id));
            } else if self.foreign(context, one).is_some() {
                found.insert(one.id);
            }
        }
        found
    }

    /// Whether another stack has the same state.
    fn is_shared(&self, one: &Keyed<'c>) -> bool {
        one.identity
            .is_some_and(|it| self.writers.get(it).is_some_and(|writers| *writers > 1))
    }

    fn count(&self, kind: &'c str, pattern: &KeyPattern) -> usize {
        let found = self.counts.get(&(kind, pattern.text.clone()));
        found.copied().unwrap_or_default()
    }

    /// The one other stack that the key of `one` names, and whether that one's key names `one` in return. The key must
    /// name it by the repository's usual pattern, or the two must have each other's keys.
    fn meant_for(&self, one: &Keyed<'c>) -> Option<(usize, bool)> {
        // Whoever follows a pattern that others follow too means what the key says, unless two are plainly swapped.
        let is_shared = self.count(one.kind, &one.own) > 1;
        if is_shared && self.usual.get(one.kind) == Some(&one.own.text) {
            return None;
        }
        let mut found = Vec::new();
        let in_key = words(one.key);
        let parts: BTreeSet<&[String]> = (1..=MAX_NAME_WORDS)
            .flat_map(|length| in_key.windows(length))
            .collect();
        let named = parts.into_iter().filter_map(|part| self.by_name.get(part));
        for at in named.flatten().copied() {
            let other = &self.all[at];
            if other.id == one.id || other.kind != one.kind || other.stack.place == one.stack.place
            {
                continue;
            }
            let meant = pattern(one.key, &other.stack.place);
            if !meant.names_stack || meant.names <= one.own.names {
                continue;
            }
            let in_return = pattern(other.key, &one.stack.place);
            let is_mutual = in_return == meant && other.own != meant;
            let is_usual = !is_shared
                && self.usual.get(one.kind) == Some(&meant.text)
                && self.count(one.kind, &meant) >= 2;
            if is_mutual || is_usual {
                found.push((at, is_mutual));
            }
        }
        let mutual = found.iter().find(|(_, is_mutual)| *is_mutual);
        match (mutual, found.as_slice()) {
            (Some(pair), _) => Some(*pair),
            (None, [only]) => Some(*only),
            _ => None,
        }
    }

    /// The environment or region that a key names instead of the stack's own, where other stacks' keys name theirs at
    /// that place.
    fn foreign(&self, context: &Context<'_>, one: &Keyed<'c>) -> Option<Finding> {
        let place = &one.stack.place;
        let own_words = words(&one.stack.path);
        let in_key = words(one.key);
        if let Some(own) = &place.environment
            && is_real_environment(context, own)
            && !holds(&in_key, &words(own))
        {
            let all = context.repo.environments.iter().map(|it| it.name.as_str());
            let other = |name: &&str| {
                is_real_environment(context, name)
                    && !are_alike(own, name)
                    && holds(&in_key, &words(name))
                    && !holds(&own_words, &words(name))
            };
            let named = all.filter(other).find(|name| {
                let environment = Some((*name).to_owned());
                self.is_pattern_of_others(
                    one,
                    &Place {
                        environment,
                        ..place.clone()
                    },
                )
            });
            if let Some(name) = named {
                return Some(foreign(one, "environment", own, name));
            }
        }
        let own = place.region.as_ref()?;
        if holds(&in_key, &words(own)) {
            return None;
        }
        let regions: BTreeSet<String> = [3, 4]
            .into_iter()
            .flat_map(|length| in_key.windows(length))
            .map(|part| part.join("-"))
            .filter(|name| is_region(name))
            .collect();
        let named = regions.into_iter().find(|name| {
            let region = Some(name.clone());
            !holds(&own_words, &words(name))
                && self.is_pattern_of_others(
                    one,
                    &Place {
                        region,
                        ..place.clone()
                    },
                )
        })?;
        Some(foreign(one, "region", own, &named))
    }

    /// Whether the key of `one`, seen from `place`, follows the pattern of another stack's key.
    fn is_pattern_of_others(&self, one: &Keyed<'c>, place: &Place) -> bool {
        let seen = pattern(one.key, place);
        let own = usize::from(seen == one.own);
        self.count(one.kind, &seen) > own
    }
}

/// Whether this is an environment's name beyond doubt: a folder below `environments` may hold anything.
fn is_real_environment(context: &Context<'_>, name: &str) -> bool {
    is_environment(name)
        || context.repo.layout.configured
        || context.config.environments.contains_key(name)
}

/// Whether two names may be those of one environment, as `prod` and `production` are.
fn are_alike(one: &str, other: &str) -> bool {
    one == other
        || one.starts_with(other)
        || other.starts_with(one)
        || (is_production(one) && is_production(other))
}

fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|(_, word)| word).collect()
}

/// Whether `part` stands in `all` as words in a row.
fn holds(all: &[String], part: &[String]) -> bool {
    !part.is_empty() && all.windows(part.len()).any(|window| window == part)
}

fn slashes(one: &Keyed<'_>) -> Option<Finding> {
    let key = one.key;
    let is_refused = key.starts_with('/') || key.ends_with('/') || key.contains("//");
    if one.kind != "s3" || !is_refused {
        return None;
    }
    let parts: Vec<&str> = key.split('/').filter(|part| !part.is_empty()).collect();
    let message = format!(
        "{} keeps its state under \"{key}\", which `terraform init` refuses: no slash may stand at an end of the key \
         or beside another",
        one.stack.path
    );
    let help = format!(
        "key = \"{}\"; if an old Terraform has written a state under the present key, move that first",
        parts.join("/")
    );
    Some(Finding::new(&RULE.meta, one.span, message, help))
}

fn swapped(one: &Keyed<'_>, other: &Keyed<'_>) -> Finding {
    let (a, b) = (&one.stack.path, &other.stack.path);
    let message = format!(
        "{a} and {b} have each other's keys: {a} keeps its state under \"{}\", {b} under \"{}\"",
        one.key, other.key
    );
    let help = "Swap the two keys; if either stack was applied with them as they are, move the states first";
    Finding::new(&RULE.meta, one.span, message, help)
        .label(format!("the key of {b}"))
        .related(other.span, format!("and {b} has the key of {a}"))
}

fn taken(one: &Keyed<'_>, other: &Keyed<'_>, usual: &str) -> Finding {
    let (path, key) = (&one.stack.path, one.key);
    let message = format!(
        "{path} keeps its state under \"{key}\", the key of {}; keys of other stacks are \"{usual}\"",
        other.stack.path
    );
    let own = renamed(key, other.stack, one.stack).unwrap_or_else(|| usual.to_owned());
    let help = format!(
        "{} = \"{own}\"; if the stack was applied with the present key, move the state first",
        one.argument
    );
    Finding::new(&RULE.meta, one.span, message, help)
        .label(format!("names {}", other.stack.path))
        .related(other.span, format!("the key of {}", other.stack.path))
}

fn foreign(one: &Keyed<'_>, what: &str, own: &str, named: &str) -> Finding {
    let message = format!(
        "{} keeps its state under \"{}\", which names the {what} {named} and not {own}",
        one.stack.path, one.key
    );
    let help = format!(
        "{} = \"{}\"; if the stack was applied with the present key, move the state first",
        one.argument,
        one.key.replace(named, own)
    );
    Finding::new(&RULE.meta, one.span, message, help).label(format!("names {named}"))
}

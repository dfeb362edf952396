//! Which environments are compared, and what of the configuration names none that there is.

use std::collections::BTreeSet;
use std::ops::Range;

use super::both::Both;
use crate::config::{Config, EXPECTATION_KEYS, Tier, Written};
use crate::repo::words::nearest;
use crate::repo::{Environment, Repo};

/// The pairs that the configuration names; without it the one environment of the production tier with every other.
/// A pair of which one has no stack is left out.
pub fn pairs<'p>(repo: &'p Repo<'_>, config: &Config) -> Vec<Both<&'p Environment>> {
    let find = |name: &str| repo.environments.iter().find(|it| it.name == name);
    let configured = config.parity.as_ref().map(|it| it.pairs.as_slice());
    if let Some(pairs) = configured.filter(|pairs| !pairs.is_empty()) {
        let pairs = pairs.iter();
        return pairs
            .filter_map(|[reference, other]| {
                Some(Both::new(find(&reference.value)?, find(&other.value)?))
            })
            .collect();
    }
    let is_production = |it: &&Environment| it.tier == Tier::Production;
    let mut production = repo.environments.iter().filter(is_production);
    let (Some(reference), None) = (production.next(), production.next()) else {
        return Vec::new();
    };
    let others = repo
        .environments
        .iter()
        .filter(|it| it.name != reference.name);
    others.map(|other| Both::new(reference, other)).collect()
}

/// The environments that a pair names and the configuration describes, and that have no stack: where the pair names
/// them.
pub(super) fn absent<'c>(repo: &Repo<'_>, config: &'c Config) -> Vec<&'c Written<String>> {
    let is_there = |name: &str| repo.environments.iter().any(|it| it.name == name);
    let mut seen = BTreeSet::new();
    let pairs = config.parity.iter().flat_map(|it| &it.pairs).flatten();
    pairs
        .filter(|name| !is_there(&name.value) && config.environments.contains_key(&name.value))
        .filter(|name| seen.insert(name.value.as_str()))
        .collect()
}

/// Names in `[parity]` that are no environment's, with their places and what to write.
pub fn faults(repo: &Repo<'_>, config: &Config) -> Vec<(Range<usize>, String)> {
    let Some(parity) = &config.parity else {
        return Vec::new();
    };
    let there = repo.environments.iter().map(|it| it.name.as_str());
    let described = config.environments.keys().map(String::as_str);
    let names: BTreeSet<&str> = there.chain(described).collect();
    let is_known = |name: &str| names.contains(name.split('/').next().unwrap_or_default());
    let unknown = |name: &Written<String>| {
        let message = format!(
            "there is no environment `{}`; {}",
            name.value,
            hint(&name.value, &names, &[])
        );
        (name.range.clone(), message)
    };
    let paired = parity.pairs.iter().flatten();
    let mut faults: Vec<_> = paired
        .filter(|name| !names.contains(name.value.as_str()))
        .map(unknown)
        .collect();
    for entry in &parity.expect {
        let only = entry.only.iter().filter(|name| !is_known(&name.value));
        faults.extend(only.map(unknown));
        for (name, pin) in entry.pins.iter().filter(|(name, _)| !is_known(name)) {
            let hint = hint(name, &names, EXPECTATION_KEYS);
            let message = format!(
                "unknown key `{name}` in [[parity.expect]], which is no environment either; {hint}"
            );
            faults.push((pin.range.clone(), message));
        }
    }
    faults
}

fn hint(name: &str, environments: &BTreeSet<&str>, keys: &[&str]) -> String {
    let known = environments.iter().chain(keys).copied();
    if let Some(near) = nearest(name, known) {
        return format!("did you mean `{near}`?");
    }
    if environments.is_empty() {
        return "the layout names none".to_owned();
    }
    let quoted = environments.iter().map(|name| format!("`{name}`"));
    format!(
        "the environments are {}",
        quoted.collect::<Vec<_>>().join(", ")
    )
}

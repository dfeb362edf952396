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

#[cfg(test)]
mod tests {
    use super::{absent, faults, pairs};
    use crate::config::{self, Config};
    use crate::repo::{Repo, Syntax};
    use crate::source::Sources;

    /// Looks at a repository in which each of these environments has one stack.
    fn with<T>(environments: &[&str], config: &str, look: impl Fn(&Repo<'_>, &Config) -> T) -> T {
        let text = "terraform {\n  backend \"local\" {}\n}\n";
        let paths: Vec<String> = environments
            .iter()
            .map(|name| format!("live/{name}/us-east-1/app/main.tf"))
            .collect();
        let sources = Sources::from_memory(paths.iter().map(|path| (path.as_str(), text)));
        let config = config::parse("iaclint.toml", config).unwrap();
        let syntax = Syntax::new(&sources);
        look(&Repo::build(&sources, &syntax, &config), &config)
    }

    fn paired(environments: &[&str], config: &str) -> Vec<String> {
        with(environments, config, |repo, config| {
            let pairs = pairs(repo, config).into_iter();
            pairs
                .map(|pair| format!("{} {}", pair.reference.name, pair.other.name))
                .collect()
        })
    }

    const TWO_OF_PRODUCTION: &str =
        "[environments.prod]\ntier = \"production\"\n[environments.dr]\ntier = \"production\"\n";

    #[test]
    fn without_pairs_the_one_production_is_compared_with_every_other() {
        let all = ["dev", "prod", "test"];
        assert_eq!(paired(&all, ""), ["prod dev", "prod test"]);
        assert_eq!(paired(&all, "[parity]\n"), ["prod dev", "prod test"]);
        assert_eq!(paired(&["prod"], ""), [""; 0]);
        assert_eq!(paired(&["dev", "test"], ""), [""; 0]);
        // Of two it is not known which the others are measured by.
        assert_eq!(paired(&["dr", "prod", "test"], TWO_OF_PRODUCTION), [""; 0]);
    }

    #[test]
    fn pairs_of_the_configuration_are_compared_in_their_order() {
        let all = ["dev", "prod", "test"];
        let config = "[parity]\npairs = [[\"test\", \"dev\"], [\"prod\", \"test\"]]\n";
        assert_eq!(paired(&all, config), ["test dev", "prod test"]);
        // One without a stack is left out here, and told as absent.
        let config = "[environments.stage]\n[parity]\npairs = [[\"prod\", \"stage\"], [\"prod\", \"test\"]]\n";
        assert_eq!(paired(&all, config), ["prod test"]);
        let gone = with(&all, config, |repo, config| {
            let gone = absent(repo, config).into_iter();
            gone.map(|name| name.value.clone()).collect::<Vec<String>>()
        });
        assert_eq!(gone, ["stage"]);
    }

    #[test]
    fn names_of_nothing_are_faults_and_regions_are_not() {
        let told = |config: &str| {
            with(&["prod", "test"], config, |repo, config| {
                let faults = faults(repo, config).into_iter();
                faults.map(|(_, message)| message).collect::<Vec<String>>()
            })
        };
        let entry =
            |more: &str| format!("[[parity.expect]]\nwhat = \"x\"\nreason = \"y\"\n{more}\n");
        assert_eq!(told(&entry("only = \"prod\"\ntest = 1")), [""; 0]);
        assert_eq!(told(&entry("only = \"prod/us-east-1\"")), [""; 0]);
        assert_eq!(
            told("[parity]\npairs = [[\"prod\", \"tst\"]]\n"),
            ["there is no environment `tst`; did you mean `test`?"]
        );
        assert_eq!(
            told(&entry("only = \"elsewhere\"")),
            ["there is no environment `elsewhere`; the environments are `prod`, `test`"]
        );
        let [message] = &told(&entry("untill = \"2026-01-01\""))[..] else {
            panic!("one fault")
        };
        assert!(message.contains("did you mean `until`?"), "{message}");
    }
}

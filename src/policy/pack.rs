//! The policies that come with iaclint: `policies/aws`, built into the program. They are in groups; those of the group
//! `default` are judged unless a configuration says otherwise, all others only where it asks for them.

use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

use rayon::prelude::*;

use crate::config::{self, Config, ConfigError};
use crate::repo::words::nearest;
use crate::rule::Rule;
use crate::source::FileId;

use super::file::{Level, PolicyFile};
use super::read::{Means, read};

/// The id, the path and the text of each file, by id. A file's policies are one rule, whose id is the file's name.
const TEXTS: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/pack.rs"));

/// The same of their tests.
const TESTS: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/pack_tests.rs"));

/// Where their texts lie: in no file of a repository. Nothing is ever told at a place in one.
pub(super) const BUILT_IN: FileId = FileId(u32::MAX);

/// The group whose policies are judged without being asked for.
pub const DEFAULT: &str = "default";

/// Every policy is of this one.
pub const ALL: &str = "all";

/// The groups, and what each is about.
pub const GROUPS: [(&str, &str); 15] = [
    (ALL, "every policy that comes with iaclint"),
    ("cis", "the CIS AWS Foundations Benchmark"),
    ("cost", "money spent for nothing, or without a limit"),
    (
        "customer-keys",
        "encryption with KMS keys of one's own instead of AWS's",
    ),
    (DEFAULT, "what nearly everybody wants; judged by itself"),
    ("encryption", "encryption at rest and in transit"),
    ("exposure", "what others can reach or read"),
    ("fsbp", "AWS Foundational Security Best Practices"),
    (
        "hygiene",
        "descriptions, tags, names, and forms that AWS or the provider gave up",
    ),
    (
        "identity",
        "users, roles, passwords and what policies allow",
    ),
    ("logging", "logs, traces and alarms"),
    (
        "resilience",
        "backups, versions, protection from deletion, several zones",
    ),
    ("secrets", "passwords, keys and tokens"),
    (
        "strict",
        "what other linters ask more strictly, or one by one: for whoever comes from them",
    ),
    (
        "upgrades",
        "versions, runtimes and generations that AWS no longer cares for",
    ),
];

static FILES: LazyLock<Vec<OnceLock<PolicyFile>>> =
    LazyLock::new(|| TEXTS.iter().map(|_| OnceLock::new()).collect());

/// The ids of all of them, sorted.
pub fn ids() -> impl Iterator<Item = &'static str> + Clone {
    TEXTS.iter().map(|(id, _, _)| *id)
}

/// Whether one of them has this id.
pub fn has(id: &str) -> bool {
    position(id).is_some()
}

fn position(id: &str) -> Option<usize> {
    position_in(TEXTS, id)
}

fn position_in(texts: &[(&str, &str, &str)], id: &str) -> Option<usize> {
    texts
        .binary_search_by(|(known, _, _)| (*known).cmp(id))
        .ok()
}

/// The text of a policy and of its test as a repository's own: without its groups, which mean nothing there.
pub fn copy(id: &str) -> Option<(String, &'static str)> {
    let (_, _, policy) = TEXTS.get(position(id)?)?;
    let (_, _, test) = TESTS.get(position_in(TESTS, id)?)?;
    let lines = policy.split_inclusive('\n');
    let lines = lines.filter(|line| !line.starts_with(GROUPS_COMMENT));
    Some((lines.collect(), *test))
}

/// All of them.
pub(super) fn all() -> Vec<&'static PolicyFile> {
    files(&(0..TEXTS.len()).collect::<Vec<_>>())
}

fn files(positions: &[usize]) -> Vec<&'static PolicyFile> {
    let file = |at: &usize| FILES[*at].get_or_init(|| parse(TEXTS[*at]));
    positions.par_iter().map(file).collect()
}

/// A file without faults, as a test makes sure.
fn parse((_, path, text): (&str, &str, &str)) -> PolicyFile {
    let means = Means {
        providers: None,
        text: &|_| None,
    };
    read((path, BUILT_IN, text), means).0
}

/// What the comment with a policy's groups begins with.
const GROUPS_COMMENT: &str = "# iaclint-groups:";

/// The groups of a policy: those that the comment in its first lines names.
fn groups(text: &str) -> impl Iterator<Item = &str> {
    let mut head = text.lines().take_while(|line| line.starts_with('#'));
    let line = head.find_map(|line| line.strip_prefix(GROUPS_COMMENT));
    line.unwrap_or_default().split(',').map(str::trim)
}

/// What other tools call each of them, by id.
pub fn peers() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    all().into_iter().flat_map(|file| {
        let policies = file.policies.iter();
        policies.map(|policy| {
            let peers = policy.peers.iter().map(String::as_str);
            (policy.id.as_str(), peers.collect())
        })
    })
}

/// A policy of the pack for whoever lists or explains rules.
#[derive(Debug, Clone, Copy)]
pub struct Packed {
    /// What is fixed about it, at the level that it has by itself.
    pub rule: &'static Rule,
    /// Its groups.
    pub groups: &'static [String],
    /// The level that it has by itself.
    pub level: Level,
}

/// All of them as rules, by id.
pub fn packed() -> Vec<Packed> {
    let packed = |file: &'static PolicyFile| {
        let policy = file.policies.first()?;
        let level = super::set::usual_level(file, policy);
        Some(Packed {
            rule: policy.rule(level),
            groups: &policy.groups,
            level,
        })
    };
    all().into_iter().filter_map(packed).collect()
}

/// What a configuration chooses.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// Files whose policy may be judged somewhere.
    pub(super) files: Vec<&'static PolicyFile>,
    /// The ids of those that are judged only where a level says so.
    pub(super) off: BTreeSet<&'static str>,
}

/// Those that a configuration chooses: by their groups, by giving them a severity, or a level somewhere. Those whose id
/// `is_taken` are left out: a repository's own policy stands in their place.
pub(super) fn chosen(config: &Config, is_taken: &dyn Fn(&str) -> bool) -> Chosen {
    let settings = &config.policies;
    let is_wanted = |group: &str| {
        (group == DEFAULT && settings.has_default)
            || settings.groups.iter().any(|it| it.value == group)
    };
    let is_all = is_wanted(ALL);
    let mut positions = Vec::new();
    let mut off = BTreeSet::new();
    for (at, (id, _, text)) in TEXTS.iter().enumerate() {
        if is_taken(id) {
            continue;
        }
        let severity = config.rules.get(*id).and_then(|rule| rule.severity);
        let is_on =
            is_all || groups(text).any(is_wanted) || matches!(severity, Some(config::Level::At(_)));
        let settings = settings.overrides.iter().map(|it| &it.settings);
        let mut settings = settings.chain([&config.policies.everywhere]);
        if is_on {
            positions.push(at);
        } else if settings.any(|it| it.levels.contains_key(*id)) {
            positions.push(at);
            off.insert(*id);
        }
    }
    Chosen {
        files: files(&positions),
        off,
    }
}

/// Groups that a configuration names and that there are not.
pub(super) fn faults(config: &Config, text: &str) -> Vec<ConfigError> {
    let names = || GROUPS.iter().map(|(name, _)| *name);
    let groups = config.policies.groups.iter();
    let unknown = groups.filter(|group| !names().any(|name| name == group.value));
    unknown
        .map(|group| {
            let hint = nearest(&group.value, names()).map_or_else(
                || format!("there are {}", names().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("there is no group `{}` of policies; {hint}", group.value);
            config.error(text, &group.range, message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, TEXTS, all, copy, groups, position};
    use crate::policy::read::{Means, read};
    use crate::schema::Schemas;
    use crate::source::FileId;

    #[test]
    fn every_file_is_without_faults_and_one_rule_of_its_name() {
        let schemas = Schemas::embedded();
        for (id, path, text) in TEXTS {
            let means = Means {
                providers: Some(&schemas),
                text: &|_| None,
            };
            let (file, faults) = read((path, FileId(0), text), means);
            assert!(faults.is_empty(), "{path}: {faults:?}");
            assert!(file.doubts.is_empty(), "{path}: {:?}", file.doubts);
            assert!(!file.policies.is_empty(), "{path} holds no policy");
            for policy in &file.policies {
                assert_eq!(policy.id, *id, "{path}");
                let named: Vec<&str> = groups(text).collect();
                assert_eq!(
                    policy.groups, named,
                    "{path}: on one line, in the first lines"
                );
                let is_known = |name: &&str| GROUPS.iter().any(|(known, _)| known == name);
                assert!(named.iter().all(is_known), "{path}: {named:?}");
                assert!(
                    named
                        .iter()
                        .any(|it| !["default", "fsbp", "cis"].contains(it)),
                    "{path} is about nothing"
                );
                assert!(!policy.fix.is_empty(), "{path} advises nothing");
            }
            assert!(
                file.inputs.values().all(|input| input.default.is_some()),
                "{path}"
            );
        }
    }

    #[test]
    fn each_can_be_copied_with_its_test() {
        for (id, path, text) in TEXTS {
            let (policy, test) = copy(id).unwrap();
            assert_eq!(
                policy.lines().count() + 1,
                text.lines().count(),
                "{path}: its groups are one line"
            );
            assert!(
                test.contains(&format!("targets = [\"{id}.policy.hcl\"]")),
                "{path}"
            );
        }
    }

    #[test]
    fn they_are_found_by_their_ids() {
        for (at, file) in all().iter().enumerate() {
            assert_eq!(position(TEXTS[at].0), Some(at));
            assert_eq!(file.path, TEXTS[at].1);
        }
        let rule = |id: &str| crate::rules::ALL.iter().any(|rule| rule.meta.id == id);
        assert!(!super::ids().any(rule), "a policy has the id of a rule");
    }
}

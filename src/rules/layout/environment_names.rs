//! The names of environments, and how texts mention them.

use crate::repo::{Repo, words};

/// Environments that hold what the others share: they name others on purpose, and are named by them.
const SHARED: &[&str] = &[
    "shared",
    "common",
    "global",
    "mgmt",
    "management",
    "tools",
    "tooling",
    "ops",
    "security",
    "logging",
    "logs",
    "audit",
    "network",
    "root",
    "hub",
    "infra",
    "core",
    "base",
    "ci",
    "cicd",
    "deploy",
    "identity",
    "dns",
    "iam",
    "monitoring",
    "services",
    "account",
    "accounts",
];

/// Environments whose names are also ordinary words.
const ORDINARY: &[&str] = &[
    "test",
    "testing",
    "dev",
    "develop",
    "development",
    "stage",
    "sandbox",
    "preview",
    "integration",
    "demo",
    "perf",
    "sit",
    "acceptance",
    "live",
    "int",
    "ci",
    "main",
    "local",
];

/// Words that make an ordinary name of such a word when they stand before or after it.
const COMPANY: &[&str] = &[
    "load",
    "smoke",
    "unit",
    "e2e",
    "end",
    "integration",
    "acceptance",
    "stress",
    "perf",
    "performance",
    "penetration",
    "pen",
    "ab",
    "canary",
    "runner",
    "runners",
    "result",
    "results",
    "data",
    "suite",
    "suites",
    "case",
    "cases",
    "report",
    "reports",
    "coverage",
    "lab",
    "kitchen",
    "automation",
    "page",
    "tool",
    "tools",
    "team",
    "portal",
    "container",
    "kit",
    "center",
    "web",
    "ops",
    "sec",
    "null",
    "urandom",
    "application",
    "public",
    "share",
    "pipeline",
    "build",
    "api",
    "function",
    "script",
    "scripts",
    "speed",
    "health",
    "continuous",
];

/// Words before an environment's name that make another name of it.
const NEGATIONS: &[&str] = &["non", "not", "pre", "no", "post"];

/// The environments of a repository whose names can be told from other words: where folders follow no layout, only
/// those that teams call environments.
pub(super) fn of_repository<'r>(repo: &'r Repo<'_>) -> Vec<&'r str> {
    let is_sure = |name: &str| !repo.layout.live.is_empty() || words::is_environment(name);
    let names = repo.environments.iter().map(|it| it.name.as_str());
    let names =
        names.filter(|name| is_sure(name) && !SHARED.contains(&name.to_lowercase().as_str()));
    names.collect()
}

/// The names that matter to one environment.
pub(super) struct Names<'n> {
    own: Vec<String>,
    /// Every name with its words, the most words first.
    all: Vec<(&'n str, Vec<String>)>,
}

/// Where a text names another environment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention<'n> {
    /// The other environment.
    pub name: &'n str,
    /// Where its name begins in the text, in bytes.
    pub offset: usize,
    /// How long it is there, in bytes.
    pub length: usize,
    /// The word before it.
    pub before: Option<String>,
    /// The word after it.
    pub after: Option<String>,
}

fn split(text: &str) -> Vec<String> {
    words::tokens(text)
        .into_iter()
        .map(|(_, word)| word)
        .collect()
}

/// Whether one of two names is made of the other and more words, as `prod` and `prod-eu` are.
fn is_family(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let is_negated = long.iter().any(|word| NEGATIONS.contains(&word.as_str()));
    !is_negated && short.iter().all(|word| long.contains(word))
}

impl<'n> Names<'n> {
    /// `known` as seen from the environment `own`; `None` where `own` is not among them or is alone.
    pub(super) fn around(own: &str, known: &[&'n str]) -> Option<Self> {
        let words = split(own);
        if !known.contains(&own) || words.is_empty() {
            return None;
        }
        let mut all: Vec<(&'n str, Vec<String>)> =
            known.iter().map(|name| (*name, split(name))).collect();
        all.retain(|(name, of)| *name == own || (!of.is_empty() && !is_family(&words, of)));
        all.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        (all.len() > 1).then_some(Self { own: words, all })
    }

    /// The first mention of another environment at or after byte `from`. `None` where the own one is named too:
    /// such a text speaks of both.
    pub(super) fn mention(&self, text: &str, from: usize) -> Option<Mention<'n>> {
        let tokens = words::tokens(text);
        let mut found: Option<Mention<'n>> = None;
        let mut at = 0;
        while at < tokens.len() {
            let Some((name, words)) = self.at(&tokens[at..]) else {
                at += 1;
                continue;
            };
            let end = at + words.len();
            let before = at.checked_sub(1).map(|i| tokens[i].1.clone());
            let is_negated = before
                .as_deref()
                .is_some_and(|word| NEGATIONS.contains(&word));
            if *words == self.own && !is_negated {
                return None;
            }
            if found.is_none() && !is_negated && tokens[at].0 >= from && *words != self.own {
                let last = &tokens[end - 1];
                found = Some(Mention {
                    name,
                    offset: tokens[at].0,
                    length: last.0 + last.1.len() - tokens[at].0,
                    before,
                    after: tokens.get(end).map(|(_, word)| word.clone()),
                });
            }
            at = end;
        }
        // Lower case may change the length of letters beyond ASCII.
        found.filter(|it| {
            text.is_char_boundary(it.offset + it.length) && it.offset + it.length <= text.len()
        })
    }

    /// Whether a name such as an argument's speaks of the environment `other` itself.
    pub(super) fn names(&self, text: &str, other: &str) -> bool {
        let tokens = words::tokens(text);
        (0..tokens.len()).any(|at| {
            self.at(&tokens[at..])
                .is_some_and(|(name, _)| *name == other)
        })
    }

    fn at(&self, tokens: &[(usize, String)]) -> Option<&(&'n str, Vec<String>)> {
        let fits = |words: &[String]| {
            words.len() <= tokens.len()
                && words
                    .iter()
                    .zip(tokens)
                    .all(|(word, (_, token))| word == token)
        };
        self.all.iter().find(|(_, words)| fits(words))
    }
}

impl Mention<'_> {
    /// Whether the name is also an ordinary word.
    pub(super) fn is_ordinary(&self) -> bool {
        ORDINARY.contains(&self.name.to_lowercase().as_str())
    }

    /// Whether it stands beside a word with which it means something else, as in "load-test".
    pub(super) fn is_compound(&self) -> bool {
        let mut beside = self.before.iter().chain(&self.after);
        beside.any(|word| COMPANY.contains(&word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    fn mentioned(own: &str, known: &[&'static str], text: &str) -> Option<&'static str> {
        Names::around(own, known)?
            .mention(text, 0)
            .map(|it| it.name)
    }

    #[test]
    fn names_count_as_whole_words_only() {
        let known = ["prod", "test"];
        assert_eq!(
            mentioned("test", &known, "/ecs/shop-prod/web"),
            Some("prod")
        );
        assert_eq!(mentioned("prod", &known, "shop_TEST"), Some("test"));
        for text in ["latest", "contest", "products", "prodigy", "attestation"] {
            assert_eq!(mentioned("prod", &known, text), None, "{text}");
            assert_eq!(mentioned("test", &known, text), None, "{text}");
        }
    }

    #[test]
    fn the_longest_name_counts_and_both_names_mean_both() {
        let known = ["pre-prod", "prod", "test"];
        assert_eq!(mentioned("pre-prod", &known, "shop-pre-prod"), None);
        assert_eq!(mentioned("pre-prod", &known, "shop-prod"), Some("prod"));
        assert_eq!(mentioned("prod", &known, "shop-pre-prod"), Some("pre-prod"));
        assert_eq!(mentioned("test", &["prod", "test"], "shop-non-prod"), None);
        assert_eq!(mentioned("test", &known, "test-to-prod"), None);
        assert_eq!(mentioned("prod-eu", &["prod", "prod-eu"], "prod-vpc"), None);
    }
}

//! What texts of one side would be on another: without the environment's own name, accounts, region and addresses.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::aws::network::Prefix;

use super::both::Both;

/// Names that mean the same environment.
const SAME: &[&[&str]] = &[
    &["prod", "production", "prd"],
    &["test", "testing", "tst"],
    &["dev", "develop", "development"],
    &["staging", "stage", "stg"],
    &["sandbox", "sbx"],
    &["preprod", "pre-prod", "preproduction", "pre-production"],
    &["nonprod", "non-prod", "nonproduction", "non-production"],
    &["acceptance", "acc"],
];

/// What stands for the environment's name.
const NAME: &str = "{env}";

/// How many digits an AWS account's number has.
const ACCOUNT_DIGITS: usize = 12;

/// What is a side's own in texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What is its own everywhere.
    own: Arc<Own>,
    /// Its region, where there is one.
    region: Option<String>,
}

/// What is a side's own in texts of all of its stacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Own {
    /// The names of the environment, in lower case, the longest first.
    names: Vec<String>,
    /// Its accounts.
    accounts: BTreeSet<String>,
    /// Accounts that only its files name, and that are not where it lies itself.
    other_accounts: BTreeSet<String>,
    /// The ranges of its networks, each with its position and what it is called on every side.
    networks: HashMap<Prefix, (usize, String)>,
    /// The lengths of those ranges.
    lengths: BTreeSet<u8>,
}

/// A part of a text: as it stands there, and what it is on any side.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece<'t> {
    raw: &'t str,
    common: Option<String>,
}

impl Words {
    /// Those of an environment of this name.
    pub fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let same = SAME.iter().find(|same| same.contains(&name.as_str()));
        let mut names: Vec<String> = match same {
            Some(same) => same.iter().map(|&name| name.to_owned()).collect(),
            None => vec![name],
        };
        names.retain(|name| !name.is_empty());
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let own = Own {
            names,
            ..Own::default()
        };
        Self {
            own: Arc::new(own),
            region: None,
        }
    }

    /// The same with the numbers of its accounts.
    pub fn with_accounts(mut self, accounts: BTreeSet<String>) -> Self {
        Arc::make_mut(&mut self.own).accounts = accounts;
        self
    }

    /// The same with the numbers of accounts that it alone names, and that are not where it lies itself.
    pub fn with_other_accounts(mut self, accounts: BTreeSet<String>) -> Self {
        Arc::make_mut(&mut self.own).other_accounts = accounts;
        self
    }

    /// The same with the ranges of its networks and what each is called on every side. Of two that are the same the
    /// first counts.
    pub fn with_networks(mut self, networks: Vec<(String, Prefix)>) -> Self {
        let own = Arc::make_mut(&mut self.own);
        for (at, (name, range)) in networks.into_iter().enumerate() {
            own.lengths.insert(range.length());
            own.networks.entry(range).or_insert((at, name));
        }
        self
    }

    /// The same for what lies in this region.
    pub fn in_region(&self, region: Option<&str>) -> Self {
        Self {
            region: region.map(str::to_owned),
            own: Arc::clone(&self.own),
        }
    }

    /// The text with what is the side's own put in general words: `shop-{env}-logs`.
    pub fn common<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let pieces = self.pieces(text);
        if pieces.iter().all(|piece| piece.common.is_none()) {
            return Cow::Borrowed(text);
        }
        let pieces = pieces.into_iter();
        Cow::Owned(
            pieces
                .map(|piece| piece.common.unwrap_or_else(|| piece.raw.to_owned()))
                .collect(),
        )
    }

    /// Where the environment's name first stands in a text.
    pub(super) fn name_at(&self, text: &str) -> Option<usize> {
        let mut at = 0;
        self.pieces(text).iter().find_map(|piece| {
            let start = at;
            at += piece.raw.len();
            (piece.common.as_deref() == Some(NAME)).then_some(start)
        })
    }

    /// Whether a text is the environment's name and nothing else.
    pub(super) fn is_name(&self, text: &str) -> bool {
        let mut names = self.own.names.iter();
        names.any(|name| name.eq_ignore_ascii_case(text))
    }

    fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'t>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let is_start = !text[..at]
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric);
            let own = is_start.then(|| self.own(rest)).flatten();
            let (length, common) = match own {
                Some((length, common)) => (length, Some(common)),
                None => (plain_length(rest), None),
            };
            found.push(Piece {
                raw: &rest[..length],
                common,
            });
            at += length;
        }
        found
    }

    /// What begins here and is the side's own: its length, and what it is on any side.
    fn own(&self, text: &str) -> Option<(usize, String)> {
        self.own_range(text)
            .or_else(|| self.own_account(text))
            .or_else(|| self.own_region(text))
            .or_else(|| self.own_name(text))
    }

    fn own_range(&self, text: &str) -> Option<(usize, String)> {
        if self.own.networks.is_empty()
            || !text.starts_with(|c: char| c.is_ascii_hexdigit() || c == ':')
        {
            return None;
        }
        let is_part = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | ':' | '/');
        let length = text.find(|c| !is_part(c)).unwrap_or(text.len());
        let range = text[..length].trim_end_matches(['.', ':', '/']);
        let prefix = if range.contains('/') {
            Prefix::parse(range)?
        } else if range.contains('.') {
            Prefix::parse(&format!("{range}/32"))?
        } else {
            return None;
        };
        // There are few lengths, and there may be many networks.
        let outer = self.own.lengths.iter().filter_map(|it| prefix.widened(*it));
        let held = outer.filter_map(|outer| Some((self.own.networks.get(&outer)?, outer)));
        let ((_, name), outer) = held.min()?;
        let offset = prefix.offset_in(outer)?;
        let common = format!("{{vpc {name}}}+{offset:x}/{}", prefix.length());
        Some((range.len(), common))
    }

    fn own_account(&self, text: &str) -> Option<(usize, String)> {
        let digits = digits(text)?;
        let common = if self.own.accounts.contains(digits) {
            "{account}"
        } else if self.own.other_accounts.contains(digits) {
            "{other account}"
        } else {
            return None;
        };
        Some((digits.len(), common.to_owned()))
    }

    fn own_region(&self, text: &str) -> Option<(usize, String)> {
        let region = self.region.as_deref()?;
        let rest = text.strip_prefix(region)?;
        // A zone is its region with a letter.
        let mut after = rest.chars();
        let is_zone = after.next().is_some_and(|c| c.is_ascii_lowercase());
        let ends = if is_zone {
            after.next()
        } else {
            rest.chars().next()
        };
        (!ends.is_some_and(char::is_alphanumeric)).then(|| (region.len(), "{region}".to_owned()))
    }

    fn own_name(&self, text: &str) -> Option<(usize, String)> {
        let is_here = |name: &&String| {
            let start = text.get(..name.len());
            let after = text.get(name.len()..).and_then(|rest| rest.chars().next());
            start.is_some_and(|start| start.eq_ignore_ascii_case(name))
                && !after.is_some_and(char::is_alphanumeric)
        };
        let name = self.own.names.iter().find(is_here)?;
        Some((name.len(), NAME.to_owned()))
    }
}

/// Up to the end of a word, or of one character that is none.
fn plain_length(text: &str) -> usize {
    let Some(first) = text.chars().next() else {
        return 0;
    };
    if first.is_alphanumeric() {
        let end = text.find(|c: char| !c.is_alphanumeric());
        end.unwrap_or(text.len())
    } else {
        first.len_utf8()
    }
}

/// The digits that a text begins with, if they may be the number of an account.
fn digits(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric());
    let word = &text[..end.unwrap_or(text.len())];
    (word.len() == ACCOUNT_DIGITS && word.bytes().all(|b| b.is_ascii_digit())).then_some(word)
}

/// Every number in a text that may be that of an account.
pub(super) fn account_numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter_map(digits)
}

impl Both<&Words> {
    /// Whether two texts are the same but for what is each side's own.
    pub fn are_same(&self, left: &str, right: &str) -> bool {
        if left == right {
            return true;
        }
        let (left, right) = (self.reference.pieces(left), self.other.pieces(right));
        are_alike(&left, &right) || are_alike(&without_label(left), &without_label(right))
    }
}

/// Whether two texts consist of the same parts. What is the same on both sides need not be either's own, such as the
/// name of prod's bucket that both read.
fn are_alike(left: &[Piece<'_>], right: &[Piece<'_>]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| {
            left.raw == right.raw || (left.common.is_some() && left.common == right.common)
        })
}

/// Without the environment's name as a part of a domain's: `shop.example.com` of prod is `test.shop.example.com` of
/// test.
fn without_label(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut at = 0;
    while at + 1 < pieces.len() {
        let is_label = pieces[at].common.as_deref() == Some(NAME) && pieces[at + 1].raw == ".";
        if is_label && pieces.len() > at + 2 {
            pieces.drain(at..at + 2);
        } else {
            at += 1;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str, account: &str, region: &str, network: &str) -> Words {
        Words::of(name)
            .with_accounts([account.to_owned()].into())
            .with_networks(vec![(String::new(), Prefix::parse(network).unwrap())])
            .in_region(Some(region))
    }

    #[test]
    fn what_is_a_sides_own_counts_as_the_same() {
        let prod = words("prod", "222222222222", "us-east-1", "10.0.0.0/16");
        let test = words("test", "111111111111", "eu-west-1", "10.1.0.0/16");
        let sides = Both::new(&prod, &test);
        let same = [
            ("shop-prod-logs", "shop-test-logs"),
            ("Production", "Test"),
            (
                "arn:aws:iam::222222222222:role/prod",
                "arn:aws:iam::111111111111:role/test",
            ),
            ("us-east-1a", "eu-west-1a"),
            ("10.0.32.0/20", "10.1.32.0/20"),
            ("from 10.0.0.5.", "from 10.1.0.5."),
            ("prod-artifacts/prod", "prod-artifacts/test"),
            (
                "https://shop.example.com/",
                "https://test.shop.example.com/",
            ),
            ("www.shop.example.com", "www.test.shop.example.com"),
        ];
        for (left, right) in same {
            assert!(sides.are_same(left, right), "{left} and {right}");
        }
        let different = [
            ("production-line", "test-bench"),
            ("reproduce", "retest"),
            ("222222222222", "222222222223"),
            ("us-east-1a", "eu-west-1b"),
            ("us-east-1", "us-east-2"),
            ("shop.example.com", "tests.shop.example.com"),
            ("shop.example.com", "test.cart.example.com"),
            ("10.0.32.0/20", "10.1.48.0/20"),
            ("10.0.32.0/20", "10.1.32.0/21"),
            ("10.9.32.0/20", "10.8.32.0/20"),
            ("2222222222220", "1111111111110"),
        ];
        for (left, right) in different {
            assert!(!sides.are_same(left, right), "{left} and {right}");
        }
        assert_eq!(prod.common("a-prod-b"), "a-{env}-b");
    }

    #[test]
    fn numbers_of_accounts_have_twelve_digits() {
        let text = "a 123456789012, b123456789012 and arn:aws:iam::210987654321:root 1234567890123";
        let found: Vec<&str> = account_numbers(text).collect();
        assert_eq!(found, ["123456789012", "210987654321"]);
    }
}

//! Which of two versions is the later, and whether that side may have it: a version comes to production last.

use std::cmp::Ordering;

use crate::diagnostic::Severity;
use crate::repo::version::{Constraints, Dialect, Operator, Version};

use super::super::both::Which;
use super::super::judge::{TRIED_OUT, are_peers, production};
use super::super::{Difference, Pairing, Standing};

/// What version of something is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// The code as it lies in the working tree, which is later than any that has a name.
    Tree,
    /// Whatever is the newest, or the default branch.
    Newest,
    /// A tag, branch or commit.
    Reference(String),
    /// A version or constraints on it.
    Constraints(String, Dialect),
}

impl Asked {
    /// In a few words.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Tree => "the working tree".to_owned(),
            Self::Newest => "any version".to_owned(),
            Self::Reference(text) | Self::Constraints(text, _) => text.clone(),
        }
    }

    /// Whether two ask for the same in other words.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Constraints(left, dialect), Self::Constraints(right, _)) => {
                left == right
                    || matches!(
                        (sorted(left, *dialect), sorted(right, *dialect)),
                        (Some(left), Some(right)) if left == right
                    )
            }
            _ => self == other,
        }
    }

    /// How the first stands to the second in time; `None` where that cannot be told.
    fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Tree, Self::Reference(_)) => Some(Ordering::Greater),
            (Self::Reference(_), Self::Tree) => Some(Ordering::Less),
            (Self::Reference(left), Self::Reference(right)) => {
                let (left, right) = (named(left)?, named(right)?);
                (left.0 == right.0).then(|| left.1.cmp(&right.1))
            }
            (Self::Constraints(left, dialect), Self::Constraints(right, _)) => {
                let floors = (floor(left, *dialect)?, floor(right, *dialect)?);
                Some(floors.0.cmp(&floors.1))
            }
            _ => None,
        }
    }
}

/// Constraints in an order that does not depend on how they are written.
fn sorted(text: &str, dialect: Dialect) -> Option<Vec<String>> {
    let constraints = Constraints::parse(text, dialect)?;
    let all = constraints.all.iter();
    let mut all: Vec<String> = all
        .map(|it| match it.operator {
            // How many numbers are written decides what the last one is.
            Operator::Pessimistic => format!("~> {} {}", it.version, it.written),
            operator => format!("{operator:?} {}", it.version),
        })
        .collect();
    all.sort();
    Some(all)
}

/// The earliest version that constraints allow.
fn floor(text: &str, dialect: Dialect) -> Option<Version> {
    let constraints = Constraints::parse(text, dialect)?;
    let lower = constraints.all.into_iter().filter(|it| {
        matches!(
            it.operator,
            Operator::Equal | Operator::Greater | Operator::GreaterOrEqual | Operator::Pessimistic
        )
    });
    lower.map(|it| it.version).max()
}

/// The version that a reference ends in, and what stands before it: `vpc-` and 1.2.0 of `vpc-1.2.0`.
fn named(reference: &str) -> Option<(&str, Version)> {
    let is_start = |at: usize| {
        let before = reference[..at].chars().next_back();
        reference[at..].starts_with(|c: char| c.is_ascii_digit())
            && !before.is_some_and(|c| c.is_ascii_digit() || c == '.')
    };
    let mut starts = reference.char_indices().map(|(at, _)| at);
    let at = starts.find(|at| is_start(*at) && reference[*at..].contains('.'))?;
    Some((&reference[..at], Version::parse(&reference[at..])?))
}

/// Says of a difference of versions whether it may be.
pub(super) fn judge(
    pairing: &Pairing<'_>,
    (reference, other): (&Asked, &Asked),
    mut difference: Difference,
) -> Difference {
    let last = production(pairing);
    let name = |which: Which| pairing.sides.get(which).label.name.clone();
    let ahead = match reference.order(other) {
        Some(Ordering::Greater) => Some(Which::Reference),
        Some(Ordering::Less) => Some(Which::Other),
        _ => None,
    };
    let (final_name, first_name) = (name(last), name(last.opposite()));
    match ahead {
        Some(ahead) if are_peers(pairing) => {
            difference.weaker = Some(ahead.opposite());
            "both are to be the same, and one of them runs an older version"
                .clone_into(&mut difference.reason);
        }
        Some(ahead) if ahead == last => {
            difference.severity = Severity::Error;
            difference.reason = format!(
                "{final_name} runs a version that {first_name} does not try out any more or never did"
            );
        }
        Some(_) => {
            difference.standing = Standing::Legitimate(TRIED_OUT);
            difference.reason = format!("{first_name} tries out what comes to {final_name} next");
        }
        None => {
            difference.reason = format!(
                "which is later cannot be told, so that what {first_name} shows may not hold for {final_name}"
            );
        }
    }
    difference
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    fn order(left: &str, right: &str) -> Option<Ordering> {
        Asked::Reference(left.to_owned()).order(&Asked::Reference(right.to_owned()))
    }

    #[test]
    fn references_are_ordered_by_the_versions_that_they_end_in() {
        assert_eq!(order("v1.10.0", "v1.9.3"), Some(Ordering::Greater));
        assert_eq!(order("vpc-1.0.0", "vpc-1.1.0"), Some(Ordering::Less));
        assert_eq!(
            order("modules/vpc/v1.0.0-rc1", "modules/vpc/v1.0.0"),
            Some(Ordering::Less)
        );
        assert_eq!(order("ec2-v1.2.0", "ec2-v2.0.0"), Some(Ordering::Less));
        for (left, right) in [
            ("vpc-1.0.0", "ecs-1.1.0"),
            ("main", "v1.0.0"),
            ("0a1b2c3", "1a2b3c4"),
            ("release-7", "release-8"),
        ] {
            assert_eq!(order(left, right), None, "{left} {right}");
        }
    }

    #[test]
    fn constraints_are_ordered_by_what_they_allow_first() {
        let of = |text: &str| Asked::Constraints(text.to_owned(), Dialect::Provider);
        assert_eq!(of("~> 5.80").order(&of("~> 5.100")), Some(Ordering::Less));
        assert_eq!(
            of(">= 5.0, < 7.0").order(&of("6.0.0")),
            Some(Ordering::Less)
        );
        assert_eq!(of("< 6.0").order(&of("~> 5.0")), None);
        assert!(of(">= 5.0, < 6").is_same(&of("<6.0.0,>=5.0.0")));
        assert!(!of("~> 5").is_same(&of("~> 5.0")) || of("~> 5").is_same(&of("~> 5")));
        assert!(!of("~> 5.0.0").is_same(&of("~> 5.0")));
    }
}

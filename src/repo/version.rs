//! Versions, and the constraints that Terraform puts on them.
//!
//! Terraform reads constraints in two dialects. They differ in one thing that matters: `~> 5` keeps a provider
//! below 6, but sets Terraform itself, and a module from a registry, no upper limit (measured with Terraform 1.11).

use std::cmp::Ordering;

/// A version such as `1.11.4` or `6.0.0-beta1`. Build metadata (`+…`) is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The numbers, three at least: what is not written is zero.
    pub numbers: Vec<u64>,
    /// After the hyphen; empty for a release.
    pub prerelease: String,
}

/// What a constraint does with its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`, or nothing
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `~>`: at least this version, and only the last number that is written may grow.
    Pessimistic,
}

/// One constraint, such as `>= 1.5`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Left of the version.
    pub operator: Operator,
    /// The version it speaks of.
    pub version: Version,
    /// How many numbers of the version are written.
    pub written: usize,
}

/// Whose versions are constrained; see the head of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The `version` of an entry in `required_providers`.
    Provider,
    /// `required_version`, and the `version` of a module call.
    TerraformOrModule,
}

/// Constraints separated by commas, all of which must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraints {
    /// In the order written; at least one.
    pub all: Vec<Constraint>,
    /// Whose versions they constrain.
    pub dialect: Dialect,
}

impl Version {
    /// Reads a version; a leading `v` is allowed. `None` for anything else, wildcards included.
    pub fn parse(text: &str) -> Option<Self> {
        Some(parse_written(text)?.0)
    }
}

/// A version, and how many of its numbers are written.
fn parse_written(text: &str) -> Option<(Version, usize)> {
    let text = text.trim();
    let text = text.strip_prefix('v').unwrap_or(text);
    let text = text.split_once('+').map_or(text, |(version, _)| version);
    let (numbers, prerelease) = text.split_once('-').unwrap_or((text, ""));
    let digits = |part: &str| {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u64>().ok())?
    };
    let mut numbers: Vec<u64> = numbers.split('.').map(digits).collect::<Option<_>>()?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '~');
    if !prerelease.chars().all(allowed) || text.ends_with('-') {
        return None;
    }
    let written = numbers.len();
    numbers.resize(written.max(3), 0);
    let prerelease = prerelease.to_owned();
    Some((
        Version {
            numbers,
            prerelease,
        },
        written,
    ))
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    /// By the rules of semantic versioning: a pre-release comes before its release.
    fn cmp(&self, other: &Self) -> Ordering {
        let length = self.numbers.len().max(other.numbers.len());
        let number = |version: &Self, at: usize| version.numbers.get(at).copied().unwrap_or(0);
        let numbers = (0..length)
            .map(|at| number(self, at).cmp(&number(other, at)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal);
        numbers.then_with(|| compare_prereleases(&self.prerelease, &other.prerelease))
    }
}

fn compare_prereleases(left: &str, right: &str) -> Ordering {
    match (left.is_empty(), right.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let (mut left, mut right) = (left.split('.'), right.split('.'));
    loop {
        let (a, b) = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) => (a, b),
        };
        let order = match (a.parse::<u64>(), b.parse::<u64>()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            (Ok(_), Err(_)) => Ordering::Less,
            (Err(_), Ok(_)) => Ordering::Greater,
            (Err(_), Err(_)) => a.cmp(b),
        };
        if order.is_ne() {
            return order;
        }
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let numbers: Vec<String> = self.numbers.iter().map(ToString::to_string).collect();
        f.write_str(&numbers.join("."))?;
        if self.prerelease.is_empty() {
            return Ok(());
        }
        write!(f, "-{}", self.prerelease)
    }
}

impl Constraints {
    /// Reads constraints. `None` where Terraform refuses the text; a `v` before a provider's version and
    /// repeated spaces, which it refuses as well, are read all the same.
    pub fn parse(text: &str, dialect: Dialect) -> Option<Self> {
        let all: Option<Vec<Constraint>> = text.split(',').map(parse_constraint).collect();
        let all = all?;
        let too_long = |constraint: &Constraint| constraint.written > 3;
        if dialect == Dialect::Provider && all.iter().any(too_long) {
            return None;
        }
        Some(Self { all, dialect })
    }

    /// Whether a version meets all of them. A pre-release only meets constraints that name it exactly, as
    /// Terraform never chooses one otherwise.
    pub fn allow(&self, version: &Version) -> bool {
        if !version.prerelease.is_empty() && self.exact() != Some(version) {
            return false;
        }
        self.all
            .iter()
            .all(|constraint| constraint.allows(version, self.dialect))
    }

    /// Whether they exclude every version above some limit.
    pub fn has_upper_bound(&self) -> bool {
        let mut all = self.all.iter();
        all.any(|constraint| constraint.has_upper_bound(self.dialect))
    }

    /// Whether only versions before this one can meet them.
    pub fn allow_only_before(&self, limit: &Version) -> bool {
        self.all.iter().any(|constraint| {
            constraint.has_upper_bound(self.dialect)
                && constraint.version.cmp(limit).is_le()
                && !constraint.allows(limit, self.dialect)
        })
    }

    /// The only version that can meet them, where one is named with `=`.
    pub fn exact(&self) -> Option<&Version> {
        let exact = self
            .all
            .iter()
            .find(|constraint| constraint.operator == Operator::Equal);
        exact.map(|constraint| &constraint.version)
    }
}

impl Constraint {
    fn has_upper_bound(&self, dialect: Dialect) -> bool {
        match self.operator {
            Operator::Equal | Operator::Less | Operator::LessOrEqual => true,
            Operator::Pessimistic => self.frozen(dialect) > 0,
            Operator::NotEqual | Operator::Greater | Operator::GreaterOrEqual => false,
        }
    }

    fn allows(&self, version: &Version, dialect: Dialect) -> bool {
        let order = version.cmp(&self.version);
        match self.operator {
            Operator::Equal => order.is_eq(),
            Operator::NotEqual => order.is_ne(),
            Operator::Greater => order.is_gt(),
            Operator::GreaterOrEqual => order.is_ge(),
            Operator::Less => order.is_lt(),
            Operator::LessOrEqual => order.is_le(),
            Operator::Pessimistic => {
                let frozen = self.frozen(dialect);
                let (own, other) = (&self.version.numbers, &version.numbers);
                let same = other.len() >= own.len() && other[..frozen] == own[..frozen];
                order.is_ge() && same
            }
        }
    }

    /// How many leading numbers `~>` keeps as they are.
    fn frozen(&self, dialect: Dialect) -> usize {
        let frozen = self.written - 1;
        match dialect {
            Dialect::Provider => frozen.max(1),
            Dialect::TerraformOrModule => frozen,
        }
    }
}

fn parse_constraint(text: &str) -> Option<Constraint> {
    const OPERATORS: &[(&str, Operator)] = &[
        (">=", Operator::GreaterOrEqual),
        ("<=", Operator::LessOrEqual),
        ("!=", Operator::NotEqual),
        ("~>", Operator::Pessimistic),
        ("=", Operator::Equal),
        (">", Operator::Greater),
        ("<", Operator::Less),
        ("", Operator::Equal),
    ];
    let text = text.trim();
    let (rest, operator) = OPERATORS
        .iter()
        .find_map(|(sign, operator)| Some((text.strip_prefix(sign)?, *operator)))?;
    let (version, written) = parse_written(rest)?;
    Some(Constraint {
        operator,
        version,
        written,
    })
}

#[cfg(test)]
mod tests {
    use super::{Constraints, Dialect, Version};

    fn chosen(constraint: &str) -> Option<String> {
        let offered = "0.9.0 5.0.0 5.1.0 5.1.2 5.2.0 5.9.1 6.0.0 6.1.0-beta1";
        let constraints = Constraints::parse(constraint, Dialect::Provider)?;
        let versions = offered.split(' ').filter_map(Version::parse);
        let best = versions.filter(|version| constraints.allow(version)).max();
        best.map(|version| version.to_string())
    }

    #[test]
    fn the_newest_allowed_provider_is_the_one_that_terraform_installs() {
        // Each pair was measured with `terraform init` against a folder with these versions.
        for (constraint, expected) in [
            ("~> 5", "5.9.1"),
            ("~> 5.0", "5.9.1"),
            ("~> 5.1.0", "5.1.2"),
            ("~> 0", "0.9.0"),
            ("5.1", "5.1.0"),
            ("= 5.1.2", "5.1.2"),
            ("> 5", "6.0.0"),
            ("> 5.1, < 5.2", "5.1.2"),
            ("<= 5", "5.0.0"),
            ("< 5", "0.9.0"),
            ("6.1.0-beta1", "6.1.0-beta1"),
            ("~>5.1", "5.9.1"),
            ("~> 5.1, != 5.9.1", "5.2.0"),
        ] {
            assert_eq!(
                chosen(constraint).as_deref(),
                Some(expected),
                "{constraint}"
            );
        }
        for refused in [
            ">= 6.1.0-beta1",
            "=> 5",
            "5.x",
            "~> 5.0.0.1",
            "~> 5.1,",
            "",
            ">= 5.0 < 6.0",
        ] {
            assert_eq!(chosen(refused), None, "{refused}");
        }
    }

    #[test]
    fn terraform_itself_is_checked_as_measured_with_version_1_11_4() {
        let version = Version::parse("1.11.4").unwrap();
        let allows = |text| {
            Constraints::parse(text, Dialect::TerraformOrModule)
                .unwrap()
                .allow(&version)
        };
        for met in [
            "~> 0",
            "~> 1",
            "~> 1.10",
            "~> 1.11.0",
            "1.11.4",
            "> 1.11",
            "!= 1.11",
            ">= v1.0",
            ">=1.0,< 2.0",
        ] {
            assert!(allows(met), "{met}");
        }
        for unmet in ["~> 1.10.0", "1.11", "<= 1.11", "~> 1.11.4.0"] {
            assert!(!allows(unmet), "{unmet}");
        }
    }

    #[test]
    fn only_some_constraints_have_an_upper_bound() {
        let bounded = |text, dialect| Constraints::parse(text, dialect).unwrap().has_upper_bound();
        for text in ["~> 5.1", "5.0.0", ">= 5, < 6", "<= 7"] {
            assert!(bounded(text, Dialect::Provider), "{text}");
        }
        assert!(!bounded(">= 5, != 5.1", Dialect::Provider));
        assert!(bounded("~> 5", Dialect::Provider));
        assert!(!bounded("~> 1", Dialect::TerraformOrModule));
    }

    #[test]
    fn versions_are_ordered_as_semantic_versioning_says() {
        let mut versions = [
            "1.0.0",
            "1.0.0-rc1",
            "1.0.0-alpha.10",
            "1.0.0-alpha.9",
            "0.12",
            "1.0.1+build",
        ]
        .map(|text| Version::parse(text).unwrap());
        versions.sort();
        let texts: Vec<String> = versions.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "0.12.0",
                "1.0.0-alpha.9",
                "1.0.0-alpha.10",
                "1.0.0-rc1",
                "1.0.0",
                "1.0.1"
            ]
        );
        for bad in [
            "",
            "1..2",
            "one",
            "1.-2",
            "1.0-",
            "99999999999999999999",
            "1.x",
        ] {
            assert_eq!(Version::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn limits_lie_above_all_that_meets_older_constraints() {
        let limit = Version::parse("0.15.0").unwrap();
        let only_before = |text| {
            let constraints = Constraints::parse(text, Dialect::TerraformOrModule).unwrap();
            constraints.allow_only_before(&limit)
        };
        for older in [
            "~> 0.11.2",
            "< 0.15",
            "<= 0.14.9",
            "= 0.12.31",
            ">= 0.12, < 0.14",
            "~> 0.14.0",
        ] {
            assert!(only_before(older), "{older}");
        }
        for other in [
            "~> 1.11",
            ">= 0.12",
            "~> 0.12",
            "< 1.0",
            "<= 0.15.0",
            "= 1.5.0",
            "!= 0.14.0",
            "~> 0",
        ] {
            assert!(!only_before(other), "{other}");
        }
    }
}

//! What the AWS provider makes of arguments and blocks that a resource leaves out, as far as it is known. A provider's
//! schema does not say it, so it was measured: `scripts/provider-defaults.sh` lets Terraform plan every resource type with
//! nothing but what it must have, and writes down what is planned for all else. What Terraform cannot plan, because AWS
//! decides it, is known where AWS's documentation says it: `documented_defaults.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::eval::{Map, Number, Value};

/// What the provider makes of what is not said.
#[derive(Debug, Clone)]
pub(super) enum Unsaid {
    /// Nothing: it stays `null`, or there is no such block.
    Nothing,
    /// This.
    Is(Value),
    /// It is not known here, or only once the resource exists.
    Open,
}

/// What is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// An argument.
    Argument,
    /// Every block of a type.
    Block,
}

/// The version of the AWS provider that was measured.
pub(super) const VERSION: &str = "5.100.0";

/// For each type a line with the depths of blocks that could be planned, and for each argument or block that does not
/// stay empty a line with two spaces before its path: its value as JSON, or `?` where it is not known before apply.
const MEASURED: &str = include_str!("defaults.txt");

/// By type and path: the value as JSON, `null`, or `nothing` for blocks, and where AWS or the provider says so. It holds
/// of any version of the provider.
const DOCUMENTED: &str = include_str!("documented_defaults.tsv");

/// What version 6 of the provider makes something else of, by its guide for upgrades: what was measured holds only where a
/// stack certainly has no newer major version.
const CHANGED: [(&str, &str); 2] = [
    ("aws_redshift_cluster", "encrypted"),
    ("aws_redshift_cluster", "publicly_accessible"),
];

/// How much of what was measured holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Nothing: the schema that is known is of another version.
    Nothing,
    /// What a newer major version leaves as it is.
    Unchanged,
    /// All of it.
    All,
}

/// Whether a newer major version makes something else of anything that is left out of this type.
pub(super) fn is_changed(kind: &str) -> bool {
    CHANGED.iter().any(|(changed, _)| *changed == kind)
}

static DOCUMENTED_BY_PATH: LazyLock<BTreeMap<(&str, &str), &str>> = LazyLock::new(|| {
    let lines = DOCUMENTED.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut parts = line.split('\t');
            Some(((parts.next()?, parts.next()?), parts.next()?))
        })
        .collect()
});

/// What was measured of one resource type.
struct Measured {
    /// By depth: whether the type could be planned with all blocks down to there, and none below.
    depths: Vec<bool>,
    /// What does not stay empty, by path.
    values: BTreeMap<&'static str, &'static str>,
}

static BY_TYPE: LazyLock<BTreeMap<&str, Measured>> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, Measured> = BTreeMap::new();
    let mut current = "";
    for line in MEASURED.lines().filter(|line| !line.starts_with('#')) {
        if let Some(entry) = line.strip_prefix("  ") {
            let (path, value) = entry.split_once(' ').unwrap_or((entry, "?"));
            if let Some(measured) = all.get_mut(current) {
                measured.values.insert(path, value);
            }
        } else if let Some((kind, depths)) = line.split_once(' ') {
            let depths = ('0'..='3').map(|depth| depths.contains(depth)).collect();
            all.insert(
                kind,
                Measured {
                    depths,
                    values: BTreeMap::new(),
                },
            );
            current = kind;
        }
    }
    all
});

/// What becomes of the argument or the blocks at `path` of a resource type where they are left out.
pub(super) fn of(kind: &str, path: &str, what: What, holds: Holds) -> Unsaid {
    let unsaid = match holds {
        Holds::Nothing => Unsaid::Open,
        Holds::Unchanged if CHANGED.contains(&(kind, path)) => Unsaid::Open,
        Holds::Unchanged | Holds::All => planned(kind, path, what),
    };
    match unsaid {
        Unsaid::Open => documented(kind, path),
        known => known,
    }
}

/// What AWS's documentation says of it.
pub(super) fn documented(kind: &str, path: &str) -> Unsaid {
    match DOCUMENTED_BY_PATH.get(&(kind, path)).copied() {
        None => Unsaid::Open,
        Some("null" | "nothing") => Unsaid::Nothing,
        Some(text) => value(text).map_or(Unsaid::Open, Unsaid::Is),
    }
}

fn planned(kind: &str, path: &str, what: What) -> Unsaid {
    let Some(measured) = BY_TYPE.get(kind) else {
        return Unsaid::Open;
    };
    if let Some(text) = measured.values.get(path) {
        return value(text).map_or(Unsaid::Open, Unsaid::Is);
    }
    let depth = path.matches('.').count();
    let is_measured = match what {
        // An argument was seen wherever its block was.
        What::Argument => measured.depths.iter().skip(depth).any(|planned| *planned),
        // Blocks were left out only where nothing at their depth was written.
        What::Block => measured.depths.get(depth) == Some(&true),
    };
    if is_measured {
        Unsaid::Nothing
    } else {
        Unsaid::Open
    }
}

/// A value as it is written down.
fn value(text: &str) -> Option<Value> {
    match text {
        "true" => Some(Value::bool(true)),
        "false" => Some(Value::bool(false)),
        "[]" => Some(Value::tuple([])),
        "{}" => Some(Value::object(Map::default())),
        _ => match text.strip_prefix('"') {
            Some(_) => serde_json::from_str::<String>(text).ok().map(Value::string),
            None => Number::parse(text).map(Value::number),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Holds, Unsaid, What, of};
    use crate::schema::Member;

    fn shown(kind: &str, path: &str, what: What) -> String {
        match of(kind, path, what, Holds::All) {
            Unsaid::Nothing => "nothing".to_owned(),
            Unsaid::Is(value) => crate::eval::show(&value),
            Unsaid::Open => "open".to_owned(),
        }
    }

    /// By the provider's documentation of each resource.
    #[test]
    fn defaults_are_those_of_the_documentation() {
        let argument = |kind, path| shown(kind, path, What::Argument);
        assert_eq!(argument("aws_cloudtrail", "enable_logging"), "true");
        assert_eq!(
            argument("aws_cloudtrail", "enable_log_file_validation"),
            "false"
        );
        assert_eq!(argument("aws_db_instance", "publicly_accessible"), "false");
        assert_eq!(
            argument("aws_db_instance", "auto_minor_version_upgrade"),
            "true"
        );
        assert_eq!(
            argument("aws_ecs_service", "deployment_maximum_percent"),
            "200"
        );
        assert_eq!(
            argument("aws_ecs_service", "scheduling_strategy"),
            "\"REPLICA\""
        );
        assert_eq!(
            argument("aws_eks_cluster", "vpc_config.endpoint_public_access"),
            "true"
        );
        assert_eq!(
            argument("aws_ecr_repository", "image_tag_mutability"),
            "\"MUTABLE\""
        );
        assert_eq!(argument("aws_sqs_queue", "kms_master_key_id"), "nothing");
        assert_eq!(argument("google_thing", "name"), "open");
    }

    #[test]
    fn blocks_that_the_provider_makes_itself_are_open() {
        let block = |kind, path| shown(kind, path, What::Block);
        assert_eq!(block("aws_vpc_endpoint", "dns_options"), "open");
        assert_eq!(
            block("aws_ecr_repository", "encryption_configuration"),
            "nothing"
        );
        assert_eq!(block("aws_cloudtrail", "event_selector"), "nothing");
    }

    /// AWS keeps no versions unless it is told to, and encrypts no file system.
    #[test]
    fn what_aws_decides_is_known_from_its_documentation() {
        let versioning = of("aws_s3_bucket", "versioning", What::Block, Holds::Nothing);
        assert!(matches!(versioning, Unsaid::Nothing));
        let encrypted = super::documented("aws_efs_file_system", "encrypted");
        assert!(matches!(encrypted, Unsaid::Is(value) if value.as_bool() == Some(false)));
    }

    /// Every line names an argument or a block of the embedded schema, has a value that can be read, and a source.
    #[test]
    fn what_is_documented_is_of_the_schema() {
        let schemas = crate::schema::Schemas::embedded();
        for line in super::DOCUMENTED
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            let parts: Vec<&str> = line.split('\t').collect();
            let [kind, path, text, source] = parts[..] else {
                panic!("four columns are wanted: {line}");
            };
            assert!(source.starts_with("https://"), "{line}");
            let is_readable = ["null", "nothing"].contains(&text) || super::value(text).is_some();
            assert!(is_readable, "{line}");
            let schema = schemas.resource(kind);
            let mut block = &**schema.unwrap_or_else(|| panic!("no such type: {line}"));
            let mut names = path.split('.').peekable();
            while let Some(name) = names.next() {
                match block.member(name) {
                    Some(Member::Attribute(_)) => assert!(names.peek().is_none(), "{line}"),
                    Some(Member::Block(nested)) => block = &nested.block,
                    None => panic!("there is no such argument: {line}"),
                }
            }
        }
    }
}

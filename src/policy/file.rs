//! What a file of policies says, as plain data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::data::schema::Schema;
use crate::diagnostic::ConfigError;
use crate::eval::{Constraint, Value};
use crate::hcl::Expression;
use crate::rule::Rule;
use crate::source::{FileId, Span};

/// One `.policy.hcl` file. Each is evaluated apart from the others.
#[derive(Debug)]
pub struct PolicyFile {
    /// Root-relative path.
    pub path: String,
    /// The file.
    pub file: FileId,
    /// Its `input` blocks, by label.
    pub inputs: BTreeMap<Box<str>, Input>,
    /// What its own `locals` blocks say.
    pub locals: BTreeMap<Box<str>, Expression>,
    /// Its policies that can be judged, in order.
    pub policies: Vec<Policy>,
    /// Providers of which it may speak of other versions than the known one.
    pub open: BTreeSet<Box<str>>,
    /// What is no fault and yet hardly meant.
    pub doubts: Vec<ConfigError>,
}

/// An `input` block.
#[derive(Debug)]
pub struct Input {
    /// Its type; anything where it says none.
    pub constraint: Constraint,
    /// What it is where nobody says otherwise; `None` where somebody must.
    pub default: Option<Value>,
    /// Where its label stands.
    pub span: Span,
}

/// What a policy judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// `resource_policy`: instances of a resource type.
    Resource,
    /// `module_policy`: calls of a module source.
    Module,
    /// `provider_policy`: configurations of a provider.
    Provider,
}

impl Target {
    /// The type of its block.
    pub fn block(self) -> &'static str {
        match self {
            Self::Resource => "resource_policy",
            Self::Module => "module_policy",
            Self::Provider => "provider_policy",
        }
    }
}

/// How much a policy's failure matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Said, and nothing more.
    Advisory,
    /// Stops a run unless somebody with the right to do so lets it go on.
    MandatoryOverridable,
    /// Stops a run.
    Mandatory,
}

impl Level {
    /// Every level, the mildest first.
    pub const ALL: [Self; 3] = [Self::Advisory, Self::MandatoryOverridable, Self::Mandatory];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Advisory => "advisory",
            Self::MandatoryOverridable => "mandatory_overridable",
            Self::Mandatory => "mandatory",
        }
    }

    /// The level of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }
}

/// A `resource_policy`, `module_policy` or `provider_policy` block.
#[derive(Debug)]
pub struct Policy {
    /// Its id among iaclint's rules.
    pub id: String,
    /// What it judges.
    pub target: Target,
    /// The first label: a type, a source or a provider; `*` stands for any part of it.
    pub pattern: String,
    /// The second label.
    pub label: String,
    /// The block's first line.
    pub header: Span,
    /// Which subjects it judges; all where it does not say.
    pub filter: Option<Expression>,
    /// What its own `locals` blocks say.
    pub locals: BTreeMap<Box<str>, Expression>,
    /// What must hold.
    pub enforce: Vec<Enforce>,
    /// An expression of the file's inputs and locals.
    pub level: Option<Expression>,
    /// What to do where it does not hold; empty where nobody says.
    pub fix: String,
    /// The groups of policies that it is of.
    pub groups: Vec<String>,
    /// What other tools call the same check, such as `checkov:CKV_AWS_21`.
    pub peers: Vec<String>,
    /// Whether it judges what is created: all but gates of updates and deletions, which need what was there before.
    pub is_about_creation: bool,
    /// The rule that it is, for each level in the order of [`Level::ALL`].
    pub rules: [&'static Rule; 3],
}

/// An `enforce` block.
#[derive(Debug)]
pub struct Enforce {
    /// What must hold; where there is a schema, the document that must satisfy it.
    pub condition: Expression,
    /// The JSON Schema that the document must satisfy.
    pub schema: Option<Arc<Schema>>,
    /// What is said where it does not.
    pub error_message: Option<Expression>,
    /// Attributes of the subject that the condition asks for, by their names joined with dots.
    pub attributes: Vec<String>,
}

impl Policy {
    /// Whether it judges subjects of this name.
    pub fn is_about(&self, name: &str) -> bool {
        matches(&self.pattern, name)
    }

    /// The rule that it is at this level.
    pub fn rule(&self, level: Level) -> &'static Rule {
        self.rules[level as usize]
    }
}

/// Whether a name fits a pattern in which `*` stands for any text.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(mut name) = name.strip_prefix(start) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match name.find(part) {
            Some(at) => name = &name[at + part.len()..],
            None => return false,
        }
    }
    name.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_part_of_a_name() {
        assert!(matches("aws_instance", "aws_instance") && !matches("aws", "aws_instance"));
        assert!(matches("*", "aws_instance") && matches("aws_*", "aws_instance"));
        assert!(matches("aws_*_policy", "aws_iam_role_policy") && matches("*_*", "a_b"));
        assert!(!matches("aws_*_policy", "aws_policy") && !matches("google_*", "aws_instance"));
        assert!(!matches("a*a", "a") && matches("a*a", "aa"));
    }
}

//! Settings as plain data, as they are written in `iaclint.toml`. What a rule's own options mean is the rule's
//! affair: here they are only values.

mod globs;
mod load;
mod lower;
mod parity;
mod pattern;
mod policies;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Severity;

pub use crate::diagnostic::{ConfigError, place};
pub use globs::globs;
pub use load::{FILE_NAME, SCHEMA, load, parse};
pub use parity::{EXPECTATION_KEYS, Expectation, Parity};
pub use policies::{Policies, PolicyOverride, PolicySettings};

/// Everything that can be set. [`Config::default`] is what holds without a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// Path of the file as errors name it; empty where there is none.
    pub path: String,
    /// `[layout]`; detected where it is missing.
    pub layout: Option<Layout>,
    /// `[environments.NAME]`.
    pub environments: BTreeMap<String, Environment>,
    /// `[rules]`, by rule id.
    pub rules: BTreeMap<String, Rule>,
    /// `[[overrides]]`, in order: a later one wins.
    pub overrides: Vec<Override>,
    /// `[sources] self`: URLs that are this repository.
    pub own_sources: Vec<String>,
    /// `[[schemas]]`, in order.
    pub schemas: Vec<SchemaRule>,
    /// `[parity]`; `check` compares nothing where it is missing.
    pub parity: Option<Parity>,
    /// `[compat] ignores`: other linters whose ignore comments count.
    pub compatible_ignores: Vec<Written<String>>,
    /// `[policies]`: those that come with iaclint, and the repository's own.
    pub policies: Policies,
}

impl Config {
    /// A fault at `range` (bytes) of `text`, which is the text of this configuration's file.
    pub fn error(
        &self,
        text: &str,
        range: &Range<usize>,
        message: impl Into<String>,
    ) -> ConfigError {
        ConfigError::at(&self.path, text, range.start, message)
    }
}

/// Where stacks and modules lie: patterns of folders with names in braces, relative to the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Such as `live/{environment}/{region}/{stack}`.
    pub live: Vec<Written<String>>,
    /// Such as `modules/{provider}/{module}`.
    pub modules: Vec<Written<String>>,
}

/// A value and where it is written in the configuration file, in bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Byte range in the file.
    pub range: Range<usize>,
}

/// How much an environment's faults matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// What customers use.
    Production,
    /// Everything else.
    NonProduction,
}

/// `[environments.NAME]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// Where `NAME` is written.
    pub range: Range<usize>,
    /// By its name where it is not set.
    pub tier: Option<Tier>,
    /// Globs of the folders of root modules that are applied in this environment, also where others are applied from
    /// the same folder.
    pub stacks: Vec<Written<String>>,
    /// Extra tfvars files in order; `{environment}`, `{region}` and `{stack}` expand.
    pub var_files: Vec<Written<String>>,
    /// Files given to `terraform init -backend-config`, expanded likewise.
    pub backend_config: Vec<Written<String>>,
    /// What `terraform.workspace` is; not known where it is not set.
    pub workspace: Option<String>,
}

/// The severity that a user gives to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// Reported with this severity.
    At(Severity),
    /// Not run.
    #[default]
    Off,
}

/// `[rules] "id" = …`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rule {
    /// Where the id is written.
    pub range: Range<usize>,
    /// The rule's own where it is not set.
    pub severity: Option<Level>,
    /// `false`: an ignore comment cannot silence it.
    pub ignorable: Option<bool>,
    /// The rule's own options.
    pub options: BTreeMap<String, Written<OptionValue>>,
}

/// The value of a rule's option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionValue {
    /// `true` or `false`.
    Bool(bool),
    /// A list of strings.
    Strings(Vec<String>),
}

/// `[[overrides]]`: levels for some paths.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Override {
    /// Globs of root-relative paths.
    pub paths: Vec<Written<String>>,
    /// By rule id.
    pub rules: BTreeMap<String, Written<Level>>,
}

/// `[[schemas]]`: a JSON Schema for some data files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchemaRule {
    /// Globs of root-relative paths.
    pub files: Vec<Written<String>>,
    /// Root-relative path of the schema.
    pub schema: Written<String>,
}

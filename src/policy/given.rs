//! What the configuration gives to policies: inputs and enforcement levels, for the whole repository and for some stacks.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobSet;

use crate::config::{self, Config, ConfigError, PolicyOverride, PolicySettings, Written, globs};
use crate::data::{Kind, Node};
use crate::eval::{Cause, Map, Number, Value};
use crate::repo::words::nearest;
use crate::repo::{Repo, Stack};

use super::file::{Level, PolicyFile};
use super::pack;
use super::read::converted;

/// The settings of `[policies]`.
#[derive(Debug, Default)]
pub(super) struct Given {
    everywhere: PolicySettings,
    overrides: Vec<(PolicyOverride, GlobSet)>,
}

/// Which overrides count for a stack, in order.
pub(super) type Which = Vec<usize>;

/// The level that the configuration gives to a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GivenLevel {
    /// It is not judged there.
    Off,
    /// It has this one.
    At(Level),
}

impl Given {
    pub(super) fn of(settings: &config::Policies) -> Self {
        let overrides = settings.overrides.iter().map(|one| {
            let paths = one.paths.iter().map(|path| path.value.as_str());
            (one.clone(), globs(paths))
        });
        Self {
            everywhere: settings.everywhere.clone(),
            overrides: overrides.collect(),
        }
    }

    /// Every override, in order.
    pub(super) fn overrides(&self) -> impl Iterator<Item = &PolicyOverride> {
        self.overrides.iter().map(|(one, _)| one)
    }

    /// The overrides that count for a stack.
    pub(super) fn which(&self, stack: &Stack<'_>) -> Which {
        let fits = |(one, paths): &(PolicyOverride, GlobSet)| {
            let names = &one.environments;
            let environment = stack.place.environment.as_deref();
            let folder = stack.path.split(" (").next().unwrap_or_default();
            (names.is_empty() || names.iter().any(|name| Some(&*name.value) == environment))
                && (one.paths.is_empty() || paths.is_match(folder))
        };
        let all = self.overrides.iter().enumerate();
        all.filter(|(_, one)| fits(one)).map(|(at, _)| at).collect()
    }

    /// The settings that count, the strongest first.
    fn counting<'s>(&'s self, which: &'s [usize]) -> impl Iterator<Item = &'s PolicySettings> {
        let special = which
            .iter()
            .rev()
            .filter_map(|at| Some(&self.overrides.get(*at)?.0.settings));
        special.chain([&self.everywhere])
    }

    /// The level of a policy, where the configuration says one.
    pub(super) fn level(&self, which: &[usize], id: &str) -> Option<GivenLevel> {
        let written = self
            .counting(which)
            .find_map(|settings| settings.levels.get(id))?;
        Some(Level::named(&written.value).map_or(GivenLevel::Off, GivenLevel::At))
    }

    /// The values of a file's inputs.
    pub(super) fn inputs<'f>(
        &self,
        which: &[usize],
        file: &'f PolicyFile,
    ) -> BTreeMap<&'f str, Value> {
        let value = |(name, input): (&'f str, &super::file::Input)| {
            let given = self
                .counting(which)
                .find_map(|settings| settings.inputs.get(name));
            let given =
                given.and_then(|it| converted(&input.constraint, &value_of(&it.value)).ok());
            let value = given.or_else(|| input.default.clone());
            let missing =
                || Value::unknown(input.constraint.ty.clone(), Cause::NoValue(name.into()));
            (name, value.unwrap_or_else(missing))
        };
        let inputs = file.inputs.iter().map(|(name, input)| (&**name, input));
        inputs.map(value).collect()
    }

    /// Whether every stack is given a value of this input.
    pub(super) fn has_input(&self, name: &str) -> bool {
        self.everywhere.inputs.contains_key(name)
    }

    /// What is wrong with the settings, by the policies that there are.
    pub(super) fn faults(
        &self,
        config: &Config,
        text: &str,
        files: &[&PolicyFile],
        ids: &[&str],
    ) -> Vec<ConfigError> {
        let mut errors = Vec::new();
        let all = self.overrides.iter().map(|(one, _)| &one.settings);
        for settings in all.chain([&self.everywhere]) {
            for (name, written) in &settings.inputs {
                let message = input_fault(name, written, files);
                errors.extend(message.map(|it| config.error(text, &written.range, it)));
            }
            for (id, written) in &settings.levels {
                if !ids.contains(&id.as_str()) {
                    let near = nearest(id, ids.iter().copied());
                    let hint = near.map_or_else(
                        || "`iaclint rules` lists them".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    let message = format!("there is no policy `{id}`; {hint}");
                    errors.push(config.error(text, &written.range, message));
                }
            }
        }
        errors
    }
}

/// What is wrong with the value of an input: no policy has it, or it is not of the type of one that has.
fn input_fault(name: &str, written: &Written<Node>, files: &[&PolicyFile]) -> Option<String> {
    let has = |file: &&PolicyFile| file.inputs.contains_key(name);
    let mut having: Vec<&PolicyFile> = files.iter().copied().filter(has).collect();
    if having.is_empty() {
        // One that comes with iaclint may be off for now.
        having = pack::all().into_iter().filter(has).collect();
    }
    if having.is_empty() {
        let names = files
            .iter()
            .flat_map(|file| file.inputs.keys())
            .map(|name| &**name);
        let near = nearest(name, names);
        let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Some(format!("no policy has an input `{name}`{hint}"));
    }
    having.iter().find_map(|file| {
        let input = file.inputs.get(name)?;
        let why = converted(&input.constraint, &value_of(&written.value)).err()?;
        Some(format!(
            "`{name}` is not of the type that {} demands: {why}",
            file.path
        ))
    })
}

/// A value of the configuration as the language has it.
fn value_of(node: &Node) -> Value {
    match &node.kind {
        Kind::Bool(value) => Value::bool(*value),
        Kind::Number(text) => Number::parse(text).map_or_else(Value::null, Value::number),
        Kind::String(text) | Kind::Partial(text) => Value::string(text),
        Kind::Sequence(items) => Value::tuple(items.iter().map(value_of).collect::<Vec<_>>()),
        Kind::Mapping(entries) => {
            let entries = entries.iter();
            let entries =
                entries.map(|(key, value)| (Arc::<str>::from(&*key.text), value_of(value)));
            Value::object(entries.collect::<Map>())
        }
        Kind::Null | Kind::Hole => Value::null(),
    }
}

/// Environments that `[[policies.overrides]]` names and that do not exist.
pub fn unknown_environments(repo: &Repo<'_>, config: &Config, text: &str) -> Vec<ConfigError> {
    let known = || repo.environments.iter().map(|it| it.name.as_str());
    let named = config
        .policies
        .overrides
        .iter()
        .flat_map(|one| &one.environments);
    let unknown = named.filter(|name| !known().any(|it| it == name.value));
    unknown
        .map(|name| {
            let near = nearest(&name.value, known());
            let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            let message = format!("there is no environment `{}`{hint}", name.value);
            config.error(text, &name.range, message)
        })
        .collect()
}

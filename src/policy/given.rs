//! What the configuration gives to policies: inputs and enforcement levels, for the whole repository and for some stacks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use globset::GlobSet;

use crate::config::{self, Config, ConfigError, PolicyOverride, PolicySettings, Written, globs};
use crate::data::{Kind, Node};
use crate::eval::{Cause, Map, Number, Value, show};
use crate::repo::words::nearest;
use crate::repo::{Repo, Stack};
use crate::source::Span;

use super::file::{Input, Level, PolicyFile};
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
        let value = |(name, input): (&'f str, &Input)| {
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
        (config, text): (&Config, &str),
        there: &There<'_>,
    ) -> Vec<ConfigError> {
        let mut errors = Vec::new();
        for settings in self.all() {
            for (name, written) in &settings.inputs {
                let message = input_fault(name, written, there);
                errors.extend(message.map(|it| config.error(text, &written.range, it)));
            }
            for (id, written) in &settings.levels {
                if !there.ids.contains(&id.as_str()) {
                    let message = no_policy(id, there);
                    errors.push(config.error(text, &written.range, message));
                }
            }
        }
        errors
    }

    /// Levels that change no severity, and inputs that several files declare in different ways and that are set for all
    /// of them.
    pub(super) fn notices(
        &self,
        (config, text): (&Config, &str),
        there: &There<'_>,
    ) -> Vec<String> {
        let levels = self.all().flat_map(|settings| &settings.levels);
        let overruled = levels.filter_map(|(id, level)| {
            let message = overruled(id, level, config)?;
            Some(config.error(text, &level.range, message))
        });
        let overruled: BTreeSet<ConfigError> = overruled.collect();
        let overruled = overruled.iter().map(ToString::to_string);
        overruled.chain(self.different_inputs(there)).collect()
    }

    fn different_inputs(&self, there: &There<'_>) -> Vec<String> {
        let names: BTreeSet<&String> = self.all().flat_map(|it| it.inputs.keys()).collect();
        let told = names.into_iter().filter_map(|name| {
            let declared = declared(name, there.files, there.place);
            let different: BTreeSet<&String> = declared.iter().map(|it| &it.how).collect();
            let each: Vec<String> = declared
                .iter()
                .map(|it| format!("{} ({})", it.place, it.how))
                .collect();
            (different.len() > 1).then(|| {
                format!(
                    "[policies] inputs: `{name}` counts for policies that declare it in different ways: {}",
                    each.join(", ")
                )
            })
        });
        told.collect()
    }

    /// All settings, those for some stacks first.
    fn all(&self) -> impl Iterator<Item = &PolicySettings> {
        let overrides = self.overrides.iter().map(|(one, _)| &one.settings);
        overrides.chain([&self.everywhere])
    }
}

/// What the settings may speak of.
pub(super) struct There<'t> {
    /// Every file that may be judged.
    pub(super) files: &'t [&'t PolicyFile],
    /// The ids of all policies, also of those that are off.
    pub(super) ids: &'t [&'t str],
    /// The ids of iaclint's own rules.
    pub(super) rules: &'t [&'t str],
    /// What is said of an id of another tool, as a clause; `None` for what is no such id.
    pub(super) said_of: &'t dyn Fn(&str) -> Option<String>,
    /// A place in a file of policies, as messages name it.
    pub(super) place: &'t dyn Fn(&PolicyFile, Span) -> String,
}

/// What is said of a level that is given to no policy.
fn no_policy(id: &str, there: &There<'_>) -> String {
    if there.rules.contains(&id) {
        return format!(
            "`{id}` is a rule and no policy, so that it has a severity and no level: write it below `[rules]`"
        );
    }
    let near = || nearest(id, there.ids.iter().copied());
    let hint = (there.said_of)(id).unwrap_or_else(|| match near() {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`iaclint rules` lists them".to_owned(),
    });
    format!("there is no policy `{id}`; {hint}")
}

/// What is said of a level where `[rules]` says how much the policy matters: a severity counts for every level.
fn overruled(id: &str, level: &Written<String>, config: &Config) -> Option<String> {
    let severity = config.rules.get(id)?.severity?;
    let level = Level::named(&level.value)?.as_str();
    Some(match severity {
        config::Level::Off => format!(
            "the level `{level}` of the policy `{id}` counts for nothing, since `[rules]` switches it off"
        ),
        config::Level::At(severity) => format!(
            "the level `{level}` of the policy `{id}` says only that it is judged, since `[rules]` gives it the severity \
             {severity} at every level"
        ),
    })
}

/// How a file declares an input.
struct Declared<'d> {
    file: &'d PolicyFile,
    input: &'d Input,
    place: String,
    /// Its type and its default, in words.
    how: String,
}

/// Every declaration of an input of this name, in order of file.
fn declared<'d>(
    name: &str,
    files: &[&'d PolicyFile],
    place: &dyn Fn(&PolicyFile, Span) -> String,
) -> Vec<Declared<'d>> {
    let declared = |file: &'d PolicyFile| {
        let input = file.inputs.get(name)?;
        let default = input.default.as_ref();
        let default = default.map_or("no default".to_owned(), |it| {
            format!("default {}", show(it))
        });
        Some(Declared {
            file,
            input,
            place: place(file, input.span),
            how: format!("{}, {default}", input.constraint.ty),
        })
    };
    files.iter().filter_map(|file| declared(file)).collect()
}

/// What is wrong with the value of an input: no policy has it, or it is not of the type of one that has.
fn input_fault(name: &str, written: &Written<Node>, there: &There<'_>) -> Option<String> {
    let mut having = declared(name, there.files, there.place);
    if having.is_empty() {
        // One that comes with iaclint may be off for now.
        having = declared(name, &pack::all(), there.place);
    }
    if having.is_empty() {
        let names = there.files.iter().flat_map(|file| file.inputs.keys());
        let near = nearest(name, names.map(|name| &**name));
        let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Some(format!("no policy has an input `{name}`{hint}"));
    }
    let value = value_of(&written.value);
    let why = |it: &Declared<'_>| converted(&it.input.constraint, &value).err();
    let (refuses, why) = having.iter().find_map(|it| Some((it, why(it)?)))?;
    let others = having.iter().filter(|it| {
        it.input.constraint.ty != refuses.input.constraint.ty
            && !std::ptr::eq(it.file, refuses.file)
    });
    let others: Vec<String> = others
        .map(|it| format!("{} of type {}", it.place, it.input.constraint.ty))
        .collect();
    let others = if others.is_empty() {
        String::new()
    } else {
        format!(
            "; it counts also for the input of this name of {}: give one of them another name",
            others.join(", and of ")
        )
    };
    Some(format!(
        "`{name}` is not of the type that {} demands: {why}{others}",
        refuses.place
    ))
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

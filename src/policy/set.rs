//! All policies of a repository.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::config::{self, Config, ConfigError, Written};
use crate::eval::Budget;
use crate::repo::layout::is_inside;
use crate::rule::Rule;
use crate::schema::Schemas;
use crate::source::{Sources, Span};

use super::POLICY_ENDING;
use super::file::{Level, Policy, PolicyFile};
use super::given::{Given, GivenLevel, There};
use super::pack::{self, Chosen};
use super::read::{Means, read};
use super::scope::FileScope;
use super::verdict::own_level;
use super::world::Nowhere;

/// What telling the level of a policy may cost.
const LEVEL_WORK: u64 = 100_000;

/// The policies that are judged, and what is wrong with those that are not.
#[derive(Debug, Default)]
pub struct Policies {
    /// The repository's own.
    pub(super) own: Vec<PolicyFile>,
    /// Those that come with iaclint, as far as the configuration chooses them.
    chosen: Chosen,
    pub(super) given: Given,
    /// What is wrong in policy files, in order of place. Policies with a fault are not among [`Self::all`].
    pub errors: Vec<ConfigError>,
    /// What the person at the terminal should know.
    pub notices: Vec<String>,
}

/// Ids that are no policy's.
pub struct OtherIds<'o> {
    /// Those of iaclint's own rules, which no policy may have.
    pub rules: &'o [&'o str],
    /// What finds the same as a check of another tool, by its id and with these policies, as a clause; `None` for what is
    /// no such id.
    pub said_of: &'o dyn Fn(&Policies, &str) -> Option<String>,
}

static NONE: LazyLock<Policies> = LazyLock::new(Policies::default);

/// The level that a policy has by itself, where nobody gives it inputs.
pub(super) fn usual_level(file: &PolicyFile, policy: &Policy) -> Level {
    level_by(&Given::default(), file, policy)
}

fn level_by(given: &Given, file: &PolicyFile, policy: &Policy) -> Level {
    let budget = Budget::of(LEVEL_WORK);
    let inputs = given.inputs(&[], file);
    let scope = FileScope::new(inputs, &file.locals, (&Nowhere, &budget));
    own_level(policy, &scope).unwrap_or(Level::Mandatory)
}

/// A place in a file of policies, as messages name it. Nobody can mend a file that comes with iaclint.
pub(super) fn place_in(sources: &Sources, file: &PolicyFile, at: Span) -> String {
    if file.file == pack::BUILT_IN {
        return file.path.clone();
    }
    let line = sources.text(file.file).line_column(at.start).line;
    format!("{}:{line}", file.path)
}

impl Policies {
    /// No policies.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// The policies in the folders of `[policies]`, and those that come with iaclint and are chosen. `text` is the
    /// configuration's own, for the places of its faults. `Err` is a fault of the configuration; faults of policies are
    /// among [`Self::errors`].
    pub fn of_repository(
        sources: &Sources,
        (config, text): (&Config, &str),
        schemas: &Schemas,
        others: &OtherIds<'_>,
    ) -> Result<Self, Vec<ConfigError>> {
        let settings = &config.policies;
        let mut faults = Vec::new();
        for folder in &settings.folders {
            if sources.find_directory(&folder.value).is_none() {
                let message = format!("there is no folder `{}` in the repository", folder.value);
                faults.push(config.error(text, &folder.range, message));
            }
        }
        let is_wanted = |path: &str| {
            path.ends_with(POLICY_ENDING)
                && settings
                    .folders
                    .iter()
                    .any(|folder| is_inside(path, &folder.value))
        };
        let mut policies = Self::of_files(sources, &is_wanted, schemas);
        policies.given = Given::of(settings);
        policies.refuse_taken(others.rules);
        let own: BTreeSet<&str> = policies.all().map(|policy| policy.id.as_str()).collect();
        policies.chosen = pack::chosen(config, &|id| own.contains(id));
        faults.extend(pack::faults(config, text));
        faults.extend(policies.severities_of_none(config, text));
        let ids: Vec<&str> = policies
            .all()
            .map(|policy| policy.id.as_str())
            .chain(pack::ids().map(|id| -> &str { id }))
            .collect();
        let files: Vec<&PolicyFile> = policies.files().collect();
        let there = There {
            files: &files,
            ids: &ids,
            rules: others.rules,
            said_of: &|id| (others.said_of)(&policies, id),
            place: &|file, at| place_in(sources, file, at),
        };
        // What a setting means may be in a file with a fault, which is told first.
        if policies.errors.is_empty() {
            faults.extend(policies.given.faults((config, text), &there));
        }
        let notices = policies.given.notices((config, text), &there);
        if !faults.is_empty() {
            faults.sort();
            faults.dedup();
            return Err(faults);
        }
        policies.refuse_without_input(sources);
        policies.notices.extend(notices);
        policies.notice_gates();
        policies.errors.sort();
        Ok(policies)
    }

    /// The policies of the files that `is_wanted` says, in order of path.
    pub(super) fn of_files(
        sources: &Sources,
        is_wanted: &dyn Fn(&str) -> bool,
        schemas: &Schemas,
    ) -> Self {
        let mut policies = Self::default();
        let wanted = sources.files().filter(|(_, file)| is_wanted(&file.path));
        let mut wanted: Vec<_> = wanted.map(|(id, file)| (file.path.clone(), id)).collect();
        wanted.sort();
        for (path, id) in wanted {
            let text = sources.text(id);
            if text.problem.is_some() {
                let message = "the policies cannot be read: the file must be a text in UTF-8 of reasonable size";
                policies.errors.push(ConfigError::whole(&path, message));
                continue;
            }
            let means = Means {
                providers: Some(schemas),
                text: &|path| {
                    let text = sources.text(sources.find_file(path)?);
                    text.problem.is_none().then(|| text.content.clone())
                },
            };
            let (file, errors) = read((&path, id, &text.content), means);
            policies.errors.extend(errors);
            let doubts = file.doubts.iter().map(ToString::to_string);
            policies.notices.extend(doubts);
            policies.own.push(file);
        }
        policies
    }

    /// Every file: the repository's own in order of path, then those that come with iaclint.
    pub(super) fn files(&self) -> impl Iterator<Item = &PolicyFile> {
        self.own.iter().chain(self.chosen.files.iter().copied())
    }

    /// The files of the repository, in order of path.
    pub fn own(&self) -> &[PolicyFile] {
        &self.own
    }

    /// Every policy that may be judged, in order of file and place.
    pub fn all(&self) -> impl Iterator<Item = &Policy> {
        self.files().flat_map(|file| &file.policies)
    }

    /// The level that the configuration gives to a policy. One that comes with iaclint, and is only named by some level,
    /// is off where that level does not count.
    pub(super) fn given_level(&self, which: &[usize], id: &str) -> Option<GivenLevel> {
        let is_off = || self.chosen.off.contains(id).then_some(GivenLevel::Off);
        self.given.level(which, id).or_else(is_off)
    }

    /// Severities that `[[overrides]]` gives to policies that come with iaclint and are judged nowhere.
    fn severities_of_none(&self, config: &Config, text: &str) -> Vec<ConfigError> {
        let named = config.overrides.iter().flat_map(|one| &one.rules);
        let is_lost = |(id, level): &(&String, &config::Written<config::Level>)| {
            level.value != config::Level::Off
                && pack::has(id)
                && !self.all().any(|policy| policy.id == **id)
        };
        named
            .filter(is_lost)
            .map(|(id, level)| {
                let message = format!(
                    "the policy `{id}` is not switched on: name one of its groups in `[policies] groups`, or give it a \
                     level in `[policies.levels]` or `[[policies.overrides]]`"
                );
                config.error(text, &level.range, message)
            })
            .collect()
    }

    /// Every policy as a rule, at the level that it has by itself where that is written out.
    pub fn rules(&self) -> Vec<&'static Rule> {
        let all = self
            .files()
            .flat_map(|file| file.policies.iter().map(move |policy| (file, policy)));
        let mut rules: Vec<&'static Rule> = all
            .map(|(file, policy)| policy.rule(self.usual_level(file, policy)))
            .collect();
        let mut known = BTreeSet::new();
        rules.retain(|rule| known.insert(rule.meta.id));
        rules
    }

    /// Whether a policy is off where no override counts.
    pub fn is_off(&self, id: &str) -> bool {
        self.given_level(&[], id) == Some(GivenLevel::Off)
    }

    /// The levels that overrides give to a policy, with the environments and the paths of each.
    pub fn levels_of_some<'p>(
        &'p self,
        id: &'p str,
    ) -> impl Iterator<Item = (&'p [Written<String>], &'p [Written<String>], &'p str)> {
        self.given.overrides().filter_map(move |one| {
            let level = one.settings.levels.get(id)?;
            Some((&*one.environments, &*one.paths, &*level.value))
        })
    }

    /// The level that a policy has where no override counts.
    fn usual_level(&self, file: &PolicyFile, policy: &Policy) -> Level {
        if let Some(GivenLevel::At(level)) = self.given_level(&[], &policy.id) {
            return level;
        }
        level_by(&self.given, file, policy)
    }

    /// Leaves out policies whose id another one has already.
    fn refuse_taken(&mut self, taken: &[&str]) {
        let mut known: BTreeMap<String, String> = taken
            .iter()
            .map(|id| ((*id).to_owned(), "a rule of iaclint".to_owned()))
            .collect();
        for file in &mut self.own {
            let (path, errors) = (&file.path, &mut self.errors);
            file.policies.retain(|policy| {
                let own = format!("a policy of {path}");
                // Policies of one file may be one rule: the same demand of several types.
                if let Some(other) = known.get(&policy.id).filter(|other| **other != own) {
                    let message = format!(
                        "the policy `{}` has the id `{}`, which {other} has already; give it another with a comment \
                         `# iaclint-id: …` above it",
                        policy.label, policy.id
                    );
                    errors.push(ConfigError::whole(path, message));
                    return false;
                }
                known.insert(policy.id.clone(), own);
                true
            });
        }
    }

    fn refuse_without_input(&mut self, sources: &Sources) {
        for file in &self.own {
            for (name, input) in &file.inputs {
                if input.default.is_none() && !self.given.has_input(name) {
                    let text = &sources.text(file.file).content;
                    let message = format!(
                        "the input `{name}` has no default, and `[policies.inputs]` of iaclint.toml gives it no value"
                    );
                    let at = input.span.start as usize;
                    self.errors
                        .push(ConfigError::at(&file.path, text, at, message));
                }
            }
        }
    }

    /// Gates of updates and deletions ask for what was there before, which no repository says.
    fn notice_gates(&mut self) {
        let gates: Vec<String> = self
            .all()
            .filter(|policy| !policy.is_about_creation)
            .map(|policy| policy.id.clone())
            .collect();
        if !gates.is_empty() {
            self.notices.push(format!(
                "policies about updates and deletions only are not judged, since nothing here tells what was there \
                 before: {}",
                gates.join(", ")
            ));
        }
    }
}

//! Stacks: root modules with the variables they are applied with.

use std::collections::BTreeMap;

use crate::config::{Config, Environment, Tier, Written, globs};
use crate::hcl::Attribute;
use crate::source::{DirectoryId, FileId, Sources, join_path};

use super::backend_files::{Partial, PartialFile, are_environments, place_of_label};
use super::layout::Place;
use super::module::{Module, ModuleId};
use super::syntax::Syntax;
use super::var_files::{self, VarFiles};
use super::words;

/// The index of a stack in [`super::Repo::stacks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StackId(pub u32);

/// A root module as somebody applies it: with its variables' values, in one environment.
#[derive(Debug)]
pub struct Stack<'a> {
    /// Root-relative path of its folder, `.` for the root itself; where one root is applied several times, with what
    /// tells which of them it is behind it: the tfvars or backend file, or the environment that the configuration says.
    pub path: String,
    /// Its folder.
    pub directory: DirectoryId,
    /// Its root module.
    pub module: ModuleId,
    /// Environment, region and name.
    pub place: Place,
    /// How much its faults matter.
    pub tier: Tier,
    /// The values given to its variables, the one in force for each.
    pub variables: BTreeMap<&'a str, &'a Attribute>,
    /// The tfvars files in order of precedence, the strongest last.
    pub var_files: Vec<FileId>,
    /// Files that complete a partial backend configuration, in order.
    pub backend_files: Vec<FileId>,
    /// What `terraform.workspace` is, where the configuration says so.
    pub workspace: Option<String>,
    /// Whether the same root module is applied with other tfvars or backend files too.
    pub is_variant: bool,
}

/// Makes the stacks of one root module: one, or one for each environment that it has tfvars files of or that the
/// configuration gives it, or else one per backend file. `is_applied` says of a folder above whether it is a root itself.
pub(super) fn of_root<'a>(
    sources: &'a Sources,
    syntax: &'a Syntax<'a>,
    config: &Config,
    root: (&Module<'a>, ModuleId),
    (place, is_applied): (Place, &dyn Fn(DirectoryId) -> bool),
) -> Vec<Stack<'a>> {
    let (module, id) = root;
    let directory = module.directory;
    let gives = |file: FileId, name: &str| syntax.get(file).body.attribute(name).is_some();
    let partial = Partial::around(sources, directory, module.settings.backend, &gives);
    let automatic = var_files::automatic(sources, directory);
    let needed = module.variables.iter().filter(|(name, block)| {
        let is_given = automatic.iter().any(|file| gives(*file, name));
        !is_given && block.body.attribute("default").is_none()
    });
    let needed: Vec<&str> = needed.map(|(name, _)| *name).collect();
    let needs = |file: FileId| needed.iter().any(|name| gives(file, name));
    let root = Root {
        sources,
        syntax,
        config,
        directory,
        module: id,
        partial: &partial,
        automatic: &automatic,
        var_files: VarFiles::around(sources, directory, &needs, is_applied),
    };
    let environments = root.environments(&place);
    let with_environment = |environment: String| Place {
        environment: Some(environment),
        ..place.clone()
    };
    if !environments.is_empty() {
        let of_environment = |(name, what): (String, Variant)| {
            let place = with_environment(name);
            root.stack(place, Some(what))
        };
        return environments.into_iter().map(of_environment).collect();
    }
    let variants = partial.variants();
    if place.environment.is_some() || variants.is_empty() {
        return vec![root.stack(place, None)];
    }
    let are_environments = are_environments(variants.iter().map(|one| one.label.as_str()));
    let of_backend = |one: &PartialFile| {
        let place = place_of_label(&place, &one.label, are_environments);
        root.stack(place, Some(Variant::Backend(one.file)))
    };
    variants.iter().map(of_backend).collect()
}

/// What makes a root another stack than it is elsewhere.
#[derive(Debug, Clone, Copy)]
enum Variant {
    /// A tfvars file.
    Values(FileId),
    /// A file that completes the backend.
    Backend(FileId),
    /// The configuration, by its `[environments]`.
    Configured,
}

/// A root module, of which stacks are made.
struct Root<'r, 'a> {
    sources: &'a Sources,
    syntax: &'a Syntax<'a>,
    config: &'r Config,
    directory: DirectoryId,
    module: ModuleId,
    partial: &'r Partial,
    /// The tfvars files that Terraform loads by itself.
    automatic: &'r [FileId],
    var_files: VarFiles,
}

impl<'a> Root<'_, 'a> {
    /// The environments that the root is applied in, where there may be several: by the configuration, and by its
    /// tfvars files where its folder says no environment.
    fn environments(&self, place: &Place) -> Vec<(String, Variant)> {
        let is_open = place.environment.is_none();
        let by_file = self.var_files.environments().iter().filter(|_| is_open);
        let mut found: Vec<(String, Variant)> = by_file
            .map(|(name, file)| (name.clone(), Variant::Values(*file)))
            .collect();
        for (name, settings) in &self.config.environments {
            let is_said =
                self.is_named(settings) || is_open && self.has_file_of(name, settings, place);
            if is_said && !found.iter().any(|(known, _)| known == name) {
                found.push((name.clone(), Variant::Configured));
            }
        }
        found.sort_by(|one, other| one.0.cmp(&other.0));
        found
    }

    /// Whether an environment of the configuration says that it has this root.
    fn is_named(&self, settings: &Environment) -> bool {
        let stacks = settings.stacks.iter().map(|glob| glob.value.as_str());
        globs(stacks).is_match(self.shown())
    }

    /// Whether a file of an environment that says of no root that it has it lies beside this one.
    fn has_file_of(&self, name: &str, settings: &Environment, place: &Place) -> bool {
        let place = Place {
            environment: Some(name.to_owned()),
            ..place.clone()
        };
        let mut files = settings.var_files.iter().map(|file| file.value.as_str());
        settings.stacks.is_empty()
            && files.any(|file| {
                file.contains("{environment}")
                    && beside(self.sources, self.folder(), file, &place).is_some()
            })
    }

    fn folder(&self) -> &'a str {
        &self.sources.directory(self.directory).path
    }

    /// The folder as messages name it: the repository's root has a name there too.
    fn shown(&self) -> &'a str {
        match self.folder() {
            "" => ".",
            folder => folder,
        }
    }

    /// The stack at `place`. One of several of this root is told by what makes it another.
    fn stack(&self, place: Place, variant: Option<Variant>) -> Stack<'a> {
        let settings = place
            .environment
            .as_ref()
            .and_then(|name| self.config.environments.get(name));
        let expand = |file: &Written<String>| {
            find_expanded(self.sources, self.folder(), &file.value, &place)
        };
        let configured = settings.into_iter().flat_map(|it| &it.var_files);
        let configured: Vec<FileId> = configured.filter_map(expand).collect();
        let mut var_files = self.automatic.to_vec();
        var_files.extend(self.given_var_files(&place, variant, configured));
        let configured = settings.into_iter().flat_map(|it| &it.backend_config);
        let mut backend_files: Vec<FileId> = configured.filter_map(expand).collect();
        if backend_files.is_empty() {
            backend_files.extend(match variant {
                Some(Variant::Backend(file)) => Some(file),
                _ => self.partial.of_place(&place),
            });
        }
        let shown = self.shown();
        let label = variant.map(|variant| match variant {
            Variant::Values(file) | Variant::Backend(file) => self.sources.file(file).path.as_str(),
            Variant::Configured => place.environment.as_deref().unwrap_or_default(),
        });
        Stack {
            path: match label {
                Some(label) => format!("{shown} ({label})"),
                None => shown.to_owned(),
            },
            directory: self.directory,
            module: self.module,
            tier: tier(self.config, &place),
            variables: values_of(self.syntax, &var_files),
            workspace: settings.and_then(|settings| settings.workspace.clone()),
            is_variant: variant.is_some(),
            place,
            var_files,
            backend_files,
        }
    }

    /// The tfvars files that are given to Terraform, weakest first: those of the configuration where it names some,
    /// else those that are found.
    fn given_var_files(
        &self,
        place: &Place,
        variant: Option<Variant>,
        configured: Vec<FileId>,
    ) -> Vec<FileId> {
        let Some(environment) = &place.environment else {
            return configured;
        };
        match variant {
            Some(Variant::Values(own)) if configured.is_empty() => {
                self.var_files.of(environment, Some(own))
            }
            Some(Variant::Values(own)) => {
                // What is beside a root is given to it, whatever else is said for all.
                let mut files = configured;
                if !files.contains(&own) && self.var_files.is_own(own) {
                    files.push(own);
                }
                files
            }
            None if configured.is_empty() => {
                let own = self.var_files.of_folder(environment);
                own.map_or_else(Vec::new, |own| self.var_files.of(environment, Some(own)))
            }
            _ => configured,
        }
    }
}

fn tier(config: &Config, place: &Place) -> Tier {
    let Some(name) = &place.environment else {
        return Tier::NonProduction;
    };
    let configured = config
        .environments
        .get(name)
        .and_then(|settings| settings.tier);
    let by_name = if words::is_production(name) {
        Tier::Production
    } else {
        Tier::NonProduction
    };
    configured.unwrap_or(by_name)
}

/// The file that a configured path names, looked up beside the stack first and then from the root.
fn find_expanded(sources: &Sources, stack: &str, text: &str, place: &Place) -> Option<FileId> {
    let from_root = || sources.find_file(&join_path("", &expanded(text, place))?);
    beside(sources, stack, text, place).or_else(from_root)
}

/// The file beside a stack that a configured path names.
fn beside(sources: &Sources, stack: &str, text: &str, place: &Place) -> Option<FileId> {
    sources.find_file(&join_path(stack, &expanded(text, place))?)
}

fn expanded(text: &str, place: &Place) -> String {
    let environment = place.environment.as_deref().unwrap_or_default();
    text.replace("{environment}", environment)
        .replace("{region}", place.region.as_deref().unwrap_or("global"))
        .replace("{stack}", &place.stack)
}

/// The value in force for each variable: a later file replaces an earlier one's whole value.
fn values_of<'a>(syntax: &'a Syntax<'a>, files: &[FileId]) -> BTreeMap<&'a str, &'a Attribute> {
    let attributes = files
        .iter()
        .flat_map(|file| &syntax.get(*file).body.attributes);
    attributes
        .map(|attribute| (&*attribute.name.text, attribute))
        .collect()
}

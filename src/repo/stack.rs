//! Stacks: root modules with the variables they are applied with.

use std::collections::BTreeMap;

use crate::config::{Config, Tier, Written};
use crate::hcl::Attribute;
use crate::source::{DirectoryId, FileId, FileKind, Sources, join_path};

use super::backend_files::{Partial, PartialFile, are_environments, place_of_label};
use super::layout::Place;
use super::module::{Module, ModuleId};
use super::syntax::Syntax;
use super::words;

/// The index of a stack in [`super::Repo::stacks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StackId(pub u32);

/// A root module as somebody applies it: with its variables' values, in one environment.
#[derive(Debug)]
pub struct Stack<'a> {
    /// Root-relative path of its folder, `.` for the root itself; with the tfvars or backend file behind it where one root is applied several
    /// times.
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

/// Makes the stacks of one root module: one, or one per tfvars file, or else per backend file, of an environment.
pub(super) fn of_root<'a>(
    sources: &'a Sources,
    syntax: &'a Syntax<'a>,
    config: &Config,
    root: (&Module<'a>, ModuleId),
    place: Place,
) -> Vec<Stack<'a>> {
    let (module, id) = root;
    let directory = module.directory;
    let gives = |file: FileId, name: &str| syntax.get(file).body.attribute(name).is_some();
    let partial = Partial::around(sources, directory, module.settings.backend, &gives);
    let root = Root {
        sources,
        syntax,
        config,
        directory,
        module: id,
        partial: &partial,
    };
    if place.environment.is_some() {
        return vec![root.stack(place, None, None)];
    }
    let var_files = environment_var_files(sources, directory);
    let with_environment = |environment: String| Place {
        environment: Some(environment),
        ..place.clone()
    };
    if !var_files.is_empty() {
        let of_environment = |(name, file)| root.stack(with_environment(name), Some(file), None);
        return var_files.into_iter().map(of_environment).collect();
    }
    let variants = partial.variants();
    if variants.is_empty() {
        return vec![root.stack(place, None, None)];
    }
    let are_environments = are_environments(variants.iter().map(|one| one.label.as_str()));
    let of_backend = |one: &PartialFile| {
        let place = place_of_label(&place, &one.label, are_environments);
        root.stack(place, None, Some(one.file))
    };
    variants.iter().map(of_backend).collect()
}

/// A root module, of which stacks are made.
struct Root<'r, 'a> {
    sources: &'a Sources,
    syntax: &'a Syntax<'a>,
    config: &'r Config,
    directory: DirectoryId,
    module: ModuleId,
    partial: &'r Partial,
}

impl<'a> Root<'_, 'a> {
    /// The stack at `place`. One of several of this root is told by the file that makes it another.
    fn stack(&self, place: Place, values: Option<FileId>, backend: Option<FileId>) -> Stack<'a> {
        let folder = &self.sources.directory(self.directory).path;
        let settings = place
            .environment
            .as_ref()
            .and_then(|name| self.config.environments.get(name));
        let expand =
            |file: &Written<String>| find_expanded(self.sources, folder, &file.value, &place);
        let mut var_files = automatic_var_files(self.sources, self.directory);
        let configured = settings.into_iter().flat_map(|it| &it.var_files);
        let configured: Vec<FileId> = configured.filter_map(expand).collect();
        if configured.is_empty() && values.is_none() {
            var_files.extend(self.own_var_file(&place));
        }
        var_files.extend(configured.into_iter().chain(values));
        let configured = settings.into_iter().flat_map(|it| &it.backend_config);
        let mut backend_files: Vec<FileId> = configured.filter_map(expand).collect();
        if backend_files.is_empty() {
            backend_files.extend(backend.or_else(|| self.partial.of_place(&place)));
        }
        let variant = values.or(backend);
        // The repository's root has a name in messages too.
        let shown = if folder.is_empty() { "." } else { folder };
        Stack {
            path: match variant {
                Some(file) => format!("{shown} ({})", self.sources.file(file).path),
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
}

impl Root<'_, '_> {
    /// The tfvars file of a stack whose folder tells its environment: the one of that name, or the only one where the
    /// folder is called as no environment is.
    fn own_var_file(&self, place: &Place) -> Option<FileId> {
        let environment = place.environment.as_deref()?;
        let all = environment_var_files(self.sources, self.directory);
        let named = all.iter().find(|(name, _)| name == environment);
        let only = || {
            all.first()
                .filter(|_| all.len() == 1 && !words::is_environment(environment))
        };
        named.or_else(only).map(|(_, file)| *file)
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

/// The tfvars files that Terraform loads by itself, weakest first.
fn automatic_var_files(sources: &Sources, directory: DirectoryId) -> Vec<FileId> {
    let by_name = |name| sources.file_in(directory, name);
    let files = &sources.directory(directory).files;
    let automatic = files
        .iter()
        .filter(|(name, _)| name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json"));
    let first = [
        by_name("terraform.tfvars"),
        by_name("terraform.tfvars.json"),
    ];
    first
        .into_iter()
        .flatten()
        .chain(automatic.map(|(_, id)| *id))
        .collect()
}

/// Folders beside a root's configuration in which teams keep one tfvars file per environment.
const VAR_FOLDERS: &[&str] = &[
    "env",
    "envs",
    "environments",
    "tfvars",
    "vars",
    "variables",
    "env_vars",
    "config",
];

/// The tfvars files of a root that are one environment's each, by their names: `prod.tfvars`,
/// `envs/prod.tfvars` or `envs/prod/terraform.tfvars`. Empty unless one is called as teams call environments.
fn environment_var_files(sources: &Sources, directory: DirectoryId) -> Vec<(String, FileId)> {
    let is_values = |name: &str| {
        matches!(
            FileKind::of(name),
            FileKind::Variables | FileKind::VariablesJson
        )
    };
    let stem = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let here = sources.directory(directory);
    let mut found: Vec<(String, FileId)> = Vec::new();
    let own = here
        .files
        .iter()
        .filter(|(name, _)| is_values(name) && words::is_environment(&stem(name)));
    found.extend(
        own.filter(|(name, _)| !name.contains(".auto."))
            .map(|(name, id)| (stem(name), *id)),
    );
    for (name, folder) in &here.directories {
        if !VAR_FOLDERS.contains(&name.as_str()) {
            continue;
        }
        let folder = sources.directory(*folder);
        found.extend(
            folder
                .files
                .iter()
                .filter(|(name, _)| is_values(name))
                .map(|(name, id)| (stem(name), *id)),
        );
        for (environment, below) in &folder.directories {
            found.extend(
                sources
                    .file_in(*below, "terraform.tfvars")
                    .map(|id| (environment.clone(), id)),
            );
        }
    }
    if !found.iter().any(|(name, _)| words::is_environment(name)) {
        return Vec::new();
    }
    found.sort();
    found
}

/// The file that a configured path names, looked up beside the stack first and then from the root.
fn find_expanded(sources: &Sources, stack: &str, text: &str, place: &Place) -> Option<FileId> {
    let path = text
        .replace(
            "{environment}",
            place.environment.as_deref().unwrap_or_default(),
        )
        .replace("{region}", place.region.as_deref().unwrap_or("global"))
        .replace("{stack}", &place.stack);
    let beside = join_path(stack, &path).and_then(|path| sources.find_file(&path));
    beside.or_else(|| sources.find_file(&join_path("", &path)?))
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

//! Finding the tfvars files that a root is applied with: those that Terraform loads by itself, and those that a team
//! gives to `-var-file`, one for each environment.

use crate::source::{Directory, DirectoryId, FileId, FileKind, Sources};

use super::words;

/// Folders in which teams keep one tfvars file per environment.
const FOLDERS: &[&str] = &[
    "env",
    "envs",
    "environments",
    "tfvars",
    "vars",
    "variables",
    "env_vars",
    "config",
];

/// The files of a root that are one environment's each.
#[derive(Debug, Default)]
pub(super) struct VarFiles {
    /// Beside the root, or in a folder for such files there, with the environments' names.
    own: Vec<(String, FileId)>,
    /// The same of the nearest folder above that has some which this root needs: they serve several roots.
    shared: Vec<(String, FileId)>,
    /// Files of environments in further folders of those folders that this root needs, such as what only names the bucket.
    further: Vec<(String, FileId)>,
}

impl VarFiles {
    /// The files around the root in `directory`. `needs` says of a file whether it gives a variable that must be given,
    /// `is_applied` of a folder above whether what lies there is that one's own.
    pub(super) fn around(
        sources: &Sources,
        directory: DirectoryId,
        needs: &dyn Fn(FileId) -> bool,
        is_applied: &dyn Fn(DirectoryId) -> bool,
    ) -> Self {
        let here = sources.directory(directory);
        let own = of_environments(sources, here);
        let mut found = Self {
            further: further(sources, here, needs),
            ..Self::default()
        };
        let mut folder = here.parent;
        while let Some(id) = folder {
            let above = sources.directory(id);
            let mut shared = Vec::new();
            if !is_applied(id) {
                shared = of_environments(sources, above);
                found.further.extend(further(sources, above, needs));
            }
            if shared.iter().any(|(_, file)| needs(*file)) {
                found.shared = shared;
                break;
            }
            folder = above.parent;
        }
        found.own = own;
        found.further.sort();
        found.further.dedup();
        found
    }

    /// The environments that a root has which is applied once for each, with the file that tells each from the others.
    pub(super) fn environments(&self) -> &[(String, FileId)] {
        if self.own.is_empty() {
            &self.shared
        } else {
            &self.own
        }
    }

    /// Whether a file lies beside the root, and not where several share it.
    pub(super) fn is_own(&self, file: FileId) -> bool {
        self.own.iter().any(|(_, own)| *own == file)
    }

    /// All files for an environment, weakest first; `own` is the one of [`Self::environments`].
    pub(super) fn of(&self, environment: &str, own: Option<FileId>) -> Vec<FileId> {
        let named = |all: &[(String, FileId)]| -> Vec<FileId> {
            let named = all.iter().filter(|(name, _)| name == environment);
            named.map(|(_, file)| *file).collect()
        };
        let mut files = named(&self.shared);
        files.extend(own);
        files.extend(named(&self.further));
        without_repetition(files)
    }

    /// The file of a stack whose folder tells its environment: the one of that name, or the only one where the folder
    /// is called as no environment is.
    pub(super) fn of_folder(&self, environment: &str) -> Option<FileId> {
        let named = |all: &[(String, FileId)]| {
            let mut all = all.iter();
            all.find(|(name, _)| name == environment)
                .map(|(_, file)| *file)
        };
        let only = match &self.own[..] {
            [(_, file)] if !words::is_environment(environment) => Some(*file),
            _ => None,
        };
        named(&self.own).or(only).or_else(|| named(&self.shared))
    }
}

/// Each file once, where it comes last.
fn without_repetition(files: Vec<FileId>) -> Vec<FileId> {
    let mut kept: Vec<FileId> = Vec::with_capacity(files.len());
    for file in files {
        kept.retain(|other| *other != file);
        kept.push(file);
    }
    kept
}

/// The tfvars files that Terraform loads by itself, weakest first.
pub(super) fn automatic(sources: &Sources, directory: DirectoryId) -> Vec<FileId> {
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

/// The tfvars files of a folder that are one environment's each, by their names: `prod.tfvars`, `envs/prod.tfvars` or
/// `envs/prod/terraform.tfvars`. Empty unless one is called as teams call environments.
fn of_environments(sources: &Sources, here: &Directory) -> Vec<(String, FileId)> {
    let mut found: Vec<(String, FileId)> = Vec::new();
    let own = values_in(here).filter(|(name, _)| words::is_environment(&stem(name)));
    found.extend(
        own.filter(|(name, _)| !name.contains(".auto."))
            .map(|(name, id)| (stem(name), id)),
    );
    for folder in folders(sources, here) {
        // Values beside configuration are that configuration's own.
        if !holds_configuration(sources, folder) {
            found.extend(values_in(folder).map(|(name, id)| (stem(name), id)));
        }
        for (environment, below) in &folder.directories {
            if !holds_configuration(sources, sources.directory(*below)) {
                let file = sources.file_in(*below, "terraform.tfvars");
                found.extend(file.map(|id| (environment.clone(), id)));
            }
        }
    }
    if !found.iter().any(|(name, _)| words::is_environment(name)) {
        return Vec::new();
    }
    found.sort();
    found
}

/// The files of environments a folder deeper, such as `tfvars/backends/prod.tfvars`.
fn further(
    sources: &Sources,
    here: &Directory,
    needs: &dyn Fn(FileId) -> bool,
) -> Vec<(String, FileId)> {
    let mut found = Vec::new();
    for folder in folders(sources, here) {
        for (_, below) in &folder.directories {
            let below = sources.directory(*below);
            if holds_configuration(sources, below) {
                continue;
            }
            let files =
                values_in(below).filter(|(name, file)| *name != "terraform.tfvars" && needs(*file));
            found.extend(files.map(|(name, file)| (stem(name), file)));
        }
    }
    found
}

fn folders<'s>(sources: &'s Sources, here: &'s Directory) -> impl Iterator<Item = &'s Directory> {
    let all = here.directories.iter();
    let named = all.filter(|(name, _)| FOLDERS.contains(&name.as_str()));
    named.map(|(_, id)| sources.directory(*id))
}

fn values_in(folder: &Directory) -> impl Iterator<Item = (&str, FileId)> {
    let files = folder.files.iter();
    files
        .filter(|(name, _)| {
            matches!(
                FileKind::of(name),
                FileKind::Variables | FileKind::VariablesJson
            )
        })
        .map(|(name, id)| (name.as_str(), *id))
}

fn stem(name: &str) -> String {
    name.split('.').next().unwrap_or_default().to_owned()
}

fn holds_configuration(sources: &Sources, folder: &Directory) -> bool {
    let mut files = folder.files.iter();
    files.any(|(_, id)| sources.file(*id).kind.is_configuration())
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, parse};
    use crate::repo::{Repo, Syntax};
    use crate::source::Sources;

    const ROOT: &str =
        "terraform {\n  backend \"s3\" {\n    key = \"k\"\n  }\n}\nvariable \"size\" {}\n";

    /// The stacks, each with its environment and its tfvars files.
    fn stacks(files: &[(&str, &str)], config: &Config) -> Vec<String> {
        stacks_of(&Sources::from_memory(files.iter().copied()), config)
    }

    fn stacks_of(sources: &Sources, config: &Config) -> Vec<String> {
        let syntax = Syntax::new(sources);
        let repo = Repo::build(sources, &syntax, config);
        let shown = repo.stacks.iter().map(|stack| {
            let files = stack.var_files.iter();
            let files: Vec<&str> = files.map(|id| &*sources.file(*id).path).collect();
            let environment = stack.place.environment.as_deref().unwrap_or("-");
            format!("{}: {environment}: {}", stack.path, files.join(" "))
        });
        shown.collect()
    }

    #[test]
    fn files_that_several_roots_share_make_environments_of_each() {
        let free = ROOT.replace("{}", "{\n  default = 1\n}");
        let values = "size = 1\n";
        let files = [
            ("infra/app/main.tf", ROOT),
            ("infra/app/tfvars/extra/prod.tfvars", "other = 1\n"),
            ("infra/db/main.tf", ROOT),
            ("infra/db/tfvars/prod.tfvars", "name = \"db\"\n"),
            ("infra/free/main.tf", &*free),
            ("infra/tfvars/prod.tfvars", values),
            ("infra/tfvars/user-research.tfvars", values),
        ];
        let expected = [
            "infra/app (infra/tfvars/prod.tfvars): prod: infra/tfvars/prod.tfvars",
            "infra/app (infra/tfvars/user-research.tfvars): user-research: infra/tfvars/user-research.tfvars",
            "infra/db (infra/db/tfvars/prod.tfvars): prod: infra/tfvars/prod.tfvars infra/db/tfvars/prod.tfvars",
            // It needs nothing, so that nothing says that it is given anything.
            "infra/free: -: ",
        ];
        assert_eq!(stacks(&files, &Config::default()), expected);
    }

    #[test]
    fn files_in_folders_with_configuration_are_those_folders_own() {
        let values = "size = 1\n";
        let files = [
            ("infra/env/dev/main.tf", ROOT),
            ("infra/env/dev/terraform.tfvars", values),
            ("infra/env/prod/terraform.tfvars", values),
            ("infra/global/state/main.tf", ROOT),
            ("infra/global/state/config/main.tf", ROOT),
            ("infra/global/state/config/test.tfvars", values),
        ];
        let expected = [
            "infra/env/dev: dev: infra/env/dev/terraform.tfvars",
            // The one of prod has no configuration beside it: it can only be for roots elsewhere.
            "infra/global/state (infra/env/prod/terraform.tfvars): prod: infra/env/prod/terraform.tfvars",
            "infra/global/state/config (infra/global/state/config/test.tfvars): test: infra/global/state/config/test.tfvars",
        ];
        assert_eq!(stacks(&files, &Config::default()), expected);
    }

    #[test]
    fn files_beside_another_root_are_that_ones() {
        let files = [
            ("infra/main.tf", ROOT),
            ("infra/prod.tfvars", "size = 1\n"),
            ("infra/app/main.tf", ROOT),
        ];
        let expected = [
            "infra (infra/prod.tfvars): prod: infra/prod.tfvars",
            "infra/app: -: ",
        ];
        assert_eq!(stacks(&files, &Config::default()), expected);
    }

    #[test]
    fn a_folder_that_only_lends_files_is_no_root() {
        let mut sources = Sources::from_memory([
            ("infra/inputs.tf", "variable \"size\" {}\n"),
            ("infra/app/main.tf", "terraform {\n  backend \"s3\" {}\n}\n"),
            ("infra/tfvars/prod.tfvars", "size = 1\n"),
        ]);
        sources.add_link("infra/app/inputs.tf", "../inputs.tf");
        assert_eq!(
            stacks_of(&sources, &Config::default()),
            ["infra/app (infra/tfvars/prod.tfvars): prod: infra/tfvars/prod.tfvars"]
        );
    }

    #[test]
    fn files_further_down_count_where_the_root_needs_them() {
        let root = format!("{ROOT}variable \"bucket\" {{}}\n");
        let files = [
            ("infra/app/main.tf", &*root),
            ("infra/app/tfvars/prod.tfvars", "size = 1\n"),
            ("infra/app/tfvars/backends/prod.tfvars", "bucket = \"b\"\n"),
            ("infra/app/tfvars/other/prod.tfvars", "nothing = 1\n"),
            ("live/prod/db/main.tf", ROOT),
            ("live/prod/tfvars/prod.tfvars", "size = 1\n"),
        ];
        let expected = [
            "infra/app (infra/app/tfvars/prod.tfvars): prod: infra/app/tfvars/prod.tfvars \
             infra/app/tfvars/backends/prod.tfvars",
            "live/prod/db: prod: live/prod/tfvars/prod.tfvars",
        ];
        assert_eq!(stacks(&files, &Config::default()), expected);
    }

    #[test]
    fn the_configuration_says_which_roots_an_environment_has() {
        let files = [
            ("app/main.tf", ROOT),
            ("tools/main.tf", ROOT),
            ("settings/blue.tfvars", "size = 1\n"),
            ("settings/green.tfvars", "size = 2\n"),
        ];
        let text = "[environments.blue]\nstacks = [\"app\"]\nvar_files = [\"settings/{environment}.tfvars\"]\n\
                    [environments.green]\nstacks = [\"ap*\"]\nvar_files = [\"settings/{environment}.tfvars\"]\n";
        let config = parse("iaclint.toml", text).unwrap();
        let expected = [
            "app (blue): blue: settings/blue.tfvars",
            "app (green): green: settings/green.tfvars",
            "tools: -: ",
        ];
        assert_eq!(stacks(&files, &config), expected);
    }

    #[test]
    fn files_that_the_configuration_names_make_environments_of_the_roots_they_lie_beside() {
        let files = [
            ("app/main.tf", ROOT),
            ("app/values/blue.tfvars", "size = 1\n"),
            ("app/values/green.tfvars", "size = 2\n"),
            ("tools/main.tf", ROOT),
        ];
        let text = "[environments.blue]\nvar_files = [\"values/{environment}.tfvars\"]\n\
                    [environments.green]\nvar_files = [\"values/{environment}.tfvars\"]\n";
        let config = parse("iaclint.toml", text).unwrap();
        let expected = [
            "app (blue): blue: app/values/blue.tfvars",
            "app (green): green: app/values/green.tfvars",
            "tools: -: ",
        ];
        assert_eq!(stacks(&files, &config), expected);
    }
}

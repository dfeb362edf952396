//! Finding the files that complete a partial backend configuration: what a team gives to
//! `terraform init -backend-config`.

use crate::hcl::Block;
use crate::repo::layout::Place;
use crate::repo::words::{is_environment, is_region_like, tokens};
use crate::source::{Directory, DirectoryId, FileId, FileKind, Sources};

/// Folders in which teams keep such files.
const FOLDERS: &[&str] = &[
    "backend",
    "backend-config",
    "backend-configs",
    "backend_config",
    "backend_configs",
    "backends",
    "config",
    "configs",
    "env",
    "env_vars",
    "environment",
    "environments",
    "envs",
    "init",
    "state",
    "tfbackend",
    "tfbackends",
    "tfvars",
    "vars",
];

/// A file that may complete a backend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartialFile {
    /// The file.
    pub(super) file: FileId,
    /// What its name, or the folder it lies in alone, says beyond being a backend's: `prod` of `prod.s3.tfbackend`.
    /// Empty where it says nothing.
    pub(super) label: String,
}

/// The files around a stack that may complete its backend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Partial {
    /// In the stack's folder, or in a folder for such files in it.
    near: Vec<PartialFile>,
    /// The same of each folder above it that has some, the nearest first.
    above: Vec<Vec<PartialFile>>,
}

impl Partial {
    /// The files around `directory` for the stack's `backend` block; none for a stack that has no such block.
    /// Files of folders above count only where the block lacks what they give.
    pub(super) fn around(
        sources: &Sources,
        directory: DirectoryId,
        backend: Option<&Block>,
        gives: &dyn Fn(FileId, &str) -> bool,
    ) -> Self {
        let Some(block) = backend else {
            return Self::default();
        };
        let kind = block.label(0).unwrap_or_default();
        let lacks = |name: &&str| match block.body.attribute(name) {
            Some(attribute) => attribute
                .value
                .as_str()
                .is_some_and(|text| text.trim().is_empty()),
            None => true,
        };
        let missing: Vec<&str> = required(kind).iter().copied().filter(lacks).collect();
        let own_key = key_argument(kind).unwrap_or_default();
        // A file that many stacks share and that holds a key would give them all one state: nobody means that.
        let helps = |candidate: &PartialFile| {
            missing.iter().any(|name| gives(candidate.file, name))
                && !gives(candidate.file, own_key)
        };
        let mut above = Vec::new();
        let mut folder = sources.directory(directory).parent;
        while let (Some(id), false) = (folder, missing.is_empty()) {
            let found: Vec<_> = candidates(sources, id).into_iter().filter(helps).collect();
            if !found.is_empty() {
                above.push(found);
            }
            folder = sources.directory(id).parent;
        }
        Self {
            near: candidates(sources, directory),
            above,
        }
    }

    /// The file for a stack at `place`: the one that its environment and region name, else the only one there is.
    pub(super) fn of_place(&self, place: &Place) -> Option<FileId> {
        let levels = [&self.near].into_iter().chain(&self.above);
        levels.into_iter().find_map(|level| choose(level, place))
    }

    /// The files beside a root, each with its label, where there is one for each of several environments, regions
    /// or accounts.
    pub(super) fn variants(&self) -> &[PartialFile] {
        let labelled = self.near.iter().filter(|one| !one.label.is_empty());
        if labelled.count() == self.near.len() && self.near.len() > 1 {
            &self.near
        } else {
            &[]
        }
    }
}

/// The place of a root as the backend file of this label completes it.
pub(super) fn place_of_label(place: &Place, label: &str, any_environment: bool) -> Place {
    let mut place = place.clone();
    if is_region_like(label) {
        place.region.get_or_insert_with(|| label.to_owned());
    } else if any_environment {
        place.environment = Some(label.to_owned());
    }
    place
}

/// Whether labels are those of environments, judged by the ones that are called as teams call environments.
pub(super) fn are_environments<'l>(labels: impl IntoIterator<Item = &'l str>) -> bool {
    labels.into_iter().any(is_environment)
}

/// The name of the argument that tells a stack's state from the others beside it: the `key` of `s3`, the `prefix` of
/// `gcs`, the workspace's name of `remote`.
pub fn key_argument(kind: &str) -> Option<&'static str> {
    match kind {
        "s3" | "azurerm" => Some("key"),
        "gcs" => Some("prefix"),
        "local" | "consul" => Some("path"),
        "remote" | "cloud" => Some("workspaces.name"),
        "kubernetes" => Some("secret_suffix"),
        "http" => Some("address"),
        _ => None,
    }
}

/// The arguments without which a backend of this kind says nothing about where its state lies.
fn required(kind: &str) -> &'static [&'static str] {
    match kind {
        "s3" => &["bucket", "key"],
        "gcs" | "oss" | "cos" => &["bucket"],
        "azurerm" => &["storage_account_name", "container_name", "key"],
        "remote" => &["organization", "workspaces.name"],
        _ => &[],
    }
}

fn choose(level: &[PartialFile], place: &Place) -> Option<FileId> {
    let only = |found: Vec<&PartialFile>| match found.as_slice() {
        [one] => Some(one.file),
        _ => None,
    };
    let names = |wanted: &[&String]| -> Vec<&PartialFile> {
        let fits = |one: &&PartialFile| {
            let words: Vec<String> = words_of(&one.label);
            wanted.iter().all(|name| {
                let name = words_of(name);
                words.windows(name.len().max(1)).any(|part| part == name)
            })
        };
        level.iter().filter(fits).collect()
    };
    let environment = place.environment.as_ref();
    let exact = environment.and_then(|name| level.iter().find(|one| one.label == *name));
    let both: Vec<&String> = environment.into_iter().chain(&place.region).collect();
    exact
        .map(|one| one.file)
        .or_else(|| (!both.is_empty()).then(|| only(names(&both)))?)
        .or_else(|| environment.and_then(|name| only(names(&[name]))))
        .or_else(|| only(level.iter().filter(|one| one.label.is_empty()).collect()))
        // The only file there is serves a stack of any name, unless it says whose it is.
        .or_else(|| {
            only(
                level
                    .iter()
                    .filter(|one| environment.is_none() || !is_environment(&one.label))
                    .collect(),
            )
        })
}

fn words_of(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|(_, word)| word).collect()
}

/// The backend files in a folder and in the folders for such files directly in it, and in those of environments there.
fn candidates(sources: &Sources, directory: DirectoryId) -> Vec<PartialFile> {
    let here = sources.directory(directory);
    let mut found = in_folder(sources, here, "");
    for (name, id) in &here.directories {
        // A folder with configuration is a stack or a module itself, and its files are its own.
        let folder = sources.directory(*id);
        if !FOLDERS.contains(&name.as_str()) || holds_configuration(sources, folder) {
            continue;
        }
        found.extend(in_folder(sources, folder, ""));
        for (name, below) in &folder.directories {
            let below = sources.directory(*below);
            if !holds_configuration(sources, below) {
                found.extend(in_folder(sources, below, name));
            }
        }
    }
    found
}

fn holds_configuration(sources: &Sources, folder: &Directory) -> bool {
    let mut files = folder.files.iter();
    files.any(|(_, id)| sources.file(*id).kind.is_configuration())
}

/// The backend files directly in a folder; `label` is for those whose names say nothing.
fn in_folder(sources: &Sources, folder: &Directory, label: &str) -> Vec<PartialFile> {
    folder
        .files
        .iter()
        .filter(|(_, id)| sources.file(*id).kind == FileKind::Backend)
        .map(|(name, id)| {
            let own = label_of(name);
            PartialFile {
                file: *id,
                label: if own.is_empty() {
                    label.to_owned()
                } else {
                    own
                },
            }
        })
        .collect()
}

/// What is left of a file's name without the words that only say that it is a backend's.
fn label_of(name: &str) -> String {
    const ENDS: &[&str] = &[
        ".tfbackend",
        ".hcl",
        ".tfvars",
        ".conf",
        ".config",
        ".s3",
        ".gcs",
        ".azurerm",
        ".remote",
        ".backend",
        "-backend",
        "_backend",
    ];
    const STARTS: &[&str] = &["backend.", "backend-", "backend_"];
    let mut rest = name;
    while let Some(shorter) = ENDS.iter().find_map(|end| rest.strip_suffix(end)) {
        rest = shorter;
    }
    if let Some(shorter) = STARTS.iter().find_map(|start| rest.strip_prefix(start)) {
        rest = shorter;
    }
    let is_plain = matches!(
        rest,
        "backend" | "s3" | "config" | "state" | "terraform" | "main" | "backend-config"
    );
    if is_plain {
        String::new()
    } else {
        rest.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::label_of;

    #[test]
    fn labels_are_what_a_name_says_beyond_backend() {
        let told = [
            ("prod.s3.tfbackend", "prod"),
            ("backend.hcl", ""),
            ("backend.tfvars", ""),
            ("backend-prod.hcl", "prod"),
            ("prod.backend.hcl", "prod"),
            ("config.s3.tfbackend", ""),
            ("prod-us-east-1.tfbackend", "prod-us-east-1"),
            ("shop.111122223333.s3.tfbackend", "shop.111122223333"),
        ];
        for (name, label) in told {
            assert_eq!(label_of(name), label, "{name}");
        }
    }
}

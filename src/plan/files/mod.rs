//! The repository's files as Terraform's functions see them from one stack.

mod installed;
mod of_module;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{FileProblem, Files, is_likely_meant};
use crate::repo::Ignores;
use crate::source::{
    DirectoryId, FileId, GIT_CRYPT, Sources, TextProblem, join_path, path_at_reference,
};

pub(super) use installed::is_installed;
pub(crate) use of_module::ModuleFiles;

/// How Git LFS begins what it leaves in the place of a file that was not fetched (its `docs/spec.md`).
const GIT_LFS: &[u8] = b"version https://git-lfs.github.com/spec/v1\n";

/// The longest name of a file that Linux and macOS have, in bytes.
const MAX_NAME: usize = 255;

/// Where `terraform init` puts what it fetches.
const DATA_FOLDER: &str = ".terraform";

/// What Terraform itself writes into the folder of a stack, with the state of a local backend and that of some
/// workspace.
const WRITTEN: &[&str] = &[
    ".terraform/environment",
    ".terraform/modules/",
    ".terraform/providers/",
    ".terraform/terraform.tfstate",
    ".terraform.lock.hcl",
    ".terraform.tfstate.lock.info",
    "terraform.tfstate",
    "terraform.tfstate.backup",
    "terraform.tfstate.d/any/terraform.tfstate",
    "terraform.tfstate.d/any/terraform.tfstate.backup",
];

/// How the names of files end that builds make, or that hold what must not be in git.
const BROUGHT: &[&str] = &[
    "zip",
    "jar",
    "war",
    "tar",
    "gz",
    "tgz",
    "bz2",
    "xz",
    "whl",
    "egg",
    "deb",
    "rpm",
    "exe",
    "bin",
    "so",
    "wasm",
    "pem",
    "key",
    "pub",
    "crt",
    "cer",
    "cert",
    "csr",
    "der",
    "p12",
    "pfx",
    "jks",
    "keystore",
    "gpg",
    "asc",
    "env",
    "id_rsa",
    "id_ed25519",
    "kubeconfig",
    "pyc",
    "class",
    "map",
];

/// The folders into which builds write.
const BUILD_FOLDERS: &[&str] = &[
    "dist",
    "build",
    "builds",
    "target",
    "out",
    "output",
    "bin",
    "obj",
    "artifacts",
    "tmp",
    "vendor",
    "release",
];

/// Where git keeps everything.
const GIT_FOLDER: &str = ".git";

/// Files by their paths from the folder of one stack. What git does not keep, and what lies where nothing is listed,
/// differs from machine to machine: nothing is said of it.
#[derive(Debug)]
pub(super) struct RepositoryFiles<'s> {
    sources: &'s Sources,
    ignores: &'s Ignores<'s>,
    folder: String,
    /// What of this repository `terraform init` installs as a module: the root-relative folder that it puts there, by
    /// the name that it gives it.
    packages: RefCell<BTreeMap<String, String>>,
    /// By root-relative path, what was listed before.
    listed: RefCell<BTreeMap<String, Arc<[String]>>>,
    /// The same of what may be there besides.
    uncertain: RefCell<BTreeMap<String, Arc<[String]>>>,
}

/// What a path leads to.
enum Place {
    File(FileId),
    Folder(DirectoryId),
    /// Git keeps a file there, but nothing is listed.
    Unlisted,
    Nothing,
}

impl<'s> RepositoryFiles<'s> {
    /// The files as the stack in this root-relative folder sees them.
    pub(super) fn new(sources: &'s Sources, ignores: &'s Ignores<'s>, folder: &str) -> Self {
        Self {
            sources,
            ignores,
            folder: folder.to_owned(),
            packages: RefCell::default(),
            listed: RefCell::default(),
            uncertain: RefCell::default(),
        }
    }

    /// What a path of an argument leads to. Terraform takes a `~` for somebody's home folder, save where it lists.
    fn place_of_argument(&self, path: &str) -> Result<Place, FileProblem> {
        match path.strip_prefix('~') {
            None => self.place(path),
            Some(rest) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
                Err(elsewhere("it lies in the home folder"))
            }
            Some(_) => {
                let reason = "Terraform expands a ~ only for the user who runs it";
                Err(FileProblem::Unusable(reason.to_owned()))
            }
        }
    }

    fn place(&self, path: &str) -> Result<Place, FileProblem> {
        if path.contains('\0') || path.split('/').any(|name| name.len() > MAX_NAME) {
            let reason = "no file can have such a name";
            return Err(FileProblem::Unusable(reason.to_owned()));
        }
        let path = self.resolve(path)?;
        if let Some(directory) = self.sources.find_directory(&path) {
            return Ok(Place::Folder(directory));
        }
        let found = self.sources.find_file(&path);
        if found.is_none() && self.is_passed_over(&path) {
            return if self.is_tracked(&path) {
                Ok(Place::Unlisted)
            } else {
                Err(elsewhere("iaclint does not look into such folders"))
            };
        }
        if self.is_ignored(&path) {
            return Err(elsewhere("git does not keep it"));
        }
        if let Some(file) = found {
            return Ok(Place::File(file));
        }
        let below = |link: &str| {
            path.strip_prefix(link)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if self.sources.problems.iter().any(|it| below(&it.path)) {
            return Err(elsewhere(
                "a link leads out of the repository or to nothing",
            ));
        }
        let mut parents = parents(&path);
        if let Some(parent) = parents.find(|parent| self.sources.find_file(parent).is_some()) {
            return Err(FileProblem::Unusable(format!(
                "{parent} is a file, not a folder"
            )));
        }
        Ok(Place::Nothing)
    }

    fn resolve(&self, path: &str) -> Result<String, FileProblem> {
        let outside = || elsewhere("it lies outside of the repository");
        if path.starts_with('/') {
            return Err(outside());
        }
        let path = join_path(&self.folder, path).ok_or_else(outside)?;
        Ok(self.in_repository(path))
    }

    /// Whether a path leads through a folder that is never listed, or is surely one.
    fn is_passed_over(&self, path: &str) -> bool {
        if path_at_reference(path) != path {
            return false;
        }
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let is_listed = |path: &str| self.sources.find_directory(path).is_some();
        parents(path).any(|parent| {
            let name = name(parent);
            (name.starts_with('.') || name == "node_modules") && !is_listed(parent)
        }) || [DATA_FOLDER, GIT_FOLDER, "node_modules"].contains(&name(path).as_str())
            && !is_listed(path)
    }

    /// Whether git keeps this path; `false` where that is not known.
    fn is_tracked(&self, path: &str) -> bool {
        let tracked = self.sources.git.tracked.as_ref();
        tracked.is_some_and(|tracked| tracked.contains(path))
    }

    /// Whether a `.gitignore` names this path, and git does not keep it all the same.
    fn is_ignored(&self, path: &str) -> bool {
        // What is there at a reference is what git keeps.
        path_at_reference(path) == path
            && !self.is_tracked(path)
            && self.ignores.of_path(path).is_some()
    }

    fn file(&self, path: &str) -> Result<FileId, FileProblem> {
        match self.place_of_argument(path)? {
            Place::File(file) => Ok(file),
            Place::Folder(_) => Err(FileProblem::Unusable("it is a folder".to_owned())),
            Place::Unlisted => Err(elsewhere("iaclint does not look into such folders")),
            Place::Nothing if self.is_brought(path) => {
                Err(elsewhere("something outside of git brings such files"))
            }
            Place::Nothing => Err(FileProblem::Missing),
        }
    }

    /// Whether a file that is not there is of a kind that builds make or that is kept out of git: archives, programs,
    /// keys. Where one of the same kind with almost the same name lies beside it, that one is meant.
    fn is_brought(&self, path: &str) -> bool {
        let Ok(path) = self.resolve(path) else {
            return false;
        };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let built = folder
            .split('/')
            .any(|folder| BUILD_FOLDERS.contains(&folder));
        let is_such = |name: &str| {
            let end = name.rsplit_once('.').map_or(name, |(_, end)| end);
            BROUGHT.contains(&end.to_ascii_lowercase().as_str())
        };
        if !(is_such(name) || built) {
            return false;
        }
        let beside = self.sources.find_directory(folder);
        let files = beside.map_or(&[][..], |folder| &self.sources.directory(folder).files);
        !files.iter().any(|(other, _)| is_likely_meant(name, other))
    }

    /// Every listed file below a folder, by its path relative to the folder.
    fn walk(&self, folder: DirectoryId) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![(folder, String::new())];
        while let Some((directory, prefix)) = open.pop() {
            let directory = self.sources.directory(directory);
            let files = directory.files.iter();
            found.extend(files.map(|(name, _)| format!("{prefix}{name}")));
            let below = directory.directories.iter();
            open.extend(below.map(|(name, id)| (*id, format!("{prefix}{name}/"))));
        }
        found
    }

    /// Every file below a root-relative folder that git keeps in a folder that is not listed.
    fn unlisted(&self, folder: &str) -> Vec<String> {
        let prefix = below(folder, "");
        let Some(tracked) = &self.sources.git.tracked else {
            return Vec::new();
        };
        let inside = tracked
            .range(prefix.clone()..)
            .take_while(|path| path.starts_with(&prefix));
        inside
            .filter(|path| self.is_passed_over(path))
            .map(|path| path[prefix.len()..].to_owned())
            .collect()
    }
}

impl Files for RepositoryFiles<'_> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileProblem> {
        let bytes = self.sources.bytes(self.file(path)?);
        let bytes = bytes.map_err(|problem| match problem {
            TextProblem::TooLarge { .. } => elsewhere("it is larger than 32 MiB"),
            TextProblem::Unreadable(message) => FileProblem::Elsewhere(message),
            TextProblem::Encrypted | TextProblem::InvalidUtf8 { .. } => {
                elsewhere("its text cannot be read")
            }
        })?;
        if bytes.starts_with(GIT_CRYPT) || bytes.starts_with(GIT_LFS) {
            return Err(elsewhere("git keeps its content apart"));
        }
        Ok(bytes.into())
    }

    fn template(&self, path: &str) -> Result<(FileId, Arc<str>), FileProblem> {
        let bytes = self.read(path)?;
        if std::str::from_utf8(&bytes).is_err() {
            let reason = "it is not in UTF-8".to_owned();
            return Err(FileProblem::Unusable(reason));
        }
        let file = self.file(path)?;
        // Terraform passes over a byte order mark in a template too.
        Ok((file, self.sources.text(file).content.as_str().into()))
    }

    fn exists(&self, path: &str) -> Result<bool, FileProblem> {
        match self.place_of_argument(path)? {
            Place::File(_) | Place::Unlisted => Ok(true),
            Place::Nothing if self.is_brought(path) => {
                Err(elsewhere("something outside of git brings such files"))
            }
            Place::Nothing => Ok(false),
            Place::Folder(_) => Err(FileProblem::Unusable("it is a folder".to_owned())),
        }
    }

    fn list(&self, folder: &str) -> Result<Arc<[String]>, FileProblem> {
        let path = self.resolve(folder)?;
        if self.is_passed_over(&below(&path, "any")) {
            return Err(elsewhere("iaclint does not look into such folders"));
        }
        if self.is_ignored(&below(&path, "any")) {
            return Err(elsewhere("git does not keep it"));
        }
        let directory = match self.place(folder)? {
            Place::Folder(directory) => directory,
            Place::File(_) | Place::Unlisted => {
                return Err(FileProblem::Unusable("it is a file".to_owned()));
            }
            Place::Nothing => return Err(FileProblem::Missing),
        };
        Ok(kept(&self.listed, &path, || {
            let mut files = self.walk(directory);
            files.retain(|file| !self.is_ignored(&below(&path, file)));
            files.extend(self.unlisted(&path));
            files.sort();
            files
        }))
    }

    fn uncertain(&self, folder: &str) -> Arc<[String]> {
        let Ok(path) = self.resolve(folder) else {
            return Arc::default();
        };
        let Some(directory) = self.sources.find_directory(&path) else {
            return Arc::default();
        };
        kept(&self.uncertain, &path, || {
            self.uncertain_below(&path, directory)
        })
    }

    fn folder(&self, path: &str) -> Option<Arc<str>> {
        if path.starts_with('/') {
            return None;
        }
        join_path(&self.folder, path).map(Into::into)
    }
}

/// At most so many names are kept for one stack: a listing that would be one too many takes the place of all before.
const MAX_KEPT: usize = 1_000_000;

/// What was listed of a folder before, or is listed now.
fn kept(
    before: &RefCell<BTreeMap<String, Arc<[String]>>>,
    path: &str,
    list: impl FnOnce() -> Vec<String>,
) -> Arc<[String]> {
    let mut before = before.borrow_mut();
    if let Some(found) = before.get(path) {
        return found.clone();
    }
    let listed: Arc<[String]> = list().into();
    let names: usize = before.values().map(|names| names.len()).sum();
    if names + listed.len() > MAX_KEPT {
        before.clear();
    }
    before.insert(path.to_owned(), listed.clone());
    listed
}

impl RepositoryFiles<'_> {
    /// What may be below a root-relative folder besides what is listed.
    fn uncertain_below(&self, path: &str, directory: DirectoryId) -> Vec<String> {
        let mut found = self.walk(directory);
        found.retain(|file| self.is_ignored(&below(path, file)));
        let prefix = below(path, "");
        let links = self.sources.problems.iter();
        let links = links.filter_map(|problem| problem.path.strip_prefix(&prefix));
        found.extend(links.flat_map(|link| [link.to_owned(), format!("{link}/")]));
        if let Some(stack) = below(&self.folder, "").strip_prefix(&prefix) {
            let written = WRITTEN.iter().map(|name| format!("{stack}{name}"));
            found.extend(written);
        }
        if path.is_empty() {
            found.push(format!("{GIT_FOLDER}/"));
        }
        found.sort();
        found
    }
}

fn elsewhere(reason: &str) -> FileProblem {
    FileProblem::Elsewhere(reason.to_owned())
}

/// The path of what is `inside` a root-relative folder.
fn below(folder: &str, inside: &str) -> String {
    if folder.is_empty() {
        inside.to_owned()
    } else {
        format!("{folder}/{inside}")
    }
}

/// Every folder that a path leads through, the outermost first.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

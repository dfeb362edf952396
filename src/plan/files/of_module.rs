//! The files of a module, seen without a stack that it is part of.

use std::sync::Arc;

use crate::eval::{FileProblem, Files};
use crate::repo::{Module, Repo};
use crate::source::{FileId, relative_path};

use super::RepositoryFiles;

/// The files that paths behind `path.module` lead to. What lies where Terraform runs is known of a root module only.
pub(crate) struct ModuleFiles<'m> {
    files: RepositoryFiles<'m>,
    /// What `path.module` is.
    folder: String,
    is_root: bool,
}

impl<'m> ModuleFiles<'m> {
    /// Those of a module.
    pub(crate) fn of(repo: &'m Repo<'m>, module: &'m Module<'m>) -> Self {
        let is_root = repo.is_stack(module);
        // A module that others call is looked at from the repository's root.
        let from = if is_root { module.path.as_str() } else { "" };
        Self {
            files: RepositoryFiles::new(repo.sources, &repo.ignores, from),
            folder: relative_path(from, &module.path),
            is_root,
        }
    }

    /// What `path.module` is in the paths that it takes.
    pub(crate) fn folder(&self) -> &str {
        &self.folder
    }

    fn known(&self, path: &str) -> Result<&RepositoryFiles<'m>, FileProblem> {
        let rest = path.strip_prefix(self.folder.as_str());
        if self.is_root || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
            Ok(&self.files)
        } else {
            let reason = "it is not known in which folder Terraform runs";
            Err(FileProblem::Elsewhere(reason.to_owned()))
        }
    }
}

impl Files for ModuleFiles<'_> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileProblem> {
        self.known(path)?.read(path)
    }

    fn template(&self, path: &str) -> Result<(FileId, Arc<str>), FileProblem> {
        self.known(path)?.template(path)
    }

    fn exists(&self, path: &str) -> Result<bool, FileProblem> {
        self.known(path)?.exists(path)
    }

    fn list(&self, folder: &str) -> Result<Arc<[String]>, FileProblem> {
        self.known(folder)?.list(folder)
    }

    fn uncertain(&self, folder: &str) -> Arc<[String]> {
        self.known(folder)
            .map_or_else(|_| Arc::default(), |files| files.uncertain(folder))
    }

    fn folder(&self, path: &str) -> Option<Arc<str>> {
        self.known(path).ok()?.folder(path)
    }
}

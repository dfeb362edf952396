//! Modules of this repository that `terraform init` installs, because they are called by the repository's address.

use crate::address::ModulePath;
use crate::repo::ModuleCall;
use crate::source::path_at_reference;

use super::{RepositoryFiles, below};

/// Where it puts modules that are not called by a path, each by the names of the calls that lead to it.
const MODULES: &str = ".terraform/modules";

impl RepositoryFiles<'_> {
    /// What `path.module` is in a module whose root-relative folder is `folder`, and that is part of the package which
    /// the last call of `path` installs. What lies there is that folder from now on.
    pub(in crate::plan) fn installed(&self, path: &ModulePath, folder: &str) -> String {
        let names: Vec<&str> = path.0.iter().map(|(name, _)| &**name).collect();
        let name = names.join(".");
        let inside = path_at_reference(folder);
        let package = folder.strip_suffix(inside).unwrap_or_default();
        let package = package.trim_end_matches('/').to_owned();
        let here = below(&format!("{MODULES}/{name}"), inside);
        self.packages.borrow_mut().insert(name, package);
        here.trim_end_matches('/').to_owned()
    }

    /// Where a root-relative path lies in the repository: what is installed as a module of this stack is taken from
    /// where it comes from.
    pub(super) fn in_repository(&self, path: String) -> String {
        let modules = below(&self.folder, MODULES);
        let found = path.strip_prefix(&modules).and_then(|inside| {
            let inside = inside.strip_prefix('/')?;
            let (name, rest) = inside.split_once('/').unwrap_or((inside, ""));
            let packages = self.packages.borrow();
            let package = packages.get(name)?;
            Some(if rest.is_empty() {
                package.clone()
            } else {
                below(package, rest)
            })
        });
        found.unwrap_or(path)
    }
}

/// Whether a call installs what it calls: then the module lies in a folder of `terraform init`, and not where it comes
/// from.
pub(in crate::plan) fn is_installed(call: &ModuleCall<'_>) -> bool {
    let source = call.block.body.attribute("source");
    let source = source.and_then(|source| source.value.as_str());
    !source.is_some_and(|source| source.starts_with("./") || source.starts_with("../"))
}

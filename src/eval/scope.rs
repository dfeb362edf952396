//! What the evaluator asks of whoever knows the module.

use std::sync::Arc;

use crate::hcl::Step;
use crate::source::{FileId, Span};

use super::fault::Fault;
use super::value::Value;

/// What the names in an expression stand for. The evaluator asks; whoever knows the module answers.
pub trait Scope {
    /// The value that a reference begins with: `root` is its first name (`var`, `local`, `aws_vpc`, `each`), `steps`
    /// all that follow, and `span` the whole reference. `Err` where nothing of that name is declared.
    fn resolve(&self, root: &str, steps: &[Step], span: Span) -> Result<Resolved, Fault>;

    /// Whether a reference means something, without asking for its value: Terraform looks before it evaluates, also at
    /// what is never evaluated. `Err` as of [`Scope::resolve`].
    fn check(&self, _root: &str, _steps: &[Step], _span: Span) -> Result<(), Fault> {
        Ok(())
    }

    /// Whether `&&` and `||` let pass what is at fault on their right where their left decides: Terraform does so since
    /// 1.12.
    fn short_circuits(&self) -> bool {
        true
    }

    /// The source of the provider whose functions are called by a name, as `hashicorp/aws`; `None` where the module does
    /// not say it.
    fn provider(&self, _name: &str) -> Option<String> {
        None
    }

    /// What a function gives that only this scope has, by its name without `core::`; `None` where it has none of this
    /// name. Arguments may be unknown.
    fn call(&self, _name: &str, _arguments: &[Value], _span: Span) -> Option<Result<Value, Fault>> {
        None
    }

    /// Whether [`Scope::call`] has a function of this name with `::` in it, which else is one of a provider.
    fn has_function(&self, _name: &str) -> bool {
        false
    }

    /// The repository's files, by paths as Terraform would resolve them here.
    fn files(&self) -> &dyn Files;
}

/// The beginning of a reference, resolved.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// What it stands for.
    pub value: Value,
    /// How many of the steps led to it; the others lead into it.
    pub steps: usize,
}

/// The repository's files as functions see them. Paths are relative to the folder of the stack, as Terraform's
/// working directory is. A path that leads out of the repository is one that begins with `/`, or has too many `..`.
pub trait Files {
    /// The bytes of a file. `Err` says in words why there are none: it does not exist, lies outside of the
    /// repository, is too large.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileProblem>;

    /// The text of a file for templates, with the id that its spans carry.
    fn template(&self, path: &str) -> Result<(FileId, Arc<str>), FileProblem>;

    /// Whether there is a file.
    fn exists(&self, path: &str) -> Result<bool, FileProblem>;

    /// The files below a folder, by paths relative to it, sorted, folders left out.
    fn list(&self, folder: &str) -> Result<Arc<[String]>, FileProblem>;

    /// What may be below a folder besides, on one machine or another: paths relative to it of files, and, with a `/`
    /// at the end, of folders of which nothing is known.
    fn uncertain(&self, folder: &str) -> Arc<[String]> {
        let _ = folder;
        Arc::default()
    }

    /// The root-relative path of the folder that `path` names, `None` where it leads out of the repository.
    fn folder(&self, path: &str) -> Option<Arc<str>>;
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// There is none, and nothing in the repository would put one there: Terraform would fail.
    Missing,
    /// There is something, but Terraform would fail to use it as a file. A clause that says why, such as "it is a
    /// folder".
    Unusable(String),
    /// It lies where iaclint does not look, such as outside of the repository, or git does not keep it: not known.
    Elsewhere(String),
}

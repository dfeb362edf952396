//! Is the repository laid out as it should be?

mod arguments;
pub(super) mod committed_artifacts;
mod comparisons;
pub(super) mod config_invalid;
pub(super) mod config_unused;
mod data_texts;
pub(super) mod env_mismatch;
pub(super) mod env_missing;
mod environment_inputs;
mod environment_names;
pub(super) mod global_in_region;
pub(super) mod instances;
pub(super) mod link_broken;
pub(super) mod link_outside;
pub(super) mod live_resource;
pub(super) mod lockfile;
mod locks;
mod mentions;
pub(super) mod module_outside;
pub(super) mod module_provider_block;
mod named_regions;
mod reached;
pub(super) mod region_implicit;
pub(super) mod region_in_global;
pub(super) mod region_mismatch;
pub(super) mod stack_empty;
pub(super) mod stray_tf;
pub(super) mod tf_in_config;
pub(super) mod undocumented;
pub(super) mod unexpected_entry;
pub(super) mod unknown_env_literal;
pub(super) mod unused;
pub(super) mod unused_output;
pub(super) mod unused_provider;
pub(super) mod versions;

use std::collections::BTreeSet;

use crate::diagnostic::{Finding, Instance};
use crate::repo::layout::is_inside;
use crate::repo::{Repo, StackId};
use crate::rule::Context;
use crate::source::{DirectoryId, FileId, FileKind, Sources, WalkProblem};

/// The names of the folders beside a stack's configuration that hold its data files.
const CONFIG_FOLDERS: [&str; 2] = ["config", "configs"];

/// How many places a finding points at besides the first.
const MAX_RELATED: usize = 5;

/// The folders `config` and `configs` directly in a folder.
fn config_folders(sources: &Sources, directory: DirectoryId) -> Vec<DirectoryId> {
    let below = sources.directory(directory).directories.iter();
    let config = below.filter(|(name, _)| CONFIG_FOLDERS.contains(&name.as_str()));
    config.map(|(_, id)| *id).collect()
}

/// Every file at or below a folder: the path by which it is reached, and its id.
fn files_below(sources: &Sources, directory: DirectoryId) -> Vec<(String, FileId)> {
    let here = sources.directory(directory);
    let own = here.files.iter();
    let own = own.map(|(name, id)| (format!("{}/{name}", here.path), *id));
    let mut files: Vec<_> = own.collect();
    for (_, below) in &here.directories {
        files.extend(files_below(sources, *below));
    }
    files
}

/// Whether a folder, or one below it, holds Terraform files.
fn holds_configuration(sources: &Sources, directory: DirectoryId) -> bool {
    let here = sources.directory(directory);
    let is_configuration = |id: &FileId| sources.file(*id).kind.is_configuration();
    let below = || here.directories.iter();
    here.files.iter().any(|(_, id)| is_configuration(id))
        || below().any(|(_, below)| holds_configuration(sources, *below))
}

/// The folders that module calls lead to.
fn called_folders(repo: &Repo<'_>) -> BTreeSet<DirectoryId> {
    let calls = repo.modules.iter().flat_map(|module| module.calls.values());
    let called = calls.filter_map(|call| repo.named_module(call));
    called.map(|module| module.directory).collect()
}

/// The files that links in other folders lead to as well. Asked for rarely, since it looks at every folder.
fn linked_files(sources: &Sources) -> BTreeSet<FileId> {
    let (mut seen, mut linked) = (BTreeSet::new(), BTreeSet::new());
    for (_, directory) in sources.directories() {
        for (_, file) in &directory.files {
            if !seen.insert(*file) {
                linked.insert(*file);
            }
        }
    }
    linked
}

/// The finding, said of one stack.
fn of_stack(context: &Context<'_>, id: StackId, mut finding: Finding) -> Finding {
    let stack = context.repo.stack(id);
    let subject = &mut finding.subject;
    subject.environment.clone_from(&stack.place.environment);
    subject.region.clone_from(&stack.place.region);
    subject.stack = Some(stack.path.clone());
    finding.instances = vec![instance(context, id)];
    finding
}

fn instance(context: &Context<'_>, id: StackId) -> Instance {
    let stack = context.repo.stack(id);
    Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: None,
    }
}

/// The links that could not be followed and would have mattered to Terraform: they lie in the live tree or among
/// the modules, are called like a Terraform file, or a module call leads through them.
fn links_that_matter<'c>(context: &Context<'c>) -> Vec<&'c WalkProblem> {
    let (sources, repo) = (context.sources, context.repo);
    if sources.problems.is_empty() {
        return Vec::new();
    }
    let roots = repo
        .layout
        .live_roots()
        .into_iter()
        .chain(repo.layout.module_roots());
    let roots: Vec<String> = roots.filter(|root| !root.is_empty()).collect();
    let calls = repo.modules.iter().flat_map(|module| module.calls.values());
    let called: BTreeSet<&str> = calls.filter_map(|call| call.source.own_path()).collect();
    let is_called = |path: &str| {
        let below = format!("{path}/");
        let next = called.range(below.as_str()..).next();
        called.contains(path) || next.is_some_and(|next| next.starts_with(&below))
    };
    let matters = |problem: &&WalkProblem| {
        let (folder, name) = problem.path.rsplit_once('/').unwrap_or(("", &problem.path));
        roots.iter().any(|root| is_inside(&problem.path, root))
            || FileKind::of(name).is_terraform()
            || repo.module_at(folder).is_some()
            || is_called(&problem.path)
    };
    sources.problems.iter().filter(matters).collect()
}

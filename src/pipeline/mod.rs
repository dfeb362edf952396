//! Pipelines: what runs Terraform and builds images, when, where and in which order.
//!
//! Workflows of GitHub Actions are read with the workflows and actions of the repository that they call, and gone
//! through once for each event that starts them: with its matrices, conditions, variables and scripts, as far as those
//! are certain. What cannot be known (secrets, outputs of jobs, scripts in other languages) stays a hole with its cause.
//! Of other systems only GitLab's is read; of the rest it is known that they are there.

mod actions;
mod event;
mod execution;
mod expression;
mod gitlab;
mod job;
mod matrix;
mod others;
mod outputs;
mod path;
mod phrase;
mod scope;
mod shell;
mod step;
mod task;
mod workflow;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::data::{Node, parse_yaml};
use crate::source::{FileId, Sources};

pub use event::{Event, Occasion};
pub use execution::{Execution, JobRun, StepRun, Used};
pub use others::Other;
pub use phrase::{Cause, Phrase, Piece, Truth};
pub use task::{Build, Task, TaskKind, Terraform};
pub use workflow::{Action, Permissions, Scalar, Step, Trigger, Workflow};

/// The folder of GitHub's workflows.
const WORKFLOWS: &str = ".github/workflows";

/// What a repository says about its pipelines.
#[derive(Debug, Default)]
pub struct Pipelines {
    /// Of GitHub Actions, in order of path.
    pub workflows: Vec<Workflow>,
    /// The repository's own actions, in order of path.
    pub actions: Vec<Action>,
    /// What happens at each event that starts a pipeline.
    pub executions: Vec<Execution>,
    /// Systems that are there and not read.
    pub others: Vec<Other>,
    /// Files that cannot be read as what they are, and why.
    pub unread: Vec<(FileId, Cause)>,
    /// Every file that belongs to a pipeline: workflows, actions, GitLab's file.
    pub files: Vec<FileId>,
    /// The ids of the hooks that `pre-commit` runs; `None` where there is no such file, or it cannot be read.
    pub hooks: Option<Vec<String>>,
}

/// The files that executions are made of.
pub(crate) struct Files<'s> {
    pub(crate) sources: &'s Sources,
    pub(crate) workflows: BTreeMap<String, Workflow>,
    pub(crate) actions: BTreeMap<String, Action>,
}

impl Pipelines {
    /// Reads the pipelines of a repository.
    pub fn read(sources: &Sources) -> Self {
        let mut pipelines = Self {
            others: others::find(sources),
            hooks: hooks(sources),
            ..Self::default()
        };
        let mut files = Files {
            sources,
            workflows: BTreeMap::new(),
            actions: BTreeMap::new(),
        };
        for (path, file) in workflow_files(sources) {
            pipelines.files.push(file);
            match document(sources, file) {
                Ok(node) => {
                    let workflow = workflow::workflow(file, &path, &node);
                    files.workflows.extend(workflow.map(|it| (path, it)));
                }
                Err(cause) => pipelines.unread.push((file, cause)),
            }
        }
        for (folder, file) in action_files(sources) {
            pipelines.files.push(file);
            match document(sources, file) {
                Ok(node) => {
                    files.actions.insert(folder, workflow::action(file, &node));
                }
                Err(cause) => pipelines.unread.push((file, cause)),
            }
        }
        let all: Vec<&Workflow> = files.workflows.values().collect();
        let runs: Vec<Vec<Execution>> = all
            .par_iter()
            .map(|workflow| execution::of_workflow(&files, workflow))
            .collect();
        pipelines.executions = runs.into_iter().flatten().collect();
        gitlab::read(sources, &mut pipelines);
        pipelines.workflows = files.workflows.into_values().collect();
        pipelines.actions = files.actions.into_values().collect();
        pipelines
    }

    /// The workflow in a file.
    pub fn workflow(&self, file: FileId) -> Option<&Workflow> {
        self.workflows.iter().find(|workflow| workflow.file == file)
    }
}

fn is_yaml(name: &str) -> bool {
    matches!(name.rsplit_once('.'), Some((_, "yml" | "yaml")))
}

fn workflow_files(sources: &Sources) -> Vec<(String, FileId)> {
    let Some(folder) = sources.find_directory(WORKFLOWS) else {
        return Vec::new();
    };
    let files = sources.directory(folder).files.iter();
    let files = files.filter(|(name, _)| is_yaml(name));
    files
        .map(|(name, file)| (format!("{WORKFLOWS}/{name}"), *file))
        .collect()
}

/// The files of actions by their folders, in order.
fn action_files(sources: &Sources) -> Vec<(String, FileId)> {
    let folders = sources.directories();
    let found = folders.filter_map(|(id, folder)| {
        let names = ["action.yml", "action.yaml"];
        let file = names.iter().find_map(|name| sources.file_in(id, name))?;
        Some((folder.path.clone(), file))
    });
    let mut found: Vec<_> = found.collect();
    found.sort();
    found
}

/// The one document of a YAML file.
fn document(sources: &Sources, file: FileId) -> Result<Node, Cause> {
    let text = sources.text(file);
    if text.problem.is_some() {
        return Err(Cause::new("the file is no text that can be read"));
    }
    let documents = parse_yaml(file, &text.content)
        .map_err(|error| Cause::new(format!("it is not read as YAML: {}", error.message)))?;
    let first = documents.into_iter().next();
    first.ok_or_else(|| Cause::new("the file is empty"))
}

fn hooks(sources: &Sources) -> Option<Vec<String>> {
    let file = sources.find_file(".pre-commit-config.yaml")?;
    let document = document(sources, file).ok()?;
    let repositories = document.get("repos")?.elements().iter();
    let hooks = repositories.flat_map(|it| it.get("hooks").map_or(&[][..], Node::elements));
    let ids = hooks.filter_map(|hook| hook.get("id")?.as_str());
    Some(ids.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests;

//! Which stacks a pipeline's commands reach.

use crate::pipeline::{Cause, Execution, JobRun, Task, TaskKind, Terraform, Truth};
use crate::repo::{Stack, StackId};
use crate::rule::Context;

/// A command of Terraform's in one run.
#[derive(Clone, Copy)]
pub(super) struct Command<'c> {
    /// The run.
    pub(super) execution: &'c Execution,
    /// The job in it.
    pub(super) job: &'c JobRun,
    /// The command.
    pub(super) task: &'c Task,
    /// The same as Terraform's.
    pub(super) terraform: &'c Terraform,
    /// Why it may not be run.
    pub(super) doubt: Option<&'c Cause>,
}

/// Every command of Terraform's, of all runs.
pub(super) fn commands<'c>(context: &Context<'c>) -> impl Iterator<Item = Command<'c>> {
    let pipelines = context.pipelines;
    pipelines.executions.iter().flat_map(|execution| {
        execution
            .tasks()
            .filter_map(move |(job, task, doubt)| match &task.kind {
                TaskKind::Terraform(terraform) => Some(Command {
                    execution,
                    job,
                    task,
                    terraform,
                    doubt,
                }),
                _ => None,
            })
    })
}

/// Whether a command is done in the folder of a stack.
pub(super) fn reaches(context: &Context<'_>, command: &Command<'_>, stack: &Stack<'_>) -> Truth {
    let folder = &context.sources.directory(stack.directory).path;
    let task = command.task;
    let fits = if command.terraform.is_everywhere {
        match task.folder.known() {
            Some(above) => Truth::of(crate::repo::layout::is_inside(folder, above)),
            None => match task.folder.cause() {
                Some(cause) => Truth::Open(cause.clone()),
                None => Truth::Open(Cause::new("a pattern stands for several folders")),
            },
        }
    } else {
        task.folder.fits(folder)
    };
    fits.and(is_variant(context, command.terraform, stack))
}

/// Of a root that is applied several times: whether the command names the files that make it this stack.
fn is_variant(context: &Context<'_>, terraform: &Terraform, stack: &Stack<'_>) -> Truth {
    if !stack.is_variant {
        return Truth::Yes;
    }
    let own = stack.var_files.iter().chain(&stack.backend_files);
    let mut names = own.filter_map(|file| context.sources.file(*file).path.rsplit('/').next());
    let ends = |name: &str| {
        let mut arguments = terraform.arguments.iter();
        arguments.any(|argument| argument.ending().ends_with(name))
    };
    if names.any(ends) {
        return Truth::Yes;
    }
    let what = "the command does not say for which of the stacks of this folder it is run";
    Truth::Open(Cause::new(what))
}

/// The stacks that a command certainly reaches.
pub(super) fn reached<'c>(
    context: &Context<'c>,
    command: &Command<'_>,
) -> impl Iterator<Item = (StackId, &'c Stack<'c>)> {
    let stacks = context.repo.stacks();
    stacks.filter(move |(_, stack)| reaches(context, command, stack) == Truth::Yes)
}

/// Why a run may do more than is seen: what is not looked into, for each such task.
pub(super) fn opaque<'c>(
    executions: impl Iterator<Item = &'c Execution>,
) -> impl Iterator<Item = (&'c Task, &'c str)> {
    executions.flat_map(|execution| {
        execution
            .tasks()
            .filter_map(|(_, task, _)| match &task.kind {
                TaskKind::Opaque(what) => Some((task, what.as_str())),
                _ => None,
            })
    })
}

/// Whether a repository holds stacks that somebody applies, and not only modules for others.
pub(super) fn is_estate(context: &Context<'_>) -> bool {
    let repo = context.repo;
    repo.stacks().any(|(_, stack)| {
        let settings = &repo.module(stack.module).settings;
        settings.backend.is_some() || repo.layout.place(&stack.path).is_some()
    })
}

/// Whether runs are made by a service that reads the stacks itself: HCP Terraform, or one with a file of its own.
pub(super) fn has_service(context: &Context<'_>) -> bool {
    let repo = context.repo;
    let is_remote = repo.stacks().any(|(id, stack)| {
        let is_cloud = repo.module(stack.module).settings.cloud.is_some();
        is_cloud || context.plan.backend(id).kind == "remote"
    });
    let services = ["Atlantis", "Spacelift", "env0", "Digger", "Scalr"];
    let mut others = context.pipelines.others.iter();
    is_remote || others.any(|other| services.contains(&other.name))
}

/// Systems whose files are not read, where they may run Terraform.
pub(super) fn unread_system<'c>(context: &Context<'c>) -> Option<&'c crate::pipeline::Other> {
    let mut others = context.pipelines.others.iter();
    others.find(|other| {
        let text = &context.sources.text(other.file).content;
        ["terraform", "tofu", "terragrunt"]
            .iter()
            .any(|word| text.contains(word))
    })
}

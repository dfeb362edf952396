//! What several rules ask about the states that stacks read.

use crate::plan::{Plan, RemoteState};
use crate::repo::{Module, StackId};
use crate::rule::Context;
use crate::source::Span;

/// The instances of the `terraform_remote_state` of this name in a module instance of a stack, by that one's index.
pub(super) fn named<'p>(
    plan: &'p Plan<'_>,
    (reader, module): (StackId, usize),
    name: &str,
) -> Vec<&'p RemoteState> {
    let reads = plan.stack(reader).reads.iter();
    reads
        .filter(|state| state.module == module && state.name() == name)
        .collect()
}

/// The root module that writes the state, where it is certain: one folder, which could be read whole.
pub(super) fn certain_producer<'c>(
    context: &Context<'c>,
    state: &RemoteState,
) -> Option<&'c Module<'c>> {
    let repo = context.repo;
    let (first, rest) = state.producers.split_first()?;
    let module = repo.stack(*first).module;
    if rest.iter().any(|id| repo.stack(*id).module != module) {
        return None;
    }
    let module = repo.module(module);
    let is_whole = |file: &crate::source::FileId| repo.syntax.get(*file).errors.is_empty();
    module.files.iter().all(is_whole).then_some(module)
}

/// Where a `terraform_remote_state` says which state it reads: the most telling argument, else the block.
pub(super) fn place(state: &RemoteState) -> Span {
    let names = ["key", "workspaces.name", "prefix", "path", "bucket"];
    let written = names
        .iter()
        .filter_map(|name| state.arguments.get(*name))
        .filter(|argument| !argument.all_marks().sensitive)
        .find_map(|argument| argument.as_placed()?.span());
    written.unwrap_or(state.span)
}

//! Which stacks a module serves, so that a finding in a module names them.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Instance};
use crate::repo::{Frame, Module, Repo, StackId};
use crate::rule::Context;
use crate::source::DirectoryId;

/// For every module's folder, the stacks that reach it and the address prefix it has there.
pub(super) struct Places(BTreeMap<DirectoryId, Vec<(StackId, String)>>);

impl Places {
    pub(super) fn of(repo: &Repo<'_>) -> Self {
        let mut places: BTreeMap<DirectoryId, Vec<(StackId, String)>> = BTreeMap::new();
        for (id, stack) in repo.stacks() {
            Frame::root(repo, stack).each(repo, &mut |frame| {
                places
                    .entry(frame.module.directory)
                    .or_default()
                    .push((id, frame.prefix()));
            });
        }
        Self(places)
    }

    /// Fills in what the rule left open: environment, region and stack, and the instances of a module's finding.
    pub(super) fn complete(
        &self,
        context: &Context<'_>,
        module: Option<&Module<'_>>,
        stack: Option<StackId>,
        finding: &mut Finding,
    ) {
        let repo = context.repo;
        let module = module.or_else(|| {
            let path = &context.sources.file(finding.span.file).path;
            repo.module_at(path.rsplit_once('/').map_or("", |(folder, _)| folder))
        });
        let reached: Vec<(StackId, String)> = match (stack, module) {
            (Some(id), _) => vec![(id, String::new())],
            (None, Some(module)) => self.0.get(&module.directory).cloned().unwrap_or_default(),
            (None, None) => Vec::new(),
        };
        if finding.instances.is_empty() {
            finding.instances = reached
                .iter()
                .map(|(id, prefix)| {
                    let stack = repo.stack(*id);
                    let address = finding.subject.address.as_ref();
                    Instance {
                        environment: stack.place.environment.clone(),
                        stack: stack.path.clone(),
                        address: address.map(|address| format!("{prefix}{address}")),
                    }
                })
                .collect();
        }
        if let [(id, _)] = reached.as_slice() {
            let place = &repo.stack(*id).place;
            let subject = &mut finding.subject;
            subject.environment = subject
                .environment
                .take()
                .or_else(|| place.environment.clone());
            subject.region = subject.region.take().or_else(|| place.region.clone());
            subject.stack = subject
                .stack
                .take()
                .or_else(|| Some(repo.stack(*id).path.clone()));
        }
    }
}

//! Configurations of providers that nothing uses.
//!
//! Terraform leaves them out before it looks at anything in them (as measured: `terraform plan` of 1.11.4 takes even
//! names there that are not declared). What is wrong in one is worth a note.

use std::collections::BTreeMap;

use crate::diagnostic::{Severity, Verdict};
use crate::repo::{Module, ProviderConfiguration, ProviderUses};
use crate::source::{FileId, Span};

use super::{Facts, Problem, ProblemKind};

/// A block in a module; a file may be linked into several.
struct Held<'f> {
    span: Span,
    module: &'f Module<'f>,
    /// What resources name it; `None` where its alias is not written out.
    name: Option<String>,
}

/// The blocks of providers by file, and which of them are used.
pub(super) struct IdleProviders<'f> {
    facts: &'f Facts<'f>,
    blocks: BTreeMap<FileId, Vec<Held<'f>>>,
    uses: ProviderUses,
    is_used: BTreeMap<Span, bool>,
}

impl<'f> IdleProviders<'f> {
    pub(super) fn of(facts: &'f Facts<'f>) -> Self {
        let mut blocks: BTreeMap<FileId, Vec<Held<'_>>> = BTreeMap::new();
        for module in &facts.repo.modules {
            for provider in &module.providers {
                let span = provider.block.span;
                let name = name_of(provider);
                let held = Held { span, module, name };
                blocks.entry(span.file).or_default().push(held);
            }
        }
        Self {
            facts,
            blocks,
            uses: ProviderUses::default(),
            is_used: BTreeMap::new(),
        }
    }

    /// A problem in a configuration that nothing uses is a note.
    pub(super) fn lowered(&mut self, problem: Problem) -> Problem {
        let is_failure = problem.verdict == Verdict::Fail && problem.kind != ProblemKind::Limit;
        if is_failure && self.is_idle(problem.span) {
            return problem.severity(Severity::Note);
        }
        problem
    }

    /// Whether this is in a configuration that no module which has it uses.
    fn is_idle(&mut self, span: Span) -> bool {
        let held = self.blocks.get(&span.file).into_iter().flatten();
        let around: Vec<&Held<'_>> = held.filter(|held| held.span.contains(span)).collect();
        let Some(first) = around.first() else {
            return false;
        };
        let is_used = self.is_used.entry(first.span).or_insert_with(|| {
            // What is generated may use it.
            !self.facts.generated().is_none()
                || around.iter().any(|held| match &held.name {
                    Some(name) => self.uses.may_use(self.facts.repo, held.module, name),
                    None => true,
                })
        });
        !*is_used
    }
}

/// `aws`, or `aws.east`.
fn name_of(provider: &ProviderConfiguration<'_>) -> Option<String> {
    match provider.alias {
        Some(alias) => Some(format!("{}.{alias}", provider.name)),
        None if provider.block.body.attribute("alias").is_some() => None,
        None => Some(provider.name.to_owned()),
    }
}

//! Configurations of providers that nothing uses.
//!
//! Terraform leaves them out before it looks at anything in them (as measured: `terraform plan` of 1.11.4 takes even
//! names there that are not declared). What is wrong in one is worth a note, and a warning where a module that is not in
//! the repository may use it.

use std::collections::BTreeMap;

use crate::diagnostic::{Severity, Verdict};
use crate::repo::{Module, ProviderConfiguration, ProviderUses, Use};
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
    found: BTreeMap<Span, Use>,
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
            found: BTreeMap::new(),
        }
    }

    /// A problem in a configuration counts as much as it is certain that something uses it.
    pub(super) fn lowered(&mut self, problem: Problem) -> Problem {
        if problem.verdict != Verdict::Fail || problem.kind == ProblemKind::Limit {
            return problem;
        }
        match self.used(problem.span) {
            Use::Yes => problem,
            Use::Perhaps if problem.severity.is_some() => problem,
            Use::Perhaps => problem.severity(Severity::Warning),
            Use::No => problem.severity(Severity::Note),
        }
    }

    /// Whether one of the modules that have the configuration around this uses it; certainly outside of any.
    fn used(&mut self, span: Span) -> Use {
        let held = self.blocks.get(&span.file).into_iter().flatten();
        let around: Vec<&Held<'_>> = held.filter(|held| held.span.contains(span)).collect();
        let Some(first) = around.first() else {
            return Use::Yes;
        };
        *self.found.entry(first.span).or_insert_with(|| {
            // What is generated may use it.
            if !self.facts.generated().is_none() {
                return Use::Yes;
            }
            let uses = around.iter().map(|held| match &held.name {
                Some(name) => self.uses.of(self.facts.repo, held.module, name),
                None => Use::Yes,
            });
            uses.max().unwrap_or(Use::Yes)
        })
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

//! What the expressions of a stack cannot be evaluated for, by the values that are there.
//!
//! The evaluation records each fault where it happened, in each instance of each stack. Here they are brought to where
//! somebody must edit, so that one cause is told once.

mod declared;
mod defaults;
#[cfg(test)]
mod demands;
mod files;
mod group;
mod place;
#[cfg(test)]
mod tests;
mod twin;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::FaultKind;
use crate::plan::PlanFault;
use crate::repo::StackId;
use crate::source::Span;

use super::{Facts, Problem, ProblemKind};

/// A fault in one instance of one stack.
#[derive(Clone, Copy)]
struct Hit<'f> {
    stack: StackId,
    /// The index of the module instance in its stack's plan; that of the root module where it is not known.
    at: usize,
    found: &'f PlanFault,
}

/// What is at fault in the expressions of all stacks.
pub(super) fn judge(facts: &Facts<'_>) -> Vec<Problem> {
    let mut groups: BTreeMap<(Span, FaultKind), Vec<Hit<'_>>> = BTreeMap::new();
    for (stack, _) in facts.repo.stacks() {
        let plan = facts.plan.stack(stack);
        let mut at_path = BTreeMap::new();
        if !plan.faults.is_empty() {
            at_path.extend(
                plan.modules
                    .iter()
                    .enumerate()
                    .map(|(at, it)| (&it.path, at)),
            );
        }
        for found in &plan.faults {
            let at = at_path.get(&found.module).copied().unwrap_or(0);
            let key = (found.fault.span, found.fault.kind);
            groups
                .entry(key)
                .or_default()
                .push(Hit { stack, at, found });
        }
    }
    let missing: BTreeSet<Span> = groups
        .keys()
        .filter(|(_, kind)| *kind == FaultKind::File)
        .map(|(span, _)| *span)
        .collect();
    let mut problems = Vec::new();
    for module in &facts.repo.modules {
        defaults::judge(module, &mut problems);
        files::judge(facts, module, &mut problems);
    }
    // A file that is not there is told once.
    problems.retain(|problem| !missing.contains(&problem.span));
    let told = groups.into_iter().filter_map(|((_, kind), hits)| {
        let kind = problem_kind(kind)?;
        Some(group::problems(facts, kind, &hits))
    });
    problems.extend(told.flatten());
    problems
}

/// What a fault is reported as. Names that are not declared are found whether they are evaluated or not: see
/// `references` and `arguments`.
fn problem_kind(kind: FaultKind) -> Option<ProblemKind> {
    Some(match kind {
        FaultKind::Reference => return None,
        // The rule about secrets in states tells it, with who reads them.
        FaultKind::Sensitive => return None,
        FaultKind::Index | FaultKind::Attribute => ProblemKind::Index,
        FaultKind::Type | FaultKind::Ephemeral => ProblemKind::Type,
        FaultKind::Argument => ProblemKind::ArgumentType,
        FaultKind::Variable => ProblemKind::VariableType,
        FaultKind::Null => ProblemKind::Null,
        FaultKind::Function => ProblemKind::FunctionCall,
        FaultKind::File | FaultKind::Template => ProblemKind::File,
        FaultKind::Duplicate => ProblemKind::DuplicateKey,
        FaultKind::Unknown => ProblemKind::UnknownInstances,
        FaultKind::Condition | FaultKind::Check => ProblemKind::Condition,
        FaultKind::Cycle => ProblemKind::Cycle,
        FaultKind::Budget => ProblemKind::Limit,
    })
}

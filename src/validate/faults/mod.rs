//! What the expressions of a stack cannot be evaluated for, by the values that are there.
//!
//! The evaluation records each fault where it happened, in each instance of each stack. Here they are brought to where
//! somebody must edit, so that one cause is told once.
//!
//! An expression and a value are at fault together, and only one of them is the place:
//!
//! 1. Where the declared types alone make the expression wrong, such as `for_each` over a variable that is a list, it
//!    is the expression: no caller and no tfvars file can mend it. `by_types` tells.
//! 2. Where the value comes from a caller or a tfvars file and serves other instances of the module well, or nobody
//!    else uses it, it is the value.
//! 3. Where every instance of the module fails it is the expression again, if several callers gave different values, or
//!    if what asks for them is written in the module: an index, the pattern of a `regex`, the verb of a `format`.
//! 4. What the module itself gives is wrong where it is used, save for the default of a variable that the variable's
//!    type or validation refuses.
//!
//! The other one of the two is named beside it.

mod by_types;
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

use crate::eval::{Fault, FaultKind};
use crate::plan::PlanFault;
use crate::repo::StackId;
use crate::source::Span;

use super::{Facts, Problem, ProblemKind};
use by_types::ByTypes;

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
    let of_values = groups
        .iter()
        .filter(|((_, kind), _)| problem_kind(*kind).is_some())
        .flat_map(|(_, hits)| hits);
    let of_values = of_values.filter(|hit| place::is_of_value(facts, hit));
    let by_types = ByTypes::of(facts, of_values);
    let told = groups.into_iter().filter_map(|((_, kind), hits)| {
        let kind = problem_kind(kind)?;
        Some(group::problems(facts, &by_types, kind, &hits))
    });
    problems.extend(told.flatten());
    problems
}

/// A fault that is so whatever the values are, told where it is; `None` for what somebody else reports.
pub(super) fn described(fault: &Fault) -> Option<Problem> {
    let kind = problem_kind(fault.kind)?;
    let (message, help) = wording::of(kind, fault, None);
    // What a template uses is given by the call that renders it.
    let given_by = fault
        .rendered_at
        .filter(|_| fault.kind == FaultKind::Template);
    let span = given_by.unwrap_or(fault.span);
    let mut problem = Problem::new(kind, span, message, help);
    if given_by.is_some() {
        problem = problem.related(fault.span, wording::use_of(kind));
    }
    wording::label(kind).clone_into(&mut problem.label);
    Some(problem)
}

/// What a fault is reported as. Names that are not declared are found whether they are evaluated or not: see
/// `references` and `arguments`.
fn problem_kind(kind: FaultKind) -> Option<ProblemKind> {
    Some(match kind {
        FaultKind::Reference => return None,
        // The rule about secrets in states tells it, with who reads them.
        FaultKind::Sensitive => return None,
        FaultKind::Index | FaultKind::Attribute => ProblemKind::Index,
        FaultKind::Type | FaultKind::Ephemeral | FaultKind::SensitiveKeys => ProblemKind::Type,
        FaultKind::Argument => ProblemKind::ArgumentType,
        FaultKind::Variable => ProblemKind::VariableType,
        FaultKind::Null => ProblemKind::Null,
        FaultKind::Function => ProblemKind::FunctionCall,
        FaultKind::File | FaultKind::Template => ProblemKind::File,
        FaultKind::Duplicate => ProblemKind::DuplicateKey,
        FaultKind::Unknown => ProblemKind::UnknownInstances,
        FaultKind::Import => ProblemKind::Import,
        FaultKind::Condition | FaultKind::Check => ProblemKind::Condition,
        FaultKind::Cycle => ProblemKind::Cycle,
        FaultKind::Budget => ProblemKind::Limit,
    })
}

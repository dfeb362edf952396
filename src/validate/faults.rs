//! What an expression cannot be evaluated for.

use crate::diagnostic::Instance;
use crate::eval::FaultKind;
use crate::repo::StackId;

use super::{Facts, Problem, ProblemKind};

/// What is at fault in the expressions of a stack.
pub(super) fn judge(facts: &Facts<'_>, id: StackId, problems: &mut Vec<Problem>) {
    let stack = facts.repo.stack(id);
    for found in &facts.plan.stack(id).faults {
        let kind = match found.fault.kind {
            FaultKind::Index => ProblemKind::Index,
            // Names that are not declared are found whether they are evaluated or not: see `references`.
            _ => continue,
        };
        let help = "Ask for what is there, or give the value what is asked for";
        let mut problem = Problem::new(kind, found.fault.span, found.fault.message.clone(), help);
        problem.instances.push(Instance {
            environment: stack.place.environment.clone(),
            stack: stack.path.clone(),
            address: None,
        });
        problems.push(problem);
    }
}

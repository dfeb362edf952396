//! What is at fault in a stack whatever its variables hold.
//!
//! Each variable of each module is no more than a value of its type, and what may not be there, such as the instances
//! of a resource or the rounds of a `for`, is judged as if it were. What is at fault then is so for every caller and
//! every tfvars file that has such instances or elements at all. Nothing is said of it by this alone: it tells, of what is
//! found with the values that are there, whether another value could mend it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::repo::StackId;

use super::evaluation::StackEvaluation;
use super::rounds::{LEAST, World, in_deep_threads};
use super::{Knowledge, Plan, StackPlan};

/// These stacks with variables that have no values. Of states that they read nothing is known either.
pub fn by_types<'a>(
    plan: &Plan<'a>,
    knowledge: Knowledge<'a>,
    stacks: &[StackId],
) -> Vec<StackPlan<'a>> {
    if stacks.is_empty() {
        return Vec::new();
    }
    let repo = plan.repo;
    in_deep_threads(|stack_bytes| {
        let nothing = Arc::new(World::new(stack_bytes));
        let evaluate = |id: &StackId| {
            // It takes about what it took with values.
            let work = 2 * plan.stack(*id).work + LEAST;
            let evaluation = StackEvaluation::new(repo, *id, knowledge, nothing.clone());
            let evaluation = evaluation.within(work).only_types();
            let plan = catch_unwind(AssertUnwindSafe(|| evaluation.freeze()));
            plan.unwrap_or_else(|_| StackPlan::broken(repo.stack(*id).module))
        };
        stacks.par_iter().map(evaluate).collect()
    })
}

//! What the values of arguments must be by their meaning at AWS: documents in JSON, names, sizes, ARNs and ranges of
//! addresses. Only what is known of a value is judged.

mod arn;
mod containers;
mod fargate;
mod json;
mod kinds;
mod lifecycle;
mod name;
mod network;
mod node;
mod place;
mod policy;
mod schema;
mod subject;
mod text;

#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::address::ResourceMode;
use crate::repo::StackId;

use super::{Facts, Problem};
use subject::Subject;

/// How many module instances of one stack are looked at: modules that each call the next several times make more of
/// them than anybody reads about.
const MAX_MODULES: usize = 4_096;

/// What the resources of all stacks are given that AWS does not take.
pub(super) fn judge(facts: &Facts<'_>) -> Vec<Problem> {
    let stacks: Vec<StackId> = facts.repo.stacks().map(|(id, _)| id).collect();
    let judged: Vec<Vec<Problem>> = stacks
        .par_iter()
        .map(|id| judge_stack(facts, *id))
        .collect();
    let mut problems: Vec<Problem> = judged.into_iter().flatten().collect();
    network::judge(facts, &mut problems);
    problems
}

fn judge_stack(facts: &Facts<'_>, id: StackId) -> Vec<Problem> {
    let mut problems = Vec::new();
    each_resource(facts, id, &mut |subject| {
        json::judge(subject, &mut problems);
        fargate::judge(subject, &mut problems);
        name::judge(subject, &mut problems);
        arn::judge(subject, &mut problems);
    });
    problems
}

/// Calls `visit` with every instance of every managed resource of a stack.
fn each_resource<'s>(facts: &'s Facts<'s>, id: StackId, visit: &mut dyn FnMut(&Subject<'s>)) {
    let modules = facts.plan.stack(id).modules.iter().enumerate();
    for (module, instance) in modules.take(MAX_MODULES) {
        for (address, resources) in &instance.resources {
            if resources.declaration.mode != ResourceMode::Managed {
                continue;
            }
            for made in &resources.instances {
                visit(&Subject {
                    facts,
                    stack: id,
                    module,
                    instance,
                    declaration: resources.declaration,
                    address,
                    made,
                });
            }
        }
    }
}

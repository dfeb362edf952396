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

use crate::address::ResourceMode;
use crate::repo::StackId;

use super::{Facts, Problem};
use subject::Subject;

/// How many module instances of one stack are looked at: modules that each call the next several times make more of
/// them than anybody reads about.
const MAX_MODULES: usize = 4_096;

/// What a stack's resources are given that AWS does not take.
pub(super) fn judge(facts: &Facts<'_>, id: StackId, problems: &mut Vec<Problem>) {
    each_resource(facts, id, &mut |subject| {
        json::judge(subject, problems);
        fargate::judge(subject, problems);
        name::judge(subject, problems);
        arn::judge(subject, problems);
    });
}

/// What the resources of all stacks together are given that AWS does not take.
pub(super) fn judge_together(facts: &Facts<'_>, problems: &mut Vec<Problem>) {
    network::judge(facts, problems);
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

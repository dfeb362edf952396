//! Findings that a rule about the whole repository makes about one stack.

use crate::diagnostic::{Finding, Instance};
use crate::repo::Stack;

/// The finding, said of `stack`: its environment, region and path, and the one instance that it stands for.
/// Findings of one place from several stacks are folded into one later.
pub(in crate::rules) fn seen_from(mut finding: Finding, stack: &Stack<'_>) -> Finding {
    finding.instances = vec![Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: finding.subject.address.clone(),
    }];
    let subject = &mut finding.subject;
    subject.environment.clone_from(&stack.place.environment);
    subject.region.clone_from(&stack.place.region);
    subject.stack = Some(stack.path.clone());
    finding
}

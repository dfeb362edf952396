//! What tfvars files refer to: nothing can be referred to there, and no function called.

use std::collections::BTreeMap;

use crate::diagnostic::Instance;
use crate::hcl::{Expression, ExpressionKind, each_reference, walk_expression};
use crate::repo::Stack;
use crate::source::{FileId, FileKind, Span};

use super::{Facts, Problem, ProblemKind};

/// Values in tfvars files that are computed.
pub(in super::super) fn judge(facts: &Facts<'_>) -> Vec<Problem> {
    let mut readers: BTreeMap<FileId, Vec<&Stack<'_>>> = BTreeMap::new();
    for (_, stack) in facts.repo.stacks() {
        for file in &stack.var_files {
            readers.entry(*file).or_default().push(stack);
        }
    }
    // In JSON every text is taken as it is.
    readers.retain(|file, _| facts.sources.file(*file).kind != FileKind::VariablesJson);
    let mut problems = Vec::new();
    for (file, stacks) in readers {
        for given in &facts.repo.syntax.get(file).body.attributes {
            let Some((span, what)) = computed(&given.value) else {
                continue;
            };
            let name = &given.name.text;
            let message = format!("the value of {name} in a tfvars file cannot {what}");
            let help = "Write the value out, or compute it in a local value of the stack";
            let mut problem = Problem::new(ProblemKind::Undeclared, span, message, help)
                .address(format!("var.{name}"));
            problem.instances = stacks.iter().map(|stack| instance(stack, name)).collect();
            problems.push(problem);
        }
    }
    problems
}

fn instance(stack: &Stack<'_>, name: &str) -> Instance {
    Instance {
        environment: stack.place.environment.clone(),
        stack: stack.path.clone(),
        address: Some(format!("var.{name}")),
    }
}

/// Where a value is computed, and what it does there.
fn computed(value: &Expression) -> Option<(Span, &'static str)> {
    let mut found = None;
    each_reference(value, &mut |_, _, span| {
        found = found.or(Some((span, "refer to anything")));
    });
    walk_expression(value, &mut |inner| {
        if let ExpressionKind::Call(call) = &inner.kind {
            found = found.or(Some((call.name.span, "call a function")));
        }
    });
    found
}

//! `import` blocks that Terraform refuses by what is written, each case as measured with 1.11.4.

use std::collections::BTreeMap;

use crate::address::ResourceMode;
use crate::hcl::{Block, each_reference, step_name};
use crate::source::Span;

use super::place::{Owner, Place};
use super::target::{Moving, Target, imported, target};
use super::{Judge, Problem, ProblemKind};

/// Imports of one thing twice, of itself, and where there must be none.
pub(super) fn judge(judge: &mut Judge<'_>) {
    let blocks = judge.module.others.iter();
    let imports: Vec<&Block> = blocks
        .copied()
        .filter(|block| &*block.kind.text == "import")
        .collect();
    let call = judge.facts.calls_of(judge.module).first();
    let mut found = Vec::new();
    let mut seen: BTreeMap<Moving, Span> = BTreeMap::new();
    for block in imports {
        if let Some(call) = call {
            let message = "this module is called, and Terraform imports only from the root module";
            let help =
                "Move the import block to the stack, with the module's address before that of `to`";
            let problem = problem(block.header(), message.to_owned(), help);
            found.push(problem.related(call.block.header(), "it is called here"));
        }
        let Some((to, written)) = target(block, "to") else {
            continue;
        };
        if let Some(to) = imported(&to) {
            let first = *seen.entry(to.clone()).or_insert(written.span);
            if first != written.span {
                let message = format!("{to} is imported twice");
                let problem = problem(written.span, message, "Keep the block with the right id");
                found.push(problem.related(first, "it is imported here first"));
            }
        }
        found.extend(of_itself(block, &to));
        found.extend(needless_provider(judge, block, &to));
    }
    for problem in found {
        judge.report(&Place::of(Owner::Nameless("import")), problem);
    }
}

fn problem(span: Span, message: String, help: &str) -> Problem {
    Problem::new(ProblemKind::Import, span, message, help)
}

/// What is not there before it is imported cannot tell its own id.
fn of_itself(block: &Block, to: &Target<'_>) -> Option<Problem> {
    let id = &block.body.attribute("id")?.value;
    let (ResourceMode::Managed, kind, part) = to.resource.filter(|_| to.calls.is_empty())? else {
        return None;
    };
    let mut found = None;
    each_reference(id, &mut |root, steps, span| {
        if root == kind && step_name(steps, 0) == Some(part.name) {
            found.get_or_insert(span);
        }
    });
    let message = format!(
        "the id refers to {kind}.{}, which is what is imported",
        part.name
    );
    Some(problem(found?, message, "Write the id itself"))
}

/// `provider` is for resources that Terraform is asked to write.
fn needless_provider(judge: &Judge<'_>, block: &Block, to: &Target<'_>) -> Option<Problem> {
    let provider = block.body.attribute("provider")?;
    judge.declares(to).then(|| {
        let message = format!(
            "{} is declared, so its own block says by which provider it is imported",
            to.text()
        );
        let help = "Remove provider from the import block";
        problem(provider.value.span, message, help)
    })
}

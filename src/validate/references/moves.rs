//! `moved` blocks that contradict each other. What Terraform 1.11 says of them all was measured with it.

use std::collections::BTreeMap;

use crate::hcl::Block;
use crate::plan::components;
use crate::source::Span;

use super::place::{Owner, Place};
use super::target::{Moving, moving};
use super::{Judge, Problem, ProblemKind};

/// What one `moved` block says.
struct Statement {
    from: Moving,
    to: Moving,
    /// Where both are written.
    from_span: Span,
    to_span: Span,
}

/// So many statements of one module are compared with each other when circles are looked for.
const MAX_COMPARED: usize = 1_000;

/// Moves to where something already is, to several places, and in circles.
pub(super) fn judge(judge: &mut Judge<'_>) {
    let blocks = judge.module.others.iter();
    let moved = blocks.filter(|block| &*block.kind.text == "moved");
    let statements: Vec<Statement> = moved.filter_map(|block| statement(block)).collect();
    let found = contradictions(&statements);
    // Only where nothing contradicts it Terraform looks for circles.
    let found = if found.is_empty() {
        circles(&statements)
    } else {
        found
    };
    for problem in found {
        judge.report(&Place::of(Owner::Nameless("moved")), problem);
    }
}

fn statement(block: &Block) -> Option<Statement> {
    let (from, to) = moving(block)?;
    let span = |name: &str| Some(block.body.attribute(name)?.value.span);
    Some(Statement {
        from,
        to,
        from_span: span("from")?,
        to_span: span("to")?,
    })
}

fn problem(span: Span, message: String, help: &str) -> Problem {
    Problem::new(ProblemKind::Moved, span, message, help)
}

/// Statements that say nothing, or of which another one says something else.
fn contradictions(statements: &[Statement]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut by_from: BTreeMap<&Moving, &Statement> = BTreeMap::new();
    let mut by_to: BTreeMap<&Moving, &Statement> = BTreeMap::new();
    for statement in statements {
        let (from, to) = (&statement.from, &statement.to);
        if from == to {
            let message = format!("{to} is moved to where it is");
            problems.push(problem(
                statement.to_span,
                message,
                "Remove the moved block",
            ));
            continue;
        }
        let earlier = *by_from.entry(from).or_insert(statement);
        if earlier.to != *to {
            let message = format!("{from} is moved to {to}, and to {} as well", earlier.to);
            let help = "Keep the block that tells where it is now";
            let problem = problem(statement.from_span, message, help);
            problems.push(problem.related(earlier.from_span, "it is moved here first"));
            continue;
        }
        let earlier = *by_to.entry(to).or_insert(statement);
        if earlier.from != *from {
            let message = format!(
                "{from} is moved to {to}, where {} is moved to",
                earlier.from
            );
            let help = "Keep the block that tells what it was before";
            let problem = problem(statement.to_span, message, help);
            problems.push(problem.related(earlier.to_span, "this is moved there first"));
        }
    }
    problems
}

/// Statements that can only be done after each other, in a circle.
fn circles(statements: &[Statement]) -> Vec<Problem> {
    let mut groups = components(&order(statements));
    for group in &mut groups {
        group.sort_unstable();
    }
    let one = |group: &[usize]| {
        let first = &statements[group[0]];
        let names: Vec<String> = group
            .iter()
            .map(|at| format!("{} to {}", statements[*at].from, statements[*at].to))
            .collect();
        let message = format!("moves go round in a circle: {}", names.join(", "));
        let help = "Keep what leads to where the object is now, and remove the others";
        let mut problem = problem(first.to_span, message, help);
        for at in &group[1..] {
            problem = problem.related(statements[*at].to_span, "and from there to here");
        }
        problem
    };
    groups.iter().map(|group| one(group)).collect()
}

/// For each statement those that are done before it: Terraform's order of moves.
fn order(statements: &[Statement]) -> Vec<Vec<usize>> {
    let all = || statements.iter().take(MAX_COMPARED).enumerate();
    let before = |(at, statement): (usize, &Statement)| {
        let others = all().filter(|(other, _)| *other != at);
        let earlier = others.filter(|(_, other)| is_after(statement, other));
        earlier.map(|(other, _)| other).collect()
    };
    all().map(before).collect()
}

/// Whether a statement is done after another one: it moves on what that moved, or something inside of it.
fn is_after(statement: &Statement, other: &Statement) -> bool {
    let (from, to) = (&statement.from, &statement.to);
    from.may_be(&other.to)
        || from.is_inside(&other.to)
        || to.is_inside(&other.to)
        || other.from.is_inside(from)
        || other.to.is_inside(from)
}

//! `moved` blocks that contradict each other. What Terraform 1.11 says of them all was measured with it.

use std::collections::BTreeMap;

use crate::diagnostic::Instance;
use crate::hcl::Block;
use crate::plan::components;
use crate::repo::{Frame, Repo, Stack};
use crate::source::Span;

use super::place::{Owner, Place, Repetition};
use super::target::{Moving, moving};
use super::{Facts, Judge, Problem, ProblemKind};

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

/// What the moves of one module say against those of another one in the same stack.
pub(in super::super) fn judge_across(facts: &Facts<'_>) -> Vec<Problem> {
    let mut found: BTreeMap<(Span, Span), Problem> = BTreeMap::new();
    for (_, stack) in facts.repo.stacks() {
        let (statements, modules) = of_stack(facts.repo, stack);
        if modules < 2 {
            continue;
        }
        let is_across = |one: Span, other: Span| {
            let folder = |span: Span| facts.sources.file(span.file).path.rsplit_once('/');
            folder(one).map(|(folder, _)| folder) != folder(other).map(|(folder, _)| folder)
        };
        for problem in contradictions(&statements) {
            let Some(first) = problem.related.first().map(|note| note.span) else {
                continue;
            };
            if is_across(problem.span, first) {
                let key = (problem.span, first);
                let entry = found.entry(key).or_insert_with(|| problem.address("moved"));
                entry.instances.push(Instance {
                    environment: stack.place.environment.clone(),
                    stack: stack.path.clone(),
                    address: None,
                });
            }
        }
    }
    found.into_values().collect()
}

/// All moves of a stack with addresses as its root module would write them, and in how many module instances they
/// are. What is in a module of which there may be several instances is left out.
fn of_stack(repo: &Repo<'_>, stack: &Stack<'_>) -> (Vec<Statement>, usize) {
    let mut statements = Vec::new();
    let mut modules = 0;
    Frame::root(repo, stack).each(repo, &mut |frame| {
        let mut calls = Vec::new();
        let mut current = frame;
        while let Some((outer, call)) = current.caller {
            if Repetition::of(&call.block.body) != Repetition::None {
                return;
            }
            calls.push(call.name);
            current = outer;
        }
        let before = statements.len();
        let moved = frame.module.others.iter();
        let moved = moved.filter(|block| &*block.kind.text == "moved");
        statements.extend(moved.filter_map(|block| {
            let statement = statement(block)?;
            Some(Statement {
                from: statement.from.inside(&calls),
                to: statement.to.inside(&calls),
                ..statement
            })
        }));
        modules += usize::from(statements.len() > before);
    });
    (statements, modules)
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

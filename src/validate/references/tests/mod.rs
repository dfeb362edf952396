//! What Terraform 1.11.4 says to one expression at a time, and the edges that pages do not show.

mod imports;
mod measured;
mod moves;
mod places;
mod providers;

use crate::config::Config;
use crate::diagnostic::{Severity, Verdict};
use crate::plan::{Knowledge, build};
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::Sources;
use crate::validate::{Facts, Problem, ProblemKind, Validation};

/// The kinds that are judged here.
const KINDS: [ProblemKind; 7] = [
    ProblemKind::Undeclared,
    ProblemKind::Function,
    ProblemKind::Output,
    ProblemKind::Attribute,
    ProblemKind::Instance,
    ProblemKind::Provider,
    ProblemKind::Moved,
];

/// All problems of these kinds in these files, each with the text that it marks.
fn problems_of(files: &[(&str, &str)], kinds: &[ProblemKind]) -> Vec<(Problem, String)> {
    let sources = Sources::from_memory(files.iter().copied());
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &Config::default());
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    let validation = Validation::of(&Facts::new(&plan, &schemas));
    let all = kinds.iter().flat_map(|kind| validation.of_kind(*kind));
    all.map(|problem| (problem.clone(), sources.snippet(problem.span).to_owned()))
        .collect()
}

fn problems(files: &[(&str, &str)]) -> Vec<(Problem, String)> {
    problems_of(files, &KINDS)
}

/// How many faults the evaluation of values adds.
fn consequences(files: &[(&str, &str)]) -> usize {
    problems_of(files, &[ProblemKind::Index]).len()
}

/// What a test expects of one problem: its kind, how much it counts, and the marked text.
fn summary(files: &[(&str, &str)]) -> Vec<String> {
    let all = problems(files);
    let one = |(problem, marked): &(Problem, String)| {
        let counts = match (problem.verdict, problem.severity) {
            (Verdict::Undetermined, _) => "open",
            (_, Some(Severity::Warning)) => "warning",
            (_, Some(Severity::Note)) => "note",
            _ => "error",
        };
        format!("{:?} {counts} {marked}", problem.kind)
    };
    all.iter().map(one).collect()
}

/// The same of one stack.
fn in_stack(text: &str) -> Vec<String> {
    summary(&[("live/prod/us-east-1/shop/main.tf", text)])
}

/// The replacement that the only problem of a stack offers.
fn fix(text: &str) -> Option<String> {
    let all = problems(&[("live/prod/us-east-1/shop/main.tf", text)]);
    assert_eq!(all.len(), 1, "{all:#?}");
    let fix = all[0].0.fix.as_ref()?;
    Some(fix.edits[0].replacement.clone())
}

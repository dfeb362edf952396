//! Native syntax, built on hcl-edit: its tree becomes ours, with all literal text taken from the source.
//!
//! hcl-edit gets single expressions, not files. A scanner pairs the brackets of a file first ([`super::scan`]);
//! bodies are read from its tokens ([`skeleton`]), and so are the entries of objects ([`piece`]). Read as a whole,
//! hcl-edit refuses valid files (equal keys in an object, line breaks in `for` braces, some heredocs), accepts
//! invalid ones, stops at the first fault, and takes longer.

mod check;
mod explain;
mod lower;
mod normal;
mod piece;
mod skeleton;
mod template;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::source::FileId;

use super::scan::{Problem, ProblemKind, scan, scan_part, scan_template};
use super::{Expression, Parsed, SyntaxError};
use lower::Lowering;
use skeleton::Skeleton;

/// Brackets, blocks and templates nested deeper than this are not read. Terraform has no limit; hcl-edit
/// has this one, and people's files stay far below it.
const MAX_DEPTH: usize = 64;
const TOO_DEEP: &str = "nested more than 64 levels deep; iaclint does not read it";
const TOO_DEEP_HELP: &str = "split it up, with local values or modules";

/// So many faults of the text are put into words; of them the first few are shown.
const MAX_PROBLEMS: usize = 200;

/// Parses a whole file in native syntax.
pub(super) fn parse(file: FileId, text: &str) -> Parsed {
    let mut scanned = scan(text, false);
    let never_closed = |problem: &Problem| {
        problem.kind == ProblemKind::Unclosed && problem.noticed as usize >= text.len()
    };
    if scanned.problems.iter().any(never_closed) {
        // With one bracket missing, the rest of the file would be read as the inside of one block.
        scanned = scan(text, true);
    }
    let normal = normal::normalize(text, &scanned.tokens);
    let mut lowering = Lowering::new(
        file,
        text,
        Skeleton {
            scan: &scanned,
            normal: &normal,
        },
    );
    let whole = lowering.span(0, text.len());
    let body = lowering.body(0, scanned.tokens.len(), whole, 0);
    let errors = lowering.all_errors();
    Parsed { body, errors }
}

/// Reads a text as a template without quotes around it, as JSON syntax has them. A template that is nothing but
/// one interpolation is that expression. Spans are places in this text.
pub(super) fn template(file: FileId, text: &str) -> Result<Expression, Vec<SyntaxError>> {
    let scanned = scan_template(text);
    let normal = normal::normalize(text, &scanned.tokens);
    let skeleton = Skeleton {
        scan: &scanned,
        normal: &normal,
    };
    let mut lowering = Lowering::new(file, text, skeleton);
    let expression = lowering.bare_template();
    finish(lowering, expression)
}

/// Reads a text as an expression. Spans are places in this text.
pub(super) fn expression(file: FileId, text: &str) -> Result<Expression, Vec<SyntaxError>> {
    let scanned = scan_part(text);
    let normal = normal::normalize(text, &scanned.tokens);
    let skeleton = Skeleton {
        scan: &scanned,
        normal: &normal,
    };
    let mut lowering = Lowering::new(file, text, skeleton);
    let count = scanned.tokens.len();
    let expression = if skeleton.next(0, count) < count {
        lowering.piece(skeleton.next(0, count), count, explain::Group::Part)
    } else {
        let span = lowering.span(0, text.len());
        lowering.error(
            span,
            "a reference is expected here",
            "write it as in native syntax, such as `aws_vpc.main`",
        );
        None
    };
    finish(lowering, expression)
}

fn finish(
    mut lowering: Lowering,
    expression: Option<Expression>,
) -> Result<Expression, Vec<SyntaxError>> {
    let errors = lowering.all_errors();
    expression.filter(|_| errors.is_empty()).ok_or(errors)
}

impl Lowering<'_> {
    /// The errors found on the way, and the faults that the scanner had found before.
    fn all_errors(&mut self) -> Vec<SyntaxError> {
        let mut errors = std::mem::take(&mut self.errors);
        let problems = distinct(&self.skeleton.scan.problems).take(MAX_PROBLEMS);
        errors.extend(problems.map(|problem| explain::problem(self, problem)));
        errors
    }
}

/// The faults without those that only follow from another. Of what was given up at one place, a template or
/// heredoc that does not end explains the rest; among strings alone it is the outermost.
fn distinct(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    let explains = |kind: ProblemKind| match kind {
        ProblemKind::UnterminatedTemplate => 3,
        ProblemKind::UnterminatedHeredoc => 2,
        ProblemKind::UnterminatedString => 1,
        _ => 0,
    };
    let mut best: BTreeMap<u32, u8> = BTreeMap::new();
    for problem in problems {
        let rank = best.entry(problem.noticed).or_default();
        *rank = explains(problem.kind).max(*rank);
    }
    let mut seen = BTreeSet::new();
    problems.iter().filter(move |problem| {
        let rank = best.get(&problem.noticed).copied().unwrap_or_default();
        rank == 0 || (explains(problem.kind) == rank && seen.insert(problem.noticed))
    })
}

//! Native syntax, built on hcl-edit: its tree becomes ours, with all literal text taken from the source.
//!
//! A file that hcl-edit accepts, and in which nothing is found that it accepts wrongly, takes the short way.
//! Any other is scanned and read piece by piece: see [`skeleton`].

mod check;
mod explain;
mod lower;
mod normal;
mod skeleton;
mod template;
mod walk;

use crate::source::FileId;

use super::scan::{Kind, Problem, ProblemKind, Scan, scan, scan_part, scan_template};
use super::{Expression, Parsed, SyntaxError};
use lower::Lowering;
use skeleton::Skeleton;

/// Brackets, blocks and templates nested deeper than this are not read. Terraform has no limit; hcl-edit
/// has this one, and people's files stay far below it.
const MAX_DEPTH: usize = 64;
const TOO_DEEP: &str = "nested more than 64 levels deep; iaclint does not read it";
const TOO_DEEP_HELP: &str = "split it up, with local values or modules";

/// Texts up to this length go to hcl-edit without a look: it searches an object's earlier keys for each key.
const SMALL: usize = 64 * 1024;

/// The longest list of lines or items in one pair of brackets that hcl-edit may see.
const MAX_ITEMS: usize = 2000;

/// Parses a whole file in native syntax.
pub(super) fn parse(file: FileId, text: &str) -> Parsed {
    let mut scanned = None;
    if text.len() > SMALL {
        scanned = Some(scan(text, false));
    }
    let short_way = scanned
        .as_ref()
        .is_none_or(|scan| longest_list(scan) <= MAX_ITEMS);
    if short_way && let Ok(body) = hcl::edit::parser::parse_body(text) {
        let mut lowering = Lowering::new(file, text, None);
        let body = lowering.file_body(&body);
        if lowering.errors.is_empty() {
            return Parsed {
                body,
                errors: Vec::new(),
            };
        }
    }
    piecewise(file, text, scanned.unwrap_or_else(|| scan(text, false)))
}

/// Reads a text as a template without quotes around it, as JSON syntax has them. A template that is nothing but
/// one interpolation is that expression. Spans are places in this text.
pub(super) fn template(
    file: FileId,
    text: &str,
) -> Result<Expression, Vec<SyntaxError>> {
    let scanned = scan_template(text);
    let normal = normal::normalize(text, &scanned.tokens);
    let skeleton = Skeleton { scan: &scanned, normal: &normal };
    let mut lowering = Lowering::new(file, text, Some(skeleton));
    let expression = lowering.bare_template(skeleton);
    finish(lowering, &scanned, expression)
}

/// Reads a text as an expression. Spans are places in this text.
pub(super) fn expression(
    file: FileId,
    text: &str,
) -> Result<Expression, Vec<SyntaxError>> {
    let scanned = scan_part(text);
    let normal = normal::normalize(text, &scanned.tokens);
    let skeleton = Skeleton { scan: &scanned, normal: &normal };
    let mut lowering = Lowering::new(file, text, Some(skeleton));
    let count = scanned.tokens.len();
    let expression = if skeleton.next(0, count) < count {
        lowering.piece(skeleton, skeleton.next(0, count), count, explain::Group::Part)
    } else {
        let span = lowering.span(0, text.len());
        lowering.error(span, "a reference is expected here", "write it as in native syntax, such as `aws_vpc.main`");
        None
    };
    finish(lowering, &scanned, expression)
}

fn finish(
    mut lowering: Lowering,
    scanned: &Scan,
    expression: Option<Expression>,
) -> Result<Expression, Vec<SyntaxError>> {
    let mut errors = std::mem::take(&mut lowering.errors);
    errors.extend(distinct(&scanned.problems).map(|problem| explain::problem(&lowering, problem)));
    match expression {
        Some(expression) if errors.is_empty() => Ok(expression),
        _ => Err(errors),
    }
}

/// The number of commas and line breaks in the pair of brackets that has most of them.
fn longest_list(scan: &Scan) -> usize {
    let mut counts = vec![0];
    let mut longest = 0;
    for token in &scan.tokens {
        let depth = usize::from(token.depth);
        match token.kind {
            Kind::Open => {
                counts.truncate(depth + 1);
                counts.resize(depth + 2, 0);
            }
            Kind::Comma | Kind::Newline if depth > 0 => {
                if let Some(count) = counts.get_mut(depth) {
                    *count += 1;
                    longest = longest.max(*count);
                }
            }
            _ => {}
        }
    }
    longest
}

fn piecewise(file: FileId, text: &str, mut scanned: Scan) -> Parsed {
    let never_closed = |problem: &Problem| {
        problem.kind == ProblemKind::Unclosed && problem.noticed as usize >= text.len()
    };
    if scanned.problems.iter().any(never_closed) {
        // With one bracket missing, the rest of the file would be read as the inside of one block.
        scanned = scan(text, true);
    }
    let normal = normal::normalize(text, &scanned.tokens);
    let skeleton = Skeleton {
        scan: &scanned,
        normal: &normal,
    };
    let mut lowering = Lowering::new(file, text, Some(skeleton));
    let whole = lowering.span(0, text.len());
    let body = lowering.skeleton_body(skeleton, 0, scanned.tokens.len(), whole, 0);
    let mut errors = std::mem::take(&mut lowering.errors);
    errors.extend(distinct(&scanned.problems).map(|problem| explain::problem(&lowering, problem)));
    Parsed {
        body,
        errors,
    }
}

/// The faults without those that only follow from another: of what was given up at one place, the template
/// that was not closed, or else the outermost, tells most.
fn distinct(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    let mut chosen: Vec<&Problem> = Vec::new();
    for problem in problems {
        let given_up = |kind: ProblemKind| {
            matches!(
                kind,
                ProblemKind::UnterminatedString | ProblemKind::UnterminatedTemplate
            )
        };
        match chosen.last_mut() {
            Some(last)
                if given_up(last.kind)
                    && given_up(problem.kind)
                    && last.noticed == problem.noticed =>
            {
                if last.kind == ProblemKind::UnterminatedString
                    && problem.kind == ProblemKind::UnterminatedTemplate
                {
                    *last = problem;
                }
            }
            _ => chosen.push(problem),
        }
    }
    chosen.into_iter()
}

//! Syntax: from a file's text to a tree with spans. The only place that knows the parser crates.

mod ast;
mod json;
mod native;
mod references;
mod respan;
mod scan;
mod structure;
#[cfg(test)]
mod tests;
mod visit;

pub use json::json_comments;
pub use scan::comments;

pub use ast::{
    Access, Attribute, Binary, BinaryOperator, Block, Body, Call, Conditional, Expression,
    ExpressionKind, For, Name, ObjectItem, ObjectKey, Step, StepKind, Template, TemplatePart,
    UnaryOperator,
};

pub use references::{each_reference, each_reference_of_template};
pub use visit::{as_reference, step_name, walk_body, walk_expression};

use crate::source::{FileId, FileKind, Span};

/// At most so many errors of one file are reported.
const MAX_ERRORS: usize = 20;

/// What the parser could make of one file.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// Everything that could be read; empty where nothing could.
    pub body: Body,
    /// In source order. Where there is one, `body` may lack what follows it.
    pub errors: Vec<SyntaxError>,
}

/// A place where the text is not what Terraform accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The token at fault.
    pub span: Span,
    /// What is wrong, with Terraform's meaning, without a full stop.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Other places that matter: the first of two definitions, the bracket that was opened.
    pub related: Vec<(Span, String)>,
}

/// A comment: its place with its marker, and its text without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From the marker (`#`, `//`, `/*`) to the end of the line or `*/`.
    pub span: Span,
    /// Without markers and surrounding white space.
    pub text: String,
    /// Whether only white space stands before it on its line.
    pub own_line: bool,
}

/// Parses a file of one of the kinds that hold HCL, in native or JSON syntax as its kind says. Never fails:
/// what is wrong is in [`Parsed::errors`].
pub fn parse(file: FileId, kind: FileKind, text: &str) -> Parsed {
    let mut parsed = match kind {
        FileKind::Terraform | FileKind::Variables | FileKind::Backend | FileKind::Lock => {
            native::parse(file, text)
        }
        FileKind::TerraformJson | FileKind::VariablesJson => json::parse(file, kind, text),
        FileKind::Json | FileKind::Yaml | FileKind::Other => Parsed {
            body: Body {
                attributes: Vec::new(),
                blocks: Vec::new(),
                span: Span::new(file, 0, text.len()),
            },
            errors: Vec::new(),
        },
    };
    if kind.is_configuration() {
        parsed.errors.extend(structure::check(kind, &parsed.body));
    }
    parsed.errors = presentable(text, parsed.errors);
    parsed
}

/// Parses a text in native syntax that is no file of Terraform's, such as a policy: which blocks it may hold is the
/// caller's affair.
pub fn parse_native(file: FileId, text: &str) -> Parsed {
    let parsed = native::parse(file, text);
    Parsed {
        errors: presentable(text, parsed.errors),
        ..parsed
    }
}

/// Reads the whole text of a file as a template, as `templatefile` does. A template that is nothing but one
/// interpolation is that expression. Spans are places in `text`.
pub fn parse_template(file: FileId, text: &str) -> Result<Expression, Vec<SyntaxError>> {
    native::template(file, text)
}

/// Reads a text as one expression. Spans are places in `text`.
pub fn parse_expression(file: FileId, text: &str) -> Result<Expression, Vec<SyntaxError>> {
    native::expression(file, text)
}

/// The same expression with everything in it at one place: for a text that stands nowhere itself.
pub fn at_span(expression: &Expression, span: Span) -> Expression {
    let mut expression = expression.clone();
    respan::move_spans(&mut expression, &|place: &mut Span| *place = span);
    expression
}

/// Errors in order of the text, one for each place, the same one once for each line, and not too many.
fn presentable(text: &str, mut errors: Vec<SyntaxError>) -> Vec<SyntaxError> {
    errors.sort_by_key(|error| (error.span.start, error.span.end));
    let mut shown: Vec<SyntaxError> = Vec::new();
    // The end of the line of the last error that is shown.
    let mut line_end = 0;
    for error in errors {
        let start = error.span.start as usize;
        let repeats = shown.last().is_some_and(|last| {
            last.span.start == error.span.start
                || (start < line_end && last.message == error.message)
        });
        if repeats {
            continue;
        }
        if shown.len() == MAX_ERRORS {
            break;
        }
        let rest = text.get(start..).unwrap_or_default();
        line_end = start + rest.find('\n').unwrap_or(rest.len());
        shown.push(error);
    }
    shown
}

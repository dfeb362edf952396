//! Says what is wrong with a text, and where, in the sense of Terraform's own messages. The parser only knows
//! the place at which it gave up; the tokens around it tell what was meant.

use crate::hcl::scan::{Kind, Problem, ProblemKind, Token};
use crate::hcl::{Name, SyntaxError};
use crate::source::Span;

use super::lower::Lowering;
use super::walk::Walk;
use super::{TOO_DEEP, TOO_DEEP_HELP};

/// What an expression is part of: it decides what may follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// The value of an argument: a line break ends it.
    Argument,
    /// The key of an object's entry.
    Key,
    /// The value of an object's entry.
    Entry,
    Parentheses,
    /// The items of a tuple.
    Tuple,
    /// The arguments of a call.
    Call,
    Index,
    Interpolation,
    /// A part of a `for` expression or of a directive.
    Part,
}

pub(super) fn error(
    span: Span,
    message: impl Into<String>,
    help: impl Into<String>,
) -> SyntaxError {
    SyntaxError {
        span,
        message: message.into(),
        help: help.into(),
        related: Vec::new(),
    }
}

/// What is wrong where an argument or a block should begin. `next` is the token after the one at `index`.
pub(super) fn not_an_item(
    lowering: &Lowering,
    index: usize,
    next: usize,
    to: usize,
) -> SyntaxError {
    let tokens = &lowering.skeleton.scan.tokens;
    let token = &tokens[index];
    let span = lowering.token_span(token);
    let source = one_line(lowering.source(span));
    match token.kind {
        Kind::StringStart => {
            let after = lowering.skeleton.next(lowering.skeleton.after(index), to);
            let end = tokens
                .get(token.partner as usize)
                .map_or(token.end, |end| end.end);
            let span = lowering.span(token.start as usize, end.max(token.end) as usize);
            let named = after < to && tokens[after].kind == Kind::Equals;
            let help = if named {
                "argument names are not quoted: remove the quotes"
            } else {
                "begin the line with a block type, or with an argument's name and `=`"
            };
            error(
                span,
                "a quoted string cannot begin an argument or a block",
                help,
            )
        }
        Kind::Close if source == "}" => error(
            span,
            "this `}` closes nothing",
            "remove it, or look for a block above that is closed too early",
        ),
        Kind::Identifier => stray_name(lowering, span, tokens.get(next).filter(|_| next < to)),
        _ => error(
            span,
            "an argument or a block must begin here",
            "begin the line with a block type, or with an argument's name and `=`",
        ),
    }
}

/// A name that begins neither an argument nor a block; `next` is the token after it.
fn stray_name(lowering: &Lowering, span: Span, next: Option<&Token>) -> SyntaxError {
    let source = one_line(lowering.source(span));
    match next.map(|token| (token.kind, lowering.token_span(token))) {
        Some((Kind::Colon, colon)) => error(
            colon,
            format!("`{source}` is set with `:`, but arguments take `=`"),
            format!("write `{source} = …`"),
        ),
        Some((Kind::Dot, dot)) => error(
            span.to(dot),
            format!("`{source}.…` cannot begin an argument or a block"),
            "an argument's name is one word; to set a nested value, write a block or an object",
        ),
        _ => error(
            span,
            format!("`{source}` is neither an argument nor a block"),
            format!("write `{source} = …` for an argument, or `{source} {{ … }}` for a block"),
        ),
    }
}

pub(super) fn missing_value(equals: Span) -> SyntaxError {
    error(
        equals,
        "the value is missing after `=`",
        "write the value on the same line, or remove the argument",
    )
}

/// A block header that leads to no `{` at `index`.
pub(super) fn not_a_block(
    lowering: &Lowering,
    kind: &Name,
    index: usize,
    line_end: usize,
) -> SyntaxError {
    let found = lowering
        .skeleton
        .scan
        .tokens
        .get(index)
        .filter(|_| index < line_end);
    match found.map(|token| (token.kind, lowering.token_span(token))) {
        Some((Kind::Equals, equals)) => error(
            equals,
            format!("`=` cannot stand in the header of a `{}` block", kind.text),
            "a block has no equals sign: write its `{` right after the labels",
        ),
        Some((_, span)) => error(
            span,
            format!("the header of this `{}` block leads to no `{{`", kind.text),
            "after the block type come only labels (names or quoted strings), then `{`",
        ),
        None => error(
            kind.span,
            format!("`{}` begins a block, but its line has no `{{`", kind.text),
            "write `{` on the same line, after the labels",
        ),
    }
}

pub(super) fn after_block(span: Span, found: &str) -> SyntaxError {
    error(
        span,
        format!("`{found}` follows a block on the same line"),
        "begin a new line after the block's `}`",
    )
}

pub(super) fn single_line(span: Span) -> SyntaxError {
    error(
        span,
        "a block on one line can hold only one argument, followed by `}`",
        "begin a new line after `{`, and one for each argument",
    )
}

pub(super) fn brace_after_argument(span: Span) -> SyntaxError {
    error(
        span,
        "an argument must end with a line break, but `}` follows",
        "put this `}` on a line of its own",
    )
}

pub(super) fn template_in_label(span: Span) -> SyntaxError {
    error(
        span,
        "a block's label cannot hold a template",
        "labels are plain text; use `for_each` for several blocks with computed names",
    )
}

/// An entry of an object without a key, without `=`, or without a value.
pub(super) fn object_entry(
    lowering: &Lowering,
    from: usize,
    assign: usize,
    to: usize,
) -> SyntaxError {
    let tokens = &lowering.skeleton.scan.tokens;
    if from == to || assign == from {
        let index = from.min(tokens.len() - 1);
        let span = lowering.token_span(&tokens[index]);
        return error(
            span,
            "an object's entry must begin with its key",
            "write `key = value`",
        );
    }
    if assign < to {
        return missing_value(lowering.token_span(&tokens[assign]));
    }
    let span = lowering
        .token_span(&tokens[from])
        .to(lowering.token_span(&tokens[to - 1]));
    let source = lowering.source(span);
    let source = one_line(source);
    error(
        span,
        format!("`{source}` is no entry of an object: it has no `=`"),
        "write `key = value` on one line; for a list of values use `[` and `]`",
    )
}

/// Why hcl-edit refused the expression of tokens `range`: at byte `at` of the file, with its message.
pub(super) fn expression(
    lowering: &Lowering,
    range: std::ops::Range<usize>,
    group: Group,
    refusal: &str,
    at: usize,
) -> SyntaxError {
    let tokens = &lowering.skeleton.scan.tokens;
    let (from, to) = (range.start, range.end);
    // The token at the place or, at the end, the last one.
    let found = tokens[from..to].partition_point(|token| (token.end as usize) <= at);
    let found = &tokens[(from + found).min(to - 1)];
    let span = lowering.token_span(found);
    if refusal.contains("nested levels") {
        return error(span, TOO_DEEP, TOO_DEEP_HELP);
    }
    if refusal.contains("chained binary operators") {
        return error(
            span,
            "more than 128 operators in one expression; iaclint does not read it",
            "split the expression with local values",
        );
    }
    let walk = Walk { lowering };
    walk.expression(from, to, group).err().unwrap_or_else(|| {
        error(
            span,
            format!("`{}` does not fit here", one_line(lowering.source(span))),
            "look for a missing operator, comma or bracket just before it",
        )
    })
}

/// Why hcl-edit refused a template without quotes, which is all that was scanned.
pub(super) fn template(
    lowering: &Lowering,
    span: Span,
    refusal: &hcl::edit::parser::Error,
) -> SyntaxError {
    let walk = Walk { lowering };
    let fault = walk.string(0, lowering.skeleton.scan.tokens.len()).err();
    fault.unwrap_or_else(|| {
        let message = format!("this template cannot be read: {}", refusal.message());
        error(
            span,
            message,
            "for a literal `${` write `$${`, and for `%{` write `%%{`",
        )
    })
}

/// The beginning of a text as one short line, for use in a message.
pub(super) fn one_line(source: &str) -> String {
    let line = source.lines().next().unwrap_or_default();
    match line.char_indices().nth(30) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.to_owned(),
    }
}

/// A fault that the scanner found.
pub(super) fn problem(lowering: &Lowering, problem: &Problem) -> SyntaxError {
    let span = lowering.span(problem.start as usize, problem.end as usize);
    let source = lowering.source(span);
    match problem.kind {
        ProblemKind::UnterminatedString => error(
            span,
            "this string has no closing quote on its line",
            "close it with `\"`; for text of several lines write `\\n` or use a heredoc (`<<EOT`)",
        ),
        ProblemKind::UnterminatedTemplate => error(
            span,
            format!("this `{source}` has no closing `}}` before its string ends"),
            format!(
                "close it with `}}`; for a literal `{0}` write `{1}{0}`",
                &source[..2],
                &source[..1]
            ),
        ),
        ProblemKind::UnterminatedHeredoc => {
            let marker = source.trim_start_matches(['<', '-']).trim_end();
            error(
                span,
                format!("this heredoc has no closing marker: no line below holds only `{marker}`"),
                format!(
                    "end it with a line that holds `{marker}` alone, and a line break after it"
                ),
            )
        }
        ProblemKind::HeredocMarker => error(
            span,
            "`<<` must be followed by a marker and a line break",
            "write `<<EOT` without quotes or spaces around the marker, and begin the text on the next line",
        ),
        ProblemKind::UnterminatedComment => {
            error(span, "this comment is never closed", "close it with `*/`")
        }
        ProblemKind::Unclosed => unclosed(span, source, lowering.text, problem.noticed),
        ProblemKind::Stray => error(
            span,
            format!("this `{source}` closes nothing"),
            "remove it, or look for a bracket before it that is missing or of another kind",
        ),
        ProblemKind::InvalidNumber => error(
            span,
            format!("`{source}` is not a number"),
            "a number has one decimal point at most; for addresses and versions use a quoted string",
        ),
        ProblemKind::InvalidCharacter => invalid_character(span, source),
    }
}

fn unclosed(span: Span, source: &str, text: &str, noticed: u32) -> SyntaxError {
    let closing = match source {
        "(" => ")",
        "[" => "]",
        _ => "}",
    };
    let (message, help) = if source == "{" {
        (
            "this `{` is never closed".to_owned(),
            "add the missing `}`; if one seems to be there, a brace in between takes it".to_owned(),
        )
    } else if noticed as usize >= text.len() {
        (
            format!("this `{source}` is never closed"),
            format!("add the missing `{closing}`"),
        )
    } else {
        (
            format!("this `{source}` is not closed before what holds it ends"),
            format!("add the missing `{closing}`"),
        )
    };
    error(span, message, help)
}

fn invalid_character(span: Span, source: &str) -> SyntaxError {
    // One message for each kind, so that a pair on one line is reported once.
    if matches!(source, "“" | "”" | "‘" | "’") {
        return error(
            span,
            "a curly quote is not part of the language",
            "word processors write them; use straight quotes (`\"`)",
        );
    }
    let help = match source {
        "'" => "use double quotes (`\"`) around strings",
        "`" => "use double quotes, or a heredoc (`<<EOT`) for text of several lines",
        ";" => "separate arguments with line breaks, and items with commas",
        "&" => "Terraform has no operators on bits; for a logical AND write `&&`",
        "|" => "Terraform has no operators on bits; for a logical OR write `||`",
        "^" => "Terraform has no operators on bits; for powers use `pow`",
        "~" => "Terraform has no operators on bits; for a logical NOT write `!`",
        "\u{a0}" | "\u{feff}" | "\u{200b}" => {
            "it looks like a space or nothing at all, but is another character: delete it"
        }
        _ => "remove it, or put it in a quoted string",
    };
    error(
        span,
        format!(
            "the character `{}` is not part of the language",
            source.escape_debug()
        ),
        help,
    )
}

pub(super) fn invalid_escape(span: Span, source: &str) -> SyntaxError {
    error(
        span,
        format!("`{source}` is not an escape sequence of a quoted string"),
        "write `\\\\` for a backslash; the others are `\\n`, `\\r`, `\\t`, `\\\"`, `\\uNNNN` and `\\UNNNNNNNN`",
    )
}

/// The source text of a token.
pub(super) fn text_of<'a>(lowering: &Lowering<'a>, token: &Token) -> &'a str {
    lowering.source(lowering.token_span(token))
}

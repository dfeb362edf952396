//! Quoted strings, templates and heredocs: their literals become final text here.
//!
//! Terraform trims white space at strip markers and removes the indentation of `<<-` heredocs token by token,
//! where a heredoc has one token for each line. So templates are first laid out as a flat list of such tokens,
//! adjusted there, and then folded into a tree.

use std::sync::Arc;

use hcl::edit::Span as _;
use hcl::edit::template::{
    Directive, Element, ForDirective, HeredocTemplate, IfDirective, StringTemplate, Strip,
    Template as EditTemplate,
};

use crate::hcl::{Expression, ExpressionKind, Template, TemplatePart};
use crate::source::Span;

use super::explain;
use super::lower::Lowering;

/// One token of a template, in the order of the text.
enum Token {
    /// Text, escapes resolved.
    Literal { text: String, span: Span },
    /// `${…}` or `%{…}`: whether it strips the text before and after it.
    Sequence { before: bool, after: bool },
}

/// How literal text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Between quotes: with backslash escapes, on one line.
    Quoted,
    /// In a heredoc and in JSON syntax: without, and with one token for each line.
    Heredoc,
    /// The same in one piece, for where that makes no difference.
    Whole,
}

impl Lowering<'_> {
    /// The value of a quoted string without interpolations; `span` includes the quotes.
    pub(super) fn quoted_text(&mut self, span: Span) -> Arc<str> {
        // An empty heredoc, which stands as a string in the text that is parsed.
        if self.source(span).starts_with("<<") {
            return "".into();
        }
        let end = (span.end as usize).saturating_sub(1);
        let inner = self.span(span.start as usize + 1, end);
        self.literal(inner, Form::Quoted).into()
    }

    /// A quoted string with interpolations or directives.
    pub(super) fn quoted_template(
        &mut self,
        template: &StringTemplate,
        span: Span,
    ) -> ExpressionKind {
        let mut tokens = Vec::new();
        self.lay_out(template, Form::Quoted, span, &mut tokens);
        strip(&mut tokens);
        self.folded(template, tokens, span)
    }

    /// A heredoc.
    pub(super) fn heredoc(&mut self, heredoc: &HeredocTemplate, span: Span) -> ExpressionKind {
        let mut tokens = Vec::new();
        let flush = self.source(span).starts_with("<<-");
        // Where nothing is trimmed, it does not matter where a token ends.
        let plain = !flush && heredoc.template.len() <= 1;
        let form = if plain { Form::Whole } else { Form::Heredoc };
        self.lay_out(&heredoc.template, form, span, &mut tokens);
        strip(&mut tokens);
        if flush {
            remove_indentation(&mut tokens);
        }
        self.folded(&heredoc.template, tokens, span)
    }

    /// The whole text as a template.
    pub(super) fn bare_template(&mut self) -> Option<Expression> {
        let span = self.span(0, self.text.len());
        let tokens = &self.skeleton.scan.tokens;
        if !self.skeleton.scan.problems.is_empty() {
            return None;
        }
        if let Some(error) = self.too_deep(tokens) {
            self.errors.push(error);
            return None;
        }
        let (text, origin) = self.shortened(0..tokens.len(), 0..self.text.len());
        let template = match hcl::edit::parser::parse_template(&text) {
            Ok(template) => template,
            Err(error) => {
                let error = explain::template(self, span, &error);
                self.errors.push(error);
                return None;
            }
        };
        self.replace_origin(origin);
        let mut laid_out = Vec::new();
        self.lay_out(&template, Form::Heredoc, span, &mut laid_out);
        strip(&mut laid_out);
        let kind = self.folded(&template, laid_out, span);
        let ExpressionKind::Template(mut template) = kind else {
            return Some(Expression { kind, span });
        };
        if let [TemplatePart::Interpolation(_)] = template.parts.as_slice()
            && let Some(TemplatePart::Interpolation(inner)) = template.parts.pop()
        {
            return Some(inner);
        }
        Some(Expression {
            kind: ExpressionKind::Template(template),
            span,
        })
    }

    fn folded(
        &mut self,
        template: &EditTemplate,
        tokens: Vec<Token>,
        span: Span,
    ) -> ExpressionKind {
        let mut tokens = tokens.into_iter().peekable();
        let mut template = self.fold(template, &mut tokens, span);
        match template.parts.as_mut_slice() {
            [] => ExpressionKind::String("".into()),
            [TemplatePart::Literal(text, _)] => ExpressionKind::String(std::mem::take(text)),
            _ => ExpressionKind::Template(template),
        }
    }

    /// Appends the tokens of a template and of the templates nested in its directives.
    fn lay_out(
        &mut self,
        template: &EditTemplate,
        form: Form,
        parent: Span,
        tokens: &mut Vec<Token>,
    ) {
        for element in template {
            let span = self.place(element.span(), parent);
            match element {
                Element::Literal(_) => self.lay_out_literal(span, form, tokens),
                Element::Interpolation(node) => tokens.push(sequence(node.strip)),
                Element::Directive(directive) => match &**directive {
                    Directive::If(node) => {
                        tokens.push(sequence(node.if_expr.strip));
                        self.lay_out(&node.if_expr.template, form, span, tokens);
                        if let Some(other) = &node.else_expr {
                            tokens.push(sequence(other.strip));
                            self.lay_out(&other.template, form, span, tokens);
                        }
                        tokens.push(sequence(node.endif_expr.strip));
                    }
                    Directive::For(node) => {
                        tokens.push(sequence(node.for_expr.strip));
                        self.lay_out(&node.for_expr.template, form, span, tokens);
                        tokens.push(sequence(node.endfor_expr.strip));
                    }
                },
            }
        }
    }

    fn lay_out_literal(&mut self, span: Span, form: Form, tokens: &mut Vec<Token>) {
        let source = self.source(span);
        let mut start = span.start as usize;
        let mut push = |this: &mut Self, piece: &str| {
            let span = this.span(start, start + piece.len());
            start += piece.len();
            let text = this.literal(span, form);
            tokens.push(Token::Literal { text, span });
        };
        if form != Form::Heredoc {
            return push(self, source);
        }
        for line in source.split_inclusive('\n') {
            let content = line.strip_suffix('\n').unwrap_or(line);
            if content.len() < line.len() && stands_apart(content) {
                push(self, content);
                push(self, "\n");
            } else {
                push(self, line);
            }
        }
    }

    /// Folds the tokens of `template` back into a tree; adjacent literals become one.
    fn fold(&mut self, template: &EditTemplate, tokens: &mut Tokens, parent: Span) -> Template {
        let mut parts = Vec::with_capacity(template.len());
        for element in template {
            let span = self.place(element.span(), parent);
            match element {
                Element::Literal(_) => parts.extend(next_literal(tokens)),
                Element::Interpolation(node) => {
                    tokens.next();
                    let expression = self.expression(&node.expr, span);
                    parts.push(TemplatePart::Interpolation(expression));
                }
                Element::Directive(directive) => parts.push(match &**directive {
                    Directive::If(node) => self.if_directive(node, tokens, span),
                    Directive::For(node) => self.for_directive(node, tokens, span),
                }),
            }
        }
        Template { parts }
    }

    fn if_directive(
        &mut self,
        node: &IfDirective,
        tokens: &mut Tokens,
        span: Span,
    ) -> TemplatePart {
        tokens.next();
        let condition = self.expression(&node.if_expr.cond_expr, span);
        let yes = self.fold(&node.if_expr.template, tokens, span);
        let no = match &node.else_expr {
            Some(other) => {
                tokens.next();
                self.fold(&other.template, tokens, span)
            }
            None => Template { parts: Vec::new() },
        };
        tokens.next();
        TemplatePart::If {
            condition,
            yes,
            no,
            span,
        }
    }

    fn for_directive(
        &mut self,
        node: &ForDirective,
        tokens: &mut Tokens,
        span: Span,
    ) -> TemplatePart {
        tokens.next();
        let node = &node.for_expr;
        let key_name = node.key_var.as_ref().map(|name| self.name(name, span));
        let value_name = self.name(&node.value_var, span);
        let collection = self.expression(&node.collection_expr, span);
        let body = self.fold(&node.template, tokens, span);
        tokens.next();
        TemplatePart::For {
            key_name,
            value_name,
            collection,
            body,
            span,
        }
    }

    /// Literal text with its escapes resolved.
    fn literal(&mut self, span: Span, form: Form) -> String {
        let source = self.source(span);
        let special: &[char] = match form {
            Form::Quoted => &['\\', '$', '%', '"', '\n'],
            Form::Heredoc | Form::Whole => &['$', '%'],
        };
        if !source.contains(special) {
            return source.to_owned();
        }
        let mut text = String::with_capacity(source.len());
        let mut rest = source;
        while let Some(found) = rest.find(special) {
            text.push_str(&rest[..found]);
            rest = &rest[found..];
            let (value, length) = match rest.as_bytes() {
                [b'$', b'$', b'{', ..] => (Some('$'), 2),
                [b'%', b'%', b'{', ..] => (Some('%'), 2),
                [b'\\', ..] if form == Form::Quoted => {
                    let (value, length) = escape(rest);
                    if value.is_none() {
                        let start = span.end as usize - rest.len();
                        let place = self.span(start, start + length);
                        let error = explain::invalid_escape(place, self.source(place));
                        self.errors.push(error);
                    }
                    (value, length)
                }
                [byte @ (b'"' | b'\n'), ..] => {
                    let end = span.end as usize - rest.len();
                    self.early_end(self.span(end, end + 1));
                    (Some(char::from(*byte)), 1)
                }
                [byte, ..] => (Some(char::from(*byte)), 1),
                [] => break,
            };
            text.extend(value);
            rest = &rest[length..];
        }
        text.push_str(rest);
        text
    }

    /// A quote or line break in a quoted string: for Terraform the string ends there.
    fn early_end(&mut self, span: Span) {
        self.error(
            span,
            "the string ends here, before its template does",
            "write `\\\"` for a quote and `\\n` for a line break, or use a heredoc",
        );
    }
}

/// Whether the line break after a line of a heredoc is a token of its own for Terraform. Measured with 1.11.4:
/// it is after `$` or `%` and one more byte; with `\\r` as that byte, not after two such signs.
fn stands_apart(content: &str) -> bool {
    match content.as_bytes() {
        [.., b'$', b'$', b'\r'] | [.., b'%', b'%', b'\r'] => false,
        [.., b'$' | b'%', byte] => byte.is_ascii(),
        _ => false,
    }
}

type Tokens = std::iter::Peekable<std::vec::IntoIter<Token>>;

/// The literal tokens that come next, as one part.
fn next_literal(tokens: &mut Tokens) -> Option<TemplatePart> {
    let mut joined: Option<(String, Span)> = None;
    while let Some(Token::Literal { text, span }) =
        tokens.next_if(|token| matches!(token, Token::Literal { .. }))
    {
        joined = Some(match joined {
            None => (text, span),
            Some((mut before, start)) => {
                before.push_str(&text);
                (before, start.to(span))
            }
        });
    }
    joined.map(|(text, span)| TemplatePart::Literal(text.into(), span))
}

fn sequence(strip: Strip) -> Token {
    Token::Sequence {
        before: matches!(strip, Strip::Start | Strip::Both),
        after: matches!(strip, Strip::End | Strip::Both),
    }
}

/// Applies the strip markers: each trims the one literal token next to it.
fn strip(tokens: &mut [Token]) {
    for index in 0..tokens.len() {
        let Token::Sequence { before, after } = tokens[index] else {
            continue;
        };
        if before
            && let Some(Token::Literal { text, .. }) =
                index.checked_sub(1).and_then(|i| tokens.get_mut(i))
        {
            text.truncate(text.trim_end().len());
        }
        if after && let Some(Token::Literal { text, .. }) = tokens.get_mut(index + 1) {
            text.drain(..text.len() - text.trim_start().len());
        }
    }
}

/// Removes the smallest indentation from the tokens that begin a line, counted in characters. Lines of only
/// white space neither count nor change.
fn remove_indentation(tokens: &mut [Token]) {
    let mut smallest = usize::MAX;
    let mut indented = Vec::new();
    let mut starts_line = true;
    for (index, token) in tokens.iter().enumerate() {
        let literal = match token {
            Token::Literal { text, .. } => Some(text.as_str()),
            Token::Sequence { .. } => None,
        };
        if std::mem::take(&mut starts_line) {
            let text = literal.unwrap_or_default();
            let rest = text.trim_start();
            if !(rest.is_empty() && text.ends_with('\n')) {
                indented.push(index);
                smallest = smallest.min(text[..text.len() - rest.len()].chars().count());
            }
        }
        starts_line = literal.is_some_and(|text| text.ends_with('\n'));
    }
    for index in indented {
        if let Token::Literal { text, .. } = &mut tokens[index] {
            let cut = text
                .char_indices()
                .nth(smallest)
                .map_or(text.len(), |(offset, _)| offset);
            text.drain(..cut);
        }
    }
}

/// The character that an escape sequence at the start of `text` stands for, and its length in bytes.
pub(super) fn escape(text: &str) -> (Option<char>, usize) {
    let selector = text[1..].chars().next();
    let length = 1 + selector.map_or(0, char::len_utf8);
    let digits = match selector {
        Some('n') => return (Some('\n'), length),
        Some('r') => return (Some('\r'), length),
        Some('t') => return (Some('\t'), length),
        Some(same @ ('"' | '\\')) => return (Some(same), length),
        Some('u') => 4,
        Some('U') => 8,
        _ => return (None, length),
    };
    let hex = text.get(2..2 + digits).unwrap_or_default();
    if !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let code = u32::from_str_radix(hex, 16).unwrap_or(u32::MAX);
        return (char::from_u32(code), 2 + digits);
    }
    (None, length)
}

//! Bodies: arguments and blocks, read from tokens. One fault loses one argument, not the file.

use std::collections::BTreeMap;

use crate::hcl::scan::{Kind, Scan, Token};
use crate::hcl::{Attribute, Block, Body, Expression, Name, SyntaxError};
use crate::source::Span;

use super::explain;
use super::lower::Lowering;
use super::{MAX_DEPTH, TOO_DEEP, TOO_DEEP_HELP};

/// What the way needs beside the text.
#[derive(Clone, Copy)]
pub(super) struct Skeleton<'a> {
    pub(super) scan: &'a Scan,
    /// The text as hcl-edit may see it, of the same length.
    pub(super) normal: &'a str,
}

impl<'a> Skeleton<'a> {
    fn tokens(self) -> &'a [Token] {
        &self.scan.tokens
    }

    pub(super) fn kind(self, index: usize) -> Option<Kind> {
        self.tokens().get(index).map(|token| token.kind)
    }

    /// The first token from `index` on, and before `end`, that is no comment and no meaningless line break.
    pub(super) fn next(self, mut index: usize, end: usize) -> usize {
        while index < end && matches!(self.kind(index), Some(Kind::Comment | Kind::Blank)) {
            index += 1;
        }
        index.min(end)
    }

    /// The token after the one at `index` or, where it opens something, after what it opens.
    pub(super) fn after(self, index: usize) -> usize {
        let partner = self.tokens()[index].partner as usize;
        if partner <= index {
            return index + 1;
        }
        let closed = self
            .tokens()
            .get(partner)
            .is_some_and(|token| token.partner as usize == index);
        partner + usize::from(closed)
    }

    /// The first token from `index` on, directly in this group, of one of the kinds; `end` where there is none.
    pub(super) fn find(self, mut index: usize, end: usize, kinds: &[Kind]) -> usize {
        while index < end && !kinds.contains(&self.tokens()[index].kind) {
            index = self.after(index);
        }
        index.min(end)
    }

    /// The token that begins at a byte offset.
    pub(super) fn at(self, offset: u32) -> Option<usize> {
        self.tokens()
            .binary_search_by_key(&offset, |token| token.start)
            .ok()
    }

    /// Whether a fault of the text lies in the range.
    pub(super) fn has_problem(self, start: usize, end: usize) -> bool {
        let problems = &self.scan.problems;
        let first = problems.partition_point(|problem| (problem.start as usize) < start);
        problems
            .get(first)
            .is_some_and(|problem| (problem.start as usize) < end)
    }
}

impl Lowering<'_> {
    /// The body of tokens `from..to`; `span` is what lies between its braces.
    pub(super) fn body(&mut self, from: usize, to: usize, span: Span, depth: usize) -> Body {
        let mut body = Body {
            attributes: Vec::new(),
            blocks: Vec::new(),
            span,
        };
        let mut seen: BTreeMap<Box<str>, Span> = BTreeMap::new();
        let mut index = from;
        while index < to {
            index = match self.skeleton.tokens()[index].kind {
                Kind::Newline | Kind::Comment | Kind::Blank => index + 1,
                _ => self.item(index, to, depth, &mut body, &mut seen),
            };
        }
        body
    }

    /// One argument or block from `index` on; the index of the token after it.
    fn item(
        &mut self,
        index: usize,
        to: usize,
        depth: usize,
        body: &mut Body,
        seen: &mut BTreeMap<Box<str>, Span>,
    ) -> usize {
        let token = self.skeleton.tokens()[index];
        let next = self.skeleton.next(index + 1, to);
        let line_end = self.skeleton.find(index, to, &[Kind::Newline]);
        if token.kind != Kind::Identifier {
            self.report_stray(index, next, to);
            return line_end.max(index + 1);
        }
        let name = self.token_name(&token);
        let kind = if next < to {
            self.skeleton.kind(next)
        } else {
            None
        };
        match kind {
            Some(Kind::Equals) => {
                let value = self.argument_value(next, line_end);
                self.recovering = value.is_none();
                self.add_attribute(name, value, body, seen);
                line_end
            }
            Some(Kind::Open | Kind::Identifier | Kind::StringStart) => {
                self.recovering = false;
                self.block_item(name, next, to, depth, body)
            }
            _ => {
                self.report_stray(index, next, to);
                line_end.max(index + 1)
            }
        }
    }

    /// Reports a line that begins no item; not where it may be the rest of an item that is at fault itself.
    fn report_stray(&mut self, index: usize, next: usize, to: usize) {
        if !self.recovering {
            self.report(explain::not_an_item(self, index, next, to));
        }
        self.recovering = true;
    }

    fn token_name(&self, token: &Token) -> Name {
        let span = self.token_span(token);
        Name {
            text: self.source(span).into(),
            span,
        }
    }

    pub(super) fn token_span(&self, token: &Token) -> Span {
        self.span(token.start as usize, token.end as usize)
    }

    pub(super) fn report(&mut self, error: SyntaxError) {
        self.errors.push(error);
    }

    fn add_attribute(
        &mut self,
        name: Name,
        value: Option<Expression>,
        body: &mut Body,
        seen: &mut BTreeMap<Box<str>, Span>,
    ) {
        if let Some(first) = seen.get(&name.text) {
            self.errors.push(SyntaxError {
                span: name.span,
                message: format!("the argument `{}` is set twice", name.text),
                help: "each argument may be set only once: remove one of the two".to_owned(),
                related: vec![(*first, "first set here".to_owned())],
            });
            return;
        }
        seen.insert(name.text.clone(), name.span);
        if let Some(value) = value {
            body.attributes.push(Attribute { name, value });
        }
    }

    /// The value after the equals sign at `equals`, up to `end`.
    fn argument_value(&mut self, equals: usize, end: usize) -> Option<Expression> {
        let first = self.skeleton.next(equals + 1, end);
        if first >= end {
            let span = self.token_span(&self.skeleton.tokens()[equals]);
            self.report(explain::missing_value(span));
            return None;
        }
        self.piece(first, end, explain::Group::Argument)
    }

    /// A block whose type is read; `index` is the token after the type.
    fn block_item(
        &mut self,
        kind: Name,
        index: usize,
        to: usize,
        depth: usize,
        body: &mut Body,
    ) -> usize {
        let line_end = self.skeleton.find(index, to, &[Kind::Newline]);
        let Some((labels, index)) = self.labels(index, to) else {
            return line_end;
        };
        let open = self.skeleton.tokens().get(index).filter(|token| {
            index < to && token.kind == Kind::Open && self.source(self.token_span(token)) == "{"
        });
        let Some(open) = open else {
            self.report(explain::not_a_block(self, &kind, index, line_end));
            return line_end;
        };
        let close = (open.partner as usize).min(to);
        let end = self.skeleton.after(index).min(to);
        let span_end = self
            .skeleton
            .tokens()
            .get(end.saturating_sub(1))
            .map_or(open.end, |last| last.end);
        let inner_end = if end > close {
            self.skeleton.tokens()[close].start
        } else {
            span_end
        };
        let span = self.span(open.end as usize, inner_end.max(open.end) as usize);
        let inner = if depth >= MAX_DEPTH {
            let span = self.token_span(open);
            self.error(span, TOO_DEEP, TOO_DEEP_HELP);
            Body {
                attributes: Vec::new(),
                blocks: Vec::new(),
                span,
            }
        } else {
            self.block_body(index, close, span, depth + 1)
        };
        body.blocks.push(Block {
            span: kind
                .span
                .to(self.span(open.start as usize, span_end as usize)),
            kind,
            labels,
            body: inner,
        });
        self.end_of_block(end, to, end > close)
    }

    /// The labels from `index` on, and the index after them; `None` where one is faulty, which is then reported.
    fn labels(&mut self, mut index: usize, to: usize) -> Option<(Vec<Name>, usize)> {
        let mut labels = Vec::new();
        while let Some(token) = self.skeleton.tokens().get(index).filter(|_| index < to) {
            match token.kind {
                Kind::Identifier => labels.push(self.token_name(token)),
                Kind::StringStart => labels.push(self.quoted_label(index)?),
                _ => break,
            }
            index = self.skeleton.next(self.skeleton.after(index), to);
        }
        Some((labels, index))
    }

    /// After a block nothing else may stand on its line; the index of what follows.
    fn end_of_block(&mut self, end: usize, to: usize, closed: bool) -> usize {
        let next = self.skeleton.next(end, to);
        if next >= to || self.skeleton.kind(next) == Some(Kind::Newline) {
            return next;
        }
        let token = self.skeleton.tokens()[next];
        if closed
            && !self
                .skeleton
                .has_problem(token.start as usize, token.end as usize)
        {
            let span = self.token_span(&token);
            self.report(explain::after_block(span, self.source(span)));
        }
        // What follows is usually the next item, so it is read and not skipped.
        if token.kind == Kind::Identifier {
            next
        } else {
            self.skeleton.find(next, to, &[Kind::Newline])
        }
    }

    /// What is between the braces: several lines, or one argument on the brace's own line.
    fn block_body(&mut self, open: usize, close: usize, span: Span, depth: usize) -> Body {
        let first = self.skeleton.next(open + 1, close);
        if first >= close || self.skeleton.kind(first) == Some(Kind::Newline) {
            let body = self.body(open + 1, close, span, depth);
            self.last_line(open, close);
            return body;
        }
        let equals = self.skeleton.next(first + 1, close);
        let end = self
            .skeleton
            .find(first, close, &[Kind::Newline, Kind::Comma]);
        let single = self.skeleton.kind(first) == Some(Kind::Identifier)
            && equals < close
            && self.skeleton.kind(equals) == Some(Kind::Equals);
        if single && end >= close {
            return self.body(open + 1, close, span, depth);
        }
        let place = self.token_span(&self.skeleton.tokens()[first]);
        self.report(explain::single_line(place));
        let reported = self.errors.len();
        let body = self.body(open + 1, close, span, depth);
        // What else is wrong on that line mostly follows from this.
        self.errors.truncate(reported);
        body
    }

    /// In a block of several lines the closing brace stands after a line break.
    fn last_line(&mut self, open: usize, close: usize) {
        let Some(brace) = self
            .skeleton
            .tokens()
            .get(close)
            .filter(|t| t.kind == Kind::Close)
        else {
            return;
        };
        let mut last = close - 1;
        while last > open
            && matches!(
                self.skeleton.tokens()[last].kind,
                Kind::Comment | Kind::Blank
            )
        {
            last -= 1;
        }
        let token = self.skeleton.tokens()[last];
        // After a block's closing brace the fault is reported with that block.
        if last > open && token.kind != Kind::Newline && !self.recovering {
            let span = self.token_span(brace);
            self.report(explain::brace_after_argument(span));
        }
    }

    fn quoted_label(&mut self, index: usize) -> Option<Name> {
        let start = self.skeleton.tokens()[index];
        let end = self.skeleton.tokens().get(start.partner as usize)?;
        let template = (index + 1..start.partner as usize)
            .find(|inner| self.skeleton.kind(*inner) == Some(Kind::TemplateOpen));
        if let Some(inner) = template {
            let span = self.token_span(&self.skeleton.tokens()[inner]);
            self.report(explain::template_in_label(span));
            return None;
        }
        if end.kind != Kind::StringEnd {
            return None;
        }
        let span = self.span(start.start as usize, end.end as usize);
        let text = self.quoted_text(span);
        Some(Name {
            text: (*text).into(),
            span,
        })
    }
}

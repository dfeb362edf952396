//! The way for files that hcl-edit refuses: bodies are read here from tokens, and hcl-edit reads each expression
//! by itself. So one fault loses one argument, not the file, and what hcl-edit refuses wrongly (equal keys in an
//! object, say) never reaches it.

use std::collections::BTreeMap;

use crate::hcl::scan::{Kind, Scan, Token};
use crate::hcl::{
    Attribute, Block, Body, Expression, ExpressionKind, Name, ObjectItem, ObjectKey, SyntaxError,
};
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

    fn kind(self, index: usize) -> Option<Kind> {
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
    fn at(self, offset: u32) -> Option<usize> {
        self.tokens()
            .binary_search_by_key(&offset, |token| token.start)
            .ok()
    }

    /// Whether a fault of the text lies in the range.
    fn has_problem(self, start: u32, end: u32) -> bool {
        let problems = &self.scan.problems;
        let first = problems.partition_point(|problem| problem.start < start);
        problems
            .get(first)
            .is_some_and(|problem| problem.start < end)
    }
}

impl<'a> Lowering<'a> {
    /// The body of tokens `from..to`; `span` is what lies between its braces.
    pub(super) fn skeleton_body(
        &mut self,
        skeleton: Skeleton<'a>,
        from: usize,
        to: usize,
        span: Span,
        depth: usize,
    ) -> Body {
        let mut body = Body {
            attributes: Vec::new(),
            blocks: Vec::new(),
            span,
        };
        let mut seen: BTreeMap<Box<str>, Span> = BTreeMap::new();
        let mut index = from;
        while index < to {
            index = match skeleton.tokens()[index].kind {
                Kind::Newline | Kind::Comment | Kind::Blank => index + 1,
                _ => self.item(skeleton, index, to, depth, &mut body, &mut seen),
            };
        }
        body
    }

    /// One argument or block from `index` on; the index of the token after it.
    fn item(
        &mut self,
        skeleton: Skeleton<'a>,
        index: usize,
        to: usize,
        depth: usize,
        body: &mut Body,
        seen: &mut BTreeMap<Box<str>, Span>,
    ) -> usize {
        let token = skeleton.tokens()[index];
        let next = skeleton.next(index + 1, to);
        let line_end = skeleton.find(index, to, &[Kind::Newline]);
        if token.kind != Kind::Identifier {
            self.report_stray(skeleton, index, next, to);
            return line_end.max(index + 1);
        }
        let name = self.token_name(&token);
        let kind = if next < to { skeleton.kind(next) } else { None };
        match kind {
            Some(Kind::Equals) => {
                let value = self.argument_value(skeleton, next, line_end);
                self.recovering = value.is_none();
                self.add_attribute(name, value, body, seen);
                line_end
            }
            Some(Kind::Open | Kind::Identifier | Kind::StringStart) => {
                self.recovering = false;
                self.block_item(skeleton, name, next, to, depth, body)
            }
            _ => {
                self.report_stray(skeleton, index, next, to);
                line_end.max(index + 1)
            }
        }
    }

    /// Reports a line that begins no item; not where it may be the rest of an item that is at fault itself.
    fn report_stray(&mut self, skeleton: Skeleton<'a>, index: usize, next: usize, to: usize) {
        if !self.recovering {
            self.report(explain::not_an_item(self, skeleton, index, next, to));
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

    fn report(&mut self, error: SyntaxError) {
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
    fn argument_value(
        &mut self,
        skeleton: Skeleton<'a>,
        equals: usize,
        end: usize,
    ) -> Option<Expression> {
        let first = skeleton.next(equals + 1, end);
        if first >= end {
            let span = self.token_span(&skeleton.tokens()[equals]);
            self.report(explain::missing_value(span));
            return None;
        }
        self.piece(skeleton, first, end, explain::Group::Argument)
    }

    /// A block whose type is read; `index` is the token after the type.
    fn block_item(
        &mut self,
        skeleton: Skeleton<'a>,
        kind: Name,
        mut index: usize,
        to: usize,
        depth: usize,
        body: &mut Body,
    ) -> usize {
        let mut labels = Vec::new();
        let line_end = skeleton.find(index, to, &[Kind::Newline]);
        loop {
            let Some(token) = skeleton.tokens().get(index).filter(|_| index < to) else {
                break;
            };
            match token.kind {
                Kind::Identifier => labels.push(self.token_name(token)),
                Kind::StringStart => {
                    let Some(label) = self.quoted_label(skeleton, index) else {
                        return line_end;
                    };
                    labels.push(label);
                }
                _ => break,
            }
            index = skeleton.next(skeleton.after(index), to);
        }
        let open = skeleton.tokens().get(index).filter(|token| {
            index < to && token.kind == Kind::Open && self.source(self.token_span(token)) == "{"
        });
        let Some(open) = open else {
            self.report(explain::not_a_block(self, skeleton, &kind, index, line_end));
            return line_end;
        };
        let close = (open.partner as usize).min(to);
        let end = skeleton.after(index).min(to);
        let span_end = skeleton
            .tokens()
            .get(end.saturating_sub(1))
            .map_or(open.end, |last| last.end);
        let inner_end = if end > close {
            skeleton.tokens()[close].start
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
            self.block_body(skeleton, index, close, span, depth + 1)
        };
        body.blocks.push(Block {
            span: kind
                .span
                .to(self.span(open.start as usize, span_end as usize)),
            kind,
            labels,
            body: inner,
        });
        self.end_of_block(skeleton, end, to)
    }

    /// After a block nothing else may stand on its line; the index of what follows.
    fn end_of_block(&mut self, skeleton: Skeleton<'a>, end: usize, to: usize) -> usize {
        let next = skeleton.next(end, to);
        if next >= to || skeleton.kind(next) == Some(Kind::Newline) {
            return next;
        }
        let token = skeleton.tokens()[next];
        if !skeleton.has_problem(token.start, token.end) {
            let span = self.token_span(&token);
            self.report(explain::after_block(span, self.source(span)));
        }
        // What follows is usually the next item, so it is read and not skipped.
        if token.kind == Kind::Identifier {
            next
        } else {
            skeleton.find(next, to, &[Kind::Newline])
        }
    }

    /// What is between the braces: several lines, or one argument on the brace's own line.
    fn block_body(
        &mut self,
        skeleton: Skeleton<'a>,
        open: usize,
        close: usize,
        span: Span,
        depth: usize,
    ) -> Body {
        let first = skeleton.next(open + 1, close);
        if first >= close || skeleton.kind(first) == Some(Kind::Newline) {
            let body = self.skeleton_body(skeleton, open + 1, close, span, depth);
            self.last_line(skeleton, open, close);
            return body;
        }
        let equals = skeleton.next(first + 1, close);
        let end = skeleton.find(first, close, &[Kind::Newline, Kind::Comma]);
        let single = skeleton.kind(first) == Some(Kind::Identifier)
            && equals < close
            && skeleton.kind(equals) == Some(Kind::Equals);
        if single && end >= close {
            return self.skeleton_body(skeleton, open + 1, close, span, depth);
        }
        let place = self.token_span(&skeleton.tokens()[first]);
        self.report(explain::single_line(place));
        self.skeleton_body(skeleton, open + 1, close, span, depth)
    }

    /// In a block of several lines the closing brace stands after a line break.
    fn last_line(&mut self, skeleton: Skeleton<'a>, open: usize, close: usize) {
        let Some(brace) = skeleton
            .tokens()
            .get(close)
            .filter(|t| t.kind == Kind::Close)
        else {
            return;
        };
        let mut last = close - 1;
        while last > open && matches!(skeleton.tokens()[last].kind, Kind::Comment | Kind::Blank) {
            last -= 1;
        }
        let token = skeleton.tokens()[last];
        // After a block's closing brace the fault is reported with that block.
        if last > open
            && token.kind != Kind::Newline
            && !skeleton.has_problem(token.start, brace.end)
        {
            let span = self.token_span(brace);
            self.report(explain::brace_after_argument(span));
        }
    }

    fn quoted_label(&mut self, skeleton: Skeleton<'a>, index: usize) -> Option<Name> {
        let start = skeleton.tokens()[index];
        let end = skeleton.tokens().get(start.partner as usize)?;
        let template = (index + 1..start.partner as usize)
            .find(|inner| skeleton.kind(*inner) == Some(Kind::TemplateOpen));
        if let Some(inner) = template {
            let span = self.token_span(&skeleton.tokens()[inner]);
            self.report(explain::template_in_label(span));
            return None;
        }
        if end.kind != Kind::StringEnd {
            return None;
        }
        let span = self.span(start.start as usize, end.end as usize);
        let text = self.quoted_text(span);
        Some(Name { text, span })
    }

    /// The expression of tokens `from..to`; `None` where it is faulty, which is then reported.
    pub(super) fn piece(
        &mut self,
        skeleton: Skeleton<'a>,
        from: usize,
        to: usize,
        group: explain::Group,
    ) -> Option<Expression> {
        let tokens = skeleton.tokens();
        let mut last = to;
        while last > from
            && matches!(
                tokens[last - 1].kind,
                Kind::Comment | Kind::Blank | Kind::Newline
            )
        {
            last -= 1;
        }
        if last == from {
            return None;
        }
        let (start, end) = (tokens[from].start, tokens[last - 1].end);
        if skeleton.has_problem(start, end) {
            return None;
        }
        let limit = u16::try_from(MAX_DEPTH).unwrap_or(u16::MAX);
        if let Some(deep) = tokens[from..last].iter().find(|token| token.depth > limit) {
            let span = self.token_span(deep);
            self.error(span, TOO_DEEP, TOO_DEEP_HELP);
            return None;
        }
        let text = self.without_objects(skeleton, from, last, start as usize, end as usize);
        match hcl::edit::parser::parse_expr(&text) {
            Ok(node) => {
                let before = self.base();
                self.set_base(start as usize);
                let expression = self.expression(&node, self.span(start as usize, end as usize));
                self.set_base(before);
                Some(expression)
            }
            Err(error) => {
                let error = explain::expression(self, skeleton, from, last, group, &error);
                self.report(error);
                None
            }
        }
    }

    /// The text of tokens `from..to` for hcl-edit, with the inside of every object blank.
    pub(super) fn without_objects(
        &self,
        skeleton: Skeleton,
        from: usize,
        to: usize,
        start: usize,
        end: usize,
    ) -> String {
        let tokens = &skeleton.scan.tokens;
        let mut text = String::with_capacity(end - start);
        let mut written = start;
        let mut index = from;
        while index < to {
            let token = tokens[index];
            let is_object = token.kind == Kind::Open
                && self.source(self.token_span(&token)) == "{"
                && !self.is_for(skeleton, index);
            if is_object {
                let close = tokens[token.partner as usize].start as usize;
                text.push_str(&skeleton.normal[written..token.end as usize]);
                text.extend(std::iter::repeat_n(' ', close - token.end as usize));
                written = close;
                index = skeleton.after(index);
            } else {
                index += 1;
            }
        }
        text.push_str(&skeleton.normal[written..end]);
        text
    }

    /// Whether the brace or bracket at `open` begins a `for` expression.
    pub(super) fn is_for(&self, skeleton: Skeleton, open: usize) -> bool {
        let end = skeleton.tokens()[open].partner as usize;
        let mut first = open + 1;
        while first < end
            && matches!(
                skeleton.kind(first),
                Some(Kind::Comment | Kind::Blank | Kind::Newline)
            )
        {
            first += 1;
        }
        first < end
            && skeleton.kind(first) == Some(Kind::Identifier)
            && self.source(self.token_span(&skeleton.tokens()[first])) == "for"
    }

    /// The items of the object whose brace stands at the byte offset of `span`.
    pub(super) fn object_items(&mut self, skeleton: Skeleton<'a>, span: Span) -> Vec<ObjectItem> {
        let mut items = Vec::new();
        let Some(open) = skeleton.at(span.start) else {
            return items;
        };
        let close = skeleton.tokens()[open].partner as usize;
        let mut index = open + 1;
        while index < close {
            if matches!(
                skeleton.kind(index),
                Some(Kind::Newline | Kind::Comment | Kind::Blank)
            ) {
                index += 1;
                continue;
            }
            let end = skeleton.find(index, close, &[Kind::Newline, Kind::Comma]);
            items.extend(self.object_entry(skeleton, index, end));
            let comma = end < close && skeleton.kind(end) == Some(Kind::Comma);
            index = end + usize::from(comma);
        }
        items
    }

    /// One entry of an object: tokens `from..to`.
    fn object_entry(
        &mut self,
        skeleton: Skeleton<'a>,
        from: usize,
        to: usize,
    ) -> Option<ObjectItem> {
        let assign = skeleton.find(from, to, &[Kind::Equals, Kind::Colon]);
        let first = skeleton.next(assign + 1, to);
        if assign == from || assign >= to || first >= to {
            let error = explain::object_entry(self, skeleton, from, assign, to);
            self.report(error);
            return None;
        }
        let key = self.piece(skeleton, from, assign, explain::Group::Key)?;
        let value = self.piece(skeleton, first, to, explain::Group::Entry)?;
        let name = |text: Box<str>| {
            ObjectKey::Name(Name {
                text,
                span: key.span,
            })
        };
        let key = match key.kind {
            ExpressionKind::Variable(text) => name(text),
            ExpressionKind::Null | ExpressionKind::Bool(_) => name(self.source(key.span).into()),
            _ => ObjectKey::Expression(key),
        };
        Some(ObjectItem { key, value })
    }
}

//! Single expressions, as hcl-edit gets to see them: without what is inside their objects
//! and long lists. Those are read entry by entry, so nothing is quadratic in their length.

use crate::hcl::scan::{Kind, Token};
use crate::hcl::{Expression, ExpressionKind, Name, ObjectItem, ObjectKey};
use crate::source::Span;

use super::explain::{self, Group};
use super::lower::Lowering;
use super::skeleton::Skeleton;
use super::{MAX_DEPTH, TOO_DEEP, TOO_DEEP_HELP};

/// Lists of more tokens than this are read item by item: hcl-edit needs much memory for each.
const LONG_LIST: usize = 2000;

/// Where the text that hcl-edit parsed stands in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    /// The byte offset of its beginning.
    base: usize,
    /// From which offset in it on how many bytes in total were left out before.
    cuts: Vec<(usize, usize)>,
}

impl Origin {
    /// The offset in the file of an offset in the parsed text.
    pub(super) fn of(&self, at: usize) -> usize {
        let before = self.cuts.partition_point(|(from, _)| *from <= at);
        let removed = before.checked_sub(1).map_or(0, |last| self.cuts[last].1);
        self.base + at + removed
    }
}

impl Lowering<'_> {
    /// The expression of tokens `from..to`; `None` where it is faulty, which is then reported.
    pub(super) fn piece(&mut self, from: usize, to: usize, group: Group) -> Option<Expression> {
        let tokens = &self.skeleton.scan.tokens;
        let mut last = to;
        while last > from && is_white(tokens[last - 1].kind) {
            last -= 1;
        }
        if last == from {
            return None;
        }
        let (start, end) = (tokens[from].start as usize, tokens[last - 1].end as usize);
        if self.skeleton.has_problem(start, end) {
            return None;
        }
        // The pieces of a piece lie in tokens that were looked at with it.
        if self.is_outermost()
            && let Some(error) = self.too_deep(&tokens[from..last])
        {
            self.report(error);
            return None;
        }
        if let Some(kind) = self.simple(&tokens[from..last]) {
            let span = self.span(start, end);
            return Some(Expression { kind, span });
        }
        let (text, origin) = self.shortened(from..last, start..end);
        match hcl::edit::parser::parse_expr(&text) {
            Ok(node) => {
                let before = self.replace_origin(origin);
                let expression = self.expression(&node, self.span(start, end));
                self.replace_origin(before);
                Some(expression)
            }
            Err(error) => {
                let at = origin.of(error.location().offset());
                let error = explain::expression(self, from..last, group, error.message(), at);
                self.report(error);
                None
            }
        }
    }

    /// What a number, a name or a string without templates is: most pieces need no parser.
    fn simple(&mut self, tokens: &[Token]) -> Option<ExpressionKind> {
        let source = self.source(self.token_span(tokens.first()?));
        match tokens {
            [token] if token.kind == Kind::Number => Some(ExpressionKind::Number(source.into())),
            [token] if token.kind == Kind::Identifier => Some(match source {
                "null" => ExpressionKind::Null,
                "true" => ExpressionKind::Bool(true),
                "false" => ExpressionKind::Bool(false),
                name => ExpressionKind::Variable(name.into()),
            }),
            [start, text, end]
                if start.kind == Kind::StringStart
                    && text.kind == Kind::Literal
                    && end.kind == Kind::StringEnd =>
            {
                let span = self.token_span(start).to(self.token_span(end));
                Some(ExpressionKind::String(self.quoted_text(span)))
            }
            _ => None,
        }
    }

    /// The error for the first token that is nested too deep.
    pub(super) fn too_deep(&self, tokens: &[Token]) -> Option<crate::hcl::SyntaxError> {
        let deep = tokens
            .iter()
            .find(|token| usize::from(token.depth) > MAX_DEPTH)?;
        Some(explain::error(
            self.token_span(deep),
            TOO_DEEP,
            TOO_DEEP_HELP,
        ))
    }

    /// The text of tokens `tokens`, bytes `bytes`, for hcl-edit.
    pub(super) fn shortened(
        &self,
        tokens: std::ops::Range<usize>,
        bytes: std::ops::Range<usize>,
    ) -> (String, Origin) {
        let mut text = String::new();
        let mut origin = Origin {
            base: bytes.start,
            cuts: Vec::new(),
        };
        let mut written = bytes.start;
        let mut removed = 0;
        let mut index = tokens.start;
        while index < tokens.end {
            if !self.is_left_out(index) {
                index += 1;
                continue;
            }
            let open = self.skeleton.scan.tokens[index];
            let close = self.skeleton.scan.tokens[open.partner as usize].start as usize;
            text.push_str(&self.skeleton.normal[written..open.end as usize]);
            removed += close - open.end as usize;
            origin.cuts.push((text.len(), removed));
            written = close;
            index = self.skeleton.after(index);
        }
        text.push_str(&self.skeleton.normal[written..bytes.end]);
        (text, origin)
    }

    /// Whether the token begins an object or a long list, which are read entry by entry.
    pub(super) fn is_left_out(&self, index: usize) -> bool {
        let token = &self.skeleton.scan.tokens[index];
        if token.kind != Kind::Open {
            return false;
        }
        match self.source(self.token_span(token)) {
            "{" => !self.is_for(index),
            "[" => {
                token.partner as usize - index > LONG_LIST
                    && begins_operand(self.skeleton, index)
                    && !self.is_for(index)
            }
            _ => false,
        }
    }

    /// The items of a list that was left out, whose bracket stands at the beginning of `span`.
    pub(super) fn list_items(&mut self, span: Span) -> Vec<Expression> {
        let mut items = Vec::new();
        let Some(open) = self.skeleton.at(span.start) else {
            return items;
        };
        let tokens = &self.skeleton.scan.tokens;
        let close = tokens[open].partner as usize;
        let mut index = self.skeleton.next(open + 1, close);
        while index < close {
            let end = self.skeleton.find(index, close, &[Kind::Comma]);
            if end == index {
                let place = self.token_span(&tokens[index]);
                self.error(
                    place,
                    "a value is expected here, but `,` follows",
                    "write the missing value, or remove the comma",
                );
            } else {
                items.extend(self.piece(index, end, Group::Tuple));
            }
            index = self.skeleton.next(end + 1, close);
        }
        items
    }

    /// Whether the brace or bracket at `open` begins a `for` expression.
    pub(super) fn is_for(&self, open: usize) -> bool {
        let end = self.skeleton.scan.tokens[open].partner as usize;
        let mut first = open + 1;
        while first < end && self.skeleton.kind(first).is_some_and(is_white) {
            first += 1;
        }
        first < end
            && self.skeleton.kind(first) == Some(Kind::Identifier)
            && self.source(self.token_span(&self.skeleton.scan.tokens[first])) == "for"
    }

    /// The items of the object whose brace stands at the byte offset of `span`.
    pub(super) fn object_items(&mut self, span: Span) -> Vec<ObjectItem> {
        let mut items = Vec::new();
        let Some(open) = self.skeleton.at(span.start) else {
            return items;
        };
        let close = self.skeleton.scan.tokens[open].partner as usize;
        let mut index = open + 1;
        while index < close {
            if self.skeleton.kind(index).is_some_and(is_white) {
                index += 1;
                continue;
            }
            let end = self
                .skeleton
                .find(index, close, &[Kind::Newline, Kind::Comma]);
            items.extend(self.object_entry(index, end));
            let comma = end < close && self.skeleton.kind(end) == Some(Kind::Comma);
            index = end + usize::from(comma);
        }
        items
    }

    /// One entry of an object: tokens `from..to`.
    fn object_entry(&mut self, from: usize, to: usize) -> Option<ObjectItem> {
        let assign = self.skeleton.find(from, to, &[Kind::Equals, Kind::Colon]);
        let first = self.skeleton.next(assign + 1, to);
        if assign == from || assign >= to || first >= to {
            let error = explain::object_entry(self, from, assign, to);
            self.report(error);
            return None;
        }
        let key = self.piece(from, assign, Group::Key)?;
        let value = self.piece(first, to, Group::Entry)?;
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

fn is_white(kind: Kind) -> bool {
    matches!(kind, Kind::Comment | Kind::Blank | Kind::Newline)
}

/// Whether the bracket at `index` certainly begins a list and is not an index: by the token before it.
fn begins_operand(skeleton: Skeleton, index: usize) -> bool {
    let tokens = &skeleton.scan.tokens[..index];
    // A longer run of comments is not worth a look: the list then stays where it is.
    let before = tokens
        .iter()
        .rev()
        .take(8)
        .find(|token| !is_white(token.kind));
    match before {
        None => tokens.is_empty(),
        Some(token) => matches!(
            token.kind,
            Kind::Equals
                | Kind::Comma
                | Kind::Open
                | Kind::Colon
                | Kind::Question
                | Kind::Operator
                | Kind::Arrow
                | Kind::Not
                | Kind::TemplateOpen
        ),
    }
}

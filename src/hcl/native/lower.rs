//! From hcl-edit's tree to ours. Literal text comes from the source by span, because hcl-edit converts numbers
//! to machine numbers and dedents heredocs by rules of its own.

use std::ops::Range;

use hcl::edit::expr as edit;
use hcl::edit::structure::{self, BlockLabel, Structure};
use hcl::edit::{Decorated, Ident, Span as _};

use crate::hcl::{
    Access, Attribute, Binary, BinaryOperator, Block, Body, Call, Conditional, Expression,
    ExpressionKind, For, Name, ObjectItem, ObjectKey, Step, StepKind, SyntaxError, UnaryOperator,
};
use crate::source::{FileId, Span};

use super::skeleton::Skeleton;
use super::{TOO_DEEP, TOO_DEEP_HELP};

/// The deepest tree that is built: below it the parser's own limits on nesting and operators add up only in
/// hostile files, and what walks over the tree does so by recursion.
const MAX_TREE_DEPTH: usize = 400;

/// Turns the nodes of one parsed piece of a file into ours.
pub(super) struct Lowering<'a> {
    file: FileId,
    /// The whole file as the user wrote it.
    pub(super) text: &'a str,
    /// Where in `text` the parsed piece begins.
    base: usize,
    /// How many expressions are around the current one.
    depth: usize,
    /// On the piecewise way, where the objects' entries are found.
    skeleton: Option<Skeleton<'a>>,
    /// Whether line breaks mean nothing where the current expression stands.
    free: bool,
    /// The item before was at fault, so what follows may be a part of it.
    pub(super) recovering: bool,
    /// What hcl-edit accepted and Terraform does not.
    pub(super) errors: Vec<SyntaxError>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(file: FileId, text: &'a str, skeleton: Option<Skeleton<'a>>) -> Self {
        Self {
            file,
            text,
            base: 0,
            depth: 0,
            skeleton,
            free: false,
            recovering: false,
            errors: Vec::new(),
        }
    }

    /// Where in the file the piece begins whose nodes are turned now.
    pub(super) fn base(&self) -> usize {
        self.base
    }

    /// Goes over to the nodes of a piece that begins at `base`.
    pub(super) fn set_base(&mut self, base: usize) {
        self.base = base;
    }

    /// Whether a line break between the parts of an expression has to be looked for.
    pub(super) fn breaks_matter(&self) -> bool {
        self.skeleton.is_none() && !self.free
    }

    /// Reads what `read` reads where line breaks mean nothing or, with `free` false, where they do.
    pub(super) fn within<T>(&mut self, free: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.free, free);
        let result = read(self);
        self.free = before;
        result
    }

    /// The span of `start..end`, both offsets into the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// The span of a node; the parser leaves none on a few, for which a parent's or neighbour's stands in.
    pub(super) fn place(&self, range: Option<Range<usize>>, fallback: Span) -> Span {
        range.map_or(fallback, |range| {
            self.span(range.start + self.base, range.end + self.base)
        })
    }

    /// The source text of a span.
    pub(super) fn source(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub(super) fn error(&mut self, span: Span, message: &str, help: &str) {
        self.errors.push(SyntaxError {
            span,
            message: message.to_owned(),
            help: help.to_owned(),
            related: Vec::new(),
        });
    }

    /// The body of a whole file.
    pub(super) fn file_body(&mut self, body: &structure::Body) -> Body {
        let whole = self.span(0, self.text.len());
        self.body(body, whole)
    }

    fn body(&mut self, body: &structure::Body, span: Span) -> Body {
        let mut attributes = Vec::new();
        let mut blocks = Vec::new();
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    attributes.push(self.attribute(attribute, span));
                }
                Structure::Block(block) => blocks.push(self.block(block, span)),
            }
        }
        Body {
            attributes,
            blocks,
            span,
        }
    }

    fn attribute(&mut self, attribute: &structure::Attribute, parent: Span) -> Attribute {
        let name = self.name(&attribute.key, parent);
        let value = self.expression(&attribute.value, name.span);
        Attribute { name, value }
    }

    fn block(&mut self, block: &structure::Block, parent: Span) -> Block {
        let span = self.place(block.span(), parent);
        let kind = self.name(&block.ident, span);
        let labels: Vec<Name> = block
            .labels
            .iter()
            .map(|label| self.label(label, kind.span))
            .collect();
        let header_end = labels.last().map_or(kind.span.end, |label| label.span.end);
        let open = skip_blank(self.text, header_end as usize) + 1;
        let close = (span.end as usize).saturating_sub(1).max(open);
        let body = self.body(&block.body, self.span(open, close));
        Block {
            kind,
            labels,
            body,
            span,
        }
    }

    fn label(&mut self, label: &BlockLabel, fallback: Span) -> Name {
        let span = self.place(label.span(), fallback);
        let text = match label {
            BlockLabel::Ident(name) => name.as_str().into(),
            BlockLabel::String(_) => self.quoted_text(span),
        };
        Name { text, span }
    }

    pub(super) fn name(&self, name: &Decorated<Ident>, fallback: Span) -> Name {
        Name {
            text: name.as_str().into(),
            span: self.place(name.span(), fallback),
        }
    }

    /// One expression; `parent` is the span of what holds it.
    pub(super) fn expression(&mut self, node: &edit::Expression, parent: Span) -> Expression {
        let span = self.place(node.span(), parent);
        if self.depth >= MAX_TREE_DEPTH {
            self.error(span, TOO_DEEP, TOO_DEEP_HELP);
            return Expression {
                kind: ExpressionKind::Null,
                span,
            };
        }
        self.depth += 1;
        let kind = self.kind(node, span);
        self.depth -= 1;
        Expression { kind, span }
    }

    fn kind(&mut self, node: &edit::Expression, span: Span) -> ExpressionKind {
        match node {
            edit::Expression::Null(_) => ExpressionKind::Null,
            edit::Expression::Bool(value) => ExpressionKind::Bool(**value),
            edit::Expression::Number(_) => self.number(span),
            edit::Expression::String(_) => ExpressionKind::String(self.quoted_text(span)),
            edit::Expression::StringTemplate(template) => {
                self.within(true, |this| this.quoted_template(template, span))
            }
            edit::Expression::HeredocTemplate(heredoc) => {
                self.check_heredoc_end(span);
                self.within(true, |this| this.heredoc(heredoc, span))
            }
            edit::Expression::Array(items) => {
                self.check_not_for(span);
                ExpressionKind::Tuple(self.free_expressions(items.iter(), span))
            }
            edit::Expression::Object(object) => {
                self.check_not_for(span);
                ExpressionKind::Object(self.object(object, span))
            }
            edit::Expression::Parenthesis(inner) => {
                let inner = self.within(true, |this| this.expression(inner.inner(), span));
                ExpressionKind::Parentheses(Box::new(inner))
            }
            edit::Expression::Variable(name) => ExpressionKind::Variable(name.as_str().into()),
            edit::Expression::Conditional(node) => self.conditional(node, span),
            edit::Expression::FuncCall(call) => self.call(call, span),
            edit::Expression::Traversal(traversal) => self.access(traversal, span),
            edit::Expression::UnaryOp(node) => {
                let operator = match node.operator.value() {
                    edit::UnaryOperator::Neg => UnaryOperator::Negate,
                    edit::UnaryOperator::Not => UnaryOperator::Not,
                };
                ExpressionKind::Unary(operator, Box::new(self.expression(&node.expr, span)))
            }
            edit::Expression::BinaryOp(node) => self.binary(node, span),
            edit::Expression::ForExpr(node) => {
                self.within(true, |this| this.for_expression(node, span))
            }
        }
    }

    /// Expressions where line breaks mean nothing.
    fn free_expressions<'e>(
        &mut self,
        nodes: impl Iterator<Item = &'e edit::Expression>,
        parent: Span,
    ) -> Vec<Expression> {
        self.within(true, |this| {
            nodes.map(|node| this.expression(node, parent)).collect()
        })
    }

    fn object(&mut self, object: &edit::Object, span: Span) -> Vec<ObjectItem> {
        if let Some(skeleton) = self.skeleton {
            return self.object_items(skeleton, span);
        }
        let items = object.iter();
        self.within(false, |this| {
            items
                .map(|(key, value)| this.object_item(key, value, span))
                .collect()
        })
    }

    /// A number as it is written. The parser reads a sign before it as part of it, Terraform as an operator.
    fn number(&self, span: Span) -> ExpressionKind {
        let written = self.source(span);
        let Some(rest) = written.strip_prefix('-') else {
            return ExpressionKind::Number(written.into());
        };
        let start = skip_blank(rest, 0);
        let digits = &rest[start..];
        let span = self.span(span.end as usize - digits.len(), span.end as usize);
        let kind = ExpressionKind::Number(digits.into());
        ExpressionKind::Unary(UnaryOperator::Negate, Box::new(Expression { kind, span }))
    }

    fn object_item(
        &mut self,
        key: &edit::ObjectKey,
        value: &edit::ObjectValue,
        parent: Span,
    ) -> ObjectItem {
        let key = match key {
            edit::ObjectKey::Ident(name) => ObjectKey::Name(self.name(name, parent)),
            edit::ObjectKey::Expression(node) => {
                let expression = self.expression(node, parent);
                match expression.kind {
                    // Left of the equals sign these words are names like any other.
                    ExpressionKind::Null | ExpressionKind::Bool(_) => ObjectKey::Name(Name {
                        text: self.source(expression.span).into(),
                        span: expression.span,
                    }),
                    _ => ObjectKey::Expression(expression),
                }
            }
        };
        let value = self.expression(value.expr(), parent);
        ObjectItem { key, value }
    }

    fn conditional(&mut self, node: &edit::Conditional, span: Span) -> ExpressionKind {
        let condition = self.expression(&node.cond_expr, span);
        let yes = self.expression(&node.true_expr, span);
        let no = self.expression(&node.false_expr, span);
        self.check_gap(condition.span, yes.span);
        self.check_gap(yes.span, no.span);
        ExpressionKind::Conditional(Box::new(Conditional { condition, yes, no }))
    }

    fn binary(&mut self, node: &edit::BinaryOp, span: Span) -> ExpressionKind {
        let operator = match node.operator.value() {
            edit::BinaryOperator::Plus => BinaryOperator::Add,
            edit::BinaryOperator::Minus => BinaryOperator::Subtract,
            edit::BinaryOperator::Mul => BinaryOperator::Multiply,
            edit::BinaryOperator::Div => BinaryOperator::Divide,
            edit::BinaryOperator::Mod => BinaryOperator::Modulo,
            edit::BinaryOperator::Eq => BinaryOperator::Equal,
            edit::BinaryOperator::NotEq => BinaryOperator::NotEqual,
            edit::BinaryOperator::Less => BinaryOperator::Less,
            edit::BinaryOperator::LessEq => BinaryOperator::LessOrEqual,
            edit::BinaryOperator::Greater => BinaryOperator::Greater,
            edit::BinaryOperator::GreaterEq => BinaryOperator::GreaterOrEqual,
            edit::BinaryOperator::And => BinaryOperator::And,
            edit::BinaryOperator::Or => BinaryOperator::Or,
        };
        let left = self.expression(&node.lhs_expr, span);
        let right = self.expression(&node.rhs_expr, span);
        self.check_gap(left.span, right.span);
        ExpressionKind::Binary(Box::new(Binary {
            left,
            operator,
            right,
        }))
    }

    fn call(&mut self, call: &edit::FuncCall, span: Span) -> ExpressionKind {
        let last = self.name(&call.name.name, span);
        let name = match call.name.namespace.first() {
            None => last,
            Some(first) => {
                let mut text = String::new();
                for part in &call.name.namespace {
                    text.push_str(part.as_str());
                    text.push_str("::");
                }
                text.push_str(&last.text);
                Name {
                    text: text.into(),
                    span: self.name(first, last.span).span.to(last.span),
                }
            }
        };
        ExpressionKind::Call(Box::new(Call {
            arguments: self.free_expressions(call.args.iter(), span),
            expand_final: call.args.expand_final(),
            name,
        }))
    }

    fn access(&mut self, traversal: &edit::Traversal, span: Span) -> ExpressionKind {
        let base = self.expression(&traversal.expr, span);
        let mut steps: Vec<Step> = Vec::with_capacity(traversal.operators.len());
        for operator in &traversal.operators {
            let before = steps.last().map_or(base.span, |step| step.span);
            let span = self.place(operator.span(), span);
            self.check_gap(before, span);
            let kind = match operator.value() {
                edit::TraversalOperator::AttrSplat(_) => StepKind::AttributeSplat,
                edit::TraversalOperator::FullSplat(_) => StepKind::FullSplat,
                edit::TraversalOperator::GetAttr(name) => self.attribute_or_index(name.as_str(), span),
                edit::TraversalOperator::Index(index) => {
                    StepKind::Index(self.within(true, |this| this.expression(index, span)))
                }
                edit::TraversalOperator::LegacyIndex(index) => StepKind::LegacyIndex(**index),
            };
            steps.push(Step { kind, span });
        }
        self.check_steps(&base, &steps);
        ExpressionKind::Access(Box::new(Access { base, steps }))
    }

    /// `.name`, or on the piecewise way `.0`, which stands as a name in the text that is parsed.
    fn attribute_or_index(&self, name: &str, span: Span) -> StepKind {
        let source = self.source(span);
        let digits = source.trim_start_matches('.').trim_start();
        if digits.starts_with(|c: char| c.is_ascii_digit()) {
            return StepKind::LegacyIndex(digits.parse().unwrap_or(u64::MAX));
        }
        StepKind::Attribute(name.into())
    }

    fn for_expression(&mut self, node: &edit::ForExpr, span: Span) -> ExpressionKind {
        let intro = &node.intro;
        let key_name = intro.key_var.as_ref().map(|name| self.name(name, span));
        ExpressionKind::For(Box::new(For {
            key_name,
            value_name: self.name(&intro.value_var, span),
            collection: self.expression(&intro.collection_expr, span),
            key: node.key_expr.as_ref().map(|key| self.expression(key, span)),
            value: self.expression(&node.value_expr, span),
            group: node.grouping,
            condition: node
                .cond
                .as_ref()
                .map(|condition| self.expression(&condition.expr, span)),
        }))
    }
}

/// The first offset from `at` on that is neither white space within a line nor a `/* */` comment.
fn skip_blank(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t') => at += 1,
            Some(b'/') if bytes.get(at + 1) == Some(&b'*') => {
                match text.get(at + 2..).and_then(|rest| rest.find("*/")) {
                    Some(length) => at += 2 + length + 2,
                    None => return at,
                }
            }
            _ => return at,
        }
    }
}

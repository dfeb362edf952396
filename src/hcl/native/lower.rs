//! From hcl-edit's tree to ours. Literal text comes from the source by span, because hcl-edit converts numbers
//! to machine numbers and dedents heredocs by rules of its own.

use std::ops::Range;

use hcl::edit::expr as edit;
use hcl::edit::{Decorated, Ident, Span as _};

use crate::hcl::{
    Access, Binary, BinaryOperator, Call, Conditional, Expression, ExpressionKind, For, Name, Step,
    StepKind, SyntaxError, UnaryOperator,
};
use crate::source::{FileId, Span};

use super::piece::Origin;
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
    /// Where the parsed piece stands in `text`.
    origin: Origin,
    /// How many expressions are around the current one.
    depth: usize,
    /// The tokens, among which what was left out is found.
    pub(super) skeleton: Skeleton<'a>,
    /// The item before was at fault, so what follows may be a part of it.
    pub(super) recovering: bool,
    /// What hcl-edit accepted and Terraform does not.
    pub(super) errors: Vec<SyntaxError>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(file: FileId, text: &'a str, skeleton: Skeleton<'a>) -> Self {
        Self {
            file,
            text,
            origin: Origin::default(),
            depth: 0,
            skeleton,
            recovering: false,
            errors: Vec::new(),
        }
    }

    /// Goes over to the nodes of another piece; returns where the one before stands.
    pub(super) fn replace_origin(&mut self, origin: Origin) -> Origin {
        std::mem::replace(&mut self.origin, origin)
    }

    /// Whether no expression is around the current place.
    pub(super) fn is_outermost(&self) -> bool {
        self.depth == 0
    }

    /// The span of `start..end`, both offsets into the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// The span of a node; the parser leaves none on a few, for which a parent's or neighbour's stands in.
    pub(super) fn place(&self, range: Option<Range<usize>>, fallback: Span) -> Span {
        range.map_or(fallback, |range| {
            self.span(self.origin.of(range.start), self.origin.of(range.end))
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
            edit::Expression::StringTemplate(template) => self.quoted_template(template, span),
            edit::Expression::HeredocTemplate(heredoc) => self.heredoc(heredoc, span),
            edit::Expression::Array(items) => {
                self.check_not_for(span);
                ExpressionKind::Tuple(self.tuple(items, span))
            }
            edit::Expression::Object(_) => {
                self.check_not_for(span);
                ExpressionKind::Object(self.object_items(span))
            }
            edit::Expression::Parenthesis(inner) => {
                let inner = self.expression(inner.inner(), span);
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
            edit::Expression::ForExpr(node) => self.for_expression(node, span),
        }
    }

    fn expressions<'e>(
        &mut self,
        nodes: impl Iterator<Item = &'e edit::Expression>,
        parent: Span,
    ) -> Vec<Expression> {
        nodes.map(|node| self.expression(node, parent)).collect()
    }

    /// A tuple; long ones were left out of what was parsed.
    fn tuple(&mut self, items: &edit::Array, span: Span) -> Vec<Expression> {
        if items.is_empty() {
            return self.list_items(span);
        }
        self.expressions(items.iter(), span)
    }

    /// A number as it is written. The parser reads a sign before it as part of it, Terraform as an operator.
    fn number(&self, span: Span) -> ExpressionKind {
        let written = self.source(span);
        let Some(rest) = written.strip_prefix('-') else {
            return ExpressionKind::Number(written.into());
        };
        let digits = &rest[rest.len() - digits_length(rest)..];
        let span = self.span(span.end as usize - digits.len(), span.end as usize);
        let kind = ExpressionKind::Number(digits.into());
        ExpressionKind::Unary(UnaryOperator::Negate, Box::new(Expression { kind, span }))
    }

    fn conditional(&mut self, node: &edit::Conditional, span: Span) -> ExpressionKind {
        let condition = self.expression(&node.cond_expr, span);
        let yes = self.expression(&node.true_expr, span);
        let no = self.expression(&node.false_expr, span);
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
            arguments: self.expressions(call.args.iter(), span),
            expand_final: call.args.expand_final(),
            name,
        }))
    }

    fn access(&mut self, traversal: &edit::Traversal, span: Span) -> ExpressionKind {
        let base = self.expression(&traversal.expr, span);
        let (base, is_negated) = match (base.kind, &traversal.expr) {
            // The parser takes the sign for a part of the number; for Terraform it stands before the whole access.
            (ExpressionKind::Unary(_, number), edit::Expression::Number(_)) => (*number, true),
            (kind, _) => (Expression { kind, ..base }, false),
        };
        let mut steps: Vec<Step> = Vec::with_capacity(traversal.operators.len());
        for operator in &traversal.operators {
            let span = self.place(operator.span(), span);
            let kind = match operator.value() {
                edit::TraversalOperator::AttrSplat(_) => StepKind::AttributeSplat,
                edit::TraversalOperator::FullSplat(_) => StepKind::FullSplat,
                edit::TraversalOperator::GetAttr(name) => {
                    self.attribute_or_index(name.as_str(), span)
                }
                edit::TraversalOperator::Index(index) => {
                    StepKind::Index(self.expression(index, span))
                }
                edit::TraversalOperator::LegacyIndex(index) => StepKind::LegacyIndex(**index),
            };
            steps.push(Step { kind, span });
        }
        self.check_steps(&base, &steps);
        let inner = self.span(base.span.start as usize, span.end as usize);
        let access = ExpressionKind::Access(Box::new(Access { base, steps }));
        if !is_negated {
            return access;
        }
        let access = Expression {
            kind: access,
            span: inner,
        };
        ExpressionKind::Unary(UnaryOperator::Negate, Box::new(access))
    }

    /// `.name`, or `.0`, which stands as a name in the text that is parsed.
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

/// The length of the number at the end of a text that may begin with white space and comments.
fn digits_length(text: &str) -> usize {
    match text.rsplit_once(|c: char| !c.is_ascii_alphanumeric() && !".+-".contains(c)) {
        Some((_, number)) => number.len(),
        None => text.len(),
    }
}

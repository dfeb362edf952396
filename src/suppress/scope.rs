//! What an ignore comment covers.

use std::ops::Range;

use crate::diagnostic::Instance;
use crate::hcl::{Attribute, Block, Body, Expression, ExpressionKind, ObjectItem};
use crate::rule::Context;
use crate::source::{FileId, LineColumn, Span, Text};

use super::comment::{Directive, Form};

/// The reach of one comment.
#[derive(Debug)]
pub(super) struct Scope {
    file: FileId,
    reach: Reach,
    /// The module call that the comment stands on: stack root's folder and address prefix.
    call: Option<(String, String)>,
}

#[derive(Debug)]
enum Reach {
    File,
    Node(Span),
    /// The line of the code that it stands behind.
    Line(Range<usize>),
}

impl Scope {
    /// Whether a finding at `span` is covered.
    pub(super) fn covers(&self, span: Span) -> bool {
        if span.file != self.file {
            return false;
        }
        match &self.reach {
            Reach::File => true,
            Reach::Node(node) => node.contains(span),
            Reach::Line(line) => {
                let (first, end) = (span.start as usize, span.end as usize);
                // A line that is its own ending has an empty range, and what is empty may stand at its end.
                let holds = |at: usize| line.contains(&at) || at == line.end;
                holds(first) || holds(end.max(first + 1) - 1)
            }
        }
    }

    /// Whether an instance of a finding in a module comes from the module call that the comment stands on.
    pub(super) fn covers_instance(&self, instance: &Instance) -> bool {
        let Some((folder, prefix)) = &self.call else {
            return false;
        };
        // The path of a stack may carry its tfvars file behind the folder.
        let in_stack = instance.stack.strip_prefix(folder.as_str());
        in_stack.is_some_and(|rest| rest.is_empty() || rest.starts_with(" ("))
            && instance
                .address
                .as_deref()
                .is_some_and(|address| address.starts_with(prefix.as_str()))
    }
}

/// Finds what a comment covers.
pub(super) fn of(context: &Context<'_>, directive: &Directive) -> Scope {
    let file = directive.span.file;
    let text = context.sources.text(file);
    let place = text.line_column(directive.span.start);
    if directive.form == Form::File {
        return Scope {
            file,
            reach: Reach::File,
            call: None,
        };
    }
    if directive.form == Form::Inside {
        return inside(context, directive.span);
    }
    let line = match directive.form {
        Form::OwnLine => next_code_line(text, place),
        _ => place.line,
    };
    let has_tree = context.sources.file(file).kind.is_terraform();
    let node = if has_tree {
        node_at(&context.repo.syntax.get(file).body, text.line_range(line))
    } else {
        None
    };
    let call = node.and_then(|node| call_of(context, file, &node));
    let reach = match (directive.form, node) {
        (Form::OwnLine, Some(node)) => Reach::Node(node.span()),
        _ => Reach::Line(text.line_range(line)),
    };
    Scope { file, reach, call }
}

/// The block of a file that a comment stands in; of what stands in none, the comment itself.
fn inside(context: &Context<'_>, comment: Span) -> Scope {
    let file = comment.file;
    let mut blocks = context.repo.syntax.get(file).body.blocks.iter();
    let block = blocks.find(|block| block.span.contains(comment));
    Scope {
        file,
        reach: Reach::Node(block.map_or(comment, |block| block.span)),
        call: block.and_then(|block| call_of(context, file, &Node::Block(block))),
    }
}

/// The first line after `place` that holds neither nothing nor only a comment.
fn next_code_line(text: &Text, place: LineColumn) -> u32 {
    let last = u32::try_from(text.line_starts().len()).unwrap_or(u32::MAX);
    let is_code = |line: &u32| {
        let content = text.content[text.line_range(*line)].trim_start();
        !content.is_empty() && !content.starts_with(['#']) && !content.starts_with("//")
    };
    (place.line + 1..=last).find(is_code).unwrap_or(place.line)
}

/// What can stand on a line of its own.
#[derive(Clone, Copy)]
enum Node<'a> {
    Block(&'a Block),
    Attribute(&'a Attribute),
    Item(&'a ObjectItem),
    Element(&'a Expression),
}

impl Node<'_> {
    fn span(&self) -> Span {
        match self {
            Self::Block(block) => block.span,
            Self::Attribute(attribute) => attribute.span(),
            Self::Item(item) => item.key.span().to(item.value.span),
            Self::Element(expression) => expression.span,
        }
    }
}

/// The outermost node that begins on a line.
fn node_at(body: &Body, line: Range<usize>) -> Option<Node<'_>> {
    let begins = |span: Span| begins_in(span, &line);
    let before = |span: Span| (span.start as usize) < line.start;
    let around = |span: Span| before(span) && line.start <= span.end as usize;
    // Both lists are in the order of the file.
    let at = body.attributes.partition_point(|it| before(it.name.span));
    if let Some(attribute) = body.attributes.get(at).filter(|it| begins(it.name.span)) {
        return Some(Node::Attribute(attribute));
    }
    let outer = body.attributes[..at].last();
    if let Some(attribute) = outer.filter(|it| around(it.span())) {
        return node_in(&attribute.value, &line);
    }
    let at = body.blocks.partition_point(|it| before(it.span));
    if let Some(block) = body.blocks.get(at).filter(|it| begins(it.span)) {
        return Some(Node::Block(block));
    }
    let outer = body.blocks[..at].last();
    let block = outer.filter(|it| around(it.span))?;
    node_at(&block.body, line)
}

fn begins_in(span: Span, line: &Range<usize>) -> bool {
    line.start <= span.start as usize && span.start as usize <= line.end
}

/// The outermost entry of an object or list, at any depth, that begins on a line.
fn node_in<'a>(expression: &'a Expression, line: &Range<usize>) -> Option<Node<'a>> {
    let begins = |span: Span| begins_in(span, line);
    let mut found = None;
    crate::hcl::walk_expression(expression, &mut |inner| {
        if found.is_some() {
            return;
        }
        found = match &inner.kind {
            ExpressionKind::Object(items) => items
                .iter()
                .find(|item| begins(item.key.span()))
                .map(Node::Item),
            ExpressionKind::Tuple(items) => items
                .iter()
                .find(|item| begins(item.span))
                .map(Node::Element),
            _ => None,
        };
    });
    found
}

/// The module call a comment stands on, as the folder of the module it is in and the prefix of its addresses.
fn call_of(context: &Context<'_>, file: FileId, node: &Node<'_>) -> Option<(String, String)> {
    let Node::Block(block) = node else {
        return None;
    };
    if &*block.kind.text != "module" {
        return None;
    }
    let path = &context.sources.file(file).path;
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
    Some((folder.to_owned(), format!("module.{}.", block.label(0)?)))
}

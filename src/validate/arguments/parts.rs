//! What a body holds, in either syntax. In JSON only the schema tells a block from an argument.

use crate::hcl::{Block, Body, Expression, ExpressionKind, ObjectItem};
use crate::schema::Block as Schema;
use crate::source::Span;

/// A block's content.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content<'c> {
    /// A body in braces, or the body that JSON syntax gives to every block whose schema is not needed to see it.
    Body(&'c Body),
    /// A JSON object that the schema calls a block.
    Object(&'c [ObjectItem]),
}

/// One thing that a body holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'c> {
    /// How it is called.
    pub(super) name: &'c str,
    /// Where its name is written.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: PartKind<'c>,
}

/// What a body can hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum PartKind<'c> {
    /// An argument and its value.
    Argument(&'c Expression),
    /// One block.
    Block {
        /// What it holds.
        content: Content<'c>,
        /// What to mark where something is missing in it.
        header: Span,
        /// How many labels it has.
        labels: usize,
    },
    /// What a `dynamic` block makes.
    Dynamic {
        /// What each of them holds; `None` where there is none, or none is ever made.
        content: Option<Content<'c>>,
        /// What to mark where something is missing in it.
        header: Span,
        /// How many there are, where the list is written out.
        count: Option<usize>,
        /// What there is one of them for each of.
        for_each: Option<&'c Expression>,
    },
    /// A value in JSON that is no block.
    NoBlock(&'c Expression),
}

impl<'c> Content<'c> {
    /// Calls `visit` with everything that the body holds.
    pub(super) fn each(self, schema: &Schema, is_json: bool, visit: &mut dyn FnMut(Part<'c>)) {
        match self {
            Self::Body(body) => {
                for given in &body.attributes {
                    let name = (&*given.name.text, given.name.span);
                    each_of_argument(name, &given.value, schema, is_json, visit);
                }
                for block in &body.blocks {
                    match (&*block.kind.text, block.labels.first()) {
                        ("dynamic", Some(label)) => {
                            visit(Part {
                                name: &label.text,
                                span: label.span,
                                kind: dynamic(block),
                            });
                        }
                        // What has no label is told as a wrong form.
                        ("dynamic", None) => {}
                        // Arguments inside `_` mean those of the provider, whatever Terraform takes their names for.
                        ("_", None) => Self::Body(&block.body).each(schema, is_json, visit),
                        (name, _) => visit(Part {
                            name,
                            span: block.kind.span,
                            kind: PartKind::Block {
                                content: Self::Body(&block.body),
                                header: block.header(),
                                labels: block.labels.len(),
                            },
                        }),
                    }
                }
            }
            Self::Object(items) => {
                for item in items {
                    if let Some(name) = item.key.as_str() {
                        let name = (name, item.key.span());
                        each_of_argument(name, &item.value, schema, is_json, visit);
                    }
                }
            }
        }
    }

    /// Whether an argument or a block of this name is in it, or may be made in it.
    pub(super) fn has(self, name: &str) -> bool {
        match self {
            Self::Body(body) => {
                body.attribute(name).is_some()
                    || body.blocks.iter().any(|block| match &*block.kind.text {
                        "dynamic" => block.label(0) == Some(name),
                        "_" => Self::Body(&block.body).has(name),
                        kind => kind == name,
                    })
            }
            Self::Object(items) => items.iter().any(|item| match item.key.as_str() {
                Some("dynamic") => labels_of(&item.value).any(|(label, _)| label == name),
                key => key == Some(name),
            }),
        }
    }
}

/// What a `dynamic` block makes. Where its list is written out and empty, Terraform does not look at the content.
fn dynamic(block: &Block) -> PartKind<'_> {
    let each = block.body.attribute("for_each");
    let count = each.and_then(|each| match &each.value.kind {
        ExpressionKind::Tuple(items) => Some(items.len()),
        _ => None,
    });
    let content = block.body.blocks_of("content").next();
    PartKind::Dynamic {
        content: content
            .filter(|_| count != Some(0))
            .map(|content| Content::Body(&content.body)),
        header: content.unwrap_or(block).header(),
        count,
        for_each: each.map(|each| &each.value),
    }
}

/// An argument, or the blocks that the schema says one in JSON is.
fn each_of_argument<'c>(
    (name, span): (&'c str, Span),
    value: &'c Expression,
    schema: &Schema,
    is_json: bool,
    visit: &mut dyn FnMut(Part<'c>),
) {
    let argument = Part {
        name,
        span,
        kind: PartKind::Argument(value),
    };
    if !is_json {
        return visit(argument);
    }
    match name {
        "//" => {}
        "dynamic" => {
            for (name, span) in labels_of(value) {
                let kind = PartKind::Dynamic {
                    content: None,
                    header: span,
                    count: None,
                    for_each: None,
                };
                visit(Part { name, span, kind });
            }
        }
        _ if schema.block(name).is_some() => each_block((name, span), value, visit),
        _ => visit(argument),
    }
}

/// The blocks of one name in JSON: one object, or a list of them.
fn each_block<'c>(
    (name, span): (&'c str, Span),
    value: &'c Expression,
    visit: &mut dyn FnMut(Part<'c>),
) {
    let kind = match &value.kind {
        ExpressionKind::Null => return,
        ExpressionKind::Object(items) => PartKind::Block {
            content: Content::Object(items),
            header: span,
            labels: 0,
        },
        ExpressionKind::Tuple(blocks) => {
            for block in blocks {
                each_block((name, span), block, visit);
            }
            return;
        }
        _ => PartKind::NoBlock(value),
    };
    visit(Part { name, span, kind });
}

/// The keys of a JSON object, as labels of blocks.
fn labels_of(value: &Expression) -> impl Iterator<Item = (&str, Span)> {
    let items = match &value.kind {
        ExpressionKind::Object(items) => items.as_slice(),
        _ => &[],
    };
    let label = |item| -> Option<(&str, Span)> {
        let item: &ObjectItem = item;
        Some((item.key.as_str()?, item.key.span()))
    };
    items.iter().filter_map(label)
}

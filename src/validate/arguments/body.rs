//! A block's body against its schema, at any depth.

use crate::eval::nearest;
use crate::hcl::{Attribute as Given, Block, Body};
use crate::schema::{Attribute, Block as Schema, NestedBlock};
use crate::source::Span;
use crate::types::{ObjectType, Type};

use super::super::{Problem, ProblemKind};

/// What is the same for all of one block's body.
pub(super) struct BodyJudge<'j> {
    /// The block's address in its module.
    pub(super) address: &'j str,
    /// What messages call it: the type.
    pub(super) kind: &'j str,
    /// What the type is: "the resource type".
    pub(super) what: &'j str,
    /// Whether it is written in JSON, where only the schema tells blocks from arguments.
    pub(super) is_json: bool,
    /// Arguments and blocks at its top that are not the schema's.
    pub(super) left_out: (&'j [&'j str], &'j [&'j str]),
    /// Whether what it lacks is a problem.
    pub(super) demands: bool,
}

/// A body inside the block.
#[derive(Clone, Copy)]
struct Place<'p> {
    /// The path of blocks that leads to it, empty at the top.
    path: &'p str,
    /// What to mark where something is missing in it.
    header: Span,
}

impl BodyJudge<'_> {
    /// All problems of the block.
    pub(super) fn of(&self, block: &Block, schema: &Schema) -> Vec<Problem> {
        let mut problems = Vec::new();
        if schema.is_deprecated() {
            let label = block.labels.first();
            let span = label.map_or(block.header(), |label| label.span);
            let message = format!("{} {} is deprecated", self.what, self.kind);
            let help = "The provider's documentation names what replaces it";
            problems.push(self.problem(ProblemKind::Deprecated, span, message, help, ""));
        }
        let place = Place {
            path: "",
            header: block.header(),
        };
        self.body(&block.body, schema, place, &mut problems);
        problems
    }

    fn problem(
        &self,
        kind: ProblemKind,
        span: Span,
        message: String,
        help: impl Into<String>,
        path: &str,
    ) -> Problem {
        let problem = Problem::new(kind, span, message, help).address(self.address);
        if path.is_empty() {
            problem
        } else {
            problem.attribute(path)
        }
    }

    /// The block as messages name it.
    fn named(&self, place: Place<'_>) -> String {
        if place.path.is_empty() {
            self.kind.to_owned()
        } else {
            format!("the block {} of {}", place.path, self.kind)
        }
    }

    fn body(&self, body: &Body, schema: &Schema, place: Place<'_>, problems: &mut Vec<Problem>) {
        let is_top = place.path.is_empty();
        for given in &body.attributes {
            let name = &*given.name.text;
            if (is_top && self.left_out.0.contains(&name)) || (self.is_json && name == "//") {
                continue;
            }
            match schema.attribute(name) {
                Some(attribute) => self.attribute(given, attribute, place, problems),
                None => self.no_attribute(given, schema, place, problems),
            }
        }
        for block in &body.blocks {
            let is_dynamic = &*block.kind.text == "dynamic";
            let name = if is_dynamic {
                block.labels.first()
            } else {
                Some(&block.kind)
            };
            let Some(name) = name else {
                continue;
            };
            if is_top && self.left_out.1.contains(&&*name.text) {
                continue;
            }
            let content = if is_dynamic {
                block.body.blocks_of("content").next().map(|it| &it.body)
            } else {
                Some(&block.body)
            };
            let header = block.header();
            if let Some(nested) = schema.block(&name.text) {
                let path = joined(place.path, &name.text);
                if nested.block.is_deprecated() {
                    let message = format!("the block {path} of {} is deprecated", self.kind);
                    let help = "The provider's documentation names what replaces it";
                    problems.push(self.problem(
                        ProblemKind::Deprecated,
                        name.span,
                        message,
                        help,
                        &path,
                    ));
                }
                if let Some(content) = content {
                    let place = Place {
                        path: &path,
                        header,
                    };
                    self.body(content, &nested.block, place, problems);
                }
            } else if let Some(attribute) = schema.attribute(&name.text) {
                self.attribute_block(name.span, content, attribute, place, problems);
            } else {
                self.no_block((&name.text, name.span), schema, place, problems);
            }
        }
        if self.demands {
            self.missing(body, schema, place, problems);
        }
        self.too_many(body, schema, place, problems);
    }

    /// An argument that the schema has.
    fn attribute(
        &self,
        given: &Given,
        attribute: &Attribute,
        place: Place<'_>,
        problems: &mut Vec<Problem>,
    ) {
        let name = &*given.name.text;
        let path = joined(place.path, name);
        let span = given.name.span;
        if !attribute.is_required() && !attribute.is_optional() {
            let message = format!(
                "{name} of {} cannot be set: the provider decides its value",
                self.named(place)
            );
            let help = "Remove the argument; refer to the attribute where its value is needed";
            problems.push(self.problem(ProblemKind::ReadOnly, span, message, help, &path));
        }
        if attribute.is_deprecated() {
            let message = format!("{name} of {} is deprecated", self.named(place));
            let help = "The provider's documentation names what replaces it";
            problems.push(self.problem(ProblemKind::Deprecated, span, message, help, &path));
        }
    }

    /// An argument that the schema does not have.
    fn no_attribute(
        &self,
        given: &Given,
        schema: &Schema,
        place: Place<'_>,
        problems: &mut Vec<Problem>,
    ) {
        let name = &*given.name.text;
        let span = given.name.span;
        if schema.block(name).is_some() {
            if self.is_json {
                return;
            }
            let message = format!(
                "{name} of {} is a block, not an argument",
                self.named(place)
            );
            let help = format!("Write `{name} {{ … }}` without the equals sign");
            let path = joined(place.path, name);
            problems.push(self.problem(ProblemKind::UnknownArgument, span, message, help, &path));
            return;
        }
        problems.push(self.unknown("argument", (name, span), schema, place));
    }

    fn no_block(
        &self,
        (name, span): (&str, Span),
        schema: &Schema,
        place: Place<'_>,
        problems: &mut Vec<Problem>,
    ) {
        problems.push(self.unknown("block", (name, span), schema, place));
    }

    fn unknown(
        &self,
        what: &str,
        (name, span): (&str, Span),
        schema: &Schema,
        place: Place<'_>,
    ) -> Problem {
        let may_be_given =
            |attribute: &&Attribute| attribute.is_required() || attribute.is_optional();
        let attributes = schema.attributes().iter().filter(may_be_given);
        let attributes = attributes.map(|attribute| &*attribute.name);
        let blocks = schema.blocks().iter().map(|nested| &*nested.name);
        let (same, others): (Vec<&str>, Vec<&str>) = match what {
            "argument" => (attributes.collect(), blocks.collect()),
            _ => (blocks.collect(), attributes.collect()),
        };
        let near = nearest(name, same.iter().copied(), 4);
        let other = nearest(name, others.iter().copied(), 4);
        let message = format!("{} has no {what} {name}", self.named(place));
        let help = match (near, other) {
            (Some(near), _) => format!("Did you mean {near}?"),
            (None, Some(other)) if what == "argument" => {
                format!("Did you mean the block {other}?")
            }
            (None, Some(other)) => format!("Did you mean the argument {other}?"),
            (None, None) => format!("Remove it, or correct the {what}'s name"),
        };
        let path = joined(place.path, name);
        let problem = self.problem(ProblemKind::UnknownArgument, span, message, help, &path);
        match near {
            // In JSON the span has quotes.
            Some(near) if !self.is_json && is_certain(name, near, &same) => {
                problem.fix(format!("Call it {near}"), span, near)
            }
            _ => problem,
        }
    }

    /// A block that is written for an attribute: some that hold objects may be written so.
    fn attribute_block(
        &self,
        span: Span,
        content: Option<&Body>,
        attribute: &Attribute,
        place: Place<'_>,
        problems: &mut Vec<Problem>,
    ) {
        let name = &*attribute.name;
        let path = joined(place.path, name);
        let Some(object) = object_of(&attribute.ty) else {
            let message = format!(
                "{name} of {} is an argument, not a block",
                self.named(place)
            );
            let help = format!("Write `{name} = …` with an equals sign");
            problems.push(self.problem(ProblemKind::UnknownArgument, span, message, help, &path));
            return;
        };
        for given in content.into_iter().flat_map(|content| &content.attributes) {
            let inner = &*given.name.text;
            if object.attributes.contains_key(inner) {
                continue;
            }
            let known = object.attributes.keys().map(|known| &**known);
            let message = format!("the block {path} of {} has no argument {inner}", self.kind);
            let help = nearest(inner, known, 4).map_or_else(
                || "Remove it, or correct the argument's name".to_owned(),
                |near| format!("Did you mean {near}?"),
            );
            let path = joined(&path, inner);
            problems.push(self.problem(
                ProblemKind::UnknownArgument,
                given.name.span,
                message,
                help,
                &path,
            ));
        }
    }

    fn missing(&self, body: &Body, schema: &Schema, place: Place<'_>, problems: &mut Vec<Problem>) {
        let is_given = |name: &str| {
            body.attribute(name).is_some() || body.blocks.iter().any(|block| makes(block, name))
        };
        for attribute in schema.attributes() {
            let name = &*attribute.name;
            if attribute.is_required() && !is_given(name) {
                let message = format!("{} needs the argument {name}", self.named(place));
                let help = format!("Add `{name} = …`");
                let path = joined(place.path, name);
                problems.push(self.problem(
                    ProblemKind::MissingArgument,
                    place.header,
                    message,
                    help,
                    &path,
                ));
            }
        }
        for nested in schema.blocks() {
            if nested.min == 0 || (self.is_json && body.attribute(&nested.name).is_some()) {
                continue;
            }
            let (written, is_dynamic) = count(body, nested);
            if written >= nested.min || is_dynamic {
                continue;
            }
            let name = &*nested.name;
            let path = joined(place.path, name);
            let (kind, message) = if written == 0 {
                (
                    ProblemKind::MissingArgument,
                    format!("{} needs a block {name}", self.named(place)),
                )
            } else {
                (
                    ProblemKind::BlockCount,
                    format!(
                        "{} needs at least {} blocks {name}, but has {written}",
                        self.named(place),
                        nested.min
                    ),
                )
            };
            let help = format!("Add `{name} {{ … }}`");
            problems.push(self.problem(kind, place.header, message, help, &path));
        }
    }

    fn too_many(
        &self,
        body: &Body,
        schema: &Schema,
        place: Place<'_>,
        problems: &mut Vec<Problem>,
    ) {
        for nested in schema.blocks() {
            let Some(max) = nested.max else {
                continue;
            };
            let (written, _) = count(body, nested);
            if written <= max {
                continue;
            }
            let name = &*nested.name;
            let mut blocks = body.blocks_of(name);
            let first = blocks.next().map(Block::header);
            let over = body.blocks_of(name).nth(max as usize).map(Block::header);
            let at_most = match max {
                1 => "only one block".to_owned(),
                max => format!("at most {max} blocks"),
            };
            let message = format!(
                "{} takes {at_most} {name}, but has {written}",
                self.named(place)
            );
            let help = "Remove what is too much, or put it together in one block";
            let path = joined(place.path, name);
            let span = over.unwrap_or(place.header);
            let mut problem = self.problem(ProblemKind::BlockCount, span, message, help, &path);
            if let Some(first) = first {
                problem = problem.related(first, "the first one");
            }
            problems.push(problem);
        }
    }
}

/// How many blocks of a kind are written, and whether a `dynamic` block may make more.
fn count(body: &Body, nested: &NestedBlock) -> (u32, bool) {
    let written = body.blocks_of(&nested.name).count();
    let is_dynamic = body
        .blocks_of("dynamic")
        .any(|block| block.label(0) == Some(&*nested.name));
    (u32::try_from(written).unwrap_or(u32::MAX), is_dynamic)
}

/// Whether a block, or what a `dynamic` block makes, is called so.
fn makes(block: &Block, name: &str) -> bool {
    let kind = match &*block.kind.text {
        "dynamic" => block.label(0),
        kind => Some(kind),
    };
    kind == Some(name)
}

/// What each block is that stands for an attribute of this type.
fn object_of(ty: &Type) -> Option<&ObjectType> {
    match ty {
        Type::List(element) | Type::Set(element) => match &**element {
            Type::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// Whether a name is so close to one, and to no other, that nothing else can be meant.
pub(super) fn is_certain(name: &str, near: &str, known: &[&str]) -> bool {
    let close = |known: &&&str| strsim::damerau_levenshtein(name, known) <= 2;
    name.len() > 3
        && strsim::damerau_levenshtein(name, near) <= 2
        && known.iter().filter(close).count() == 1
}

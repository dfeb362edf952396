//! A block's body against its schema, at any depth.

use crate::eval::nearest;
use crate::hcl::{Block, Expression, ExpressionKind};
use crate::schema::{Attribute, Block as Schema, NestedBlock, Nesting};
use crate::source::Span;
use crate::types::{ObjectType, Type};

use super::super::{Problem, ProblemKind};
use super::number::Numbers;
use super::parts::{Content, Part, PartKind};
use super::value::AnyValues;

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
    /// Whether what it lacks at its top is a problem.
    pub(super) demands: bool,
    /// What the names in it may stand for.
    pub(super) values: &'j AnyValues<'j>,
    /// Whether an instance of it is made, which is judged by its values.
    pub(super) is_made: bool,
}

/// A body inside the block.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    /// What it holds.
    pub(super) content: Content<'p>,
    /// What it may hold.
    pub(super) schema: &'p Schema,
    /// The path of blocks that leads to it, empty at the top.
    pub(super) path: &'p str,
    /// What to mark where something is missing in it.
    pub(super) header: Span,
    /// Whether a block around it is advised against as a whole.
    pub(super) is_deprecated: bool,
    /// Whether an instance of it is certainly made.
    pub(super) is_made: bool,
}

const NO_REPLACEMENT: &str = "The provider's documentation names what replaces it";

impl BodyJudge<'_> {
    /// All problems of the block.
    pub(super) fn of(&self, block: &Block, schema: &Schema) -> Vec<Problem> {
        let mut problems = Vec::new();
        if schema.is_deprecated() {
            let label = block.labels.first();
            let span = label.map_or(block.header(), |label| label.span);
            let message = format!("{} {} is deprecated", self.what, self.kind);
            problems.push(self.problem(ProblemKind::Deprecated, span, message, NO_REPLACEMENT, ""));
        }
        let place = Place {
            content: Content::Body(&block.body),
            schema,
            path: "",
            header: block.header(),
            is_deprecated: schema.is_deprecated(),
            is_made: self.is_made,
        };
        self.body(place, &mut problems);
        problems
    }

    pub(super) fn problem(
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
    pub(super) fn named(&self, place: Place<'_>) -> String {
        if place.path.is_empty() {
            self.kind.to_owned()
        } else {
            format!("the block {} of {}", place.path, self.kind)
        }
    }

    fn body(&self, place: Place<'_>, problems: &mut Vec<Problem>) {
        let mut numbers = Numbers::default();
        place.content.each(place.schema, self.is_json, &mut |part| {
            self.part(part, place, &mut numbers, problems);
        });
        if self.demands || !place.path.is_empty() {
            self.missing(place, &numbers, problems);
        }
        self.too_many(place, &numbers, problems);
    }

    fn part<'p>(
        &self,
        part: Part<'p>,
        place: Place<'_>,
        numbers: &mut Numbers<'p>,
        problems: &mut Vec<Problem>,
    ) {
        let is_top = place.path.is_empty();
        let (arguments, blocks) = self.left_out;
        let is_argument = matches!(part.kind, PartKind::Argument(_));
        if is_top && (arguments.contains(&part.name) || blocks.contains(&part.name)) {
            if is_argument != arguments.contains(&part.name) {
                problems.push(self.other_form(part, place));
            }
            return;
        }
        if let PartKind::Argument(value) = part.kind {
            match place.schema.attribute(part.name) {
                Some(attribute) => self.attribute(part, value, attribute, place, problems),
                None if place.schema.block(part.name).is_some() => {
                    problems.push(self.other_form(part, place));
                }
                None => problems.push(self.unknown("argument", part, place)),
            }
        } else if let Some(nested) = place.schema.block(part.name) {
            numbers.add(part);
            self.nested(part, nested, place, problems);
        } else if let Some(attribute) = place.schema.attribute(part.name) {
            self.attribute_block(part, attribute, place, problems);
        } else {
            problems.push(self.unknown("block", part, place));
        }
    }

    /// A block that the schema has.
    fn nested(
        &self,
        part: Part<'_>,
        nested: &NestedBlock,
        place: Place<'_>,
        problems: &mut Vec<Problem>,
    ) {
        let path = joined(place.path, part.name);
        let is_deprecated = place.is_deprecated || nested.block.is_deprecated();
        if is_deprecated && !place.is_deprecated {
            let message = format!("the block {path} of {} is deprecated", self.kind);
            let kind = ProblemKind::Deprecated;
            problems.push(self.problem(kind, part.span, message, NO_REPLACEMENT, &path));
        }
        let (content, header) = match part.kind {
            PartKind::Argument(_) => return,
            PartKind::NoBlock(value) => {
                let message = format!("{path} of {} is a block, not a value", self.kind);
                let help = "Write an object, or a list of objects, one for each block";
                problems.push(self.problem(ProblemKind::Form, value.span, message, help, &path));
                return;
            }
            PartKind::Dynamic {
                content, header, ..
            } => (content, header),
            PartKind::Block {
                content,
                header,
                labels,
            } => {
                if labels > 0 && nested.nesting != Nesting::Map {
                    let message = format!("the block {path} of {} takes no label", self.kind);
                    let help = format!("Write `{} {{ … }}`", part.name);
                    problems.push(self.problem(ProblemKind::Form, header, message, help, &path));
                }
                (Some(content), header)
            }
        };
        if let Some(content) = content {
            let place = Place {
                content,
                schema: &nested.block,
                path: &path,
                header,
                is_deprecated,
                is_made: self.is_content_judged(part.kind, place),
            };
            self.body(place, problems);
        }
    }

    /// Whether the values tell enough of a block's content: there is an instance, or Terraform never looks at it, since
    /// nothing is given to make one of.
    fn is_content_judged(&self, kind: PartKind<'_>, place: Place<'_>) -> bool {
        match kind {
            PartKind::Dynamic { for_each, .. } => {
                for_each.is_none_or(|each| self.values.is_empty(each))
            }
            _ => place.is_made,
        }
    }

    /// An argument that the schema has.
    fn attribute(
        &self,
        part: Part<'_>,
        value: &Expression,
        attribute: &Attribute,
        place: Place<'_>,
        problems: &mut Vec<Problem>,
    ) {
        // What is null is not given, which is an old way to leave out an argument.
        if matches!(value.kind, ExpressionKind::Null) {
            if attribute.is_required() && (self.demands || !place.path.is_empty()) {
                let message = format!("{} needs the argument {}", self.named(place), part.name);
                let message = format!("{message}, and null is none");
                let path = joined(place.path, part.name);
                let kind = ProblemKind::MissingArgument;
                problems.push(self.problem(kind, value.span, message, "Give it a value", &path));
            }
            return;
        }
        if !is_settable(attribute) {
            if is_something(value) {
                problems.push(self.read_only(part, place));
            }
        } else if attribute.is_deprecated() && !place.is_deprecated {
            let message = format!("{} of {} is deprecated", part.name, self.named(place));
            let path = joined(place.path, part.name);
            let kind = ProblemKind::Deprecated;
            problems.push(self.problem(kind, part.span, message, NO_REPLACEMENT, &path));
        }
        if !place.is_made && is_settable(attribute) {
            let path = joined(place.path, part.name);
            let found = self.values.argument(value, &attribute.ty).into_iter();
            problems.extend(found.map(|it| it.address(self.address).attribute(&*path)));
        }
    }

    fn read_only(&self, part: Part<'_>, place: Place<'_>) -> Problem {
        let message = format!(
            "{} of {} cannot be set: the provider decides its value",
            part.name,
            self.named(place)
        );
        let help = "Remove the argument; refer to the attribute where its value is needed";
        let path = joined(place.path, part.name);
        self.problem(ProblemKind::ReadOnly, part.span, message, help, &path)
    }

    /// A block that is written for an attribute: some that hold objects may be written so.
    fn attribute_block(
        &self,
        part: Part<'_>,
        attribute: &Attribute,
        place: Place<'_>,
        problems: &mut Vec<Problem>,
    ) {
        if !is_settable(attribute) {
            problems.push(self.read_only(part, place));
            return;
        }
        let Some(object) = object_of(&attribute.ty) else {
            problems.push(self.other_form(part, place));
            return;
        };
        let path = joined(place.path, part.name);
        let kind = ProblemKind::UnknownArgument;
        if let Content::Body(body) = place.content
            && let Some(argument) = body.attribute(part.name)
        {
            let message = format!(
                "{} of {} stands as a block and as an argument",
                part.name,
                self.named(place)
            );
            let help = "Write all of them as blocks, or all in one list";
            let problem = self.problem(kind, part.span, message, help, &path);
            problems.push(problem.related(argument.name.span, "the argument"));
            return;
        }
        let content = match part.kind {
            PartKind::Block { content, .. } => Some(content),
            PartKind::Dynamic { content, .. } => content,
            PartKind::Argument(_) | PartKind::NoBlock(_) => None,
        };
        let Some(Content::Body(body)) = content else {
            return;
        };
        let arguments = body.attributes.iter().map(|given| &given.name);
        let blocks = body.blocks.iter().map(|block| match &*block.kind.text {
            "dynamic" => block.labels.first().unwrap_or(&block.kind),
            _ => &block.kind,
        });
        for inner in arguments.chain(blocks) {
            if !object.attributes.contains_key(&*inner.text) {
                let known = object.attributes.keys().map(|known| &**known);
                problems.push(self.unknown_of_object(inner, known, &path));
            }
        }
    }

    fn missing(&self, place: Place<'_>, numbers: &Numbers<'_>, problems: &mut Vec<Problem>) {
        let schema = place.schema;
        for attribute in schema.attributes().iter().filter(|it| it.is_required()) {
            let name = &*attribute.name;
            if !place.content.has(name) && !self.is_misspelt(name, place) {
                let message = format!("{} needs the argument {name}", self.named(place));
                let help = format!("Add `{name} = …`");
                let path = joined(place.path, name);
                let kind = ProblemKind::MissingArgument;
                problems.push(self.problem(kind, place.header, message, help, &path));
            }
        }
        for nested in schema.blocks().iter().filter(|nested| nested.min > 0) {
            let name = &*nested.name;
            let number = numbers.of(name);
            if number.may_be_more || number.written >= nested.min as usize {
                continue;
            }
            let is_argument = !self.is_json && number.written == 0 && place.content.has(name);
            if is_argument || self.is_misspelt(name, place) {
                continue;
            }
            let (kind, message) = if number.written == 0 {
                let message = format!("{} needs a block {name}", self.named(place));
                (ProblemKind::MissingArgument, message)
            } else {
                let message = format!(
                    "{} needs at least {} blocks {name}, but has {}",
                    self.named(place),
                    nested.min,
                    number.written
                );
                (ProblemKind::BlockCount, message)
            };
            let help = format!("Add `{name} {{ … }}`");
            let path = joined(place.path, name);
            problems.push(self.problem(kind, place.header, message, help, &path));
        }
    }

    /// Whether something that the schema does not have is told as meant to be this.
    fn is_misspelt(&self, name: &str, place: Place<'_>) -> bool {
        let mut found = false;
        place.content.each(place.schema, self.is_json, &mut |part| {
            found |=
                place.schema.member(part.name).is_none() && nearest(part.name, [name], 4).is_some();
        });
        found
    }

    fn too_many(&self, place: Place<'_>, numbers: &Numbers<'_>, problems: &mut Vec<Problem>) {
        for number in numbers.all() {
            let Some(nested) = place.schema.block(number.name) else {
                continue;
            };
            let max = match nested.nesting {
                Nesting::Single | Nesting::Group => Some(1),
                Nesting::List | Nesting::Set | Nesting::Map => nested.max,
            };
            let Some(max) = max.filter(|max| number.written > *max as usize) else {
                continue;
            };
            let name = number.name;
            let at_most = match max {
                1 => "only one block".to_owned(),
                max => format!("at most {max} blocks"),
            };
            let message = format!(
                "{} takes {at_most} {name}, but has {}",
                self.named(place),
                number.written
            );
            let help = "Remove what is too much, or put it together in one block";
            let path = joined(place.path, name);
            let over = number.place_of(max as usize).unwrap_or(place.header);
            let mut problem = self.problem(ProblemKind::BlockCount, over, message, help, &path);
            if let Some(first) = number.place_of(0).filter(|first| *first != over) {
                problem = problem.related(first, "the first one");
            }
            problems.push(problem);
        }
    }
}

fn is_settable(attribute: &Attribute) -> bool {
    attribute.is_required() || attribute.is_optional()
}

/// Whether a value is certainly not null. What modules pass on often is, and then nothing is set.
fn is_something(value: &Expression) -> bool {
    match &value.kind {
        ExpressionKind::Parentheses(inner) => is_something(inner),
        ExpressionKind::Bool(_)
        | ExpressionKind::Number(_)
        | ExpressionKind::String(_)
        | ExpressionKind::Tuple(_)
        | ExpressionKind::Object(_)
        | ExpressionKind::For(_)
        | ExpressionKind::Unary(..)
        | ExpressionKind::Binary(_) => true,
        // A template of nothing but one value is that value.
        ExpressionKind::Template(template) => template.parts.len() > 1,
        _ => false,
    }
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

pub(super) fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

//! A block's body as the value that its schema makes of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{
    Bindings, Cause, Evaluator, Fault, FaultKind, Kind, Map, Marks, Number, PathStep, Shape,
    Symbol, Unknown, Value, convert, make_set, missing,
};
use crate::hcl::{Attribute as Given, Block, Body, ExpressionKind};
use crate::schema::{Attribute, Block as Schema, Member, NestedBlock, Nesting};
use crate::source::Span;
use crate::types::{ObjectType, Type};

use super::ephemeral::holds_ephemeral;
use super::evaluation::StackEvaluation;
use super::json_blocks::{json_blocks, json_cost};
use super::sensitive;
use super::variable::told_of;

/// What a block costs apart from what is in it, as a number of values: its place, its names, the way to it.
const BLOCK_VALUES: usize = 4;

/// What each attribute or kind of block costs that a schema tells of, as a number of values: with its name, and the
/// way to it where it is not known.
const MEMBER_VALUES: usize = 2;

/// Whose attributes those are that a body does not give.
#[derive(Clone)]
pub(super) struct Origin {
    /// The way to the body.
    pub(super) symbol: Symbol,
    /// Why they are not known.
    pub(super) cause: Cause,
    /// The block's type and labels.
    pub(super) at: Span,
    /// Whether what it is given is kept in the state, so that nothing of it may be ephemeral.
    pub(super) is_kept: bool,
}

/// The blocks of one kind.
#[derive(Default)]
struct Blocks {
    values: Vec<Value>,
    /// What any number of further ones look like, from `dynamic` blocks over something that is not known.
    open: Option<(Value, Value)>,
    /// Whether Terraform certainly does not know which there are when it plans.
    is_late: bool,
}

impl Origin {
    fn step(&self, step: PathStep) -> Self {
        Self {
            symbol: self.symbol.step(step),
            cause: self.cause.clone(),
            at: self.at,
            is_kept: self.is_kept,
        }
    }

    /// An attribute that is decided when the resource is created.
    fn attribute(&self, attribute: &Attribute, at: Span) -> Value {
        let symbol = self.symbol.step(PathStep::Name(attribute.name.clone()));
        let is_top = self.symbol.path.is_empty();
        let is_managed = self.cause == Cause::Apply;
        let kind = &*self.symbol.owner.address.kind;
        let is_decided_late = symbol.is_unique() || is_only_computed(kind, attribute);
        let mut unknown = Unknown {
            at: Some(at),
            is_late: is_managed && is_top && is_decided_late && symbol.is_single(),
            ..Unknown::new(attribute.value_type(), self.cause.clone())
        };
        // What is created has an id, which Terraform knows of its own resource only.
        let is_known = !is_managed || kind == "terraform_data";
        unknown.refinement.not_null =
            is_known && is_top && matches!(&*attribute.name, "id" | "arn");
        unknown.shaped(Shape::Symbol(symbol)).into()
    }
}

/// Whether only the AWS provider sets an attribute, and only once the resource is there: when it plans a new one, it
/// knows no single value that may not be given (as measured: each of its types with the least that it takes, and with
/// all). It does know collections, such as `tags_all`, and the `domain_validation_options` of a certificate whose names
/// are written; and for what may be given, it may know what it takes otherwise.
fn is_only_computed(kind: &str, attribute: &Attribute) -> bool {
    kind.starts_with("aws_") && !attribute.is_optional() && attribute.ty.is_primitive()
}

impl StackEvaluation<'_> {
    /// The object that a body becomes.
    pub(super) fn body_value(
        &self,
        evaluator: &Evaluator<'_>,
        body: &Body,
        schema: &Schema,
        origin: &Origin,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let made = BLOCK_VALUES + MEMBER_VALUES * schema.member_count();
        if evaluator.afford(made, origin.at).is_none() {
            return Value::unknown(schema.object_type().clone(), Cause::Budget).at(origin.at);
        }
        let entries = schema.members().map(|member| {
            let value = match member {
                Member::Attribute(attribute) => {
                    let value = self.attribute_value(evaluator, body, attribute, origin, bindings);
                    sensitive::of_schema(attribute, value)
                }
                Member::Block(nested) => {
                    self.nested_value(evaluator, body, nested, origin, bindings)
                }
            };
            (member.name().clone(), value)
        });
        Value::object(entries.collect::<Map>())
    }

    fn attribute_value(
        &self,
        evaluator: &Evaluator<'_>,
        body: &Body,
        attribute: &Attribute,
        origin: &Origin,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let ty = &attribute.ty;
        let given = match body.attribute(&attribute.name) {
            Some(given) => Some(evaluator.evaluate(&given.value, bindings)),
            // Attributes that hold objects may be written as blocks.
            None => match ty {
                Type::List(element) | Type::Set(element) => match &**element {
                    Type::Object(object) => {
                        self.attribute_blocks(evaluator, body, attribute, object, bindings)
                    }
                    _ => None,
                },
                _ => None,
            },
        };
        let place = given
            .as_ref()
            .and_then(|value| value.origin)
            .unwrap_or(origin.at);
        let value = match given {
            Some(value) => match convert(&value, ty) {
                Ok(value) => value,
                Err(mismatch) => {
                    let mismatch = told_of(&value, mismatch.to_string(), ty);
                    let message = format!("{} is not of its type: {mismatch}", attribute.name);
                    let span = body
                        .attribute(&attribute.name)
                        .map_or(place, |given| given.value.span);
                    let fault = Fault::new(FaultKind::Argument, span, message);
                    evaluator.fail_with(fault.of([&value]))
                }
            },
            None => Value::null_of(attribute.value_type()),
        };
        if value.as_number().is_some_and(Number::is_infinite)
            && let Some(given) = body.attribute(&attribute.name)
        {
            let name = &attribute.name;
            let message = format!("{name} is infinite: it comes of a division by zero");
            let fault = Fault::new(FaultKind::Type, given.value.span, message);
            evaluator.fail_with(fault.of([&value]));
        }
        if value.is_null()
            && attribute.is_required()
            && let Some(given) = body.attribute(&attribute.name)
        {
            self.refuse_null(evaluator, given, origin, &value);
        }
        if !attribute.is_write_only() && origin.is_kept && holds_ephemeral(&value) {
            let name = &attribute.name;
            let message = format!(
                "{name} is given an ephemeral value, which must not be kept, and what {name} is given is kept in the state"
            );
            let given = body.attribute(name).map(|given| given.value.span);
            let fault = Fault::new(FaultKind::Ephemeral, given.unwrap_or(place), message);
            return evaluator.fail_with(fault.of([&value]));
        }
        if attribute.is_write_only() {
            // It goes to the provider and is kept nowhere.
            return Value::null_of(attribute.value_type()).at(place);
        }
        if value.is_null() && attribute.is_computed() {
            return origin.attribute(attribute, place).marked(value.marks);
        }
        // Where it may be given as `null`, it may be the provider's.
        if attribute.is_computed()
            && let Some(Shape::Choice(alternatives)) = value.as_unknown().map(|it| &it.shape)
            && alternatives.iter().any(Value::is_null)
        {
            let computed = || origin.attribute(attribute, place);
            let alternatives = alternatives.iter().map(|one| {
                if one.is_null() {
                    computed()
                } else {
                    one.clone()
                }
            });
            return crate::eval::choice(alternatives.collect(), &value)
                .marked(value.marks)
                .or_at(place);
        }
        value
    }

    /// What is null is not given, and what a resource needs must be. A `null` that is written out is told without any
    /// value, and another version of the provider may not need it.
    fn refuse_null(
        &self,
        evaluator: &Evaluator<'_>,
        given: &Given,
        origin: &Origin,
        value: &Value,
    ) {
        let is_written_out = matches!(given.value.kind, ExpressionKind::Null);
        if is_written_out || !self.is_exact(&origin.symbol.owner.address.kind) {
            return;
        }
        let name = &given.name.text;
        let message = format!("{name} must have a value, and null is none");
        let fault = Fault::new(FaultKind::Null, given.value.span, message);
        evaluator.fail_with(fault.of([value]));
    }

    /// Blocks written for an attribute that holds objects: each is an object of the attribute's element type.
    fn attribute_blocks(
        &self,
        evaluator: &Evaluator<'_>,
        body: &Body,
        attribute: &Attribute,
        object: &ObjectType,
        bindings: Option<&Bindings<'_>>,
    ) -> Option<Value> {
        let make = |block: &Block, inner: Option<&Bindings<'_>>, _: usize| {
            let made = BLOCK_VALUES + object.attributes.len();
            if evaluator.afford(made, block.header()).is_none() {
                return missing(Cause::Budget, block.header());
            }
            let entries = object.attributes.iter().map(|(name, ty)| {
                let value = match block.body.attribute(name) {
                    Some(given) => evaluator.evaluate(&given.value, inner),
                    None => Value::null_of(ty.without_optional()),
                };
                (name.clone(), value)
            });
            Value::object(entries.collect::<Map>()).at(block.header())
        };
        let blocks = self.blocks(evaluator, body, &attribute.name, bindings, &make);
        if blocks.values.is_empty() && blocks.open.is_none() {
            return None;
        }
        Some(match blocks.open {
            None => Value::tuple(blocks.values),
            Some((each, why)) => open_list(blocks.values, each, &why, Type::Dynamic),
        })
    }

    fn nested_value(
        &self,
        evaluator: &Evaluator<'_>,
        body: &Body,
        nested: &NestedBlock,
        origin: &Origin,
        bindings: Option<&Bindings<'_>>,
    ) -> Value {
        let inside = origin.step(PathStep::Name(nested.name.clone()));
        let make = |block: &Block, inner: Option<&Bindings<'_>>, at: usize| {
            let origin = match nested.nesting {
                Nesting::List => inside.step(PathStep::Index(at as u64)),
                Nesting::Set => inside.step(PathStep::Any),
                Nesting::Single | Nesting::Group => inside.clone(),
                Nesting::Map => {
                    inside.step(PathStep::Name(block.label(0).unwrap_or_default().into()))
                }
            };
            let origin = Origin {
                at: block.header(),
                ..origin
            };
            self.body_value(evaluator, &block.body, &nested.block, &origin, inner)
                .at(block.header())
        };
        let object = || nested.block.object_type().clone();
        if nested.nesting == Nesting::Map {
            let entries = body.blocks_of(&nested.name).map(|block| {
                (
                    Arc::from(block.label(0).unwrap_or_default()),
                    make(block, bindings, 0),
                )
            });
            return Value::map(object(), entries.collect::<Map>());
        }
        let Blocks {
            values,
            open,
            is_late,
        } = self.blocks(evaluator, body, &nested.name, bindings, &make);
        let value = match (nested.nesting, open) {
            (Nesting::List, None) => Value::list(object(), values),
            (Nesting::List, Some((each, why))) => {
                open_list(values, each, &why, Type::list(object()))
            }
            (Nesting::Set, None) => make_set(object(), values),
            (Nesting::Set, Some((each, why))) => {
                // It cannot be told which element of a set something is of, so marks are the whole set's.
                let all = values.iter().chain([&each]);
                let marks = all.fold(Marks::default(), |marks, one| marks.with(one.all_marks()));
                open_list(values, each, &why, Type::set(object())).marked(marks)
            }
            (_, open) => match (values.into_iter().next(), open) {
                (Some(value), _) => value,
                (None, Some((each, _))) => each,
                (None, None) if nested.nesting == Nesting::Group => {
                    let none = Body {
                        attributes: Vec::new(),
                        blocks: Vec::new(),
                        span: body.span,
                    };
                    self.body_value(evaluator, &none, &nested.block, &inside, bindings)
                }
                (None, None) => Value::null_of(object()),
            },
        };
        if is_late { value.later() } else { value }
    }

    /// The blocks of one kind in a body, those that `dynamic` blocks make included, in order.
    fn blocks(
        &self,
        evaluator: &Evaluator<'_>,
        body: &Body,
        kind: &str,
        bindings: Option<&Bindings<'_>>,
        make: &dyn Fn(&Block, Option<&Bindings<'_>>, usize) -> Value,
    ) -> Blocks {
        let mut found = Blocks::default();
        let cost = json_cost(body, kind);
        if cost > 0 && evaluator.afford(cost, body.span).is_none() {
            let more = missing(Cause::Budget, body.span);
            found.open = Some((more.clone(), more));
            return found;
        }
        let in_json = json_blocks(body, kind);
        for block in body.blocks.iter().chain(&in_json) {
            if &*block.kind.text == kind {
                let value = make(block, bindings, found.values.len());
                found.values.push(value);
            } else if &*block.kind.text == "dynamic" && block.label(0) == Some(kind) {
                self.dynamic(evaluator, block, kind, bindings, make, &mut found);
            }
        }
        found
    }

    fn dynamic(
        &self,
        evaluator: &Evaluator<'_>,
        block: &Block,
        kind: &str,
        bindings: Option<&Bindings<'_>>,
        make: &dyn Fn(&Block, Option<&Bindings<'_>>, usize) -> Value,
        found: &mut Blocks,
    ) {
        let (Some(for_each), Some(content)) = (
            block.body.attribute("for_each"),
            block.body.blocks_of("content").next(),
        ) else {
            return;
        };
        let iterator = block
            .body
            .attribute("iterator")
            .and_then(|iterator| crate::hcl::as_reference(&iterator.value).map(|(root, _)| root));
        let iterator = iterator.unwrap_or(kind);
        let collection = evaluator.evaluate(&for_each.value, bindings);
        found.is_late |= collection.is_late();
        let marks = collection.marks;
        let collection = collection.settled().clone().marked(marks);
        let content_of = |key: Value, value: Value, at: usize| {
            let binding = Bindings {
                name: iterator,
                value: Value::object(
                    [("key", key), ("value", value)]
                        .into_iter()
                        .collect::<Map>(),
                ),
                outer: bindings,
            };
            match label_of(evaluator, block, &binding) {
                None => make(content, Some(&binding), at),
                Some(label) => {
                    let mut named = content.clone();
                    named.labels = vec![crate::hcl::Name {
                        text: label.into(),
                        span: block.header(),
                    }];
                    make(&named, Some(&binding), at)
                }
            }
            .marked(marks)
        };
        match evaluator.go_through(&collection, for_each.value.span) {
            Some(rounds) => {
                for (key, value) in rounds {
                    if evaluator.afford(1, for_each.value.span).is_none() {
                        let more = missing(Cause::Budget, for_each.value.span);
                        found.open = Some((more.clone(), more));
                        break;
                    }
                    let block = content_of(key, value, found.values.len());
                    found.values.push(block);
                }
            }
            None => {
                let any = any_element(&collection);
                let key = Value::from(Unknown::derived(Type::Dynamic, [&collection]));
                // It may go over nothing at all.
                let at = found.values.len();
                let each = self.quietly(|| evaluator.quietly(|| content_of(key, any, at)));
                found.open = Some((each, collection));
            }
        }
    }

    /// Evaluates everything in a block whose schema is not known, so that what is at fault in it is found.
    pub(super) fn plain_block(
        &self,
        evaluator: &Evaluator<'_>,
        block: &Block,
        bindings: Option<&Bindings<'_>>,
    ) -> BTreeMap<Arc<str>, Value> {
        let mut entries = BTreeMap::new();
        if &*block.kind.text == "dynamic" {
            let kind = block.label(0).unwrap_or_default().to_owned();
            let inner = |content: &Block, inner: Option<&Bindings<'_>>, _: usize| {
                self.plain_block(evaluator, content, inner);
                Value::null()
            };
            let mut found = Blocks::default();
            self.dynamic(evaluator, block, &kind, bindings, &inner, &mut found);
            return entries;
        }
        for attribute in &block.body.attributes {
            let value = evaluator.evaluate(&attribute.value, bindings);
            entries.insert(Arc::from(&*attribute.name.text), value);
        }
        for inner in &block.body.blocks {
            self.plain_block(evaluator, inner, bindings);
        }
        entries
    }
}

/// The label of the block that the content of a `dynamic` one stands for, where its kind has one.
fn label_of(evaluator: &Evaluator<'_>, dynamic: &Block, binding: &Bindings<'_>) -> Option<String> {
    let labels = dynamic.body.attribute("labels")?;
    let labels = evaluator.evaluate(&labels.value, Some(binding));
    labels.elements()?.first()?.as_str().map(str::to_owned)
}

/// What any element of a collection that is not known looks like.
fn any_element(collection: &Value) -> Value {
    match collection
        .as_unknown()
        .map(|unknown| (&unknown.shape, &unknown.ty))
    {
        Some((Shape::Open { each, .. } | Shape::Entries { each, .. }, _)) => (**each).clone(),
        Some((_, ty)) => {
            let element = ty.element().cloned().unwrap_or(Type::Dynamic);
            Unknown::derived(element, [collection]).into()
        }
        None => Unknown::derived(Type::Dynamic, [collection]).into(),
    }
}

/// Blocks of which some are known and any number of others look alike.
fn open_list(known: Vec<Value>, each: Value, why: &Value, ty: Type) -> Value {
    let sources: Vec<&Value> = known.iter().chain([&each, why]).collect();
    let mut unknown = Unknown::derived(ty, sources);
    if let Some(source) = why.as_unknown() {
        (unknown.cause, unknown.at) = (source.cause.clone(), source.at);
    }
    let shape = Shape::Open {
        known: known.into(),
        each: Arc::new(each),
    };
    Kind::Unknown(Arc::new(unknown.shaped(shape).not_null())).into()
}

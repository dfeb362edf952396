//! Attributes, followed through a resource's schema as far as a reference is written out, as Terraform does before it
//! evaluates anything.

use crate::hcl::{ExpressionKind, Step, StepKind};
use crate::schema::{Block as Schema, Member, NestedBlock, Nesting};
use crate::types::Type;

/// A step that leads nowhere.
#[derive(Debug)]
pub(crate) struct Miss<'s> {
    /// The index of the step.
    pub(crate) at: usize,
    pub(crate) what: What<'s>,
}

/// Why a step leads nowhere.
#[derive(Debug)]
pub(crate) enum What<'s> {
    /// There is no attribute of this name; the names of those that there are.
    Unknown(&'s str, Vec<String>),
    /// The blocks of this name are a list: the one that is meant must be told.
    List(&'s str),
    /// The blocks of this name, or the elements of the attribute, are a set: they have no index.
    Set(&'s str),
    /// An index where there are only attributes.
    NotIndexed,
    /// An attribute or index of what has none: its type.
    Nothing(Type),
}

/// Follows `steps` from the value of a block; `None` where they lead somewhere or cannot be followed.
pub(crate) fn of_block<'s>(schema: &Schema, steps: &'s [Step], at: usize) -> Option<Miss<'s>> {
    let step = steps.get(at)?;
    let StepKind::Attribute(name) = &step.kind else {
        return is_literal(&step.kind).then_some(Miss {
            at,
            what: What::NotIndexed,
        });
    };
    match schema.member(name) {
        None => {
            let names = schema.members().map(|member| member.name().to_string());
            Some(Miss {
                at,
                what: What::Unknown(name, names.collect()),
            })
        }
        Some(Member::Attribute(attribute)) => of_type(&attribute.ty, name, steps, at + 1),
        Some(Member::Block(nested)) => of_nested(nested, name, steps, at + 1),
    }
}

fn of_nested<'s>(
    nested: &NestedBlock,
    name: &'s str,
    steps: &'s [Step],
    at: usize,
) -> Option<Miss<'s>> {
    let step = steps.get(at)?;
    let miss = |what| Some(Miss { at, what });
    let is_attribute = matches!(step.kind, StepKind::Attribute(_));
    match nested.nesting {
        Nesting::Single | Nesting::Group => of_block(&nested.block, steps, at),
        Nesting::Map if is_attribute || is_literal(&step.kind) => {
            of_block(&nested.block, steps, at + 1)
        }
        Nesting::List if is_attribute => miss(What::List(name)),
        Nesting::List if is_number(&step.kind) => of_block(&nested.block, steps, at + 1),
        Nesting::Set if is_attribute || is_literal(&step.kind) => miss(What::Set(name)),
        _ => None,
    }
}

fn of_type<'s>(ty: &Type, name: &'s str, steps: &'s [Step], at: usize) -> Option<Miss<'s>> {
    let step = steps.get(at)?;
    let miss = |what| Some(Miss { at, what });
    if let StepKind::Attribute(attribute) = &step.kind {
        return match ty {
            Type::Dynamic => None,
            Type::Map(element) => of_type(element, attribute, steps, at + 1),
            Type::Object(object) => match object.attributes.get(&**attribute) {
                Some(inner) => of_type(inner, attribute, steps, at + 1),
                None => {
                    let names = object.attributes.keys().map(ToString::to_string);
                    miss(What::Unknown(attribute, names.collect()))
                }
            },
            Type::List(element) if matches!(**element, Type::Object(_)) => miss(What::List(name)),
            _ => miss(What::Nothing(ty.clone())),
        };
    }
    if !is_literal(&step.kind) {
        return None;
    }
    match ty {
        Type::Bool | Type::Number | Type::String => miss(What::Nothing(ty.clone())),
        Type::Set(_) => miss(What::Set(name)),
        Type::List(element) if is_number(&step.kind) => of_type(element, name, steps, at + 1),
        Type::Map(element) => of_type(element, name, steps, at + 1),
        _ => None,
    }
}

fn is_number(step: &StepKind) -> bool {
    match step {
        StepKind::LegacyIndex(_) => true,
        StepKind::Index(index) => matches!(index.kind, ExpressionKind::Number(_)),
        _ => false,
    }
}

/// Whether a step is an index that is written out: then Terraform follows it before it evaluates anything.
pub(crate) fn is_literal(step: &StepKind) -> bool {
    match step {
        StepKind::LegacyIndex(_) => true,
        StepKind::Index(index) => matches!(
            index.kind,
            ExpressionKind::Number(_) | ExpressionKind::String(_)
        ),
        _ => false,
    }
}

//! Values as those may see them who must not see what is sensitive.

use std::sync::Arc;

use crate::source::Span;
use crate::types::Type;

use super::text::Text;
use super::unknown::{Cause, Part, Shape, Unknown};
use super::value::{Kind, Marks, Value};

impl Value {
    /// The same value, in which nothing sensitive is left: what is, counts as not known. Of a text whose pieces tell
    /// which of them are sensitive, the others stay. Whoever judges it can say whatever it holds.
    pub fn without_sensitive(&self) -> Self {
        if !self.all_marks().sensitive {
            return self.clone();
        }
        if self.marks.sensitive {
            return hidden(self);
        }
        let kind = match &self.kind {
            Kind::Unknown(unknown) => match &unknown.shape {
                Shape::Choice(alternatives) => {
                    let each = alternatives.iter().map(Self::without_sensitive);
                    let shape = Shape::Choice(each.collect());
                    Kind::Unknown(Arc::new((**unknown).clone().shaped(shape)))
                }
                _ => self.kind.clone(),
            },
            other => other.with_parts(Self::without_sensitive),
        };
        Self::from(kind).in_place_of(self)
    }

    /// Its type, in which no name is left that is sensitive: an object or tuple that is sensitive is of any type.
    pub fn type_without_sensitive(&self) -> Type {
        if self.marks.sensitive {
            return without_names(&self.ty());
        }
        match &self.kind {
            Kind::Tuple(items) => {
                Type::tuple(items.iter().map(Self::type_without_sensitive).collect())
            }
            Kind::Object(entries) => Type::object(
                entries
                    .iter()
                    .map(|(name, entry)| (name.clone(), entry.type_without_sensitive())),
            ),
            _ if self.all_marks().sensitive => without_names(&self.ty()),
            _ => self.ty(),
        }
    }
}

fn without_names(ty: &Type) -> Type {
    match ty {
        Type::List(element) => Type::list(without_names(element)),
        Type::Set(element) => Type::set(without_names(element)),
        Type::Map(element) => Type::map(without_names(element)),
        Type::Tuple(_) | Type::Object(_) => Type::Dynamic,
        other => other.clone(),
    }
}

/// What may be seen of a sensitive value.
fn hidden(value: &Value) -> Value {
    // Where it was written is shown as well, so only what is not known keeps its place, and what other text is around.
    let is_told = match &value.kind {
        Kind::Unknown(_) => true,
        Kind::String(text) => text.has_sensitive_piece(),
        _ => false,
    };
    let shown = match &value.kind {
        // That there is nothing gives nothing away.
        Kind::Null(ty) => Kind::Null(without_names(ty)).into(),
        Kind::String(text) if text.has_sensitive_piece() => {
            template(visible_parts(text, value.origin))
        }
        Kind::Unknown(unknown) => of_unknown(value, unknown),
        _ => unknown_of(without_names(&value.ty())),
    };
    Value {
        origin: value.origin.filter(|_| is_told),
        ..shown.in_place_of(value)
    }
}

fn of_unknown(value: &Value, unknown: &Unknown) -> Value {
    let shape = match &unknown.shape {
        // Which attribute it is gives nothing away.
        Shape::Opaque | Shape::Symbol(_) | Shape::Folder(_) => return value.clone(),
        Shape::Choice(alternatives) => {
            let marks = value.marks;
            let each = alternatives.iter();
            Shape::Choice(each.map(|one| hidden(&one.clone().marked(marks))).collect())
        }
        Shape::Encoded(encoding, inner) if inner.all_marks().sensitive => {
            Shape::Encoded(*encoding, Arc::new(inner.without_sensitive()))
        }
        Shape::Template(parts) if parts.iter().any(is_told) => {
            return template(parts.iter().flat_map(visible).collect());
        }
        _ => Shape::Opaque,
    };
    Value::from(Unknown {
        ty: without_names(&unknown.ty),
        shape,
        refinement: super::unknown::Refinement {
            not_null: unknown.refinement.not_null,
            ..Default::default()
        },
        ..unknown.clone()
    })
}

/// Whether a part of a sensitive template tells which of it is sensitive.
fn is_told(part: &Part) -> bool {
    match part {
        Part::Text(text, _) => text.has_sensitive_piece(),
        Part::Hole(_) => false,
    }
}

fn visible(part: &Part) -> Vec<Part> {
    match part {
        Part::Text(text, origin) => visible_parts(text, *origin),
        Part::Hole(hole) => {
            let sensitive = Marks {
                sensitive: true,
                ..Marks::default()
            };
            let (hole, _) = Value {
                marks: Marks::default(),
                ..hidden(&hole.clone().marked(sensitive))
            }
            .unmarked();
            vec![Part::Hole(hole)]
        }
    }
}

/// The pieces of a text, with a hole for each that is sensitive.
fn visible_parts(text: &Text, origin: Option<Span>) -> Vec<Part> {
    let mut start = 0;
    let mut parts = Vec::new();
    for piece in text.pieces() {
        let place = piece.span.or(origin);
        if piece.is_sensitive {
            parts.push(Part::Hole(unknown_of(Type::String)));
        } else {
            let shown = text.as_str().get(start..piece.end).unwrap_or_default();
            parts.push(Part::Text(Text::new(shown), place));
        }
        start = piece.end;
    }
    // A text of one piece does not keep it.
    let rest = text.as_str().get(start..).unwrap_or_default();
    if !rest.is_empty() {
        parts.push(Part::Text(Text::new(rest), origin));
    }
    parts
}

fn template(parts: Vec<Part>) -> Value {
    Value::from(
        Unknown::new(Type::String, Cause::Sensitive)
            .shaped(Shape::Template(parts.into()))
            .not_null(),
    )
}

fn unknown_of(ty: Type) -> Value {
    Unknown::new(ty, Cause::Sensitive).not_null().into()
}

//! Values as Terraform has them, with what iaclint knows beyond: where each was written, and what is known about
//! what Terraform does not know before it applies.

use std::sync::Arc;

use crate::source::Span;
use crate::types::Type;

use super::map::Map;
use super::number::Number;
use super::text::Text;
use super::unknown::{Cause, Part, Shape, Unknown};

/// A value: what it is, what is to be said of it, and where it was written.
///
/// Cloning is cheap: everything large is shared.
#[derive(Debug, Clone)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Whether it must not be shown or stored.
    pub marks: Marks,
    /// The literal, argument or call that it came from. `None` for what no text holds, such as a default of the
    /// language.
    pub origin: Option<Span>,
    /// How many values it consists of, at any depth, each counted as often as it is there: values are shared, so a
    /// small text can make one that no walk over it would end.
    pub(crate) size: u32,
    /// Whether there is something in it, or in what it may be, that Terraform certainly does not know when it plans.
    pub(crate) holds_late: bool,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// `null` of a type; a bare `null` is of type [`Type::Dynamic`].
    Null(Type),
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string, known to the last character.
    String(Text),
    /// A list, with its element type. All elements are of that type.
    List(Type, Arc<[Value]>),
    /// A set, with its element type, in the order in which Terraform iterates it. No two elements are known to be
    /// equal; where one is not wholly known, two may turn out to be.
    Set(Type, Arc<[Value]>),
    /// A map, with its element type.
    Map(Type, Map),
    /// A tuple.
    Tuple(Arc<[Value]>),
    /// An object.
    Object(Map),
    /// What Terraform knows only after it has applied, or what the repository does not say.
    Unknown(Arc<Unknown>),
}

/// What is to be said of a value apart from what it is: Terraform's marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// Not to be shown.
    pub sensitive: bool,
    /// Not to be stored.
    pub ephemeral: bool,
}

impl Marks {
    /// Those of either.
    pub fn with(self, other: Self) -> Self {
        Self {
            sensitive: self.sensitive || other.sensitive,
            ephemeral: self.ephemeral || other.ephemeral,
        }
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl From<Kind> for Value {
    fn from(kind: Kind) -> Self {
        Self {
            size: size_of_kind(&kind),
            holds_late: holds_late(&kind),
            kind,
            marks: Marks::default(),
            origin: None,
        }
    }
}

fn holds_late(kind: &Kind) -> bool {
    match kind {
        Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => false,
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            items.iter().any(|item| item.holds_late)
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            entries.values().any(|entry| entry.holds_late)
        }
        Kind::Unknown(unknown) => {
            let holds = |alternatives: &[Value]| alternatives.iter().any(|one| one.holds_late);
            unknown.is_late
                || matches!(&unknown.shape, Shape::Choice(alternatives) if holds(alternatives))
        }
    }
}

fn size_of_kind(kind: &Kind) -> u32 {
    let all = |sizes: &mut dyn Iterator<Item = u32>| sizes.fold(1_u32, u32::saturating_add);
    match kind {
        Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => 1,
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            all(&mut items.iter().map(|item| item.size))
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            all(&mut entries.values().map(|entry| entry.size))
        }
        Kind::Unknown(unknown) => match &unknown.shape {
            Shape::Opaque | Shape::Symbol(_) | Shape::Folder(_) => 1,
            Shape::Template(parts) => all(&mut parts.iter().map(|part| match part {
                Part::Text(..) => 1,
                Part::Hole(hole) => hole.size,
            })),
            Shape::Encoded(_, inner) => inner.size.saturating_add(1),
            Shape::Choice(items) => all(&mut items.iter().map(|item| item.size)),
            Shape::Open { known, each } | Shape::Entries { known, each } => {
                all(&mut known.iter().chain([&**each]).map(|item| item.size))
            }
            Shape::Partial(entries) | Shape::Resource { known: entries, .. } => {
                all(&mut entries.values().map(|entry| entry.size))
            }
        },
    }
}

impl Value {
    /// `null` of no particular type.
    pub fn null() -> Self {
        Kind::Null(Type::Dynamic).into()
    }

    /// `null` of a type.
    pub fn null_of(ty: Type) -> Self {
        Kind::Null(ty).into()
    }

    /// A boolean.
    pub fn bool(value: bool) -> Self {
        Kind::Bool(value).into()
    }

    /// A number.
    pub fn number(value: impl Into<Number>) -> Self {
        Kind::Number(value.into()).into()
    }

    /// A string, brought into normal form as Terraform does.
    pub fn string(text: impl AsRef<str>) -> Self {
        Kind::String(Text::new(text.as_ref())).into()
    }

    /// A list whose elements are of type `element` already.
    pub fn list(element: Type, items: impl Into<Arc<[Value]>>) -> Self {
        Kind::List(element, items.into()).into()
    }

    /// A map whose entries are of type `element` already.
    pub fn map(element: Type, entries: impl Into<Map>) -> Self {
        Kind::Map(element, entries.into()).into()
    }

    /// A tuple.
    pub fn tuple(items: impl Into<Arc<[Value]>>) -> Self {
        Kind::Tuple(items.into()).into()
    }

    /// An object.
    pub fn object(entries: impl Into<Map>) -> Self {
        Kind::Object(entries.into()).into()
    }

    /// A value of a type of which nothing else is known, because of `cause`.
    pub fn unknown(ty: Type, cause: Cause) -> Self {
        Unknown::new(ty, cause).into()
    }

    /// The same value, written at `span` if it has no place yet.
    pub fn or_at(mut self, span: Span) -> Self {
        self.origin.get_or_insert(span);
        self
    }

    /// The same value, written at `span`.
    pub fn at(mut self, span: Span) -> Self {
        self.origin = Some(span);
        self
    }

    /// The same value, with the marks of `other` and written where it was.
    pub(crate) fn in_place_of(self, other: &Self) -> Self {
        Self {
            marks: other.marks,
            origin: other.origin,
            ..self
        }
    }

    /// The same value with these marks added.
    pub fn marked(mut self, marks: Marks) -> Self {
        self.marks = self.marks.with(marks);
        self
    }

    /// Its type. For collections of many elements this is cheap; for tuples and objects it is built.
    pub fn ty(&self) -> Type {
        match &self.kind {
            Kind::Null(ty) => ty.clone(),
            Kind::Bool(_) => Type::Bool,
            Kind::Number(_) => Type::Number,
            Kind::String(_) => Type::String,
            Kind::List(element, _) => Type::list(element.clone()),
            Kind::Set(element, _) => Type::set(element.clone()),
            Kind::Map(element, _) => Type::map(element.clone()),
            Kind::Tuple(items) => Type::tuple(items.iter().map(Value::ty).collect()),
            Kind::Object(entries) => Type::object(
                entries
                    .iter()
                    .map(|(name, value)| (name.clone(), value.ty())),
            ),
            Kind::Unknown(unknown) => unknown.ty.clone(),
        }
    }

    /// How many values it holds directly: as many as were made for it, if it is new.
    pub(crate) fn width(&self) -> usize {
        match &self.kind {
            Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => 0,
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => items.len(),
            Kind::Map(_, entries) | Kind::Object(entries) => entries.len(),
            Kind::Unknown(unknown) => match &unknown.shape {
                Shape::Opaque | Shape::Symbol(_) | Shape::Folder(_) => 0,
                Shape::Template(parts) => parts.len(),
                Shape::Encoded(..) => 1,
                Shape::Choice(items) => items.len(),
                Shape::Open { known, .. } | Shape::Entries { known, .. } => known.len() + 1,
                Shape::Partial(entries) | Shape::Resource { known: entries, .. } => entries.len(),
            },
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null(_))
    }

    /// Whether it is known itself; its elements may not be.
    pub fn is_known(&self) -> bool {
        !matches!(self.kind, Kind::Unknown(_))
    }

    /// Whether it and everything in it is known.
    pub fn is_wholly_known(&self) -> bool {
        match &self.kind {
            Kind::Unknown(_) => false,
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                items.iter().all(Value::is_wholly_known)
            }
            Kind::Map(_, entries) | Kind::Object(entries) => {
                entries.values().all(Value::is_wholly_known)
            }
            _ => true,
        }
    }

    /// The string, where it is a known one.
    pub fn as_str(&self) -> Option<&str> {
        self.as_text().map(Text::as_str)
    }

    /// The string with the places of its pieces, where it is a known one.
    pub fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, where it is a known one.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.kind {
            Kind::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, where it is a known one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is not known, not even in its type.
    pub(super) fn is_untyped(&self) -> bool {
        self.as_unknown()
            .is_some_and(|unknown| unknown.ty == Type::Dynamic)
    }

    /// What is known of it although it is not known itself.
    pub fn as_unknown(&self) -> Option<&Arc<Unknown>> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// The elements of a known list, set or tuple, in order.
    pub fn elements(&self) -> Option<&Arc<[Value]>> {
        match &self.kind {
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The entries of a known map or object.
    pub fn entries(&self) -> Option<&Map> {
        match &self.kind {
            Kind::Map(_, entries) | Kind::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry of this name of a known map or object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries()?.get(name)
    }

    /// Its marks and those of everything in it, also of what perhaps is in it.
    pub fn all_marks(&self) -> Marks {
        let inner = |marks: Marks, value: &Value| marks.with(value.all_marks());
        match &self.kind {
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                items.iter().fold(self.marks, inner)
            }
            Kind::Map(_, entries) | Kind::Object(entries) => {
                entries.values().fold(self.marks, inner)
            }
            Kind::Unknown(unknown) => match &unknown.shape {
                Shape::Open { known, each } | Shape::Entries { known, each } => {
                    known.iter().chain([&**each]).fold(self.marks, inner)
                }
                Shape::Partial(entries) => entries.values().fold(self.marks, inner),
                Shape::Choice(alternatives) => alternatives.iter().fold(self.marks, inner),
                _ => self.marks,
            },
            _ => self.marks,
        }
    }

    /// The same value without any marks, at any depth, and what it had. A value without marks is not copied.
    pub fn unmarked(self) -> (Self, Marks) {
        let marks = self.all_marks();
        if marks.is_empty() {
            return (self, marks);
        }
        let kind = match &self.kind {
            Kind::String(text) => Kind::String(text.without_sensitive_pieces()),
            Kind::Unknown(unknown) => Kind::Unknown(without_marks(unknown)),
            other => other.with_parts(unmarked_copy),
        };
        let value = Self {
            origin: self.origin,
            ..kind.into()
        };
        (value, marks)
    }
}

/// The same without marks in what is known of it.
fn without_marks(unknown: &Arc<Unknown>) -> Arc<Unknown> {
    let shape = match &unknown.shape {
        Shape::Template(parts) => Shape::Template(parts.iter().map(without_marks_in).collect()),
        Shape::Encoded(encoding, inner) if !inner.all_marks().is_empty() => {
            Shape::Encoded(*encoding, Arc::new(Value::clone(inner).unmarked().0))
        }
        Shape::Open { known, each } => Shape::Open {
            known: known.iter().map(unmarked_copy).collect(),
            each: Arc::new(unmarked_copy(each)),
        },
        Shape::Entries { known, each } => Shape::Entries {
            known: known.iter().map(unmarked_copy).collect(),
            each: Arc::new(unmarked_copy(each)),
        },
        Shape::Choice(alternatives) => {
            Shape::Choice(alternatives.iter().map(unmarked_copy).collect())
        }
        Shape::Partial(entries) => Shape::Partial(
            entries
                .iter()
                .map(|(name, value)| (name.clone(), unmarked_copy(value)))
                .collect(),
        ),
        _ => return Arc::clone(unknown),
    };
    Arc::new(Unknown {
        shape,
        ..(**unknown).clone()
    })
}

fn unmarked_copy(value: &Value) -> Value {
    value.clone().unmarked().0
}

fn without_marks_in(part: &Part) -> Part {
    match part {
        Part::Text(text, origin) => Part::Text(text.without_sensitive_pieces(), *origin),
        Part::Hole(hole) => match &hole.kind {
            Kind::Unknown(unknown) => Part::Hole(Value {
                kind: Kind::Unknown(without_marks(unknown)),
                ..hole.clone()
            }),
            _ => part.clone(),
        },
    }
}

impl From<Unknown> for Value {
    fn from(unknown: Unknown) -> Self {
        Kind::Unknown(Arc::new(unknown)).into()
    }
}

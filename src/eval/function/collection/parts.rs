//! What is in a collection of which perhaps not everything is known.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::convert::{step_into, undecided_beside};
use crate::eval::function::choice_within;
use crate::eval::set_order::{certain_count, is_order_known, not_told};
use crate::eval::unknown::{PathStep, Shape, Unknown};
use crate::eval::value::{Kind, Marks, Value};
use crate::types::Type;

/// The elements of a list, set or tuple.
#[derive(Debug, Clone)]
pub(super) struct Elements {
    /// Those that are certainly in it: all, in order, where there is no `rest`; those of a set as it holds them.
    pub known: Vec<Value>,
    /// What any number of others look like; their positions and those of the known ones are not known then.
    pub rest: Option<Value>,
    /// At least so many.
    pub min: u64,
    /// At most so many.
    pub max: Option<u64>,
}

/// The entries of a map or object.
pub(super) struct Entries {
    /// Those whose names are known: all, where there is no `rest`.
    pub known: BTreeMap<Arc<str>, Value>,
    /// What any number of others look like, whose names are not known.
    pub rest: Option<Value>,
}

impl Elements {
    fn all(known: Vec<Value>) -> Self {
        let count = known.len() as u64;
        Self {
            known,
            rest: None,
            min: count,
            max: Some(count),
        }
    }

    /// Every value that may be in it.
    pub(super) fn possible(&self) -> Vec<Value> {
        self.known.iter().chain(&self.rest).cloned().collect()
    }
}

/// The elements of a sequence. `None` for what is none, and for `null`.
pub(super) fn elements_of(value: &Value) -> Option<Elements> {
    if let Kind::Set(_, items) = &value.kind {
        let elements = Elements::all(items.to_vec());
        let min = certain_count(items);
        return Some(Elements { min, ..elements });
    }
    if let Some(items) = value.elements() {
        return Some(Elements::all(items.to_vec()));
    }
    let unknown = value.as_unknown()?;
    if let Shape::Choice(alternatives) = &unknown.shape
        && let Some(elements) = elements_of_any(alternatives, value)
    {
        return Some(elements);
    }
    let element = match &unknown.ty {
        Type::List(element) | Type::Set(element) => (**element).clone(),
        Type::Tuple(types) => {
            let item = |(at, ty): (u64, &Type)| step(unknown, ty.clone(), PathStep::Index(at));
            return Some(Elements::all((0..).zip(types.iter()).map(item).collect()));
        }
        Type::Dynamic if is_mapping(value) => return None,
        Type::Dynamic => Type::Dynamic,
        _ => return None,
    };
    let refinement = &unknown.refinement;
    let (known, rest) = match &unknown.shape {
        _ if refinement.max_length == Some(0) => (Vec::new(), None),
        Shape::Open { known, each } => (known.to_vec(), Some((**each).clone())),
        _ => (Vec::new(), Some(step(unknown, element, PathStep::Any))),
    };
    Some(Elements {
        min: refinement.min_length.max(u64::from(!known.is_empty())),
        max: refinement.max_length,
        known,
        rest,
    })
}

/// What the first element of a sequence is, where any element looks like `each`.
pub(super) fn first_of_open(sequence: &Unknown, each: &Value) -> Value {
    let repeated = sequence.repeated.as_ref();
    let first = repeated.and_then(|of| Some((of, of.key(Some(0), None)?)));
    first.map_or_else(|| each.clone(), |(of, key)| of.instance(each, &key))
}

/// The elements of one of several sequences: position by position where all are equally long.
fn elements_of_any(alternatives: &[Value], of: &Value) -> Option<Elements> {
    let possible = alternatives.iter().filter(|one| !one.is_null());
    // What is at a position of a set is not known as long as its order is not.
    let has_order = |one: &Value| match &one.kind {
        Kind::Set(_, items) => is_order_known(items),
        _ => true,
    };
    let have_order = possible.clone().all(has_order);
    let possible: Vec<Elements> = possible.map(elements_of).collect::<Option<_>>()?;
    let length = possible.first()?.known.len();
    let is_exact = |elements: &Elements| {
        have_order
            && elements.rest.is_none()
            && elements.known.len() == length
            && elements.min == elements.max.unwrap_or(u64::MAX)
    };
    if possible.iter().all(is_exact) {
        let at = |at: usize| {
            possible
                .iter()
                .map(move |elements| elements.known[at].clone())
        };
        let known = (0..length).map(|place| any_of(at(place).collect(), of));
        return Some(Elements::all(known.collect()));
    }
    let max = possible.iter().map(|elements| elements.max);
    let max: Option<Vec<u64>> = max.collect();
    Some(Elements {
        known: Vec::new(),
        min: possible.iter().map(|elements| elements.min).min()?,
        max: max.and_then(|counts| counts.into_iter().max()),
        rest: Some(any_of(
            possible.iter().flat_map(Elements::possible).collect(),
            of,
        )),
    })
}

/// The entries of one of several mappings: those that all have, and what others look like.
fn entries_of_any(alternatives: &[Value], of: &Value) -> Option<Entries> {
    let possible = alternatives.iter().filter(|one| !one.is_null());
    let possible: Vec<Entries> = possible.map(entries_of).collect::<Option<_>>()?;
    let mut known: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    let mut others: Vec<Value> = Vec::new();
    for entries in &possible {
        others.extend(entries.rest.clone());
        for (name, entry) in &entries.known {
            if known.contains_key(name) {
                continue;
            }
            let found = possible
                .iter()
                .map(|entries| entries.known.get(name).cloned());
            match found.collect::<Option<Vec<Value>>>() {
                Some(all) => {
                    known.insert(name.clone(), any_of(all, of));
                }
                None => others.push(entry.clone()),
            }
        }
    }
    let rest = (!others.is_empty()).then(|| any_of(others, of));
    Some(Entries { known, rest })
}

/// The entries of a mapping. `None` for what is none, and for `null`.
pub(super) fn entries_of(value: &Value) -> Option<Entries> {
    if let Some(entries) = value.entries() {
        let known = entries.iter().cloned().collect();
        return Some(Entries { known, rest: None });
    }
    let unknown = value.as_unknown()?;
    if let Shape::Choice(alternatives) = &unknown.shape
        && let Some(entries) = entries_of_any(alternatives, value)
    {
        return Some(entries);
    }
    let partial = |ty: Type| match &unknown.shape {
        Shape::Partial(entries) => Entries {
            known: entries.iter().cloned().collect(),
            rest: Some(derived(ty, unknown)),
        },
        Shape::Open { known, each } | Shape::Entries { known, each } => Entries {
            known: BTreeMap::new(),
            rest: Some(any_of(
                known.iter().chain([&**each]).cloned().collect(),
                value,
            )),
        },
        _ => Entries {
            known: BTreeMap::new(),
            rest: Some(step(unknown, ty, PathStep::Any)),
        },
    };
    match &unknown.ty {
        Type::Object(object) => {
            let named = |(name, ty): (&Arc<str>, &Type)| {
                let found = match &unknown.shape {
                    Shape::Partial(entries) => entries.get(name).cloned(),
                    _ => None,
                };
                let entry = found
                    .unwrap_or_else(|| step(unknown, ty.clone(), PathStep::Name(name.clone())));
                (name.clone(), entry)
            };
            let known = object.attributes.iter().map(named).collect();
            Some(Entries { known, rest: None })
        }
        Type::Map(element) => Some(partial((**element).clone())),
        Type::Dynamic => Some(partial(Type::Dynamic)),
        _ => None,
    }
}

/// What is one step into an unknown value.
pub(super) fn step(unknown: &Arc<Unknown>, ty: Type, step: PathStep) -> Value {
    match &unknown.shape {
        Shape::Symbol(symbol) => step_into(symbol, ty, step, unknown),
        _ => derived(ty, unknown),
    }
}

/// Something of type `ty` in an unknown value, of which nothing else is known.
fn derived(ty: Type, of: &Arc<Unknown>) -> Value {
    Unknown::derived(ty, [&Value::from(Kind::Unknown(of.clone()))]).into()
}

/// One of several values, in the place of `of`; something unknown where there is none.
pub(super) fn any_of(values: Vec<Value>, of: &Value) -> Value {
    if values.is_empty() {
        return Unknown::derived(Type::Dynamic, [of]).into();
    }
    choice_within(values, of)
}

/// A collection of type `ty` of which only some elements are known.
pub(super) fn open(ty: Type, elements: Elements, sources: &[Value]) -> Value {
    let mut unknown = Unknown::derived(ty, sources);
    // It is open because of what is not known itself, not of what else holds something that is not known.
    let opened = sources.iter().filter_map(Value::as_unknown);
    let opened = opened.filter(|source| !matches!(source.shape, Shape::Choice(_)));
    if let Some(source) = opened.into_iter().next() {
        (unknown.cause, unknown.at) = (source.cause.clone(), source.at);
    }
    open_as(unknown, elements)
}

/// A collection of type `ty` whose order depends on that of these elements of sets, which is not known.
pub(super) fn open_in_any_order(ty: Type, elements: Elements, of_sets: &[Value]) -> Value {
    open_as(not_told(ty, of_sets), elements)
}

/// An object or map of which the names of the entries are not known.
pub(super) fn open_entries(elements: Elements, sources: &[Value]) -> Value {
    let value = open(Type::Dynamic, elements, sources);
    let Kind::Unknown(unknown) = &value.kind else {
        return value;
    };
    let unknown = (**unknown).clone();
    let shape = match &unknown.shape {
        Shape::Open { known, each } => Shape::Entries {
            known: known.clone(),
            each: each.clone(),
        },
        other => other.clone(),
    };
    Value::from(unknown.shaped(shape)).marked(value.marks)
}

fn open_as(unknown: Unknown, elements: Elements) -> Value {
    let each = elements
        .rest
        .unwrap_or_else(|| any_of(elements.known.clone(), &Value::null()));
    let mut unknown = unknown.not_null();
    unknown.refinement.min_length = elements.min;
    unknown.refinement.max_length = elements.max;
    let is_set = matches!(unknown.ty, Type::Set(_));
    let element = unknown.ty.element().cloned();
    let item = |item: Value| match &element {
        Some(ty) => undecided_beside(item, ty),
        None => item,
    };
    unknown.shape = Shape::Open {
        known: elements.known.into_iter().map(item).collect(),
        each: Arc::new(item(each)),
    };
    let value = Value::from(unknown);
    if is_set {
        // It cannot be told which element the marks are of.
        let (value, marks) = value.unmarked();
        return value.marked(marks);
    }
    value
}

/// The marks of a value itself, and the value without them. What is in it keeps its marks.
pub(super) fn take_marks(value: &Value) -> (Value, Marks) {
    let marks = value.marks;
    let mut value = value.clone();
    value.marks = Marks::default();
    (value, marks)
}

/// Whether a value that is not known is a map or an object, whatever its type.
pub(super) fn is_mapping(value: &Value) -> bool {
    value.as_unknown().is_some_and(|unknown| {
        unknown.is_mapping() || matches!(unknown.shape, Shape::Entries { .. } | Shape::Partial(_))
    })
}

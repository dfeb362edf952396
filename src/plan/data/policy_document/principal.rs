//! Who a statement is about: `Principal` and `NotPrincipal`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Kind, Map, Shape, Unknown, Value, choice};
use crate::types::Type;

use super::list::{Listing, one_or_many, opaque, open, unordered};
use super::{placed, set_order};

/// The identifiers of a block.
const IDENTIFIERS: Listing = Listing {
    is_ordered: false,
    is_replaced: true,
    is_kept_empty: true,
};

/// A block of one type.
struct Principal<'p> {
    kind: &'p Value,
    identifiers: Value,
    /// What orders it among the others; `None` where not all of it is known.
    order: Option<String>,
}

/// The blocks of a statement as one object, by type; nothing where there is none.
pub(super) fn principals(blocks: &Value) -> Option<Value> {
    let origin = blocks.elements().and_then(|items| items.first()?.origin);
    let made = match &blocks.kind {
        Kind::Unknown(unknown) => match &unknown.shape {
            Shape::Open { known, each } => {
                let object = partial(known.iter().filter_map(principal), Some(each));
                if known.is_empty() {
                    choice(vec![Value::null(), object], blocks)
                } else {
                    object
                }
            }
            _ => opaque([blocks]),
        },
        _ => {
            let blocks = blocks.elements()?;
            let principals: Vec<Principal<'_>> = blocks.iter().filter_map(principal).collect();
            match principals.as_slice() {
                [] => return None,
                [only] if is_anyone(only.kind, &only.identifiers) => Value::string("*"),
                _ if principals.iter().all(|one| one.kind.is_known()) => by_type(principals),
                _ => partial(principals.into_iter(), None),
            }
        }
    };
    Some(match origin {
        Some(span) => made.or_at(span),
        None => made,
    })
}

/// Whether this is everyone: of principals with this type and identifier alone the provider writes only a star.
pub(super) fn is_anyone(kind: &Value, identifiers: &Value) -> bool {
    let only = match identifiers.elements().map(|items| &**items) {
        Some([only]) => only,
        _ => identifiers,
    };
    kind.as_str() == Some("*") && only.as_str() == Some("*")
}

fn principal(block: &Value) -> Option<Principal<'_>> {
    let (kind, strings) = (block.get("type")?, block.get("identifiers")?);
    let texts = strings.elements().and_then(|items| set_order::texts(items));
    let order = kind
        .as_str()
        .zip(texts)
        .map(|(kind, texts)| set_order::of_principal(kind, &texts));
    let identifiers = one_or_many(strings, IDENTIFIERS).unwrap_or_else(|| Value::tuple([]));
    Some(Principal {
        kind,
        identifiers: in_order(identifiers),
        order,
    })
}

/// A list of identifiers as the provider writes it: sorted, the last first.
pub(super) fn in_order(identifiers: Value) -> Value {
    let Some(items) = identifiers.elements() else {
        return identifiers;
    };
    let list = if items.iter().all(Value::is_known) {
        let mut items = items.to_vec();
        items.sort_by(|a, b| b.as_str().cmp(&a.as_str()));
        Value::tuple(items)
    } else {
        unordered(items.to_vec())
    };
    placed(list, identifiers.origin)
}

/// Identifiers by type. Those of several blocks of one type are put together in the order of the blocks.
fn by_type(mut principals: Vec<Principal<'_>>) -> Value {
    let is_ordered = principals.iter().all(|one| one.order.is_some());
    principals.sort_by(|a, b| a.order.cmp(&b.order));
    let mut types: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for principal in principals {
        if let Some(kind) = principal.kind.as_text() {
            let identifiers = principal.identifiers;
            types.entry(kind.shared()).or_default().push(identifiers);
        }
    }
    let together = |mut lists: Vec<Value>| match lists.len() {
        1 => lists.remove(0),
        _ => joined(&lists, is_ordered),
    };
    let entries = types
        .into_iter()
        .map(|(kind, lists)| (kind, together(lists)));
    Value::object(entries.collect::<Map>())
}

/// Several lists, or strings that stand for lists of one, as one list.
pub(super) fn joined(lists: &[Value], is_ordered: bool) -> Value {
    let mut items = Vec::new();
    let mut rest = Vec::new();
    for list in lists {
        match (list.elements(), list.as_unknown()) {
            (Some(elements), _) => items.extend(elements.iter().cloned()),
            (None, Some(unknown)) => match &unknown.shape {
                // All of it is known, up to the order.
                Shape::Open { known, .. }
                    if unknown.refinement.max_length == Some(known.len() as u64) =>
                {
                    items.extend(known.iter().cloned());
                }
                _ if unknown.ty == Type::String => items.push(list.clone()),
                _ => rest.push(list.clone()),
            },
            (None, None) => items.push(list.clone()),
        }
    }
    if !rest.is_empty() {
        let each = Unknown::derived(Type::String, &rest).not_null();
        return open(items, each.into());
    }
    if is_ordered || items.len() < 2 {
        Value::tuple(items)
    } else {
        unordered(items)
    }
}

/// Principals of which not all types are known, or among which there may be others: each that is known may have
/// further identifiers.
fn partial<'p>(principals: impl Iterator<Item = Principal<'p>>, other: Option<&Value>) -> Value {
    let principals: Vec<Principal<'_>> = principals.collect();
    let mut rest: Vec<Value> = other.cloned().into_iter().collect();
    let mut types: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for principal in principals {
        match principal.kind.as_text() {
            Some(kind) => {
                let identifiers = principal.identifiers;
                types.entry(kind.shared()).or_default().push(identifiers);
            }
            None => rest.extend([principal.kind.clone(), principal.identifiers]),
        }
    }
    let more: Value = Unknown::derived(Type::String, &rest).not_null().into();
    let entries = types.into_iter().map(|(kind, lists)| {
        let together = joined(&lists, false);
        let known = match together.as_unknown().map(|unknown| &unknown.shape) {
            Some(Shape::Open { known, .. }) => known.to_vec(),
            _ => together
                .elements()
                .map_or(Vec::new(), |items| items.to_vec()),
        };
        (kind, open(known, more.clone()))
    });
    let entries: Map = entries.collect();
    let unknown = Unknown::derived(Type::Dynamic, rest.iter().chain(entries.values()));
    unknown.not_null().shaped(Shape::Partial(entries)).into()
}

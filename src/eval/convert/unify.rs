//! The one type that values of several types can all be converted to.

use std::cmp::Ordering;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use crate::types::{ObjectType, Type};

use super::types::check;

/// The type that values of all these types convert to, as Terraform finds it for the branches of a condition and the
/// elements of a list. `None` where there is none.
pub fn unify(types: &[Type]) -> Option<Type> {
    let types = distinct(types);
    let first = types.first()?;
    if types.len() == 1 {
        return Some((*first).clone());
    }
    let count = |is: fn(&Type) -> bool| types.iter().filter(|ty| is(ty)).count();
    let maps = count(|ty| matches!(ty, Type::Map(_)));
    let lists = count(|ty| matches!(ty, Type::List(_)));
    let sets = count(|ty| matches!(ty, Type::Set(_)));
    let objects = count(|ty| matches!(ty, Type::Object(_)));
    let tuples = count(|ty| matches!(ty, Type::Tuple(_)));
    let dynamic = count(|ty| *ty == Type::Dynamic);
    let all = |count: usize| count + dynamic == types.len();
    let of_one_kind = [maps, lists, sets, objects, tuples]
        .into_iter()
        .any(|count| count > 0 && all(count));
    if of_one_kind && dynamic > 0 {
        // The type that is not known yet may lead to any of several results.
        return Some(Type::Dynamic);
    }
    if of_one_kind {
        return if objects > 0 {
            unify_objects(&types)
        } else if tuples > 0 {
            unify_tuples(&types)
        } else {
            unify_collections(&types)
        };
    }
    if maps > 0 && all(maps + objects) {
        if let Some(ty) = unify_as_maps(&types) {
            return Some(ty);
        }
    } else if lists > 0 && all(lists + tuples) {
        if let Some(ty) = unify_as_lists(&types) {
            return Some(ty);
        }
    } else if objects > 0 && tuples > 0 {
        return None;
    }
    let candidates = in_order_of_preference(&types);
    let fits = |wanted: &&Type| types.iter().all(|ty| check(ty, wanted).is_ok());
    candidates.into_iter().find(fits).cloned()
}

/// Whether these types may come to one, whatever the parts of which the type is not known turn out to be: what has
/// names, what has positions and what has neither never do.
pub(super) fn may_be_of_one_kind(types: &[Type]) -> bool {
    let has = |is: fn(&Type) -> bool| types.iter().any(is);
    let kinds = [
        has(Type::is_mapping),
        has(Type::is_sequence),
        has(|ty| matches!(ty, Type::Bool | Type::Number | Type::String)),
    ];
    kinds.into_iter().filter(|found| *found).count() < 2
}

/// Whether these types may come to one, by all their parts of which the types are known.
pub(in crate::eval) fn may_unify(types: &[Type]) -> bool {
    let mut types = distinct(types);
    types.retain(|ty| **ty != Type::Dynamic);
    let (Some(first), true) = (types.first(), types.len() > 1) else {
        return true;
    };
    let all: Vec<Type> = types.iter().map(|ty| (*ty).clone()).collect();
    if !may_be_of_one_kind(&all) {
        return false;
    }
    // Beside maps, an object may become another one that has fewer attributes, and a map of elements of any type one of
    // whatever attributes.
    let objects = types
        .iter()
        .filter(|ty| matches!(ty, Type::Object(_)))
        .count();
    let is_open = |ty: &&Type| match ty {
        Type::Map(element) => objects > 1 || **element == Type::Dynamic,
        _ => false,
    };
    if first.is_primitive() || objects > 0 && types.iter().any(is_open) {
        return true;
    }
    // What is of one form comes to one type place by place, and everything else to one for all places.
    if types.iter().all(|ty| is_of_form_of(ty, first)) {
        let rows: Vec<Vec<Type>> = types.iter().map(|ty| parts(ty)).collect();
        let column = |at: usize| {
            rows.iter()
                .map(|row| row[at].clone())
                .collect::<Vec<Type>>()
        };
        return (0..rows[0].len()).all(|at| may_unify(&column(at)));
    }
    may_unify(&types.iter().flat_map(|ty| parts(ty)).collect::<Vec<Type>>())
}

/// The types of what is in a value of this type.
fn parts(ty: &Type) -> Vec<Type> {
    match ty {
        Type::List(element) | Type::Set(element) | Type::Map(element) => vec![(**element).clone()],
        Type::Tuple(elements) => elements.to_vec(),
        Type::Object(object) => object.attributes.values().cloned().collect(),
        _ => Vec::new(),
    }
}

/// Whether both are objects with the same attributes, or tuples of the same length.
fn is_of_form_of(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Object(a), Type::Object(b)) => a.attributes.keys().eq(b.attributes.keys()),
        (Type::Tuple(a), Type::Tuple(b)) => a.len() == b.len(),
        _ => false,
    }
}

/// Each type once, in the order in which they first appear.
fn distinct(types: &[Type]) -> Vec<&Type> {
    let mut seen = BTreeSet::new();
    types.iter().filter(|ty| seen.insert(*ty)).collect()
}

/// `wanted`, if values of all these types convert to it.
fn if_all_convert(types: &[&Type], wanted: Type) -> Option<Type> {
    types
        .iter()
        .all(|ty| check(ty, &wanted).is_ok())
        .then_some(wanted)
}

fn unify_collections(types: &[&Type]) -> Option<Type> {
    let elements: Vec<Type> = types
        .iter()
        .filter_map(|ty| ty.element())
        .cloned()
        .collect();
    let element = unify(&elements)?;
    let common = match types.first()? {
        Type::List(_) => Type::list(element),
        Type::Set(_) => Type::set(element),
        _ => Type::map(element),
    };
    if_all_convert(types, common)
}

/// Maps and objects: the objects count as the map that they come to together.
fn unify_as_maps(types: &[&Type]) -> Option<Type> {
    let is_object = |ty: &Type| matches!(ty, Type::Object(_));
    let objects: Vec<&Type> = types.iter().copied().filter(|ty| is_object(ty)).collect();
    let map = objects_to_map(&objects)?;
    let replaced = types
        .iter()
        .map(|ty| if is_object(ty) { &map } else { *ty });
    let common = unify(&replaced.cloned().collect::<Vec<Type>>())?;
    matches!(common, Type::Map(_)).then_some(common)
}

/// Lists and tuples: the tuples count as the list that they come to together.
fn unify_as_lists(types: &[&Type]) -> Option<Type> {
    let is_tuple = |ty: &Type| matches!(ty, Type::Tuple(_));
    let tuples: Vec<&Type> = types.iter().copied().filter(|ty| is_tuple(ty)).collect();
    let list = tuples_to_list(&tuples)?;
    let replaced = types
        .iter()
        .map(|ty| if is_tuple(ty) { &list } else { *ty });
    let common = unify(&replaced.cloned().collect::<Vec<Type>>())?;
    matches!(common, Type::List(_)).then_some(common)
}

fn unify_objects(types: &[&Type]) -> Option<Type> {
    let objects: Vec<&Arc<ObjectType>> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Object(object) => Some(object),
            _ => None,
        })
        .collect();
    let first = objects.first()?;
    let same_names = objects
        .iter()
        .all(|object| object.attributes.keys().eq(first.attributes.keys()));
    if !same_names {
        return objects_to_map(types);
    }
    let attribute = |name: &Arc<str>| {
        let types = objects
            .iter()
            .filter_map(|object| object.attributes.get(name));
        let types: Vec<Type> = types.cloned().collect();
        Some((name.clone(), unify(&types)?))
    };
    let attributes: Option<Vec<(Arc<str>, Type)>> =
        first.attributes.keys().map(attribute).collect();
    if_all_convert(types, Type::object(attributes?)).or_else(|| objects_to_map(types))
}

fn objects_to_map(types: &[&Type]) -> Option<Type> {
    let mut attributes: Vec<Type> = Vec::new();
    for ty in types {
        if let Type::Object(object) = ty {
            attributes.extend(object.attributes.values().cloned());
        }
    }
    if_all_convert(types, Type::map(unify(&attributes)?))
}

fn unify_tuples(types: &[&Type]) -> Option<Type> {
    let tuples: Vec<&Arc<Vec<Type>>> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Tuple(elements) => Some(elements),
            _ => None,
        })
        .collect();
    let length = tuples.first()?.len();
    if tuples.iter().any(|tuple| tuple.len() != length) {
        return tuples_to_list(types);
    }
    let element = |at: usize| {
        let types: Vec<Type> = tuples.iter().map(|tuple| tuple[at].clone()).collect();
        unify(&types)
    };
    let elements: Option<Vec<Type>> = (0..length).map(element).collect();
    if_all_convert(types, Type::tuple(elements?)).or_else(|| tuples_to_list(types))
}

fn tuples_to_list(types: &[&Type]) -> Option<Type> {
    let mut elements: Vec<Type> = Vec::new();
    for ty in types {
        if let Type::Tuple(items) = ty {
            elements.extend(items.iter().cloned());
        }
    }
    if_all_convert(types, Type::list(unify(&elements)?))
}

/// The types, those that more values convert to first; where neither is preferred, in the given order.
fn in_order_of_preference<'t>(types: &[&'t Type]) -> Vec<&'t Type> {
    let count = types.len();
    let mut worse: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut better: Vec<usize> = vec![0; count];
    for left in 0..count {
        for right in left + 1..count {
            let (first, second) = match preference(types[left], types[right]) {
                Ordering::Less => (left, right),
                Ordering::Greater => (right, left),
                Ordering::Equal => continue,
            };
            worse[first].push(second);
            better[second] += 1;
        }
    }
    let mut next: VecDeque<usize> = (0..count).filter(|at| better[*at] == 0).collect();
    let mut ordered = Vec::with_capacity(count);
    while let Some(at) = next.pop_front() {
        ordered.push(types[at]);
        for &other in &worse[at] {
            better[other] -= 1;
            if better[other] == 0 {
                next.push_back(other);
            }
        }
    }
    ordered
}

/// Which of two types is preferred: the one that values of the other convert to. Equal where neither is.
fn preference(a: &Type, b: &Type) -> Ordering {
    match (a, b) {
        (Type::Dynamic, Type::Dynamic) => Ordering::Equal,
        (Type::Dynamic, _) => Ordering::Greater,
        (_, Type::Dynamic) => Ordering::Less,
        (Type::String, Type::Bool | Type::Number)
        | (Type::List(_), Type::Tuple(_) | Type::Set(_))
        | (Type::Map(_), Type::Object(_))
        | (Type::Tuple(_), Type::Set(_)) => Ordering::Less,
        (Type::Bool | Type::Number, Type::String)
        | (Type::Tuple(_) | Type::Set(_), Type::List(_))
        | (Type::Object(_), Type::Map(_))
        | (Type::Set(_), Type::Tuple(_)) => Ordering::Greater,
        (Type::List(a), Type::List(b))
        | (Type::Set(a), Type::Set(b))
        | (Type::Map(a), Type::Map(b)) => preference(a, b),
        (Type::Object(a), Type::Object(b)) if a.attributes.keys().eq(b.attributes.keys()) => {
            together(a.attributes.values().zip(b.attributes.values()))
        }
        (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => together(a.iter().zip(b.iter())),
        _ => Ordering::Equal,
    }
}

/// The preference that all pairs have that have one.
fn together<'t>(pairs: impl Iterator<Item = (&'t Type, &'t Type)>) -> Ordering {
    let mut result = Ordering::Equal;
    for (a, b) in pairs {
        match (result, preference(a, b)) {
            (_, Ordering::Equal) => {}
            (Ordering::Equal, found) => result = found,
            (before, found) if before == found => {}
            _ => return Ordering::Equal,
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{Type, unify};

    #[test]
    fn types_are_unified_as_measured() {
        let object = |attributes: &[(&'static str, Type)]| Type::object(attributes.iter().cloned());
        let cases = [
            (vec![Type::Number, Type::String], Some(Type::String)),
            (vec![Type::Number, Type::Bool], None),
            (
                vec![Type::tuple(vec![Type::Number]), Type::tuple(vec![])],
                Some(Type::list(Type::Number)),
            ),
            (
                vec![object(&[("a", Type::Number)]), object(&[])],
                Some(Type::map(Type::Number)),
            ),
            (
                vec![
                    object(&[("a", Type::Number)]),
                    object(&[("a", Type::String)]),
                ],
                Some(object(&[("a", Type::String)])),
            ),
            (
                vec![Type::list(Type::String), Type::set(Type::String)],
                Some(Type::list(Type::String)),
            ),
            (vec![Type::tuple(vec![Type::Number]), object(&[])], None),
            (
                vec![Type::list(Type::String), Type::tuple(vec![])],
                Some(Type::list(Type::String)),
            ),
            // An attribute that fits nothing decides, even though the maps alone would fit.
            (
                vec![
                    object(&[("a", Type::Number), ("b", Type::Bool)]),
                    object(&[("a", Type::Bool), ("b", Type::Number)]),
                ],
                None,
            ),
            (
                vec![
                    Type::Dynamic,
                    Type::tuple(vec![Type::Number]),
                    Type::list(Type::Number),
                ],
                Some(Type::list(Type::Number)),
            ),
            (
                vec![Type::Dynamic, Type::list(Type::Number)],
                Some(Type::Dynamic),
            ),
        ];
        for (types, expected) in cases {
            assert_eq!(unify(&types), expected, "{types:?}");
        }
    }
}

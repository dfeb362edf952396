//! Which resources of a type may have a value: so that one of many is found without looking at all of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Owner, PathStep, Symbol, Unknown, Value};

use super::identity::same_one;

/// The values that one attribute has, by what they are. Positions are those of the resources.
#[derive(Debug, Default)]
pub(super) struct Index {
    nulls: Vec<usize>,
    texts: BTreeMap<Arc<str>, Vec<usize>>,
    owners: BTreeMap<Arc<Owner>, Vec<usize>>,
    /// Values that no other resource has for that attribute, by the resource type and the attribute that they are.
    unique: BTreeMap<(Arc<str>, Arc<[PathStep]>), Alike>,
    /// Values that may turn out to be anything.
    others: Vec<usize>,
}

/// Values of which nothing is known but whose they are: what one of them may turn out to be, all may.
#[derive(Debug)]
struct Alike {
    first: Value,
    positions: Vec<usize>,
}

impl Index {
    /// Of these values, in order.
    pub(super) fn of(values: impl Iterator<Item = Value>) -> Self {
        let mut index = Self::default();
        for (at, value) in values.enumerate() {
            match (text(&value), symbol(&value)) {
                _ if value.is_null() => index.nulls.push(at),
                (Some(text), _) => index.texts.entry(text).or_default().push(at),
                (None, Some(symbol)) if symbol.is_unique() => index.add_unique(at, &value, symbol),
                _ => index.others.push(at),
            }
        }
        index
    }

    fn add_unique(&mut self, at: usize, value: &Value, symbol: &Symbol) {
        let key = (symbol.owner.address.kind.clone(), symbol.path.clone());
        let alike = self.unique.entry(key).or_insert_with(|| Alike {
            first: value.clone(),
            positions: Vec::new(),
        });
        if !is_known_alike(value, &alike.first) {
            self.others.push(at);
            return;
        }
        alike.positions.push(at);
        let owned = self.owners.entry(symbol.owner.clone()).or_default();
        owned.push(at);
    }

    /// The positions of all that may have this value, in order; `None` where that may be any.
    pub(super) fn possible(&self, wanted: &Value) -> Option<Vec<usize>> {
        let mut found = self.others.clone();
        match (text(wanted), symbol(wanted)) {
            // What only one resource has for it is there.
            _ if wanted.is_null() => found.extend(&self.nulls),
            (Some(text), _) => {
                found.extend(self.texts.get(&text).into_iter().flatten());
                // An attribute that AWS decides may turn out to be this text.
                let may_be = self.unique.values();
                let may_be = may_be.filter(|alike| same_one(&alike.first, wanted) != Some(false));
                found.extend(may_be.flat_map(|alike| &alike.positions));
            }
            (None, Some(symbol)) if symbol.is_unique() => {
                found.extend(self.owners.get(&symbol.owner).into_iter().flatten());
                found.extend(self.texts.values().flatten());
                let other = self.unique.iter();
                let other = other.filter(|((_, path), _)| *path != symbol.path);
                found.extend(other.flat_map(|(_, alike)| &alike.positions));
            }
            _ => return None,
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }
}

/// Whether no more is known of one value than of another, but for whose they are.
fn is_known_alike(value: &Value, other: &Value) -> bool {
    let said = |unknown: &Unknown| (unknown.ty.clone(), unknown.refinement.clone());
    let said = |value: &Value| value.as_unknown().map(|unknown| said(unknown));
    said(value) == said(other)
}

fn symbol(value: &Value) -> Option<&Symbol> {
    value.as_unknown()?.symbol()
}

/// A text or a number, as texts and numbers are compared.
fn text(value: &Value) -> Option<Arc<str>> {
    match value.as_text() {
        Some(text) => Some(text.shared()),
        None => Some(value.as_number()?.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Index;
    use crate::address::{ModulePath, ResourceAddress, ResourceMode};
    use crate::eval::{Cause, Owner, PathStep, Shape, Symbol, Unknown, Value};
    use crate::types::Type;

    /// An attribute of a key of this name.
    fn of_key(name: &str, attribute: &str) -> Value {
        let owner = Owner {
            stack: "live/prod".into(),
            address: ResourceAddress {
                module: ModulePath(Vec::new()),
                mode: ResourceMode::Managed,
                kind: "aws_kms_key".into(),
                name: name.into(),
                key: None,
            },
        };
        let symbol = Symbol::whole(&Arc::new(owner)).step(PathStep::Name(attribute.into()));
        let unknown = Unknown::new(Type::String, Cause::Apply);
        unknown.shaped(Shape::Symbol(symbol)).into()
    }

    fn possible(values: &[Value], wanted: &Value) -> Vec<usize> {
        let index = Index::of(values.iter().cloned());
        index.possible(wanted).unwrap()
    }

    #[test]
    fn what_certainly_is_another_value_is_passed_over() {
        let open = Value::unknown(Type::String, Cause::Apply);
        let (a, b) = (of_key("a", "arn"), of_key("b", "arn"));
        let values = [
            Value::null(),
            Value::string("x"),
            a.clone(),
            b,
            of_key("a", "id"),
            open,
        ];
        assert_eq!(possible(&values, &Value::string("x")), [1, 4, 5]);
        // The ARN of a key may turn out to be an ARN, and is never empty.
        let arn = Value::string("arn:aws:kms:us-east-1:123456789012:key/1");
        assert_eq!(possible(&values, &arn), [2, 3, 4, 5]);
        assert_eq!(possible(&values, &Value::string("")), [5]);
        // Of one resource, `id` and `arn` may be the same.
        assert_eq!(possible(&values, &a), [1, 2, 4, 5]);
        assert_eq!(possible(&values, &Value::null()), [0, 5]);
        // What may be anything is looked for among all.
        let open = Value::unknown(Type::String, Cause::Apply);
        assert_eq!(Index::of(values.into_iter()).possible(&open), None);
    }
}

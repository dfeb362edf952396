//! Which instance a value is of, where it is taken from a block of which it is not known how many instances there are:
//! `aws_subnet.private[0].id` is the id of the first, whether there are others or not.

use std::sync::Arc;

use crate::address::{Key, ModulePath, ResourceAddress};

use super::map::Map;
use super::unknown::{Dependencies, Owner, Part, Shape, Symbol, Unknown};
use super::value::{Kind, Value};

/// What has instances whose number is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The block.
    pub block: RepeatedBlock,
    /// Whether `count` makes them, so that positions tell them apart, and not `for_each`.
    pub is_counted: bool,
}

/// A block with such instances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RepeatedBlock {
    /// A resource, by any of its instances.
    Resource(Arc<Owner>),
    /// A call of a module, by any of the instances that it makes: the stack, and the way to them.
    Call(Arc<str>, ModulePath),
}

impl Repeated {
    /// The key that a position or name stands for.
    pub(super) fn key(&self, position: Option<u64>, name: Option<&str>) -> Option<Key> {
        if self.is_counted {
            position.map(Key::Index)
        } else {
            name.map(|name| Key::Text(name.into()))
        }
    }

    /// What is said of any instance, said of the one under a key.
    pub(super) fn instance(&self, any: &Value, key: &Key) -> Value {
        let kind = match &any.kind {
            Kind::Unknown(unknown) => Kind::Unknown(Arc::new(self.unknown(unknown, key))),
            known => known.with_parts(|part| self.instance(part, key)),
        };
        Value::from(kind).in_place_of(any)
    }

    fn all(&self, items: &[Value], key: &Key) -> Arc<[Value]> {
        items.iter().map(|item| self.instance(item, key)).collect()
    }

    fn entries(&self, entries: &Map, key: &Key) -> Map {
        let entries = entries.iter();
        entries
            .map(|(name, value)| (name.clone(), self.instance(value, key)))
            .collect()
    }

    fn unknown(&self, unknown: &Unknown, key: &Key) -> Unknown {
        let one = |value: &Arc<Value>| Arc::new(self.instance(value, key));
        let shape = match &unknown.shape {
            Shape::Opaque => Shape::Opaque,
            Shape::Folder(path) => Shape::Folder(path.clone()),
            Shape::Symbol(symbol) => Shape::Symbol(self.symbol(symbol, key)),
            Shape::Template(parts) => {
                let part = |part: &Part| match part {
                    Part::Text(..) => part.clone(),
                    Part::Hole(hole) => Part::Hole(self.instance(hole, key)),
                };
                Shape::Template(parts.iter().map(part).collect())
            }
            Shape::Encoded(encoding, inner) => Shape::Encoded(*encoding, one(inner)),
            Shape::Choice(alternatives) => Shape::Choice(self.all(alternatives, key)),
            Shape::Open { known, each } => Shape::Open {
                known: self.all(known, key),
                each: one(each),
            },
            Shape::Entries { known, each } => Shape::Entries {
                known: self.all(known, key),
                each: one(each),
            },
            Shape::Partial(entries) => Shape::Partial(self.entries(entries, key)),
            Shape::Resource { symbol, known } => Shape::Resource {
                symbol: self.symbol(symbol, key),
                known: self.entries(known, key),
            },
        };
        let dependencies = unknown.dependencies.iter();
        let dependencies = dependencies
            .map(|symbol| self.symbol(symbol, key))
            .collect();
        Unknown {
            shape,
            dependencies: Dependencies::new(dependencies),
            repeated: unknown
                .repeated
                .as_ref()
                .map(|inner| self.inner(inner, key)),
            ..unknown.clone()
        }
    }

    fn symbol(&self, symbol: &Symbol, key: &Key) -> Symbol {
        match self.owner(&symbol.owner, key) {
            Some(owner) => Symbol {
                owner: Arc::new(owner),
                path: symbol.path.clone(),
            },
            None => symbol.clone(),
        }
    }

    /// The owner under a key; `None` for what is of another block.
    fn owner(&self, owner: &Arc<Owner>, key: &Key) -> Option<Owner> {
        let address = match &self.block {
            RepeatedBlock::Resource(any) => {
                (Arc::ptr_eq(any, owner) || any == owner).then(|| ResourceAddress {
                    key: Some(key.clone()),
                    ..owner.address.clone()
                })
            }
            RepeatedBlock::Call(stack, path) if *stack == owner.stack => {
                under(&owner.address.module, path, key).map(|module| ResourceAddress {
                    module,
                    ..owner.address.clone()
                })
            }
            RepeatedBlock::Call(..) => None,
        }?;
        Some(Owner {
            stack: owner.stack.clone(),
            address,
        })
    }

    /// A repeated block inside of a module instance of which the key is known now.
    fn inner(&self, inner: &Arc<Self>, key: &Key) -> Arc<Self> {
        let block = match (&inner.block, &self.block) {
            (RepeatedBlock::Resource(any), _) => {
                let owner = self.owner(any, key);
                owner.map(|owner| RepeatedBlock::Resource(Arc::new(owner)))
            }
            (RepeatedBlock::Call(stack, path), RepeatedBlock::Call(own, around))
                if stack == own =>
            {
                under(path, around, key).map(|path| RepeatedBlock::Call(stack.clone(), path))
            }
            (RepeatedBlock::Call(..), _) => None,
        };
        match block {
            Some(block) => Arc::new(Self {
                block,
                is_counted: inner.is_counted,
            }),
            None => inner.clone(),
        }
    }
}

/// A module path that begins with `around`, with a key for the last call of that; `None` for another.
fn under(path: &ModulePath, around: &ModulePath, key: &Key) -> Option<ModulePath> {
    let last = around.0.len().checked_sub(1)?;
    if !path.0.starts_with(&around.0) {
        return None;
    }
    let mut path = path.clone();
    path.0[last].1 = Some(key.clone());
    Some(path)
}

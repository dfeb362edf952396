//! Schemas to bytes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{MARK, checksum};
use crate::schema::{Flags, Nesting};
use crate::types::Type;

/// A type, by the numbers of the names and types it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum TypeKey {
    Primitive(u32),
    Collection(u32, u32),
    Tuple(Vec<u32>),
    Object(Vec<(u32, bool, u32)>),
}

/// A block, by the numbers of what it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct BlockKey {
    deprecated: bool,
    attributes: Vec<(u32, u32, u8)>,
    blocks: Vec<(u32, u8, u32, u32, u32)>,
}

/// Each distinct thing and the number it got when it was first met.
#[derive(Debug)]
struct Pool<K>(BTreeMap<K, u32>);

impl<K: Ord> Pool<K> {
    fn number(&mut self, key: K) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        match self.0.entry(key) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => *entry.insert(next),
        }
    }

    /// In order of the numbers.
    fn into_keys(self) -> Vec<K> {
        let mut keys: Vec<(K, u32)> = self.0.into_iter().collect();
        keys.sort_by_key(|(_, number)| *number);
        keys.into_iter().map(|(key, _)| key).collect()
    }
}

/// Collects a provider's schema, each distinct part once.
#[derive(Debug)]
pub(in crate::schema) struct Writer {
    names: Pool<String>,
    types: Pool<TypeKey>,
    blocks: Pool<BlockKey>,
    provider: Option<u32>,
    directories: [Vec<(u32, u32)>; 3],
}

impl Writer {
    pub(in crate::schema) fn new() -> Self {
        Self {
            names: Pool(BTreeMap::new()),
            types: Pool(BTreeMap::new()),
            blocks: Pool(BTreeMap::new()),
            provider: None,
            directories: [Vec::new(), Vec::new(), Vec::new()],
        }
    }

    pub(in crate::schema) fn name(&mut self, name: &str) -> u32 {
        self.names.number(name.to_owned())
    }

    pub(in crate::schema) fn ty(&mut self, ty: &Type) -> u32 {
        let key = match ty {
            Type::Dynamic => TypeKey::Primitive(0),
            Type::Bool => TypeKey::Primitive(1),
            Type::Number => TypeKey::Primitive(2),
            Type::String => TypeKey::Primitive(3),
            Type::List(element) => TypeKey::Collection(4, self.ty(element)),
            Type::Set(element) => TypeKey::Collection(5, self.ty(element)),
            Type::Map(element) => TypeKey::Collection(6, self.ty(element)),
            Type::Tuple(elements) => {
                TypeKey::Tuple(elements.iter().map(|element| self.ty(element)).collect())
            }
            Type::Object(object) => {
                let attributes = object.attributes.iter();
                let attributes = attributes.map(|(name, ty)| {
                    (self.name(name), object.optional.contains(name), self.ty(ty))
                });
                TypeKey::Object(attributes.collect())
            }
        };
        self.types.number(key)
    }

    /// A block of attributes (name, type, flags) and nested blocks (name, nesting, min, max or 0, block), each in
    /// order of names.
    pub(in crate::schema) fn block(
        &mut self,
        deprecated: bool,
        attributes: &[(u32, u32, Flags)],
        blocks: &[(u32, Nesting, u32, u32, u32)],
    ) -> u32 {
        let attributes = attributes.iter();
        let blocks = blocks.iter();
        self.blocks.number(BlockKey {
            deprecated,
            attributes: attributes
                .map(|(name, ty, flags)| (*name, *ty, flags.bits()))
                .collect(),
            blocks: blocks
                .map(|(name, nesting, min, max, block)| (*name, *nesting as u8, *min, *max, *block))
                .collect(),
        })
    }

    pub(in crate::schema) fn set_provider(&mut self, block: u32) {
        self.provider = Some(block);
    }

    /// Adds to the resources (0), data sources (1) or ephemeral resources (2), in order of names.
    pub(in crate::schema) fn add(&mut self, directory: usize, name: &str, block: u32) {
        let name = self.name(name);
        self.directories[directory].push((name, block));
    }

    /// The bytes of the file.
    pub(in crate::schema) fn finish(self, address: &str, version: &str) -> Vec<u8> {
        let mut body = Vec::new();
        text(&mut body, address);
        text(&mut body, version);
        // Names are numbered anew in their own order, which keeps every list of them ascending.
        let mut ranks = vec![0; self.names.0.len()];
        for (rank, number) in self.names.0.values().enumerate() {
            ranks[*number as usize] = rank;
        }
        let rank = |number: u32| ranks[number as usize];
        count(&mut body, self.names.0.len());
        for name in self.names.0.keys() {
            count(&mut body, name.len());
        }
        text(&mut body, &self.names.0.into_keys().collect::<String>());
        let types = self.types.into_keys();
        count(&mut body, types.len());
        for ty in &types {
            write_type(&mut body, ty, rank);
        }
        let blocks = self.blocks.into_keys();
        count(&mut body, blocks.len());
        for block in &blocks {
            write_block(&mut body, block, rank);
        }
        count(
            &mut body,
            self.provider.map_or(0, |block| block as usize + 1),
        );
        for directory in &self.directories {
            count(&mut body, directory.len());
            for (name, block) in directory {
                count(&mut body, rank(*name));
                number(&mut body, *block);
            }
        }
        let mut file = MARK.to_vec();
        file.extend(checksum(&body).to_le_bytes());
        file.extend(body);
        file
    }
}

fn write_type(out: &mut Vec<u8>, ty: &TypeKey, rank: impl Fn(u32) -> usize) {
    match ty {
        TypeKey::Primitive(kind) => number(out, *kind),
        TypeKey::Collection(kind, element) => {
            number(out, *kind);
            number(out, *element);
        }
        TypeKey::Tuple(elements) => {
            number(out, 7);
            count(out, elements.len());
            for element in elements {
                number(out, *element);
            }
        }
        TypeKey::Object(attributes) => {
            number(out, 8);
            count(out, attributes.len());
            for (name, optional, ty) in attributes {
                count(out, rank(*name) * 2 + usize::from(*optional));
                number(out, *ty);
            }
        }
    }
}

fn write_block(out: &mut Vec<u8>, block: &BlockKey, rank: impl Fn(u32) -> usize) {
    number(out, u32::from(block.deprecated));
    count(out, block.attributes.len());
    for (name, ty, flags) in &block.attributes {
        count(out, rank(*name));
        number(out, *ty);
        number(out, u32::from(*flags));
    }
    count(out, block.blocks.len());
    for (name, nesting, min, max, block) in &block.blocks {
        count(out, rank(*name));
        number(out, u32::from(*nesting));
        for value in [min, max, block] {
            number(out, *value);
        }
    }
}

/// A count; what does not fit into the form is refused when the file is read back.
fn count(out: &mut Vec<u8>, value: usize) {
    number(out, u32::try_from(value).unwrap_or(u32::MAX));
}

fn number(out: &mut Vec<u8>, mut value: u32) {
    while value > 0x7f {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

fn text(out: &mut Vec<u8>, text: &str) {
    count(out, text.len());
    out.extend(text.as_bytes());
}

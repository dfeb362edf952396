//! One provider's schemas, made into blocks as they are asked for.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::block::{Attribute, Block, NestedBlock};
use super::format::{self, Directory, Tables, TypeRow};
use crate::types::{ObjectType, Type};

/// The schemas of one provider. What is asked for is made once and then shared, also between threads.
#[derive(Debug)]
pub struct ProviderSchema {
    tables: Tables,
    names: Vec<OnceLock<Arc<str>>>,
    types: Vec<OnceLock<Type>>,
    blocks: Vec<OnceLock<Arc<Block>>>,
}

/// Why bytes are no provider schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatFault {
    /// Bytes from the start of the file.
    pub offset: usize,
    /// What is wrong: a clause without full stop about the file, which it calls "it".
    pub message: &'static str,
}

impl fmt::Display for FormatFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.offset, self.message)
    }
}

impl std::error::Error for FormatFault {}

impl ProviderSchema {
    /// Reads what [`super::import`] gave.
    pub fn decode(bytes: &[u8]) -> Result<Self, FormatFault> {
        let tables = format::read(bytes)?;
        Ok(Self {
            names: empty(tables.names.len()),
            types: empty(tables.types.len()),
            blocks: empty(tables.blocks.len()),
            tables,
        })
    }

    /// The provider's address, as `registry.terraform.io/hashicorp/aws`.
    pub fn address(&self) -> &str {
        &self.tables.address
    }

    /// The provider's version, as `5.100.0`; `None` where nobody said it.
    pub fn version(&self) -> Option<&str> {
        Some(self.tables.version.as_str()).filter(|version| !version.is_empty())
    }

    /// What a `provider` block takes.
    pub fn provider(&self) -> Option<&Arc<Block>> {
        self.tables.provider.map(|block| self.block(block))
    }

    /// What a resource of this type takes.
    pub fn resource(&self, name: &str) -> Option<&Arc<Block>> {
        self.find(0, name)
    }

    /// What a data source of this type takes.
    pub fn data_source(&self, name: &str) -> Option<&Arc<Block>> {
        self.find(1, name)
    }

    /// What an ephemeral resource of this type takes.
    pub fn ephemeral(&self, name: &str) -> Option<&Arc<Block>> {
        self.find(2, name)
    }

    /// The types of resources in order.
    pub fn resource_types(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names_of(&self.tables.directories[0])
    }

    /// The types of data sources in order.
    pub fn data_source_types(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names_of(&self.tables.directories[1])
    }

    /// The types of ephemeral resources in order.
    pub fn ephemeral_types(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names_of(&self.tables.directories[2])
    }

    fn names_of<'s>(&'s self, directory: &'s Directory) -> impl ExactSizeIterator<Item = &'s str> {
        directory
            .iter()
            .map(|(name, _)| self.tables.names.get(*name))
    }

    fn find(&self, directory: usize, name: &str) -> Option<&Arc<Block>> {
        let directory = &self.tables.directories[directory];
        let found =
            directory.binary_search_by(|(found, _)| self.tables.names.get(*found).cmp(name));
        Some(self.block(directory[found.ok()?].1))
    }

    fn name(&self, name: u32) -> Arc<str> {
        let made = self.names[name as usize].get_or_init(|| Arc::from(self.tables.names.get(name)));
        made.clone()
    }

    /// Types hold only types before them, and not more than 100 deep: reading checked that.
    fn ty(&self, ty: u32) -> Type {
        let made = self.types[ty as usize].get_or_init(|| match &self.tables.types[ty as usize] {
            TypeRow::Dynamic => Type::Dynamic,
            TypeRow::Bool => Type::Bool,
            TypeRow::Number => Type::Number,
            TypeRow::String => Type::String,
            TypeRow::List(element) => Type::list(self.ty(*element)),
            TypeRow::Set(element) => Type::set(self.ty(*element)),
            TypeRow::Map(element) => Type::map(self.ty(*element)),
            TypeRow::Tuple(range) => {
                let members = self.tables.members[range.clone()].iter();
                Type::tuple(members.map(|member| self.ty(member.ty)).collect())
            }
            TypeRow::Object(range) => {
                let members = &self.tables.members[range.clone()];
                let optional = members.iter().filter(|member| member.optional);
                Type::Object(Arc::new(ObjectType {
                    attributes: members
                        .iter()
                        .map(|member| (self.name(member.name), self.ty(member.ty)))
                        .collect(),
                    optional: optional.map(|member| self.name(member.name)).collect(),
                }))
            }
        });
        made.clone()
    }

    /// Blocks too hold only blocks before them, and not more than 100 deep.
    fn block(&self, block: u32) -> &Arc<Block> {
        self.blocks[block as usize].get_or_init(|| {
            let row = &self.tables.blocks[block as usize];
            let attributes = self.tables.attributes[row.attributes.clone()].iter();
            let attributes = attributes.map(|attribute| Attribute {
                name: self.name(attribute.name),
                ty: self.ty(attribute.ty),
                flags: attribute.flags,
            });
            let nested = self.tables.nested[row.nested.clone()].iter();
            let nested = nested.map(|nested| NestedBlock {
                name: self.name(nested.name),
                nesting: nested.nesting,
                min: nested.min,
                max: Some(nested.max).filter(|max| *max > 0),
                block: self.block(nested.block).clone(),
            });
            Arc::new(Block::new(
                attributes.collect(),
                nested.collect(),
                row.deprecated,
            ))
        })
    }
}

fn empty<T>(count: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(count).collect()
}

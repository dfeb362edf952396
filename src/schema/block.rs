//! What one block may hold: the arguments and blocks that a resource, data source or provider takes.

use std::sync::{Arc, OnceLock};

use crate::types::Type;

/// The schema of a block. Equal blocks of one provider share one value, however many resources have them.
#[derive(Debug)]
pub struct Block {
    attributes: Vec<Attribute>,
    blocks: Vec<NestedBlock>,
    deprecated: bool,
    has_dynamic: bool,
    object_type: OnceLock<Type>,
}

/// One argument or exported value of a block.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// The name, shared by all attributes of the provider that have it.
    pub name: Arc<str>,
    /// What a value given for it is converted to. Objects of providers' nested attributes have optional attributes.
    pub ty: Type,
    /// What may be done with it.
    pub flags: Flags,
}

/// What may be done with an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u8);

/// A kind of block that a block may hold.
#[derive(Debug, Clone)]
pub struct NestedBlock {
    /// The name, shared by all that have it.
    pub name: Arc<str>,
    /// What several blocks of it become.
    pub nesting: Nesting,
    /// The least number of blocks; 0 where they may be left out.
    pub min: u32,
    /// The largest number of blocks; `None` where there is no limit.
    pub max: Option<u32>,
    /// What each of them holds.
    pub block: Arc<Block>,
}

/// What the blocks of one name become as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nesting {
    /// A list of objects.
    List,
    /// A set of objects.
    Set,
    /// One object, or `null` without a block.
    Single,
    /// A map of objects, by the block's label.
    Map,
    /// One object, also without a block.
    Group,
}

/// Either kind of what a block holds.
#[derive(Debug, Clone, Copy)]
pub enum Member<'b> {
    /// An argument or exported value.
    Attribute(&'b Attribute),
    /// A nested block.
    Block(&'b NestedBlock),
}

impl Block {
    /// A block of these, each in order of names and each name once.
    pub(super) fn new(
        attributes: Vec<Attribute>,
        blocks: Vec<NestedBlock>,
        deprecated: bool,
    ) -> Self {
        let has_dynamic = attributes
            .iter()
            .any(|attribute| attribute.ty.has_dynamic())
            || blocks.iter().any(|nested| nested.block.has_dynamic);
        Self {
            attributes,
            blocks,
            deprecated,
            has_dynamic,
            object_type: OnceLock::new(),
        }
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        let found = self
            .attributes
            .binary_search_by(|attribute| (*attribute.name).cmp(name));
        Some(&self.attributes[found.ok()?])
    }

    /// The nested block of this name.
    pub fn block(&self, name: &str) -> Option<&NestedBlock> {
        let found = self
            .blocks
            .binary_search_by(|nested| (*nested.name).cmp(name));
        Some(&self.blocks[found.ok()?])
    }

    /// The attribute or nested block of this name.
    pub fn member(&self, name: &str) -> Option<Member<'_>> {
        let attribute = self.attribute(name).map(Member::Attribute);
        attribute.or_else(|| self.block(name).map(Member::Block))
    }

    /// How many attributes and nested blocks there are.
    pub fn member_count(&self) -> usize {
        self.attributes.len() + self.blocks.len()
    }

    /// All attributes in order of their names' bytes.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// All nested blocks in order of their names' bytes.
    pub fn blocks(&self) -> &[NestedBlock] {
        &self.blocks
    }

    /// Attributes and nested blocks together in order of their names' bytes: the order of an object's entries.
    pub fn members(&self) -> impl Iterator<Item = Member<'_>> {
        let mut attributes = self.attributes.iter().peekable();
        let mut blocks = self.blocks.iter().peekable();
        std::iter::from_fn(move || {
            let attribute_is_next = match (attributes.peek(), blocks.peek()) {
                (Some(attribute), Some(nested)) => attribute.name < nested.name,
                (attribute, _) => attribute.is_some(),
            };
            if attribute_is_next {
                attributes.next().map(Member::Attribute)
            } else {
                blocks.next().map(Member::Block)
            }
        })
    }

    /// Whether the provider advises against it.
    pub fn is_deprecated(&self) -> bool {
        self.deprecated
    }

    /// The type of the block's value: an object of its attributes and nested blocks. Made once, then shared.
    pub fn object_type(&self) -> &Type {
        self.object_type.get_or_init(|| {
            Type::object(
                self.members()
                    .map(|member| (member.name().clone(), member.value_type())),
            )
        })
    }
}

impl Member<'_> {
    /// The name.
    pub fn name(&self) -> &Arc<str> {
        match self {
            Self::Attribute(attribute) => &attribute.name,
            Self::Block(nested) => &nested.name,
        }
    }

    /// The type of its value in the object that the block becomes.
    pub fn value_type(&self) -> Type {
        match self {
            Self::Attribute(attribute) => attribute.value_type(),
            Self::Block(nested) => nested.value_type(),
        }
    }
}

impl Attribute {
    /// The type that its value has: [`Attribute::ty`] without optional attributes.
    pub fn value_type(&self) -> Type {
        if has_optional(&self.ty) {
            self.ty.without_optional()
        } else {
            self.ty.clone()
        }
    }

    /// Whether it must be given.
    pub fn is_required(&self) -> bool {
        self.flags.has(Flags::REQUIRED)
    }

    /// Whether it may be given.
    pub fn is_optional(&self) -> bool {
        self.flags.has(Flags::OPTIONAL)
    }

    /// Whether the provider gives it a value where the configuration does not.
    pub fn is_computed(&self) -> bool {
        self.flags.has(Flags::COMPUTED)
    }

    /// Whether its value is never shown.
    pub fn is_sensitive(&self) -> bool {
        self.flags.has(Flags::SENSITIVE)
    }

    /// Whether the provider advises against it.
    pub fn is_deprecated(&self) -> bool {
        self.flags.has(Flags::DEPRECATED)
    }

    /// Whether its value is handed to the provider and kept nowhere: read back it is `null`.
    pub fn is_write_only(&self) -> bool {
        self.flags.has(Flags::WRITE_ONLY)
    }
}

fn has_optional(ty: &Type) -> bool {
    match ty {
        Type::Dynamic | Type::Bool | Type::Number | Type::String => false,
        Type::List(element) | Type::Set(element) | Type::Map(element) => has_optional(element),
        Type::Tuple(elements) => elements.iter().any(has_optional),
        Type::Object(object) => {
            !object.optional.is_empty() || object.attributes.values().any(has_optional)
        }
    }
}

impl NestedBlock {
    /// The type of the value that all blocks of this name become together. Where the type of one block depends on
    /// what is written in it, a list or map of several has no one element type, and Terraform calls it dynamic.
    pub fn value_type(&self) -> Type {
        let object = self.block.object_type().clone();
        match self.nesting {
            Nesting::Single | Nesting::Group => object,
            Nesting::List | Nesting::Map if self.block.has_dynamic => Type::Dynamic,
            Nesting::List => Type::list(object),
            Nesting::Set => Type::set(object),
            Nesting::Map => Type::map(object),
        }
    }
}

impl Flags {
    /// It must be given.
    pub const REQUIRED: Self = Self(1);
    /// It may be given.
    pub const OPTIONAL: Self = Self(1 << 1);
    /// The provider gives it a value where the configuration does not.
    pub const COMPUTED: Self = Self(1 << 2);
    /// Its value is never shown.
    pub const SENSITIVE: Self = Self(1 << 3);
    /// The provider advises against it.
    pub const DEPRECATED: Self = Self(1 << 4);
    /// Its value is handed to the provider and kept nowhere.
    pub const WRITE_ONLY: Self = Self(1 << 5);

    /// Whether all of `flags` are set.
    pub fn has(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// These and those of `flags`, the latter only where `condition` holds.
    pub fn with(self, flags: Self, condition: bool) -> Self {
        if condition {
            Self(self.0 | flags.0)
        } else {
            self
        }
    }

    /// As a number below 64.
    pub(super) fn bits(self) -> u8 {
        self.0
    }

    /// From such a number; `None` where a bit is set that means nothing.
    pub(super) fn from_bits(bits: u32) -> Option<Self> {
        let bits = u8::try_from(bits).ok()?;
        (bits < 1 << 6).then_some(Self(bits))
    }
}

impl Nesting {
    /// In the order of their numbers in files.
    pub(super) const ALL: [Self; 5] = [Self::List, Self::Set, Self::Single, Self::Map, Self::Group];

    /// As in `terraform providers schema -json`.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name {
            "list" => Some(Self::List),
            "set" => Some(Self::Set),
            "single" => Some(Self::Single),
            "map" => Some(Self::Map),
            "group" => Some(Self::Group),
            _ => None,
        }
    }
}

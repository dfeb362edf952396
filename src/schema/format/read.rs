//! Bytes to tables. Everything that later lookups rely on is checked here, once.

use std::ops::Range;

use super::{MARK, MAX_BYTES, MAX_DEPTH, MAX_EXPANDED, MAX_ROWS, checksum, is_version};
use crate::schema::{Flags, FormatFault, Nesting};

/// A provider's schema as flat tables that refer to each other by position.
#[derive(Debug)]
pub(in crate::schema) struct Tables {
    pub(in crate::schema) address: String,
    pub(in crate::schema) version: String,
    pub(in crate::schema) names: Names,
    pub(in crate::schema) types: Vec<TypeRow>,
    pub(in crate::schema) members: Vec<MemberRow>,
    pub(in crate::schema) blocks: Vec<BlockRow>,
    pub(in crate::schema) attributes: Vec<AttributeRow>,
    pub(in crate::schema) nested: Vec<NestedRow>,
    pub(in crate::schema) provider: Option<u32>,
    pub(in crate::schema) directories: [Directory; 3],
}

/// All names, one after the other, and where each ends.
#[derive(Debug, Default)]
pub(in crate::schema) struct Names {
    text: String,
    ends: Vec<u32>,
}

/// Names with their blocks, in order of names.
pub(in crate::schema) type Directory = Vec<(u32, u32)>;

#[derive(Debug)]
pub(in crate::schema) enum TypeRow {
    Dynamic,
    Bool,
    Number,
    String,
    List(u32),
    Set(u32),
    Map(u32),
    /// Positions in `members`, whose names mean nothing here.
    Tuple(Range<usize>),
    /// Positions in `members`.
    Object(Range<usize>),
}

#[derive(Debug)]
pub(in crate::schema) struct MemberRow {
    pub(in crate::schema) name: u32,
    pub(in crate::schema) optional: bool,
    pub(in crate::schema) ty: u32,
}

#[derive(Debug)]
pub(in crate::schema) struct BlockRow {
    pub(in crate::schema) deprecated: bool,
    pub(in crate::schema) attributes: Range<usize>,
    pub(in crate::schema) nested: Range<usize>,
}

#[derive(Debug)]
pub(in crate::schema) struct AttributeRow {
    pub(in crate::schema) name: u32,
    pub(in crate::schema) ty: u32,
    pub(in crate::schema) flags: Flags,
}

#[derive(Debug)]
pub(in crate::schema) struct NestedRow {
    pub(in crate::schema) name: u32,
    pub(in crate::schema) nesting: Nesting,
    pub(in crate::schema) min: u32,
    pub(in crate::schema) max: u32,
    pub(in crate::schema) block: u32,
}

impl Names {
    pub(in crate::schema) fn get(&self, name: u32) -> &str {
        self.at(name as usize)
    }

    fn at(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }

    pub(in crate::schema) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// How large a type or block is when everything that it shares is written out.
#[derive(Debug, Clone, Copy)]
struct Extent {
    nodes: u32,
    depth: u32,
}

impl Extent {
    const LEAF: Self = Self { nodes: 1, depth: 1 };

    fn hold(&mut self, inner: Extent) {
        self.nodes = self.nodes.saturating_add(inner.nodes);
        self.depth = self.depth.max(inner.depth + 1);
    }
}

/// Reads a file.
pub(in crate::schema) fn read(bytes: &[u8]) -> Result<Tables, FormatFault> {
    if bytes.len() > MAX_BYTES {
        return Err(fault(
            MAX_BYTES,
            "it is larger than 16 MB, which no provider's schema is",
        ));
    }
    if bytes.get(..MARK.len() - 1) != Some(&MARK[..MARK.len() - 1]) {
        return Err(fault(0, "it does not begin as a provider schema does"));
    }
    if bytes.get(MARK.len() - 1) != MARK.last() {
        return Err(fault(
            MARK.len() - 1,
            "it was written by another version of iaclint",
        ));
    }
    let (sum, body) = bytes[MARK.len()..]
        .split_first_chunk::<8>()
        .ok_or_else(|| fault(bytes.len(), "it is cut short"))?;
    if checksum(body) != u64::from_le_bytes(*sum) {
        return Err(fault(
            MARK.len(),
            "its checksum does not fit what follows: it is damaged or cut short",
        ));
    }
    let mut reader = Reader {
        bytes,
        at: MARK.len() + 8,
    };
    let tables = read_body(&mut reader)?;
    if reader.at == bytes.len() {
        Ok(tables)
    } else {
        Err(reader.fault("something follows the end"))
    }
}

fn read_body(reader: &mut Reader<'_>) -> Result<Tables, FormatFault> {
    let mut tables = Tables {
        address: reader.text()?.to_owned(),
        version: reader.text()?.to_owned(),
        names: read_names(reader)?,
        types: Vec::new(),
        members: Vec::new(),
        blocks: Vec::new(),
        attributes: Vec::new(),
        nested: Vec::new(),
        provider: None,
        directories: [Vec::new(), Vec::new(), Vec::new()],
    };
    if !tables.version.is_empty() && !is_version(&tables.version) {
        return Err(reader.fault("its version is none"));
    }
    let types = read_types(reader, &mut tables)?;
    read_blocks(reader, &mut tables, &types)?;
    let provider = reader.index(tables.blocks.len() + 1)?;
    tables.provider = provider.checked_sub(1);
    for at in 0..tables.directories.len() {
        let mut names = Ascending::default();
        for _ in 0..reader.count()? {
            let name = names.next(reader, tables.names.len())?;
            let block = reader.index(tables.blocks.len())?;
            tables.directories[at].push((name, block));
        }
    }
    Ok(tables)
}

fn read_names(reader: &mut Reader<'_>) -> Result<Names, FormatFault> {
    let count = reader.count()?;
    let mut names = Names {
        text: String::new(),
        ends: Vec::with_capacity(count),
    };
    let mut end: u32 = 0;
    for _ in 0..count {
        let length = reader.number()?;
        end = end
            .checked_add(length)
            .ok_or_else(|| reader.fault("the names are too long"))?;
        names.ends.push(end);
    }
    reader.text()?.clone_into(&mut names.text);
    if names.text.len() != end as usize {
        return Err(reader.fault("the names are not as long as their lengths say"));
    }
    if !names
        .ends
        .iter()
        .all(|end| names.text.is_char_boundary(*end as usize))
    {
        return Err(reader.fault("a name ends within a character"));
    }
    if (1..count).any(|at| names.at(at - 1) >= names.at(at)) {
        return Err(reader.fault("the names are not in order"));
    }
    Ok(names)
}

fn read_types(reader: &mut Reader<'_>, tables: &mut Tables) -> Result<Vec<Extent>, FormatFault> {
    let count = reader.count()?;
    let mut extents: Vec<Extent> = Vec::with_capacity(count);
    tables.types.reserve(count);
    for at in 0..count {
        let mut extent = Extent::LEAF;
        let mut element = |reader: &mut Reader<'_>| {
            let inner = reader.index(at)?;
            extent.hold(extents[inner as usize]);
            Ok(inner)
        };
        let first = tables.members.len();
        let row = match reader.number()? {
            0 => TypeRow::Dynamic,
            1 => TypeRow::Bool,
            2 => TypeRow::Number,
            3 => TypeRow::String,
            4 => TypeRow::List(element(reader)?),
            5 => TypeRow::Set(element(reader)?),
            6 => TypeRow::Map(element(reader)?),
            7 => {
                for _ in 0..reader.count()? {
                    let ty = element(reader)?;
                    tables.members.push(MemberRow {
                        name: 0,
                        optional: false,
                        ty,
                    });
                }
                TypeRow::Tuple(first..tables.members.len())
            }
            8 => {
                let mut names = Ascending::default();
                for _ in 0..reader.count()? {
                    let name = reader.number()?;
                    let optional = name & 1 == 1;
                    let name = names.check(reader, name >> 1, tables.names.len())?;
                    let ty = element(reader)?;
                    tables.members.push(MemberRow { name, optional, ty });
                }
                TypeRow::Object(first..tables.members.len())
            }
            _ => return Err(reader.fault("there is no such kind of type")),
        };
        reader.bounded(tables.members.len(), extent)?;
        tables.types.push(row);
        extents.push(extent);
    }
    Ok(extents)
}

fn read_blocks(
    reader: &mut Reader<'_>,
    tables: &mut Tables,
    types: &[Extent],
) -> Result<(), FormatFault> {
    let count = reader.count()?;
    let mut extents: Vec<Extent> = Vec::with_capacity(count);
    tables.blocks.reserve(count);
    for at in 0..count {
        let deprecated = reader.index(2)? == 1;
        let mut extent = Extent::LEAF;
        let (attributes, nested) = (tables.attributes.len(), tables.nested.len());
        let mut names = Ascending::default();
        for _ in 0..reader.count()? {
            let name = names.next(reader, tables.names.len())?;
            let ty = reader.index(types.len())?;
            let flags = Flags::from_bits(reader.number()?)
                .ok_or_else(|| reader.fault("there is no such flag of an attribute"))?;
            extent.hold(types[ty as usize]);
            tables.attributes.push(AttributeRow { name, ty, flags });
        }
        let mut names = Ascending::default();
        for _ in 0..reader.count()? {
            let name = names.next(reader, tables.names.len())?;
            let nesting = Nesting::ALL[reader.index(Nesting::ALL.len())? as usize];
            let (min, max) = (reader.number()?, reader.number()?);
            let block = reader.index(at)?;
            extent.hold(extents[block as usize]);
            tables.nested.push(NestedRow {
                name,
                nesting,
                min,
                max,
                block,
            });
        }
        reader.bounded(tables.attributes.len().max(tables.nested.len()), extent)?;
        tables.blocks.push(BlockRow {
            deprecated,
            attributes: attributes..tables.attributes.len(),
            nested: nested..tables.nested.len(),
        });
        extents.push(extent);
    }
    Ok(())
}

/// Numbers of names that must ascend, so that lists can be searched and hold each name once.
#[derive(Debug, Default)]
struct Ascending {
    least: u32,
}

impl Ascending {
    fn next(&mut self, reader: &mut Reader<'_>, names: usize) -> Result<u32, FormatFault> {
        let name = reader.number()?;
        self.check(reader, name, names)
    }

    fn check(&mut self, reader: &Reader<'_>, name: u32, names: usize) -> Result<u32, FormatFault> {
        if name < self.least {
            return Err(reader.fault("names are not in order"));
        }
        if name as usize >= names {
            return Err(reader.fault("it refers to what is not there"));
        }
        self.least = name + 1;
        Ok(name)
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

fn fault(offset: usize, message: &'static str) -> FormatFault {
    FormatFault { offset, message }
}

impl<'b> Reader<'b> {
    #[cold]
    fn fault(&self, message: &'static str) -> FormatFault {
        fault(self.at, message)
    }

    /// Most numbers take one byte or two, and there are a hundred thousand of them.
    #[inline]
    fn number(&mut self) -> Result<u32, FormatFault> {
        match self.bytes[self.at..] {
            [byte, ..] if byte < 0x80 => {
                self.at += 1;
                Ok(u32::from(byte))
            }
            [low, high, ..] if high < 0x80 => {
                self.at += 2;
                Ok(u32::from(low & 0x7f) | u32::from(high) << 7)
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> Result<u32, FormatFault> {
        let mut value: u64 = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = *self
                .bytes
                .get(self.at)
                .ok_or_else(|| self.fault("it is cut short"))?;
            value |= u64::from(byte & 0x7f) << shift;
            self.at += 1;
            if byte & 0x80 == 0 {
                return u32::try_from(value).map_err(|_| self.fault("a number is too large"));
            }
        }
        Err(self.fault("a number is too large"))
    }

    /// A number of things to come, each of which takes a byte at least.
    fn count(&mut self) -> Result<usize, FormatFault> {
        let count = self.number()? as usize;
        if count > (self.bytes.len() - self.at).min(MAX_ROWS) {
            return Err(self.fault("a count is larger than what follows"));
        }
        Ok(count)
    }

    /// A number below `end`.
    fn index(&mut self, end: usize) -> Result<u32, FormatFault> {
        let value = self.number()?;
        if value as usize >= end {
            return Err(self.fault("it refers to what is not there"));
        }
        Ok(value)
    }

    fn text(&mut self) -> Result<&'b str, FormatFault> {
        let length = self.number()? as usize;
        let bytes = self.bytes[self.at..].get(..length);
        let bytes = bytes.ok_or_else(|| self.fault("it is cut short"))?;
        let text = std::str::from_utf8(bytes);
        let text = text.map_err(|_| self.fault("a name is not UTF-8 text"))?;
        self.at += length;
        Ok(text)
    }

    /// Holds the tables and each thing in them to sizes that whoever walks over them can bear.
    fn bounded(&self, rows: usize, extent: Extent) -> Result<(), FormatFault> {
        if rows > MAX_ROWS || extent.nodes > MAX_EXPANDED {
            return Err(self.fault("it has more attributes and blocks than any provider"));
        }
        if extent.depth > MAX_DEPTH {
            return Err(self.fault("blocks and types are nested more than 100 deep"));
        }
        Ok(())
    }
}

//! Packs: many objects in one file, and an index of where each lies (git's `gitformat-pack`, index version 2).

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::delta;
use super::folder::open;
use super::id::{ObjectId, Prefix};
use super::object::{Allowance, Kind, Object, inflate};

/// How long a chain of deltas may be: git makes none that is longer (`git pack-objects --depth`).
const MAX_CHAIN: usize = 4095;

/// Bytes before the names in an index: signature, version and 256 counts.
const NAMES_AT: u64 = 8 + 256 * 4;

/// A pack and its index. Both are opened when something is looked for.
#[derive(Debug)]
pub(super) struct Pack {
    index: PathBuf,
    data: PathBuf,
    /// For each first byte of a name, how many names begin with it or a lower one.
    counts: Vec<u32>,
}

/// What stands at a place of a pack.
enum Entry {
    Whole(Kind),
    /// A delta to the entry at this place.
    At(u64),
    /// A delta to this object.
    Of(ObjectId),
}

impl Pack {
    /// Reads the head of an index.
    pub(super) fn open(index: &Path) -> Result<Self, String> {
        let head = exactly(&mut open_pack(index)?, 0, NAMES_AT)?;
        if !head.starts_with(b"\xfftOc\0\0\0\x02") {
            return Err("a pack has an index of a version other than 2".to_owned());
        }
        let counts: Vec<u32> = head[8..].chunks_exact(4).map(word).collect();
        if !counts.is_sorted() {
            return Err(damaged());
        }
        Ok(Self {
            index: index.to_path_buf(),
            data: index.with_extension("pack"),
            counts,
        })
    }

    /// Where an object lies in the pack, in bytes.
    pub(super) fn find(&self, id: ObjectId) -> Result<Option<u64>, String> {
        let mut index = open_pack(&self.index)?;
        let place = self.first_from(&mut index, &id.0)?;
        if place < self.count() && name(&mut index, place)? == id {
            return Ok(Some(self.offset(&mut index, place)?));
        }
        Ok(None)
    }

    /// Up to `max` objects whose names begin so.
    pub(super) fn find_prefix(&self, prefix: Prefix, max: usize) -> Result<Vec<ObjectId>, String> {
        let mut index = open_pack(&self.index)?;
        let mut found = Vec::new();
        for place in self.first_from(&mut index, &prefix.from)?..self.count() {
            let id = name(&mut index, place)?;
            if !prefix.fits(id) || found.len() == max {
                break;
            }
            found.push(id);
        }
        Ok(found)
    }

    fn count(&self) -> u64 {
        self.counts.last().copied().unwrap_or(0).into()
    }

    /// The place of the first name that is not below this one.
    fn first_from(&self, index: &mut File, wanted: &[u8; 20]) -> Result<u64, String> {
        let first = usize::from(wanted[0]);
        let before = first.checked_sub(1).map_or(0, |below| self.counts[below]);
        let (mut low, mut high) = (u64::from(before), u64::from(self.counts[first]));
        while low < high {
            let middle = low.midpoint(high);
            if name(index, middle)?.0 < *wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    fn offset(&self, index: &mut File, place: u64) -> Result<u64, String> {
        // Names of 20 bytes and checksums of 4 stand before the offsets.
        let offsets = NAMES_AT + self.count() * 24;
        let short = word(&exactly(index, offsets + place * 4, 4)?);
        if short & 0x8000_0000 == 0 {
            return Ok(short.into());
        }
        let place = u64::from(short & 0x7fff_ffff);
        let long = exactly(index, offsets + self.count() * 4 + place * 8, 8)?;
        let long: [u8; 8] = long.try_into().map_err(|_| damaged())?;
        Ok(u64::from_be_bytes(long))
    }

    /// The object at this place.
    pub(super) fn read(&self, at: u64, allowance: &mut Allowance) -> Result<Object, String> {
        let mut file = open_pack(&self.data)?;
        let mut deltas = Vec::new();
        let mut at = at;
        let (kind, mut bytes) = loop {
            let (entry, size, start) = Self::entry(&mut file, at)?;
            file.seek(SeekFrom::Start(start)).map_err(|_| damaged())?;
            let bytes = inflate(BufReader::new(&file), size, allowance)?;
            match entry {
                Entry::Whole(kind) => break (kind, bytes),
                Entry::At(base) => at = base,
                // A pack on disk holds the bases of all its deltas.
                Entry::Of(base) => at = self.find(base)?.ok_or_else(damaged)?,
            }
            deltas.push(bytes);
            if deltas.len() > MAX_CHAIN {
                return Err("an object of a pack is a chain of too many deltas".to_owned());
            }
        };
        for delta in deltas.iter().rev() {
            bytes = delta::apply(&bytes, delta, allowance.next())?;
            allowance.spend(bytes.len() as u64)?;
        }
        Ok(Object { kind, bytes })
    }

    /// What stands at a place, its size once inflated, and where its bytes begin.
    fn entry(file: &mut File, at: u64) -> Result<(Entry, u64, u64), String> {
        let mut head = Vec::new();
        file.seek(SeekFrom::Start(at)).map_err(|_| damaged())?;
        // A size takes up to 9 bytes here; 20 follow, or an offset of up to 10.
        Read::take(&mut *file, 32)
            .read_to_end(&mut head)
            .map_err(|_| damaged())?;
        let first = *head.first().ok_or_else(damaged)?;
        let mut used = 1;
        let mut size = u64::from(first & 0x0f);
        if first & 0x80 != 0 {
            let rest = delta::size(&head, &mut used).ok_or_else(damaged)?;
            size |= rest.checked_mul(16).ok_or_else(damaged)?;
        }
        let entry = match (first >> 4) & 7 {
            1 => Entry::Whole(Kind::Commit),
            2 => Entry::Whole(Kind::Tree),
            3 => Entry::Whole(Kind::Blob),
            4 => Entry::Whole(Kind::Tag),
            6 => {
                let back = super::read_offset(&head, &mut used).ok_or_else(damaged)? as u64;
                let base = at.checked_sub(back).filter(|base| *base < at);
                Entry::At(base.ok_or_else(damaged)?)
            }
            7 => {
                let base = head.get(used..used + 20).and_then(ObjectId::from_bytes);
                used += 20;
                Entry::Of(base.ok_or_else(damaged)?)
            }
            _ => return Err(damaged()),
        };
        Ok((entry, size, at + used as u64))
    }
}

fn name(index: &mut File, place: u64) -> Result<ObjectId, String> {
    let bytes = exactly(index, NAMES_AT + place * 20, 20)?;
    ObjectId::from_bytes(&bytes).ok_or_else(damaged)
}

fn word(bytes: &[u8]) -> u32 {
    bytes.try_into().map_or(0, u32::from_be_bytes)
}

fn exactly(file: &mut File, at: u64, length: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at)).map_err(|_| damaged())?;
    let read = file.take(length).read_to_end(&mut bytes);
    if read.is_ok_and(|read| read as u64 == length) {
        Ok(bytes)
    } else {
        Err(damaged())
    }
}

fn open_pack(path: &Path) -> Result<File, String> {
    open(path).ok_or_else(|| "a pack cannot be opened".to_owned())
}

fn damaged() -> String {
    "a pack is damaged".to_owned()
}

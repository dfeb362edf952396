//! The object database: commits, trees, files and tags by their names.

use std::cell::OnceCell;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::ZlibDecoder;
use sha1::{Digest, Sha1};

use super::folder::{GitFolder, open, read};
use super::id::{ObjectId, Prefix};
use super::pack::Pack;
use crate::source::text::MAX_FILE_BYTES;

/// How many bytes are inflated in one run before iaclint gives up.
const MAX_BYTES: u64 = 1024 * 1024 * 1024;

/// How many folders of objects one repository may borrow from, and how many packs it may have.
const MAX_ALTERNATES: usize = 32;
const MAX_PACKS: usize = 10_000;

/// The longest list of alternates and the longest configuration file, in bytes.
const MAX_TEXT_BYTES: u64 = 1024 * 1024;

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Commit,
    Tree,
    Blob,
    Tag,
}

/// An object as it was put in.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
}

/// How many bytes may still be inflated.
#[derive(Debug)]
pub(super) struct Allowance(u64);

impl Allowance {
    /// Takes the bytes of an object.
    pub(super) fn spend(&mut self, bytes: u64) -> Result<(), String> {
        let left = self.0.checked_sub(bytes);
        self.0 = left.ok_or("more of its objects were asked for than iaclint reads in one run")?;
        Ok(())
    }

    /// The size of the largest object that may come next.
    pub(super) fn next(&self) -> u64 {
        self.0.min(MAX_FILE_BYTES)
    }
}

/// The objects of a repository.
#[derive(Debug)]
pub(super) struct Objects {
    folders: Vec<PathBuf>,
    packs: OnceCell<Result<Vec<Pack>, String>>,
    allowance: Allowance,
}

impl Objects {
    /// Finds the folders that hold objects. Errors: the repository names its objects in a way not known here.
    pub(super) fn open(folder: &GitFolder) -> Result<Self, String> {
        let config = read(&folder.common.join("config"), MAX_TEXT_BYTES).unwrap_or_default();
        let config = String::from_utf8_lossy(&config).to_ascii_lowercase();
        let setting = |key: &str| {
            let lines = config.lines().filter_map(|line| line.split_once('='));
            lines
                .filter(|(name, _)| name.trim() == key)
                .map(|(_, value)| value.trim().to_owned())
                .next_back()
        };
        if setting("objectformat").is_some_and(|format| format != "sha1") {
            return Err("its objects are named by SHA-256, which iaclint does not read".to_owned());
        }
        if setting("refstorage").is_some_and(|format| format != "files") {
            return Err("its references are kept in a table that iaclint does not read".to_owned());
        }
        Ok(Self {
            folders: object_folders(&folder.common.join("objects")),
            packs: OnceCell::new(),
            allowance: Allowance(MAX_BYTES),
        })
    }

    /// The object of this name; `None` where it is not here. Its bytes are what the name was made of.
    pub(super) fn get(&mut self, id: ObjectId) -> Result<Option<Object>, String> {
        let found = self.find(id)?;
        match found {
            Some(object) if name_of(&object) != id => Err(damaged()),
            found => Ok(found),
        }
    }

    fn find(&mut self, id: ObjectId) -> Result<Option<Object>, String> {
        let hex = id.hex();
        for folder in &self.folders {
            let path = folder.join(&hex[..2]).join(&hex[2..]);
            if let Some(file) = open(&path) {
                return loose(BufReader::new(file), &mut self.allowance).map(Some);
            }
        }
        let packs = self.packs.get_or_init(|| open_packs(&self.folders));
        for pack in packs.as_ref().map_err(Clone::clone)? {
            if let Some(at) = pack.find(id)? {
                return pack.read(at, &mut self.allowance).map(Some);
            }
        }
        Ok(None)
    }

    /// Up to `max` objects of each place whose names begin so, sorted, each once.
    pub(super) fn with_prefix(&self, prefix: Prefix, max: usize) -> Result<Vec<ObjectId>, String> {
        let start = format!("{:02x}", prefix.from[0]);
        let mut found = Vec::new();
        for folder in &self.folders {
            let names = names(&folder.join(&start));
            let ids = names.filter_map(|name| ObjectId::parse(&format!("{start}{name}")));
            found.extend(ids.filter(|id| prefix.fits(*id)).take(max));
        }
        let packs = self.packs.get_or_init(|| open_packs(&self.folders));
        for pack in packs.as_ref().map_err(Clone::clone)? {
            found.extend(pack.find_prefix(prefix, max)?);
        }
        found.sort();
        found.dedup();
        Ok(found)
    }
}

/// The name that git gives to an object: SHA-1 of its kind, size and bytes.
fn name_of(object: &Object) -> ObjectId {
    let kind = match object.kind {
        Kind::Commit => "commit",
        Kind::Tree => "tree",
        Kind::Blob => "blob",
        Kind::Tag => "tag",
    };
    let mut hash = Sha1::new();
    hash.update(format!("{kind} {}\0", object.bytes.len()));
    hash.update(&object.bytes);
    ObjectId(hash.finalize().into())
}

/// The repository's own folder of objects, and those that it borrows from.
fn object_folders(own: &Path) -> Vec<PathBuf> {
    let mut folders = vec![own.to_path_buf()];
    let mut next = 0;
    while let Some(folder) = folders.get(next).cloned() {
        next += 1;
        let list = read(&folder.join("info/alternates"), MAX_TEXT_BYTES).unwrap_or_default();
        let list = String::from_utf8_lossy(&list).into_owned();
        let lines = list
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let other = folder.join(line);
            if folders.len() < MAX_ALTERNATES && !folders.contains(&other) {
                folders.push(other);
            }
        }
    }
    folders
}

fn open_packs(folders: &[PathBuf]) -> Result<Vec<Pack>, String> {
    let mut indexes = Vec::new();
    for folder in folders {
        let folder = folder.join("pack");
        let is_index =
            |name: &String| name.starts_with("pack-") && name.strip_suffix(".idx").is_some();
        indexes.extend(
            names(&folder)
                .filter(is_index)
                .take(MAX_PACKS)
                .map(|name| folder.join(name)),
        );
    }
    indexes.sort();
    indexes.iter().map(|index| Pack::open(index)).collect()
}

/// The names in a folder; none where it cannot be read.
fn names(folder: &Path) -> impl Iterator<Item = String> + use<> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok())
}

/// Reads an object that has a file of its own: `KIND SIZE`, a zero byte, and its bytes, all deflated.
fn loose(file: impl BufRead, allowance: &mut Allowance) -> Result<Object, String> {
    let mut stream = BufReader::new(ZlibDecoder::new(file));
    let mut head = Vec::new();
    let read = stream.by_ref().take(32).read_until(0, &mut head);
    read.map_err(|_| damaged())?;
    let head = head.strip_suffix(b"\0").ok_or_else(damaged)?;
    let head = std::str::from_utf8(head).map_err(|_| damaged())?;
    let (kind, size) = head.split_once(' ').ok_or_else(damaged)?;
    let kind = match kind {
        "commit" => Kind::Commit,
        "tree" => Kind::Tree,
        "blob" => Kind::Blob,
        "tag" => Kind::Tag,
        _ => return Err(damaged()),
    };
    let size = size.parse().map_err(|_| damaged())?;
    let bytes = exactly(stream, size, allowance)?;
    Ok(Object { kind, bytes })
}

/// Inflates what must come to exactly `size` bytes; its checksum is verified.
pub(super) fn inflate(
    file: impl BufRead,
    size: u64,
    allowance: &mut Allowance,
) -> Result<Vec<u8>, String> {
    exactly(ZlibDecoder::new(file), size, allowance)
}

fn exactly(stream: impl Read, size: u64, allowance: &mut Allowance) -> Result<Vec<u8>, String> {
    if size > MAX_FILE_BYTES {
        return Err(format!("an object of {size} bytes is too large to read"));
    }
    allowance.spend(size)?;
    let mut bytes = Vec::new();
    // One byte more than wanted, so that the end of the stream is met and its checksum compared.
    let read = stream.take(size + 1).read_to_end(&mut bytes);
    if read.is_ok_and(|read| read as u64 == size) {
        Ok(bytes)
    } else {
        Err(damaged())
    }
}

fn damaged() -> String {
    "one of its objects is damaged".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Allowance, Kind, loose};

    /// `printf hello | git hash-object -w --stdin`, the file that git wrote: zlib of "blob 5\0hello".
    const HELLO: &[u8] =
        b"\x78\x01\x4b\xca\xc9\x4f\x52\x30\x65\xc8\x48\xcd\xc9\xc9\x07\x00\x19\xaa\x04\x09";

    #[test]
    fn a_loose_object_is_inflated() {
        let object = loose(HELLO, &mut Allowance(100)).unwrap();
        assert_eq!(
            super::name_of(&object).hex(),
            "b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0"
        );
        assert_eq!((object.kind, object.bytes), (Kind::Blob, b"hello".to_vec()));
    }

    #[test]
    fn a_loose_object_with_any_byte_changed_is_refused() {
        for at in 0..HELLO.len() {
            let mut bytes = HELLO.to_vec();
            bytes[at] ^= 0x40;
            let read = loose(&bytes[..], &mut Allowance(100));
            assert!(
                read.is_err() || read.is_ok_and(|object| object.bytes == b"hello"),
                "byte {at}"
            );
            assert!(
                loose(&HELLO[..at], &mut Allowance(100)).is_err(),
                "cut at {at}"
            );
        }
    }

    #[test]
    fn no_more_is_inflated_than_allowed() {
        assert!(loose(HELLO, &mut Allowance(4)).is_err());
    }
}

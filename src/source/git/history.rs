//! The files of a repository as they were at a tag, branch or commit.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::name_text;
use super::folder::{self, GitFolder, read};
use super::id::{ObjectId, Prefix};
use super::object::{Kind, Object, Objects};

/// The longest `packed-refs` that is read, in bytes.
const MAX_PACKED_BYTES: u64 = 64 * 1024 * 1024;

/// How many references or tags may lead to each other; git follows five of the former.
const MAX_HOPS: usize = 8;

/// How many objects with the same beginning are looked at for the one commit among them.
const MAX_SAME: usize = 64;

/// Why the files at a reference cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// There is no `.git` here.
    NoRepository,
    /// No tag, branch or commit of this name is in this clone.
    NoReference,
    /// What is in `.git` cannot be read; why, as the rest of a sentence about the repository.
    Unreadable(String),
}

/// An entry of a tree.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) kind: EntryKind,
    pub(crate) id: ObjectId,
}

/// What an entry of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    File,
    Folder,
    /// A symbolic link; its bytes are its target.
    Link,
    /// Another repository's commit.
    Submodule,
}

/// A repository's references and objects.
#[derive(Debug)]
pub(crate) struct History {
    folder: GitFolder,
    objects: Objects,
    packed: Option<BTreeMap<String, String>>,
}

impl History {
    /// Finds the repository whose working tree is `root`.
    pub(crate) fn open(root: &Path) -> Result<Self, Absence> {
        let folder = folder::find(root).ok_or(Absence::NoRepository)?;
        let objects = Objects::open(&folder).map_err(Absence::Unreadable)?;
        Ok(Self {
            folder,
            objects,
            packed: None,
        })
    }

    /// The tree of what a reference names, as somebody who clones the repository would check it out: a commit's full
    /// name, a tag, a branch as the remote `origin` has it, a branch of this clone, or the beginning of a commit's name.
    pub(crate) fn tree(&mut self, reference: &str) -> Result<ObjectId, Absence> {
        if let Some(id) = ObjectId::parse(reference) {
            return self.tree_of(id);
        }
        if is_reference_name(reference) {
            for folder in [
                "refs/tags/",
                "refs/remotes/origin/",
                "refs/heads/",
                "refs/",
                "",
            ] {
                let name = format!("{folder}{reference}");
                if let Some(id) = name
                    .starts_with("refs/")
                    .then(|| self.reference(&name))
                    .flatten()
                {
                    return self.tree_of(id);
                }
            }
        }
        let id = self.shortened(reference)?;
        self.tree_of(id)
    }

    /// The commit whose name begins so.
    pub(super) fn shortened(&mut self, beginning: &str) -> Result<ObjectId, Absence> {
        let prefix = Prefix::parse(beginning).ok_or(Absence::NoReference)?;
        let found = self.objects.with_prefix(prefix, MAX_SAME);
        let mut commits = Vec::new();
        for id in found.map_err(Absence::Unreadable)? {
            let object = self.object(id).map_err(Absence::Unreadable)?;
            if object.kind == Kind::Commit {
                commits.push(id);
            }
        }
        match commits.as_slice() {
            [id] => Ok(*id),
            [] => Err(Absence::NoReference),
            _ => {
                let fault = format!("several commits begin with {beginning}");
                Err(Absence::Unreadable(fault))
            }
        }
    }

    /// The folder of this working tree.
    pub(super) fn own_folder(&self) -> &Path {
        &self.folder.own
    }

    /// The text of a commit.
    pub(super) fn commit_text(&mut self, id: ObjectId) -> Option<Vec<u8>> {
        let object = self.object(id).ok()?;
        (object.kind == Kind::Commit).then_some(object.bytes)
    }

    /// The object that a full reference leads to.
    pub(super) fn reference(&mut self, name: &str) -> Option<ObjectId> {
        let mut name = name.to_owned();
        for _ in 0..MAX_HOPS {
            let bytes = read(&self.folder.common.join(&name), 4096);
            let text = match bytes {
                Some(bytes) => String::from_utf8(bytes).ok()?,
                None => self.packed().get(&name)?.clone(),
            };
            match text.trim().strip_prefix("ref:") {
                Some(next)
                    if is_reference_name(next.trim()) && next.trim().starts_with("refs/") =>
                {
                    next.trim().clone_into(&mut name);
                }
                Some(_) => return None,
                None => return ObjectId::parse(text.trim()),
            }
        }
        None
    }

    /// The references of `packed-refs`: a name of an object, a space, and a reference on each line.
    fn packed(&mut self) -> &BTreeMap<String, String> {
        self.packed.get_or_insert_with(|| {
            let path = self.folder.common.join("packed-refs");
            let bytes = read(&path, MAX_PACKED_BYTES).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            let lines = text.lines().filter(|line| !line.starts_with(['#', '^']));
            let pairs = lines.filter_map(|line| line.split_once(' '));
            pairs
                .map(|(id, name)| (name.to_owned(), id.to_owned()))
                .collect()
        })
    }

    /// The tree of a commit, or of what a tag leads to.
    pub(super) fn tree_of(&mut self, id: ObjectId) -> Result<ObjectId, Absence> {
        let mut id = id;
        for hop in 0..MAX_HOPS {
            let object = self.objects.get(id).map_err(Absence::Unreadable)?;
            let object = match object {
                Some(object) => object,
                None if hop == 0 => return Err(Absence::NoReference),
                None => return Err(Absence::Unreadable(not_here(id))),
            };
            let field: &[u8] = match object.kind {
                Kind::Tree => return Ok(id),
                Kind::Blob => break,
                Kind::Commit => b"tree ",
                Kind::Tag => b"object ",
            };
            let line = object.bytes.split(|byte| *byte == b'\n').next();
            let named = line.and_then(|line| std::str::from_utf8(line.strip_prefix(field)?).ok());
            let fault = || Absence::Unreadable("a commit or tag is damaged".to_owned());
            id = named.and_then(ObjectId::parse).ok_or_else(fault)?;
        }
        let fault = "the reference leads to something that is no commit".to_owned();
        Err(Absence::Unreadable(fault))
    }

    /// What is directly in a tree, sorted by name.
    pub(crate) fn entries(&mut self, tree: ObjectId) -> Result<Vec<Entry>, String> {
        let object = self.object(tree)?;
        let parsed = (object.kind == Kind::Tree).then(|| parse_tree(&object.bytes));
        let mut entries = parsed.flatten().ok_or("a tree is damaged")?;
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        entries.dedup_by(|a, b| a.name == b.name);
        Ok(entries)
    }

    /// The bytes of a file, or the target of a link.
    pub(crate) fn file(&mut self, id: ObjectId) -> Result<Vec<u8>, String> {
        let object = self.object(id)?;
        if object.kind == Kind::Blob {
            Ok(object.bytes)
        } else {
            Err("a tree is damaged".to_owned())
        }
    }

    pub(super) fn object(&mut self, id: ObjectId) -> Result<Object, String> {
        self.objects.get(id)?.ok_or_else(|| not_here(id))
    }
}

fn not_here(id: ObjectId) -> String {
    format!("its object {} is not in this clone", id.hex())
}

/// Whether git allows a reference of this name (`git check-ref-format`). None of these leads out of its folder.
pub(super) fn is_reference_name(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && part.strip_suffix(".lock").is_none()
    };
    let is_kept = |c: char| c.is_ascii_control() || " ~^:?*[\\".contains(c);
    name.len() <= 1024
        && name.split('/').all(is_part)
        && !name.contains("..")
        && !name.contains("@{")
        && !name.contains(is_kept)
        && !name.ends_with('.')
}

/// The entries of a tree: mode, space, name, a zero byte and twenty bytes of the object's name.
fn parse_tree(bytes: &[u8]) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let space = rest.iter().position(|byte| *byte == b' ')?;
        let zero = rest.iter().position(|byte| *byte == 0)?;
        let id = ObjectId::from_bytes(rest.get(zero + 1..zero + 21)?)?;
        let name = name_text(rest.get(space + 1..zero)?);
        let kind = match rest.get(..space)? {
            b"40000" | b"040000" => EntryKind::Folder,
            b"120000" => EntryKind::Link,
            b"160000" => EntryKind::Submodule,
            _ => EntryKind::File,
        };
        // git itself refuses such names; taken as they are they would lead out of the folder.
        let is_name = !name.is_empty() && name != "." && name != ".." && !name.contains('/');
        is_name.then_some(())?;
        entries.push(Entry { name, kind, id });
        rest = &rest[zero + 21..];
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::{EntryKind, is_reference_name, parse_tree};

    #[test]
    fn the_names_that_git_refuses_are_no_references() {
        for name in ["v1.2.0", "feature/x", "refs/tags/v1", "v1+build", "a@b"] {
            assert!(is_reference_name(name), "{name}");
        }
        for name in [
            "", "/etc", "../x", "a/../b", "a//b", ".x", "a.lock", "a b", "v1^{}", "HEAD~1", "x.",
            "@{u}", "a\\b", "a\0",
        ] {
            assert!(!is_reference_name(name), "{name:?}");
        }
    }

    #[test]
    fn a_tree_lists_files_folders_links_and_submodules() {
        let mut bytes = Vec::new();
        for (mode, name) in [
            ("100644", "a.tf"),
            ("40000", "b"),
            ("120000", "c"),
            ("160000", "d"),
        ] {
            bytes.extend(format!("{mode} {name}\0").bytes());
            bytes.extend([7; 20]);
        }
        let entries = parse_tree(&bytes).unwrap();
        let kinds: Vec<_> = entries
            .iter()
            .map(|entry| (entry.name.as_str(), entry.kind))
            .collect();
        let expected = [
            ("a.tf", EntryKind::File),
            ("b", EntryKind::Folder),
            ("c", EntryKind::Link),
            ("d", EntryKind::Submodule),
        ];
        assert_eq!(kinds, expected);
        assert!(parse_tree(&bytes[..bytes.len() - 1]).is_none(), "cut off");
        assert!(parse_tree(b"40000 ..\0aaaaaaaaaaaaaaaaaaaa").is_none());
    }
}

//! Files as they were at a tag, branch or commit, listed when a module call asks for their folder.
//!
//! Their paths begin with `.git@REFERENCE/`. No folder of the working tree that begins with a dot is ever listed, so
//! these paths cannot be those of other files; and `..` inside a path stays at the same reference.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::cells::Cells;
use super::git::{Absence, Entry, EntryKind, History, ObjectId};
use super::{
    Directory, DirectoryId, FileId, FileKind, SourceFile, Sources, Span, Text, TextProblem,
};

/// Ids from here on are those of the past.
pub(super) const FIRST: u32 = 1 << 31;

/// How many files and folders of the past are listed at most.
const MAX_ENTRIES: u32 = 1_000_000;

/// Folders nested deeper than this are not entered.
pub(super) const MAX_DEPTH: usize = 64;

/// How many links may lead to each other.
pub(super) const MAX_LINKS: usize = 8;

const PREFIX: &str = ".git@";

/// The position among the files or folders of the past that an id stands for; `None` for one of the working tree.
pub(super) fn number(id: u32) -> Option<u32> {
    id.checked_sub(FIRST)
}

impl FileId {
    /// The position among the files of other references, from 0; `None` for a file of the working tree.
    pub(crate) fn past_number(self) -> Option<u32> {
        number(self.0)
    }
}

/// The path by which a file or folder at a reference is named in messages, such as `.git@v1.2.0/modules/vpc`. The `/`
/// of a reference becomes `:`, which no reference can hold.
pub fn past_path(reference: &str, path: &str) -> String {
    let root = format!("{PREFIX}{}", reference.replace('/', ":"));
    if path.is_empty() {
        root
    } else {
        format!("{root}/{path}")
    }
}

/// A root-relative path as what it is at the reference that it begins with, if it begins with one: `modules/vpc` for
/// `.git@v1.2.0/modules/vpc`.
pub fn path_at_reference(path: &str) -> &str {
    split(path).map_or(path, |(_, inner)| inner)
}

/// The reference that such a path begins with, and the path there.
pub(super) fn split(path: &str) -> Option<(String, &str)> {
    let rest = path.strip_prefix(PREFIX)?;
    let (reference, inner) = rest.split_once('/').unwrap_or((rest, ""));
    Some((reference.replace(':', "/"), inner))
}

/// What was listed so far. Files and folders never move: references to them live as long as this does.
#[derive(Debug, Default)]
pub(super) struct Past {
    root: Option<PathBuf>,
    pub(super) files: Cells<SourceFile>,
    blobs: Cells<ObjectId>,
    /// Of files that are not of the past but stand for what a module call leads to: that call.
    pub(super) calls: Cells<Span>,
    pub(super) directories: Cells<Directory>,
    listing: Mutex<Listing>,
    /// The same repository, once it was asked when files changed: what that reads is not taken from the rest.
    changes: Mutex<Option<Result<History, Absence>>>,
}

/// How far the listing has come.
#[derive(Debug, Default)]
pub(super) struct Listing {
    history: Option<Result<History, Absence>>,
    /// The trees of references.
    trees: BTreeMap<String, Result<ObjectId, Absence>>,
    entries: BTreeMap<ObjectId, Vec<Entry>>,
    /// Folders by their paths.
    directories: BTreeMap<String, DirectoryId>,
    pub(super) file_count: u32,
    pub(super) directory_count: u32,
}

impl Sources {
    /// The same with what the repository in `root` knows of its past. Nothing is read yet.
    pub(super) fn with_past(mut self, root: &Path) -> Self {
        self.past.root = Some(root.to_path_buf());
        self
    }

    /// The folder with this path as it was at a tag, branch or commit, with everything below it; `Ok(None)` where it
    /// was not there. Its own path, and those of its files, begin with the reference: see `past_path`.
    pub fn past_directory(
        &self,
        reference: &str,
        path: &str,
    ) -> Result<Option<DirectoryId>, Absence> {
        self.past.find(reference, path)
    }

    /// When a file came to hold what it holds, on the branch that is checked out, in seconds since 1970. `None` where
    /// that is not known: the file has changes that are not committed, or the clone does not go back so far.
    pub fn last_change(&self, file: FileId) -> Option<i64> {
        let root = self.past.root.as_ref()?;
        if file.past_number().is_some() {
            return None;
        }
        let mut changes = self.past.changes.lock().ok()?;
        let history = changes.get_or_insert_with(|| History::open(root));
        let history = history.as_mut().ok()?;
        let text = self.text(file).content.as_bytes();
        history.last_change(&self.file(file).path, text)
    }

    /// Whether a file belongs to a reference, or stands for a module that is not here, and not to the working tree:
    /// nobody can correct it.
    pub fn is_past(&self, file: FileId) -> bool {
        file.past_number().is_some()
    }
}

impl Past {
    pub(super) fn file(&self, number: u32) -> &SourceFile {
        self.files.cell(number).get_or_init(|| SourceFile {
            path: PREFIX.to_owned(),
            kind: FileKind::Other,
            size: 0,
            text: OnceLock::from(Text::default()),
        })
    }

    pub(super) fn directory(&self, number: u32) -> &Directory {
        self.directories
            .cell(number)
            .get_or_init(|| empty(PREFIX.to_owned()))
    }

    /// The text of a file, read now.
    pub(super) fn read(&self, number: u32) -> Text {
        match self.bytes(number) {
            Ok(bytes) => Text::decode(bytes),
            Err(fault) => Text::failed(TextProblem::Unreadable(fault)),
        }
    }

    /// The bytes of a file, read now.
    pub(super) fn bytes(&self, number: u32) -> Result<Vec<u8>, String> {
        match (self.blobs.cell(number).get(), &mut self.lock().history) {
            (Some(blob), Some(Ok(history))) => history.file(*blob),
            _ => Err("it is not listed".to_owned()),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Listing> {
        self.listing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, reference: &str, path: &str) -> Result<Option<DirectoryId>, Absence> {
        let listing = &mut *self.lock();
        let root = self.root.as_ref().ok_or(Absence::NoRepository)?;
        let full = past_path(reference, path);
        if let Some(known) = listing.directories.get(&full) {
            return Ok(Some(*known));
        }
        let opened = listing.history.get_or_insert_with(|| History::open(root));
        let history = opened.as_mut().map_err(|absence| absence.clone())?;
        let tree = match listing.trees.get(reference) {
            Some(known) => known.clone(),
            None => {
                let found = history.tree(reference);
                listing.trees.insert(reference.to_owned(), found.clone());
                found
            }
        };
        let root = tree?;
        let found = listing.follow(root, path, EntryKind::Folder);
        let Some(tree) = found.map_err(Absence::Unreadable)? else {
            return Ok(None);
        };
        let listed = self.list(listing, root, (path, tree), &full, 0);
        listed.map(Some).map_err(Absence::Unreadable)
    }

    /// Lists a folder and everything below it. `here` is its path inside the tree `root`, and its own tree.
    fn list(
        &self,
        listing: &mut Listing,
        root: ObjectId,
        here: (&str, ObjectId),
        full: &str,
        depth: usize,
    ) -> Result<DirectoryId, String> {
        if let Some(known) = listing.directories.get(full) {
            return Ok(*known);
        }
        let mut directory = empty(full.to_owned());
        for entry in listing.entries(here.1)? {
            let (name, path) = (&entry.name, join(here.0, &entry.name));
            let target = match entry.kind {
                EntryKind::File => Some(entry.id),
                EntryKind::Link => listing.follow(root, &path, EntryKind::File)?,
                EntryKind::Folder if is_entered(name) && depth < MAX_DEPTH => {
                    let full = format!("{full}/{name}");
                    let below = self.list(listing, root, (&path, entry.id), &full, depth + 1)?;
                    directory.directories.push((name.clone(), below));
                    None
                }
                EntryKind::Folder | EntryKind::Submodule => None,
            };
            if let Some(blob) = target {
                let file = self.add_file(listing, format!("{full}/{name}"), name, blob)?;
                directory.files.push((name.clone(), file));
            }
        }
        let number = next(&mut listing.directory_count)?;
        let id = DirectoryId(FIRST + number);
        self.directories.cell(number).get_or_init(|| directory);
        listing.directories.insert(full.to_owned(), id);
        Ok(id)
    }

    fn add_file(
        &self,
        listing: &mut Listing,
        path: String,
        name: &str,
        blob: ObjectId,
    ) -> Result<FileId, String> {
        let number = next(&mut listing.file_count)?;
        self.blobs.cell(number).get_or_init(|| blob);
        self.files.cell(number).get_or_init(|| SourceFile {
            path,
            kind: FileKind::of(name),
            size: 0,
            text: OnceLock::new(),
        });
        Ok(FileId(FIRST + number))
    }
}

impl Listing {
    fn history(&mut self) -> Result<&mut History, String> {
        match &mut self.history {
            Some(Ok(history)) => Ok(history),
            _ => Err("there is no .git folder here".to_owned()),
        }
    }

    fn entries(&mut self, tree: ObjectId) -> Result<Vec<Entry>, String> {
        if let Some(known) = self.entries.get(&tree) {
            return Ok(known.clone());
        }
        let entries = self.history()?.entries(tree)?;
        self.entries.insert(tree, entries.clone());
        Ok(entries)
    }

    /// The object at a path below the tree `root`, links followed; `None` where there is none, or none of this kind.
    fn follow(
        &mut self,
        root: ObjectId,
        path: &str,
        kind: EntryKind,
    ) -> Result<Option<ObjectId>, String> {
        let mut path = path.to_owned();
        for _ in 0..=MAX_LINKS {
            let (mut tree, mut done) = (root, String::new());
            let mut parts = path.split('/').filter(|part| !part.is_empty()).peekable();
            if parts.peek().is_none() {
                return Ok((kind == EntryKind::Folder).then_some(root));
            }
            let next = loop {
                let Some(part) = parts.next() else {
                    return Ok(None);
                };
                let entries = self.entries(tree)?;
                let Ok(at) = entries.binary_search_by(|entry| entry.name.as_str().cmp(part)) else {
                    return Ok(None);
                };
                let entry = &entries[at];
                let is_last = parts.peek().is_none();
                match entry.kind {
                    _ if is_last && entry.kind == kind => return Ok(Some(entry.id)),
                    EntryKind::Folder => tree = entry.id,
                    EntryKind::Link => {
                        let target = self.history()?.file(entry.id)?;
                        let rest: Vec<&str> = parts.collect();
                        let target = String::from_utf8_lossy(&target);
                        break link_target(&done, &target, &rest);
                    }
                    EntryKind::File | EntryKind::Submodule => return Ok(None),
                }
                done = join(&done, part);
            };
            match next {
                Some(next) => path = next,
                None => return Ok(None),
            }
        }
        Ok(None)
    }
}

/// The path behind a link in `folder` that `rest` follows; `None` where it leads out of the repository.
fn link_target(folder: &str, target: &str, rest: &[&str]) -> Option<String> {
    let is_inside = !target.starts_with('/') && target.len() <= 4096;
    let target = is_inside.then(|| super::join_path(folder, target))??;
    Some(join(&target, &rest.join("/")))
}

pub(super) fn next(count: &mut u32) -> Result<u32, String> {
    if *count >= MAX_ENTRIES {
        return Err("more of its former files were asked for than iaclint lists".to_owned());
    }
    *count += 1;
    Ok(*count - 1)
}

/// The same folders are passed over as in the working tree.
fn is_entered(name: &str) -> bool {
    !name.starts_with('.') && name != "node_modules"
}

/// The path of something in a folder; either may be nothing.
pub(super) fn join(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", _) => name.to_owned(),
        (_, "") => folder.to_owned(),
        _ => format!("{folder}/{name}"),
    }
}

fn empty(path: String) -> Directory {
    Directory {
        path,
        parent: None,
        files: Vec::new(),
        directories: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{link_target, past_path, split};

    #[test]
    fn a_path_of_the_past_says_its_reference_and_is_read_back() {
        let path = past_path("feature/x", "modules/vpc");
        assert_eq!(path, ".git@feature:x/modules/vpc");
        assert_eq!(split(&path), Some(("feature/x".to_owned(), "modules/vpc")));
        assert_eq!(split(".git@v1"), Some(("v1".to_owned(), "")));
        assert_eq!(split("modules/vpc"), None);
    }

    #[test]
    fn links_stay_inside() {
        assert_eq!(link_target("a/b", "../c", &["d"]).as_deref(), Some("a/c/d"));
        assert_eq!(link_target("a", "../../etc", &[]), None);
        assert_eq!(link_target("a", "/etc/passwd", &[]), None);
    }
}

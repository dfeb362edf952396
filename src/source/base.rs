//! The repository as it was where a branch began: what a change is judged against.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::git::{Absence, EntryKind, GitFacts, History, ObjectId};
use super::past::{MAX_DEPTH, MAX_LINKS, join};
use super::walk::{is_passed_over, link_target};
use super::{
    Directory, DirectoryId, FileId, FileKind, SourceFile, Sources, Text, WalkProblem,
    WalkProblemKind, index, join_path,
};

/// The largest number of files and folders that is listed.
const MAX_ENTRIES: usize = 1_000_000;

/// The repository at a base.
#[derive(Debug)]
pub struct Base {
    /// Its files.
    pub sources: Sources,
    /// The name of the commit.
    pub commit: String,
}

/// Why there is no base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoBase {
    /// What it is called by cannot be had.
    Absent(Absence),
    /// It and what is checked out have no commit in common, as far as this clone goes back.
    Unrelated,
    /// Its files cannot be read; why.
    Unreadable(String),
}

/// The repository in `root` at the commit that what is checked out and `reference` have in common. Files that `is_kept`
/// names are those of `now` at both ends: what judges is no part of what is judged. So are those of a submodule: what
/// it was is known to another repository.
pub fn at_base(
    root: &Path,
    reference: &str,
    now: &Sources,
    is_kept: &dyn Fn(&str) -> bool,
) -> Result<Base, NoBase> {
    let mut history = History::open(root).map_err(NoBase::Absent)?;
    let named = history.named(reference).map_err(NoBase::Absent)?;
    let commit = history.common_ancestor(named).ok_or(NoBase::Unrelated)?;
    let tree = history.files_of(commit).map_err(NoBase::Absent)?;
    let mut entries = Tree::default();
    entries
        .collect(&mut history, "", tree, 0)
        .map_err(NoBase::Unreadable)?;
    let tracked = entries.files.keys().cloned().collect();
    let is_kept = |path: &str| is_kept(path) || entries.is_in_submodule(path);
    let mut kept: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (id, file) in now.files().filter(|(_, file)| is_kept(&file.path)) {
        // What cannot be read there is not judged by here either.
        let bytes = now.bytes(id).map(std::borrow::Cow::into_owned);
        kept.insert(file.path.clone(), bytes.unwrap_or_default());
    }
    let replaced: BTreeSet<String> = entries
        .files
        .keys()
        .filter(|it| is_kept(it))
        .cloned()
        .collect();
    entries.files.retain(|path, _| !replaced.contains(path));
    let mut listing = Listing {
        entries: &entries,
        history: &mut history,
        kept: &kept,
        files: Vec::new(),
        ids: BTreeMap::new(),
        directories: Vec::new(),
    };
    listing
        .list("", "", None, &mut Vec::new())
        .map_err(NoBase::Unreadable)?;
    let problems = listing.problems(root, now).map_err(NoBase::Unreadable)?;
    let (files, directories) = (listing.files, listing.directories);
    let blobs = entries.files;
    let history = Mutex::new(history);
    let loader = move |path: &str| {
        if let Some(bytes) = kept.get(path) {
            return Ok(bytes.clone());
        }
        let (_, blob) = blobs.get(path).ok_or(std::io::ErrorKind::NotFound)?;
        let mut history = history.lock().unwrap_or_else(PoisonError::into_inner);
        history.file(*blob).map_err(std::io::Error::other)
    };
    let git = GitFacts {
        tracked: Some(tracked),
        ..now.git.clone()
    };
    let sources = Sources::new(files, directories, problems, git, Box::new(loader));
    Ok(Base {
        sources: sources.with_past(root),
        commit: commit.hex(),
    })
}

/// The files and links of a tree by path, and its folders.
#[derive(Default)]
struct Tree {
    files: BTreeMap<String, (EntryKind, ObjectId)>,
    folders: BTreeMap<String, Vec<String>>,
    submodules: BTreeSet<String>,
}

impl Tree {
    fn is_in_submodule(&self, path: &str) -> bool {
        let mut above = path.match_indices('/').map(|(at, _)| &path[..at]);
        above.any(|folder| self.submodules.contains(folder))
    }

    fn collect(
        &mut self,
        history: &mut History,
        folder: &str,
        tree: ObjectId,
        depth: usize,
    ) -> Result<(), String> {
        let mut names = Vec::new();
        for entry in history.entries(tree)? {
            if self.files.len() + self.folders.len() > MAX_ENTRIES {
                return Err("it holds more files than iaclint lists".to_owned());
            }
            let path = join(folder, &entry.name);
            match entry.kind {
                EntryKind::Folder if depth < MAX_DEPTH => {
                    self.collect(history, &path, entry.id, depth + 1)?;
                }
                EntryKind::Submodule => {
                    self.submodules.insert(path);
                    continue;
                }
                EntryKind::Folder => continue,
                EntryKind::File | EntryKind::Link => {
                    self.files.insert(path, (entry.kind, entry.id));
                }
            }
            names.push(entry.name);
        }
        self.folders.insert(folder.to_owned(), names);
        Ok(())
    }
}

/// What is listed so far, as of a working tree: folders under the names by which they are reached, and files under
/// their own.
struct Listing<'l> {
    entries: &'l Tree,
    history: &'l mut History,
    kept: &'l BTreeMap<String, Vec<u8>>,
    files: Vec<SourceFile>,
    ids: BTreeMap<String, FileId>,
    directories: Vec<Directory>,
}

impl Listing<'_> {
    /// Lists the folder `real` as `named`. `above` are the folders that hold it.
    fn list(
        &mut self,
        real: &str,
        named: &str,
        parent: Option<DirectoryId>,
        above: &mut Vec<String>,
    ) -> Result<DirectoryId, String> {
        if self.directories.len() + self.files.len() > MAX_ENTRIES {
            return Err("its links lead to more files than iaclint lists".to_owned());
        }
        let id = DirectoryId(index(self.directories.len()));
        self.directories.push(Directory {
            path: named.to_owned(),
            parent,
            files: Vec::new(),
            directories: Vec::new(),
        });
        above.push(real.to_owned());
        let mut children: Vec<String> = self.entries.folders.get(real).cloned().unwrap_or_default();
        children.extend(self.kept_in(real));
        children.sort();
        children.dedup();
        for name in children {
            let path = join(named, &name);
            let own = join(real, &name);
            let Some(target) = self.resolve(&own)? else {
                continue;
            };
            // A link must not bring back what is passed over.
            let is_hidden = target != own && target.split('/').any(|it| it.starts_with('.'));
            if self.entries.files.contains_key(&target) || self.kept.contains_key(&target) {
                let file = self.add(&target, &name);
                self.directories[id.0 as usize].files.push((name, file));
            } else if !is_passed_over(&name, &path)
                && above.len() < MAX_DEPTH
                && !above.contains(&target)
                && !is_hidden
            {
                let below = self.list(&target, &path, Some(id), above)?;
                self.directories[id.0 as usize]
                    .directories
                    .push((name, below));
            }
        }
        above.pop();
        let directory = &mut self.directories[id.0 as usize];
        directory.files.sort();
        directory.directories.sort();
        Ok(id)
    }

    /// The links that cannot be followed now and are the same here.
    fn problems(&mut self, root: &Path, now: &Sources) -> Result<Vec<WalkProblem>, String> {
        let mut found = Vec::new();
        for problem in &now.problems {
            if !self.is_known(root, problem)? {
                continue;
            }
            let file = FileId(index(self.files.len()));
            self.files.push(SourceFile {
                path: problem.path.clone(),
                kind: FileKind::Other,
                size: 0,
                text: OnceLock::from(Text::default()),
            });
            found.push(WalkProblem {
                file,
                ..problem.clone()
            });
        }
        Ok(found)
    }

    fn is_known(&mut self, root: &Path, problem: &WalkProblem) -> Result<bool, String> {
        let (folder, name) = problem.path.rsplit_once('/').unwrap_or(("", &problem.path));
        let Some(folder) = self.resolve(folder)? else {
            return Ok(false);
        };
        let own = join(&folder, name);
        let Some((EntryKind::Link, blob)) = self.entries.files.get(&own) else {
            return Ok(false);
        };
        let before = self.history.file(*blob)?;
        if link_target(root, &own) != String::from_utf8_lossy(&before) {
            return Ok(false);
        }
        Ok(match problem.kind {
            WalkProblemKind::LinkBroken => self.resolve(&own)?.is_none(),
            WalkProblemKind::LinkOutside | WalkProblemKind::LinkLoop => true,
            WalkProblemKind::Unreadable(_) | WalkProblemKind::TooMany => false,
        })
    }

    /// The names in a folder that kept files make.
    fn kept_in(&self, folder: &str) -> Vec<String> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let all = self
            .kept
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix));
        all.filter_map(|rest| rest.split('/').next().map(str::to_owned))
            .collect()
    }

    fn add(&mut self, path: &str, name: &str) -> FileId {
        let kind = FileKind::of(name);
        if let Some(id) = self.ids.get(path) {
            // Terraform goes by a link's own name.
            let known = &mut self.files[id.0 as usize];
            if !known.kind.is_configuration() && kind.is_configuration() {
                known.kind = kind;
            }
            return *id;
        }
        let id = FileId(index(self.files.len()));
        self.files.push(SourceFile {
            path: path.to_owned(),
            kind,
            size: 0,
            text: OnceLock::new(),
        });
        self.ids.insert(path.to_owned(), id);
        id
    }

    /// Where a path leads, links followed; `None` where that is nowhere in the repository.
    fn resolve(&mut self, path: &str) -> Result<Option<String>, String> {
        let mut path = path.to_owned();
        for _ in 0..=MAX_LINKS {
            let mut done = String::new();
            let mut parts = path.split('/');
            let next = loop {
                let Some(part) = parts.next() else {
                    break None;
                };
                let here = join(&done, part);
                if let Some((EntryKind::Link, blob)) = self.entries.files.get(&here) {
                    let target = self.history.file(*blob)?;
                    let target = String::from_utf8_lossy(&target).into_owned();
                    let inside = !target.starts_with('/');
                    let Some(target) = inside.then(|| join_path(&done, &target)).flatten() else {
                        return Ok(None);
                    };
                    let rest: Vec<&str> = parts.collect();
                    break Some(rest.iter().fold(target, |path, part| join(&path, part)));
                }
                done = here;
            };
            match next {
                Some(next) => path = next,
                None => {
                    let is_there = self.entries.files.contains_key(&done)
                        || self.entries.folders.contains_key(&done)
                        || self.kept.contains_key(&done)
                        || !self.kept_in(&done).is_empty();
                    return Ok(is_there.then_some(done));
                }
            }
        }
        Ok(None)
    }
}

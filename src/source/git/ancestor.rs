//! The commit at which a branch began.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::read;
use super::history::{Absence, History, is_reference_name};
use super::id::ObjectId;
use super::object::Kind;

/// How many commits are gone back before iaclint gives up.
const MAX_COMMITS: usize = 200_000;

/// The longest list of what was fetched, in bytes.
const MAX_FETCHED_BYTES: u64 = 16 * 1024 * 1024;

/// How many tags may lead to each other.
const MAX_HOPS: usize = 8;

/// Which of two commits one is an ancestor of.
const HEAD: u8 = 1;
const OTHER: u8 = 2;
/// Whether it is an ancestor of one that is an ancestor of both.
const BELOW: u8 = 4;

impl History {
    /// The commit that a name means, as git takes it: `HEAD`, `FETCH_HEAD` after a fetch, a reference, a tag, a branch, a branch of a remote, or a
    /// commit's name or its beginning; each may end in `~N` or `^N`.
    pub(crate) fn named(&mut self, name: &str) -> Result<ObjectId, Absence> {
        let at = name.find(['~', '^']).unwrap_or(name.len());
        let (base, mut steps) = name.split_at(at);
        let mut id = self.plain(base)?;
        while let Some(kind) = steps.chars().next() {
            let rest = &steps[1..];
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            let count = match &rest[..end] {
                "" => 1,
                digits => digits.parse::<usize>().map_err(|_| Absence::NoReference)?,
            };
            steps = &rest[end..];
            // `~3` is the first parent of the first parent of the first parent, `^2` the second parent.
            let parents: Vec<usize> = match kind {
                '~' => vec![0; count.min(MAX_COMMITS)],
                '^' if count > 0 => vec![count - 1],
                '^' => Vec::new(),
                _ => return Err(Absence::NoReference),
            };
            for parent in parents {
                let commit = self.commit(id).ok_or(Absence::NoReference)?;
                id = *commit.parents.get(parent).ok_or(Absence::NoReference)?;
            }
        }
        Ok(id)
    }

    fn plain(&mut self, name: &str) -> Result<ObjectId, Absence> {
        if matches!(name, "HEAD" | "@") {
            return self.head().ok_or(Absence::NoReference);
        }
        if matches!(name, "FETCH_HEAD" | "ORIG_HEAD" | "MERGE_HEAD") {
            let id = self.beside_head(name).ok_or(Absence::NoReference)?;
            return self.peeled(id);
        }
        if let Some(id) = ObjectId::parse(name) {
            return self.peeled(id);
        }
        if is_reference_name(name) {
            for folder in ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"] {
                let full = format!("{folder}{name}");
                let found = full.starts_with("refs/").then(|| self.reference(&full));
                if let Some(id) = found.flatten() {
                    return self.peeled(id);
                }
            }
        }
        self.shortened(name)
    }

    /// What git wrote down beside `HEAD`: of what was fetched, the first line begins with what was asked for.
    fn beside_head(&self, name: &str) -> Option<ObjectId> {
        let text = read(&self.own_folder().join(name), MAX_FETCHED_BYTES)?;
        let text = String::from_utf8(text).ok()?;
        ObjectId::parse(text.split_ascii_whitespace().next()?)
    }

    /// The commit that a tag leads to.
    fn peeled(&mut self, id: ObjectId) -> Result<ObjectId, Absence> {
        let mut id = id;
        for _ in 0..MAX_HOPS {
            let object = self.object(id).map_err(Absence::Unreadable)?;
            match object.kind {
                Kind::Commit => return Ok(id),
                Kind::Tag => {
                    let text = String::from_utf8_lossy(&object.bytes).into_owned();
                    let line = text
                        .lines()
                        .next()
                        .and_then(|it| it.strip_prefix("object "));
                    let fault = || Absence::Unreadable("a tag is damaged".to_owned());
                    id = line.and_then(ObjectId::parse).ok_or_else(fault)?;
                }
                Kind::Tree | Kind::Blob => break,
            }
        }
        let fault = "the reference leads to something that is no commit".to_owned();
        Err(Absence::Unreadable(fault))
    }

    /// The youngest commit that both what is checked out and another commit come from, and no other such commit comes
    /// from. `None` where there is none, as far as this clone goes back.
    pub(crate) fn common_ancestor(&mut self, other: ObjectId) -> Option<ObjectId> {
        let mut walk = Walk::default();
        for (id, side) in [(self.head()?, HEAD), (other, OTHER)] {
            walk.add(id, side, self.commit(id)?.seconds);
        }
        for _ in 0..MAX_COMMITS {
            if walk.is_done() {
                break;
            }
            let Some((id, sides)) = walk.next() else {
                break;
            };
            for parent in self.commit(id)?.parents {
                // Of a shallow clone the parent is not here.
                if walk.is_news(parent, sides)
                    && let Some(commit) = self.commit(parent)
                {
                    walk.add(parent, sides, commit.seconds);
                }
            }
        }
        walk.youngest()
    }

    /// The tree of a commit.
    pub(crate) fn files_of(&mut self, commit: ObjectId) -> Result<ObjectId, Absence> {
        self.tree_of(commit)
    }
}

/// A walk back from two commits, the younger ones first. Times only say where it pays to look first: those of a rebase
/// are all the same, and clocks differ.
#[derive(Default)]
struct Walk {
    sides: BTreeMap<ObjectId, u8>,
    pending: BTreeSet<(i64, ObjectId)>,
    /// How many of those that are pending may still lead to a commit in common.
    open: usize,
    common: BTreeSet<(i64, ObjectId)>,
}

impl Walk {
    fn is_news(&self, id: ObjectId, sides: u8) -> bool {
        let known = self.sides.get(&id).copied().unwrap_or_default();
        known | sides != known
    }

    fn add(&mut self, id: ObjectId, sides: u8, seconds: i64) {
        let known = self.sides.entry(id).or_default();
        let was_open = self.pending.contains(&(seconds, id)) && *known & BELOW == 0;
        *known |= sides;
        let is_open = *known & BELOW == 0;
        self.pending.insert((seconds, id));
        self.open = self.open + usize::from(is_open) - usize::from(was_open);
    }

    /// The next commit, and what its parents are to be told.
    fn next(&mut self) -> Option<(ObjectId, u8)> {
        let (seconds, id) = self.pending.pop_last()?;
        let sides = self.sides.get(&id).copied().unwrap_or_default();
        if sides & BELOW == 0 {
            self.open -= 1;
        }
        if sides == HEAD | OTHER {
            self.common.insert((seconds, id));
            return Some((id, sides | BELOW));
        }
        Some((id, sides))
    }

    /// Whether nothing that is pending can change the answer: of several commits in common, one may come from another.
    fn is_done(&self) -> bool {
        self.open == 0 && self.left().nth(1).is_none()
    }

    fn left(&self) -> impl Iterator<Item = ObjectId> {
        let youngest_first = self.common.iter().rev().map(|(_, id)| *id);
        youngest_first.filter(|id| self.sides.get(id).is_some_and(|it| it & BELOW == 0))
    }

    fn youngest(&self) -> Option<ObjectId> {
        self.left().next()
    }
}

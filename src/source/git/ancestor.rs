//! The commit at which a branch began.

use std::collections::{BTreeMap, BinaryHeap};

use super::history::{Absence, History, is_reference_name};
use super::id::ObjectId;
use super::object::Kind;

/// How many commits are gone back before iaclint gives up.
const MAX_COMMITS: usize = 200_000;

/// How many tags may lead to each other.
const MAX_HOPS: usize = 8;

/// Which of two commits one is an ancestor of.
const HEAD: u8 = 1;
const OTHER: u8 = 2;

impl History {
    /// The commit that a name means, as git takes it: `HEAD`, a reference, a tag, a branch, a branch of a remote, or a
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
        if name == "HEAD" {
            return self.head().ok_or(Absence::NoReference);
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

    /// The youngest commit that both what is checked out and another commit come from. `None` where there is none, as
    /// far as this clone goes back.
    pub(crate) fn common_ancestor(&mut self, other: ObjectId) -> Option<ObjectId> {
        let mut seen: BTreeMap<ObjectId, u8> = BTreeMap::new();
        let mut pending: BinaryHeap<(i64, ObjectId)> = BinaryHeap::new();
        for (id, side) in [(self.head()?, HEAD), (other, OTHER)] {
            *seen.entry(id).or_default() |= side;
            pending.push((self.commit(id)?.seconds, id));
        }
        for _ in 0..MAX_COMMITS {
            let (_, id) = pending.pop()?;
            let sides = seen.get(&id).copied().unwrap_or_default();
            if sides == HEAD | OTHER {
                return Some(id);
            }
            for parent in self.commit(id)?.parents {
                let known = seen.entry(parent).or_default();
                if *known | sides == *known {
                    continue;
                }
                *known |= sides;
                // Of a shallow clone the parent is not here.
                if let Some(commit) = self.commit(parent) {
                    pending.push((commit.seconds, parent));
                }
            }
        }
        None
    }

    /// The tree of a commit.
    pub(crate) fn files_of(&mut self, commit: ObjectId) -> Result<ObjectId, Absence> {
        self.tree_of(commit)
    }
}

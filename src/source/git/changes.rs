//! When a file was changed last, read from commits.

use sha1::{Digest, Sha1};

use super::folder::read;
use super::history::{EntryKind, History};
use super::id::ObjectId;

/// How many commits are gone back before iaclint gives up.
const MAX_COMMITS: usize = 5_000;

/// What is read of a commit.
pub(super) struct Commit {
    tree: ObjectId,
    /// The first is what the branch was before.
    pub(super) parents: Vec<ObjectId>,
    /// When it came to be, in seconds since 1970.
    pub(super) seconds: i64,
}

impl History {
    /// When the file with this path came to hold this text on the branch that is checked out, in seconds since 1970.
    /// `None` where it holds another text there, and where that lies further back than this clone or iaclint goes.
    pub(crate) fn last_change(&mut self, path: &str, text: &[u8]) -> Option<i64> {
        let wanted = blob_id(text)?;
        let mut commit = self.head().and_then(|id| self.commit(id))?;
        if self.at(commit.tree, path)? != wanted {
            return None;
        }
        for _ in 0..MAX_COMMITS {
            let Some(parent) = commit.parents.first().copied() else {
                return Some(commit.seconds);
            };
            // Of a shallow clone the parent is not here.
            let before = self.commit(parent)?;
            let is_same = before.tree == commit.tree || self.at(before.tree, path) == Some(wanted);
            if !is_same {
                return Some(commit.seconds);
            }
            commit = before;
        }
        None
    }

    /// The commit that is checked out.
    pub(super) fn head(&mut self) -> Option<ObjectId> {
        let text = read(&self.own_folder().join("HEAD"), 4096)?;
        let text = String::from_utf8(text).ok()?;
        match text.trim().strip_prefix("ref:") {
            Some(name) => self.reference(name.trim()),
            None => ObjectId::parse(text.trim()),
        }
    }

    pub(super) fn commit(&mut self, id: ObjectId) -> Option<Commit> {
        parse_commit(&self.commit_text(id)?)
    }

    /// The file at a path in a tree.
    fn at(&mut self, tree: ObjectId, path: &str) -> Option<ObjectId> {
        let mut tree = tree;
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            let entries = self.entries(tree).ok()?;
            let entry = entries.into_iter().find(|entry| entry.name == part)?;
            match (entry.kind, parts.peek()) {
                (EntryKind::Folder, Some(_)) => tree = entry.id,
                (EntryKind::File, None) => return Some(entry.id),
                _ => return None,
            }
        }
        None
    }
}

/// The name that git gives to a file of this text.
fn blob_id(text: &[u8]) -> Option<ObjectId> {
    let mut hash = Sha1::new();
    hash.update(format!("blob {}\0", text.len()));
    hash.update(text);
    ObjectId::from_bytes(&hash.finalize())
}

/// Reads a commit: its tree, its parents, its author and its committer, one a line, and then its message.
fn parse_commit(text: &[u8]) -> Option<Commit> {
    let text = String::from_utf8_lossy(text);
    let header = text.split("\n\n").next()?;
    let field = |name: &str| {
        let mut lines = header.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
    };
    let mut committer = field("committer")?.rsplit(' ');
    committer.next()?;
    Some(Commit {
        tree: ObjectId::parse(field("tree")?)?,
        parents: header
            .lines()
            .filter_map(|line| ObjectId::parse(line.strip_prefix("parent ")?))
            .collect(),
        seconds: committer.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{blob_id, parse_commit};

    #[test]
    fn a_commit_says_when_it_was_made() {
        let text = "tree 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567\n\
                    parent 1a1b2c3d4e5f60718293a4b5c6d7e8f901234567\n\
                    parent 2a1b2c3d4e5f60718293a4b5c6d7e8f901234567\n\
                    author A <a@example.com> 1700000000 +0100\n\
                    committer B C <b@example.com> 1700000100 -0500\n\
                    gpgsig -----BEGIN\n committer x\n\nparent of all\n";
        let commit = parse_commit(text.as_bytes()).unwrap();
        assert_eq!(commit.seconds, 1_700_000_100);
        assert!(commit.parents[0].hex().starts_with("1a"));
        assert!(parse_commit(b"tree x\n\n").is_none());
    }

    #[test]
    fn files_are_named_as_git_names_them() {
        // git hash-object of `hello\n`.
        let name = blob_id(b"hello\n").unwrap().hex();
        assert_eq!(name, "ce013625030ba8dba906f756967f9e9ca394464a");
    }
}

//! What git knows of the repository, read from `.git` directly: nothing is executed.

mod ancestor;
mod changes;
mod delta;
mod folder;
mod history;
mod id;
mod object;
mod pack;

use std::collections::BTreeSet;
use std::path::Path;

use super::name_text;

pub use history::Absence;
pub(crate) use history::{Entry, EntryKind, History};
pub(crate) use id::ObjectId;

/// Facts from the repository's `.git` folder. Empty where there is none. Where `.git` is a file, as in a linked
/// working tree, the folder is read that it names, if that folder names it in return.
#[derive(Debug, Default, Clone)]
pub struct GitFacts {
    /// The URLs of all remotes in `.git/config`.
    pub remotes: Vec<String>,
    /// Root-relative paths in the index, that is, what git tracks. `None` where that cannot be known.
    pub tracked: Option<BTreeSet<String>>,
    /// The commit or reference that is checked out: a branch's name, or a commit's hash when detached.
    pub head: Option<String>,
}

const MAX_INDEX_BYTES: u64 = 256 * 1024 * 1024;

/// Reads the facts from `root/.git`.
pub fn read_git(root: &Path) -> GitFacts {
    let Some(folder) = folder::find(root) else {
        return GitFacts::default();
    };
    let read = |base: &Path, name: &str| folder::read(&base.join(name), MAX_INDEX_BYTES);
    let text =
        |base, name| read(base, name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    // A repository without a commit has no index yet: nothing is tracked.
    let tracked = match read(&folder.own, "index") {
        Some(bytes) => parse_index(&bytes),
        None => Some(BTreeSet::new()),
    };
    GitFacts {
        remotes: text(&folder.common, "config")
            .map(|config| remote_urls(&config))
            .unwrap_or_default(),
        tracked,
        head: text(&folder.own, "HEAD").map(|head| {
            let head = head.trim();
            head.strip_prefix("ref: refs/heads/")
                .unwrap_or(head)
                .to_owned()
        }),
    }
}

/// The `url` entries of the `[remote "…"]` sections of a git configuration file.
fn remote_urls(config: &str) -> Vec<String> {
    let mut in_remote = false;
    let mut urls = Vec::new();
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            in_remote = line.starts_with("[remote ");
        } else if let Some((key, value)) = line.split_once('=')
            && in_remote
            && key.trim().eq_ignore_ascii_case("url")
        {
            urls.push(value.trim().trim_matches('"').to_owned());
        }
    }
    urls
}

/// The paths of a git index, versions 2 to 4 (format: git's `Documentation/gitformat-index`).
/// `None` where it is of another version, split, or damaged.
fn parse_index(bytes: &[u8]) -> Option<BTreeSet<String>> {
    let word = |at: usize| -> Option<u32> {
        Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
    };
    let version = word(4)?;
    if bytes.get(..4)? != b"DIRC" || !(2..=4).contains(&version) {
        return None;
    }
    let count = word(8)?;
    let mut at = 12;
    let mut paths = BTreeSet::new();
    let mut previous: Vec<u8> = Vec::new();
    for _ in 0..count {
        let start = at;
        // 62 bytes: ten words of file facts, a 20-byte object id, two bytes of flags.
        let flags = u16::from_be_bytes(bytes.get(at + 60..at + 62)?.try_into().ok()?);
        at += if version >= 3 && flags & 0x4000 != 0 {
            64
        } else {
            62
        };
        if version == 4 {
            let cut = read_offset(bytes, &mut at)?;
            previous.truncate(previous.len().checked_sub(cut)?);
        } else {
            previous.clear();
        }
        let length = bytes.get(at..)?.iter().position(|byte| *byte == 0)?;
        previous.extend_from_slice(&bytes[at..at + length]);
        at += length + 1;
        if version < 4 {
            // Entries are padded with 1 to 8 zero bytes to a multiple of eight.
            at = start + (at - 1 - start + 8) / 8 * 8;
        }
        paths.insert(name_text(&previous));
    }
    Some(paths)
}

/// git's variable-width offset encoding, as in pack files.
fn read_offset(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut byte = *bytes.get(*at)?;
    *at += 1;
    let mut value = usize::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        byte = *bytes.get(*at)?;
        *at += 1;
        value = value.checked_add(1)?.checked_mul(128)? + usize::from(byte & 0x7f);
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::{parse_index, remote_urls};

    #[test]
    fn remotes_come_from_remote_sections_only() {
        let config = "[core]\n\turl = no\n[remote \"origin\"]\n\turl = git@github.com:a/b.git\n[branch \"x\"]\n\turl=z";
        assert_eq!(remote_urls(config), ["git@github.com:a/b.git"]);
    }

    #[test]
    fn index_versions_two_and_four_list_the_same_paths() {
        let entry = |flags: u16| {
            let mut bytes = vec![0u8; 60];
            bytes.extend(flags.to_be_bytes());
            bytes
        };
        let head = |version: u32, count: u32| {
            let mut bytes = b"DIRC".to_vec();
            bytes.extend(version.to_be_bytes());
            bytes.extend(count.to_be_bytes());
            bytes
        };
        let mut two = head(2, 2);
        for path in ["live/a.tf", "live/b.tf"] {
            let mut bytes = entry(9);
            bytes.extend(path.as_bytes());
            bytes.resize((bytes.len() + 8) / 8 * 8, 0);
            two.extend(bytes);
        }
        let mut four = head(4, 2);
        four.extend(entry(9));
        four.extend(b"\0live/a.tf\0");
        four.extend(entry(9));
        four.extend(b"\x04b.tf\0");
        let expected: Vec<_> = ["live/a.tf", "live/b.tf"].map(str::to_owned).into();
        assert_eq!(
            parse_index(&two).unwrap().into_iter().collect::<Vec<_>>(),
            expected
        );
        assert_eq!(
            parse_index(&four).unwrap().into_iter().collect::<Vec<_>>(),
            expected
        );
        assert_eq!(parse_index(b"DIRC\0\0\0\x09"), None);
        assert_eq!(parse_index(&two[..40]), None);
    }
}

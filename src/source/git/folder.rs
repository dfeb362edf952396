//! Where git keeps what it knows of a working tree.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The folders of one working tree. They differ where it is a linked one, made by `git worktree add`.
#[derive(Debug, Clone)]
pub(super) struct GitFolder {
    /// What belongs to this working tree: `HEAD` and the index.
    pub(super) own: PathBuf,
    /// What all working trees share: configuration, references and objects.
    pub(super) common: PathBuf,
}

/// The longest `.git` file, `gitdir` or `commondir`, in bytes: each holds one path.
const MAX_PATH_BYTES: u64 = 16 * 1024;

/// The folders of the working tree in `root`. `None` where it is none.
///
/// Where `.git` is a file, the folder it names must name this very file in return, as git itself arranges it: a file
/// that somebody put there cannot point to just any folder.
pub(super) fn find(root: &Path) -> Option<GitFolder> {
    let entry = root.join(".git");
    let meta = std::fs::symlink_metadata(&entry).ok()?;
    if meta.is_dir() {
        return Some(GitFolder {
            own: entry.clone(),
            common: entry,
        });
    }
    let named = line(&entry)?;
    let own = root.join(named.strip_prefix("gitdir:")?.trim());
    let back = own.join(line(&own.join("gitdir"))?);
    if !meta.is_file() || back.canonicalize().ok()? != entry.canonicalize().ok()? {
        return None;
    }
    let common = own.join(line(&own.join("commondir"))?);
    Some(GitFolder { own, common })
}

/// The text of a file that holds one line.
fn line(path: &Path) -> Option<String> {
    let bytes = read(path, MAX_PATH_BYTES)?;
    Some(String::from_utf8(bytes).ok()?.trim_end().to_owned())
}

/// The bytes of a regular file of at most `max` bytes; `None` where it is not there or is not one.
pub(super) fn read(path: &Path, max: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open(path)?;
    file.take(max + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= max).then_some(bytes)
}

/// Opens a regular file. Opening a named pipe would wait for ever.
pub(super) fn open(path: &Path) -> Option<File> {
    let is_file = std::fs::metadata(path).is_ok_and(|meta| meta.is_file());
    is_file.then(|| File::open(path).ok())?
}

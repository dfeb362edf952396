//! Which files of the repository an image has in a folder.

use std::collections::BTreeMap;

use super::Doubt;
use crate::docker::{Copied, Dockerfile};
use crate::source::{DirectoryId, FileId, Sources, join_path};

/// Folders that every image of nginx has: what is copied to them is put into them.
const FOLDERS: [&str; 3] = ["/etc/nginx", "/etc/nginx/conf.d", "/usr/share/nginx/html"];

/// What is copied to this folder or below it, by its path in the image; a doubt where some of that is not of the repository.
pub(super) fn below(
    sources: &Sources,
    file: &Dockerfile,
    folder: &str,
) -> Result<BTreeMap<String, FileId>, Doubt> {
    let mut found = BTreeMap::new();
    // From the base on, so that what comes later stands.
    for copied in file
        .lineage()
        .into_iter()
        .rev()
        .flat_map(|stage| &stage.copies)
    {
        let is_absolute = copied.target.starts_with('/') && !copied.target.contains('$');
        if is_absolute && !overlaps(&copied.target, folder) {
            continue;
        }
        let open = || {
            let reason = format!("it is not known what is copied to {folder} of the image");
            Doubt::new(reason, Some(copied.span))
        };
        let source = source(file, copied).filter(|_| is_absolute);
        let source = source.ok_or_else(open)?;
        let target = copied.target.trim_end_matches('/');
        if let Some(directory) = sources.find_directory(&source) {
            collect(sources, directory, target, &mut found);
        } else {
            let id = sources.find_file(&source).ok_or_else(open)?;
            let is_inside =
                copied.target.ends_with('/') || FOLDERS.contains(&target) || target == folder;
            let name = source.rsplit('/').next().unwrap_or_default();
            let path = if is_inside {
                format!("{target}/{name}")
            } else {
                target.to_owned()
            };
            found.insert(path, id);
        }
    }
    found.retain(|path, _| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    });
    Ok(found)
}

fn collect(
    sources: &Sources,
    directory: DirectoryId,
    target: &str,
    found: &mut BTreeMap<String, FileId>,
) {
    let mut open = vec![(directory, target.to_owned())];
    while let Some((directory, target)) = open.pop() {
        let directory = sources.directory(directory);
        for (name, id) in &directory.files {
            found.insert(format!("{target}/{name}"), *id);
        }
        for (name, id) in &directory.directories {
            open.push((*id, format!("{target}/{name}")));
        }
    }
}

/// The path in the repository of what is copied; `None` where it is not taken from there as it is.
fn source(file: &Dockerfile, copied: &Copied) -> Option<String> {
    let source = copied.source.as_str();
    let is_archive = [".tar", ".gz", ".tgz", ".xz", ".bz2"]
        .iter()
        .any(|ending| source.ends_with(ending));
    let is_open = source.is_empty() || source.contains(['*', '?', '[', '$', ':']);
    if copied.from.is_some() || is_open || copied.is_add && is_archive {
        return None;
    }
    join_path(file.folder(), source)
}

/// Whether one path is the other or lies in it, either way.
pub(super) fn overlaps(one: &str, other: &str) -> bool {
    let is_in = |inner: &str, outer: &str| {
        let rest = inner.strip_prefix(outer.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    is_in(one, other) || is_in(other, one)
}

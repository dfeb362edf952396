//! Lists a repository on disk. With the loader it returns, the only place that reads the user's files.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::{DirEntry, WalkDir};

use super::{
    Directory, DirectoryId, FileId, FileKind, SourceFile, Sources, Text, WalkProblem,
    WalkProblemKind, index, os_text, path_text, read_git,
};

/// The largest number of entries that is listed: links can multiply a small tree without end.
pub const MAX_ENTRIES: usize = 2_000_000;

/// Folders nested deeper than this are not entered.
const MAX_DEPTH: usize = 64;

/// The repository's root: the nearest folder from `start` upwards that holds `iaclint.toml`, else the nearest
/// that holds `.git`, else `start` itself.
pub fn find_root(start: &Path) -> PathBuf {
    let holds = |name: &str| start.ancestors().find(|folder| folder.join(name).exists());
    holds("iaclint.toml")
        .or_else(|| holds(".git"))
        .unwrap_or(start)
        .to_path_buf()
}

/// Hidden folders that are listed all the same: they say what a pipeline does. A folder below one of them is listed
/// only where it stands here too, or is below one that ends the list's path.
const PIPELINES: &[&str] = &[
    ".github",
    ".github/workflows",
    ".github/actions",
    ".circleci",
    ".buildkite",
    ".spacelift",
];

/// Lists every file below `root`. Hidden folders, but for those of pipelines, and folders that the root's `.gitignore`
/// names, are skipped; links are followed as long as they stay inside. Files are read later, on demand.
///
/// Errors: `root` cannot be resolved or listed.
pub fn walk(root: &Path) -> std::io::Result<Sources> {
    let root = root.canonicalize()?;
    std::fs::read_dir(&root)?;
    let mut listing = Listing::new(&root);
    let mut entries = WalkDir::new(&root)
        .follow_links(true)
        .max_depth(MAX_DEPTH)
        .sort_by_file_name()
        .into_iter();
    let mut seen = 0usize;
    // The filter records why it passes over a link, so it is written out instead of `filter_entry`.
    while let Some(entry) = entries.next() {
        seen += 1;
        if seen > MAX_ENTRIES {
            listing.problem(&root, WalkProblemKind::TooMany);
            break;
        }
        match entry {
            Ok(entry) => {
                if !listing.take(&entry) && entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Err(error) => listing.walk_error(&error),
        }
    }
    let base = root.clone();
    let spelt = std::mem::take(&mut listing.spelt);
    let loader = Box::new(move |path: &str| match spelt.get(path) {
        Some(real) => std::fs::read(real),
        None => std::fs::read(base.join(path)),
    });
    let git = read_git(&root);
    let Listing {
        files,
        mut directories,
        mut problems,
        ..
    } = listing;
    for directory in &mut directories {
        directory.files.sort();
        directory.directories.sort();
    }
    problems.sort();
    problems.dedup();
    let sources = Sources::new(files, directories, problems, git, loader);
    Ok(sources.with_past(&root))
}

/// Whether a folder of this name and root-relative path is never listed, whatever it holds.
pub(super) fn is_passed_over(name: &str, relative: &str) -> bool {
    let is_other_of_github = relative.starts_with(".github/")
        && !PIPELINES.iter().any(|folder| {
            let below = relative.strip_prefix(folder);
            *folder != ".github"
                && below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
    let is_hidden = name.starts_with('.') && !PIPELINES.contains(&relative);
    is_hidden || is_other_of_github || name == "node_modules"
}

/// Where a link of the working tree leads, as it is written; empty for what is none.
pub(super) fn link_target(root: &Path, path: &str) -> String {
    let target = std::fs::read_link(root.join(path)).unwrap_or_default();
    target.to_string_lossy().into_owned()
}

struct Listing {
    root: PathBuf,
    ignored: Gitignore,
    files: Vec<SourceFile>,
    directories: Vec<Directory>,
    problems: Vec<WalkProblem>,
    file_ids: BTreeMap<String, FileId>,
    directory_ids: BTreeMap<PathBuf, DirectoryId>,
    /// Where the files lie whose paths are no UTF-8, by what is written for them.
    spelt: BTreeMap<String, PathBuf>,
    /// For each folder, whether it was reached through a link.
    through_link: Vec<bool>,
}

impl Listing {
    fn new(root: &Path) -> Self {
        let mut ignored = GitignoreBuilder::new(root);
        // A `.gitignore` that cannot be read or parsed only means that more is listed.
        let _ = ignored.add(root.join(".gitignore"));
        Self {
            root: root.to_path_buf(),
            ignored: ignored.build().unwrap_or_else(|_| Gitignore::empty()),
            files: Vec::new(),
            directories: Vec::new(),
            problems: Vec::new(),
            file_ids: BTreeMap::new(),
            directory_ids: BTreeMap::new(),
            spelt: BTreeMap::new(),
            through_link: Vec::new(),
        }
    }

    /// Records an entry; `false` where it is passed over and, for a folder, not entered.
    fn take(&mut self, entry: &DirEntry) -> bool {
        let path = entry.path();
        if entry.depth() > 0
            && entry.file_type().is_dir()
            && self.is_skipped(entry.file_name(), path)
        {
            return false;
        }
        // `path_is_symlink` is true for links themselves; what lies below a linked folder was checked with it.
        let real = if entry.path_is_symlink() {
            match path.canonicalize() {
                // What git keeps for itself may hold credentials, which an excerpt would show.
                Ok(real) if real.starts_with(self.root.join(".git")) => {
                    self.problem(path, WalkProblemKind::LinkOutside);
                    return false;
                }
                Ok(real) if real.starts_with(&self.root) => real,
                Ok(_) => {
                    self.problem(path, WalkProblemKind::LinkOutside);
                    return false;
                }
                Err(_) => {
                    self.problem(path, WalkProblemKind::LinkBroken);
                    return false;
                }
            }
        } else {
            path.to_path_buf()
        };
        if entry.file_type().is_dir() {
            return self.take_directory(entry, &real);
        }
        if entry.file_type().is_file() {
            self.take_file(entry, &real);
        }
        true
    }

    fn take_directory(&mut self, entry: &DirEntry, real: &Path) -> bool {
        let path = entry.path();
        // A link into a skipped folder (`.git`, say) must not bring it back.
        let hidden_target = real.strip_prefix(&self.root).is_ok_and(|below| {
            below
                .components()
                .any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
        });
        if entry.path_is_symlink() && hidden_target {
            return false;
        }
        let id = DirectoryId(index(self.directories.len()));
        let parent = path
            .parent()
            .and_then(|parent| self.directory_ids.get(parent))
            .copied();
        let name = os_text(entry.file_name());
        if let (Some(parent), true) = (parent, entry.depth() > 0) {
            self.directories[parent.0 as usize]
                .directories
                .push((name, id));
        }
        let parent = parent.filter(|_| entry.depth() > 0);
        let parent_linked = parent.is_some_and(|parent| self.through_link[parent.0 as usize]);
        self.through_link
            .push(parent_linked || entry.path_is_symlink());
        let relative = self.relative(path);
        self.directories.push(Directory {
            path: relative,
            parent,
            files: vec![],
            directories: vec![],
        });
        self.directory_ids.insert(path.to_path_buf(), id);
        true
    }

    fn take_file(&mut self, entry: &DirEntry, real: &Path) {
        let Some(parent) = entry
            .path()
            .parent()
            .and_then(|parent| self.directory_ids.get(parent))
        else {
            return;
        };
        let parent = *parent;
        // Below a linked folder only the folder's own path is a link, so the file is resolved once more.
        let resolve = self.through_link[parent.0 as usize] && !entry.path_is_symlink();
        let real = if resolve {
            real.canonicalize().ok()
        } else {
            Some(real.to_path_buf())
        };
        let Some(real) = real.filter(|real| real.starts_with(&self.root)) else {
            self.problem(entry.path(), WalkProblemKind::LinkOutside);
            return;
        };
        let name = os_text(entry.file_name());
        let path = self.relative(&real);
        if real.to_str().is_none() {
            self.spelt.insert(path.clone(), real);
        }
        let id = if let Some(id) = self.file_ids.get(&path) {
            // Terraform goes by a link's own name: what one name makes nothing of, another may make configuration.
            let known = &mut self.files[id.0 as usize];
            if !known.kind.is_configuration() && FileKind::of(&name).is_configuration() {
                known.kind = FileKind::of(&name);
            }
            *id
        } else {
            let id = FileId(index(self.files.len()));
            let size = entry.metadata().map_or(0, |meta| meta.len());
            let kind = FileKind::of(&name);
            self.files.push(SourceFile {
                path: path.clone(),
                kind,
                size,
                text: OnceLock::new(),
            });
            self.file_ids.insert(path, id);
            id
        };
        self.directories[parent.0 as usize].files.push((name, id));
    }

    fn is_skipped(&self, name: &OsStr, path: &Path) -> bool {
        let relative = self.relative(path);
        is_passed_over(&name.to_string_lossy(), &relative)
            || self.ignored.matched(path, true).is_ignore()
    }

    fn walk_error(&mut self, error: &walkdir::Error) {
        let kind = if error.loop_ancestor().is_some() {
            WalkProblemKind::LinkLoop
        } else if error
            .io_error()
            .is_some_and(|io| io.kind() == std::io::ErrorKind::NotFound)
        {
            WalkProblemKind::LinkBroken
        } else if error.path().is_some_and(Path::is_symlink)
            && error
                .io_error()
                .is_some_and(|io| io.kind() != std::io::ErrorKind::PermissionDenied)
        {
            // Links that lead to each other, or to themselves, are refused by the operating system.
            WalkProblemKind::LinkLoop
        } else {
            let reason = error
                .io_error()
                .map_or_else(|| error.to_string(), ToString::to_string);
            WalkProblemKind::Unreadable(reason)
        };
        let path = error.path().unwrap_or(&self.root).to_path_buf();
        self.problem(&path, kind);
    }

    fn problem(&mut self, path: &Path, kind: WalkProblemKind) {
        let path = self.relative(path);
        let file = FileId(index(self.files.len()));
        let text = OnceLock::from(Text::default());
        self.files.push(SourceFile {
            path: path.clone(),
            kind: FileKind::Other,
            size: 0,
            text,
        });
        self.problems.push(WalkProblem { path, kind, file });
    }

    /// The root-relative path with `/`.
    fn relative(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        path_text(below)
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::path::PathBuf;

    use super::walk;
    use crate::source::WalkProblemKind;

    /// A fresh folder below the system's temporary one, removed when dropped.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path =
                std::env::temp_dir().join(format!("iaclint-walk-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&path);
            std::fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn write(&self, path: &str, content: &str) {
            let path = self.0.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn links_inside_are_followed_and_share_one_file() {
        let scratch = Scratch::new("inside");
        scratch.write("live/provider.tf", "# one");
        scratch.write("live/prod/vpc/main.tf", "# two");
        symlink(
            "../../provider.tf",
            scratch.0.join("live/prod/vpc/provider.tf"),
        )
        .unwrap();
        symlink("prod", scratch.0.join("live/test")).unwrap();
        let sources = walk(&scratch.0).unwrap();
        let through_folder = sources.find_file("live/test/vpc/provider.tf").unwrap();
        assert_eq!(sources.file(through_folder).path, "live/provider.tf");
        assert_eq!(sources.find_file("live/provider.tf"), Some(through_folder));
        assert_eq!(
            sources.find_file("live/test/vpc/main.tf"),
            sources.find_file("live/prod/vpc/main.tf")
        );
        assert_eq!(sources.text(through_folder).content, "# one");
        assert!(sources.problems.is_empty(), "{:?}", sources.problems);
    }

    #[test]
    fn links_outside_broken_ones_and_loops_are_problems() {
        let outside = Scratch::new("elsewhere");
        outside.write("secret.tf", "# not ours");
        let scratch = Scratch::new("outside");
        scratch.write("live/main.tf", "");
        symlink(outside.0.join("secret.tf"), scratch.0.join("live/file.tf")).unwrap();
        symlink(&outside.0, scratch.0.join("live/folder")).unwrap();
        symlink("nothing.tf", scratch.0.join("live/gone.tf")).unwrap();
        symlink("..", scratch.0.join("live/loop")).unwrap();
        symlink("self.tf", scratch.0.join("live/self.tf")).unwrap();
        let sources = walk(&scratch.0).unwrap();
        let problems: Vec<_> = sources
            .problems
            .iter()
            .map(|problem| (problem.path.as_str(), problem.kind.clone()))
            .collect();
        assert_eq!(
            problems,
            [
                ("live/file.tf", WalkProblemKind::LinkOutside),
                ("live/folder", WalkProblemKind::LinkOutside),
                ("live/gone.tf", WalkProblemKind::LinkBroken),
                ("live/loop", WalkProblemKind::LinkLoop),
                ("live/self.tf", WalkProblemKind::LinkLoop),
            ]
        );
        assert_eq!(sources.find_file("live/file.tf"), None);
    }

    #[test]
    fn tracked_files_of_skipped_folders_have_a_place() {
        let scratch = Scratch::new("tracked");
        scratch.write("live/.terraform/modules/modules.json", "{}");
        scratch.write("live/main.tf", "");
        let path = "live/.terraform/modules/modules.json";
        let mut index = b"DIRC\0\0\0\x02\0\0\0\x01".to_vec();
        index.extend([0u8; 61]);
        index.push(u8::try_from(path.len()).unwrap());
        index.extend(path.as_bytes());
        index.resize((index.len() - 12 + 8) / 8 * 8 + 12, 0);
        std::fs::create_dir_all(scratch.0.join(".git")).unwrap();
        std::fs::write(scratch.0.join(".git/index"), index).unwrap();
        let sources = walk(&scratch.0).unwrap();
        let file = sources.find_tracked(path).unwrap();
        assert_eq!(sources.file(file).path, path);
        assert_eq!(sources.text(file).content, "");
        assert_eq!(sources.find_file(path), None);
    }

    #[test]
    fn the_folders_of_pipelines_are_listed() {
        let scratch = Scratch::new("pipelines");
        for path in [
            ".github/CODEOWNERS",
            ".github/workflows/a.yml",
            ".github/actions/x/action.yml",
            ".github/actions/x/.hidden/y",
            ".github/linters/b.tf",
            ".circleci/config.yml",
            ".vscode/c.json",
            "docs/.github/workflows/d.yml",
        ] {
            scratch.write(path, "");
        }
        let sources = walk(&scratch.0).unwrap();
        let mut paths: Vec<_> = sources
            .files()
            .map(|(_, file)| file.path.as_str())
            .collect();
        paths.sort_unstable();
        let expected = [
            ".circleci/config.yml",
            ".github/CODEOWNERS",
            ".github/actions/x/action.yml",
            ".github/workflows/a.yml",
        ];
        assert_eq!(paths, expected);
    }

    #[test]
    fn hidden_and_ignored_folders_are_skipped_but_hidden_files_are_not() {
        let scratch = Scratch::new("hidden");
        scratch.write(".gitignore", "/target/\n");
        scratch.write("target/x.tf", "");
        scratch.write("live/.terraform/modules/x.tf", "");
        scratch.write("live/.terraform.lock.hcl", "");
        symlink("../live/.terraform/modules", scratch.0.join("live/back")).unwrap();
        let sources = walk(&scratch.0).unwrap();
        let paths: Vec<_> = sources
            .files()
            .map(|(_, file)| file.path.as_str())
            .collect();
        assert_eq!(paths, [".gitignore", "live/.terraform.lock.hcl"]);
    }
}

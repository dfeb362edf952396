//! A repository that exists in memory only: for tests, rule pages and editors.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{
    Directory, DirectoryId, FileId, FileKind, GitFacts, SourceFile, Sources, Text, WalkProblem,
    WalkProblemKind, index, join_path,
};

impl Sources {
    /// A repository of the given root-relative paths and contents. A path that ends in `/` is an empty folder.
    pub fn from_memory<P: Into<String>, C: Into<Vec<u8>>>(
        entries: impl IntoIterator<Item = (P, C)>,
    ) -> Self {
        let contents: BTreeMap<String, Vec<u8>> = entries
            .into_iter()
            .map(|(path, content)| (path.into(), content.into()))
            .collect();
        let mut files = Vec::new();
        let mut tree = vec![Directory {
            path: String::new(),
            parent: None,
            files: vec![],
            directories: vec![],
        }];
        for (path, content) in &contents {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let directory = ensure_directory(&mut tree, folder);
            if name.is_empty() {
                continue;
            }
            let id = FileId(index(files.len()));
            let size = content.len() as u64;
            let text = OnceLock::from(Text::decode(content.clone()));
            files.push(SourceFile {
                path: path.clone(),
                kind: FileKind::of(name),
                size,
                text,
            });
            tree[directory.0 as usize].files.push((name.to_owned(), id));
        }
        for directory in &mut tree {
            directory.files.sort();
            directory.directories.sort();
        }
        let loader = move |path: &str| {
            let content = contents.get(path).cloned();
            content.ok_or_else(|| std::io::ErrorKind::NotFound.into())
        };
        Self::new(
            files,
            tree,
            Vec::new(),
            GitFacts::default(),
            Box::new(loader),
        )
    }
}

impl Sources {
    /// Adds a text that no file holds, such as one that was typed, so that places in it can be shown under `name`.
    /// It is in no folder's list.
    pub fn add_text(&mut self, name: &str, text: &str) -> FileId {
        let id = FileId(index(self.files.len()));
        self.files.push(SourceFile {
            path: name.to_owned(),
            kind: FileKind::Other,
            size: text.len() as u64,
            text: OnceLock::from(Text::decode(text.as_bytes().to_vec())),
        });
        id
    }

    /// Adds a symbolic link to a repository in memory: to a file of it, or one that cannot be followed. Links to
    /// folders are not followed here and count as broken ones.
    pub fn add_link(&mut self, path: &str, target: &str) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let target = join_path(folder, target).filter(|_| !target.starts_with('/'));
        if let Some(file) = target.as_ref().and_then(|target| self.find_file(target)) {
            let directory = ensure_directory(&mut self.directories, folder);
            let files = &mut self.directories[directory.0 as usize].files;
            files.push((name.to_owned(), file));
            files.sort();
            return;
        }
        let kind = match target {
            Some(_) => WalkProblemKind::LinkBroken,
            None => WalkProblemKind::LinkOutside,
        };
        let file = FileId(index(self.files.len()));
        self.files.push(SourceFile {
            path: path.to_owned(),
            kind: FileKind::Other,
            size: 0,
            text: OnceLock::from(Text::default()),
        });
        self.problems.push(WalkProblem {
            path: path.to_owned(),
            kind,
            file,
        });
        self.problems.sort();
    }
}

fn ensure_directory(tree: &mut Vec<Directory>, path: &str) -> DirectoryId {
    let mut id = DirectoryId(0);
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let here = &tree[id.0 as usize];
        if let Some((_, found)) = here.directories.iter().find(|(name, _)| name == part) {
            id = *found;
            continue;
        }
        let path = if here.path.is_empty() {
            part.to_owned()
        } else {
            format!("{}/{part}", here.path)
        };
        let new = DirectoryId(index(tree.len()));
        tree[id.0 as usize].directories.push((part.to_owned(), new));
        tree[id.0 as usize].directories.sort();
        tree.push(Directory {
            path,
            parent: Some(id),
            files: vec![],
            directories: vec![],
        });
        id = new;
    }
    id
}

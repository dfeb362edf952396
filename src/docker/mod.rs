//! Dockerfiles: stages, what they start from, and what the image that comes out says about itself.

mod arguments;
mod image;
pub mod nginx;
mod read;
mod words;

use rayon::prelude::*;

use crate::source::{FileId, Sources, Span};

pub use image::Image;

/// Every Dockerfile of a repository.
#[derive(Debug, Default)]
pub struct Dockerfiles {
    /// In order of path.
    pub files: Vec<Dockerfile>,
}

/// One Dockerfile.
#[derive(Debug)]
pub struct Dockerfile {
    /// The file.
    pub file: FileId,
    /// Its path.
    pub path: String,
    /// Its stages in order; none where it cannot be read.
    pub stages: Vec<Stage>,
    /// Why it cannot be read, and where the reader gave up.
    pub problem: Option<(Span, String)>,
}

/// What stands from one `FROM` to the next.
#[derive(Debug, Clone)]
pub struct Stage {
    /// The name behind `AS`.
    pub name: Option<String>,
    /// What it starts from.
    pub base: Base,
    /// Where that is written.
    pub span: Span,
    /// `--platform`
    pub platform: Option<String>,
    /// The ports of `EXPOSE`; `None` for one that is not known.
    pub ports: Vec<(Option<u16>, Span)>,
    /// What the last `USER` says, where there is one; `None` where it is not known.
    pub user: Option<(Option<String>, Span)>,
    /// `ENV` and `ARG` with their values.
    pub settings: Vec<Setting>,
    /// The sources of `COPY` and `ADD` from the folder that is sent.
    pub copies: Vec<Copied>,
    /// The program of `HEALTHCHECK`, where it is known.
    pub health: Option<(String, Span)>,
    /// The words of each `CMD` and `ENTRYPOINT`; a text for a shell is one word.
    pub starts: Vec<Vec<String>>,
    /// The commands of `RUN`.
    pub runs: Vec<String>,
}

/// What a stage starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// An earlier stage, by its number.
    Stage(usize),
    /// An image.
    Image(Image),
    /// `scratch`: nothing.
    Scratch,
    /// An argument without a default decides it.
    Open(String),
}

/// A value that stays in the image, or in its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Whether it is `ENV`, not `ARG`.
    pub is_env: bool,
    /// Its name.
    pub name: String,
    /// Its value, where there is one; variables in it are not replaced.
    pub value: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// What `COPY` or `ADD` takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The path or address, as written; empty where the text itself is written in the Dockerfile.
    pub source: String,
    /// Where it is put.
    pub target: String,
    /// Whether it is `ADD`.
    pub is_add: bool,
    /// The stage or image that it is taken from.
    pub from: Option<String>,
    /// Whether `--checksum` is given.
    pub has_checksum: bool,
    /// Where the source is written.
    pub span: Span,
}

impl Dockerfiles {
    /// Reads every Dockerfile of a repository.
    pub fn read(sources: &Sources) -> Self {
        let wanted = |path: &str| is_dockerfile(path.rsplit('/').next().unwrap_or_default());
        let mut files: Vec<(FileId, &str)> = sources
            .files()
            .filter(|(_, file)| wanted(&file.path))
            .map(|(id, file)| (id, file.path.as_str()))
            .collect();
        files.sort_by_key(|(_, path)| *path);
        Self {
            files: files
                .par_iter()
                .map(|(id, path)| read::dockerfile(sources, *id, path))
                .collect(),
        }
    }

    /// The Dockerfile at a path.
    pub fn at(&self, path: &str) -> Option<&Dockerfile> {
        self.files.iter().find(|file| file.path == path)
    }
}

impl Dockerfile {
    /// The folder that it lies in.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The stages that the image is made of: the last, and those it starts from, nearest first.
    pub fn lineage(&self) -> Vec<&Stage> {
        let mut found = Vec::new();
        let mut at = self.stages.len().checked_sub(1);
        while let Some(stage) = at.and_then(|at| self.stages.get(at)) {
            found.push(stage);
            at = match stage.base {
                Base::Stage(number) => Some(number),
                _ => None,
            };
        }
        found
    }
}

/// Whether a file of this name is a Dockerfile, and no template of one.
fn is_dockerfile(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let is_other = [
        ".dockerignore",
        ".md",
        ".j2",
        ".tmpl",
        ".tpl",
        ".erb",
        ".template",
        ".tftpl",
        ".swp",
        ".bak",
        ".orig",
    ]
    .iter()
    .any(|ending| lower.ends_with(ending));
    let is_named = matches!(lower.as_str(), "dockerfile" | "containerfile")
        || lower.starts_with("dockerfile.")
        || lower.ends_with(".dockerfile");
    is_named && !is_other
}

#[cfg(test)]
mod tests;

//! The files of a repository as they lie on disk or in memory: names, bytes and places in them.
//!
//! [`Sources`] lists every file and folder below the repository's root and reads a file's text when
//! somebody first asks for it. Everything above works on [`FileId`], [`DirectoryId`] and [`Span`];
//! only [`walk`] and the loader given to [`Sources::new`] touch the disk.

pub mod base;
mod cells;
mod git;
mod memory;
mod past;
mod path_text;
mod stand_in;
mod text;
pub mod walk;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(crate) use cells::Cells;
pub use git::{Absence, GitFacts, read_git};
pub use past::{past_path, path_at_reference};
pub use path_text::{name_text, os_text, path_text};
pub(crate) use text::GIT_CRYPT;
pub use text::{LineColumn, Text, TextProblem};

/// One file of the repository. Two links to one file share its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// One folder of the repository, under the path by which it was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DirectoryId(pub u32);

/// A range of bytes in the text of one file, start inclusive and end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file it lies in.
    pub file: FileId,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`, in bytes. Offsets past 4 GiB are cut; such files are never read.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            file,
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// The start of `file`, for what concerns the file as a whole.
    pub fn file_start(file: FileId) -> Self {
        Self {
            file,
            start: 0,
            end: 0,
        }
    }

    /// The smallest span that covers both; `other` must lie in the same file.
    pub fn to(self, other: Self) -> Self {
        debug_assert_eq!(self.file, other.file, "a span covers one file");
        Self {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Whether the two have a byte in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.file == other.file && self.start < other.end && other.start < self.end
    }

    /// The byte range, for indexing the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a file is, judged by its name as Terraform and OpenTofu do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `*.tf` or `*.tofu`.
    Terraform,
    /// `*.tf.json` or `*.tofu.json`.
    TerraformJson,
    /// `*.tfvars`.
    Variables,
    /// `*.tfvars.json`.
    VariablesJson,
    /// Partial backend configuration: `*.tfbackend`, `backend.hcl`, `backend-*.hcl`, `*.backend.hcl`, or
    /// `backend.tfvars`.
    Backend,
    /// `.terraform.lock.hcl`.
    Lock,
    /// `*.json` that is none of the above.
    Json,
    /// `*.yaml` or `*.yml`.
    Yaml,
    /// Anything else.
    Other,
}

impl FileKind {
    /// The kind of a file of this name. Editors' backup files (`name~`, `#name#`) and hidden ones are not
    /// Terraform's: it does not load them.
    pub fn of(name: &str) -> Self {
        let ignored = name.starts_with('.')
            || name.ends_with('~')
            || (name.starts_with('#') && name.ends_with('#'));
        let ends = |suffix: &str| name.len() > suffix.len() && name.ends_with(suffix);
        match name {
            ".terraform.lock.hcl" => Self::Lock,
            _ if ignored => Self::Other,
            _ if ends(".tf") || ends(".tofu") => Self::Terraform,
            _ if ends(".tf.json") || ends(".tofu.json") => Self::TerraformJson,
            _ if ends(".tfbackend") || name == "backend.tfvars" || is_backend_hcl(name) => {
                Self::Backend
            }
            _ if ends(".tfvars") => Self::Variables,
            _ if ends(".tfvars.json") => Self::VariablesJson,
            _ if ends(".json") => Self::Json,
            _ if ends(".yaml") || ends(".yml") => Self::Yaml,
            _ => Self::Other,
        }
    }

    /// Whether Terraform itself reads such a file in any of its commands.
    pub fn is_terraform(self) -> bool {
        !matches!(self, Self::Json | Self::Yaml | Self::Other)
    }

    /// Whether Terraform loads such a file as configuration.
    pub fn is_configuration(self) -> bool {
        matches!(self, Self::Terraform | Self::TerraformJson)
    }
}

/// Whether the name is that of a file for `terraform init -backend-config` with the ending of HCL.
fn is_backend_hcl(name: &str) -> bool {
    name.strip_suffix(".hcl").is_some_and(|stem| {
        let starts = ["backend-", "backend_", "backend."];
        let ends = ["-backend", "_backend", ".backend"];
        stem == "backend"
            || starts.iter().any(|start| stem.starts_with(start))
            || ends.iter().any(|end| stem.ends_with(end))
    })
}

/// A file: where it is, what it is, and its text once read.
#[derive(Debug)]
pub struct SourceFile {
    /// Root-relative path with `/`, links resolved.
    pub path: String,
    /// Judged by its name.
    pub kind: FileKind,
    /// Bytes on disk.
    pub size: u64,
    text: OnceLock<Text>,
}

/// A folder and what is directly in it, each list sorted by name.
#[derive(Debug)]
pub struct Directory {
    /// Root-relative path with `/`; empty for the root. A folder reached through a link has the link's path.
    pub path: String,
    /// The folder that holds it; `None` for the root.
    pub parent: Option<DirectoryId>,
    /// Names and ids of its files; the name is the link's where the file is one.
    pub files: Vec<(String, FileId)>,
    /// Names and ids of its folders.
    pub directories: Vec<(String, DirectoryId)>,
}

impl Directory {
    /// The last part of its path; empty for the root.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// What could not be followed while listing the repository.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WalkProblem {
    /// Root-relative path of the entry.
    pub path: String,
    /// What is the matter with it.
    pub kind: WalkProblemKind,
    /// A file that stands for the entry, with an empty text: a finding about a link needs a place. It is in no
    /// folder's list.
    pub file: FileId,
}

/// Why an entry of the repository was passed over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WalkProblemKind {
    /// A symbolic link that leads out of the repository; not read.
    LinkOutside,
    /// A symbolic link to nothing.
    LinkBroken,
    /// A symbolic link to a folder that holds it, or to itself.
    LinkLoop,
    /// The operating system refused; its message.
    Unreadable(String),
    /// More entries than [`walk::MAX_ENTRIES`]; the rest is not read.
    TooMany,
}

/// Reads the bytes of a file by its root-relative path.
pub type Loader = Box<dyn Fn(&str) -> std::io::Result<Vec<u8>> + Send + Sync>;

/// Every file and folder of the repository.
pub struct Sources {
    files: Vec<SourceFile>,
    directories: Vec<Directory>,
    /// What could not be followed, sorted.
    pub problems: Vec<WalkProblem>,
    /// What git knows of the repository.
    pub git: GitFacts,
    /// For each file that git tracks and that is not listed, a file that stands for it, with an empty text.
    unlisted: BTreeMap<String, FileId>,
    loader: Loader,
    /// Files as they were at tags, branches and commits.
    past: past::Past,
}

impl std::fmt::Debug for Sources {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sources")
            .field("files", &self.files.len())
            .finish_non_exhaustive()
    }
}

impl Sources {
    /// The repository with the given listing; `loader` is called once per file whose text is asked for, and
    /// each time that the bytes of one are.
    /// `directories[0]` must be the root.
    pub fn new(
        files: Vec<SourceFile>,
        directories: Vec<Directory>,
        problems: Vec<WalkProblem>,
        git: GitFacts,
        loader: Loader,
    ) -> Self {
        let mut sources = Self {
            files,
            directories,
            problems,
            git,
            unlisted: BTreeMap::new(),
            loader,
            past: past::Past::default(),
        };
        sources.stand_in_for_unlisted();
        sources
    }

    /// Gives a place to what git tracks in folders that are passed over, such as `.terraform`: a finding about
    /// such a file needs one. The files are not read.
    fn stand_in_for_unlisted(&mut self) {
        let tracked = self.git.tracked.as_ref().into_iter().flatten();
        let missing =
            |path: &&String| self.find_file(path).is_none() && self.find_directory(path).is_none();
        let missing: Vec<String> = tracked.filter(missing).cloned().collect();
        for path in missing {
            let id = FileId(index(self.files.len()));
            self.files.push(SourceFile {
                path: path.clone(),
                kind: FileKind::Other,
                size: 0,
                text: OnceLock::from(Text::default()),
            });
            self.unlisted.insert(path, id);
        }
    }

    /// The root folder.
    pub fn root(&self) -> DirectoryId {
        DirectoryId(0)
    }

    /// The file of this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        if let Some(number) = past::number(id.0) {
            return self.past.file(number);
        }
        &self.files[id.0 as usize]
    }

    /// The folder of this id.
    pub fn directory(&self, id: DirectoryId) -> &Directory {
        if let Some(number) = past::number(id.0) {
            return self.past.directory(number);
        }
        &self.directories[id.0 as usize]
    }

    /// Every file of the working tree, in order of id.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(i, file)| (FileId(index(i)), file))
    }

    /// Every folder of the working tree, in order of id: a folder comes after the one that holds it.
    pub fn directories(&self) -> impl Iterator<Item = (DirectoryId, &Directory)> {
        self.directories
            .iter()
            .enumerate()
            .map(|(i, directory)| (DirectoryId(index(i)), directory))
    }

    /// The file's text, read now if it was not yet. What could not be read is an empty text with a problem.
    pub fn text(&self, id: FileId) -> &Text {
        let file = self.file(id);
        file.text.get_or_init(|| {
            if let Some(number) = past::number(id.0) {
                return self.past.read(number);
            }
            if file.size > text::MAX_FILE_BYTES {
                return Text::failed(TextProblem::TooLarge { bytes: file.size });
            }
            match (self.loader)(&file.path) {
                Ok(bytes) => Text::decode(bytes),
                Err(error) => Text::failed(TextProblem::Unreadable(error.to_string())),
            }
        })
    }

    /// The file's text if somebody has read it.
    pub fn text_if_read(&self, id: FileId) -> Option<&Text> {
        self.file(id).text.get()
    }

    /// The file's bytes as they are, before anything is decoded. Where its text was read and is UTF-8, that is used;
    /// otherwise they are read now and not kept. `Err` where the file is too large or cannot be read.
    pub fn bytes(&self, id: FileId) -> Result<Cow<'_, [u8]>, TextProblem> {
        match self.text_if_read(id) {
            Some(text) if text.problem.is_none() && !text.byte_order_mark => {
                return Ok(Cow::Borrowed(text.content.as_bytes()));
            }
            _ => {}
        }
        if let Some(number) = past::number(id.0) {
            let bytes = self.past.bytes(number).map_err(TextProblem::Unreadable)?;
            return Ok(Cow::Owned(bytes));
        }
        let file = self.file(id);
        let too_large = |bytes| Err(TextProblem::TooLarge { bytes });
        if file.size > text::MAX_FILE_BYTES {
            return too_large(file.size);
        }
        match (self.loader)(&file.path) {
            // It may have grown since it was listed.
            Ok(bytes) if bytes.len() as u64 > text::MAX_FILE_BYTES => too_large(bytes.len() as u64),
            Ok(bytes) => Ok(Cow::Owned(bytes)),
            Err(error) => Err(TextProblem::Unreadable(error.to_string())),
        }
    }

    /// The text that a span covers; empty where it lies outside.
    pub fn snippet(&self, span: Span) -> &str {
        self.text(span.file)
            .content
            .get(span.range())
            .unwrap_or_default()
    }

    /// The folder with this root-relative path, if it is listed, or was at the reference that the path begins with:
    /// see [`Self::past_directory`].
    pub fn find_directory(&self, path: &str) -> Option<DirectoryId> {
        if let Some((reference, inner)) = past::split(path) {
            return self.past_directory(&reference, inner).ok().flatten();
        }
        let mut id = self.root();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let directories = &self.directory(id).directories;
            let found = directories
                .binary_search_by(|(name, _)| name.as_str().cmp(part))
                .ok()?;
            id = directories[found].1;
        }
        Some(id)
    }

    /// The file with this root-relative path (of the file or of a link to it), if it is listed.
    pub fn find_file(&self, path: &str) -> Option<FileId> {
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.file_in(self.find_directory(parent)?, name)
    }

    /// The file with this root-relative path, or what stands for it where git tracks it and it is not listed.
    pub fn find_tracked(&self, path: &str) -> Option<FileId> {
        self.find_file(path)
            .or_else(|| self.unlisted.get(path).copied())
    }

    /// The file of this name directly in a folder.
    pub fn file_in(&self, directory: DirectoryId, name: &str) -> Option<FileId> {
        let files = &self.directory(directory).files;
        let found = files
            .binary_search_by(|(entry, _)| entry.as_str().cmp(name))
            .ok()?;
        Some(files[found].1)
    }

    /// The first file of a folder by which a finding about the folder can be shown: its first Terraform file,
    /// else its first file, else the same of the folders below it in order. `None` where there is no file.
    pub fn anchor(&self, directory: DirectoryId) -> Option<FileId> {
        let here = self.directory(directory);
        let of = |id: FileId| self.file(id).kind.is_configuration();
        let first = here.files.iter().map(|(_, id)| *id).find(|id| of(*id));
        first
            .or_else(|| here.files.first().map(|(_, id)| *id))
            .or_else(|| {
                here.directories
                    .iter()
                    .find_map(|(_, below)| self.anchor(*below))
            })
    }
}

fn index(i: usize) -> u32 {
    u32::try_from(i).unwrap_or(u32::MAX)
}

/// Resolves `relative` (which may hold `.` and `..`) against the root-relative folder `base`.
///
/// `None` where it leaves the repository: nothing outside is ever read.
pub fn join_path(base: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// `to` as seen from `from`, both root-relative; `.` where they are the same.
pub fn relative_path(from: &str, to: &str) -> String {
    let split = |path: &'_ str| {
        path.split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (from, to): (Vec<String>, Vec<String>) = (split(from), split(to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[common..].iter().map(|_| "..".to_owned());
    let parts: Vec<String> = up.chain(to[common..].iter().cloned()).collect();
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::{FileKind, Sources, join_path, relative_path};

    #[test]
    fn bytes_are_those_of_the_file_whether_its_text_was_read_or_not() {
        let sources = Sources::from_memory([
            ("mark.txt", &b"\xEF\xBB\xBFa"[..]),
            ("image.png", &b"\xFF\x00"[..]),
            ("plain.txt", &b"a\r\n"[..]),
        ]);
        let bytes = |path: &str| {
            let id = sources.find_file(path).unwrap();
            let before = sources.bytes(id).unwrap().into_owned();
            sources.text(id);
            assert_eq!(sources.bytes(id).unwrap(), before);
            before
        };
        assert_eq!(bytes("mark.txt"), b"\xEF\xBB\xBFa");
        assert_eq!(bytes("image.png"), b"\xFF\x00");
        assert_eq!(bytes("plain.txt"), b"a\r\n");
    }

    #[test]
    fn kinds_follow_the_names_that_terraform_loads() {
        assert_eq!(FileKind::of("main.tf"), FileKind::Terraform);
        assert_eq!(FileKind::of("main.tofu"), FileKind::Terraform);
        assert_eq!(FileKind::of("main.tf.json"), FileKind::TerraformJson);
        assert_eq!(
            FileKind::of("prod.auto.tfvars.json"),
            FileKind::VariablesJson
        );
        assert_eq!(FileKind::of("main.tf~"), FileKind::Other);
        assert_eq!(FileKind::of(".main.tf"), FileKind::Other);
        assert_eq!(FileKind::of("#main.tf#"), FileKind::Other);
        assert_eq!(FileKind::of(".terraform.lock.hcl"), FileKind::Lock);
        assert_eq!(FileKind::of("service.json"), FileKind::Json);
        assert_eq!(FileKind::of("prod.s3.tfbackend"), FileKind::Backend);
        assert_eq!(FileKind::of("backend-prod.hcl"), FileKind::Backend);
        assert_eq!(FileKind::of("backend.tfvars"), FileKind::Backend);
        assert_eq!(FileKind::of("backend-api.tfvars"), FileKind::Variables);
        assert_eq!(FileKind::of("terragrunt.hcl"), FileKind::Other);
    }

    #[test]
    fn paths_stay_inside_the_repository() {
        assert_eq!(
            join_path("live/prod/vpc", "../../../modules/aws/vpc").as_deref(),
            Some("modules/aws/vpc")
        );
        assert_eq!(join_path("live", "./a/.././b").as_deref(), Some("live/b"));
        assert_eq!(join_path("live", "../../etc"), None);
    }

    #[test]
    fn relative_paths_lead_from_one_folder_to_another() {
        assert_eq!(
            relative_path("live/prod/vpc", "modules/vpc"),
            "../../../modules/vpc"
        );
        assert_eq!(relative_path("live", "live/m"), "m");
        assert_eq!(relative_path("live", "live"), ".");
    }
}

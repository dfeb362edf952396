//! The schemas that were imported into the repository.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::diagnostic::ConfigError;
use crate::schema::{MAX_BYTES, ProviderSchema, Schemas, file_name};

/// Where imported schemas lie, below the repository's root.
pub(super) const FOLDER: &str = ".iaclint/schema";

/// The largest sum of all files, in bytes. Four of the largest providers stay below 4 MB.
const MAX_TOTAL: usize = 64 * 1024 * 1024;

/// How deep below the folder a file lies: host, namespace, file.
const DEPTH: usize = 3;

/// What the program brings along, and what lies in [`FOLDER`] below `root`. Links are not followed: nothing outside
/// the repository is read.
pub(in crate::cli) fn load(root: &Path) -> Result<Schemas, Vec<ConfigError>> {
    let mut loader = Loader::default();
    let folders = [".iaclint", FOLDER];
    let found = folders.iter().all(|path| loader.is_folder(root, path));
    if found {
        loader.read_folder(root, FOLDER, 1);
    }
    loader.errors.sort();
    if loader.errors.is_empty() {
        Ok(Schemas::with_imported(loader.schemas))
    } else {
        Err(loader.errors)
    }
}

#[derive(Default)]
struct Loader {
    schemas: Vec<ProviderSchema>,
    errors: Vec<ConfigError>,
    total: usize,
}

impl Loader {
    fn refuse(&mut self, path: &str, message: impl Into<String>) {
        self.errors.push(ConfigError::whole(path, message));
    }

    /// Whether there is a folder at this path. A link is told as a fault; that there is nothing is none.
    fn is_folder(&mut self, root: &Path, path: &str) -> bool {
        match fs::symlink_metadata(root.join(path)) {
            Ok(found) if found.is_symlink() => self.refuse(path, LINK),
            Ok(found) => return found.is_dir(),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => self.refuse(path, format!("cannot be read: {error}")),
        }
        false
    }

    fn read_folder(&mut self, root: &Path, folder: &str, depth: usize) {
        let entries =
            fs::read_dir(root.join(folder)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.refuse(folder, format!("cannot be read: {error}")),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let path = format!("{folder}/{name}");
            let is_schema = Path::new(&*name)
                .extension()
                .is_some_and(|found| found == "bin");
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth < DEPTH => {
                    self.read_folder(root, &path, depth + 1);
                }
                Ok(kind) if kind.is_symlink() => self.refuse(&path, LINK),
                Ok(kind) if kind.is_file() && is_schema => self.read_file(root, &path),
                Ok(_) => {}
                Err(error) => self.refuse(&path, format!("cannot be read: {error}")),
            }
        }
    }

    fn read_file(&mut self, root: &Path, path: &str) {
        if self.total > MAX_TOTAL {
            return;
        }
        let mut bytes = Vec::new();
        let limit = MAX_BYTES as u64 + 1;
        let read =
            File::open(root.join(path)).and_then(|file| file.take(limit).read_to_end(&mut bytes));
        if let Err(error) = read {
            return self.refuse(path, format!("cannot be read: {error}"));
        }
        self.total += bytes.len();
        if self.total > MAX_TOTAL {
            return self.refuse(
                FOLDER,
                "holds more than 64 MB of provider schemas; remove those that are not used",
            );
        }
        match ProviderSchema::decode(&bytes) {
            Ok(schema) => {
                let home = file_name(schema.address()).map(|name| format!("{FOLDER}/{name}"));
                if home.as_deref() == Some(path) {
                    self.schemas.push(schema);
                } else {
                    self.refuse(path, "holds the schema of another provider than its path says; import it again with `iaclint schema import`");
                }
            }
            Err(fault) => self.refuse(path, format!("is no provider schema that this iaclint can read: {fault}; import it again with `iaclint schema import`")),
        }
    }
}

/// Why a link is refused.
const LINK: &str =
    "is a link, and links to provider schemas are not read; put the file itself here";

//! A copy of `live/` and `modules/` that Terraform may write into.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Settings that are not in the repository, because the pipeline gives them.
const GIVEN: &str = r#"image_digests = { hello-world = "sha256:0000000000000000000000000000000000000000000000000000000000000000" }
"#;

/// The files, and a folder with them that is removed when this is dropped.
pub(crate) struct Estate {
    /// Where the copy is.
    pub(crate) folder: PathBuf,
    /// Text by root-relative path, as the repository has it.
    pub(crate) files: BTreeMap<String, String>,
}

impl Estate {
    /// Copies all but what former runs of Terraform left, the tests, and the lock files: the provider is given.
    pub(crate) fn copy() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let name = format!("iaclint-mocked-apply-{}", std::process::id());
        let mut estate = Self {
            folder: std::env::temp_dir().join(name),
            files: BTreeMap::new(),
        };
        let _ = fs::remove_dir_all(&estate.folder);
        for top in ["live", "modules"] {
            read(&root.join(top), top, &mut estate.files);
        }
        let is_given = |text: &String| text.contains("variable \"image_digests\"");
        let given: Vec<String> = estate
            .files
            .iter()
            .filter(|(path, text)| path.starts_with("live/") && is_given(text))
            .map(|(path, _)| path.replace("variables.tf", "given.auto.tfvars"))
            .collect();
        let given = given.into_iter().map(|path| (path, GIVEN.to_owned()));
        estate.files.extend(given);
        for (path, text) in &estate.files {
            estate.write(path, text);
        }
        estate
    }

    /// Writes a file into the copy.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

impl Drop for Estate {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn read(folder: &Path, path: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let below = format!("{path}/{name}");
        if entry.path().is_dir() {
            if name != ".terraform" && name != "tests" {
                read(&entry.path(), &below, files);
            }
        } else if name != ".terraform.lock.hcl" && !name.contains(".tfstate") {
            files.insert(below, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

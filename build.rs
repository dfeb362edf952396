//! Puts the policies of `policies/aws` into the program: their texts, by id.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// How the names of files with policies end.
const ENDING: &str = ".policy.hcl";

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = root.join("policies/aws");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut found = BTreeMap::new();
    collect(&folder, "policies/aws", &mut found)?;
    let mut code = String::from("&[\n");
    for (id, (path, file)) in &found {
        let file = file.to_string_lossy();
        let _ = writeln!(code, "    ({id:?}, {path:?}, include_str!({file:?})),");
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("pack.rs"), code)
}

/// By id: the path from the root and that of the file itself.
fn collect(
    folder: &Path,
    path: &str,
    found: &mut BTreeMap<String, (String, PathBuf)>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{path}/{name}");
        if entry.file_type()?.is_dir() {
            println!("cargo:rerun-if-changed={}", entry.path().display());
            collect(&entry.path(), &path, found)?;
        } else if let Some(id) = name.strip_suffix(ENDING) {
            found.insert(id.to_owned(), (path.clone(), entry.path()));
        }
    }
    Ok(())
}

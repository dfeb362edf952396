//! Puts the policies of `policies/aws` into the program, with their tests: their texts, by id.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// How the names of files with policies end.
const ENDING: &str = ".policy.hcl";

/// How the names of files with their tests end.
const TEST_ENDING: &str = ".policytest.hcl";

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = root.join("policies/aws");
    println!("cargo:rerun-if-changed={}", folder.display());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for (ending, name) in [(ENDING, "pack.rs"), (TEST_ENDING, "pack_tests.rs")] {
        let mut found = BTreeMap::new();
        collect((&folder, "policies/aws"), ending, &mut found)?;
        let mut code = String::from("&[\n");
        for (id, (path, file)) in &found {
            let file = file.to_string_lossy();
            let _ = writeln!(code, "    ({id:?}, {path:?}, include_str!({file:?})),");
        }
        code.push_str("]\n");
        fs::write(out.join(name), code)?;
    }
    Ok(())
}

/// By id: the path from the root and that of the file itself.
fn collect(
    (folder, path): (&Path, &str),
    ending: &str,
    found: &mut BTreeMap<String, (String, PathBuf)>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{path}/{name}");
        if entry.file_type()?.is_dir() {
            println!("cargo:rerun-if-changed={}", entry.path().display());
            collect((&entry.path(), &path), ending, found)?;
        } else if let Some(id) = name.strip_suffix(ending) {
            found.insert(id.to_owned(), (path.clone(), entry.path()));
        }
    }
    Ok(())
}

//! The program and the AWS provider, wherever they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::estate::Estate;

/// The AWS provider's folder, in the version that the estate is locked to: where `TF_PLUGIN_DIR` says, else where
/// Terraform looks for one on disk, else from the registry.
pub(crate) fn find(estate: &Estate) -> Result<PathBuf, String> {
    let version = Command::new("terraform").arg("-version").output();
    if !version.is_ok_and(|output| output.status.success()) {
        return Err("terraform is not installed".to_owned());
    }
    let home = std::env::var("HOME").unwrap_or_default();
    let data = std::env::var("XDG_DATA_HOME").unwrap_or_else(|_| format!("{home}/.local/share"));
    let mut folders: Vec<PathBuf> = std::env::var_os("TF_PLUGIN_DIR")
        .into_iter()
        .map(PathBuf::from)
        .collect();
    folders.extend(
        [
            format!("{data}/terraform/plugins"),
            format!("{home}/.terraform.d/plugins"),
            "/usr/local/share/terraform/plugins".to_owned(),
            "/usr/share/terraform/plugins".to_owned(),
        ]
        .map(PathBuf::from),
    );
    folders.extend(children(Path::new("/opt")));
    let found = folders.iter().find_map(|folder| provider_in(folder));
    found.map_or_else(|| from_registry(estate), Ok)
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// The version is that of the lock files.
fn provider_in(folder: &Path) -> Option<PathBuf> {
    let lock = include_str!("../../live/test/us-east-1/vpc/.terraform.lock.hcl");
    let line = lock
        .lines()
        .find(|line| line.trim_start().starts_with("version "))?;
    let version = line.split('"').nth(1)?;
    let folder = folder.join("registry.terraform.io/hashicorp/aws");
    let is_provider = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("terraform-provider-aws")
    };
    children(&folder.join(version))
        .into_iter()
        .find(|platform| children(platform).iter().any(is_provider))
}

fn from_registry(estate: &Estate) -> Result<PathBuf, String> {
    let stack = estate.folder.join("provider");
    for name in ["versions.tf", ".terraform.lock.hcl"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("live/test/us-east-1/vpc");
        let text = fs::read_to_string(from.join(name)).map_err(|error| error.to_string())?;
        estate.write(&format!("provider/{name}"), &text);
    }
    let _ = Command::new("terraform")
        .args(["init", "-backend=false", "-input=false"])
        .current_dir(&stack)
        .env("CHECKPOINT_DISABLE", "1")
        .output();
    provider_in(&stack.join(".terraform/providers")).ok_or_else(|| {
        "the AWS provider is neither on disk nor to be had from the registry; set TF_PLUGIN_DIR"
            .to_owned()
    })
}

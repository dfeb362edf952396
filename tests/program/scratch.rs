//! A repository in a temporary folder, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that is removed when it is dropped.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    /// An empty folder; `name` keeps the tests of one process apart.
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("iaclint-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file, its folders included.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Runs the program here.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, &[])
    }

    /// Runs the program here with variables of the environment set.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = program(&self.0);
        command.args(arguments).envs(variables.iter().copied());
        Run::from(command.output().unwrap())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The program in a folder, with none of the caller's settings.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iaclint"));
    command.current_dir(folder);
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "FORCE_COLOR",
        "SOURCE_DATE_EPOCH",
    ] {
        command.env_remove(name);
    }
    for name in [
        "IACLINT_FORMAT",
        "IACLINT_ROOT",
        "IACLINT_CONFIG",
        "IACLINT_BASE",
        "IACLINT_FAIL_ON",
    ] {
        command.env_remove(name);
    }
    command
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("reports are UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

/// A stack whose only fault is what `main` brings: nothing in it is judged at warning or above.
pub(crate) fn clean_stack(scratch: &Scratch, path: &str, main: &str) {
    let environment = path.split('/').nth(1).unwrap();
    scratch.write(&format!("{path}/main.tf"), main);
    scratch.write(
        &format!("{path}/versions.tf"),
        format!(
            r#"terraform {{
  required_version = "~> 1.11"

  backend "s3" {{
    bucket       = "shop-{environment}-terraform-state"
    key          = "{path}/terraform.tfstate"
    region       = "us-east-1"
    encrypt      = true
    use_lockfile = true
  }}
}}
"#
        ),
    );
}

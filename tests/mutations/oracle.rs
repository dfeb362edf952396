//! What Terraform says of the mutations.
//!
//! Values are judged by a plan whose AWS is a mock: the one that the stack's own tests describe, which also say what
//! other stacks have put out. Where a mutation names several stacks, the states of the first ones are made by a mocked
//! apply, and the following ones read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use super::estate::Estate;
use super::mutation::{By, Mutation};
use super::state;
use super::verdicts::{Stage, Verdict};

/// A copy of the repository that is changed and restored, and the program that judges it.
pub(crate) struct Oracle {
    estate: Estate,
}

impl Oracle {
    /// Fails where Terraform or the provider are missing.
    pub(crate) fn new() -> Result<Self, String> {
        let estate = Estate::copy();
        let provider: PathBuf = super::provider::find(&estate)?;
        let settings = format!(
            "provider_installation {{\n  dev_overrides {{\n    \"hashicorp/aws\" = {}\n  }}\n  direct {{}}\n}}\n",
            Json::from(provider.display().to_string())
        );
        estate.write("settings.tfrc", &settings);
        let oracle = Self { estate };
        let stacks = oracle.estate.files.keys();
        let stacks = stacks.filter(|path| path.starts_with("live/"));
        for stack in stacks.filter_map(|path| path.strip_suffix("/main.tf")) {
            oracle.run(stack, &["get", "-no-color"]);
        }
        Ok(oracle)
    }

    /// Judges one mutation.
    pub(crate) fn judge(&self, mutation: &Mutation) -> Verdict {
        let changes = mutation.changes(&self.estate.files);
        for (path, text) in &changes {
            self.put(path, text.as_deref());
        }
        let verdict = self.judge_stacks(mutation);
        for path in changes.keys() {
            self.put(path, self.estate.files.get(path).map(String::as_str));
        }
        // What cannot be read keeps the modules from being found anew: they must be those of the files as they were.
        for stack in mutation.stacks(&self.estate.files) {
            self.run(&stack, &["get", "-no-color"]);
        }
        verdict
    }

    fn put(&self, path: &str, text: Option<&str>) {
        match text {
            Some(text) => self.estate.write(path, text),
            None => fs::remove_file(self.estate.folder.join(path)).unwrap(),
        }
    }

    fn judge_stacks(&self, mutation: &Mutation) -> Verdict {
        let stacks = mutation.stacks(&self.estate.files);
        let mut outputs = BTreeMap::new();
        let mut warned = None;
        for (at, stack) in stacks.iter().enumerate() {
            // A plan validates first. So it comes first where nothing is expected to be refused.
            let is_fine = mutation.is_harmless() || mutation.by != By::Terraform;
            let is_read = at + 1 < stacks.len();
            self.run(stack, &["get", "-no-color"]);
            if !is_fine && let Some(error) = refusal(&self.run(stack, &["validate", "-json"])) {
                return Verdict::new(Stage::Validate, error);
            }
            let log = self.plan(stack, &outputs, is_read);
            if let Some(error) = refusal(&log) {
                let validated = is_fine.then(|| self.run(stack, &["validate", "-json"]));
                return match validated.as_deref().and_then(refusal) {
                    Some(error) => Verdict::new(Stage::Validate, error),
                    None => Verdict::new(Stage::Plan, error),
                };
            }
            warned = warned.or_else(|| warning(&log));
            if is_read {
                let name = stack.rsplit('/').next().unwrap_or_default().to_owned();
                outputs.insert(name, state::read(&log).unwrap().outputs);
            }
        }
        match warned {
            Some(warning) => Verdict::new(Stage::Warning, warning),
            None => Verdict::new(Stage::Nothing, String::new()),
        }
    }

    /// The log of a plan, or of an apply, with the mocks of the stack's own tests.
    fn plan(
        &self,
        stack: &str,
        outputs: &BTreeMap<String, BTreeMap<String, Json>>,
        is_applied: bool,
    ) -> String {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(stack)
            .join("tests/stack.tftest.hcl");
        let text = fs::read_to_string(tests).unwrap();
        let mut mocks = text.split("\nrun \"").next().unwrap().to_owned();
        for (name, values) in outputs {
            let head = format!("override_data {{\n  target = data.terraform_remote_state.{name}\n");
            if let Some(start) = mocks.find(&head) {
                let end = start + mocks[start..].find("\n}\n").unwrap() + 3;
                let values = hcl(&Json::Object(values.clone().into_iter().collect()));
                let new = format!("{head}  values = {{ outputs = {values} }}\n}}\n");
                mocks.replace_range(start..end, &new);
            }
        }
        let command = if is_applied { "apply" } else { "plan" };
        let _ = writeln!(mocks, "\nrun \"it\" {{\n  command = {command}\n}}");
        self.estate
            .write(&format!("{stack}/mutation.tftest.hcl"), &mocks);
        let arguments: &[&str] = if is_applied {
            &["test", "-json", "-verbose"]
        } else {
            &["test", "-json"]
        };
        self.run(stack, arguments)
    }

    fn run(&self, stack: &str, arguments: &[&str]) -> String {
        let output = Command::new("terraform")
            .args(arguments)
            .current_dir(self.estate.folder.join(stack))
            .env(
                "TF_CLI_CONFIG_FILE",
                self.estate.folder.join("settings.tfrc"),
            )
            .env("CHECKPOINT_DISABLE", "1")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env_remove("TF_WORKSPACE")
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    }
}

/// The summary of the first error of a log.
fn refusal(log: &str) -> Option<String> {
    diagnostics(log, "error").into_iter().next()
}

/// The summary of the first warning that is about the configuration.
fn warning(log: &str) -> Option<String> {
    let ours = |summary: &String| !summary.starts_with("Provider development overrides");
    diagnostics(log, "warning").into_iter().find(ours)
}

/// The summaries of the diagnostics of `validate -json`, one document, or of `test -json`, one in each line.
fn diagnostics(log: &str, severity: &str) -> Vec<String> {
    let whole: Option<Json> = serde_json::from_str(log).ok();
    let found: Vec<Json> = match whole {
        Some(document) => document["diagnostics"]
            .as_array()
            .cloned()
            .unwrap_or_default(),
        None => {
            let lines = log
                .lines()
                .filter_map(|line| serde_json::from_str::<Json>(line).ok());
            lines.map(|line| line["diagnostic"].clone()).collect()
        }
    };
    let wanted = found.iter().filter(|one| one["severity"] == severity);
    let summaries = wanted.filter_map(|one| one["summary"].as_str());
    // Some providers' summaries are whole reports.
    let first_line = |text: &str| text.lines().next().unwrap_or_default().replace('\t', " ");
    summaries.map(first_line).collect()
}

/// A value in Terraform's language.
fn hcl(value: &Json) -> String {
    match value {
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(hcl).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(name, value)| format!("{} = {}", Json::from(name.as_str()), hcl(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => other.to_string().replace("${", "$${").replace("%{", "%%{"),
    }
}

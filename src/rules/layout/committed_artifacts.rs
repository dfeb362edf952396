//! See `committed_artifacts.md`.

use std::collections::BTreeMap;

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, FileKind, Span};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-committed-artifacts",
        summary: "Git tracks a file that Terraform makes for itself.",
        why: "State and plans hold every secret that Terraform ever saw, in plain text, and stay in git's history; \
              a committed state is also outdated at the next apply.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: Some("7.5"),
        page: include_str!("committed_artifacts.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// Folders in which programs keep made-up states and plans to test themselves.
const FIXTURES: &[&str] = &[
    "testdata",
    "fixtures",
    "test-fixtures",
    "test_fixtures",
    "__fixtures__",
];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // What is tracked is not known without a `.git` folder; then there is nothing to say.
    let Some(tracked) = &context.sources.git.tracked else {
        return;
    };
    // A working folder is reported once: its first file and the number of its files.
    let mut folders: BTreeMap<(&str, &str), (&str, usize)> = BTreeMap::new();
    for path in tracked {
        if path.split('/').any(|part| FIXTURES.contains(&part)) {
            continue;
        }
        if let Some((folder, what)) = working_folder(path) {
            folders.entry((folder, what)).or_insert((path, 0)).1 += 1;
        } else if let Some(what) = artifact(context, path) {
            let message = format!("git tracks {path}, {what}");
            let help = format!(
                "`git rm --cached {path}`, add it to .gitignore, and replace the secrets it holds"
            );
            findings.extend(finding(context, path, message, help));
        }
    }
    for ((folder, what), (path, count)) in folders {
        let files = if count == 1 { "file" } else { "files" };
        let message = format!("git tracks {count} {files} of {folder}, {what}");
        let help = format!("`git rm -r --cached {folder}`, and add the folder to .gitignore");
        findings.extend(finding(context, path, message, help));
    }
}

fn finding(context: &Context<'_>, path: &str, message: String, help: String) -> Option<Finding> {
    let file: FileId = context.sources.find_tracked(path)?;
    Some(Finding::new(
        &RULE.meta,
        Span::file_start(file),
        message,
        help,
    ))
}

/// The folder of this path in which Terraform or Terragrunt keeps what it downloaded, and what that is.
fn working_folder(path: &str) -> Option<(&str, &'static str)> {
    let mut end = 0;
    for part in path.split('/') {
        end += part.len();
        let what = match part {
            ".terraform" => {
                "where `terraform init` keeps providers, modules and the backend's settings"
            }
            ".terragrunt-cache" => "where Terragrunt keeps copies of modules",
            _ => {
                end += 1;
                continue;
            }
        };
        return (end < path.len()).then_some((&path[..end], what));
    }
    None
}

/// What a file is that does not belong into git; `None` for all others.
fn artifact(context: &Context<'_>, path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ends = |suffix: &str| name.ends_with(suffix);
    if ends(".tfstate") || name.contains(".tfstate.") {
        // Names such as `list.tfstate.sh` or `x.tfstate.tf` are code about states.
        let is_state = ends(".tfstate") || ends(".backup") || ends(".info");
        return is_state.then_some("a state of Terraform with all values in plain text");
    }
    if ends(".tfplan") {
        return Some("a plan of Terraform with all values in plain text");
    }
    if name == "crash.log" || (name.starts_with("crash.") && ends(".log")) {
        return Some("what Terraform logged when it crashed, values included");
    }
    let is_settings = matches!(name, ".terraformrc" | "terraform.rc");
    (is_settings && holds_token(context, path))
        .then_some("Terraform's settings with a token for a registry")
}

/// Whether a settings file of Terraform's command line has a token that is more than an example.
fn holds_token(context: &Context<'_>, path: &str) -> bool {
    let Some(file) = context.sources.find_file(path) else {
        return false;
    };
    let text = &context.sources.text(file).content;
    let parsed = crate::hcl::parse(file, FileKind::Terraform, text);
    let credentials = parsed.body.blocks_of("credentials");
    let tokens = credentials.filter_map(|block| block.body.attribute("token"));
    let mut tokens = tokens.filter_map(|token| token.value.as_str());
    // A token of Terraform's registries has more than twenty characters; `xxxxxx.atlasv1.zzzzz` is the manual's.
    tokens.any(|token| token.len() > 20 && !token.to_ascii_lowercase().starts_with("xxx"))
}

#[cfg(test)]
mod tests {
    use super::working_folder;

    #[test]
    fn only_what_lies_in_a_working_folder_belongs_to_it() {
        let folder = |path| working_folder(path).map(|(folder, _)| folder);
        assert_eq!(
            folder("live/vpc/.terraform/modules/a.json"),
            Some("live/vpc/.terraform")
        );
        assert_eq!(folder(".terraform/x"), Some(".terraform"));
        assert_eq!(folder("live/vpc/.terraform.lock.hcl"), None);
        assert_eq!(folder("live/.terraform"), None);
    }
}

//! See `stack_empty.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::source::{DirectoryId, FileId, FileKind, Sources, Span};

use super::{CONFIG_FOLDERS, config_folders, files_below, holds_configuration};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-stack-empty",
        summary: "A folder stands where a stack belongs and holds no Terraform file.",
        why: "What it is meant to create does not exist, and nothing that checks stacks looks into it.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("stack_empty.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (sources, repo) = (context.sources, context.repo);
    for (id, folder) in sources.directories() {
        let path = &folder.path;
        let is_config = CONFIG_FOLDERS.contains(&folder.name());
        if is_config || repo.module_at(path).is_some() || !repo.layout.is_stack_folder(path) {
            continue;
        }
        let Some(anchor) = sources.anchor(id) else {
            continue;
        };
        // Terragrunt writes the configuration when it runs.
        let generated = folder
            .files
            .iter()
            .any(|(name, _)| name.starts_with("terragrunt."));
        let below = folder.directories.iter();
        let mut below = below.filter(|(name, _)| !CONFIG_FOLDERS.contains(&name.as_str()));
        let deeper = below.find(|(_, below)| holds_configuration(sources, *below));
        let (message, help) = match deeper {
            _ if generated => continue,
            // A layout that was only detected says little about folders of another depth.
            Some(_) if !repo.layout.configured => continue,
            Some((name, _)) => (
                format!(
                    "{path} holds no Terraform file itself, only {path}/{name} and what is below it does"
                ),
                "Move the stack one level up, or add a pattern for it to `live` under `[layout]` in iaclint.toml",
            ),
            None if speaks_of_a_stack(sources, id) => (
                format!("{path} holds no Terraform file"),
                "Add the stack's configuration, or remove the folder",
            ),
            None => continue,
        };
        findings.push(Finding::new(
            &RULE.meta,
            Span::file_start(anchor),
            message,
            help,
        ));
    }
}

/// Whether a folder without Terraform files was still meant as a stack: it has a folder `config`, or files that only
/// a stack's own folder has. Documents, scripts, and data that other stacks may read say nothing.
fn speaks_of_a_stack(sources: &Sources, folder: DirectoryId) -> bool {
    let own = |(name, id): &(String, FileId)| {
        let is_values = name == "terraform.tfvars" || name == "terraform.tfvars.json";
        is_values || sources.file(*id).kind == FileKind::Lock
    };
    let has_data = |id: &DirectoryId| !files_below(sources, *id).is_empty();
    config_folders(sources, folder).iter().any(has_data)
        || sources.directory(folder).files.iter().any(own)
}

//! See `tf_in_config.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, Span};

use super::{MAX_RELATED, called_folders, config_folders, files_below, linked_files, of_stack};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-tf-in-config",
        summary: "Terraform files lie in a stack's folder for data files.",
        why: "Terraform loads no folder below the one it runs in: what these files declare does not exist.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("tf_in_config.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (sources, repo) = (context.sources, context.repo);
    let mut shared = None;
    for (id, stack) in repo.stacks() {
        for folder in config_folders(sources, stack.directory) {
            let files = files_below(sources, folder);
            let is_configuration = |file: FileId| sources.file(file).kind.is_configuration();
            let files: Vec<_> = files
                .into_iter()
                .filter(|(_, file)| is_configuration(*file))
                .collect();
            if files.is_empty() {
                continue;
            }
            let (called, linked) =
                shared.get_or_insert_with(|| (called_folders(repo), linked_files(sources)));
            let is_lost = |(path, file): &(String, FileId)| {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let module = repo.module_at(folder);
                let used =
                    module.is_some_and(|it| called.contains(&it.directory) || repo.is_stack(it));
                !used && !linked.contains(file)
            };
            let lost: Vec<_> = files.into_iter().filter(is_lost).collect();
            let Some(((path, file), others)) = lost.split_first() else {
                continue;
            };
            let message = match others.len() {
                0 => format!("Terraform does not load {path}: it lies below the stack's folder"),
                more => format!(
                    "Terraform does not load {path} and {more} more files: they lie below the stack's folder"
                ),
            };
            let help = format!(
                "Move what is needed to {}",
                sources.directory(stack.directory).path
            );
            let mut finding = Finding::new(&RULE.meta, Span::file_start(*file), message, help);
            for (_, other) in others.iter().take(MAX_RELATED) {
                finding = finding.related(Span::file_start(*other), "not loaded either");
            }
            findings.push(of_stack(context, id, finding));
        }
    }
}

//! See `stray_tf.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, Span};

use super::{MAX_RELATED, called_folders, linked_files};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-stray-tf",
        summary: "Terraform files lie in a folder of the live tree that is no stack.",
        why: "Terraform loads only the folder it runs in: no stack below reads these files, and applied on their \
              own they are a stack that nobody looks for there.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("stray_tf.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (sources, repo) = (context.sources, context.repo);
    let is_configuration = |id: &FileId| sources.file(*id).kind.is_configuration();
    let mut shared = None;
    for (id, folder) in sources.directories() {
        let files = || {
            folder
                .files
                .iter()
                .map(|(_, id)| *id)
                .filter(is_configuration)
        };
        let is_between = || {
            !repo.layout.parts_below(&folder.path).is_empty()
                && !repo.layout.is_stack_folder(&folder.path)
        };
        if files().next().is_none() || !is_between() {
            continue;
        }
        let (called, linked) =
            shared.get_or_insert_with(|| (called_folders(repo), linked_files(sources)));
        // A module in the live tree is the matter of layout-module-outside.
        if called.contains(&id) {
            continue;
        }
        let strays: Vec<FileId> = files().filter(|file| !linked.contains(file)).collect();
        let Some((first, others)) = strays.split_first() else {
            continue;
        };
        let message = match others.len() {
            0 => format!("{} is no stack, but holds a Terraform file", folder.path),
            more => format!(
                "{} is no stack, but holds {} Terraform files",
                folder.path,
                more + 1
            ),
        };
        let help = "Move what is meant for stacks into their folders, or link to it from there; give a stack a \
                    folder of its own";
        let mut finding = Finding::new(&RULE.meta, Span::file_start(*first), message, help);
        for other in others.iter().take(MAX_RELATED) {
            finding = finding.related(Span::file_start(*other), "lies there too");
        }
        findings.push(finding);
    }
}

//! See `config_unused.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::hcl::{ExpressionKind, TemplatePart, walk_expression};
use crate::repo::Repo;
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, Span};

use super::mentions::Mentions;
use super::{config_folders, files_below, of_stack};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-config-unused",
        summary: "A data file of a stack is read by nothing in it.",
        why: "Whoever edits the file believes that it changes something.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("config_unused.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

/// Endings of the files that stacks read; others, such as documents and scripts, have readers elsewhere.
const DATA: &[&str] = &[".json", ".yaml", ".yml", ".tftpl", ".tpl", ".tmpl"];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut elsewhere: Option<BTreeSet<String>> = None;
    // One root that is applied several times reads a file if any of its stacks does.
    let stacks: Vec<_> = context.repo.stacks().collect();
    for of_one_root in stacks.chunk_by(|a, b| a.1.directory == b.1.directory) {
        let Some((id, stack)) = of_one_root.first() else {
            continue;
        };
        let files = data_files(context, stack.directory);
        if files.is_empty() {
            continue;
        }
        let all: Vec<&str> = files.keys().map(String::as_str).collect();
        let mut unnamed = all.clone();
        for (id, _) in of_one_root {
            let mentions = Mentions::of_stack(context.repo, context.repo.stack(*id));
            let by_this = mentions.unnamed(&all);
            unnamed.retain(|path| by_this.contains(path));
        }
        for path in unnamed {
            let elsewhere = elsewhere.get_or_insert_with(|| names_from_above(context.repo));
            if elsewhere.contains(path.rsplit('/').next().unwrap_or_default()) {
                continue;
            }
            let message = format!("{path} is read by nothing in the stack");
            let help = "Read it with `file`, `templatefile` or `fileset`, or remove it";
            let Some(file) = files.get(path) else {
                continue;
            };
            let finding = Finding::new(&RULE.meta, Span::file_start(*file), message, help);
            findings.push(of_stack(context, *id, finding));
        }
    }
}

fn data_files(
    context: &Context<'_>,
    directory: crate::source::DirectoryId,
) -> BTreeMap<String, FileId> {
    let sources = context.sources;
    let folders = config_folders(sources, directory).into_iter();
    let files = folders.flat_map(|folder| files_below(sources, folder));
    let is_data = |(path, file): &(String, FileId)| {
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_terraform = sources.file(*file).kind.is_terraform();
        !is_terraform && !name.starts_with('.') && DATA.iter().any(|end| name.ends_with(end))
    };
    files.filter(is_data).collect()
}

/// The names of all files that a text with `../` in it leads to: a stack may read the files of another.
fn names_from_above(repo: &Repo<'_>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut add = |text: &str| {
        if text.contains("../") {
            names.insert(text.rsplit('/').next().unwrap_or_default().to_owned());
        }
    };
    for module in &repo.modules {
        module.each_expression(&mut |expression| {
            walk_expression(expression, &mut |inner| match &inner.kind {
                ExpressionKind::String(text) => add(text),
                ExpressionKind::Template(template) => {
                    for part in &template.parts {
                        if let TemplatePart::Literal(text, _) = part {
                            add(text);
                        }
                    }
                }
                _ => {}
            });
        });
    }
    names
}

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
            let mentions = Mentions::of_stack(context.plan, *id);
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

#[cfg(test)]
mod tests {
    use super::super::mentions::Mentions;
    use crate::config::Config;
    use crate::plan::{self, Knowledge};
    use crate::repo::{Repo, StackId, Syntax};
    use crate::schema::Schemas;
    use crate::source::Sources;

    const FILES: [&str; 3] = ["config/a.yaml", "config/b.yaml", "config/sub/a.json"];

    /// Which of [`FILES`] count as read in a stack with this configuration.
    fn read(main: &str) -> Vec<&'static str> {
        let files = FILES.map(|path| (format!("live/prod/{path}"), String::new()));
        let given = [
            ("live/prod/main.tf".to_owned(), main.to_owned()),
            (
                "modules/m/main.tf".to_owned(),
                "variable \"path\" {}\nlocals { read = file(var.path) }".to_owned(),
            ),
        ];
        let sources = Sources::from_memory(files.into_iter().chain(given));
        let syntax = Syntax::new(&sources);
        let repo = Repo::build(&sources, &syntax, &Config::default());
        let schemas = Schemas::embedded();
        let plan = plan::build(&repo, Knowledge { schemas: &schemas });
        let mentions = Mentions::of_stack(&plan, StackId(0));
        let paths = FILES.map(|path| format!("live/prod/{path}"));
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let unnamed = mentions.unnamed(&paths);
        let is_read = |path: &&str| !unnamed.contains(&format!("live/prod/{path}").as_str());
        FILES.into_iter().filter(is_read).collect()
    }

    #[test]
    fn files_count_as_read_however_their_paths_are_written() {
        const A: &str = "config/a.yaml";
        const B: &str = "config/b.yaml";
        const SUB: &str = "config/sub/a.json";
        for (main, expected) in [
            ("locals { x = 1 }", &[][..]),
            (
                r#"locals { x = file("${path.module}/config/a.yaml") }"#,
                &[A],
            ),
            (r#"locals { x = file("config/../config/b.yaml") }"#, &[B]),
            (
                r#"locals { x = file(format("%s/config/%s.yaml", path.root, "a")) }"#,
                &[A],
            ),
            (
                r#"locals { x = [for n in ["a"] : file("./config/${n}.yaml")] }"#,
                &[A],
            ),
            (
                r#"locals { x = file(var.a ? "config/a.yaml" : "config/b.yaml") }"#,
                &[A, B],
            ),
            (
                r#"locals { x = fileset(path.module, "config/*.yaml") }"#,
                &[A, B],
            ),
            (
                r#"locals { x = fileset("${path.module}/config", "**/a.*") }"#,
                &[A, SUB],
            ),
            (
                r#"locals { x = fileset("${path.module}/config", var.pattern) }"#,
                &[A, B, SUB],
            ),
            // The JSON files are called like the YAML files that were found.
            (
                r#"locals {
                  names = [for f in fileset("config", "a.yaml") : trimsuffix(f, ".yaml")]
                  x     = [for n in local.names : file("${path.module}/config/sub/${n}.json")]
                }"#,
                &[A, SUB],
            ),
            (
                r#"locals { dir = "${path.module}/config" }
                resource "aws_ecr_repository" "this" {
                  for_each = fileset(local.dir, "*.yaml")
                  name     = yamldecode(file("${local.dir}/${each.value}")).name
                }"#,
                &[A, B],
            ),
            (
                r#"module "m" {
                  source = "../../modules/m"
                  path   = "${path.root}/config/b.yaml"
                }"#,
                &[B],
            ),
            (
                r#"module "m" {
                  source = "example/thing/aws"
                  folder = "${path.module}/config"
                }"#,
                &[A, B, SUB],
            ),
            (
                r#"module "m" {
                  source = "example/thing/aws"
                  root   = path.module
                }"#,
                &[A, B, SUB],
            ),
            (
                r#"resource "terraform_data" "x" {
                  provisioner "local-exec" { command = "kubectl apply -f config/b.yaml" }
                }"#,
                &[B],
            ),
            (
                "locals { x = file(data.external.x.result.path) }",
                &[A, B, SUB],
            ),
            (
                r#"locals { x = file("${path.module}/config/${data.external.x.result.name}.json") }"#,
                &[SUB],
            ),
        ] {
            assert_eq!(read(main), expected, "{main}");
        }
    }

    #[test]
    fn references_that_fan_out_come_to_an_end() {
        let links = (0..12).map(|at| {
            let next = format!("${{local.l{}}}", at + 1).repeat(12);
            format!("  l{at} = \"{next}\"\n")
        });
        let links: String = links.collect();
        let main = format!("locals {{\n{links}  l12 = var.x\n  x = file(local.l0)\n}}");
        assert_eq!(read(&main).len(), 3);
    }
}

//! See `config_invalid.md`.

use crate::data::{DataError, parse_json, parse_template_json, parse_yaml};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::source::FileId;

use super::{config_folders, files_below, of_stack};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "layout-config-invalid",
        summary: "A stack's data file is not valid JSON or YAML.",
        why: "Terraform fails when it decodes the file, or AWS refuses what it is sent.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("config_invalid.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (sources, config) = (context.sources, context.config);
    // Files with a schema are read, and their faults reported, by data-schema.
    let schemas = config.schemas.iter().flat_map(|schema| &schema.files);
    let with_schema = crate::config::globs(schemas.map(|glob| glob.value.as_str()));
    for (id, stack) in context.repo.stacks() {
        for folder in config_folders(sources, stack.directory) {
            for (path, file) in files_below(sources, folder) {
                if with_schema.is_match(&sources.file(file).path) {
                    continue;
                }
                if let Some(error) = fault(context, &path, file) {
                    let help = if error.help.is_empty() {
                        "Correct the marked place".to_owned()
                    } else {
                        error.help
                    };
                    let message = format!("{path} cannot be read: {}", error.message);
                    let finding = Finding::new(&RULE.meta, error.span, message, help);
                    findings.push(of_stack(context, id, finding));
                }
            }
        }
    }
}

/// What is wrong with a data file; `None` where nothing is, or where that cannot be told.
fn fault(context: &Context<'_>, path: &str, file: FileId) -> Option<DataError> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let text = &context.sources.text(file).content;
    let is = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let has_holes = text.contains("${") || text.contains("%{");
    if is(&[".json.tftpl", ".json.tpl", ".json.tmpl"])
        || (is(&[".tftpl"]) && looks_like_json(text))
        || (is(&[".json"]) && has_holes)
    {
        return parse_template_json(file, text).err();
    }
    if is(&[".json"]) {
        return parse_json(file, text).err();
    }
    // A YAML template can be anything before it is filled in, and CloudFormation's tags are YAML that only
    // CloudFormation reads.
    let foreign = || text.contains("AWSTemplateFormatVersion");
    if is(&[".yaml", ".yml"]) && !foreign() {
        return parse_yaml(file, text).err().filter(|_| !has_holes);
    }
    None
}

/// Whether a text begins as only JSON does: other templates may begin with a bracket too.
fn looks_like_json(text: &str) -> bool {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(2)
        .collect();
    matches!(text.as_str(), "{\"" | "[{" | "[\"" | "{}" | "[]")
}

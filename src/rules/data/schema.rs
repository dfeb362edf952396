//! See `schema.md`.

use crate::data::schema::{Schema, validate};
use crate::data::{DataError, Node, Template, parse_json, parse_template_json, parse_yaml};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, FileKind};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "data-schema",
        summary: "A data file does not have the shape that its JSON Schema asks for.",
        why: "What a stack reads from the file is missing, misspelt or of the wrong type, and Terraform may find out only while it applies.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("schema.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (settings, schema) in context.config.schemas.iter().zip(context.schemas) {
        let globs = crate::config::globs(settings.files.iter().map(|glob| glob.value.as_str()));
        for (id, file) in context.sources.files() {
            if globs.is_match(&file.path) {
                check_file(context, id, (&settings.schema.value, schema), findings);
            }
        }
    }
}

fn check_file(
    context: &Context<'_>,
    file: FileId,
    (path, schema): (&str, &Schema),
    findings: &mut Vec<Finding>,
) {
    let documents = match read(context, file) {
        Ok(documents) => documents,
        Err(error) => {
            let help = if error.help.is_empty() {
                "Correct the marked place"
            } else {
                &error.help
            };
            findings.push(Finding::new(&RULE.meta, error.span, error.message, help));
            return;
        }
    };
    for violation in documents
        .iter()
        .flat_map(|document| validate(schema, document))
    {
        let help = if violation.help.is_empty() {
            format!("The schema is {path}")
        } else {
            format!(
                "{} (the schema is {path})",
                violation.help.trim_end_matches('.')
            )
        };
        findings.push(
            Finding::new(&RULE.meta, violation.span, violation.message, help)
                .attribute(violation.pointer),
        );
    }
}

/// The documents of a data file; none where a template leaves its shape open.
fn read(context: &Context<'_>, file: FileId) -> Result<Vec<Node>, DataError> {
    let text = &context.sources.text(file).content;
    if context.sources.file(file).kind == FileKind::Yaml {
        return parse_yaml(file, text);
    }
    // A file without holes is the same as a template without any.
    if !text.contains("${") && !text.contains("%{") {
        return parse_json(file, text).map(|node| vec![node]);
    }
    parse_template_json(file, text).map(|template| match template {
        Template::Tree(node) => vec![node],
        Template::Undetermined { .. } => Vec::new(),
    })
}

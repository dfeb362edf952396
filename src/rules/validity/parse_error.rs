//! See `parse_error.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::hcl::Attribute;
use crate::repo::version::{Constraints, Dialect, Version};
use crate::rule::{Check, Context, Rule};
use crate::source::{FileId, Span, TextProblem};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "parse-error",
        summary: "A file is not valid Terraform.",
        why: "Terraform refuses the whole folder, and nothing can be judged in what cannot be read.",
        severity: DefaultSeverity::Always(Severity::Error),
        security: None,
        page: include_str!("parse_error.md"),
        options: &[],
    },
    check: Check::File(check),
};

fn check(context: &Context<'_>, file: FileId, findings: &mut Vec<Finding>) {
    let at = Span::file_start(file);
    match &context.sources.text(file).problem {
        Some(TextProblem::InvalidUtf8 { offset }) => {
            findings.push(Finding::new(
                &RULE.meta,
                Span::new(file, *offset, offset + '\u{FFFD}'.len_utf8()),
                "the file is not valid UTF-8 from here on",
                "Save the file as UTF-8; Terraform reads nothing else",
            ));
            // What the wrong bytes do to the syntax is the same fault once more.
            return;
        }
        Some(TextProblem::TooLarge { bytes }) => findings.push(Finding::new(
            &RULE.meta,
            at,
            format!("the file has {} MiB and is not read", bytes / (1024 * 1024)),
            "Split it; iaclint reads files of up to 32 MiB",
        )),
        _ => {}
    }
    let errors = &context.repo.syntax.get(file).errors;
    if let (Some(first), true) = (errors.first(), is_for_old_terraform(context, file)) {
        let message = "the file is for a Terraform before 0.12, whose language is not read";
        findings.push(Finding::undetermined(&RULE.meta, first.span, message));
        return;
    }
    for error in errors {
        let help = capitalised(&error.help);
        let mut finding = Finding::new(&RULE.meta, error.span, error.message.clone(), help);
        for (span, text) in &error.related {
            finding = finding.related(*span, text.clone());
        }
        findings.push(finding);
    }
}

/// The text with its first letter in upper case: help is a sentence of its own.
fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}

/// Whether the folder's `required_version` allows no Terraform of today's language, which came with 0.12.
fn is_for_old_terraform(context: &Context<'_>, file: FileId) -> bool {
    let path = &context.sources.file(file).path;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(module) = context.repo.module_at(folder) else {
        return false;
    };
    let version = |numbers: &[u64]| Version {
        numbers: numbers.to_vec(),
        prerelease: String::new(),
    };
    let first = version(&[0, 12, 0]);
    let excludes = |required: &Attribute| {
        let text = required.value.as_str();
        let parsed = text.and_then(|it| Constraints::parse(it, Dialect::TerraformOrModule));
        parsed.is_some_and(|constraints| {
            let named = constraints.all.iter().map(|one| one.version.clone());
            let zero = (0..100).flat_map(|patch| (12..16).map(move |minor| [0, minor, patch]));
            let one = (0..100).map(|minor| [1, minor, 99]);
            let known = zero.chain(one).map(|numbers| version(&numbers));
            !named
                .chain(known)
                .any(|one| one >= first && constraints.allow(&one))
        })
    };
    module
        .settings
        .required_version
        .iter()
        .any(|it| excludes(it))
}

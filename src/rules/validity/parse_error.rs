//! See `parse_error.md`.

use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
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
    for error in &context.repo.syntax.get(file).errors {
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

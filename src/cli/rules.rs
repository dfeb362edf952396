//! `rules` and `explain`.

use std::fmt::Write as _;

use serde::Serialize;

use super::arguments::{ListFormat, RulesArguments};
use super::{Failure, Status, output};
use crate::diagnostic::{DefaultSeverity, Meta};
use crate::repo::words::nearest;
use crate::rules;

/// `iaclint rules`: every rule in the order of its id.
pub(super) fn list(arguments: &RulesArguments) -> Result<Status, Failure> {
    let text = match arguments.format {
        ListFormat::Terminal => terminal_list(),
        ListFormat::Markdown => markdown_list(),
        ListFormat::Json => json_list()?,
    };
    output::print(text.as_bytes())?;
    Ok(Status::Clean)
}

/// `iaclint explain RULE`: the rule's page.
pub(super) fn explain(id: &str) -> Result<Status, Failure> {
    let id = id.to_ascii_lowercase();
    let Some(meta) = sorted().into_iter().find(|meta| meta.id == id) else {
        let near = nearest(&id, rules::ALL.iter().map(|rule| rule.meta.id));
        let hint = near.map_or("`iaclint rules` lists them".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        return Err(Failure::one(format!("there is no rule `{id}`; {hint}")));
    };
    let page = meta.page_for_readers();
    let line = format!("{}\n\nSeverity: {}.\n", meta.summary, severity(meta));
    output::print(
        page.replacen(&format!("{}\n", meta.summary), &line, 1)
            .as_bytes(),
    )?;
    Ok(Status::Clean)
}

fn sorted() -> Vec<&'static Meta> {
    let mut metas: Vec<&Meta> = rules::ALL.iter().map(|rule| &rule.meta).collect();
    metas.sort_by_key(|meta| meta.id);
    metas
}

/// The severity in words: `error`, `error or warning`, or `error in production, else note`.
fn severity(meta: &Meta) -> String {
    match meta.severity {
        DefaultSeverity::Always(severity) => severity.to_string(),
        DefaultSeverity::ByTier(production, Some(other)) => {
            format!("{production} in production, else {other}")
        }
        DefaultSeverity::ByTier(production, None) => format!("{production} in production only"),
        DefaultSeverity::ByCase(usual, others) => {
            let mut all = vec![usual.to_string()];
            all.extend(others.iter().map(ToString::to_string));
            all.join(" or ")
        }
    }
}

fn terminal_list() -> String {
    let metas = sorted();
    let width = metas
        .iter()
        .map(|meta| meta.id.len())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for meta in &metas {
        let _ = writeln!(
            text,
            "{:width$}  {} ({})",
            meta.id,
            meta.summary.trim_end_matches('.'),
            severity(meta)
        );
    }
    let _ = writeln!(
        text,
        "\n{} rules. `iaclint explain RULE` shows a rule's page.",
        metas.len()
    );
    text
}

/// The table that the documentation holds; a test compares the two.
pub(super) fn markdown_list() -> String {
    let mut text = String::from("| rule | severity | what it finds |\n| --- | --- | --- |\n");
    for meta in sorted() {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} |",
            meta.id,
            severity(meta),
            meta.summary
        );
    }
    text
}

fn json_list() -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Entry {
        id: &'static str,
        severity: String,
        summary: &'static str,
        why: &'static str,
    }
    let entry = |meta: &Meta| Entry {
        id: meta.id,
        severity: severity(meta),
        summary: meta.summary,
        why: meta.why,
    };
    let entries: Vec<Entry> = sorted().into_iter().map(entry).collect();
    let text = serde_json::to_string_pretty(&entries);
    text.map(|text| text + "\n")
        .map_err(|error| Failure::one(format!("cannot write the list: {error}")))
}

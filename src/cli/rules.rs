//! `rules` and `explain`.

use std::fmt::Write as _;

use serde::Serialize;

use super::arguments::{ExplainArguments, ListFormat, Place, RulesArguments};
use super::{Failure, Status, check, output, schema};
use crate::config;
use crate::diagnostic::{DefaultSeverity, Meta};
use crate::engine;
use crate::repo::words::nearest;
use crate::rules;
use crate::source::walk;

/// `iaclint rules`: every rule in the order of its id, and the repository's policies among them.
pub(super) fn list(arguments: &RulesArguments) -> Result<Status, Failure> {
    let metas = sorted(policies(&arguments.place)?);
    let text = match arguments.format {
        ListFormat::Terminal => terminal_list(&metas),
        ListFormat::Markdown => markdown_list(&metas),
        ListFormat::Json => json_list(&metas)?,
    };
    output::print(text.as_bytes())?;
    Ok(Status::Clean)
}

/// `iaclint explain RULE`: the rule's page.
pub(super) fn explain(arguments: &ExplainArguments) -> Result<Status, Failure> {
    let id = arguments.rule.to_ascii_lowercase();
    let own = sorted(Vec::new());
    // A rule's own page needs no repository.
    let metas = if own.iter().any(|meta| meta.id == id) {
        own
    } else {
        sorted(policies(&arguments.place)?)
    };
    let Some(meta) = metas.iter().find(|meta| meta.id == id) else {
        let near = nearest(&id, metas.iter().map(|meta| meta.id));
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

/// The policies of the repository that one stands in.
fn policies(place: &Place) -> Result<Vec<&'static Meta>, Failure> {
    let root = check::root(place.root.as_deref())?;
    let (config, text) =
        config::load(&root, place.config.as_deref()).map_err(check::config_failure)?;
    if config.policies.folders.is_empty() {
        return Ok(Vec::new());
    }
    let sources = walk::walk(&root)
        .map_err(|error| Failure::one(format!("cannot list {}: {error}", root.display())))?;
    let providers = schema::load(&root).map_err(check::config_failure)?;
    let text = text.unwrap_or_default();
    // Whoever asks for the list may want to mend what is said of a policy that does not exist.
    let config = config::Config {
        policies: config::Policies {
            folders: config.policies.folders,
            ..config::Policies::default()
        },
        ..config
    };
    let policies = engine::load_policies(&sources, &config, &text, &providers)
        .map_err(check::config_failure)?;
    for error in &policies.errors {
        super::complain(&error.to_string());
    }
    Ok(policies.rules().iter().map(|rule| &rule.meta).collect())
}

/// The rules and these policies, by id.
fn sorted(policies: Vec<&'static Meta>) -> Vec<&'static Meta> {
    let own = rules::ALL.iter().map(|rule| &rule.meta);
    let mut metas: Vec<&Meta> = own.chain(policies).collect();
    metas.sort_by_key(|meta| meta.id);
    metas
}

/// The table of iaclint's own rules that the documentation holds; a test compares the two.
pub(super) fn documented() -> String {
    markdown_list(&sorted(Vec::new()))
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

fn terminal_list(metas: &[&'static Meta]) -> String {
    let width = metas
        .iter()
        .map(|meta| meta.id.len())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for meta in metas {
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

fn markdown_list(metas: &[&'static Meta]) -> String {
    let mut text = String::from("| rule | severity | what it finds |\n| --- | --- | --- |\n");
    for meta in metas {
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

fn json_list(metas: &[&'static Meta]) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Entry {
        id: &'static str,
        severity: String,
        summary: &'static str,
        why: &'static str,
    }
    let entry = |meta: &&'static Meta| Entry {
        id: meta.id,
        severity: severity(meta),
        summary: meta.summary,
        why: meta.why,
    };
    let entries: Vec<Entry> = metas.iter().map(entry).collect();
    let text = serde_json::to_string_pretty(&entries);
    text.map(|text| text + "\n")
        .map_err(|error| Failure::one(format!("cannot write the list: {error}")))
}

//! What iaclint says of a changed repository.

use std::collections::BTreeSet;

use iaclint::config::{self, Config};
use iaclint::data::schema::Schema;
use iaclint::diagnostic::Severity;
use iaclint::engine::{self, Request};
use iaclint::rules;
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::suppress::Date;

use super::mutation::{By, Files, Mutation, Place};
use super::part;
use super::verdicts::Verdict;

/// What is the same in all runs.
pub(crate) struct Judge {
    config: Config,
    schemas: Vec<Schema>,
    providers: Schemas,
    clean: Files,
}

/// One finding, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Said {
    pub(crate) rule: &'static str,
    pub(crate) place: Place,
    pub(crate) severity: Severity,
    pub(crate) message: String,
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (file, line) = &self.place;
        write!(
            f,
            "{}[{}] {file}:{line} {}",
            self.severity, self.rule, self.message
        )
    }
}

impl Judge {
    pub(crate) fn new(clean: Files) -> Self {
        let text = &clean["iaclint.toml"];
        let mut config = config::parse("iaclint.toml", text).unwrap();
        // Only some stacks are there, and those of one environment are changed: whether it is still the same as the
        // other is asked elsewhere.
        config.parity = None;
        let sources = Sources::from_memory(clean.clone());
        let schemas = engine::load_schemas(&sources, &config, text).unwrap();
        Self {
            config,
            schemas,
            providers: Schemas::embedded(),
            clean,
        }
    }

    /// The repository as it is.
    pub(crate) fn clean(&self) -> &Files {
        &self.clean
    }

    /// The part of the repository that the mutation can matter to, after the mutation.
    pub(crate) fn mutated(&self, mutation: &Mutation) -> Files {
        let changes = mutation.changes(&self.clean);
        let stack = |path: &String| {
            let parts: Vec<&str> = path.split('/').take(4).collect();
            (parts[0] == "live").then(|| parts.join("/"))
        };
        let mut stacks = mutation.stacks(&self.clean);
        stacks.extend(changes.keys().filter_map(stack));
        // Whether a module or one who calls it is wrong shows where all who do are there.
        stacks.extend(
            changes
                .keys()
                .flat_map(|path| part::callers(&self.clean, path)),
        );
        let mut files = self.clean.clone();
        for (path, text) in changes {
            match text {
                Some(text) => files.insert(path, text),
                None => files.remove(&path),
            };
        }
        part::around(&files, &self.clean, stacks)
    }

    /// All findings that fail. What iaclint itself could not do is a failure of the test.
    pub(crate) fn judge(&self, files: &Files) -> Result<BTreeSet<Said>, String> {
        let mut sources = Sources::from_memory(files.clone());
        sources.git.tracked = Some(files.keys().cloned().collect());
        let request = Request {
            rules: rules::ALL,
            paths: &[],
            schemas: &self.schemas,
            providers: &self.providers,
            policies: iaclint::policy::Policies::none(),
            config_text: &self.clean["iaclint.toml"],
            honour_ignores: true,
            today: Date {
                year: 2026,
                month: 6,
                day: 1,
            },
        };
        let outcome = engine::check(&sources, &self.config, &request)
            .map_err(|errors| format!("the configuration is refused: {errors:?}"))?;
        if !outcome.errors.is_empty() {
            return Err(format!("{:?}", outcome.errors));
        }
        let findings = outcome.findings.iter().map(|finding| {
            let file = finding.span.file;
            let line = sources.text(file).line_column(finding.span.start).line;
            Said {
                rule: finding.meta.id,
                place: (sources.file(file).path.clone(), line),
                severity: finding.severity,
                message: finding.message.clone(),
            }
        });
        Ok(findings.collect())
    }
}

/// What is wrong with what was said of a mutation; empty where all is well.
pub(crate) fn complaints(
    mutation: &Mutation,
    places: &[Place],
    said: &BTreeSet<Said>,
) -> Vec<String> {
    let is_named = |one: &&Said| mutation.rules.iter().any(|rule| rule == one.rule);
    let is_there = |one: &&Said| places.contains(&one.place);
    let mut wrong = Vec::new();
    let found = said.iter().find(|one| is_named(one) && is_there(one));
    match found {
        Some(found) if found.severity != Severity::Error && mutation.by == By::Terraform => {
            wrong.push(format!("expected an error, got {found}"));
        }
        Some(_) => {}
        None if mutation.is_harmless() => {}
        None => {
            let rules = mutation.rules.join(" or ");
            let places: Vec<String> = places
                .iter()
                .map(|(file, line)| format!("{file}:{line}"))
                .collect();
            let elsewhere = said.iter().filter(is_named).map(ToString::to_string);
            let elsewhere: Vec<String> = elsewhere.collect();
            let got = if elsewhere.is_empty() {
                "nothing of it".to_owned()
            } else {
                elsewhere.join("; ")
            };
            wrong.push(format!(
                "expected {rules} at {}, got {got}",
                places.join(" or ")
            ));
        }
    }
    for other in said {
        let is_allowed = mutation.consequences.iter().any(|rule| rule == other.rule);
        let is_found = is_named(&other) && is_there(&other);
        // A place that is wrong was told already.
        let is_told = found.is_none() && is_named(&other);
        if !is_allowed && !is_found && !is_told {
            wrong.push(format!("unexpected {other}"));
        }
    }
    wrong
}

/// Rules about what Terraform itself decides. Others are about AWS, or about the order of the repository.
const VALIDITY: &[&str] = &[
    "attr-",
    "block-",
    "condition-",
    "doc-json",
    "eval-",
    "file-",
    "for-each-",
    "module-",
    "parse-",
    "ref-",
    "syntax-",
    "tfvars-",
    "type-",
    "variable-",
];

/// Where iaclint and Terraform disagree; empty where they do not.
pub(crate) fn disagreements(
    mutation: &Mutation,
    verdict: &Verdict,
    said: &BTreeSet<Said>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let summary = &verdict.summary;
    let is_expected = !mutation.is_harmless() && mutation.by == By::Terraform;
    if is_expected != verdict.is_refusal() {
        let what = if is_expected {
            "accepts it"
        } else {
            "refuses it"
        };
        wrong.push(format!("the table is wrong: Terraform {what}: {summary}"));
    }
    let mut errors = said.iter().filter(|one| one.severity == Severity::Error);
    if verdict.is_refusal() && errors.clone().next().is_none() {
        wrong.push(format!(
            "Terraform refuses it, and iaclint does not: {summary}"
        ));
    }
    let is_of_terraform = |one: &&Said| VALIDITY.iter().any(|prefix| one.rule.starts_with(prefix));
    if !verdict.is_refusal()
        && let Some(error) = errors.find(is_of_terraform)
    {
        wrong.push(format!("Terraform accepts it: {error}"));
    }
    wrong
}

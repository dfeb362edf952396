//! The closing line: how much was found, and in what.

use std::collections::BTreeMap;

use codespan_reporting::diagnostic::Severity as Header;

use super::paint::{BOLD, painted, severity};
use crate::diagnostic::{Finding, Severity};
use crate::engine::Outcome;

/// Counts of findings and of what was judged, such as
/// `2 errors, 1 warning in 41 files of 14 stacks and 7 modules (1 suppressed, 2 undetermined)`.
pub(super) fn line(outcome: &Outcome, color: bool) -> String {
    let of = |severity: Severity| {
        let findings = outcome.findings.iter();
        findings.filter(|f| f.severity == severity).count()
    };
    let found: Vec<String> = [
        (Severity::Error, Header::Error),
        (Severity::Warning, Header::Warning),
        (Severity::Note, Header::Note),
    ]
    .into_iter()
    .filter(|(of_severity, _)| of(*of_severity) > 0)
    .map(|(of_severity, header)| {
        let text = counted(of(of_severity), of_severity.as_str());
        painted(&text, severity(header), color)
    })
    .collect();
    let judged = judged(outcome);
    let aside = aside(outcome);
    if found.is_empty() {
        let rules = counted(outcome.rules.len(), "rule");
        let nothing = painted("No findings", BOLD, color);
        return format!("{nothing}: {rules} judged {judged}{aside}");
    }
    format!("{} in {judged}{aside}", found.join(", "))
}

fn judged(outcome: &Outcome) -> String {
    let summary = &outcome.summary;
    format!(
        "{} of {} and {}",
        counted(summary.files, "file"),
        counted(summary.stacks, "stack"),
        counted(summary.modules, "module")
    )
}

/// What else a reader must know so as not to take the counts for more than they are.
fn aside(outcome: &Outcome) -> String {
    let mut parts = Vec::new();
    if !outcome.suppressed.is_empty() {
        parts.push(format!("{} suppressed", outcome.suppressed.len()));
    }
    if !outcome.undetermined.is_empty() {
        parts.push(format!("{} undetermined", outcome.undetermined.len()));
    }
    if !outcome.errors.is_empty() {
        let problems = counted(outcome.errors.len(), "problem");
        parts.push(format!("not complete: {problems} on the way"));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// How many notes are left out, by rule, and how to see them.
pub(super) fn notes<'f>(notes: impl Iterator<Item = &'f Finding>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in notes {
        *counts.entry(finding.meta.id).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let each: Vec<String> = counts
        .iter()
        .map(|(rule, count)| format!("{count} {rule}"))
        .collect();
    format!(
        "{total} notes are not shown: {}. `--show notes` lists them.",
        each.join(", ")
    )
}

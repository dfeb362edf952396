//! Policies as rules: what is fixed about each, for whoever lists, explains, silences or reports rules.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{DefaultSeverity, Meta, Severity};
use crate::rule::{Check, Rule};

use super::comments::Told;
use super::file::Level;

/// The summary of a policy that says nothing of itself, without a full stop.
pub(super) const NO_SUMMARY: &str = "A policy of this repository does not hold";

/// What a rule is made of.
pub(super) struct Parts<'m> {
    /// Its id.
    pub(super) id: &'m str,
    /// What the comments say.
    pub(super) told: &'m Told,
    /// What is said where no comment does: the first message that is written out.
    pub(super) message: Option<&'m str>,
    /// The file's path.
    pub(super) path: &'m str,
    /// The block's text.
    pub(super) text: &'m str,
}

/// Every rule that was ever parts, by its page and severity. A rule lives as long as the program; what is read again,
/// as editors do, makes no second one.
static MADE: Mutex<BTreeMap<(String, Level), &'static Rule>> = Mutex::new(BTreeMap::new());

/// The rule that a policy is at each level.
pub(super) fn rules_of(parts: &Parts<'_>) -> [&'static Rule; 3] {
    let page = page(parts);
    Level::ALL.map(|level| {
        let mut known = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || -> &'static Rule { Box::leak(Box::new(rule_of(parts, &page, level))) };
        *known.entry((page.clone(), level)).or_insert_with(make)
    })
}

fn rule_of(parts: &Parts<'_>, page: &str, level: Level) -> Rule {
    let keep = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let severity = match (parts.told.severity(), level) {
        (Some(severity), _) => DefaultSeverity::Always(severity),
        (None, Level::Advisory) => DefaultSeverity::ByTier(Severity::Warning, Some(Severity::Note)),
        (None, Level::MandatoryOverridable) => DefaultSeverity::Always(Severity::Warning),
        (None, Level::Mandatory) => DefaultSeverity::Always(Severity::Error),
    };
    let security = parts
        .told
        .get("security")
        .map(|score| keep(score.to_owned()));
    Rule {
        meta: Meta {
            id: keep(parts.id.to_owned()),
            summary: keep(summary(parts)),
            why: keep(why(parts)),
            severity,
            security,
            page: keep(page.to_owned()),
            options: &[],
        },
        check: Check::Policy,
    }
}

fn summary(parts: &Parts<'_>) -> String {
    let said = parts.told.get("summary").or_else(|| parts.told.plain());
    let said = said.or(parts.message).unwrap_or(NO_SUMMARY);
    sentence(said)
}

fn why(parts: &Parts<'_>) -> String {
    let said = parts.told.get("why");
    said.map_or_else(
        || format!("The policy {} of this repository demands it.", parts.path),
        sentence,
    )
}

/// On one line, with a full stop.
fn sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.ends_with(['.', '!', '?']) {
        line
    } else {
        line + "."
    }
}

/// The page that `explain` prints.
fn page(parts: &Parts<'_>) -> String {
    let mut page = format!(
        "# {}\n\n{}\n\n## Why\n\n{}\n",
        parts.id,
        summary(parts),
        why(parts)
    );
    if let Some(fix) = parts.told.get("fix") {
        let _ = write!(page, "\n## Fix\n\n{}\n", sentence(fix));
    }
    let controls: Vec<&str> = parts.told.list("controls").collect();
    if !controls.is_empty() {
        page.push_str("\n## Controls\n\n");
        for control in controls {
            let _ = writeln!(page, "- {control}");
        }
    }
    let _ = write!(
        page,
        "\n## Policy\n\n`{}`:\n\n```hcl\n{}\n```\n",
        parts.path, parts.text
    );
    page
}

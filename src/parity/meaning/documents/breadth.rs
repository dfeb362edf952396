//! Which of two policies is open to more.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::access::is_matched;
use crate::eval::{Value, show};

use super::super::super::both::{Both, Which};
use super::super::super::words::Words;

/// What a statement says, in words that are the same on both sides.
#[derive(Debug)]
struct Statement {
    is_allowed: bool,
    /// The actions, resources and principals, by what they are called: `Action`, `Principal AWS`.
    parts: BTreeMap<String, BTreeSet<String>>,
    condition: Option<String>,
}

/// The side whose policy allows all that the other's does and more, by a wildcard, by a condition that it has not or by
/// something that it does not deny. That it names more actions makes another system and says nothing of how open it is.
/// `None` as well where that is not known.
pub(in super::super::super) fn open_to_more(
    documents: Both<&Value>,
    words: Both<&Words>,
) -> Option<Which> {
    let statements = Both::of(|which| statements(documents.get(which), words.get(which)));
    let statements = statements.both()?;
    let is_more = |which: Which| {
        let (own, other) = (statements.get(which), statements.get(which.opposite()));
        allows_all(own, other) && !allows_all(other, own) && is_opened(own, other)
    };
    Which::ALL.into_iter().find(|which| is_more(*which))
}

fn statements(document: &Value, words: &Words) -> Option<Vec<Statement>> {
    let all = document.get("Statement")?.elements()?;
    all.iter().map(|it| statement(it, words)).collect()
}

fn statement(value: &Value, words: &Words) -> Option<Statement> {
    let common = |value: &Value| {
        let text = value.as_str().map_or_else(|| show(value), str::to_owned);
        words.common(&text).into_owned()
    };
    let mut found = Statement {
        is_allowed: value.get("Effect")?.as_str()? == "Allow",
        parts: BTreeMap::new(),
        condition: None,
    };
    let mut add = |name: String, names: &Value| {
        let names = names.elements()?.iter().map(common).collect();
        found.parts.insert(name, names);
        Some(())
    };
    for (name, entry) in value.entries()? {
        match name.as_ref() {
            "Action" | "NotAction" | "Resource" | "NotResource" => add(name.to_string(), entry)?,
            "Principal" | "NotPrincipal" => {
                for (kind, names) in entry.entries()? {
                    add(format!("{name} {kind}"), names)?;
                }
            }
            _ => {}
        }
    }
    found.condition = value.get("Condition").map(common);
    Some(found)
}

/// Whether everything that the other statements allow is allowed by these.
fn allows_all(own: &[Statement], other: &[Statement]) -> bool {
    let of = |all: &'_ [Statement], is_allowed: bool| -> Vec<usize> {
        (0..all.len())
            .filter(|at| all[*at].is_allowed == is_allowed)
            .collect()
    };
    let are_covered = |these: &[Statement], by: &[Statement], is_allowed: bool| {
        let ways = of(by, is_allowed);
        let mut these = of(these, is_allowed).into_iter().map(|at| &these[at]);
        these.all(|one| ways.iter().any(|at| by[*at].covers(one)))
    };
    are_covered(other, own, true) && are_covered(own, other, false)
}

/// Whether it is more than names that one policy has and the other has not.
fn is_opened(own: &[Statement], other: &[Statement]) -> bool {
    let is_denied = |one: &Statement| {
        let mut denials = own.iter().filter(|it| !it.is_allowed);
        denials.any(|it| it.covers(one))
    };
    other.iter().any(|one| {
        if one.is_allowed {
            let mut ways = own.iter().filter(|it| it.is_allowed && it.covers(one));
            ways.any(|way| way.is_looser_than(one))
        } else {
            !is_denied(one)
        }
    })
}

impl Statement {
    /// Whether it is about all that another is about.
    fn covers(&self, other: &Self) -> bool {
        let names: BTreeSet<&String> = self.parts.keys().chain(other.parts.keys()).collect();
        let is_covered = |name: &String| match (self.parts.get(name), other.parts.get(name)) {
            (Some(own), Some(other)) if name.starts_with("Not") => own == other,
            (Some(own), Some(other)) => other
                .iter()
                .all(|text| own.iter().any(|pattern| stands_for(pattern, text))),
            // Somebody else as well.
            (Some(_), None) => name.starts_with("Principal "),
            _ => false,
        };
        let is_met = self.condition.is_none() || self.condition == other.condition;
        is_met && names.into_iter().all(is_covered)
    }

    /// Whether it covers another by a wildcard, or by asking for nothing.
    fn is_looser_than(&self, other: &Self) -> bool {
        let is_wild = |(name, own): (&String, &BTreeSet<String>)| {
            let theirs = other.parts.get(name);
            let is_new = |text: &&String| theirs.is_none_or(|theirs| !theirs.contains(*text));
            own.iter().filter(is_new).any(|text| text.contains('*'))
        };
        let is_freed = self.condition.is_none() && other.condition.is_some();
        is_freed || self.parts.iter().any(is_wild)
    }
}

/// Whether a pattern stands for all that a text stands for. A text may be a pattern itself.
pub(super) fn stands_for(pattern: &str, text: &str) -> bool {
    pattern == text || (!pattern.contains('?') && is_matched(pattern, text))
}

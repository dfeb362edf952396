//! Findings of one rule on one line of one file, together.
//!
//! Code scanning tells alerts apart by rule, file and the hash of the line: two results on one line would be one
//! alert with the words of either. So they become one result whose message names both. What a comment silences
//! is never mixed with what is open, since the mark of it belongs to the whole result.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Finding, Severity, Verdict};
use crate::engine::Outcome;
use crate::report::Options;
use crate::report::place::Places;
use crate::source::{FileId, Sources};

/// One finding, with the reason of the comment that silences it.
#[derive(Clone, Copy)]
pub(super) struct Item<'o> {
    pub(super) finding: &'o Finding,
    pub(super) reason: Option<&'o str>,
}

/// What becomes one result: at least one finding, in the outcome's order.
pub(super) struct Group<'o> {
    pub(super) first: Item<'o>,
    pub(super) others: Vec<Item<'o>>,
    /// The line of all of them, from 1.
    pub(super) line: u32,
}

impl<'o> Group<'o> {
    pub(super) fn items(&self) -> impl Iterator<Item = Item<'o>> + '_ {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    /// The highest severity of a failure; `None` where nothing in it is decided.
    pub(super) fn severity(&self) -> Option<Severity> {
        let items = self.items().map(|item| item.finding);
        let failures = items.filter(|finding| finding.verdict == Verdict::Fail);
        failures.map(|finding| finding.severity).max()
    }
}

/// The results to write, in the order of the first finding of each, and how many more there were than `limit`: the
/// least severe of them, and of these the last.
pub(super) fn groups<'o>(
    outcome: &'o Outcome,
    sources: &Sources,
    options: &Options,
    limit: usize,
) -> (Vec<Group<'o>>, usize) {
    let open = |finding| Item {
        finding,
        reason: None,
    };
    let undetermined = outcome.undetermined.iter();
    let undetermined = undetermined.filter(|_| options.show_undetermined);
    let suppressed = outcome.suppressed.iter();
    let suppressed = suppressed.filter(|_| options.include_suppressed);
    let suppressed = suppressed.map(|suppressed| Item {
        finding: &suppressed.finding,
        reason: Some(&suppressed.reason),
    });
    let items = outcome.findings.iter().chain(undetermined).map(open);
    let mut places = Places::new(sources);
    let mut known: BTreeMap<(&str, FileId, u32, bool), usize> = BTreeMap::new();
    let mut groups: Vec<Group<'o>> = Vec::new();
    for item in items.chain(suppressed) {
        let finding = item.finding;
        let line = places.region(finding.span).start.line;
        let key = (
            finding.meta.id,
            finding.span.file,
            line,
            item.reason.is_some(),
        );
        if let Some(index) = known.get(&key) {
            groups[*index].others.push(item);
            continue;
        }
        known.insert(key, groups.len());
        groups.push(Group {
            first: item,
            others: Vec::new(),
            line,
        });
    }
    let left_out = groups.len().saturating_sub(limit);
    if left_out > 0 {
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse(groups[*index].severity()));
        let kept: BTreeSet<usize> = order.into_iter().take(limit).collect();
        let mut index = 0;
        groups.retain(|_| {
            index += 1;
            kept.contains(&(index - 1))
        });
    }
    (groups, left_out)
}

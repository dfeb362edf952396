//! Every comparison of a run, and the declarations that no longer hold.

use std::collections::BTreeSet;

use super::both::Both;
use super::expected::Use;
use super::{Comparison, Scope, Standing, comment, compare_on, order, wanted};
use crate::config::{Expectation, Parity as Settings};
use crate::diagnostic::Date;
use crate::rule::Context;
use crate::source::{Sources, Span};

/// What was compared.
#[derive(Debug, Default)]
pub struct Parity {
    /// Each pair.
    pub comparisons: Vec<Comparison>,
    /// Declarations that do not hold, those of the configuration first.
    pub stale: Vec<Stale>,
    /// Environments that were to be compared and have no stack.
    pub absent: Vec<Absent>,
    /// The reasons of the entries of `[[parity.expect]]`, in order.
    pub reasons: Vec<String>,
}

/// A declaration of a difference that does not hold, or does not say why it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The position of the entry of `[[parity.expect]]`; `None` for a comment.
    pub entry: Option<usize>,
    /// What it is about, such as `us-east-1/ecs module.ecs.cpu`.
    pub subject: String,
    /// What is wrong with it, as a clause.
    pub problem: String,
    /// Whether it holds and only does not say why.
    pub lacks_reason: bool,
    /// Where it is written; `None` where the configuration does not lie in the repository.
    pub place: Option<Span>,
}

/// An environment that has no stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// Its name.
    pub name: String,
    /// Where the configuration names it.
    pub place: Option<Span>,
}

impl Parity {
    /// Why a difference may be; `None` where it may not.
    pub fn reason<'p>(&'p self, standing: &Standing, sources: &'p Sources) -> Option<&'p str> {
        match standing {
            Standing::Unexpected => None,
            Standing::Legitimate(reason) => Some(reason),
            Standing::Declared(at) => Some(self.reasons.get(*at).map_or("", String::as_str)),
            Standing::Commented(span) => Some(comment::reason_in(sources.snippet(*span))),
        }
    }

    /// How many stacks are not compared, since they are known only in part.
    pub fn gaps(&self) -> usize {
        let comparisons = self.comparisons.iter();
        comparisons.map(|it| it.gaps().count()).sum()
    }

    /// How many differences are reported.
    pub fn unexpected(&self) -> usize {
        let comparisons = self.comparisons.iter();
        let unexpected =
            comparisons.map(|it| it.differences.iter().filter(|it| it.is_unexpected()));
        unexpected.map(Iterator::count).sum::<usize>() + self.absent.len()
    }
}

/// Compares each pair of scopes. With `is_all` these are all that the configuration asks for, so that what matches
/// nothing in them matches nothing at all.
pub fn compare_all(
    context: &Context<'_>,
    scopes: &[Both<Scope<'_>>],
    is_all: bool,
    today: Date,
) -> Parity {
    let comparisons = scopes
        .iter()
        .filter_map(|scopes| compare_on(context, *scopes, Some(today)));
    let mut parity = Parity {
        comparisons: comparisons.collect(),
        ..Parity::default()
    };
    let default = Settings::default();
    let settings = context.config.parity.as_ref().unwrap_or(&default);
    for comparison in &mut parity.comparisons {
        expire(comparison, &settings.expect, today);
    }

    let reasons = settings.expect.iter().map(|entry| entry.reason.clone());
    parity.reasons = reasons.collect();
    let entries = settings.expect.iter().enumerate();
    parity.stale = entries
        .filter_map(|(at, entry)| {
            let problem = problem(&parity.comparisons, at, entry, (is_all, today))?;
            let stack = entry.stack.iter().map(|it| it.value.as_str());
            let subject: Vec<&str> = stack.chain([entry.what.value.as_str()]).collect();
            Some(Stale {
                entry: Some(at),
                subject: subject.join(" "),
                lacks_reason: problem == NO_REASON,
                problem,
                place: in_configuration(context, &entry.range),
            })
        })
        .collect();
    parity
        .stale
        .extend(comments(context, &parity.comparisons, is_all));
    if is_all {
        let absent = wanted::absent(context.repo, context.config).into_iter();
        parity.absent = absent
            .map(|name| Absent {
                name: name.value.clone(),
                place: in_configuration(context, &name.range),
            })
            .collect();
    }
    parity
}

/// A range of the configuration's file as a place, where the file lies in the repository.
fn in_configuration(context: &Context<'_>, range: &std::ops::Range<usize>) -> Option<Span> {
    let file = context.sources.find_file(&context.config.path)?;
    Some(Span::new(file, range.start, range.end))
}

/// Takes back what was declared until a day that has passed.
fn expire(comparison: &mut Comparison, entries: &[Expectation], today: Date) {
    for difference in &mut comparison.differences {
        if let Standing::Declared(at) = difference.standing
            && is_past(entries.get(at), today)
        {
            difference.standing = Standing::Unexpected;
        }
    }
    comparison
        .differences
        .sort_by(|a, b| order(a).cmp(&order(b)));
}

fn is_past(entry: Option<&Expectation>, today: Date) -> bool {
    let until = entry.and_then(|entry| entry.until);
    until.is_some_and(|until| until < today)
}

/// What is wrong with an entry, where something is.
fn problem(
    comparisons: &[Comparison],
    at: usize,
    entry: &Expectation,
    (is_all, today): (bool, Date),
) -> Option<String> {
    let uses = comparisons
        .iter()
        .filter_map(|it| it.expected.entries.get(at));
    let uses: Vec<&Use> = uses.filter(|it| **it != Use::Foreign).collect();
    if uses.is_empty() {
        let names = entry
            .only
            .iter()
            .map(|it| &it.value)
            .chain(entry.pins.keys());
        let is_region = names.into_iter().any(|name| name.contains('/'));
        return (is_all && !is_region && !comparisons.is_empty())
            .then(|| "it names environments that are not compared".to_owned());
    }
    if let Some(until) = entry.until.filter(|_| is_past(Some(entry), today)) {
        return Some(format!("it held until {until}"));
    }
    let changed = uses.iter().find_map(|it| match it {
        Use::Changed(now) => Some(format!("{now}, which is not what it says")),
        _ => None,
    });
    let is_idle = is_all && uses.iter().all(|it| **it == Use::Unmet);
    let is_open = entry.reason == TODO && uses.iter().any(|it| **it == Use::Met);
    changed
        .or_else(|| is_idle.then(|| "it matches no difference".to_owned()))
        .or_else(|| is_open.then(|| NO_REASON.to_owned()))
}

/// What is wrong with an entry that holds, but was given no reason.
const NO_REASON: &str = "its reason is still TODO";

/// The reason that `iaclint parity --accept` writes.
pub const TODO: &str = "TODO";

/// Comments that declare nothing.
fn comments(context: &Context<'_>, comparisons: &[Comparison], is_all: bool) -> Vec<Stale> {
    if comparisons.is_empty() {
        return Vec::new();
    }
    let used: BTreeSet<Span> = comparisons
        .iter()
        .flat_map(|it| it.expected.comments.iter().copied())
        .collect();
    let mut found = Vec::new();
    for comment in comment::all(context) {
        let problem = if comment.reason.is_empty() {
            "it gives no reason, so it declares nothing"
        } else if is_all && !used.contains(&comment.span) {
            "no difference lies on its line or on the line below"
        } else {
            continue;
        };
        found.push(Stale {
            entry: None,
            subject: "iaclint:expect-diff".to_owned(),
            problem: problem.to_owned(),
            lacks_reason: false,
            place: Some(comment.span),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{TODO, expire, problem};
    use crate::config::Expectation;
    use crate::diagnostic::{Date, Severity};
    use crate::parity::expected::Use;
    use crate::parity::{Both, Comparison, Difference, Expected, Form, Level, Standing, Which};

    const TODAY: Date = Date {
        year: 2026,
        month: 6,
        day: 1,
    };

    fn entry(reason: &str, until: Option<&str>) -> Expectation {
        Expectation {
            reason: reason.to_owned(),
            until: until.map(|day| Date::parse(day).unwrap()),
            ..Expectation::default()
        }
    }

    /// What is wrong with an entry of which this became in as many comparisons.
    fn told(entry: &Expectation, uses: &[Use], is_all: bool) -> Option<String> {
        let comparisons: Vec<Comparison> = uses
            .iter()
            .map(|it| Comparison {
                expected: Expected {
                    entries: vec![it.clone()],
                    ..Expected::default()
                },
                ..Comparison::default()
            })
            .collect();
        problem(&comparisons, 0, entry, (is_all, TODAY))
    }

    #[test]
    fn an_entry_holds_where_it_declares_something_in_any_comparison() {
        let plain = entry("why", None);
        assert_eq!(told(&plain, &[Use::Met, Use::Unmet], true), None);
        assert_eq!(told(&plain, &[Use::Foreign, Use::Met], true), None);
        let changed = Use::Changed("x is 1 in prod and 2 in test".to_owned());
        assert_eq!(
            told(&plain, &[Use::Met, changed], true).as_deref(),
            Some("x is 1 in prod and 2 in test, which is not what it says")
        );
    }

    #[test]
    fn what_matches_nothing_is_stale_only_where_everything_was_compared() {
        let plain = entry("why", None);
        assert_eq!(told(&plain, &[Use::Unmet], false), None);
        assert_eq!(
            told(&plain, &[Use::Unmet], true).as_deref(),
            Some("it matches no difference")
        );
        assert_eq!(
            told(&plain, &[Use::Foreign], true).as_deref(),
            Some("it names environments that are not compared")
        );
        assert_eq!(told(&plain, &[Use::Foreign], false), None);
        assert_eq!(told(&plain, &[], true), None);
        let mut of_region = entry("why", None);
        of_region.only = Some(crate::config::Written {
            value: "prod/us-east-1".to_owned(),
            range: 0..0,
        });
        assert_eq!(told(&of_region, &[Use::Foreign], true), None);
    }

    #[test]
    fn a_day_holds_to_its_end_and_todo_is_no_reason() {
        let last = entry("why", Some("2026-06-01"));
        assert_eq!(told(&last, &[Use::Met], true), None);
        let past = entry("why", Some("2026-05-31"));
        assert_eq!(
            told(&past, &[Use::Met], true).as_deref(),
            Some("it held until 2026-05-31")
        );
        let open = entry(TODO, None);
        assert_eq!(
            told(&open, &[Use::Met], true).as_deref(),
            Some("its reason is still TODO")
        );
        assert_eq!(told(&open, &[Use::Unmet], false), None);
    }

    #[test]
    fn what_was_declared_until_a_day_that_has_passed_counts_again() {
        let difference = |at: usize| Difference {
            rule: "parity-input-value",
            level: Level::Values,
            form: Form::Only(Which::Reference),
            weaker: None,
            stack: String::new(),
            path: format!("var.{at}"),
            shown: Both::default(),
            places: Both::default(),
            severity: Severity::Warning,
            follows: Vec::new(),
            standing: Standing::Declared(at),
            reason: String::new(),
        };
        let mut comparison = Comparison {
            differences: vec![difference(0), difference(1), difference(2)],
            ..Comparison::default()
        };
        let entries = [
            entry("why", None),
            entry("why", Some("2026-05-31")),
            entry("why", Some("2026-06-01")),
        ];
        expire(&mut comparison, &entries, TODAY);
        let told = comparison.differences.iter();
        let told: Vec<(&str, bool)> = told
            .map(|it| (it.path.as_str(), it.is_unexpected()))
            .collect();
        // What counts comes first.
        assert_eq!(told, [("var.1", true), ("var.0", false), ("var.2", false)]);
    }
}

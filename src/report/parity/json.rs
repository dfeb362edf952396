//! JSON, version 1: what programs read.
//!
//! One object, indented by two spaces. Fields are added, never changed or removed; the schema is `json.schema.json`
//! beside this file.
//!
//! - `version`: 1.
//! - `comparisons`: one for each pair of environments.
//!   - `reference`, `other`: the sides, each with `name`, `tier` (`production`, `non-production` or `null`) and
//!     `folder`, which is empty where the side has none of its own.
//!   - `unexpected`, `expected`: how many differences there are of each.
//!   - `stacks_not_compared`: how many stacks are known only in part, so that nothing is said of them.
//!   - `differences`: unexpected ones first, then by form, level, stack and path. Each has `rule`, `severity`, `level`
//!     (`inventory`, `declarations`, `values`, `meaning`), `kind` (`missing`: the reference lacks it; `extra`: the
//!     reference alone has it; `weaker`: both have it, and one is weaker; `different`), `weaker` (the name of that
//!     side, or `null`), `stack` (empty where it is none of a stack), `path`, `values` and `places` (`reference` and
//!     `other`, each `null` where there is nothing), `edit` (the place to edit), `follows` (`stack`, `path`,
//!     `values`), `reason` (why it matters), and `expected`: `null`, or `by` (`kind`, `entry`, `comment`), `reason`,
//!     and the `entry`'s number from 1 or the comment's `place`.
//!   - `undetermined`: what cannot be compared: `stack`, `path`, `places`, `reason`.
//! - `stale`: declarations that do not hold: `entry` (from 1; `null` for a comment), `subject`, `problem`, `place`.
//! - `absent`: environments without a stack: `name`, `place`.
//!
//! A place has `file` (root-relative, `/`) and `range` with `start` and `end`, each with `line` and `column` from 1;
//! columns count Unicode code points and the end is exclusive.

use std::io::{self, Write};

use serde::Serialize;

use crate::config::Tier;
use crate::parity::{
    Absent, Both, Comparison, Consequence, Difference, Form, Label, Level, Parity, Stale, Standing,
    Uncertain, Which,
};
use crate::report::place::{Place, Places};
use crate::source::{Sources, Span};

#[derive(Serialize)]
struct Report<'o> {
    version: u32,
    comparisons: Vec<JsonComparison<'o>>,
    stale: Vec<JsonStale<'o>>,
    absent: Vec<JsonAbsent<'o>>,
}

#[derive(Serialize)]
struct JsonComparison<'o> {
    reference: Side<'o>,
    other: Side<'o>,
    unexpected: usize,
    expected: usize,
    stacks_not_compared: usize,
    differences: Vec<JsonDifference<'o>>,
    undetermined: Vec<Undetermined<'o>>,
}

#[derive(Serialize)]
struct Side<'o> {
    name: &'o str,
    tier: Option<&'static str>,
    folder: &'o str,
}

#[derive(Serialize)]
struct JsonDifference<'o> {
    rule: &'static str,
    severity: &'static str,
    level: &'static str,
    kind: &'static str,
    weaker: Option<&'o str>,
    stack: &'o str,
    path: &'o str,
    values: Pair<Option<&'o str>>,
    places: Pair<Option<Place<'o>>>,
    edit: Option<Place<'o>>,
    follows: Vec<Follows<'o>>,
    reason: &'o str,
    expected: Option<Expected<'o>>,
}

#[derive(Serialize)]
struct Pair<T> {
    reference: T,
    other: T,
}

#[derive(Serialize)]
struct Follows<'o> {
    stack: &'o str,
    path: &'o str,
    values: Pair<Option<&'o str>>,
}

#[derive(Serialize)]
struct Expected<'o> {
    by: &'static str,
    reason: &'o str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place<'o>>,
}

#[derive(Serialize)]
struct Undetermined<'o> {
    stack: &'o str,
    path: &'o str,
    places: Pair<Option<Place<'o>>>,
    reason: &'o str,
}

#[derive(Serialize)]
struct JsonStale<'o> {
    entry: Option<usize>,
    subject: &'o str,
    problem: &'o str,
    place: Option<Place<'o>>,
}

#[derive(Serialize)]
struct JsonAbsent<'o> {
    name: &'o str,
    place: Option<Place<'o>>,
}

/// Writes version 1 and a line break.
pub(super) fn write(parity: &Parity, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let mut shapes = Shapes {
        parity,
        sources,
        places: Places::new(sources),
    };
    let comparisons = parity.comparisons.iter();
    let report = Report {
        version: 1,
        comparisons: comparisons.map(|it| shapes.comparison(it)).collect(),
        stale: parity.stale.iter().map(|it| shapes.stale(it)).collect(),
        absent: parity.absent.iter().map(|it| shapes.absent(it)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

struct Shapes<'o> {
    parity: &'o Parity,
    sources: &'o Sources,
    places: Places<'o>,
}

impl<'o> Shapes<'o> {
    fn comparison(&mut self, comparison: &'o Comparison) -> JsonComparison<'o> {
        let differences = &comparison.differences;
        let unexpected = differences.iter().filter(|it| it.is_unexpected()).count();
        JsonComparison {
            reference: side(&comparison.sides.reference),
            other: side(&comparison.sides.other),
            unexpected,
            expected: differences.len() - unexpected,
            stacks_not_compared: comparison.gaps().count(),
            differences: differences
                .iter()
                .map(|it| self.difference(comparison, it))
                .collect(),
            undetermined: comparison
                .uncertain
                .iter()
                .map(|it| self.undetermined(it))
                .collect(),
        }
    }

    fn difference(
        &mut self,
        comparison: &'o Comparison,
        difference: &'o Difference,
    ) -> JsonDifference<'o> {
        let weaker = difference.weaker;
        JsonDifference {
            rule: difference.rule,
            severity: difference.severity.as_str(),
            level: match difference.level {
                Level::Inventory => "inventory",
                Level::Declarations => "declarations",
                Level::Values => "values",
                Level::Meaning => "meaning",
            },
            kind: match difference.form {
                Form::Only(Which::Reference) => "extra",
                Form::Only(Which::Other) => "missing",
                Form::Different if weaker.is_some() => "weaker",
                Form::Different => "different",
            },
            weaker: weaker.map(|it| comparison.sides.get(it).name.as_str()),
            stack: &difference.stack,
            path: &difference.path,
            values: values(&difference.shown),
            places: self.pair(difference.places),
            edit: comparison
                .place_to_edit(difference)
                .map(|span| self.place(span)),
            follows: difference.follows.iter().map(follows).collect(),
            reason: &difference.reason,
            expected: self.expected(&difference.standing),
        }
    }

    fn expected(&mut self, standing: &'o Standing) -> Option<Expected<'o>> {
        let reason = self.parity.reason(standing, self.sources)?;
        let (by, entry, place) = match standing {
            Standing::Unexpected => return None,
            Standing::Legitimate(_) => ("kind", None, None),
            Standing::Declared(at) => ("entry", Some(at + 1), None),
            Standing::Commented(span) => ("comment", None, Some(self.place(*span))),
        };
        Some(Expected {
            by,
            reason,
            entry,
            place,
        })
    }

    fn undetermined(&mut self, open: &'o Uncertain) -> Undetermined<'o> {
        Undetermined {
            stack: &open.stack,
            path: &open.path,
            places: self.pair(open.places),
            reason: &open.reason,
        }
    }

    fn stale(&mut self, stale: &'o Stale) -> JsonStale<'o> {
        JsonStale {
            entry: stale.entry.map(|at| at + 1),
            subject: &stale.subject,
            problem: &stale.problem,
            place: stale.place.map(|span| self.place(span)),
        }
    }

    fn absent(&mut self, absent: &'o Absent) -> JsonAbsent<'o> {
        JsonAbsent {
            name: &absent.name,
            place: absent.place.map(|span| self.place(span)),
        }
    }

    fn pair(&mut self, places: Both<Option<Span>>) -> Pair<Option<Place<'o>>> {
        Pair {
            reference: places.reference.map(|span| self.place(span)),
            other: places.other.map(|span| self.place(span)),
        }
    }

    fn place(&mut self, span: Span) -> Place<'o> {
        self.places.place(self.sources.visible(span))
    }
}

fn side(label: &Label) -> Side<'_> {
    Side {
        name: &label.name,
        tier: label.tier.map(|tier| match tier {
            Tier::Production => "production",
            Tier::NonProduction => "non-production",
        }),
        folder: &label.folder,
    }
}

fn follows(consequence: &Consequence) -> Follows<'_> {
    Follows {
        stack: &consequence.stack,
        path: &consequence.path,
        values: values(&consequence.shown),
    }
}

fn values(shown: &Both<Option<String>>) -> Pair<Option<&str>> {
    Pair {
        reference: shown.reference.as_deref(),
        other: shown.other.as_deref(),
    }
}

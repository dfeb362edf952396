//! JSON, version 1: what programs read.
//!
//! One object, indented by two spaces. Fields are added, never changed or removed; the schema is
//! `json.schema.json` beside this file.
//!
//! - `version`: 1.
//! - `findings`: failures in the one total order: path, line, column, rule, address. Each has `rule`, `verdict`
//!   (`"fail"`), `severity` (`error`, `warning`, `note`), `environment`, `region`, `stack`, `address`, `attribute`
//!   (each `null` where there is none), `file` (root-relative, `/`), `range`, `message`, `why`, `help`, `label` (a
//!   few words about the range, or empty), `trail` and `related` (lists of `file`, `range`, `note`), `instances`
//!   (`environment`, `stack`, `address`), `fix` (`description` and `edits` of `file`, `range`, `replacement`, or
//!   `null`), and `fingerprint`, which survives moved lines.
//! - `undetermined`: what could not be decided, likewise, with `reason` instead of `message`, `why` and `help`.
//! - `suppressed`: only when asked for: findings as above, each with the `reason` that was given.
//! - `errors`: what kept iaclint from doing its work (`path` and `place`, a `line` and a `column`, or `null`; `message`). Where it is not empty the
//!   other lists are not complete.
//! - `notices`: what a reader should know and no gate needs, one sentence each: settings that match nothing, stacks
//!   that are too large, providers whose schema is not known.
//! - `summary`: counts over the whole repository.
//!
//! A `range` has `start` and `end`, each with `line` and `column` from 1; columns count Unicode code points and
//! the end is exclusive.

use std::io::{self, Write};

use serde::Serialize;

use super::Options;
use super::place::{Place, Places};
use crate::diagnostic::{Finding, Note, Severity};
use crate::engine::Outcome;
use crate::source::{LineColumn, Sources, Span};

#[derive(Serialize)]
struct Report<'o> {
    version: u32,
    findings: Vec<JsonFinding<'o>>,
    undetermined: Vec<Undetermined<'o>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<Vec<Suppressed<'o>>>,
    errors: Vec<RunError<'o>>,
    notices: &'o [String],
    summary: Summary,
}

#[derive(Serialize)]
struct JsonFinding<'o> {
    rule: &'o str,
    verdict: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    subject: Subject<'o>,
    #[serde(flatten)]
    place: Place<'o>,
    message: &'o str,
    why: &'o str,
    help: &'o str,
    label: &'o str,
    trail: Vec<JsonNote<'o>>,
    related: Vec<JsonNote<'o>>,
    instances: Vec<Instance<'o>>,
    fix: Option<Fix<'o>>,
    fingerprint: &'o str,
}

#[derive(Serialize)]
struct Undetermined<'o> {
    rule: &'o str,
    verdict: &'static str,
    reason: &'o str,
    #[serde(flatten)]
    subject: Subject<'o>,
    #[serde(flatten)]
    place: Place<'o>,
    trail: Vec<JsonNote<'o>>,
    related: Vec<JsonNote<'o>>,
    instances: Vec<Instance<'o>>,
    fingerprint: &'o str,
}

#[derive(Serialize)]
struct Suppressed<'o> {
    #[serde(flatten)]
    finding: JsonFinding<'o>,
    reason: &'o str,
}

#[derive(Serialize)]
struct Subject<'o> {
    environment: Option<&'o str>,
    region: Option<&'o str>,
    stack: Option<&'o str>,
    address: Option<&'o str>,
    attribute: Option<&'o str>,
}

#[derive(Serialize)]
struct JsonNote<'o> {
    #[serde(flatten)]
    place: Place<'o>,
    note: &'o str,
}

#[derive(Serialize)]
struct Instance<'o> {
    environment: Option<&'o str>,
    stack: &'o str,
    address: Option<&'o str>,
}

#[derive(Serialize)]
struct Fix<'o> {
    description: &'o str,
    edits: Vec<Edit<'o>>,
}

#[derive(Serialize)]
struct Edit<'o> {
    #[serde(flatten)]
    place: Place<'o>,
    replacement: &'o str,
}

#[derive(Serialize)]
struct RunError<'o> {
    path: Option<&'o str>,
    place: Option<LineColumn>,
    message: &'o str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    stacks: usize,
    modules: usize,
    resources: usize,
    findings: Counts,
    undetermined: usize,
    suppressed: usize,
    values: Values,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Serialize)]
struct Values {
    known: usize,
    unknown: usize,
}

/// Writes version 1 and a line break.
pub(super) fn write(
    outcome: &Outcome,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut shapes = Shapes {
        places: Places::new(sources),
    };
    let findings = outcome.findings.iter().map(|f| shapes.finding(f)).collect();
    let undetermined = outcome.undetermined.iter();
    let undetermined = undetermined.map(|f| shapes.undetermined(f)).collect();
    let suppressed = options.show_suppressed.then(|| {
        let all = outcome.suppressed.iter();
        all.map(|suppressed| Suppressed {
            finding: shapes.finding(&suppressed.finding),
            reason: &suppressed.reason,
        })
        .collect()
    });
    let errors = outcome.errors.iter().map(|error| RunError {
        path: error.path.as_deref(),
        place: error.place,
        message: &error.message,
    });
    let report = Report {
        version: 1,
        findings,
        undetermined,
        suppressed,
        errors: errors.collect(),
        notices: &outcome.notices,
        summary: summary(outcome),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn summary(outcome: &Outcome) -> Summary {
    let of = |severity: Severity| {
        let findings = outcome.findings.iter();
        findings.filter(|f| f.severity == severity).count()
    };
    let counts = &outcome.summary;
    Summary {
        files: counts.files,
        stacks: counts.stacks,
        modules: counts.modules,
        resources: counts.resources,
        findings: Counts {
            error: of(Severity::Error),
            warning: of(Severity::Warning),
            note: of(Severity::Note),
        },
        undetermined: outcome.undetermined.len(),
        suppressed: outcome.suppressed.len(),
        values: Values {
            known: counts.values_known,
            unknown: counts.values_unknown,
        },
    }
}

struct Shapes<'o> {
    places: Places<'o>,
}

impl<'o> Shapes<'o> {
    fn finding(&mut self, finding: &'o Finding) -> JsonFinding<'o> {
        JsonFinding {
            rule: finding.meta.id,
            verdict: "fail",
            severity: finding.severity.as_str(),
            subject: subject(finding),
            place: self.place(finding.span),
            message: &finding.message,
            why: finding.meta.why,
            help: &finding.help,
            label: &finding.label,
            trail: self.notes(&finding.trail),
            related: self.notes(&finding.related),
            instances: instances(finding),
            fix: finding.fix.as_ref().map(|fix| Fix {
                description: &fix.description,
                edits: fix.edits.iter().map(|edit| self.edit(edit)).collect(),
            }),
            fingerprint: &finding.fingerprint,
        }
    }

    fn undetermined(&mut self, finding: &'o Finding) -> Undetermined<'o> {
        Undetermined {
            rule: finding.meta.id,
            verdict: "undetermined",
            reason: &finding.message,
            subject: subject(finding),
            place: self.place(finding.span),
            trail: self.notes(&finding.trail),
            related: self.notes(&finding.related),
            instances: instances(finding),
            fingerprint: &finding.fingerprint,
        }
    }

    fn edit(&mut self, edit: &'o crate::diagnostic::Edit) -> Edit<'o> {
        Edit {
            place: self.place(edit.span),
            replacement: &edit.replacement,
        }
    }

    fn notes(&mut self, notes: &'o [Note]) -> Vec<JsonNote<'o>> {
        let shaped = notes.iter().map(|note| JsonNote {
            place: self.place(note.span),
            note: &note.text,
        });
        shaped.collect()
    }

    fn place(&mut self, span: Span) -> Place<'o> {
        self.places.place(span)
    }
}

fn subject(finding: &Finding) -> Subject<'_> {
    let subject = &finding.subject;
    Subject {
        environment: subject.environment.as_deref(),
        region: subject.region.as_deref(),
        stack: subject.stack.as_deref(),
        address: subject.address.as_deref(),
        attribute: subject.attribute.as_deref(),
    }
}

fn instances(finding: &Finding) -> Vec<Instance<'_>> {
    let shaped = finding.instances.iter().map(|instance| Instance {
        environment: instance.environment.as_deref(),
        stack: &instance.stack,
        address: instance.address.as_deref(),
    });
    shaped.collect()
}

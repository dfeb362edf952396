//! JSON, version 1: one object, indented by two spaces. Fields are added, never changed or removed.
//!
//! - `version`: 1.
//! - `stack`: its path. `module`: the address of the module instance, empty for the root module.
//! - `known`: `"wholly"`, `"partly"`, `"no"`, or `null` where Terraform would refuse the expression: then `errors`
//!   says why.
//! - `value`: the value; `null` stands for each part that is `null`, is not known (then `unknown` lists it) or is
//!   sensitive and not asked for (then `hidden` lists it). A number that JSON's readers
//!   would round is a string. `shown`: the value on one line in Terraform's language, what is not known in angle
//!   brackets. `type`: as a `type` argument has it; what is sensitive and not asked for is `any` where its type would
//!   tell names in it. `sensitive`: whether any part of it is.
//! - `hidden`: the `path` (names and positions) of each part that is left out because it is sensitive.
//! - `unknown`: each part that is not known: its `path`, `shown`, `cause` (a clause that reads after "because"),
//!   `refused` (whether that is because Terraform would refuse it), and `file` and `range` of what is not known, or
//!   `null`.
//! - `assumed`: what is taken for granted on the way, such as that a state whose place is not wholly known is that of
//!   the only stack it fits: `file`, `range`, `note`.
//! - `trail`: the places that the value came through: `file`, `range`, `note`, `level` (how often the way branched).
//!   `trail_complete` is `false` where there are more.
//! - `errors`: what Terraform would refuse in the expression: `file` (`<expression>` for what was typed), `range`,
//!   `message`, `help`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Number as JsonNumber, Value as Json};

use super::type_of;
use crate::eval::{Kind, Number, PathStep, Style, Value, show_line};
use crate::plan::{Assumption, TrailStep};
use crate::repo::Repo;
use crate::report::place::{Place, Places, Region};
use crate::why::{self, Answer, Gap};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    stack: &'a str,
    module: String,
    known: Option<&'static str>,
    value: Json,
    shown: Option<String>,
    r#type: Option<String>,
    sensitive: bool,
    hidden: Vec<Hidden>,
    unknown: Vec<Unknown<'a>>,
    assumed: Vec<Assumed<'a>>,
    trail: Vec<Step<'a>>,
    trail_complete: bool,
    errors: Vec<Refused<'a>>,
}

#[derive(Serialize)]
struct Hidden {
    path: Vec<Json>,
}

#[derive(Serialize)]
struct Unknown<'a> {
    path: Vec<Json>,
    shown: &'a str,
    cause: &'a str,
    refused: bool,
    file: Option<&'a str>,
    range: Option<Region>,
}

#[derive(Serialize)]
struct Assumed<'a> {
    file: &'a str,
    range: Region,
    note: &'a str,
}

#[derive(Serialize)]
struct Step<'a> {
    file: &'a str,
    range: Region,
    note: &'a str,
    level: usize,
}

#[derive(Serialize)]
struct Refused<'a> {
    file: &'a str,
    range: Region,
    message: &'a str,
    help: &'a str,
}

pub(super) fn write(
    answer: &Answer,
    repo: &Repo<'_>,
    show_sensitive: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let stack = &repo.stack(answer.stack).path;
    let style = Style {
        stack: Some(stack),
        show_sensitive,
    };
    let mut shapes = Shapes {
        places: Places::new(repo.sources),
    };
    let value = answer.value.as_ref();
    let report = Report {
        version: 1,
        stack,
        module: answer.module.to_string(),
        known: value.map(known),
        value: value.map_or(Json::Null, |value| to_json(value, show_sensitive)),
        shown: value.map(|value| show_line(value, style)),
        r#type: value.map(|value| type_of(value, show_sensitive).to_string()),
        sensitive: value.is_some_and(|value| value.all_marks().sensitive),
        hidden: value.map_or_else(Vec::new, |value| hidden(value, show_sensitive)),
        unknown: answer.gaps.iter().map(|gap| shapes.gap(gap)).collect(),
        assumed: answer
            .trail
            .assumptions
            .iter()
            .map(|one| shapes.assumed(one))
            .collect(),
        trail: answer
            .trail
            .steps
            .iter()
            .map(|step| shapes.step(step))
            .collect(),
        trail_complete: !answer.trail.is_cut,
        errors: answer
            .faults
            .iter()
            .map(|fault| shapes.refused(fault))
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

struct Shapes<'a> {
    places: Places<'a>,
}

impl<'a> Shapes<'a> {
    fn gap(&mut self, gap: &'a Gap) -> Unknown<'a> {
        let place = gap.at.map(|at| self.places.place(at));
        Unknown {
            path: gap.path.iter().map(path_step).collect(),
            shown: &gap.shown,
            cause: &gap.cause,
            refused: gap.is_refused,
            file: place.map(|place| place.file),
            range: place.map(|place| place.range),
        }
    }

    fn assumed(&mut self, assumption: &'a Assumption) -> Assumed<'a> {
        let Place { file, range } = self.places.place(assumption.span);
        Assumed {
            file,
            range,
            note: &assumption.text,
        }
    }

    fn step(&mut self, step: &'a TrailStep) -> Step<'a> {
        let Place { file, range } = self.places.place(step.span);
        Step {
            file,
            range,
            note: &step.text,
            level: step.level,
        }
    }

    fn refused(&mut self, fault: &'a why::Refused) -> Refused<'a> {
        let Place { file, range } = self.places.place(fault.span);
        Refused {
            file,
            range,
            message: &fault.message,
            help: &fault.help,
        }
    }
}

fn known(value: &Value) -> &'static str {
    if value.is_wholly_known() {
        "wholly"
    } else if value.is_known() {
        "partly"
    } else {
        "no"
    }
}

fn path_step(step: &PathStep) -> Json {
    match step {
        PathStep::Name(name) => Json::from(&**name),
        PathStep::Index(at) => Json::from(*at),
        PathStep::Any => Json::Null,
    }
}

/// The parts that are left out because they are sensitive.
fn hidden(value: &Value, show_sensitive: bool) -> Vec<Hidden> {
    let mut found = Vec::new();
    if !show_sensitive {
        find_hidden(value, &mut Vec::new(), &mut found);
    }
    found
}

fn find_hidden(value: &Value, path: &mut Vec<Json>, found: &mut Vec<Hidden>) {
    if value.marks.sensitive {
        let path = path.clone();
        found.push(Hidden { path });
        return;
    }
    let mut within = |step: Json, inner: &Value| {
        path.push(step);
        find_hidden(inner, path, found);
        path.pop();
    };
    if let Some(items) = value.elements() {
        for (at, item) in items.iter().enumerate() {
            within(Json::from(at), item);
        }
    } else if let Some(entries) = value.entries() {
        for (name, entry) in entries {
            within(Json::from(&**name), entry);
        }
    }
}

fn to_json(value: &Value, show_sensitive: bool) -> Json {
    if value.marks.sensitive && !show_sensitive {
        return Json::Null;
    }
    let inner = |value: &Value| to_json(value, show_sensitive);
    match &value.kind {
        Kind::Null(_) | Kind::Unknown(_) => Json::Null,
        Kind::Bool(flag) => Json::from(*flag),
        Kind::Number(number) => to_number(number),
        Kind::String(text) => Json::from(text.as_str()),
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            items.iter().map(inner).collect()
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            let entries = entries.iter();
            Json::Object(
                entries
                    .map(|(name, entry)| (name.to_string(), inner(entry)))
                    .collect(),
            )
        }
    }
}

/// A number where a reader gets the same one, else its text.
fn to_number(number: &Number) -> Json {
    let text = number.to_string();
    if let Some(whole) = number.to_i64() {
        return Json::from(whole);
    }
    JsonNumber::from_f64(number.to_f64())
        .filter(|float| float.to_string() == text)
        .map_or(Json::from(text), Json::Number)
}

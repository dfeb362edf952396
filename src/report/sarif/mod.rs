//! SARIF 2.1.0, as GitHub's code scanning and editors read it.
//!
//! What GitHub reads and what it refuses is in its documentation, "SARIF support for code scanning", and in the
//! source of its upload, github/codeql-action. Paths are relative to the repository's root; there are no machine
//! paths, times or random identifiers.

mod group;
mod hash;
mod model;
mod result;
mod rules;
mod uri;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use self::group::Group;
use self::model::{
    AutomationDetails, Driver, Invocation, Location, Log, Message, Notification, PhysicalLocation,
    Run, SarifRegion, Tool, UriBase,
};
use self::result::Results;
use self::rules::Rules;
use super::{Options, clean};
use crate::engine::{Outcome, RunError};
use crate::source::{FileId, Sources};

/// The most results that GitHub accepts in one upload.
const MAX_RESULTS: usize = 25_000;

/// The longest message that is written, in characters.
const MESSAGE_LIMIT: usize = 4_000;

/// Where to read about iaclint; empty as long as the package names no place.
const HOME: &str = env!("CARGO_PKG_REPOSITORY");

/// The name of the repository's root in every location.
const ROOT: &str = "%SRCROOT%";

/// The hashes of lines, by file and line.
type Hashes = BTreeMap<FileId, BTreeMap<u32, String>>;

/// Writes a log of one run and a line break.
pub(super) fn write(
    outcome: &Outcome,
    sources: &Sources,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (groups, left_out) = group::groups(outcome, sources, options, MAX_RESULTS);
    let rules = Rules::of(outcome);
    let hashes = hashes(&groups, sources);
    let mut results = Results::new(sources, &rules, &hashes);
    let results = groups.iter().map(|group| results.of(group)).collect();
    let version = env!("CARGO_PKG_VERSION");
    let base = UriBase {
        description: text("The repository's root."),
    };
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "iaclint",
                version,
                semantic_version: version,
                information_uri: (!HOME.is_empty()).then_some(HOME),
                rules: rules.descriptors,
            },
        },
        invocations: [invocation(outcome, left_out)],
        original_uri_base_ids: BTreeMap::from([(ROOT, base)]),
        automation_details: options.sarif_category.as_deref().map(automation),
        column_kind: "unicodeCodePoints",
        results,
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// The hashes of every line that a result begins on. A file that could not be read has none.
fn hashes(groups: &[Group<'_>], sources: &Sources) -> Hashes {
    let mut lines: BTreeMap<FileId, BTreeSet<u32>> = BTreeMap::new();
    for group in groups {
        let file = group.first.finding.span.file;
        lines.entry(file).or_default().insert(group.line);
    }
    let read = lines.into_iter().filter(|(file, _)| {
        use crate::source::TextProblem::{Encrypted, TooLarge, Unreadable};
        !matches!(
            sources.text(*file).problem,
            Some(Encrypted | TooLarge { .. } | Unreadable(_))
        )
    });
    read.map(|(file, lines)| (file, hash::line_hashes(sources.text(file), &lines)))
        .collect()
}

fn invocation(outcome: &Outcome, left_out: usize) -> Invocation {
    let (of_configuration, others): (Vec<&RunError>, Vec<&RunError>) = outcome
        .errors
        .iter()
        .partition(|error| error.is_of_configuration);
    let mut notifications: Vec<Notification> = others.into_iter().map(notification).collect();
    if left_out > 0 {
        let message = format!(
            "{left_out} results are left out, the least severe ones: code scanning accepts {MAX_RESULTS}."
        );
        notifications.push(Notification {
            level: "warning",
            message: text(&message),
            locations: Vec::new(),
        });
    }
    Invocation {
        execution_successful: outcome.errors.is_empty(),
        tool_execution_notifications: notifications,
        tool_configuration_notifications: of_configuration.into_iter().map(notification).collect(),
    }
}

fn notification(error: &RunError) -> Notification {
    let location = |path: &String| Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: result::artifact(path),
            region: error.place.map(|place| SarifRegion {
                start_line: place.line,
                start_column: place.column,
                end_line: place.line,
                end_column: place.column,
            }),
        },
        message: None,
    };
    Notification {
        level: "error",
        message: text(&error.message),
        locations: error.path.iter().map(location).collect(),
    }
}

/// What stands before the last slash is the category; without a slash there would be none.
fn automation(category: &str) -> AutomationDetails {
    let category = category.trim_end_matches('/');
    AutomationDetails {
        id: format!("{category}/"),
    }
}

/// A message of one line. It may not be empty.
fn text(text: &str) -> Message {
    let text = clean::line(text, MESSAGE_LIMIT);
    Message {
        text: if text.is_empty() {
            "-".to_owned()
        } else {
            text
        },
    }
}

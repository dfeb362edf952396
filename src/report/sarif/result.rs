//! One result: what is wrong, where, how the value got there and what would mend it.

use std::collections::{BTreeMap, BTreeSet};

use super::group::{Group, Item};
use super::model::{
    ArtifactChange, ArtifactLocation, CodeFlow, Content, Location, Message, PhysicalLocation,
    Replacement, SarifFix, SarifRegion, SarifResult, Suppression, ThreadFlow, ThreadFlowLocation,
};
use super::rules::Rules;
use super::{Hashes, MESSAGE_LIMIT, ROOT, text, uri};
use crate::diagnostic::{Edit, Finding, Fix, Instance, Note, Verdict};
use crate::report::clean;
use crate::report::place::Places;
use crate::source::{FileId, Sources, Span};

/// How many places besides the primary one a result has; GitHub keeps 100 of them.
const MAX_RELATED: usize = 100;

/// How many steps all trails of a result have together; GitHub keeps 1,000 and refuses 10,000.
const MAX_STEPS: usize = 1_000;

/// How many findings on the same line are named in the message of the first.
const MAX_NAMED: usize = 10;

/// How many other stacks are named.
const MAX_STACKS: usize = 5;

/// Makes results out of groups of findings.
pub(super) struct Results<'o, 'r> {
    sources: &'o Sources,
    rules: &'r Rules,
    hashes: &'r Hashes,
    places: Places<'o>,
}

/// The path as SARIF writes it.
pub(super) fn artifact(path: &str) -> ArtifactLocation {
    ArtifactLocation {
        uri: uri::relative(path),
        uri_base_id: ROOT,
    }
}

impl<'o, 'r> Results<'o, 'r> {
    pub(super) fn new(sources: &'o Sources, rules: &'r Rules, hashes: &'r Hashes) -> Self {
        Self {
            sources,
            rules,
            hashes,
            places: Places::new(sources),
        }
    }

    pub(super) fn of(&mut self, group: &Group<'o>) -> SarifResult<'o> {
        let finding = group.first.finding;
        let related = related(group);
        let severity = group.severity();
        SarifResult {
            rule_id: finding.meta.id,
            rule_index: self.rules.index(finding),
            level: severity.map_or("none", crate::diagnostic::Severity::as_str),
            kind: severity.map_or("open", |_| "fail"),
            message: Message {
                text: message(group, &related),
            },
            locations: [self.location(finding.span, None, None)],
            related_locations: self.related_locations(&related),
            code_flows: self.code_flows(group),
            partial_fingerprints: self.fingerprints(group),
            fixes: group
                .items()
                .filter_map(|item| item.finding.fix.as_ref())
                .filter(|fix| !fix.edits.is_empty())
                .map(|fix| self.fix(fix))
                .collect(),
            suppressions: group.items().filter_map(suppression).collect(),
            properties: properties(finding),
        }
    }

    fn related_locations(&mut self, related: &[&Note]) -> Vec<Location> {
        let locations = related.iter().enumerate();
        locations
            .map(|(i, note)| self.location(note.span, Some(i + 1), Some(&note.text)))
            .collect()
    }

    fn code_flows(&mut self, group: &Group<'o>) -> Vec<CodeFlow> {
        let mut left = MAX_STEPS;
        let mut flows = Vec::new();
        for item in group.items() {
            let trail = &item.finding.trail;
            if trail.len() < 2 || trail.len() > left {
                continue;
            }
            left -= trail.len();
            let steps = trail.iter().map(|note| ThreadFlowLocation {
                location: self.location(note.span, None, Some(&note.text)),
            });
            flows.push(CodeFlow {
                thread_flows: [ThreadFlow {
                    locations: steps.collect(),
                }],
            });
        }
        flows
    }

    fn fingerprints(&self, group: &Group<'o>) -> BTreeMap<&'static str, String> {
        let finding = group.first.finding;
        let line = self.hashes.get(&finding.span.file);
        let line = line.and_then(|lines| lines.get(&group.line)).cloned();
        let own = Some(&finding.fingerprint).filter(|own| !own.is_empty());
        let line = line.map(|hash| ("primaryLocationLineHash", hash));
        let own = own.map(|own| ("iaclint/v1", own.clone()));
        line.into_iter().chain(own).collect()
    }

    fn fix(&mut self, fix: &'o Fix) -> SarifFix<'o> {
        let mut by_file: BTreeMap<FileId, Vec<&'o Edit>> = BTreeMap::new();
        for edit in &fix.edits {
            by_file.entry(edit.span.file).or_default().push(edit);
        }
        let changes = by_file.into_iter().map(|(file, edits)| {
            let replacements = edits.into_iter().map(|edit| Replacement {
                deleted_region: self.region(edit.span),
                inserted_content: Content {
                    text: &edit.replacement,
                },
            });
            ArtifactChange {
                replacements: replacements.collect(),
                artifact_location: artifact(&self.sources.file(file).path),
            }
        });
        SarifFix {
            artifact_changes: changes.collect(),
            description: text(&fix.description),
        }
    }

    fn location(&mut self, span: Span, id: Option<usize>, note: Option<&str>) -> Location {
        Location {
            id,
            physical_location: PhysicalLocation {
                artifact_location: artifact(&self.sources.file(span.file).path),
                region: Some(self.region(span)),
            },
            message: note.map(|note| Message {
                text: escaped(&text(note).text),
            }),
        }
    }

    fn region(&mut self, span: Span) -> SarifRegion {
        let region = self.places.region(span);
        SarifRegion {
            start_line: region.start.line,
            start_column: region.start.column,
            end_line: region.end.line,
            end_column: region.end.column,
        }
    }
}

/// The places that the message links to: those of every finding, and a trail of one step, which is no flow.
fn related<'o>(group: &Group<'o>) -> Vec<&'o Note> {
    let mut seen = BTreeSet::new();
    let notes = group.items().flat_map(|item| {
        let trail = Some(&item.finding.trail).filter(|trail| trail.len() == 1);
        item.finding
            .related
            .iter()
            .chain(trail.into_iter().flatten())
    });
    notes
        .filter(|note| seen.insert(*note))
        .take(MAX_RELATED)
        .collect()
}

/// What is wrong on this line, where else, what to do, and links to the related places. The first sentence is the
/// title of the alert.
fn message(group: &Group<'_>, related: &[&Note]) -> String {
    let first = group.first.finding;
    let mut said = BTreeSet::from([first.message.as_str()]);
    let mut advised = BTreeSet::from([first.help.as_str(), ""]);
    let mut parts = vec![
        capital(sentence(first)),
        elsewhere(first),
        capital(sentence_of(&first.help)),
    ];
    let mut more = 0;
    for Item { finding, .. } in &group.others {
        if !said.insert(&finding.message) {
            continue;
        }
        if said.len() > MAX_NAMED + 1 {
            more += 1;
            continue;
        }
        parts.push(format!("Also on this line: {}", sentence(finding)));
        parts.push(elsewhere(finding));
        if advised.insert(&finding.help) {
            parts.push(capital(sentence_of(&finding.help)));
        }
    }
    if more > 0 {
        parts.push(format!("And {more} more on this line."));
    }
    let links = related.iter().enumerate().map(|(i, note)| {
        let text = escaped(&text(&note.text).text);
        format!("[{text}]({})", i + 1)
    });
    let links: Vec<String> = links.collect();
    if !links.is_empty() {
        parts.push(format!("See {}.", links.join(", ")));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn sentence(finding: &Finding) -> String {
    let own = sentence_of(&finding.message);
    let text = if own.is_empty() {
        sentence_of(finding.meta.summary)
    } else {
        own
    };
    match finding.verdict {
        Verdict::Fail if text.is_empty() => finding.meta.id.to_owned(),
        Verdict::Fail => text,
        Verdict::Undetermined => format!("Undetermined: {text}"),
    }
}

/// `text` on one line, its brackets escaped, with a full stop at its end.
fn sentence_of(text: &str) -> String {
    let text = escaped(&clean::line(text, MESSAGE_LIMIT));
    if text.ends_with(['.', '!', '?', '…', ':']) || text.is_empty() {
        text
    } else {
        format!("{text}.")
    }
}

/// `text` with a capital at its beginning where that is a plain word and not a name from the code.
fn capital(text: String) -> String {
    let word = text.split(' ').next().unwrap_or_default();
    match text.chars().next() {
        Some(first) if word.chars().all(|c| c.is_ascii_lowercase()) => {
            format!("{}{}", first.to_ascii_uppercase(), &text[1..])
        }
        _ => text,
    }
}

/// Brackets would begin a link.
fn escaped(text: &str) -> String {
    text.replace('[', "\\[").replace(']', "\\]")
}

fn elsewhere(finding: &Finding) -> String {
    let own = finding.subject.stack.as_deref();
    let stacks = finding
        .instances
        .iter()
        .map(|Instance { stack, .. }| stack.as_str());
    let others: BTreeSet<&str> = stacks.filter(|stack| Some(*stack) != own).collect();
    let count = others.len();
    if count == 0 {
        return String::new();
    }
    let named: Vec<&str> = others.into_iter().take(MAX_STACKS).collect();
    let s = if count == 1 { "" } else { "s" };
    let more = match count.saturating_sub(MAX_STACKS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named = escaped(&clean::line(&named.join(", "), MESSAGE_LIMIT));
    format!("Also in {count} other stack{s}: {named}{more}.")
}

fn suppression(item: Item<'_>) -> Option<Suppression> {
    item.reason.map(|reason| Suppression {
        kind: "inSource",
        status: "accepted",
        justification: text(reason).text,
    })
}

fn properties(finding: &Finding) -> BTreeMap<&'static str, &str> {
    let subject = &finding.subject;
    let all = [
        ("address", &subject.address),
        ("attribute", &subject.attribute),
        ("environment", &subject.environment),
        ("region", &subject.region),
        ("stack", &subject.stack),
    ];
    let present = all.into_iter().filter_map(|(name, value)| {
        let value = value.as_deref()?;
        Some((name, value))
    });
    present.collect()
}

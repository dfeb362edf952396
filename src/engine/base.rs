//! What is wrong now and was not at a base.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Severity, of_cause};
use crate::source::{Sources, Span};

use super::Outcome;

/// Takes out what was wrong at the base already, and says how much that is. Findings are the same by their rule, path,
/// address and attribute, however the lines have moved, also to another file of the folder; those of a file that was
/// moved by its own name, and what is said of a whole repository by what it says. What became graver is new.
pub fn keep_new(
    outcome: &mut Outcome,
    sources: &Sources,
    base: &Outcome,
    before: &Sources,
) -> usize {
    let count = outcome.findings.len();
    let sides = (sources, before);
    outcome.findings = new_of(&outcome.findings, &base.findings, sides);
    outcome.undetermined = new_of(&outcome.undetermined, &base.undetermined, sides);
    count - outcome.findings.len()
}

/// What two findings are the same by.
type Key = [String; 5];

type KeyOf<'k> = &'k dyn Fn(&Finding, &Sources, &Sources) -> Option<Key>;

fn new_of(
    findings: &[Finding],
    known: &[Finding],
    (sources, before): (&Sources, &Sources),
) -> Vec<Finding> {
    // What stands for several is new where one of them is, and then stands for those.
    let mut known: Vec<&Finding> = known.iter().flat_map(parts).collect();
    let mut left: Vec<(usize, Finding)> = Vec::new();
    for (at, finding) in findings.iter().enumerate() {
        left.extend(parts(finding).map(|part| (at, part.clone())));
    }
    // Where there are several of one kind, those that say the same are the same.
    let steps: [KeyOf<'_>; 5] = [
        &|finding, own, _| Some(key(finding, own, &finding.message)),
        &|finding, own, _| Some(key(finding, own, "")),
        &|finding, own, _| beside(finding, own),
        &|finding, own, other| moved(finding, own, other),
        &|finding, own, _| of_whole(finding, own),
    ];
    for key_of in steps {
        let mut severities: BTreeMap<Key, Vec<(Severity, usize)>> = BTreeMap::new();
        for (at, finding) in known.iter().enumerate() {
            if let Some(key) = key_of(finding, before, sources) {
                severities
                    .entry(key)
                    .or_default()
                    .push((finding.severity, at));
            }
        }
        let mut taken = vec![false; known.len()];
        left.retain(|(_, finding)| {
            let same = key_of(finding, sources, before);
            let Some(same) = same.and_then(|key| severities.get_mut(&key)) else {
                return true;
            };
            let known = same
                .iter()
                .position(|(severity, _)| *severity >= finding.severity);
            let Some(at) = known else {
                return true;
            };
            taken[same.remove(at).1] = true;
            false
        });
        let mut at = 0;
        known.retain(|_| {
            at += 1;
            !taken[at - 1]
        });
    }
    let mut groups: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    for (at, part) in left {
        groups.entry(at).or_default().push(part);
    }
    let new = groups.into_iter().filter_map(|(at, new)| {
        let told = &findings[at];
        if told.parts.len() <= new.len() {
            return Some(told.clone());
        }
        // Its fingerprint is that of its cause, however much of it is told.
        let fingerprint = told.fingerprint.clone();
        of_cause(new).map(|new| Finding { fingerprint, ..new })
    });
    new.collect()
}

/// The findings that one stands for.
fn parts(finding: &Finding) -> impl Iterator<Item = &Finding> {
    let own = finding.parts.is_empty().then_some(finding);
    own.into_iter().chain(&finding.parts)
}

fn key(finding: &Finding, own: &Sources, message: &str) -> Key {
    let subject = &finding.subject;
    [
        finding.meta.id.to_owned(),
        own.file(finding.span.file).path.clone(),
        subject.address.clone().unwrap_or_default(),
        subject.attribute.clone().unwrap_or_default(),
        message.to_owned(),
    ]
}

/// The same in any file of its folder: an address is that of one block there, whichever file holds it.
fn beside(finding: &Finding, own: &Sources) -> Option<Key> {
    let is_module = own.file(finding.span.file).kind.is_terraform();
    finding.subject.address.as_ref().filter(|_| is_module)?;
    let mut key = key(finding, own, "");
    let path = &mut key[1];
    path.truncate(path.rfind('/').unwrap_or_default());
    Some(key)
}

/// The same in another file, where no file is meant: what is said of a whole repository, environment or stack lies at
/// the beginning of its first file, which may be another one now. How many things there are is no matter.
fn of_whole(finding: &Finding, own: &Sources) -> Option<Key> {
    let is_whole = finding.subject.address.is_none()
        && finding.span == Span::file_start(finding.span.file)
        && own.file(finding.span.file).kind.is_terraform();
    let mut message = finding.message.clone();
    message.retain(|c| !c.is_ascii_digit());
    let mut key = key(finding, own, &message);
    key[1].clear();
    is_whole.then_some(key)
}

/// The same by the file's name alone, where the other end has no file at its path.
fn moved(finding: &Finding, own: &Sources, other: &Sources) -> Option<Key> {
    let path = &own.file(finding.span.file).path;
    if other.find_file(path).is_some() {
        return None;
    }
    let mut key = key(finding, own, "");
    path.rsplit('/')
        .next()
        .unwrap_or(path)
        .clone_into(&mut key[1]);
    Some(key)
}

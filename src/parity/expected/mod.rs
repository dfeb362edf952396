//! Which differences are declared: by an entry of `[[parity.expect]]`, or by a comment where they are written.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use globset::GlobSet;

use super::both::{Both, Which};
use super::comment::{self, Comment};
use super::pin::Pinned;
use super::wildcard;
use super::{Difference, Form, Label, Pairing, Standing};
use crate::config::{Expectation, globs};
use crate::source::{FileId, Sources, Span};

/// What became of the declarations in one comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expected {
    /// Of each entry of `[[parity.expect]]`, in the configuration's order.
    pub entries: Vec<Use>,
    /// The comments that declare a difference that there is.
    pub comments: BTreeSet<Span>,
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// It is about other environments.
    Foreign,
    /// It matches nothing.
    Unmet,
    /// It declares at least one difference, or part of one.
    Met,
    /// What it matches has other values, or is on the other side: `module.ecs.cpu is 512 in prod and 256 in test`.
    Changed(String),
}

/// Something that differs, as an entry sees it.
struct Subject<'d> {
    stack: &'d str,
    path: &'d str,
    pinned: Pinned<'d>,
    form: Form,
}

/// What an entry makes of a difference.
enum Fit {
    No,
    Yes,
    Changed(String),
}

/// An entry, ready to be asked.
struct Entry<'c> {
    at: usize,
    wanted: &'c Expectation,
    stack: Option<GlobSet>,
    /// What it says of each side.
    pins: Both<Option<&'c str>>,
    only: Option<Which>,
}

/// Says of each difference whether it may be.
pub(super) fn judge(pairing: &Pairing<'_>, differences: &mut [Difference]) -> Expected {
    let labels = pairing.sides.map(|side| side.label.clone());
    let parity = pairing.context.config.parity.as_ref();
    let entries = parity.map_or(&[][..], |parity| parity.expect.as_slice());
    apply(entries, &labels, pairing.context.sources, differences)
}

/// The same for differences of anything.
pub(super) fn apply(
    expectations: &[Expectation],
    labels: &Both<Label>,
    sources: &Sources,
    differences: &mut [Difference],
) -> Expected {
    let mut expected = Expected {
        entries: vec![Use::Foreign; expectations.len()],
        comments: BTreeSet::new(),
    };
    let numbered = expectations.iter().enumerate();
    let mut entries: Vec<Entry<'_>> = numbered
        .filter_map(|(at, wanted)| entry(at, wanted, labels))
        .collect();
    for entry in &entries {
        expected.entries[entry.at] = Use::Unmet;
    }
    // What holds longest is asked first: a day that has passed counts only where nothing else fits.
    entries.sort_by_key(|entry| match entry.wanted.until {
        None => (0, None, entry.at),
        Some(until) => (1, Some(std::cmp::Reverse(until)), entry.at),
    });
    let mut comments: BTreeMap<FileId, Vec<Comment>> = BTreeMap::new();
    for difference in differences {
        let declared = declaring(&entries, labels, difference, &mut expected);
        let commented = commenting(sources, &mut comments, difference);
        expected.comments.extend(commented);
        if difference.is_unexpected() {
            difference.standing = match (declared, commented) {
                (Some(at), _) => Standing::Declared(at),
                (None, Some(span)) => Standing::Commented(span),
                (None, None) => Standing::Unexpected,
            };
        }
    }
    expected
}

/// `None` where an entry is about other environments.
fn entry<'c>(at: usize, wanted: &'c Expectation, labels: &Both<Label>) -> Option<Entry<'c>> {
    let side = |name: &str| {
        let mut all = Which::ALL.into_iter();
        all.find(|which| labels.get(*which).is_called(name))
    };
    let mut pins = Both::default();
    for (name, value) in &wanted.pins {
        *pins.get_mut(side(name)?) = Some(value.value.as_str());
    }
    let only = match &wanted.only {
        Some(name) => Some(side(&name.value)?),
        None => None,
    };
    let stack = wanted.stack.as_ref();
    Some(Entry {
        at,
        wanted,
        stack: stack.map(|glob| globs(std::iter::once(glob.value.as_str()))),
        pins,
        only,
    })
}

impl Label {
    /// Whether a name in the configuration means this side: that of the environment means each of its regions.
    fn is_called(&self, name: &str) -> bool {
        let rest = self.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The stack of this name with its region, where this side is one region of an environment.
    fn with_region(&self, stack: &str) -> Option<String> {
        let (_, region) = self.name.split_once('/')?;
        Some(format!("{region}/{stack}"))
    }
}

/// The entry that declares a difference: itself, or everything that follows from it.
fn declaring(
    entries: &[Entry<'_>],
    labels: &Both<Label>,
    difference: &Difference,
    expected: &mut Expected,
) -> Option<usize> {
    let own = Subject {
        stack: &difference.stack,
        path: &difference.path,
        pinned: difference.pinned(),
        form: difference.form,
    };
    if let Some(at) = fitting(entries, labels, &own, expected) {
        return Some(at);
    }
    let follows = difference.follows.iter().map(|it| Subject {
        stack: &it.stack,
        path: &it.path,
        pinned: Pinned {
            shown: &it.shown,
            parts: &[],
        },
        form: form(&it.shown),
    });
    // Each is asked, so that none of the entries that fit one of them counts as one that matches nothing.
    let fits: Vec<Option<usize>> = follows
        .map(|subject| fitting(entries, labels, &subject, expected))
        .collect();
    let all: Option<Vec<usize>> = fits.into_iter().collect();
    all?.first().copied()
}

/// The first entry that fits; what became of each is noted.
fn fitting(
    entries: &[Entry<'_>],
    labels: &Both<Label>,
    subject: &Subject<'_>,
    expected: &mut Expected,
) -> Option<usize> {
    let mut found = None;
    for entry in entries {
        let state = &mut expected.entries[entry.at];
        match entry.fit(labels, subject) {
            Fit::No => {}
            Fit::Yes => {
                *state = Use::Met;
                found = found.or(Some(entry.at));
            }
            Fit::Changed(_) if *state == Use::Met => {}
            Fit::Changed(now) => *state = Use::Changed(now),
        }
    }
    found
}

impl Entry<'_> {
    fn fit(&self, labels: &Both<Label>, subject: &Subject<'_>) -> Fit {
        let in_stack = self.stack.as_ref();
        let is_here = in_stack.is_none_or(|globs| {
            // Where two regions are compared, the stacks are named without them.
            let full = Which::ALL.map(|which| labels.get(which).with_region(subject.stack));
            globs.is_match(subject.stack) || full.iter().flatten().any(|it| globs.is_match(it))
        });
        if !is_here || !is_meant(&self.wanted.what.value, subject.path) {
            return Fit::No;
        }
        let is_side = self
            .only
            .is_none_or(|only| subject.form == Form::Only(only));
        let is_pinned = Which::ALL.into_iter().all(|which| {
            let pin = *self.pins.get(which);
            pin.is_none_or(|pin| subject.pinned.is_met(which, pin))
        });
        if is_side && is_pinned {
            return Fit::Yes;
        }
        let shown = subject.pinned.shown;
        if shown.reference.is_none() && shown.other.is_none() {
            return Fit::Changed(format!("{} differs in another way now", subject.path));
        }
        let value = |which: Which| match shown.get(which) {
            Some(shown) => format!("{shown} in {}", labels.get(which).name),
            None => format!("not in {}", labels.get(which).name),
        };
        Fit::Changed(format!(
            "{} is {} and {}",
            subject.path,
            value(Which::Reference),
            value(Which::Other)
        ))
    }
}

/// Whether `what` means a path. `resource.` may be left out on either side.
fn is_meant(what: &str, path: &str) -> bool {
    let bare = |text: &str| text.strip_prefix("resource.").unwrap_or(text).to_owned();
    wildcard::is_match(what, path) || wildcard::is_match(&bare(what), &bare(path))
}

/// The form of what has these values.
fn form(shown: &Both<Option<String>>) -> Form {
    match (&shown.reference, &shown.other) {
        (Some(_), None) => Form::Only(Which::Reference),
        (None, Some(_)) => Form::Only(Which::Other),
        _ => Form::Different,
    }
}

/// The comment that declares a difference, at either of its places.
fn commenting(
    sources: &Sources,
    read: &mut BTreeMap<FileId, Vec<Comment>>,
    difference: &Difference,
) -> Option<Span> {
    let places = [difference.places.reference, difference.places.other];
    places.into_iter().flatten().find_map(|place| {
        let line = sources.text(place.file).line_column(place.start).line;
        let comments = read
            .entry(place.file)
            .or_insert_with(|| comment::of_file(sources, place.file));
        let found = comments.iter().find(|it| it.is_about(line))?;
        (!found.reason.is_empty()).then_some(found.span)
    })
}

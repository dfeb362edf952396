//! Where modules come from, and in which versions.

use crate::diagnostic::Severity;
use crate::repo::version::Dialect;
use crate::repo::{ModuleCall, ModuleSource};
use crate::source::Span;

use super::super::both::Both;
use super::super::inventory::{place_of, same_calls};
use super::super::{Consequence, Difference, Form};
use super::promotion::{self, Asked};
use super::{Looked, inputs};

/// The rule of modules whose code comes from other places.
pub(super) const SOURCE: &str = "parity-module-source";

/// Adds what differs: of each call only the first of its source, its version and its inputs.
pub(super) fn compare(looked: &Looked<'_, '_>, into: &mut Vec<Difference>) {
    let sources = looked.pairing.context.sources;
    let calls = same_calls(sources, looked.modules, looked.words.as_ref());
    for both in calls.pairs {
        let folders = looked.modules.map(|module| module.path.as_str());
        let places = Both::of(|which| place_of(&both.get(which).source, folders.get(which)));
        let Some(places) = places.both() else {
            continue;
        };
        let words = looked.words.as_ref();
        if !words.are_same(&places.reference, &places.other) {
            into.push(other_source(looked, both, places));
            continue;
        }
        let versions = both.map(|call| asked(call));
        let Some(versions) = versions.both() else {
            continue;
        };
        let mut found = Vec::new();
        inputs::compare(looked, both, &mut found);
        let asked = versions.as_ref().map(|(asked, _)| asked);
        if asked.reference.is_same(asked.other) {
            into.append(&mut found);
        } else {
            into.push(other_version(looked, both, &versions, found));
        }
    }
}

fn other_source(
    looked: &Looked<'_, '_>,
    both: Both<&ModuleCall<'_>>,
    places: Both<String>,
) -> Difference {
    let path = format!("module.{}", both.reference.name);
    let start = looked.difference(SOURCE, Form::Different, path);
    Difference {
        shown: Both::new(Some(places.reference), Some(places.other)),
        places: both.map(|call| Some(call.source_span)),
        severity: Severity::Error,
        reason:
            "the two run different code, so that what one of them shows says nothing of the other"
                .to_owned(),
        ..start
    }
}

/// What version a call asks for, and where. `None` where that is not a plain text.
fn asked(call: &ModuleCall<'_>) -> Option<(Asked, Span)> {
    let at_source = |asked| Some((asked, call.source_span));
    let of_reference = |reference: &Option<String>| match reference {
        Some(reference) => Asked::Reference(reference.clone()),
        None => Asked::Newest,
    };
    match &call.source {
        ModuleSource::Local(_) => at_source(Asked::Tree),
        ModuleSource::Own { reference, .. } | ModuleSource::Git(_, reference) => {
            at_source(of_reference(reference))
        }
        ModuleSource::Registry(_) => {
            let Some(version) = call.block.body.attribute("version") else {
                return at_source(Asked::Newest);
            };
            let text = version.value.as_str()?.to_owned();
            let asked = Asked::Constraints(text, Dialect::TerraformOrModule);
            Some((asked, version.value.span))
        }
        ModuleSource::Outside(_) | ModuleSource::Remote(_) => at_source(Asked::Newest),
        ModuleSource::Computed | ModuleSource::Missing => None,
    }
}

fn other_version(
    looked: &Looked<'_, '_>,
    both: Both<&ModuleCall<'_>>,
    versions: &Both<(Asked, Span)>,
    inputs: Vec<Difference>,
) -> Difference {
    let path = format!("module.{}", both.reference.name);
    let start = looked.difference("parity-module-version", Form::Different, path);
    // Each version takes its own inputs.
    let follows = inputs.into_iter().map(|input| Consequence {
        stack: input.stack,
        path: input.path,
        shown: input.shown,
    });
    let difference = Difference {
        shown: versions.map(|(asked, _)| Some(asked.shown())),
        places: versions.map(|(_, span)| Some(*span)),
        follows: follows.collect(),
        ..start
    };
    let asked = (&versions.reference.0, &versions.other.0);
    promotion::judge(looked.pairing, asked, difference)
}

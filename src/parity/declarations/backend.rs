//! The shape of backends: of which kind they are, whether the state is locked and encrypted. Not where it lies.

use crate::config::Tier;
use crate::diagnostic::Severity;
use crate::eval::Value;
use crate::plan::Backend;

use super::super::both::{Both, Which};
use super::super::{Difference, Form};
use super::Looked;

const BACKEND: &str = "parity-backend-shape";

/// Adds what differs.
pub(super) fn compare(looked: &Looked<'_, '_>, into: &mut Vec<Difference>) {
    let plan = looked.pairing.plan();
    let backends = looked.pair.ids.map(|id| plan.backend(*id));
    if backends.reference.kind != backends.other.kind {
        let start = looked.difference(BACKEND, Form::Different, "backend.type".to_owned());
        into.push(Difference {
            shown: backends.map(|it| Some(it.kind.clone())),
            places: backends.map(|it| Some(it.span)),
            reason: "their states are kept in different ways, which fail and are restored in different ways"
                .to_owned(),
            ..start
        });
        return;
    }
    if backends.reference.kind != "s3" {
        return;
    }
    let locks = (
        "backend.lock",
        "not locked",
        "two runs at a time can destroy its state",
    );
    flag(looked, backends, locks, &is_locked, into);
    let keys = (
        "backend.encrypt",
        "not encrypted",
        "its state, and the secrets in it, are not encrypted by Terraform",
    );
    flag(looked, backends, keys, &is_encrypted, into);
}

/// What a backend has of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Has {
    /// It has it, in a few words.
    It(&'static str),
    /// It does not have it.
    Nothing,
    /// Parts of the backend are not in the repository.
    Unknown,
}

fn flag(
    looked: &Looked<'_, '_>,
    backends: Both<&Backend>,
    (path, absent, harm): (&str, &str, &str),
    have: &dyn Fn(&Backend) -> Has,
    into: &mut Vec<Difference>,
) {
    let found = backends.map(|it| have(it));
    let weaker = match (found.reference, found.other) {
        (Has::It(_), Has::Nothing) => Which::Other,
        (Has::Nothing, Has::It(_)) => Which::Reference,
        _ => return,
    };
    let label = &looked.pairing.sides.get(weaker).label;
    let start = looked.difference(BACKEND, Form::Different, path.to_owned());
    into.push(Difference {
        shown: found.map(|it| match it {
            Has::It(words) => Some((*words).to_owned()),
            Has::Nothing | Has::Unknown => Some(absent.to_owned()),
        }),
        places: backends.map(|it| Some(it.span)),
        weaker: Some(weaker),
        severity: match label.tier {
            Some(Tier::Production) => Severity::Error,
            _ => Severity::Warning,
        },
        reason: format!("{}: {harm}", label.name),
        ..start
    });
}

fn is_locked(backend: &Backend) -> Has {
    let table = backend.arguments.get("dynamodb_table");
    match switch(backend, "use_lockfile") {
        Some(true) => Has::It("locked by a file"),
        _ if table.is_some_and(|it| !it.is_null()) => Has::It("locked by a table"),
        Some(false) => Has::Nothing,
        None => Has::Unknown,
    }
}

fn is_encrypted(backend: &Backend) -> Has {
    match switch(backend, "encrypt") {
        Some(true) => Has::It("encrypted"),
        Some(false) => Has::Nothing,
        None => Has::Unknown,
    }
}

/// Whether an argument is on, which it is not where it is left out; `None` where that is not known, since parts of the
/// backend are not in the repository.
fn switch(backend: &Backend, name: &str) -> Option<bool> {
    match backend.arguments.get(name).map(Value::as_switch) {
        Some(known) => known,
        None => backend.identity.is_ok().then_some(false),
    }
}

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

/// Something of a backend that one side has: in a few words, or nothing; `None` where it is not known.
type Have<'b> = &'b dyn Fn(&Backend) -> Option<Option<String>>;

fn flag(
    looked: &Looked<'_, '_>,
    backends: Both<&Backend>,
    (path, absent, harm): (&str, &str, &str),
    have: Have<'_>,
    into: &mut Vec<Difference>,
) {
    let Some(found) = backends.map(|it| have(it)).both() else {
        return;
    };
    let weaker = match (&found.reference, &found.other) {
        (Some(_), None) => Which::Other,
        (None, Some(_)) => Which::Reference,
        _ => return,
    };
    let label = &looked.pairing.sides.get(weaker).label;
    let start = looked.difference(BACKEND, Form::Different, path.to_owned());
    into.push(Difference {
        shown: found.map(|it| Some(it.clone().unwrap_or_else(|| absent.to_owned()))),
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

fn is_locked(backend: &Backend) -> Option<Option<String>> {
    let file = switch(backend, "use_lockfile")?;
    let table = backend
        .arguments
        .get("dynamodb_table")
        .filter(|it| !it.is_null());
    if file {
        return Some(Some("locked by a file".to_owned()));
    }
    Some(table.map(|_| "locked by a table".to_owned()))
}

fn is_encrypted(backend: &Backend) -> Option<Option<String>> {
    switch(backend, "encrypt").map(|is_on| is_on.then(|| "encrypted".to_owned()))
}

/// Whether an argument is on, which it is not where it is left out; `None` where that is not known, since parts of the
/// backend are not in the repository.
fn switch(backend: &Backend, name: &str) -> Option<bool> {
    match backend.arguments.get(name).map(Value::as_switch) {
        Some(known) => known,
        None => backend.identity.is_ok().then_some(false),
    }
}

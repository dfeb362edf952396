//! Files beside a stack's configuration that it reads, and that only one side has.
//!
//! Terraform's own files are judged by what they declare, wherever it stands, and files that nothing reads are none of
//! the system.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::Value;
use crate::hcl::{Call, Expression, ExpressionKind, walk_expression};
use crate::plan::Visit;
use crate::repo::{Module, StackId};
use crate::source::{FileId, FileKind, Span, join_path};

use super::super::both::{Both, Which};
use super::super::{Difference, Form, Found, Level, Pairing, StackPair};
use super::{difference, existence, only};

const FILE: (&str, Level) = ("parity-file-missing", Level::Inventory);

/// Adds the files that one side alone has.
pub(super) fn compare(pairing: &Pairing<'_>, pair: &StackPair, found: &mut Found) {
    let repo = pairing.context.repo;
    let modules = pair.ids.map(|id| repo.module(repo.stack(*id).module));
    if modules.reference.directory == modules.other.directory {
        return;
    }
    let read = pair.ids.map(|id| read_files(pairing, *id));
    let words = pairing.words(pair);
    for which in Which::ALL {
        let others = read.get(which.opposite());
        let is_there = |path: &str| {
            let mut others = others.keys();
            others.any(|other| {
                let (left, right) = match which {
                    Which::Reference => (path, other.as_str()),
                    Which::Other => (other.as_str(), path),
                };
                words.as_ref().are_same(left, right)
            })
        };
        for (path, file) in read.get(which).iter().filter(|(path, _)| !is_there(path)) {
            add(pairing, (pair, which), path, *file, found);
        }
    }
    lock_file(pairing, pair, modules, found);
}

fn add(
    pairing: &Pairing<'_>,
    (pair, which): (&StackPair, Which),
    path: &str,
    file: FileId,
    found: &mut Found,
) {
    let shown = pairing.context.sources.file(file).path.clone();
    let (shown, places) = only(which, shown, Span::file_start(file));
    let (severity, reason) = existence(pairing, which);
    let start = difference(FILE, Form::Only(which), &pair.name, format!("file:{path}"));
    found.differences.push(Difference {
        shown,
        places,
        severity,
        reason,
        ..start
    });
}

/// The name of the file in which Terraform keeps the versions of providers that it chose.
pub(in crate::parity) const LOCK_FILE: &str = ".terraform.lock.hcl";

fn lock_file(
    pairing: &Pairing<'_>,
    pair: &StackPair,
    modules: Both<&Module<'_>>,
    found: &mut Found,
) {
    let sources = pairing.context.sources;
    let files = modules.map(|module| sources.file_in(module.directory, LOCK_FILE));
    let (which, file) = match (files.reference, files.other) {
        (Some(file), None) => (Which::Reference, file),
        (None, Some(file)) => (Which::Other, file),
        _ => return,
    };
    let name = &pairing.sides.get(which.opposite()).label.name;
    let (shown, places) = only(which, LOCK_FILE.to_owned(), Span::file_start(file));
    let start = difference(
        FILE,
        Form::Only(which),
        &pair.name,
        format!("file:{LOCK_FILE}"),
    );
    found.differences.push(Difference {
        shown,
        places,
        weaker: Some(which.opposite()),
        reason: format!("{name} takes whatever version of its providers is the newest on the day"),
        ..start
    });
}

/// The files in a stack's own folder that its expressions read, by their paths from there.
fn read_files(pairing: &Pairing<'_>, id: StackId) -> BTreeMap<String, FileId> {
    let (repo, sources) = (pairing.context.repo, pairing.context.sources);
    let folder = &repo.module(repo.stack(id).module).path;
    let walk = pairing.plan().walk(id);
    let mut paths = BTreeSet::new();
    for visit in walk.visits() {
        visit.module.each_expression(&mut |outer| {
            walk_expression(outer, &mut |expression| {
                if let ExpressionKind::Call(call) = &expression.kind {
                    paths.extend(paths_of(&visit, expression, call));
                }
            });
        });
    }
    let mut found = BTreeMap::new();
    for path in paths {
        let Some(path) = join_path(folder, &path) else {
            continue;
        };
        let below = match folder.as_str() {
            "" => Some(path.as_str()),
            folder => path
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix('/')),
        };
        let (Some(below), Some(file)) = (below, sources.find_file(&path)) else {
            continue;
        };
        if counts(below, sources.file(file).kind) {
            found.insert(below.to_owned(), file);
        }
    }
    found
}

/// Whether a file is a part of the system where something reads it.
fn counts(path: &str, kind: FileKind) -> bool {
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    !is_hidden && matches!(kind, FileKind::Json | FileKind::Yaml | FileKind::Other)
}

/// The paths that a call reads, from the stack's folder; empty where it reads none or where they are not known.
fn paths_of(visit: &Visit<'_>, expression: &Expression, call: &Call) -> Vec<String> {
    let name = call.name.text.rsplit("::").next().unwrap_or_default();
    let is_read = name == "templatefile" || (name.starts_with("file") && name != "fileset");
    let known = |at: usize| {
        let argument = call.arguments.get(at).filter(|it| is_bound(it));
        let value = argument.map(|it| visit.evaluate(it));
        value.as_ref().and_then(Value::as_str).map(str::to_owned)
    };
    if is_read {
        return known(0).into_iter().collect();
    }
    if name != "fileset" || !call.arguments.iter().all(is_bound) {
        return Vec::new();
    }
    let Some(folder) = known(0) else {
        return Vec::new();
    };
    let listed = visit.evaluate(expression);
    let names = listed.elements().map_or(&[][..], |names| &**names);
    let names = names.iter().filter_map(Value::as_str);
    names.map(|name| format!("{folder}/{name}")).collect()
}

/// Whether an expression can be evaluated where it stands alone: it uses nothing that only its surroundings bind.
fn is_bound(expression: &Expression) -> bool {
    const ROOTS: [&str; 6] = ["var", "local", "module", "data", "path", "terraform"];
    let mut is_bound = true;
    walk_expression(expression, &mut |inner| {
        if let ExpressionKind::Variable(name) = &inner.kind {
            is_bound &= ROOTS.contains(&&**name);
        }
    });
    is_bound
}

//! Files that a stack reads because they are there, and that only one side has.
//!
//! Terraform's own files are judged by what they declare, wherever it stands; a file that is read by its name is there
//! wherever it is read; and files that nothing reads are none of the system. What is left are those that `fileset`
//! finds.

use std::collections::{BTreeMap, BTreeSet};

use crate::hcl::{Expression, ExpressionKind, walk_expression};
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
    let listed = pair.ids.map(|id| listed_files(pairing, *id));
    let words = &pair.words;
    for which in Which::ALL {
        let are_same = |own: &str, other: &str| {
            let (left, right) = match which {
                Which::Reference => (own, other),
                Which::Other => (other, own),
            };
            words.as_ref().are_same(left, right)
        };
        let others = listed.get(which.opposite());
        let mut told = BTreeSet::new();
        for (what, files) in listed.get(which) {
            // Where the other side does not look for such files, its code is what differs.
            let same = others.iter().filter(|(other, _)| are_same(what, other));
            let same: Vec<&Files> = same.map(|(_, files)| files).collect();
            let is_there = |path: &str| {
                let mut all = same.iter().flat_map(|files| files.keys());
                all.any(|other| are_same(path, other))
            };
            for (path, file) in files {
                if !same.is_empty() && !is_there(path) && told.insert(path) {
                    add(pairing, (pair, which), path, *file, found);
                }
            }
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

/// Files by their paths from the stack's folder.
type Files = BTreeMap<String, FileId>;

/// The files in a stack's own folder that its expressions list, by what they look for.
fn listed_files(pairing: &Pairing<'_>, id: StackId) -> BTreeMap<String, Files> {
    let repo = pairing.context.repo;
    let folder = &repo.module(repo.stack(id).module).path;
    let walk = pairing.plan().walk(id);
    let mut found: BTreeMap<String, Files> = BTreeMap::new();
    for visit in walk.visits() {
        visit.module.each_expression(&mut |outer| {
            walk_expression(outer, &mut |expression| {
                if let Some((what, names)) = listing(&visit, expression) {
                    let files = found.entry(what).or_default();
                    let names = names.iter();
                    files.extend(names.filter_map(|name| own_file(pairing, folder, name)));
                }
            });
        });
    }
    found
}

/// A file by its path from the stack's folder, if it lies there and is none of Terraform's own.
fn own_file(pairing: &Pairing<'_>, folder: &str, path: &str) -> Option<(String, FileId)> {
    let sources = pairing.context.sources;
    let path = join_path(folder, path)?;
    let below = match folder {
        "" => path.as_str(),
        folder => path.strip_prefix(folder)?.strip_prefix('/')?,
    };
    let file = sources.find_file(&path)?;
    let kind = sources.file(file).kind;
    let counts = matches!(kind, FileKind::Json | FileKind::Yaml | FileKind::Other);
    counts.then(|| (below.to_owned(), file))
}

/// What a call of `fileset` looks for, and the paths that it finds, from the stack's folder. `None` for anything else,
/// and where that is not known.
fn listing(visit: &Visit<'_>, expression: &Expression) -> Option<(String, Vec<String>)> {
    let ExpressionKind::Call(call) = &expression.kind else {
        return None;
    };
    let name = call.name.text.rsplit("::").next()?;
    let [folder, pattern] = &call.arguments[..] else {
        return None;
    };
    if name != "fileset" || !is_bound(folder) || !is_bound(pattern) {
        return None;
    }
    let text = |argument: &Expression| visit.evaluate(argument).as_str().map(str::to_owned);
    let (folder, pattern) = (text(folder)?, text(pattern)?);
    let found = visit.evaluate(expression);
    let names = found.elements()?.iter();
    let names = names.map(|name| Some(format!("{folder}/{}", name.as_str()?)));
    Some((format!("{folder}/{pattern}"), names.collect::<Option<_>>()?))
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

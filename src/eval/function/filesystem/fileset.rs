//! `fileset`: the files that a pattern names.

use crate::source::relative_path;
use crate::types::Type;

use crate::eval::equality::make_set;
use crate::eval::scope::{FileProblem, Files};
use crate::eval::unknown::{Cause, Shape, Unknown};
use crate::eval::value::Value;

use super::super::{Environment, Failure};
use super::not_known;
use super::path::{Path, clean, from_stack};
use super::pattern::{Pattern, Problem, is_glob};

/// No path is longer on Linux, in bytes, and so nothing matches a pattern without `**` that is. It bounds the recursion
/// over a pattern.
const MAX_PATTERN: usize = 4096;

/// The files below a folder that a pattern names. The folder counts as part of the pattern, as Terraform has it.
pub(super) fn file_set(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let files = environment.files;
    let pattern = given[1].as_str().unwrap_or_default();
    let folder = match Path::of(&given[0]) {
        Some(Path::Known(path)) if path.starts_with('/') => return Ok(unknown_set()),
        Some(Path::Known(path)) => clean(path),
        Some(Path::Inside(path)) => from_stack(files, &clean(&path)),
        None => return Ok(Unknown::derived(set(), given).not_null().into()),
    };
    if folder.starts_with('/') {
        return Ok(unknown_set());
    }
    let pattern = match pattern {
        "" => folder.clone(),
        pattern => clean(&format!("{folder}/{pattern}")),
    };
    if pattern.len() > MAX_PATTERN {
        return Ok(Value::unknown(set(), Cause::Budget));
    }
    let parts: Vec<&str> = pattern.split('/').collect();
    let fixed = parts.iter().take_while(|part| !is_glob(part)).count();
    if fixed == parts.len() {
        return Ok(single(files, &folder, &pattern));
    }
    let base = match fixed {
        0 => ".".to_owned(),
        _ => parts[..fixed].join("/"),
    };
    let listed = match files.list(&base) {
        Ok(listed) => listed,
        Err(FileProblem::Missing | FileProblem::Unusable(_)) => return Ok(known_set(vec![])),
        Err(FileProblem::Elsewhere(_)) => return Ok(unknown_set()),
    };
    // To go over them is nothing beside what each one that matches takes.
    environment.spend(listed.len())?;
    let search = Search {
        folder: &folder,
        base: &base,
        pattern: Pattern::new(parts[fixed..].to_vec()),
    };
    let result = search.run(&listed, &files.uncertain(&base));
    environment.spend(search.pattern.steps_taken())?;
    match result {
        Ok(found) => Ok(found),
        Err(Problem::Work) => Ok(Value::unknown(set(), Cause::Budget)),
        Err(Problem::Malformed) => {
            let message = format!("{:?} is malformed", given[1].as_str().unwrap_or_default());
            Err(Failure::of_argument(1, message))
        }
    }
}

/// A pattern and the folders that count.
struct Search<'s> {
    /// The one that the results are relative to.
    folder: &'s str,
    /// The one that the pattern applies to.
    base: &'s str,
    pattern: Pattern<'s>,
}

impl Search<'_> {
    /// What is found among files, where others may be there too.
    fn run(&self, listed: &[String], uncertain: &[String]) -> Result<Value, Problem> {
        let mut found = Vec::new();
        for file in listed {
            if self.pattern.matches(file)? {
                let path = clean(&format!("{}/{file}", self.base));
                found.push(Value::string(relative(self.folder, &path)));
            }
        }
        for path in uncertain {
            let may_match = match path.strip_suffix('/') {
                Some(folder) => self.pattern.may_match_below(folder)?,
                None => self.pattern.matches(path)?,
            };
            if may_match {
                return Ok(open_set(found));
            }
        }
        Ok(known_set(found))
    }
}

/// The set of one file, or of none.
fn single(files: &dyn Files, folder: &str, path: &str) -> Value {
    // A `~` has no meaning here.
    let literal = if path.starts_with('~') {
        format!("./{path}")
    } else {
        path.to_owned()
    };
    match files.exists(&literal) {
        Ok(true) => known_set(vec![Value::string(relative(folder, path))]),
        Ok(false) | Err(FileProblem::Missing | FileProblem::Unusable(_)) => known_set(vec![]),
        Err(FileProblem::Elsewhere(_)) => unknown_set(),
    }
}

/// A clean path as seen from a clean folder.
fn relative(folder: &str, path: &str) -> String {
    let part = |path| if path == "." { "" } else { path };
    relative_path(part(folder), part(path))
}

fn set() -> Type {
    Type::set(Type::String)
}

fn known_set(items: Vec<Value>) -> Value {
    make_set(Type::String, items)
}

fn unknown_set() -> Value {
    not_known(set())
}

/// A set that has these elements and may have others.
fn open_set(known: Vec<Value>) -> Value {
    let mut unknown = Unknown::new(set(), Cause::Environment).not_null();
    unknown.refinement.min_length = known.len() as u64;
    let shape = Shape::Open {
        known: known.into(),
        each: not_known(Type::String).into(),
    };
    unknown.shaped(shape).into()
}

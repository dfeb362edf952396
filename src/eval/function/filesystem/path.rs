//! Paths as texts: Terraform's functions never look whether something is there.
//!
//! The absolute path of the repository differs from machine to machine. A path that begins with it is a string with
//! a hole: the hole is a folder of the repository, and what follows is known.

use std::sync::Arc;

use crate::source::{join_path, relative_path};
use crate::types::Type;

use crate::eval::scope::Files;
use crate::eval::text::Text;
use crate::eval::unknown::{Cause, Part, Shape, Unknown};
use crate::eval::value::Value;

use super::super::{Environment, Failure};
use super::not_known;

/// A path, as far as it is known.
pub(super) enum Path<'v> {
    /// Wholly known, relative or absolute.
    Known(&'v str),
    /// Absolute: what follows the path of the repository's root. Empty or with a leading `/`, except where it goes on
    /// the name of the root folder itself.
    Inside(String),
}

impl<'v> Path<'v> {
    pub(super) fn of(value: &'v Value) -> Option<Self> {
        if let Some(text) = value.as_str() {
            return Some(Self::Known(text));
        }
        let (folder, rest) = match &value.as_unknown()?.shape {
            Shape::Folder(folder) => (folder, ""),
            Shape::Template(parts) => match &**parts {
                [Part::Hole(hole), Part::Text(text, _)] => match &hole.as_unknown()?.shape {
                    Shape::Folder(folder) => (folder, text.as_str()),
                    _ => return None,
                },
                _ => return None,
            },
            _ => return None,
        };
        let slash = if folder.is_empty() { "" } else { "/" };
        Some(Self::Inside(format!("{slash}{folder}{rest}")))
    }
}

/// The path from the folder of the stack that a string names: a known one as it is, and one that begins with the path
/// of the repository as a relative one. `None` where the string is not known.
pub(in crate::eval) fn path_of(files: &dyn Files, value: &Value) -> Option<String> {
    match Path::of(value)? {
        Path::Known(text) => Some(text.to_owned()),
        Path::Inside(path) => Some(from_stack(files, &path)),
    }
}

/// A path that begins with the repository's own, from the folder of the stack. What leads out of the repository
/// becomes an absolute path.
pub(super) fn from_stack(files: &dyn Files, path: &str) -> String {
    match (in_repository(path), files.folder(".")) {
        (Some(path), Some(stack)) => relative_path(&stack, &path),
        _ => "/".to_owned(),
    }
}

/// The root-relative path of what follows the path of the root; `None` where that leads out of the repository.
fn in_repository(path: &str) -> Option<String> {
    (path.is_empty() || path.starts_with('/'))
        .then(|| join_path("", path))
        .flatten()
}

/// An absolute path in the repository, written from the folder that it shares with the working directory: the
/// working directory itself comes out as `path.cwd` is.
fn absolute_path(files: &dyn Files, path: &str) -> Value {
    let stack = files.folder(".").unwrap_or_default();
    let parts = |path: &str| -> Vec<String> {
        let parts = path.split('/').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let (stack, path) = (parts(&stack), parts(path));
    let pairs = stack.iter().zip(&path);
    let shared = pairs.take_while(|(a, b)| a == b).count();
    let folder: Arc<str> = path[..shared].join("/").into();
    let unknown = || Unknown::new(Type::String, Cause::Environment).not_null();
    let folder = Value::from(unknown().shaped(Shape::Folder(folder)));
    if shared == path.len() {
        return folder;
    }
    let rest = Text::new(&format!("/{}", path[shared..].join("/")));
    let parts = [Part::Hole(folder), Part::Text(rest, None)];
    unknown().shaped(Shape::Template(parts.into())).into()
}

/// A path in the shortest form that means the same, as Go's `path.Clean` has it.
pub(super) fn clean(path: &str) -> String {
    let is_absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if is_absolute => {}
            part => parts.push(part),
        }
    }
    match (is_absolute, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}

fn derived(given: &[Value]) -> Value {
    Unknown::derived(Type::String, given).not_null().into()
}

pub(super) fn absolute(environment: &Environment<'_>, given: &[Value]) -> Value {
    let files = environment.files;
    let inside = match Path::of(&given[0]) {
        Some(Path::Known(text)) if text.starts_with('/') => return Value::string(clean(text)),
        Some(Path::Known(text)) => files.folder(text).map(|path| path.to_string()),
        Some(Path::Inside(path)) => in_repository(&path),
        None => return derived(given),
    };
    match inside {
        Some(path) => absolute_path(files, &path),
        None => not_known(Type::String),
    }
}

pub(super) fn base_name(given: &[Value]) -> Value {
    let name = match Path::of(&given[0]) {
        Some(Path::Known("")) => Some(".".to_owned()),
        Some(Path::Known(path)) => {
            let path = path.trim_end_matches('/');
            let name = path.rsplit('/').next().unwrap_or_default();
            Some(if name.is_empty() { "/" } else { name }.to_owned())
        }
        Some(Path::Inside(path)) => last_name(&path),
        None => last_text(&given[0]).and_then(last_name),
    };
    name.map_or_else(|| derived(given), Value::string)
}

/// The last name of a path of which only the end is known; `None` where it may begin before that.
fn last_name(path: &str) -> Option<String> {
    let (_, name) = path.trim_end_matches('/').rsplit_once('/')?;
    Some(name.to_owned())
}

/// The known text that a string ends with.
fn last_text(value: &Value) -> Option<&str> {
    match &value.as_unknown()?.shape {
        Shape::Template(parts) => match parts.last() {
            Some(Part::Text(text, _)) => Some(text.as_str()),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn directory_name(environment: &Environment<'_>, given: &[Value]) -> Value {
    let before = |path: &str| path.rfind('/').map(|slash| path[..=slash].to_owned());
    match Path::of(&given[0]) {
        Some(Path::Known(path)) => Value::string(clean(&before(path).unwrap_or_default())),
        Some(Path::Inside(path)) => match before(&path).and_then(|path| in_repository(&path)) {
            Some(path) => absolute_path(environment.files, &path),
            None => not_known(Type::String),
        },
        None => derived(given),
    }
}

pub(super) fn expand(given: &[Value]) -> Result<Value, Failure> {
    match Path::of(&given[0]) {
        Some(Path::Known(path)) => match path.strip_prefix('~') {
            None => Ok(given[0].clone()),
            Some(rest) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
                Ok(not_known(Type::String))
            }
            Some(_) => {
                let message = "a ~ is expanded only for the user who runs Terraform: nothing but a / may follow it";
                Err(Failure::of_argument(0, message))
            }
        },
        Some(Path::Inside(_)) => Ok(given[0].clone()),
        None => Ok(derived(given)),
    }
}

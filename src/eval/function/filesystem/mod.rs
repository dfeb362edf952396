//! Files and their paths. Only the repository's own files are looked at, through [`Files`].

mod fileset;
mod path;
mod pattern;

use crate::source::Span;
use crate::types::Type;

use crate::eval::fault::FaultKind;
use crate::eval::scope::{FileProblem, Files};
use crate::eval::unknown::{Cause, Unknown};
use crate::eval::value::Value;

use super::encoding::base64;
use super::{Accepts, Compute, Environment, Failure, Function, Parameter, ResultType, hash};

pub(in crate::eval) use path::path_of;

const PATH: Parameter = Parameter::new("path", Accepts::String).takes_unknown();

const fn of_path(name: &'static str, compute: Compute) -> Function {
    Function::new(name, &[PATH], ResultType::String, compute)
}

pub(super) const ALL: &[Function] = &[
    of_path("abspath", |environment, given| {
        Ok(path::absolute(environment, given))
    }),
    of_path("basename", |_, given| Ok(path::base_name(given))),
    of_path("dirname", |environment, given| {
        Ok(path::directory_name(environment, given))
    }),
    of_path("file", |environment, given| {
        let value = with_bytes(environment, given, text)?;
        Ok(written_in_file(environment, given, value))
    }),
    of_path("filebase64", |environment, given| {
        with_bytes(environment, given, |bytes| Ok(base64::encode(bytes)))
    }),
    of_path("filebase64sha256", |environment, given| {
        with_bytes(environment, given, |bytes| Ok(hash::base64_sha256(bytes)))
    }),
    of_path("filebase64sha512", |environment, given| {
        with_bytes(environment, given, |bytes| Ok(hash::base64_sha512(bytes)))
    }),
    Function {
        result: ResultType::Bool,
        ..of_path("fileexists", exists)
    },
    of_path("filemd5", |environment, given| {
        with_bytes(environment, given, |bytes| Ok(hash::md5(bytes)))
    }),
    Function {
        name: "fileset",
        parameters: &[PATH, Parameter::new("pattern", Accepts::String)],
        variadic: None,
        result: ResultType::Of(|_| Ok(Type::set(Type::String))),
        compute: fileset::file_set,
    },
    of_path("filesha1", |environment, given| {
        with_bytes(environment, given, |bytes| Ok(hash::sha1(bytes)))
    }),
    of_path("filesha256", |environment, given| {
        with_bytes(environment, given, |bytes| Ok(hash::sha256(bytes)))
    }),
    of_path("filesha512", |environment, given| {
        with_bytes(environment, given, |bytes| Ok(hash::sha512(bytes)))
    }),
    of_path("pathexpand", |_, given| path::expand(given)),
];

/// What is made of the bytes of the file that the first argument names.
fn with_bytes(
    environment: &Environment<'_>,
    given: &[Value],
    made: fn(&[u8]) -> Result<String, String>,
) -> Result<Value, Failure> {
    let Some(path) = path_of(environment.files, &given[0]) else {
        return Ok(Unknown::derived(Type::String, given).not_null().into());
    };
    match environment.files.read(&path) {
        Ok(bytes) => {
            environment.spend(bytes.len())?;
            let made = made(&bytes).map_err(|reason| unusable(environment, &path, &reason))?;
            Ok(Value::string(made))
        }
        Err(FileProblem::Missing) => {
            let message = missing_file(environment.files, &path);
            Err(Failure::of_argument(0, message).kind(FaultKind::File))
        }
        Err(FileProblem::Unusable(reason)) => Err(unusable(environment, &path, &reason)),
        Err(FileProblem::Elsewhere(reason)) => Ok(unread(Type::String, reason)),
    }
}

/// A file's text was written in the file, and not where it is read.
fn written_in_file(environment: &Environment<'_>, given: &[Value], value: Value) -> Value {
    let file = path_of(environment.files, &given[0])
        .filter(|_| value.is_known())
        .and_then(|path| environment.files.template(&path).ok());
    match (file, value.as_str()) {
        (Some((file, content)), Some(text)) if *content == *text => {
            value.at(Span::new(file, 0, content.len()))
        }
        _ => value,
    }
}

fn text(bytes: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(bytes).map(str::to_owned);
    text.map_err(|_| "it is not in UTF-8: filebase64() reads such files".to_owned())
}

fn exists(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let Some(path) = path_of(environment.files, &given[0]) else {
        return Ok(Unknown::derived(Type::Bool, given).not_null().into());
    };
    match environment.files.exists(&path) {
        Ok(exists) => Ok(Value::bool(exists)),
        Err(FileProblem::Missing) => Ok(Value::bool(false)),
        Err(FileProblem::Unusable(reason)) => Err(unusable(environment, &path, &reason)),
        Err(FileProblem::Elsewhere(reason)) => Ok(unread(Type::Bool, reason)),
    }
}

/// A value that depends on the machine that runs Terraform.
fn not_known(ty: Type) -> Value {
    Unknown::new(ty, Cause::Environment).not_null().into()
}

/// A value of a file that is not read.
fn unread(ty: Type, reason: String) -> Value {
    Unknown::new(ty, Cause::File(reason.into()))
        .not_null()
        .into()
}

fn unusable(environment: &Environment<'_>, path: &str, reason: &str) -> Failure {
    let path = from_root(environment.files, path);
    Failure::of_argument(0, format!("{path} cannot be read: {reason}"))
}

/// A path as seen from the root of the repository, as messages name it.
fn from_root(files: &dyn Files, path: &str) -> String {
    match files.folder(path) {
        Some(path) if path.is_empty() => ".".to_owned(),
        Some(path) => path.to_string(),
        None => path.to_owned(),
    }
}

/// At most so many files are compared with the name of one that is missing.
const MAX_COMPARED: usize = 10_000;

/// Whether who writes the name `written` may mean the file `there`: a few letters differ, and not the whole ending.
pub(crate) fn is_likely_meant(written: &str, there: &str) -> bool {
    let split = |name: &'_ str| -> (String, String) {
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
        (stem.to_owned(), end.to_owned())
    };
    let ((stem, end), (other_stem, other_end)) = (split(written), split(there));
    let limit = (stem.chars().count() / 3).clamp(1, 4);
    strsim::osa_distance(&stem, &other_stem) <= limit && strsim::osa_distance(&end, &other_end) <= 1
}

/// Says that there is no file at a path, and which one of its folder may be meant.
pub(in crate::eval) fn missing_file(files: &dyn Files, path: &str) -> String {
    let (folder, name) = match path.rsplit_once('/') {
        Some((folder, name)) => (format!("{folder}/"), name),
        None => (String::new(), path),
    };
    let mut message = format!("there is no file {}", from_root(files, path));
    let beside = if folder.is_empty() { "." } else { &folder };
    let listed = files.list(beside).unwrap_or_default();
    let nearest = listed
        .iter()
        .filter(|file| !file.contains('/') && is_likely_meant(name, file))
        .take(MAX_COMPARED)
        .map(|file| (strsim::osa_distance(name, file), file))
        .min();
    if let Some((_, file)) = nearest {
        let file = from_root(files, &format!("{folder}{file}"));
        message.push_str(": did you mean ");
        message.push_str(&file);
        message.push('?');
    }
    message
}

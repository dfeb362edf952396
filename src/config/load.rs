//! From the text of `iaclint.toml` to settings. Every fault is told at once, with its line and column.

use std::path::Path;

use super::lower::lower;
use super::{Config, ConfigError};
use crate::data::schema::{self, Words};
use crate::data::toml::parse_toml;
use crate::source::{FileId, Text, TextProblem};

/// The name of the file at the repository's root.
pub const FILE_NAME: &str = "iaclint.toml";

/// The JSON Schema of `iaclint.toml`, for editors.
pub const SCHEMA: &str = include_str!("iaclint.schema.json");

/// The largest file that is read, in bytes. Written by hand, it stays a thousand times smaller.
const MAX_BYTES: u64 = 1024 * 1024;

/// The settings in `text`, which is the text of the file at `path` (as errors name it).
pub fn parse(path: &str, text: &str) -> Result<Config, Vec<ConfigError>> {
    let at = |start: u32, message: String| ConfigError::at(path, text, start as usize, message);
    let root = parse_toml(FileId(0), text).map_err(|faults| {
        sorted(
            faults
                .into_iter()
                .map(|fault| at(fault.span.start, fault.message))
                .collect(),
        )
    })?;
    let schema = schema::compile_own("iaclint.schema.json", SCHEMA)?;
    let violations = schema::validate_in(&schema, &root, Words::Toml);
    let mut errors: Vec<ConfigError> = Vec::new();
    for violation in violations {
        let hint = if violation.help.is_empty() {
            String::new()
        } else {
            format!("; {}", violation.help)
        };
        errors.push(at(violation.span.start, violation.message + &hint));
    }
    let (config, faults) = lower(path, &root);
    errors.extend(
        faults
            .into_iter()
            .map(|(range, message)| ConfigError::at(path, text, range.start, message)),
    );
    if errors.is_empty() {
        Ok(config)
    } else {
        Err(sorted(errors))
    }
}

fn sorted(mut errors: Vec<ConfigError>) -> Vec<ConfigError> {
    errors.sort();
    errors.dedup();
    errors
}

/// The settings of the repository at `root`, from the file `explicit` or else from `iaclint.toml` at its root, with
/// the text they were read from. Without a file the defaults hold, and there is no text. A link at the root that
/// leads out of the repository is not read.
pub fn load(
    root: &Path,
    explicit: Option<&Path>,
) -> Result<(Config, Option<String>), Vec<ConfigError>> {
    let file = explicit.map_or_else(|| root.join(FILE_NAME), Path::to_path_buf);
    let name = match (explicit, file.strip_prefix(root)) {
        (None, _) => FILE_NAME.to_owned(),
        (Some(_), Ok(inside)) => inside.to_string_lossy().replace('\\', "/"),
        (Some(given), Err(_)) => given.to_string_lossy().into_owned(),
    };
    match read(root, &file, explicit.is_some()) {
        Ok(None) => Ok((Config::default(), None)),
        Ok(Some(text)) => parse(&name, &text).map(|config| (config, Some(text))),
        Err(message) => Err(vec![ConfigError::whole(&name, message)]),
    }
}

fn read(root: &Path, file: &Path, must_exist: bool) -> Result<Option<String>, String> {
    let refused = |error: std::io::Error| format!("cannot be read: {error}");
    if !must_exist
        && std::fs::symlink_metadata(file)
            .is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
    {
        return Ok(None);
    }
    if !must_exist {
        let (inside, outside) = (
            root.canonicalize().map_err(refused)?,
            file.canonicalize().map_err(refused)?,
        );
        if !outside.starts_with(inside) {
            return Err("is a link that leads out of the repository, and is not read; put the file itself here".to_owned());
        }
    }
    let metadata = std::fs::metadata(file).map_err(refused)?;
    if !metadata.is_file() {
        return Err("is not a file".to_owned());
    }
    if metadata.len() > MAX_BYTES {
        return Err("is larger than 1 MB, which no configuration needs".to_owned());
    }
    let text = Text::decode(std::fs::read(file).map_err(refused)?);
    match text.problem {
        None => Ok(Some(text.content)),
        Some(TextProblem::InvalidUtf8 { offset }) => {
            let (line, column) = super::place(&text.content, offset);
            Err(format!(
                "is not UTF-8 text: the first wrong byte is in line {line}, column {column}"
            ))
        }
        Some(_) => Err("cannot be read".to_owned()),
    }
}

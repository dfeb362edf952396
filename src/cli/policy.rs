//! `policy test` and `policy new`.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::arguments::{PolicyCommand, PolicyNewArguments, PolicyTestArguments};
use super::{Failure, Status, check, complain, output, schema};
use crate::config;
use crate::policy::test::{TestFile, run as run_tests};
use crate::policy::{POLICY_ENDING, TEST_ENDING, template};
use crate::repo::layout::is_inside;
use crate::report::{PolicyTestFormat, write_policy_tests};
use crate::source::{path_text, walk};

/// `iaclint policy …`
pub(super) fn run(command: &PolicyCommand) -> Result<Status, Failure> {
    match command {
        PolicyCommand::Test(arguments) => test(arguments),
        PolicyCommand::New(arguments) => new(arguments),
    }
}

/// What is to be tested: a folder to read, and the paths below it whose tests are run.
struct Asked {
    root: PathBuf,
    /// Where schemas that were imported lie.
    repository: PathBuf,
    paths: Vec<String>,
}

fn test(arguments: &PolicyTestArguments) -> Result<Status, Failure> {
    let targets = targets(&arguments.format)?;
    let asked = asked(arguments)?;
    let sources = walk::walk(&asked.root)
        .map_err(|error| Failure::one(format!("cannot list {}: {error}", asked.root.display())))?;
    let schemas = schema::load(&asked.repository).map_err(check::config_failure)?;
    let is_wanted = |path: &str| asked.paths.iter().any(|wanted| is_inside(path, wanted));
    let files = run_tests(&sources, &schemas, &is_wanted);
    if files.is_empty() {
        complain(&format!(
            "no test found: there is no file `*{TEST_ENDING}` below {}",
            arguments.path.as_deref().unwrap_or(&asked.root).display()
        ));
        return Ok(Status::NothingFound);
    }
    for (format, file) in targets {
        let is_coloured = file.is_none() && output::is_coloured(arguments.color);
        let mut bytes = Vec::new();
        write_policy_tests(format, &files, is_coloured, &mut bytes)
            .map_err(|error| Failure::one(format!("cannot write the results: {error}")))?;
        match file {
            Some(file) => output::write_file(&file, &bytes)?,
            None => output::print(&bytes)?,
        }
    }
    Ok(if files.iter().any(|file| !file.errors.is_empty()) {
        Status::Failed
    } else if files.iter().map(TestFile::failures).sum::<usize>() > 0 {
        Status::Findings
    } else {
        Status::Clean
    })
}

fn targets(formats: &[String]) -> Result<Vec<(PolicyTestFormat, Option<PathBuf>)>, Failure> {
    let parse = |text: &String| {
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text.as_str(), None),
        };
        let format = name.parse().map_err(|_| {
            Failure::one(format!(
                "there is no format `{name}`; there are terminal and junit"
            ))
        })?;
        Ok((format, file))
    };
    let targets: Vec<_> = formats.iter().map(parse).collect::<Result<_, Failure>>()?;
    if targets.iter().filter(|(_, file)| file.is_none()).count() > 1 {
        return Err(Failure::one(
            "only one --format can go to standard output; write the others as F=FILE",
        ));
    }
    Ok(targets)
}

fn asked(arguments: &PolicyTestArguments) -> Result<Asked, Failure> {
    let repository = check::root(arguments.place.root.as_deref())?;
    if let Some(path) = &arguments.path {
        let found = path
            .canonicalize()
            .map_err(|error| Failure::one(format!("cannot find {}: {error}", path.display())))?;
        // Policies may lie beside their tests' folder: the repository around is read where there is one.
        let root = match found.strip_prefix(&repository) {
            Ok(_) => repository.clone(),
            Err(_) if found.is_dir() => found.clone(),
            Err(_) => found.parent().unwrap_or(&found).to_path_buf(),
        };
        let below = found.strip_prefix(&root).unwrap_or(Path::new(""));
        let paths = vec![path_text(below)];
        return Ok(Asked {
            root,
            repository,
            paths,
        });
    }
    let (config, _) = config::load(&repository, arguments.place.config.as_deref())
        .map_err(check::config_failure)?;
    let folders = config
        .policies
        .folders
        .iter()
        .map(|folder| folder.value.clone());
    let mut paths: Vec<String> = folders.collect();
    if paths.is_empty() {
        paths.push(String::new());
    }
    Ok(Asked {
        root: repository.clone(),
        repository,
        paths,
    })
}

fn new(arguments: &PolicyNewArguments) -> Result<Status, Failure> {
    let name = arguments
        .name
        .strip_suffix(POLICY_ENDING)
        .unwrap_or(&arguments.name);
    let is_plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if name.is_empty() || name.starts_with('-') || !name.chars().all(is_plain) {
        return Err(Failure::one(format!(
            "`{name}` cannot name a policy: use small letters, digits and dashes, such as bucket-owner"
        )));
    }
    let kind = &arguments.resource;
    let is_type = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '*';
    if kind.is_empty() || !kind.chars().all(is_type) {
        return Err(Failure::one(format!(
            "`{kind}` is no resource type, such as aws_s3_bucket"
        )));
    }
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => {
            let root = check::root(arguments.place.root.as_deref())?;
            let (config, _) = config::load(&root, arguments.place.config.as_deref())
                .map_err(check::config_failure)?;
            let first = config.policies.folders.first();
            root.join(first.map_or("policies", |folder| folder.value.as_str()))
        }
    };
    let refused = |path: &Path, error: &std::io::Error| {
        Failure::one(format!("cannot write {}: {error}", path.display()))
    };
    fs::create_dir_all(&folder).map_err(|error| refused(&folder, &error))?;
    let (policy, test) = template::template(name, kind);
    for (ending, text) in [(POLICY_ENDING, policy), (TEST_ENDING, test)] {
        let path = folder.join(format!("{name}{ending}"));
        // What is there already stays.
        let created = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path);
        let mut file = created.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                Failure::one(format!("{} is there already", path.display()))
            }
            _ => refused(&path, &error),
        })?;
        file.write_all(text.as_bytes())
            .map_err(|error| refused(&path, &error))?;
        output::print(format!("{}\n", path.display()).as_bytes())?;
    }
    Ok(Status::Clean)
}

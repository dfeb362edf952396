//! `policy test` and `policy new`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::arguments::{PolicyCommand, PolicyNewArguments, PolicyTestArguments};
use super::{Failure, Status, check, complain, output, schema};
use crate::config::{self, ConfigError};
use crate::policy::test::{TestFile, run as run_tests};
use crate::policy::{self, POLICY_ENDING, TEST_ENDING, pack, template};
use crate::repo::layout::is_inside;
use crate::repo::words::misspelt;
use crate::report::{PolicyTestFormat, write_policy_tests};
use crate::rules;
use crate::schema::Schemas;
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
        let path = arguments.path.as_deref().unwrap_or(&asked.root);
        let missing = test_beside(path).map_or_else(
            || format!("`*{TEST_ENDING}` below {}", path.display()),
            |test| format!("`{test}`"),
        );
        complain(&format!("no test found: there is no file {missing}"));
        return Ok(Status::NothingFound);
    }
    let doubts: BTreeSet<&ConfigError> = files.iter().flat_map(|file| &file.doubts).collect();
    for doubt in doubts {
        complain(&format!("notice: {doubt}"));
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
        let below = test_beside(below).unwrap_or_else(|| path_text(below));
        let paths = vec![below];
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

/// The test that lies beside a policy file; `None` for any other path.
fn test_beside(path: &Path) -> Option<String> {
    let text = path_text(path);
    let stem = text.strip_suffix(POLICY_ENDING)?;
    Some(format!("{stem}{TEST_ENDING}"))
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
    let kind = arguments.resource.as_deref();
    refuse_taken(name, kind)?;
    let root = check::root(arguments.place.root.as_deref())?;
    let schemas = schema::load(&root).map_err(check::config_failure)?;
    if let Some(kind) = kind {
        check_kind(kind, &schemas)?;
    }
    let (config, _) =
        config::load(&root, arguments.place.config.as_deref()).map_err(check::config_failure)?;
    let folders = &config.policies.folders;
    let folder = arguments.folder.clone().unwrap_or_else(|| {
        let first = folders.first();
        root.join(first.map_or("policies", |folder| folder.value.as_str()))
    });
    let refused = |path: &Path, error: &std::io::Error| {
        Failure::one(format!("cannot write {}: {error}", path.display()))
    };
    fs::create_dir_all(&folder).map_err(|error| refused(&folder, &error))?;
    let copy = pack::copy(name);
    let is_copy = copy.is_some();
    let (policy, test) = match copy {
        Some((policy, test)) => (policy, test.to_owned()),
        None => template::template(name, kind.unwrap_or(DEFAULT_TYPE), &schemas),
    };
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
    if is_copy {
        complain(&format!(
            "this is a copy of the policy `{name}` that comes with iaclint; it is judged in its place"
        ));
    } else if let Some(near) = misspelt(name, pack::ids()) {
        complain(&format!(
            "did you mean `{near}`, which comes with iaclint? `iaclint policy new {near}` copies it; `{name}` is a new one"
        ));
    }
    let below = folder.canonicalize().unwrap_or(folder);
    let is_read = |known: &config::Written<String>| below.starts_with(root.join(&known.value));
    if !folders.iter().any(is_read) {
        let below = below.strip_prefix(&root).unwrap_or(&below);
        complain(&format!(
            "it is judged as soon as iaclint.toml says so: `folders = [{:?}]` below `[policies]`",
            path_text(below)
        ));
    }
    Ok(Status::Clean)
}

/// The resource type of a new policy of which nobody says one.
const DEFAULT_TYPE: &str = "aws_s3_bucket";

/// Refuses a name that a policy of the repository cannot have, or that would quietly put a template in the place of a
/// policy that comes with iaclint.
fn refuse_taken(name: &str, kind: Option<&str>) -> Result<(), Failure> {
    if rules::ALL.iter().any(|rule| rule.meta.id == name) {
        return Err(Failure::one(format!(
            "`{name}` is a rule of iaclint, whose id no policy can have: choose another name. `iaclint explain {name}` \
             shows what the rule finds, and `[rules]` of iaclint.toml its severity"
        )));
    }
    if kind.is_some() && pack::has(name) {
        return Err(Failure::one(format!(
            "the policy `{name}` comes with iaclint, and a new one of its id would be judged in its place: choose \
             another name, or leave out --resource for a copy to change"
        )));
    }
    Ok(())
}

/// Checks that there is a resource type, as far as its provider is known. A star stands for any part of it.
fn check_kind(kind: &str, schemas: &Schemas) -> Result<(), Failure> {
    let is_type = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '*';
    if kind.is_empty() || !kind.chars().all(is_type) {
        return Err(Failure::one(format!(
            "`{kind}` is no resource type, such as aws_s3_bucket"
        )));
    }
    if !kind.contains('*') {
        return policy::missing_resource_type(schemas, kind)
            .map_or(Ok(()), |message| Err(Failure::one(message)));
    }
    let provider = kind.split('_').next().unwrap_or_default();
    if schemas.named(provider).is_some() && template::types_that_fit(kind, schemas).is_empty() {
        return Err(Failure::one(format!(
            "the provider {provider} has no resource type that `{kind}` fits"
        )));
    }
    Ok(())
}

//! `check` and `report`.

use std::path::{Path, PathBuf};

use super::arguments::{CheckArguments, Common, Gate, ReportArguments, Show};
use super::output::{self, Target};
use super::{Failure, Status, base, complain, schema};
use crate::config::{self, Config};
use crate::engine::{self, Outcome, Request, RunError};
use crate::repo::words::nearest;
use crate::report;
use crate::rules;
use crate::source::{FileId, Sources, path_text, walk};
use crate::suppress::Date;

/// What a PATH that does not exist may have been meant to be.
const COMMANDS: &[&str] = &[
    "check",
    "completions",
    "explain",
    "graph",
    "help",
    "parity",
    "policy",
    "report",
    "rules",
    "schema",
    "why",
];

/// `iaclint check`: judges and gates.
pub(super) fn gate(arguments: &CheckArguments) -> Result<Status, Failure> {
    // Whoever gates on notes wants to read them.
    let all_notes = arguments.fail_on == Gate::Note;
    // A pipeline sets the variable to nothing where there is no pull request.
    let base = arguments.base.as_deref().filter(|base| !base.is_empty());
    let (outcome, status) = run(&arguments.common, all_notes, base)?;
    if status != Status::Clean {
        return Ok(status);
    }
    let gate = arguments.fail_on.severity();
    let reached = gate.is_some_and(|gate| {
        outcome
            .findings
            .iter()
            .any(|finding| finding.severity >= gate)
    });
    let open = arguments.fail_on_undetermined && !outcome.undetermined.is_empty();
    Ok(if reached || open {
        Status::Findings
    } else {
        Status::Clean
    })
}

/// `iaclint report`: the same without a gate.
pub(super) fn report(arguments: &ReportArguments) -> Result<Status, Failure> {
    run(&arguments.common, false, None).map(|(_, status)| status)
}

/// Judges and writes every report. The status knows of no gate yet.
fn run(common: &Common, all_notes: bool, base: Option<&str>) -> Result<(Outcome, Status), Failure> {
    let targets = output::targets(&common.format, common.output.as_deref())?;
    let today = today(common.today.as_deref())?;
    let root = root(common.root.as_deref())?;
    // An annotation shows the line, which a log of a step hides.
    let refused = |errors: Vec<config::ConfigError>| {
        let is_wanted = |it: &Target| it.format == report::Format::Github && it.file.is_none();
        if targets.iter().any(is_wanted) {
            let errors: Vec<RunError> = errors.iter().cloned().map(RunError::from).collect();
            // Where nobody reads it, the same is said on standard error.
            let _ = output::print(report::github_errors(&errors).as_bytes());
        }
        config_failure(errors)
    };
    let (config, config_text) = load_config(&root, common).map_err(refused)?;
    let sources = walk::walk(&root)
        .map_err(|error| Failure::one(format!("cannot list {}: {error}", root.display())))?;
    let paths = common
        .paths
        .iter()
        .map(|path| wanted(&root, &sources, path));
    let paths = paths.collect::<Result<Vec<String>, Failure>>()?;
    let schemas = engine::load_schemas(&sources, &config, &config_text).map_err(refused)?;
    let providers = schema::load(&root).map_err(refused)?;
    let policies =
        engine::load_policies(&sources, &config, &config_text, &providers).map_err(refused)?;
    let request = Request {
        rules: rules::ALL,
        schemas: &schemas,
        providers: &providers,
        policies: &policies,
        config_text: &config_text,
        paths: &paths,
        honour_ignores: !common.no_ignores,
        today,
    };
    let outcome = engine::check(&sources, &config, &request).map_err(refused)?;
    let status = status(&outcome, &root);
    let new = base.map(|reference| {
        base::new_since(reference, &root, (&sources, &config), (&outcome, &request))
    });
    let new = new.transpose()?;
    let mut failures = Vec::new();
    for target in &targets {
        // Where there is nothing to judge, "no findings" would read as a pass.
        let is_moot = status == Status::NothingFound && target.format == report::Format::Terminal;
        // Code scanning tells itself what is new, and closes what it is not told of.
        let is_whole = target.format == report::Format::Sarif;
        let told = new.as_ref().filter(|_| !is_whole).unwrap_or(&outcome);
        if !is_moot
            && let Err(Failure(messages)) = write(target, told, &sources, (common, all_notes))
        {
            failures.extend(messages);
        }
    }
    for notice in &outcome.notices {
        complain(&format!("notice: {notice}"));
    }
    if failures.is_empty() {
        Ok((new.unwrap_or(outcome), status))
    } else {
        Err(Failure(failures))
    }
}

/// What a run came to, before any gate; says on standard error what could not be done.
pub(super) fn status(outcome: &Outcome, root: &Path) -> Status {
    for error in &outcome.errors {
        complain(&error.to_string());
    }
    if !outcome.errors.is_empty() {
        return Status::Failed;
    }
    if outcome.summary.stacks == 0 && outcome.summary.modules == 0 {
        complain(&format!(
            "no Terraform found below {}: no folder that the layout names holds a .tf, .tf.json or .tofu file",
            root.display()
        ));
        return Status::NothingFound;
    }
    Status::Clean
}

pub(super) fn config_failure(errors: Vec<config::ConfigError>) -> Failure {
    Failure(errors.into_iter().map(|error| error.to_string()).collect())
}

/// The root that was asked for, or the one found upwards from here.
pub(super) fn root(asked: Option<&Path>) -> Result<PathBuf, Failure> {
    let start = match asked {
        Some(root) => root.to_path_buf(),
        None => std::env::current_dir()
            .map_err(|error| Failure::one(format!("cannot tell the working directory: {error}")))?,
    };
    let start = start
        .canonicalize()
        .map_err(|error| Failure::one(format!("cannot find {}: {error}", start.display())))?;
    Ok(if asked.is_some() {
        start
    } else {
        walk::find_root(&start)
    })
}

fn load_config(root: &Path, common: &Common) -> Result<(Config, String), Vec<config::ConfigError>> {
    let (config, text) = config::load(root, common.config.as_deref())?;
    Ok((config, text.unwrap_or_default()))
}

/// The root-relative path that a PATH stands for. A file stands for the nearest folder above it that holds
/// Terraform files, because Terraform judges folders: a changed tfvars or data file changes its whole stack.
fn wanted(root: &Path, sources: &Sources, path: &Path) -> Result<String, Failure> {
    let found = path.canonicalize().map_err(|error| {
        let near = nearest(&path.to_string_lossy(), COMMANDS.iter().copied());
        let hint = near.map_or(String::new(), |near| {
            format!("; did you mean the command `{near}`?")
        });
        Failure::one(format!("cannot find {}: {error}{hint}", path.display()))
    })?;
    let below = found.strip_prefix(root).map_err(|_| {
        Failure::one(format!(
            "{} is not in the repository {}",
            path.display(),
            root.display()
        ))
    })?;
    let relative = path_text(below);
    if found.is_dir() {
        return Ok(relative);
    }
    let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut at = sources.find_directory(folder);
    while let Some(id) = at {
        let directory = sources.directory(id);
        let holds = |(_, file): &(String, FileId)| sources.file(*file).kind.is_configuration();
        if directory.files.iter().any(holds) {
            return Ok(directory.path.clone());
        }
        at = directory.parent;
    }
    Ok(relative)
}

/// The day that was asked for; else that of `SOURCE_DATE_EPOCH`, as reproducible builds set it; else today.
pub(super) fn today(asked: Option<&str>) -> Result<Date, Failure> {
    if let Some(text) = asked {
        let fault = || {
            Failure::one(format!(
                "--today must be a day such as 2026-12-31, not `{text}`"
            ))
        };
        return Date::parse(text).ok_or_else(fault);
    }
    let epoch = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|text| text.parse::<i64>().ok());
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = now.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    });
    Ok(Date::from_unix_seconds(epoch.unwrap_or(now)))
}

fn write(
    target: &Target,
    outcome: &Outcome,
    sources: &Sources,
    (common, all_notes): (&Common, bool),
) -> Result<(), Failure> {
    let options = report::Options {
        color: target.file.is_none() && output::is_coloured(common.color),
        width: if target.file.is_none() {
            output::width()
        } else {
            report::Options::default().width
        },
        show_undetermined: common.show.contains(&Show::Undetermined),
        show_suppressed: common.show.contains(&Show::Suppressed),
        show_notes: all_notes || common.show.contains(&Show::Notes),
        sarif_category: common.sarif_category.clone(),
        include_suppressed: common.include_suppressed,
    };
    let mut bytes = Vec::new();
    report::write(target.format, outcome, sources, &options, &mut bytes)
        .map_err(|error| Failure::one(format!("cannot write the report: {error}")))?;
    match &target.file {
        Some(file) => output::write_file(file, &bytes),
        None => output::print(&bytes),
    }
}

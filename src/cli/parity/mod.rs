//! `parity`.

mod accept;
mod sides;

use std::path::Path;

use super::arguments::{ParityArguments, ParityForm};
use super::{Failure, Status, check, complain, output, schema};
use crate::config;
use crate::engine::{self, Outcome, Request, RunError};
use crate::parity::{self, Parity};
use crate::report::{self, ParityFormat};
use crate::rule::Context;
use crate::rules;
use crate::source::{Sources, walk};
use crate::suppress::Date;

/// `iaclint parity`: whether environments are the same system, and what differs.
pub(super) fn run(arguments: &ParityArguments) -> Result<Status, Failure> {
    let root = check::root(arguments.root.as_deref())?;
    let today = check::today(arguments.today.as_deref())?;
    let (config, text) =
        config::load(&root, arguments.config.as_deref()).map_err(check::config_failure)?;
    let sources = walk::walk(&root)
        .map_err(|error| Failure::one(format!("cannot list {}: {error}", root.display())))?;
    let providers = schema::load(&root).map_err(check::config_failure)?;
    let policies = engine::load_policies(
        &sources,
        &config,
        text.as_deref().unwrap_or_default(),
        &providers,
    )
    .map_err(check::config_failure)?;
    let request = Request {
        rules: rules::ALL,
        schemas: &[],
        providers: &providers,
        policies: &policies,
        config_text: text.as_deref().unwrap_or_default(),
        paths: &[],
        honour_ignores: true,
        today,
    };
    let look = |context: &Context<'_>, errors: Vec<RunError>| {
        let outcome = Outcome {
            errors,
            summary: engine::Summary {
                stacks: context.repo.stacks.len(),
                ..engine::Summary::default()
            },
            ..Outcome::default()
        };
        let status = check::status(&outcome, &root);
        let parity = match status {
            Status::NothingFound => Ok(Parity::default()),
            _ => compare(context, arguments, today),
        };
        (status, parity)
    };
    let (status, parity) =
        engine::look(&sources, &config, &request, look).map_err(check::config_failure)?;
    if status == Status::NothingFound {
        return Ok(status);
    }
    let parity = parity?;
    if arguments.accept {
        let path = match &arguments.config {
            Some(path) => path.clone(),
            None => root.join(config::FILE_NAME),
        };
        return accepted(&parity, &path, text.as_deref()).map(|()| status);
    }
    write(&parity, &sources, arguments)?;
    Ok(match status {
        Status::Clean if parity.unexpected() > 0 || parity.gaps() > 0 => Status::Findings,
        status => status,
    })
}

/// Compares what is asked for.
fn compare(
    context: &Context<'_>,
    arguments: &ParityArguments,
    today: Date,
) -> Result<Parity, Failure> {
    let wanted = sides::wanted(context, &arguments.sides, arguments.regions)?;
    let mut parity = parity::compare_all(context, &wanted.scopes, wanted.is_all, today);
    let off = |rule: &str| {
        let settings = context.config.rules.get(rule);
        settings.is_some_and(|it| it.severity == Some(config::Level::Off))
    };
    for comparison in &mut parity.comparisons {
        comparison.differences.retain(|it| !off(it.rule));
    }
    if off(rules::parity::EXPECTATION_STALE.meta.id) {
        parity.stale.clear();
    }
    Ok(parity)
}

fn write(parity: &Parity, sources: &Sources, arguments: &ParityArguments) -> Result<(), Failure> {
    let format = match arguments.format {
        ParityForm::Terminal => ParityFormat::Terminal,
        ParityForm::Markdown => ParityFormat::Markdown,
        ParityForm::Json => ParityFormat::Json,
        ParityForm::Sarif => ParityFormat::Sarif,
        ParityForm::Html => ParityFormat::Html,
    };
    let is_file = arguments.output.is_some();
    let default = report::Options::default();
    let options = report::Options {
        color: !is_file && output::is_coloured(arguments.color),
        width: if is_file {
            default.width
        } else {
            output::width()
        },
        show_undetermined: arguments.all,
        sarif_category: arguments.sarif_category.clone(),
        ..default
    };
    let mut bytes = Vec::new();
    report::write_parity(
        format,
        parity,
        sources,
        (&options, arguments.all),
        &mut bytes,
    )
    .map_err(|error| Failure::one(format!("cannot write the report: {error}")))?;
    match &arguments.output {
        Some(file) => output::write_file(file, &bytes),
        None => output::print(&bytes),
    }
}

/// Declares every unexpected difference in the configuration.
fn accepted(parity: &Parity, path: &Path, text: Option<&str>) -> Result<(), Failure> {
    let text = text.unwrap_or_default();
    let (new, count) = accept::with_entries(parity, &path.to_string_lossy(), text)?;
    if count == 0 {
        complain("no difference is unexpected, so nothing is written");
        return Ok(());
    }
    output::write_file(path, new.as_bytes())?;
    let (are, entries) = match count {
        1 => ("is", "1 difference"),
        _ => ("are", &*format!("{count} differences")),
    };
    complain(&format!(
        "{entries} {are} declared in {} with the reason TODO; write there why each may be",
        path.display()
    ));
    Ok(())
}

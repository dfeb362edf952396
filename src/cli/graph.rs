//! `graph`.

use std::path::Path;

use super::arguments::{GraphArguments, PictureForm};
use super::{Failure, Status, check, complain, output, schema};
use crate::config;
use crate::engine::{self, Outcome, Request};
use crate::picture::{self, Picture};
use crate::repo::words::nearest;
use crate::report::{self, PictureFormat};
use crate::rule::Context;
use crate::rules;
use crate::source::walk;
use crate::why;

/// `iaclint graph`: a picture of each environment, with what is wrong with it.
pub(super) fn run(arguments: &GraphArguments) -> Result<Status, Failure> {
    let root = check::root(arguments.root.as_deref())?;
    let (config, text) =
        config::load(&root, arguments.config.as_deref()).map_err(check::config_failure)?;
    let text = text.unwrap_or_default();
    let sources = walk::walk(&root)
        .map_err(|error| Failure::one(format!("cannot list {}: {error}", root.display())))?;
    let schemas = engine::load_schemas(&sources, &config, &text).map_err(check::config_failure)?;
    let providers = schema::load(&root).map_err(check::config_failure)?;
    let policies = engine::load_policies(&sources, &config, &text, &providers)
        .map_err(check::config_failure)?;
    let request = Request {
        rules: rules::ALL,
        schemas: &schemas,
        providers: &providers,
        policies: &policies,
        config_text: &text,
        paths: &[],
        honour_ignores: true,
        today: check::today(None)?,
    };
    let look = |context: &Context<'_>, outcome: &Outcome| draw(context, outcome, &root, arguments);
    let (outcome, pictures) =
        engine::check_and_look(&sources, &config, &request, look).map_err(check::config_failure)?;
    let status = check::status(&outcome, &root);
    if status == Status::NothingFound {
        return Ok(status);
    }
    let pictures = pictures?;
    if pictures.is_empty() {
        complain(&format!("no stack found below {}", root.display()));
        return Ok(Status::NothingFound);
    }
    let format = match arguments.format {
        PictureForm::Svg => PictureFormat::Svg,
        PictureForm::Mermaid => PictureFormat::Mermaid,
        PictureForm::Dot => PictureFormat::Dot,
        PictureForm::Json => PictureFormat::Json,
    };
    let mut bytes = Vec::new();
    report::write_pictures(format, &pictures, &mut bytes)
        .map_err(|error| Failure::one(format!("cannot write the picture: {error}")))?;
    match &arguments.output {
        Some(file) => output::write_file(file, &bytes)?,
        None => output::print(&bytes)?,
    }
    Ok(status)
}

/// The pictures that are asked for.
fn draw(
    context: &Context<'_>,
    outcome: &Outcome,
    root: &Path,
    arguments: &GraphArguments,
) -> Result<Vec<Picture>, Failure> {
    let folder = super::why::folder(root);
    let stack = arguments.stack.as_deref();
    let find = |text: &str| why::find_stack(context.repo, text, folder.as_deref());
    // A name that several environments use is that of the one that is asked for.
    let within = |text: &str| {
        let environment = arguments.environment.as_deref()?;
        find(&format!("{environment}/{text}")).ok()
    };
    let stack = stack.map(|text| find(text).or_else(|refusal| within(text).ok_or(refusal)));
    let stack = stack.transpose().map_err(Failure::one)?;
    if let Some(name) = &arguments.environment {
        known(context, name)?;
    }
    let mut pictures = Vec::new();
    for infrastructure in context.infrastructures {
        let graph = &infrastructure.graph;
        let name = graph.environment.map(|it| it.name.as_str());
        let is_wanted = match (&arguments.environment, stack) {
            (Some(wanted), _) if name != Some(wanted.as_str()) => false,
            (_, Some(stack)) => graph.stacks.contains(&stack),
            // Where every stack belongs to an environment, there are no others to draw.
            _ => name.is_some() || !graph.stacks.is_empty(),
        };
        if !is_wanted {
            continue;
        }
        let mut picture = picture::draw(infrastructure, &outcome.findings, context.sources);
        if let Some(stack) = stack {
            picture::narrow(&mut picture, &context.repo.stack(stack).path);
        }
        pictures.push(picture);
    }
    if let (true, Some(name), Some(stack)) = (pictures.is_empty(), &arguments.environment, stack) {
        let path = &context.repo.stack(stack).path;
        return Err(Failure::one(format!(
            "{path} does not belong to the environment {name}"
        )));
    }
    Ok(pictures)
}

/// Complains where there is no environment of this name.
fn known(context: &Context<'_>, name: &str) -> Result<(), Failure> {
    let names = || context.repo.environments.iter().map(|it| it.name.as_str());
    if names().any(|known| known == name) {
        return Ok(());
    }
    let hint = match nearest(name, names()) {
        Some(near) => format!("did you mean {near}?"),
        None if context.repo.environments.is_empty() => "the layout names none".to_owned(),
        None => format!(
            "the environments are {}",
            names().collect::<Vec<_>>().join(", ")
        ),
    };
    Err(Failure::one(format!(
        "there is no environment {name}; {hint}"
    )))
}

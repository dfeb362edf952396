//! `why`.

use std::path::Path;

use super::arguments::{AnswerForm, WhyArguments};
use super::{Failure, Status, check, complain, output, schema};
use crate::config;
use crate::plan::{self, Knowledge, Plan};
use crate::repo::{Repo, StackId, Syntax};
use crate::report::{self, AnswerFormat};
use crate::source::{path_text, walk};
use crate::why::{self, EXPRESSION_FILE, Question};

/// `iaclint why STACK EXPRESSION`: the value and the places that it came through.
pub(super) fn run(arguments: &WhyArguments) -> Result<Status, Failure> {
    let root = check::root(arguments.root.as_deref())?;
    let (config, _) =
        config::load(&root, arguments.config.as_deref()).map_err(check::config_failure)?;
    let mut sources = walk::walk(&root)
        .map_err(|error| Failure::one(format!("cannot list {}: {error}", root.display())))?;
    let expression = sources.add_text(EXPRESSION_FILE, &arguments.expression);
    let schemas = schema::load(&root).map_err(check::config_failure)?;
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &config);
    if repo.stacks.is_empty() {
        complain(&format!("no stack found below {}", root.display()));
        return Ok(Status::NothingFound);
    }
    let plan = plan::build(&repo, Knowledge { schemas: &schemas });
    let folder = folder(&root);
    let question = Question {
        stack: &arguments.stack,
        folder: folder.as_deref(),
        module: arguments.module.as_deref(),
        expression,
    };
    let answer = why::ask(&plan, &question).map_err(Failure::one)?;
    warn(&plan, answer.stack);
    let options = report::Options {
        color: output::is_coloured(arguments.color),
        width: output::width(),
        ..report::Options::default()
    };
    let format = match arguments.format {
        AnswerForm::Text => AnswerFormat::Text,
        AnswerForm::Json => AnswerFormat::Json,
    };
    let options = (&options, arguments.show_sensitive);
    let mut bytes = Vec::new();
    report::write_answer(format, &answer, &repo, options, &mut bytes)
        .map_err(|error| Failure::one(format!("cannot write the answer: {error}")))?;
    output::print(&bytes)?;
    Ok(if answer.is_refused() {
        Status::Findings
    } else {
        Status::Clean
    })
}

/// The working directory below the root, with `/`.
pub(super) fn folder(root: &Path) -> Option<String> {
    let here = std::env::current_dir().ok()?.canonicalize().ok()?;
    let below = here.strip_prefix(root).ok()?;
    Some(path_text(below))
}

/// Says what makes the answer less than it could be.
fn warn(plan: &Plan<'_>, stack: StackId) {
    let repo = plan.repo;
    let evaluated = plan.stack(stack);
    let modules = evaluated.modules.iter();
    let files = modules.flat_map(|module| &repo.module(module.module).files);
    let mut broken: Vec<_> = files
        .filter(|file| !repo.syntax.get(**file).errors.is_empty())
        .collect();
    broken.sort();
    broken.dedup();
    for file in broken {
        let path = &repo.sources.file(*file).path;
        complain(&format!(
            "notice: {path} is not valid, so values may be missing; `iaclint check` shows where"
        ));
    }
    if evaluated.is_cut {
        complain(
            "notice: the stack takes more work than iaclint spends; what is missing is not known",
        );
    }
}

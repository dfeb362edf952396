//! Reading a repository: everything that may be asked of it, and what kept iaclint from reading all of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Request, RunError, delivery, settings};
use crate::aws::Infrastructure;
use crate::config::{Config, ConfigError};
use crate::graph;
use crate::parity;
use crate::plan::{self, Knowledge, Plan};
use crate::policy;
use crate::repo::{Repo, Syntax};
use crate::rule::Context;
use crate::schema::Schemas;
use crate::source::{Sources, TextProblem, WalkProblemKind};
use crate::validate::{Facts, Validation};

/// How much of a repository is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Everything that rules ask.
    Whole,
    /// Without what Terraform would refuse.
    Values,
}

/// Reads a repository and lets `then` see it.
pub(super) fn read<T>(
    sources: &Sources,
    config: &Config,
    request: &Request<'_>,
    depth: Depth,
    then: impl FnOnce(&Context<'_>, Vec<RunError>) -> T,
) -> Result<T, Vec<ConfigError>> {
    let policies = request.policies.rules();
    let rules: Vec<_> = request.rules.iter().chain(&policies).copied().collect();
    settings::validate(config, request.config_text, (&rules, request.policies))?;
    let syntax = Syntax::new(sources);
    let repo = Repo::build(sources, &syntax, config);
    known_environments(&repo, config, request.config_text)?;
    let plan = evaluate(&repo, request.providers);
    let (validation, validation_broke) = match depth {
        Depth::Whole => validate(&plan, request.providers),
        Depth::Values => (Validation::default(), None),
    };
    let (infrastructures, infrastructure_broke) = infrastructures(&plan);
    let (delivery, delivery_broke) = delivery::read(sources);
    let context = Context {
        sources,
        repo: &repo,
        plan: &plan,
        validation: &validation,
        infrastructures: &infrastructures,
        pipelines: &delivery.pipelines,
        dockerfiles: &delivery.dockerfiles,
        config,
        schemas: request.schemas,
        providers: request.providers,
        policies: &policies,
    };
    let mut errors = broken_stacks(&plan);
    let broken = [validation_broke, infrastructure_broke, delivery_broke];
    errors.extend(broken.into_iter().flatten());
    errors.extend(unreadable(sources, &repo));
    Ok(then(&context, errors))
}

/// Checks that `[parity]` and `[policies]` speak of environments that there are.
fn known_environments(
    repo: &Repo<'_>,
    config: &Config,
    text: &str,
) -> Result<(), Vec<ConfigError>> {
    let faults = parity::faults(repo, config).into_iter();
    let errors = faults.map(|(range, message)| config.error(text, &range, message));
    let mut errors: Vec<ConfigError> = errors.collect();
    errors.extend(policy::unknown_environments(repo, config, text));
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// Evaluates every stack. What breaks is found again in [`broken_stacks`].
fn evaluate<'a>(repo: &'a Repo<'a>, schemas: &'a Schemas) -> Plan<'a> {
    let build = || plan::build(repo, Knowledge { schemas });
    catch_unwind(AssertUnwindSafe(build)).unwrap_or_else(|_| Plan::broken(repo))
}

/// Looks for what Terraform would refuse, and says so where that breaks.
fn validate(plan: &Plan<'_>, providers: &Schemas) -> (Validation, Option<RunError>) {
    let find = || Validation::of(&Facts::new(plan, providers));
    match catch_unwind(AssertUnwindSafe(find)) {
        Ok(validation) => (validation, None),
        Err(_) => {
            let message = "the search for what Terraform would refuse broke, so that its rules find nothing. This is a \
                           fault of iaclint: please report it";
            let error = RunError {
                path: None,
                message: message.to_owned(),
                ..RunError::default()
            };
            (Validation::default(), Some(error))
        }
    }
}

/// What each environment would make, and says so where finding that breaks.
pub(super) fn infrastructures<'g>(
    plan: &'g Plan<'g>,
) -> (Vec<Infrastructure<'g>>, Option<RunError>) {
    let find = || Infrastructure::of_all(graph::graphs(plan));
    match catch_unwind(AssertUnwindSafe(find)) {
        Ok(all) => (all, None),
        Err(_) => {
            let message = "the search for what each environment would make broke, so that its rules find nothing. \
                           This is a fault of iaclint: please report it";
            let error = RunError {
                path: None,
                message: message.to_owned(),
                ..RunError::default()
            };
            (Vec::new(), Some(error))
        }
    }
}

pub(super) fn broken_stacks(plan: &Plan<'_>) -> Vec<RunError> {
    let stacks = plan.repo.stacks.iter().zip(&plan.stacks);
    let broken = stacks.filter(|(_, evaluated)| evaluated.is_broken);
    let error = |path: &str| RunError {
        path: None,
        message: format!(
            "the evaluation of {path} broke, so that its values are not judged. This is a fault of iaclint: please \
             report it"
        ),
        ..RunError::default()
    };
    broken.map(|(stack, _)| error(&stack.path)).collect()
}

/// Files that the operating system would not give, wherever they lie, and files that were wanted and are too large.
fn unreadable(sources: &Sources, repo: &Repo<'_>) -> Vec<RunError> {
    let folders = sources
        .problems
        .iter()
        .filter_map(|problem| match &problem.kind {
            WalkProblemKind::Unreadable(reason) => Some(RunError {
                path: Some(problem.path.clone()),
                message: format!("cannot be read: {reason}"),
                ..RunError::default()
            }),
            WalkProblemKind::TooMany => Some(RunError {
                path: None,
                message: "the repository has too many files to list them all".into(),
                ..RunError::default()
            }),
            _ => None,
        });
    let files = repo
        .files()
        .into_iter()
        .filter_map(|file| match &sources.text(file).problem {
            Some(TextProblem::Unreadable(reason)) => Some(RunError {
                path: Some(sources.file(file).path.clone()),
                message: format!("cannot be read: {reason}"),
                ..RunError::default()
            }),
            _ => None,
        });
    folders.chain(files).collect()
}

//! What the tests of all levels share: two environments in memory, and the two sides of their comparison.

use crate::aws::Infrastructure;
use crate::config::Config;
use crate::docker::Dockerfiles;
use crate::graph::graphs;
use crate::pipeline::Pipelines;
use crate::plan::{Knowledge, build};
use crate::repo::{Repo, Syntax};
use crate::rule::Context;
use crate::schema::Schemas;
use crate::source::Sources;
use crate::validate::Validation;

use super::both::Both;
use super::side::{Pairing, Scope};

/// Shows what is known of a repository.
pub(super) fn with_context<T>(sources: &Sources, look: impl FnOnce(&Context<'_>) -> T) -> T {
    let (syntax, config, providers) =
        (Syntax::new(sources), Config::default(), Schemas::embedded());
    let repo = Repo::build(sources, &syntax, &config);
    let plan = build(
        &repo,
        Knowledge {
            schemas: &providers,
        },
    );
    let infrastructures = Infrastructure::of_all(graphs(&plan));
    look(&Context {
        sources,
        repo: &repo,
        plan: &plan,
        validation: &Validation::default(),
        infrastructures: &infrastructures,
        pipelines: &Pipelines::default(),
        dockerfiles: &Dockerfiles::default(),
        config: &config,
        schemas: &[],
        providers: &providers,
        policies: &[],
    })
}

/// Two environments of these names, put together.
pub(super) fn pairing<'c>(context: &'c Context<'c>, names: Both<&str>) -> Pairing<'c> {
    let scopes = names.map(|name| {
        let mut all = context.repo.environments.iter();
        let environment = all.find(|it| it.name == *name);
        Scope {
            environment: environment.unwrap_or_else(|| panic!("there is no environment {name}")),
            region: None,
        }
    });
    Pairing::of(context, scopes).expect("both have infrastructure")
}

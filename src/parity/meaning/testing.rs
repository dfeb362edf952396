//! What the tests of this level share: two environments of one stack each, and what differs between them.

use std::collections::HashMap;

use crate::aws::Infrastructure;
use crate::config::Config;
use crate::docker::Dockerfiles;
use crate::graph::{NodeId, graphs};
use crate::pipeline::Pipelines;
use crate::plan::{Knowledge, build};
use crate::repo::{Environment, Repo, Syntax};
use crate::rule::Context;
use crate::schema::Schemas;
use crate::source::Sources;
use crate::validate::Validation;

use super::super::both::{Both, Which};
use super::super::side::{Pairing, Scope};
use super::super::{Found, Matching};

/// Reads a stack of prod with the first text and one of test with the second, and shows them.
pub(super) fn of_texts<T>(texts: Both<&str>, look: impl FnOnce(&Pairing<'_>) -> T) -> T {
    let settings = "terraform {\n  backend \"local\" {}\n}\n";
    let texts = texts.map(|text| format!("{settings}{text}"));
    let sources = Sources::from_memory([
        ("live/prod/us-east-1/main/main.tf", texts.reference.as_str()),
        ("live/test/us-east-1/main/main.tf", texts.other.as_str()),
    ]);
    let (syntax, config) = (Syntax::new(&sources), Config::default());
    let repo = Repo::build(&sources, &syntax, &config);
    let providers = Schemas::embedded();
    let plan = build(
        &repo,
        Knowledge {
            schemas: &providers,
        },
    );
    let infrastructures = Infrastructure::of_all(graphs(&plan));
    let context = Context {
        sources: &sources,
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
    };
    let scope = |name: &str| {
        let mut all = repo.environments.iter();
        let environment: Option<&Environment> = all.find(|it| it.name == name);
        Scope {
            environment: environment.unwrap(),
            region: None,
        }
    };
    let scopes = Both::new(scope("prod"), scope("test"));
    look(&Pairing::of(&context, scopes).unwrap())
}

/// What differs between a stack of prod and one of test: each with the rule, the side that is weaker and what is shown.
pub(super) fn differences(reference: &str, other: &str) -> Vec<String> {
    let found = found(reference, other, |found| found);
    found
        .differences
        .iter()
        .map(|it| {
            let shown = |which: Which| it.shown.get(which).as_deref().unwrap_or("-").to_owned();
            let weaker = match it.weaker {
                None => "",
                Some(Which::Reference) => " <prod",
                Some(Which::Other) => " <test",
            };
            let standing = if it.is_unexpected() {
                ""
            } else {
                " legitimate"
            };
            format!(
                "{} {}: {} / {}{weaker}{standing}",
                it.rule,
                it.path,
                shown(Which::Reference),
                shown(Which::Other)
            )
        })
        .collect()
}

/// The same, as it was found.
pub(super) fn found<T>(reference: &str, other: &str, look: impl FnOnce(Found) -> T) -> T {
    of_texts(Both::new(reference, other), |pairing| {
        let matching = Matching::of(pairing);
        let mut found = Found::default();
        let counterpart = |which: Which, id: NodeId| matching.counterpart(which, id);
        super::compare(pairing, &counterpart, &mut found);
        look(found)
    })
}

/// The unexpected differences of all levels, each with what follows from it.
pub(super) fn causes(reference: &str, other: &str) -> Vec<String> {
    of_texts(Both::new(reference, other), |pairing| {
        let scopes = pairing.sides.map(|side| side.scope);
        let comparison = super::super::compare(pairing.context, scopes).unwrap();
        let unexpected = comparison
            .differences
            .iter()
            .filter(|it| it.is_unexpected());
        unexpected
            .map(|it| {
                let follows: Vec<&str> = it.follows.iter().map(|it| it.path.as_str()).collect();
                format!("{}: {}", it.path, follows.join(", "))
            })
            .collect()
    })
}

/// What is not known, with the reason.
pub(super) fn uncertain(reference: &str, other: &str) -> Vec<String> {
    let found = found(reference, other, |found| found);
    let all = found.uncertain.iter();
    all.map(|it| format!("{}: {}", it.path, it.reason))
        .collect()
}

/// The positions of the nodes of one side, by address.
pub(super) fn nodes(pairing: &Pairing<'_>, which: Which) -> HashMap<String, NodeId> {
    let graph = *pairing.graphs().get(which);
    graph
        .nodes()
        .map(|(id, node)| (node.address(), id))
        .collect()
}

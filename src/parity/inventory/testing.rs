//! What the tests of the shallow levels share: two environments, compared.

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

use super::super::both::{Both, Which};
use super::super::{Difference, Form, Found, Pairing, Scope, Standing, declarations};

/// What a stack's settings must be for it to be one.
pub(in crate::parity) const BACKEND: &str = "terraform {\n  backend \"local\" {}\n}\n";

/// A difference in one line: form, rule, stack, path, what each side has, how much it matters.
fn line(difference: &Difference) -> String {
    let Difference {
        rule, stack, path, ..
    } = difference;
    let form = match difference.form {
        Form::Only(Which::Reference) => "only left",
        Form::Only(Which::Other) => "only right",
        Form::Different => "different",
    };
    let shown = difference.shown.map(|it| it.as_deref().unwrap_or("-"));
    let standing = match difference.standing {
        Standing::Unexpected => difference.severity.as_str(),
        _ => "legitimate",
    };
    let weaker = match difference.weaker {
        None => "",
        Some(Which::Reference) => ", left is weaker",
        Some(Which::Other) => ", right is weaker",
    };
    let follows = match difference.follows.len() {
        0 => String::new(),
        count => format!(", {count} follow"),
    };
    let rule = rule.trim_start_matches("parity-");
    let (left, right) = (shown.reference, shown.other);
    format!("{form} {rule} {stack} {path}: {left} | {right} ({standing}{weaker}{follows})")
}

fn found(context: &Context<'_>, names: Both<&str>) -> Vec<Difference> {
    let scopes = names.map(|name| {
        let mut all = context.repo.environments.iter();
        let environment = all.find(|it| it.name == *name);
        let environment = environment.unwrap_or_else(|| panic!("there is no environment {name}"));
        Scope {
            environment,
            region: None,
        }
    });
    let pairing = Pairing::of(context, scopes).expect("both have infrastructure");
    let mut found = Found::default();
    super::compare(&pairing, &mut found);
    declarations::compare(&pairing, &mut found);
    for difference in &found.differences {
        assert!(
            !difference.reason.is_empty(),
            "{difference:?} has no reason"
        );
        assert!(!difference.reason.ends_with('.'), "{}", difference.reason);
    }
    found.differences
}

/// The two sides exchanged.
fn mirrored(difference: &Difference) -> Difference {
    let mut difference = difference.clone();
    // A stack of two names goes by the one that it has in the reference.
    let is_stack = difference.path.starts_with("stack:") && difference.form == Form::Different;
    if let (true, Some(name)) = (is_stack, &difference.shown.other) {
        difference.stack.clone_from(name);
        difference.path = format!("stack:{name}");
    }
    let form = match difference.form {
        Form::Only(which) => Form::Only(which.opposite()),
        Form::Different => Form::Different,
    };
    Difference {
        form,
        weaker: difference.weaker.map(Which::opposite),
        shown: difference.shown.clone().swapped(),
        ..difference
    }
}

/// What the shallow levels tell of `prod`, on the left, and `test`, on the right, sorted. The same must be told when
/// the two are exchanged.
pub(in crate::parity) fn compared(files: &[(&str, &str)]) -> Vec<String> {
    let sources = Sources::from_memory(files.iter().copied());
    compared_sources(&sources)
}

/// The same of a repository that holds links.
pub(in crate::parity) fn compared_sources(sources: &Sources) -> Vec<String> {
    let (syntax, config, schemas) = (Syntax::new(sources), Config::default(), Schemas::embedded());
    let repo = Repo::build(sources, &syntax, &config);
    let plan = build(&repo, Knowledge { schemas: &schemas });
    let infrastructures = Infrastructure::of_all(graphs(&plan));
    let context = Context {
        sources,
        repo: &repo,
        plan: &plan,
        validation: &Validation::default(),
        infrastructures: &infrastructures,
        pipelines: &Pipelines::default(),
        dockerfiles: &Dockerfiles::default(),
        config: &config,
        schemas: &[],
        providers: &schemas,
        policies: &[],
    };
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    let told = found(&context, Both::new("prod", "test"));
    let exchanged = found(&context, Both::new("test", "prod"));
    let lines = sorted(told.iter().map(line).collect());
    let exchanged = exchanged.iter().map(mirrored);
    assert_eq!(sorted(exchanged.map(|it| line(&it)).collect()), lines);
    lines
}

//! What is to be compared with what.

use std::collections::BTreeSet;

use crate::cli::Failure;
use crate::hcl::{each_reference, step_name};
use crate::parity::{self, Both, Scope};
use crate::repo::Environment;
use crate::repo::words::nearest;
use crate::rule::Context;
use crate::source::Span;

/// What is compared.
pub(super) struct Wanted<'p> {
    pub(super) scopes: Vec<Both<Scope<'p>>>,
    /// Whether these are all pairs that the configuration asks for.
    pub(super) is_all: bool,
}

/// Reads the arguments: two sides, one environment, or none.
pub(super) fn wanted<'p>(
    context: &Context<'p>,
    sides: &'p [String],
    regions: bool,
) -> Result<Wanted<'p>, Failure> {
    let pairs = parity::pairs(context.repo, context.config);
    let whole = |environment: &'p Environment| Scope {
        environment,
        region: None,
    };
    let scopes = match sides {
        [reference, other] => {
            let scopes = Both::new(side(context, reference)?, side(context, other)?);
            check(context, scopes, regions)?;
            vec![scopes]
        }
        [one] if regions => between_regions(context, environment(context, one)?)?,
        [one] => {
            let wanted = environment(context, one)?;
            let own = pairs.iter().filter(|pair| {
                pair.reference.name == wanted.name || pair.other.name == wanted.name
            });
            let own: Vec<_> = own.map(|pair| pair.map(|it| whole(it))).collect();
            if own.is_empty() {
                return Err(Failure::one(format!(
                    "nothing says what {one} is to be compared with; name two environments, or set `pairs` under \
                     [parity] in iaclint.toml"
                )));
            }
            own
        }
        _ if regions => {
            return Err(Failure::one(
                "--regions needs to know of which environment: `iaclint parity prod --regions`",
            ));
        }
        _ => pairs.iter().map(|pair| pair.map(|it| whole(it))).collect(),
    };
    if scopes.is_empty() {
        return Err(Failure::one(no_pair(context)));
    }
    let is_pair = |pair: &Both<&Environment>| {
        scopes.iter().any(|scopes| {
            scopes.reference.region.is_none()
                && scopes.other.region.is_none()
                && scopes.reference.environment.name == pair.reference.name
                && scopes.other.environment.name == pair.other.name
        })
    };
    let is_all = !pairs.is_empty() && pairs.iter().all(is_pair);
    Ok(Wanted { scopes, is_all })
}

/// Why nothing can be compared without arguments.
fn no_pair(context: &Context<'_>) -> String {
    let names: Vec<&str> = names(context).collect();
    match names.as_slice() {
        [] => match workspace(context) {
            Some(place) => of_workspaces(&place),
            None => "the layout names no environments, so there is nothing to compare; `[layout]` in iaclint.toml can \
                     say where they lie"
                .to_owned(),
        },
        [one] => format!("there is one environment only, {one}, so there is nothing to compare"),
        _ => format!(
            "it is not known which environment the others are measured by; name two, such as `iaclint parity {} {}`, \
             or set `pairs` under [parity] in iaclint.toml",
            names[0], names[1]
        ),
    }
}

/// Refuses what is compared with itself, and whole environments where regions are asked for.
fn check(context: &Context<'_>, scopes: Both<Scope<'_>>, regions: bool) -> Result<(), Failure> {
    let Both { reference, other } = scopes;
    let (left, right) = (&reference.environment.name, &other.environment.name);
    if left == right && reference.region == other.region {
        return Err(Failure::one(format!(
            "{left} is compared with itself; name two environments or two regions"
        )));
    }
    if reference.region.is_some() != other.region.is_some() {
        return Err(Failure::one(
            "a region can be compared with a region only; write both sides as ENVIRONMENT/REGION",
        ));
    }
    if regions && reference.region.is_none() {
        let own = regions_of(context, reference.environment);
        let region = own.first().copied().unwrap_or("us-east-1");
        return Err(Failure::one(format!(
            "--regions compares regions; write both sides as ENVIRONMENT/REGION, such as {left}/{region}"
        )));
    }
    Ok(())
}

/// `prod`, or `prod/us-east-1`.
fn side<'p>(context: &Context<'p>, text: &'p str) -> Result<Scope<'p>, Failure> {
    let Some((name, region)) = text.split_once('/') else {
        return Ok(Scope {
            environment: environment(context, text)?,
            region: None,
        });
    };
    let environment = environment(context, name)?;
    let known = regions_of(context, environment);
    if !known.contains(&region) {
        let hint = match nearest(region, known.iter().copied()) {
            Some(near) => format!("did you mean {name}/{near}?"),
            None if known.is_empty() => "the layout names none".to_owned(),
            None => format!("its regions are {}", known.join(", ")),
        };
        return Err(Failure::one(format!(
            "{name} has no region {region}; {hint}"
        )));
    }
    Ok(Scope {
        environment,
        region: Some(region),
    })
}

fn environment<'p>(context: &Context<'p>, name: &str) -> Result<&'p Environment, Failure> {
    let mut all = context.repo.environments.iter();
    if let Some(found) = all.find(|it| it.name == name) {
        return Ok(found);
    }
    let hint = match nearest(name, names(context)) {
        Some(near) => format!("did you mean {near}?"),
        None if context.repo.environments.is_empty() => match workspace(context) {
            Some(place) => of_workspaces(&place),
            None => "the layout names none".to_owned(),
        },
        None => format!(
            "the environments are {}",
            names(context).collect::<Vec<_>>().join(", ")
        ),
    };
    Err(Failure::one(format!(
        "there is no environment {name}; {hint}"
    )))
}

/// Where a root asks for its workspace, if one does.
fn workspace(context: &Context<'_>) -> Option<String> {
    let repo = context.repo;
    let mut found: Option<Span> = None;
    for stack in &repo.stacks {
        repo.module(stack.module).each_expression(&mut |outer| {
            each_reference(outer, &mut |root, steps, span| {
                if root == "terraform" && step_name(steps, 0) == Some("workspace") {
                    found = found.or(Some(span));
                }
            });
        });
    }
    let span = found?;
    let line = context.sources.text(span.file).line_column(span.start).line;
    Some(format!("{}:{line}", context.sources.file(span.file).path))
}

/// What to do where environments are workspaces of one root.
fn of_workspaces(place: &str) -> String {
    format!(
        "the environments of this repository seem to be workspaces of one root ({place} asks for \
         `terraform.workspace`), and what each is applied with is not known; say it in iaclint.toml for each of them, \
         such as `[environments.prod]` with `workspace = \"prod\"`, `stacks = [\".\"]` and, where it has one, `var_files = \
         [\"prod.tfvars\"]`"
    )
}

fn names<'p>(context: &Context<'p>) -> impl Iterator<Item = &'p str> {
    let all = context.repo.environments.iter();
    all.map(|it| it.name.as_str())
}

/// The first region with each other one.
fn between_regions<'p>(
    context: &Context<'p>,
    environment: &'p Environment,
) -> Result<Vec<Both<Scope<'p>>>, Failure> {
    let regions = regions_of(context, environment);
    let scope = |region: &'p str| Scope {
        environment,
        region: Some(region),
    };
    match regions.as_slice() {
        [first, others @ ..] if !others.is_empty() => {
            let others = others.iter();
            Ok(others
                .map(|other| Both::new(scope(first), scope(other)))
                .collect())
        }
        _ => Err(Failure::one(format!(
            "{} has fewer than two regions, so there is nothing to compare",
            environment.name
        ))),
    }
}

/// The regions of an environment: the one with the most stacks first, then by name.
fn regions_of<'p>(context: &Context<'p>, environment: &Environment) -> Vec<&'p str> {
    let stacks = environment.stacks.iter();
    let places = stacks.map(|id| &context.repo.stack(*id).place);
    let all: Vec<&str> = places.filter_map(|place| place.region.as_deref()).collect();
    let distinct: BTreeSet<&str> = all.iter().copied().collect();
    let mut regions: Vec<&str> = distinct.into_iter().collect();
    regions.sort_by_key(|region| std::cmp::Reverse(all.iter().filter(|it| *it == region).count()));
    regions
}

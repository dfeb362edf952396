//! What limits a run as a whole: stacks that are too large, and providers whose schema is not known or is of another
//! version. Each cause is said once, with a count. It is no finding: nothing in the repository is wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::Cause;
use crate::hcl::{Expression, ExpressionKind, as_reference};
use crate::plan::{Plan, SchemaFit, schema_fit};
use crate::repo::{Module, ModuleId, Resource, StackId};
use crate::schema::Schemas;

/// At most so many providers are listed.
const MAX_PROVIDERS: usize = 8;

/// At most so many stacks or versions are listed.
pub(super) const MAX_NAMED: usize = 3;

/// What a repository uses of one provider.
#[derive(Default)]
struct Use<'p> {
    /// `resource`, `data` and `ephemeral` blocks, each once however many stacks have it.
    blocks: BTreeSet<(ModuleId, &'p str)>,
    stacks: BTreeSet<StackId>,
}

/// One sentence for each cause, without a full stop.
pub(super) fn limits(plan: &Plan<'_>, schemas: &Schemas) -> Vec<String> {
    let uses = uses(plan);
    let mut notices = Vec::new();
    notices.extend(without_stacks(plan));
    notices.extend(without_values(plan));
    notices.extend(cut(plan));
    notices.extend(unsettled(plan));
    notices.extend(missing(&uses, schemas));
    notices.extend(other_versions(plan, &uses, schemas));
    notices
}

/// The providers of everything that stacks declare, by source: `hashicorp/aws`. Each has the name that its types
/// begin with.
fn uses<'p>(plan: &'p Plan<'_>) -> BTreeMap<(String, &'p str), Use<'p>> {
    let mut uses: BTreeMap<(String, &str), Use<'_>> = BTreeMap::new();
    for (id, _) in plan.repo.stacks() {
        let modules = &plan.stack(id).modules;
        let root = modules.first().map(|root| plan.repo.module(root.module));
        for instance in modules {
            let module = plan.repo.module(instance.module);
            for (address, resources) in &instance.resources {
                let declaration = resources.declaration;
                let prefix = declaration.kind.split('_').next().unwrap_or_default();
                let local = local_name(declaration).unwrap_or(prefix);
                let source = source(module, local).or_else(|| source(root?, local));
                let source = source.map_or(format!("hashicorp/{local}"), str::to_owned);
                let found = uses.entry((source, prefix)).or_default();
                found.blocks.insert((instance.module, address));
                found.stacks.insert(id);
            }
        }
    }
    uses
}

/// The name under which a block names its provider.
fn local_name<'r>(resource: &'r Resource<'_>) -> Option<&'r str> {
    let given = &resource.block.body.attribute("provider")?.value;
    as_reference(given).map(|(root, _)| root)
}

/// What `required_providers` of a module says about the source of a provider.
fn source<'m>(module: &'m Module<'_>, name: &str) -> Option<&'m str> {
    let entry: &Expression = &module.settings.required_providers.get(name)?.value;
    let ExpressionKind::Object(items) = &entry.kind else {
        return None;
    };
    let item = items
        .iter()
        .find(|item| item.key.as_str() == Some("source"))?;
    let source = item.value.as_str()?;
    Some(
        source
            .strip_prefix("registry.terraform.io/")
            .unwrap_or(source),
    )
}

/// Modules with resources, and no stack: nobody knows with which values, nor whether they are applied at all.
fn without_stacks(plan: &Plan<'_>) -> Option<String> {
    let mut modules = plan.repo.modules.iter();
    let has_resources = modules.any(|module| !module.resources.is_empty());
    (has_resources && plan.repo.stacks().next().is_none()).then(|| {
        "no stack is found here, so only what modules show by themselves is judged: a folder is a stack where it has a \
         backend, a provider configuration, a lock file or a terraform.tfvars, or where `live` of `[layout]` in \
         iaclint.toml names it"
            .to_owned()
    })
}

/// Variables that a stack needs and that nothing in the repository gives a value, although another stack of the same
/// name or root module has one, mostly that of another environment. What none has, whoever runs Terraform gives.
fn without_values(plan: &Plan<'_>) -> Option<String> {
    let mut given: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut given_to: BTreeSet<(ModuleId, &str)> = BTreeSet::new();
    for (_, stack) in plan.repo.stacks() {
        for name in stack.variables.keys() {
            given.insert((&stack.place.stack, name));
            given_to.insert((stack.module, name));
        }
    }
    let mut missing: Vec<String> = Vec::new();
    for (id, stack) in plan.repo.stacks() {
        let is_given_elsewhere = |name: &str| {
            given.contains(&(&*stack.place.stack, name)) || given_to.contains(&(stack.module, name))
        };
        for (name, value) in &plan.stack(id).root().variables {
            let cause = value.as_unknown().map(|unknown| &unknown.cause);
            let is_missing = matches!(cause, Some(Cause::NoValue(of)) if **of == **name);
            if is_missing && is_given_elsewhere(name) {
                missing.push(format!("var.{name} of {}", stack.path));
            }
        }
    }
    let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
    let (has, it) = match missing.len() {
        0 => return None,
        1 => ("has", "it"),
        _ => ("have", "them"),
    };
    Some(format!(
        "{} {has} no value in the repository, though another stack like it is given one: what follows from {it} is not known",
        listed(&missing, MAX_NAMED)
    ))
}

fn cut(plan: &Plan<'_>) -> Option<String> {
    let stacks = plan.repo.stacks();
    let cut: Vec<&str> = stacks
        .filter(|(id, _)| plan.stack(*id).is_cut)
        .map(|(_, stack)| stack.path.as_str())
        .collect();
    let (takes, is) = if cut.len() == 1 {
        ("takes", "it")
    } else {
        ("take", "them")
    };
    let on_what = if plan.is_short {
        " on one stack, or on all together"
    } else {
        ""
    };
    (!cut.is_empty()).then(|| {
        format!(
            "{} {takes} more work than iaclint spends{on_what}: what is missing of {is} is not judged",
            listed(&cut, MAX_NAMED)
        )
    })
}

/// Stacks whose values go round by their states for so long that nobody waits for the end.
fn unsettled(plan: &Plan<'_>) -> Option<String> {
    let stacks = plan.unsettled.iter();
    let stacks: Vec<&str> = stacks
        .map(|id| plan.repo.stack(*id).path.as_str())
        .collect();
    (!stacks.is_empty()).then(|| {
        format!(
            "{} read each other's states in a circle, and values go round it more often than iaclint follows: what they become is not judged",
            listed(&stacks, MAX_NAMED)
        )
    })
}

fn missing(uses: &BTreeMap<(String, &str), Use<'_>>, schemas: &Schemas) -> Option<String> {
    let unknown = uses.iter().filter(|((source, name), _)| {
        *name != "terraform" && schemas.named(name).is_none() && !has_source(schemas, source)
    });
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ((source, _), found) in unknown {
        *counts.entry(source).or_default() += found.blocks.len();
    }
    let each: Vec<String> = counts
        .iter()
        .map(|(source, count)| match count {
            1 => format!("{source} (1 block)"),
            count => format!("{source} ({count} blocks)"),
        })
        .collect();
    let each: Vec<&str> = each.iter().map(String::as_str).collect();
    (!each.is_empty()).then(|| {
        format!(
            "no schema is known of {}, so their arguments are not checked; `iaclint schema import` adds one",
            listed(&each, MAX_PROVIDERS)
        )
    })
}

/// Whether the schema of a provider is known that types of another name belong to, as some of `google-beta` do.
fn has_source(schemas: &Schemas, source: &str) -> bool {
    let mut known = schemas.providers().into_iter();
    known.any(|schema| schema.address().ends_with(&format!("/{source}")))
}

fn other_versions(
    plan: &Plan<'_>,
    uses: &BTreeMap<(String, &str), Use<'_>>,
    schemas: &Schemas,
) -> Vec<String> {
    let mut notices = Vec::new();
    for ((source, name), found) in uses {
        let mut stacks: Vec<&str> = Vec::new();
        let mut versions: BTreeSet<String> = BTreeSet::new();
        for id in &found.stacks {
            let stack = plan.repo.stack(*id);
            if let SchemaFit::Other(version) =
                schema_fit(plan.repo, plan.repo.module(stack.module), schemas, name)
            {
                stacks.push(&stack.path);
                versions.insert(version);
            }
        }
        let known = schemas.named(name).and_then(|schema| schema.version());
        let (Some(known), false) = (known, stacks.is_empty()) else {
            continue;
        };
        let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
        let (versions, which) = (listed(&versions, MAX_NAMED), listed(&stacks, MAX_NAMED));
        let these = match stacks.len() {
            1 => format!("{which} uses {source} {versions}"),
            count => format!("{count} stacks ({which}) use {source} {versions}"),
        };
        notices.push(format!(
            "{these}, but the schema that is known is of {known}: what only one of them has is not judged; \
             `iaclint schema import` puts another version in its place"
        ));
    }
    notices
}

/// `a, b and 3 more`
pub(super) fn listed(names: &[&str], most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let shown = &names[..names.len() - more];
    match (shown.split_last(), more) {
        (None, _) => String::new(),
        (Some((last, [])), 0) => (*last).to_owned(),
        (Some((last, before)), 0) => format!("{} and {last}", before.join(", ")),
        (Some(_), more) => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::limits;
    use crate::config::Config;
    use crate::plan::{Knowledge, build};
    use crate::repo::{Repo, Syntax};
    use crate::schema::Schemas;
    use crate::source::Sources;

    fn told(files: &[(&str, &str)]) -> Vec<String> {
        let sources = Sources::from_memory(files.iter().copied());
        let (syntax, config) = (Syntax::new(&sources), Config::default());
        let repo = Repo::build(&sources, &syntax, &config);
        let schemas = Schemas::embedded();
        let plan = build(&repo, Knowledge { schemas: &schemas });
        limits(&plan, &schemas)
    }

    #[test]
    fn a_circle_that_is_not_gone_round_to_the_end_is_told() {
        let state =
            |name: &str| format!("bucket = \"b\"\n key = \"{name}\"\n region = \"eu-west-1\"\n");
        let stack = |name: &str, other: &str, outputs: &str| {
            format!(
                "terraform {{\n backend \"s3\" {{\n {}}}\n}}\ndata \"terraform_remote_state\" \"o\" {{\n \
                 backend = \"s3\"\n config = {{\n {}}}\n}}\n{outputs}",
                state(name),
                state(other)
            )
        };
        // Each output is the one after it of the other stack.
        let passed_on = |from: usize, count: usize| -> String {
            let one = |at: usize| {
                let read = format!("data.terraform_remote_state.o.outputs.n{}", at + 1);
                format!("output \"n{at}\" {{\n value = {read}\n}}\n")
            };
            let last = format!("output \"n{}\" {{\n value = 7\n}}\n", count + from);
            (0..count)
                .step_by(2)
                .map(|at| one(at + from))
                .collect::<String>()
                + &last
        };
        let told_of = |count: usize| {
            let (a, b) = (
                stack("a", "b", &passed_on(0, count)),
                stack("b", "a", &passed_on(1, count)),
            );
            told(&[("live/a/main.tf", &a), ("live/b/main.tf", &b)])
        };
        assert_eq!(told_of(10), Vec::<String>::new());
        assert_eq!(
            told_of(200),
            [
                "live/a and live/b read each other's states in a circle, and values go round it more often than \
                 iaclint follows: what they become is not judged"
            ]
        );
    }

    const BACKEND: &str = "terraform {\n  backend \"local\" {}\n}\n";

    #[test]
    fn variables_are_named_that_only_another_environment_gives() {
        let stack = format!(
            "{BACKEND}variable \"given\" {{}}\nvariable \"by_nobody\" {{}}\nvariable \"else\" {{\n  default = 1\n}}\n"
        );
        let files = [
            ("live/prod/eu-west-1/vpc/main.tf", &*stack),
            ("live/test/eu-west-1/vpc/main.tf", &stack),
            (
                "live/test/eu-west-1/vpc/terraform.tfvars",
                "given = 1\nelse = 2\n",
            ),
        ];
        assert_eq!(
            told(&files),
            [
                "var.given of live/prod/eu-west-1/vpc has no value in the repository, though another stack like it is given one: \
                 what follows from it is not known"
            ]
        );
        let both = ("live/prod/eu-west-1/vpc/terraform.tfvars", "given = 1\n");
        assert_eq!(told(&[&files[..], &[both]].concat()), Vec::<String>::new());
    }

    #[test]
    fn a_repository_without_stacks_is_told() {
        let resource = "resource \"aws_vpc\" \"it\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";
        assert_eq!(
            told(&[("main.tf", resource)]),
            [
                "no stack is found here, so only what modules show by themselves is judged: a folder is a stack where it \
                 has a backend, a provider configuration, a lock file or a terraform.tfvars, or where `live` of `[layout]` in \
                 iaclint.toml names it"
            ]
        );
        assert_eq!(
            told(&[("main.tf", "variable \"v\" {}\n")]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn nothing_is_said_where_all_is_known() {
        let main = format!(
            "{BACKEND}resource \"aws_vpc\" \"v\" {{}}\nresource \"terraform_data\" \"t\" {{}}\n"
        );
        assert_eq!(told(&[("live/a/main.tf", &main)]), Vec::<String>::new());
    }

    #[test]
    fn providers_without_a_schema_are_named_once_with_their_blocks() {
        let main = format!(
            "{BACKEND}terraform {{\n  required_providers {{\n    datadog = {{ source = \"DataDog/datadog\" }}\n  }}\n}}\n\
             resource \"datadog_monitor\" \"m\" {{}}\n\
             resource \"google_thing\" \"g\" {{\n  provider = google-beta\n}}\n\
             module \"m\" {{\n  source = \"../../modules/m\"\n}}\n"
        );
        let module = "resource \"datadog_dashboard\" \"d\" {}\nresource \"random_id\" \"r\" {}\n";
        let files = [
            ("live/a/main.tf", &*main),
            ("live/b/main.tf", &*main),
            ("modules/m/main.tf", module),
        ];
        assert_eq!(
            told(&files),
            [
                "no schema is known of DataDog/datadog (3 blocks), hashicorp/google-beta (2 blocks) and \
              hashicorp/random (1 block), so their arguments are not checked; `iaclint schema import` adds one"
            ]
        );
    }

    #[test]
    fn another_version_than_the_schema_is_said_once_for_all_stacks() {
        let main = |version: &str| {
            format!(
                "{BACKEND}terraform {{\n  required_providers {{\n    aws = {{\n      source = \"hashicorp/aws\"\n      \
                 version = \"{version}\"\n    }}\n  }}\n}}\nresource \"aws_vpc\" \"v\" {{}}\n"
            )
        };
        let (six, five, open) = (main("~> 6.0"), main("~> 5.0"), main(">= 5.0"));
        let files = [
            ("live/a/main.tf", &*six),
            ("live/b/main.tf", &*five),
            ("live/c/main.tf", &*open),
            ("live/d/main.tf", &*six),
        ];
        assert_eq!(
            told(&files),
            [
                "2 stacks (live/a and live/d) use hashicorp/aws ~> 6.0, but the schema that is known is of 5.100.0: what only one \
              of them has is not judged; `iaclint schema import` puts another version in its place"
            ]
        );
    }

    #[test]
    fn stacks_that_are_cut_are_said() {
        let main = format!("{BACKEND}resource \"aws_vpc\" \"v\" {{\n  count = 1000000\n}}\n");
        assert_eq!(
            told(&[("live/a/main.tf", &main), ("live/b/main.tf", BACKEND)]),
            ["live/a takes more work than iaclint spends: what is missing of it is not judged"]
        );
    }
}
